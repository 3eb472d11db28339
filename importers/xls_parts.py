"""A light walk over the records of an xls workbook, as `xlsx_parts` does for xlsx.

Checks that the file holds together and how large its sheets would be laid out, and marks error cells and
leading zeros by format.
"""

import struct
from pathlib import Path
from typing import Final

from importers.cells import ErrorCell
from importers.limits import Limits
from importers.ole import Container, DamagedError
from importers.sniffing import DAMAGED, TOO_LARGE, refuse
from importers.xlsx_parts import SheetMarks
from importers.xlsx_styles import template_of

_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_BOF, _EOF, _BOUND_SHEET, _FORMAT, _XF, _DIMENSIONS = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x200
_FORMULA, _NUMBER, _RK, _MUL_RK, _BOOL_ERR = 0x06, 0x203, 0x27E, 0xBD, 0x205
_CELLS: Final = frozenset({_FORMULA, _NUMBER, _RK, _MUL_RK, _BOOL_ERR, 0xFD, 0x204, 0xD6, 0x207})
_HEADER: Final = struct.Struct("<HH")
_CELL: Final = struct.Struct("<HHH")


def walk_xls(path: Path, limits: Limits) -> dict[str, SheetMarks]:
    """The marks of every sheet by its name. Raises InputError for damaged and too large files."""
    try:
        streams = Container(path.read_bytes()).streams()
        stream = streams.get("Workbook") or streams.get("Book")
        if not stream:
            raise DamagedError
        return _walk(stream, path, limits)
    except (DamagedError, struct.error, IndexError):
        raise refuse(DAMAGED, path) from None


def _walk(stream: bytes, path: Path, limits: Limits) -> dict[str, SheetMarks]:
    sheets, zeros = _globals(stream)
    found: dict[str, SheetMarks] = {}
    cells = 0
    for name, start in sheets[: limits.sheets]:
        marks = _walk_sheet(stream, start, zeros)
        cells += marks.rows * marks.columns
        if marks.rows > limits.rows or marks.columns > limits.columns or cells > limits.cells:
            raise refuse(TOO_LARGE, path)
        found[name] = marks
    return found


def _globals(stream: bytes) -> tuple[list[tuple[str, int]], dict[int, str]]:
    """The sheets with where they begin, and the cell formats with fixed digits."""
    sheets: list[tuple[str, int]] = []
    codes: dict[int, str] = {}
    zeros: dict[int, str] = {}
    at = styles = 0
    new = struct.unpack_from("<H", stream, 4)[0] >= 0x600
    while at + 4 <= len(stream):
        kind, size = _HEADER.unpack_from(stream, at)
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _EOF:
            break
        if kind == _BOUND_SHEET and size > 7:
            sheets.append((_text(body[6:], new, 1), struct.unpack_from("<I", body)[0]))
        elif kind == _FORMAT and size > 4:
            codes[struct.unpack_from("<H", body)[0]] = _text(body[2:], new, 2 if new else 1)
        elif kind == _XF and size >= 4:
            template = template_of(codes.get(struct.unpack_from("<H", body, 2)[0], ""))
            if template:
                zeros[styles] = template
            styles += 1
    return sheets, zeros


def _text(body: bytes, new: bool, counter: int) -> str:
    """A short text: how many letters, (in new files) how wide they are, the letters."""
    n = int.from_bytes(body[:counter], "little")
    if not new:
        return body[counter : counter + n].decode("cp1252", "replace")
    if body[counter] & 1:
        return body[counter + 1 : counter + 1 + 2 * n].decode("utf-16-le", "replace")
    return body[counter + 1 : counter + 1 + n].decode("latin-1")


def _walk_sheet(stream: bytes, at: int, zeros: dict[int, str]) -> SheetMarks:
    marks = SheetMarks()
    end = len(stream)
    first = True
    while at + 4 <= end:
        kind, size = _HEADER.unpack_from(stream, at)
        if kind == _EOF or (first and kind & 0xFF != _BOF & 0xFF):
            break
        first = False
        if kind in _CELLS and size >= 6:
            row, column, style = _CELL.unpack_from(stream, at + 4)
            if row >= marks.rows:
                marks.rows = row + 1
            if column >= marks.columns:
                marks.columns = column + 1
            if kind == _MUL_RK:
                marks.columns = max(marks.columns, column + (size - 6) // 6)
                _mark_many(marks, stream[at + 8 : at + 2 + size], row, column, zeros)
            elif style in zeros and kind in {_NUMBER, _RK, _FORMULA}:
                marks.cells.setdefault(row, []).append((column, zeros[style]))
            if kind in {_BOOL_ERR, _FORMULA}:
                _mark_error(marks, kind, stream[at + 4 : at + 4 + size], row, column)
        elif kind == _DIMENSIONS and size == 14:
            _check_dimensions(stream[at + 4 : at + 18])
        at += 4 + size
    return marks


def _mark_many(marks: SheetMarks, body: bytes, row: int, column: int, zeros: dict[int, str]) -> None:
    """Several numbers side by side: style and number each."""
    if zeros:
        for n in range(len(body) // 6):
            style = body[6 * n] | body[6 * n + 1] << 8
            if style in zeros:
                marks.cells.setdefault(row, []).append((column + n, zeros[style]))


def _mark_error(marks: SheetMarks, kind: int, body: bytes, row: int, column: int) -> None:
    code = None
    if kind == _BOOL_ERR and len(body) >= 8 and body[7]:
        code = body[6]
    elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        code = body[8]
    if code is not None:
        marks.cells.setdefault(row, []).append((column, ErrorCell(_ERRORS.get(code, "#ERROR!"))))


def _check_dimensions(body: bytes) -> None:
    """What a sheet says of its own size is believed by readers: it must be one that a sheet can have."""
    first, last, left, right = struct.unpack("<IIHH", body[:12])
    if last > 65_536 or right > 256 or first > last or left > right:
        raise DamagedError
