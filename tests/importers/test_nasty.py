"""The files that break readers (from other readers' tests): each is read right or refused in a sentence.

A sheet is written as (header row, columns, data rows, bad rows, skipped rows); header row 0 = none found.
A word is what the sentence of the refusal holds.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from core.errors import InputError
from importers.cells import NO_SUCH_DAY, ErrorCell
from importers.reading import Sheet, read_file

FOLDER: Final = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "nasty"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the files are not here")

Figures = tuple[int, int, int, int, int]
EXPECTED: Final[dict[str, str | list[Figures]]] = {
    "calamine/any_sheets.ods": [(0, 2, 4, 0, 1)],
    "calamine/any_sheets.xls": [(0, 2, 4, 0, 1)],
    "calamine/any_sheets.xlsx": [(0, 2, 4, 0, 1)],
    "calamine/covered.ods": [(1, 1, 2, 0, 0)],
    "calamine/date.ods": [(0, 2, 4, 0, 0)],
    "calamine/date.xls": [(0, 2, 3, 0, 0)],
    "calamine/date.xlsx": [(0, 2, 3, 0, 0)],
    "calamine/date_1904.xls": [(0, 2, 3, 0, 0)],
    "calamine/date_1904.xlsx": [(0, 2, 3, 0, 0)],
    "calamine/date_iso.xlsx": [(0, 1, 6, 0, 0)],
    "calamine/empty_sheet.xlsx": "leeg",
    "calamine/errors.xlsx": [(0, 1, 7, 0, 0)],
    "calamine/has_x000D_.xlsx": [(1, 1, 0, 0, 0)],
    "calamine/header-row.xlsx": [(9, 4, 1, 0, 8)],
    "calamine/inventory-table.xlsx": [(1, 3, 4, 0, 0)],
    "calamine/malformed_format.xls": [(1, 23, 20, 11, 6)],
    "calamine/merged_cells.ods": [(1, 3, 0, 0, 2)],
    "calamine/merged_range.xlsx": [(1, 8, 2, 0, 1), (4, 6, 0, 0, 0)],
    "calamine/multi-empty.ods": [(1, 1, 5, 0, 7)],
    "calamine/no-header.xlsx": [(0, 2, 2, 0, 2)],
    "calamine/number_rows_repeated.ods": [(1, 2, 4, 0, 3), (2, 2, 4, 0, 4), (3, 2, 4, 0, 5)],
    "calamine/pass_protected.ods": "wachtwoord",
    "calamine/pass_protected.xlsb": "wachtwoord",
    "calamine/pass_protected.xlsx": "wachtwoord",
    "calamine/picture_richdata.xlsx": [(0, 1, 1, 0, 1)],
    "calamine/special_cells.ods": [(1, 1, 4, 0, 0)],
    "calamine/temperature-in-middle.xlsx": [(4, 2, 2, 0, 3)],
    "calamine/whitespace_trim.xlsx": [(1, 4, 1, 0, 1), (1, 4, 1, 0, 1)],
    "calamine/xls_wrong_decimals.xls": [(0, 1, 1, 0, 0)],
    "csv-spectrum/comma_in_quotes.csv": [(1, 5, 1, 0, 0)],
    "csv-spectrum/empty.csv": [(1, 3, 2, 0, 0)],
    "csv-spectrum/empty_crlf.csv": [(1, 3, 2, 0, 0)],
    "csv-spectrum/escaped_quotes.csv": [(1, 2, 2, 0, 0)],
    "csv-spectrum/json.csv": [(1, 2, 1, 0, 0)],
    "csv-spectrum/newlines.csv": [(1, 3, 3, 0, 0)],
    "csv-spectrum/newlines_crlf.csv": [(1, 3, 3, 0, 0)],
    "csv-spectrum/package.json": "geen tabel",
    "csv-spectrum/quotes_and_newlines.csv": [(1, 2, 2, 0, 0)],
    "csv-spectrum/utf8.csv": [(1, 3, 2, 0, 0)],
    "csvkit/FY09_EDU_Recipients_by_State.csv": [(1, 9, 52, 0, 1)],
    "csvkit/bad.csv": [(1, 3, 1, 2, 0)],
    "csvkit/bad_skip_lines.csv": [(4, 3, 1, 2, 3)],
    "csvkit/blanks.csv": [(1, 6, 1, 0, 0)],
    "csvkit/date_like_number.csv": [(1, 1, 1, 0, 0)],
    "csvkit/dummy.tsv": [(1, 3, 1, 0, 0)],
    "csvkit/empty.csv": "leeg",
    "csvkit/mac_newlines.csv": [(1, 3, 2, 0, 0)],
    "csvkit/ne_1033_data.xlsx": [(1, 14, 1036, 0, 0)],
    "csvkit/no_header_row.csv": [(0, 3, 1, 0, 0)],
    "csvkit/null_byte.csv": [(1, 3, 1, 0, 0)],
    "csvkit/optional_quote_characters.csv": [(1, 3, 1, 0, 0)],
    "csvkit/sheets.xls": [(1, 7, 2, 1, 2), (1, 3, 1, 0, 0)],
    "csvkit/sheets.xlsx": [(1, 7, 2, 1, 2), (1, 3, 1, 0, 0)],
    "csvkit/test.xls": [(1, 7, 2, 1, 2)],
    "csvkit/test.xlsx": [(1, 7, 2, 1, 2)],
    "csvkit/test_date_format.csv": [(1, 1, 2, 0, 0)],
    "csvkit/test_empty_columns.csv": [(1, 3, 0, 0, 3)],
    "csvkit/test_extra_header.csv": [(1, 4, 0, 1, 0)],
    "csvkit/test_header_newline.csv": [(1, 3, 1, 0, 0)],
    "csvkit/test_latin1.csv": [(1, 3, 2, 0, 0)],
    "csvkit/test_locale.csv": [(1, 3, 1, 0, 0)],
    "csvkit/test_no_leading_zeroes.csv": [(1, 3, 1, 0, 0)],
    "csvkit/test_numeric_date_format.csv": [(1, 1, 2, 0, 0)],
    "csvkit/test_skip_lines.csv": [(4, 3, 1, 0, 3)],
    "csvkit/test_skip_lines.xls": [(4, 7, 2, 1, 5)],
    "csvkit/test_skip_lines.xlsx": [(4, 7, 2, 1, 5)],
    "csvkit/test_utf16_big.csv": [(1, 3, 2, 0, 0)],
    "csvkit/test_utf16_little.csv": [(1, 3, 2, 0, 0)],
    "csvkit/test_utf8_bom.csv": [(1, 3, 2, 0, 0)],
    "frictionless/accent.csv": [(1, 17, 2, 0, 0)],
    "frictionless/adjust-floating-point-error.xlsx": [(1, 4, 5, 0, 0)],
    "frictionless/blank-headers.csv": [(1, 3, 2, 0, 0)],
    "frictionless/blank-rows-multiple.csv": [(1, 3, 2, 0, 11)],
    "frictionless/blank-rows.csv": [(1, 3, 2, 0, 1)],
    "frictionless/bom.csv": [(1, 2, 2, 0, 0)],
    "frictionless/defective-rows.csv": [(1, 3, 0, 2, 0)],
    "frictionless/doublequote.csv": [(1, 17, 5, 0, 0)],
    "frictionless/duplicate-column.csv": [(1, 4, 1, 0, 0)],
    "frictionless/duplicate-headers.csv": [(1, 5, 2, 0, 0)],
    "frictionless/encoding-issue-274.csv": [(1, 17, 507, 0, 0)],
    "frictionless/escaping.csv": [(1, 2, 3, 0, 0)],
    "frictionless/issue-1009-comma.csv": [(1, 2, 1, 0, 0)],
    "frictionless/issue-1009-semicolon.csv": [(1, 2, 1, 0, 0)],
    "frictionless/issue-1024.xlsx": [(12, 55, 46, 0, 17)],
    "frictionless/issue-1105-timezone.csv": [(1, 2, 2, 0, 0)],
    "frictionless/issue-870.xlsx": [(1, 8, 9, 0, 0)],
    "frictionless/latin1.csv": [(1, 2, 2, 0, 0)],
    "frictionless/leading-zeros.csv": [(1, 1, 3, 0, 0)],
    "frictionless/matrix-with-comment.csv": [(2, 4, 4, 0, 1)],
    "frictionless/merged-cells-boolean.xls": [(0, 1, 1, 0, 0)],
    "frictionless/merged-cells.xls": [(1, 1, 0, 0, 0)],
    "frictionless/merged-cells.xlsx": [(1, 1, 0, 0, 0)],
    "frictionless/multiline-headers.xlsx": [(5, 4, 1, 0, 0)],
    "frictionless/number-format-multicode.xlsx": [(1, 1, 3, 0, 0)],
    "frictionless/numeric-labels.csv": [(1, 10, 3, 0, 0)],
    "frictionless/preserve-formatting-percentage.xlsx": [(1, 2, 3, 0, 0)],
    "frictionless/preserve-formatting.xlsx": [(0, 11, 2, 0, 0)],
    "frictionless/sheets.xlsx": [(1, 2, 1, 0, 0), (1, 2, 1, 0, 0), (1, 2, 1, 0, 0)],
    "frictionless/skip-rows-before-headers.csv": [(2, 2, 2, 0, 1)],
    "frictionless/skip-rows.csv": [(2, 2, 2, 0, 2)],
    "frictionless/skip-rows.xlsx": [(2, 2, 1, 0, 2)],
    "frictionless/table-with-accents.csv": [(1, 8, 638, 0, 0)],
    "frictionless/table-with-booleans.ods": [(1, 2, 2, 0, 0)],
    "frictionless/table-with-ints-floats-dates.ods": [(1, 4, 3, 0, 0)],
    "frictionless/table-with-ints-floats-dates.xls": [(1, 3, 3, 0, 0)],
    "frictionless/table-with-newline.html": [(1, 2, 4, 0, 0)],
    "frictionless/table-with-two-sheets.ods": [(1, 2, 2, 0, 0), (1, 3, 1, 0, 0)],
    "frictionless/table.tsv": [(1, 2, 3, 0, 0)],
    "frictionless/without-headers-extra.csv": [(0, 2, 2, 1, 0)],
    "frictionless/without-headers.csv": [(0, 2, 3, 0, 0)],
    "frictionless/without-rows.csv": [(1, 2, 0, 0, 0)],
    "msoffcrypto/example.xlsx": [(1, 2, 0, 0, 0)],
    "msoffcrypto/example_password.xlsx": "wachtwoord",
    "msoffcrypto/rc4cryptoapi_password.xls": "wachtwoord",
    "readxl/Ekaterinburg_IP_9.xlsx": [(4, 11, 2191, 0, 5)],
    "readxl/big-texty-numbers-xlsx.xlsx": [(1, 3, 6, 0, 0)],
    "readxl/clippy.xlsx": [(1, 2, 4, 0, 0), (2, 4, 1, 0, 0)],
    "readxl/currency-formats-xlsx.xlsx": [(1, 4, 2, 0, 0)],
    "readxl/dates-1904.xls": [(0, 5, 1, 0, 0)],
    "readxl/dates-leap-year-1900-xlsx.xlsx": [(1, 3, 7, 0, 0), (1, 3, 10, 0, 0)],
    "readxl/datetime-rounding.xlsx": [(1, 2, 4, 0, 0)],
    "readxl/deaths.xls": [(5, 6, 10, 0, 8), (5, 6, 10, 0, 8)],
    "readxl/deaths.xlsx": [(5, 6, 10, 0, 8), (5, 6, 10, 0, 8)],
    "readxl/embedded-chartsheet.xlsx": [
        (1, 5, 150, 0, 0),
        (1, 11, 32, 0, 0),
        (1, 2, 71, 0, 0),
        (1, 5, 1000, 0, 0),
    ],
    "readxl/empty-named-column.xlsx": [(1, 4, 3, 0, 0)],
    "readxl/empty-sheets.xlsx": [(1, 2, 0, 0, 0)],
    "readxl/iris-google-doc.xlsx": [(1, 5, 150, 0, 0)],
    "readxl/missing-first-column.xlsx": [(0, 1, 3, 0, 0)],
    "readxl/names-need-repair-xlsx.xlsx": [(1, 4, 2, 0, 0)],
    "readxl/new_line_errors.xlsx": [(1, 1, 2, 0, 0)],
    "readxl/no-yes-col-names.xlsx": [(1, 2, 0, 0, 0), (1, 2, 1, 0, 0), (2, 2, 0, 0, 1)],
    "readxl/skipping.xlsx": [(3, 2, 2, 0, 4), (3, 2, 2, 0, 4), (3, 2, 2, 0, 4)],
    "readxl/texty-dates-xlsx.xlsx": [(1, 1, 2, 0, 0)],
    "readxl/type-me.xlsx": [(1, 2, 10, 0, 0), (1, 2, 7, 0, 0), (1, 2, 7, 0, 0), (1, 2, 6, 0, 0)],
    "readxl/unnamed-duplicated-columns.xlsx": [(1, 4, 2, 0, 0)],
    "readxl/whitespace-xlsx.xlsx": [(1, 1, 5, 0, 1), (1, 1, 2, 0, 0)],
}


def figures(sheet: Sheet) -> Figures:
    """What became of a sheet; every row is accounted for."""
    batches = list(sheet.batches())
    for batch in batches:
        assert len(batch.rows) == len(batch.cells)
        assert all(len(row) == len(sheet.headers) for row in batch.cells)
    rows, bad = sum(len(b.rows) for b in batches), sum(len(b.bad) for b in batches)
    return sheet.header_row, len(sheet.headers), rows, bad, sum(b.skipped for b in batches)


@pytest.mark.parametrize("name", EXPECTED)
def test_each(name: str) -> None:
    expected = EXPECTED[name]
    if isinstance(expected, str):
        with pytest.raises(InputError) as error:
            read_file(FOLDER / name)
        assert expected in str(error.value)
        assert str(error.value).startswith(Path(name).name)
    else:
        assert [figures(sheet) for sheet in read_file(FOLDER / name)] == expected


def test_all_are_in_the_table() -> None:
    there = {p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.is_file() and p.suffix}
    assert {name for name in there if not name.endswith((".md", ".txt"))} == set(EXPECTED)


def first(name: str, sheet: int = 0) -> tuple[list[str], list[list[object]]]:
    """Headers and data rows of a sheet."""
    found = read_file(FOLDER / name)[sheet]
    return found.headers, [list(row) for batch in found.batches() for row in batch.cells]


def test_1904() -> None:
    for name in ("calamine/date_1904.xlsx", "calamine/date_1904.xls", "calamine/date.xlsx"):
        assert [row[0] for row in first(name)[1]] == [date(2021, 1, 1), date(2021, 1, 2), "255:10:10"]


def test_the_leap_bug() -> None:
    rows = first("readxl/dates-leap-year-1900-xlsx.xlsx")[1]
    assert [row[0] for row in rows[2:5]] == [
        datetime(1900, 2, 28, 8),
        ErrorCell(NO_SUCH_DAY),
        datetime(1900, 3, 1, 8),
    ]


def test_errors() -> None:
    rows = first("calamine/errors.xlsx")[1]
    codes = ["#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A"]
    assert rows == [[ErrorCell(code)] for code in codes]


def test_headers_under_notes_and_over_lines() -> None:
    expected = ["Name", "Profession", "Age", "Has kids", "Date of birth", "Date of death"]
    for sheet in (0, 1):
        assert first("readxl/deaths.xlsx", sheet) == (expected, first("readxl/deaths.xls", sheet)[1])
    assert first("readxl/clippy.xlsx", 1)[0] == ["name", "species", "death", "weight"]
    names = ["Region", "Caloric contribution", "from previous quarter", "from baseline (%)"]
    assert first("frictionless/multiline-headers.xlsx") == (names, [["A", "B", "C", "D"]])


def test_encodings() -> None:
    for name in ("utf16_big", "utf16_little", "utf8_bom"):
        assert first(f"csvkit/test_{name}.csv")[1][1] == ["4", "5", "ʤ"]
    assert first("csvkit/test_latin1.csv")[1][1] == ["4", "5", "©"]
    assert first("frictionless/table-with-accents.csv")[0][3] == "Année"


def test_cells() -> None:
    assert first("csvkit/mac_newlines.csv")[1][1] == ["Once upon\ra time", "5", "6"]
    assert first("csvkit/null_byte.csv")[1] == [["", "2", "3"]]
    assert first("frictionless/escaping.csv")[1][2] == ["3", 'Test " line 3']
    assert first("frictionless/leading-zeros.csv")[1] == [["01"], ["002"], ["00003"]]
    assert first("frictionless/table.tsv")[1][2] == ["3", ""]
    assert first("calamine/special_cells.ods")[0] == ["Split Line"]
    assert read_file(FOLDER / "frictionless/preserve-formatting-percentage.xlsx")[0].percent == {"col2"}
    visible = [(s.name, s.visible) for s in read_file(FOLDER / "calamine/any_sheets.xlsx")]
    assert visible == [("Visible", True)]
