"""Workbooks (xlsx, xlsm, xlsb, xls, ods) through calamine, opened from their content."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from importers.cells import Cell
from importers.limits import Limits
from importers.raw import RawTable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def workbook_tables(path: Path, limits: Limits) -> list[RawTable]:
    """The worksheets of a workbook."""
    import python_calamine as calamine

    with path.open("rb") as file:
        book = calamine.CalamineWorkbook.from_filelike(file)
    found = []
    for meta in book.sheets_metadata:
        sheet = book.get_sheet_by_name(meta.name)
        visible = meta.visible == calamine.SheetVisibleEnum.Visible
        found.append(RawTable(meta.name, partial(_rows, sheet), visible, estimated_rows=sheet.height))
    return found


def _rows(sheet: "CalamineSheet") -> Iterator[list[Cell]]:
    for row in sheet.iter_rows():
        yield [
            c.strip() if type(c) is str else int(c) if type(c) is float and c.is_integer() else c  # type: ignore[misc]
            for c in row
        ]
