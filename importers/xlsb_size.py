"""The size that the sheets of an xlsb workbook would be laid out in: one far cell makes a huge table."""

import zipfile
from pathlib import Path

from importers.limits import Limits
from importers.sniffing import ARCHIVE_ERRORS, DAMAGED, TOO_LARGE, refuse
from importers.xlsx_parts import check_sizes


def check_xlsb(path: Path, limits: Limits) -> None:
    """Refuse what is damaged or would not fit in memory. Raises InputError."""
    cells = 0
    try:
        with zipfile.ZipFile(path) as archive:
            check_sizes(archive, path, limits)
            for name in archive.namelist():
                if not name.lower().endswith(".bin"):
                    continue
                raw = archive.read(name)
                if name.lower().startswith("xl/worksheets/"):
                    rows, columns = _size(raw)
                    cells += rows * columns
                    if rows > limits.rows or columns > limits.columns or cells > limits.cells:
                        raise refuse(TOO_LARGE, path)
    except ARCHIVE_ERRORS:
        raise refuse(DAMAGED, path) from None


def _size(raw: bytes) -> tuple[int, int]:
    """Rows and columns of a sheet: records are a kind (one or two bytes), a length (one to four), a body."""
    rows = columns = at = 0
    end = len(raw) - 6
    while at < end:
        kind = raw[at]
        at += 2 if kind & 0x80 else 1
        length = raw[at] & 0x7F
        shift = 7
        while raw[at] & 0x80 and shift <= 21:
            at += 1
            length |= (raw[at] & 0x7F) << shift
            shift += 7
        at += 1
        if kind <= 11 and length >= 8:
            number = int.from_bytes(raw[at : at + 4], "little") + 1
            if kind == 0:
                rows = max(rows, number)
            elif kind > 1:
                columns = max(columns, number)
        at += length
    return rows, columns
