"""Workbooks: what calamine cannot tell, headers under merged titles, protection, damage and bombs."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from core.errors import InputError
from importers import xlsx_styles
from importers.cells import NO_SUCH_DAY, UNCACHED, Cell, ErrorCell
from importers.limits import Limits
from importers.reading import Sheet, read_file

Make = Callable[[Any], None]


def book(folder: Path, make: Make, name: str = "klanten.xlsx") -> Path:
    """A workbook whose first sheet `make` fills."""
    workbook = Workbook()
    make(workbook.active)
    workbook.save(folder / name)
    return folder / name


def rows(sheet: Sheet) -> list[list[Cell]]:
    """All data rows."""
    return [row for batch in sheet.batches() for row in batch.cells]


def filled(lines: list[list[Any]]) -> Make:
    """A maker that writes these lines."""

    def make(sheet: Any) -> None:
        for line in lines:
            sheet.append(line)

    return make


def replaced(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            raw = old.read(info)
            new.writestr(info.filename, change(raw) if info.filename == member else raw)
    path.write_bytes(out.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_types_stay_what_the_workbook_says(tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        ["nr", "datum", "bedrag", "aan"],
        ["K1", date(2024, 3, 1), 12.5, True],
        ["K2", datetime(2024, 3, 1, 9, 5), 7.0, False],
    ]
    (sheet,) = read_file(book(tmp_path, filled(lines)))
    found = rows(sheet)
    assert found == [["K1", date(2024, 3, 1), 12.5, True], ["K2", datetime(2024, 3, 1, 9, 5), 7, False]]
    assert type(found[1][2]) is int


def test_errors_and_formulas_without_outcome_are_told_apart(tmp_path: Path) -> None:
    lines: list[list[Any]] = [["nr", "a", "b", "c"], ["K1", "#N/A", "=1+1", None], ["K2", "#DIV/0!", 5, ""]]
    (sheet,) = read_file(book(tmp_path, filled(lines)))
    assert rows(sheet) == [
        ["K1", ErrorCell("#N/A"), ErrorCell(UNCACHED), ""],
        ["K2", ErrorCell("#DIV/0!"), 5, ""],
    ]


def test_a_formula_whose_outcome_is_empty_text_is_empty(tmp_path: Path) -> None:
    def change(raw: bytes) -> bytes:
        assert b'<c r="B2"><f>1+1</f><v' in raw
        return raw.replace(b'<c r="B2"><f>', b'<c r="B2" t="str"><f>')

    path = replaced(book(tmp_path, filled([["nr", "a"], ["K1", "=1+1"]])), SHEET, change)
    (sheet,) = read_file(path)
    assert rows(sheet) == [["K1", ""]]


def test_leading_zeros_and_percent_by_format(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        sheet.append(["klantnr", "telefoon", "korting", "code"])
        for n in (7, 12345):
            sheet.append([n, 612345678, 0.125, n])
        for row in (2, 3):
            for column, code in enumerate(["00000", "0000000000", "0.0%", '"K-"000'], 1):
                sheet.cell(row, column).number_format = code

    (sheet,) = read_file(book(tmp_path, make))
    assert rows(sheet) == [
        ["00007", "0612345678", 0.125, "K-007"],
        ["12345", "0612345678", 0.125, "K-12345"],
    ]
    assert sheet.percent == {"korting"}


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [("00000", 42, "00042"), ("000-000", 1234, "001-234"), ("00\\.00", 123, "01.23"), ("00;-00", 5, "05")],
)
def test_templates(code: str, value: int, text: str) -> None:
    template = xlsx_styles.template_of(code)
    assert template
    assert xlsx_styles.fill(template, value) == text


@pytest.mark.parametrize(
    "code", ["0", "General", "0.00", "#,##0", "0%", "dd-mm-yyyy", "0.00E+00", "@", "[h]:mm"]
)
def test_formats_without_fixed_digits(code: str) -> None:
    assert xlsx_styles.template_of(code) is None


def test_the_day_that_never_was(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        sheet.append(["nr", "sinds"])
        for n in (59, 60, 61):
            sheet.append(["K", n])
            sheet.cell(sheet.max_row, 2).number_format = "dd-mm-yyyy"

    (sheet,) = read_file(book(tmp_path, make))
    assert [row[1] for row in rows(sheet)] == [
        date(1900, 2, 28),
        ErrorCell(NO_SUCH_DAY),
        date(1900, 3, 1),
    ]


def test_hidden_and_empty_sheets(tmp_path: Path) -> None:
    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.title = "Klanten"
    first.append(["nr", "naam"])
    hidden = workbook.create_sheet("Oud")
    hidden.append(["nr", "naam"])
    hidden.sheet_state = "hidden"
    workbook.create_sheet("Leeg")
    workbook.save(tmp_path / "a.xlsx")
    found = [(sheet.name, sheet.visible) for sheet in read_file(tmp_path / "a.xlsx")]
    assert found == [("Klanten", True), ("Oud", False)]


def test_a_title_a_logo_row_and_a_table_that_begins_elsewhere(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        sheet["C2"] = "Klantenlijst bakkerij De Korenaar"
        sheet.merge_cells("C2:E2")
        for column, text in zip("CDE", ["Klantnummer", "Naam", "Plaats"], strict=True):
            sheet[f"{column}4"] = text
            sheet[f"{column}5"] = f"{text} 1"

    (sheet,) = read_file(book(tmp_path, make))
    (batch,) = sheet.batches()
    assert (sheet.header_row, sheet.headers) == (4, ["Klantnummer", "Naam", "Plaats"])
    assert (batch.rows, batch.skipped) == ([5], 3)


def test_merged_and_two_line_headers(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        sheet.append(["Klantnummer", "Factuuradres", None, "Bezorgadres", None])
        sheet.append([None, "Straat", "Plaats", "Straat", "Plaats"])
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")
        sheet.append(["K1", "Dorpsstraat", "Ede", "Kade", "Epe"])

    (sheet,) = read_file(book(tmp_path, make))
    assert sheet.header_row == 2
    assert sheet.headers == [
        "Klantnummer",
        "Factuuradres Straat",
        "Factuuradres Plaats",
        "Bezorgadres Straat",
        "Bezorgadres Plaats",
    ]
    assert rows(sheet) == [["K1", "Dorpsstraat", "Ede", "Kade", "Epe"]]


def test_a_header_broken_in_two_lines(tmp_path: Path) -> None:
    lines: list[list[Any]] = [["Klant", "Bestel", "Bedrag"], ["nummer", "datum", "(euro)"]]
    lines += [[n, date(2024, 1, n), 5.5 * n] for n in range(1, 9)]
    (sheet,) = read_file(book(tmp_path, filled(lines)))
    assert (sheet.header_row, sheet.headers) == (2, ["Klant nummer", "Bestel datum", "Bedrag"])


def test_a_first_customer_without_figures_is_no_header_line(tmp_path: Path) -> None:
    lines: list[list[Any]] = [["Naam", "Plaats", "Aantal", "Omzet"], ["Jan", "Ede", "onbekend", "onbekend"]]
    lines += [[f"Piet {n}", "Epe", n, 5.5] for n in range(6)]
    (sheet,) = read_file(book(tmp_path, filled(lines)))
    assert (sheet.header_row, len(rows(sheet))) == (1, 7)


def test_lines_of_csv_in_one_column(tmp_path: Path) -> None:
    lines = [["nr;naam;plaats"], ["K1;Jan;Ede"], ['K2;"Smit; Co";Epe']]
    (sheet,) = read_file(book(tmp_path, filled(lines)))
    assert (sheet.headers, sheet.delimiter) == (["nr", "naam", "plaats"], ";")
    assert rows(sheet) == [["K1", "Jan", "Ede"], ["K2", "Smit; Co", "Epe"]]
    (towns,) = read_file(book(tmp_path, filled([["plaats"], ["Ede, NL"], ["Epe, NL"]]), "b.xlsx"))
    assert rows(towns) == [["Ede, NL"], ["Epe, NL"]]


def test_columns_at_the_end_without_a_header(tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        ["nr", "naam", None],
        ["K1", "Jan", "los"],
        ["K2", "Piet", None],
        ["K3", "Kees", None],
    ]
    (sheet,) = read_file(book(tmp_path, filled(lines)))
    (batch,) = sheet.batches()
    assert [(row, code) for row, _cells, code in batch.bad] == [(2, "row_too_long")]
    for line in lines[1:]:
        line[2] = "vast"
    (sheet,) = read_file(book(tmp_path, filled(lines)))
    assert (sheet.headers, len(rows(sheet))) == (["nr", "naam", "kolom C"], 3)


# ---------------------------------------------------------------- what must not be opened


def bomb(folder: Path, content: bytes, name: str = "bom.xlsx", times: int = 1) -> Path:
    """A workbook whose sheet is this XML, repeated."""
    path = book(folder, filled([["nr"]]), name)
    return replaced(path, SHEET, lambda _raw: content * times)


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FIRST = b'<row r="1"><c r="A1"><v>1</v></c>'
TAIL = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "content",
    [
        HEAD + FIRST + b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + TAIL,
        HEAD + FIRST + b'<c r="ZZ1048576"><v>1</v></c></row>' + TAIL,
        HEAD + FIRST + b"</row>" + b" " * 30_000_000 + TAIL,
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + HEAD + TAIL,
    ],
    ids=["corner", "corner_of_one_row", "zeros", "entities"],
)
def test_bombs_are_refused_quickly(tmp_path: Path, content: bytes) -> None:
    path = bomb(tmp_path, content)
    start = time.perf_counter()
    with pytest.raises(InputError):
        read_file(path)
    assert time.perf_counter() - start < 5


def test_an_ods_bomb_is_refused(tmp_path: Path) -> None:
    cell = (
        b'<table:table-cell table:number-columns-repeated="1024" office:value-type="float" office:value="1"/>'
    )
    row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
    with zipfile.ZipFile(tmp_path / "bom.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b'<table:table table:name="a">' + row + b"</table:table>")
    with pytest.raises(InputError, match="te groot"):
        read_file(tmp_path / "bom.ods")


def test_limits_are_held(tmp_path: Path) -> None:
    path = book(tmp_path, filled([["a", "b", "c"]] * 50))
    for limits in (Limits(rows=20), Limits(columns=2), Limits(cells=100), Limits(file_bytes=100)):
        with pytest.raises(InputError, match="te groot"):
            for sheet in read_file(path, limits=limits):
                list(sheet.batches())


def test_a_cut_workbook_is_damaged_not_protected(tmp_path: Path) -> None:
    path = book(tmp_path, filled([["a", "b"]] * 50))
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(InputError, match="beschadigd"):
        read_file(path)


def test_other_archives_are_named(tmp_path: Path) -> None:
    for member, word in (
        ("word/document.xml", "tekstdocument"),
        ("a.csv", "ingepakt"),
        ("Index/a.iwa", "Numbers"),
    ):
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
            archive.writestr(member, "x")
        with pytest.raises(InputError, match=word):
            read_file(tmp_path / "x.xlsx")


def test_rows_and_columns_with_a_look_but_no_value_are_no_size(tmp_path: Path) -> None:
    """Whole columns made bold, and one stray cell in the last corner: still a sheet of one customer."""

    def stray(sheet: Any) -> None:
        filled([["Klantnummer", "Naam"], ["K1", "Jan Bos"]])(sheet)
        sheet.cell(1_048_576, 16_384).number_format = "0.00"

    path = book(tmp_path, stray)
    assert rows(read_file(path)[0]) == [["K1", "Jan Bos"]]
    blank = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="AB%d" s="1"></c></row>' % (n, n, n)
        for n in range(1_030_000, 1_048_577)
    )
    replaced(path, SHEET, lambda part: part.replace(b"</sheetData>", blank + b"</sheetData>"))
    assert rows(read_file(path)[0]) == [["K1", "Jan Bos"]]
    # a value there is a size all the same
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    replaced(path, SHEET, lambda part: part.replace(b"</sheetData>", far + b"</sheetData>"))
    with pytest.raises(InputError, match="te groot"):
        read_file(path)
