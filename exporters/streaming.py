"""Rows as sheet XML, streamed into a workbook that openpyxl has made.

openpyxl makes everything that is fiddly (styles, names, filters, print set-up); only the rows of the lists
are written here, in a fraction of its time (bench/README.md has the figures). A cell is a number with a
style, or an inline string; nothing here can become a formula.
"""

import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from exporters.cells import as_date, clean_text, is_risky

_ROWS_AT_ONCE: Final = 500
#: fast enough to matter, and a tenth larger than the best
_COMPRESSION: Final = 3
#: a text repeats in a column (town, segment); so many different ones are remembered
_REMEMBERED: Final = 5000
_EPOCH: Final = date(1899, 12, 30)
#: Excel reads `_x000D_` in a string as the character with that number
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

CellXml = Callable[[Any], str]
RowHeight = Callable[[Sequence[Any]], float]


def cell_xml(kind: str, style: int, quoted: int) -> CellXml:
    """What follows `<c r="A1"` for a value of a column of that kind.

    `style` is the style of a value of the kind, `quoted` that of text that must be kept from being a formula.
    """
    if kind in ("text", "sentence"):
        return _remembering(lambda value: _text(str(value), style, quoted))
    if kind == "date":
        return _remembering(lambda value: _date(value, style, quoted))
    return lambda value: _number(float(value), style)


def _remembering(make: CellXml) -> CellXml:
    known: dict[Any, str] = {}

    def remembered(value: Any) -> str:
        found = known.get(value)
        if found is None:
            found = make(value)
            if len(known) < _REMEMBERED:
                known[value] = found
        return found

    return remembered


def _text(text: str, plain: int, quoted: int) -> str:
    text = _LOOKS_ESCAPED.sub("_x005F_", clean_text(text))
    number = quoted if is_risky(text) else plain
    style = f' s="{number}"' if number else ""
    return f'{style} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(value: float, style: int) -> str:
    return f' s="{style}"><v>{value!r}</v></c>' if math.isfinite(value) else "/>"


def _date(value: Any, style: int, quoted: int) -> str:
    day = value if isinstance(value, date) else as_date(value)
    if day is None:
        return _text(str(value), style, quoted)
    day = day.date() if isinstance(day, datetime) else day
    return f' s="{style}"><v>{(day - _EPOCH).days}</v></c>'


def rows_xml(
    rows: Iterable[Sequence[Any]],
    letters: Sequence[str],
    cells: Sequence[CellXml],
    height: RowHeight | None = None,
) -> Iterator[str]:
    """The rows from row 2 on, some hundreds at a time. Empty cells are left out. `height` in points, for
    lists with sentences: not every program grows a row by itself."""
    pieces: list[str] = []
    for number, row in enumerate(rows, 2):
        high = "" if height is None else f' ht="{height(row):g}" customHeight="1"'
        pieces.append(f'<row r="{number}"{high}>')
        pieces += [
            f'<c r="{letter}{number}"{cell(value)}'
            for letter, cell, value in zip(letters, cells, row, strict=True)
            if value is not None and value != ""
        ]
        pieces.append("</row>")
        if number % _ROWS_AT_ONCE == 0:
            yield "".join(pieces)
            pieces = []
    yield "".join(pieces)


def fill(made: Path, target: Path, streams: dict[str, Iterator[str]]) -> None:
    """Copy the workbook `made` to `target`, with each stream behind the header row of its sheet file."""
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as out,
    ):
        for member in source.infolist():
            content = source.read(member)
            stream = streams.get(member.filename)
            if stream is None:
                out.writestr(member.filename, content)
                continue
            head, end, tail = content.partition(b"</sheetData>")
            with out.open(member.filename, "w") as file:
                file.write(head)
                for piece in stream:
                    file.write(piece.encode("utf-8"))
                file.write(end + tail)
