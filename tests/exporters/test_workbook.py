"""A workbook that Excel reads as it was meant: typed cells, harmless text, filters, every row."""

import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Cancelled, InputError
from exporters import workbook
from exporters.cells import clean_text
from exporters.workbook import Book, Column, Figure, List, Page, write

COLUMNS = [
    Column("klantnummer"),
    Column("naam"),
    Column("bedrag", "money"),
    Column("dag", "date"),
    Column("kans", "share"),
]
ROWS = [
    ("00042", "=1+1", 1234.5, "2025-04-03", 0.25),
    ("K2", "+31612345678", None, None, None),
    ("K3", "@sum", -5.0, "2024-02-29T10:00:00", 1.0),
    ("K4", "Zoë \x07 €", 0.0, "0001-01-01", 0.0),
]


def made(tmp_path: Path, book: Book) -> openpyxl.Workbook:
    path = tmp_path / "lijst.xlsx"
    write(path, book)
    return openpyxl.load_workbook(path)


@pytest.fixture
def sheet(tmp_path: Path) -> Worksheet:
    return made(tmp_path, Book(lists=[List("Vrek", COLUMNS, lambda: ROWS, 4)]))["Vrek"]


def test_types_and_number_formats(sheet: Worksheet) -> None:
    assert sheet["A2"].value == "00042" and sheet["A2"].data_type == "s"
    assert sheet["C2"].value == 1234.5 and "#,##0.00" in sheet["C2"].number_format
    assert sheet["D2"].value.date() == date(2025, 4, 3) and sheet["D2"].number_format == "dd-mm-yyyy"
    assert sheet["D4"].value.date() == date(2024, 2, 29)
    assert sheet["E2"].value == 0.25 and sheet["E2"].number_format == "0%"
    assert sheet["C5"].value == 0 and sheet["C3"].value is None, "unknown is empty, zero is zero"
    assert sheet["D5"].value == "0001-01-01", "a date before Excel's first stays readable"


def test_no_text_becomes_a_formula(sheet: Worksheet) -> None:
    for cell in ("B2", "B3", "B4"):
        assert sheet[cell].data_type == "s"
        assert sheet[cell].quotePrefix
        assert not sheet[cell].value.startswith("'"), "no visible apostrophe"
    assert sheet["C4"].value == -5.0 and sheet["C4"].data_type == "n"


def test_header_is_frozen_and_filtered(sheet: Worksheet) -> None:
    assert [cell.value for cell in sheet[1]] == [column.header for column in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E5"
    assert sheet.column_dimensions["A"].width == 14


def test_another_reader_sees_the_same(tmp_path: Path) -> None:
    rows = [("00042", '_x000D_ <&> "quoted"\nnext', 0.1 + 0.2, date(2025, 4, 3), float("nan")), *ROWS]
    path = tmp_path / "lijst.xlsx"
    write(path, Book(lists=[List("Vrek", COLUMNS, lambda: rows, len(rows))]))
    read = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Vrek").to_python()
    assert read[0] == [column.header for column in COLUMNS]
    assert read[1] == ["00042", '_x000D_ <&> "quoted"\nnext', 0.1 + 0.2, date(2025, 4, 3), ""]
    assert [row[1] for row in read[2:]] == ["=1+1", "+31612345678", "@sum", "Zoë  €"]


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1),
            st.none() | st.text(),
            st.floats(-1e9, 1e9),
            st.dates(date(1901, 1, 1)),
            st.none(),
        ),
        max_size=5,
    )
)
@settings(max_examples=30, deadline=None)
def test_any_rows_come_back(rows: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        write(path, Book(lists=[List("x", COLUMNS, lambda: rows, len(rows))]))
        sheet = openpyxl.load_workbook(path)["x"]
    for number, row in enumerate(rows, 2):
        found = [sheet.cell(number, column).value for column in range(1, 5)]
        assert str(found[0] or "") == clean_text(str(row[0])).replace("\r\n", "\n").replace("\r", "\n")
        assert found[2] == row[2]
        assert str(found[3])[:10] == str(row[3])
        assert all(sheet.cell(number, column).data_type != "f" for column in range(1, 6))


def test_control_characters_and_overlong_text() -> None:
    assert clean_text("a\x00b\x0bc\n") == "abc\n"
    assert len(clean_text("x" * 40000)) == 32767


def test_sheet_names_are_allowed_and_unique(tmp_path: Path) -> None:
    long = "langdurig · stille genieter met een heel lange naam"
    lists = [List(name, COLUMNS, lambda: [], 0) for name in (long, long, "a/b:c?*[d]", "LANG", "lang")]
    names = made(tmp_path, Book(lists=lists)).sheetnames
    assert len({name.lower() for name in names}) == 5
    assert all(len(name) <= 31 for name in names)
    assert "a-b-c---d-" in names


def test_more_rows_than_excel_holds_go_to_a_next_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    found = made(tmp_path, Book(lists=[List("Vrek", COLUMNS, lambda: ROWS, 4)]))
    assert [found[name].max_row for name in found.sheetnames] == [4, 2]


def test_page(tmp_path: Path) -> None:
    lines: list[list[object]] = [["CLV", "klantwaarde"], ["n", Figure("integer", 12)]]
    found = made(tmp_path, Book(pages=[Page("Uitleg", lines)]))
    sheet = found["Uitleg"]
    assert sheet["A1"].value == "Uitleg" and sheet["B3"].value == "klantwaarde" and sheet["B4"].value == 12


def test_a_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(b"old")

    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled(text)

    rows = [("K", "n", 1.0, None, None)] * 2000
    with pytest.raises(Cancelled):
        write(path, Book(lists=[List("x", COLUMNS, lambda: rows, 2000)]), stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["lijst.csv", "geen/map/lijst.xlsx"])
def test_a_path_that_cannot_be_written_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        write(tmp_path / name, Book(pages=[Page("x", [])]))
    assert "\n" not in str(caught.value)


def test_a_disk_that_only_reads_is_the_same_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "unlink", refuse)
    path = tmp_path / "geen map" / "lijst.xlsx"
    with pytest.raises(InputError) as caught:
        write(path, Book(pages=[Page("x", [])]))
    assert str(caught.value).startswith(f"{path} ") and "Read-only" not in str(caught.value)
