"""Lists on paper: narrow ones fit the page, wide ones stay readable and name the customer on every page."""

from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.print_setup import breaks
from exporters.segment_book import LIST_COLUMNS
from exporters.workbook import Book, Column, List, write


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(5, 70), min_size=1, max_size=40), st.integers(0, 2))
def test_every_page_of_a_wide_list_fits_and_none_is_empty(widths: list[float], fixed: int) -> None:
    room = 112 * 100 / 66
    ends = breaks(widths, fixed)
    if sum(widths) <= room:
        assert ends is None
        return
    assert ends is not None and ends == sorted(set(ends))
    own = [*ends, len(widths)]
    start = fixed
    for end in own:
        page = widths[start:end]
        assert page, "a page without columns of its own"
        assert sum(widths[:fixed]) + sum(page) <= room or len(page) == 1
        start = end


def test_the_first_page_of_a_segment_list_says_who_what_and_how_to_reach() -> None:
    ends = breaks([width for _name, _kind, width in LIST_COLUMNS], 2)
    assert ends is not None
    first = {name for name, _kind, _width in LIST_COLUMNS[: ends[0]]}
    assert {"klantnummer", "naam", "relatievorm", "clv", "email", "telefoon"} <= first
    assert len(ends) <= 4


def test_names_and_header_stand_on_every_page_and_sentences_are_read_whole(tmp_path: Path) -> None:
    columns = [Column("klantnummer"), Column("Naam", width=26), Column("Boodschap", "sentence", 40)]
    columns += [Column(f"k{n}", width=30) for n in range(6)]
    said = "Een boodschap die veel langer is dan één regel van veertig tekens lang kan zijn."
    rows = [["1", "Anna", said, *["x"] * 6], ["2", "Bob", "=1+1", *["y"] * 6]]
    narrow = List("smal", [Column("klantnummer")], lambda: [["1"]], 1)
    write(tmp_path / "b.xlsx", Book(lists=[List("breed", columns, lambda: rows, 2, fixed=2), narrow]))
    wide, small = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets
    assert wide.freeze_panes == "C2"
    assert (wide.print_title_cols, wide.print_title_rows) == ("$A:$B", "$1:$1")
    assert wide.page_setup.scale == 66 and [one.id for one in wide.col_breaks.brk] == [5]
    assert wide["C2"].alignment.wrap_text and wide.row_dimensions[2].height >= 3 * 14
    assert wide["C3"].value == "=1+1" and wide["C3"].data_type == "s"
    assert small.page_setup.fitToWidth == 1 and not small.col_breaks.brk
