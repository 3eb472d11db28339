"""Workbooks (xlsx, xlsm, xlsb, xls, ods) as raw tables, through calamine, opened from their content."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.errors import InputError
from importers.cells import NO_SUCH_DAY, Cell, ErrorCell
from importers.csv_text import INVISIBLE, special
from importers.limits import Limits
from importers.raw import Area, RawTable
from importers.sniffing import DAMAGED, ODS, PROTECTED_FILE, TOO_LARGE, XLS, XLSX, refuse
from importers.xlsx_parts import SheetMarks, walk_parts
from importers.xlsx_styles import fill

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

#: how a text begins that is perhaps an error or carries a protective apostrophe
_MARKS: Final = frozenset({"'", "#"})
_NATIVE: Final = frozenset({bool, date, datetime, time})


def workbook_tables(path: Path, kind: str, limits: Limits) -> list[RawTable]:
    """The worksheets of a workbook; charts and sheets of macros are left out. Raises InputError."""
    marks = _look_first(path, kind, limits)
    try:
        with _quiet():
            return _tables(_open(path), path, marks, limits)
    except InputError:
        raise
    except MemoryError:
        raise refuse(TOO_LARGE, path) from None
    except BaseException as error:
        raise _known(error, path) from None


def _look_first(path: Path, kind: str, limits: Limits) -> dict[str, SheetMarks]:
    """What calamine cannot tell, by sheet; and refuse what it would choke on."""
    if kind == XLSX:
        return walk_parts(path, limits)
    if kind == XLS:
        from importers.xls_parts import walk_xls

        return walk_xls(path, limits)
    if kind == ODS:
        from importers.ods_size import check_ods

        check_ods(path, limits)
    else:
        from importers.xlsb_size import check_xlsb

        check_xlsb(path, limits)
    return {}


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep calamine's own crash report off the terminal: the user gets one sentence."""
    try:
        kept = os.dup(2)
    except OSError:
        # a program without a terminal (Windows) has nothing to keep quiet
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _known(error: BaseException, path: Path) -> BaseException:
    """The sentence for an error of calamine; a crash inside it (PanicException) means a damaged file."""
    from python_calamine import CalamineError, PasswordError

    if isinstance(error, PasswordError) or "password" in str(error).lower():
        return refuse(PROTECTED_FILE, path)
    if isinstance(error, (CalamineError, OSError, ValueError)) or type(error).__name__ == "PanicException":
        return refuse(DAMAGED, path)
    return error


def _open(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _tables(
    book: "CalamineWorkbook", path: Path, marks: dict[str, SheetMarks], limits: Limits
) -> list[RawTable]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found, cells = [], 0
    for at, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet or at >= limits.sheets:
            continue
        sheet = book.get_sheet_by_index(at)
        cells += sheet.height * sheet.width
        if sheet.width > limits.columns or sheet.height > limits.rows or cells > limits.cells:
            raise refuse(TOO_LARGE, path)
        if not sheet.height:
            continue
        left = sheet.start[1] if sheet.start else 0
        mark = marks.get(meta.name, SheetMarks())
        found.append(
            RawTable(
                meta.name,
                partial(_rows, sheet, left, mark),
                visible=meta.visible == SheetVisibleEnum.Visible,
                estimated_rows=sheet.height,
                merged=_merged(sheet, left),
                percent=frozenset(column - left for column in mark.percent),
                left=left,
            )
        )
    return found


def _merged(sheet: "CalamineSheet", left: int) -> tuple[Area, ...]:
    areas = sheet.merged_cell_ranges or []
    return tuple((top, first - left, bottom, last - left) for (top, first), (bottom, last) in areas)


def _rows(sheet: "CalamineSheet", left: int, marks: SheetMarks) -> Iterator[list[Cell]]:
    """The rows from the sheet's first on; calamine leaves out the columns before the first filled one."""
    marked = marks.cells
    for number, raw in enumerate(sheet.iter_rows()):
        row: list[Cell] = [
            (cell.strip() if cell[:1] not in _MARKS and cell.isprintable() else _text(cell))
            if type(cell) is str
            else (int(cell) if cell.is_integer() else cell)
            if type(cell) is float
            else _odd(cell)
            if isinstance(cell, timedelta)
            else cell
            for cell in raw
        ]
        if number in marked:
            _apply(row, marked[number], left)
        yield row


def _text(cell: str) -> Cell:
    """A text that needs more than stripping."""
    text = cell.translate(INVISIBLE).strip()
    return special(text) if text[:1] in _MARKS else text


def _odd(cell: Any) -> Cell:
    """A duration as h:mm:ss; anything that calamine may add later as text."""
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)


def _apply(row: list[Cell], changes: "list[tuple[int, ErrorCell | str]]", left: int) -> None:
    """Put in what calamine does not tell: errors, formulas without outcome, leading zeros by format."""
    for column, change in changes:
        at = column - left
        if not 0 <= at < len(row):
            continue
        cell = row[at]
        if isinstance(change, str):
            if type(cell) is int and cell >= 0:
                row[at] = fill(change, cell)
        elif change.code == NO_SUCH_DAY:
            if isinstance(cell, date) and cell.year == 1900:
                row[at] = change
        elif cell == "":
            row[at] = change
