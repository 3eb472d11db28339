"""The size that an ods sheet unpacks to: repeated rows and cells are written once and can be huge."""

import re
import zipfile
from pathlib import Path
from typing import Final

from importers.limits import Limits
from importers.sniffing import ARCHIVE_ERRORS, DAMAGED, TOO_LARGE, refuse
from importers.xlsx_parts import check_sizes

_CHUNK: Final = 1 << 20
_ROW: Final = re.compile(
    rb"<table:table-row\b([^>]*)>(.*?)(?=<table:table-row\b|</table:table>|\Z)", re.DOTALL
)
_CELL: Final = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_ROWS: Final = re.compile(rb'number-rows-repeated="(\d+)"')
_COLUMNS: Final = re.compile(rb'number-columns-repeated="(\d+)"')


class _Size:
    """Counts the rows and columns up to the last filled ones, as a reader lays them out."""

    def __init__(self) -> None:
        self.rows = self.filled_rows = self.columns = 0

    def look(self, xml: bytes) -> None:
        """Count whole rows of XML."""
        for row in _ROW.finditer(xml):
            times = _ROWS.search(row[1])
            self.rows += int(times[1]) if times else 1
            if b"<text:p" in row[2] or b"office:value" in row[2] or b"office:date" in row[2]:
                self.filled_rows = self.rows
                self.columns = max(self.columns, _width(row[2]))


def _width(xml: bytes) -> int:
    width = filled = 0
    for cell in _CELL.finditer(xml):
        times = _COLUMNS.search(cell[1])
        width += int(times[1]) if times else 1
        if not cell[2] or b"office:" in cell[1]:
            filled = width
    return filled


def check_ods(path: Path, limits: Limits) -> None:
    """Refuse what is damaged or would not fit in memory. Raises InputError."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_sizes(archive, path, limits)
            size, rest, first = _Size(), b"", True
            with archive.open("content.xml") as file:
                while chunk := file.read(_CHUNK):
                    if first and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                        raise refuse(DAMAGED, path)
                    first = False
                    text = rest + chunk
                    cut = text.rfind(b"<table:table-row")
                    size.look(text[: max(cut, 0)])
                    rest = text[max(cut, 0) :]
                    if len(rest) > 64 * _CHUNK:
                        raise refuse(TOO_LARGE, path)
            size.look(rest)
    except ARCHIVE_ERRORS:
        raise refuse(DAMAGED, path) from None
    if (
        size.filled_rows > limits.rows
        or size.columns > limits.columns
        or size.filled_rows * size.columns > limits.cells
    ):
        raise refuse(TOO_LARGE, path)
