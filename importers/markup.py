"""Tables in markup under a workbook's name: html called .xls (many web shops), and Excel's XML of 2003."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from core.errors import InputError
from importers.cells import Cell
from importers.csv_text import special
from importers.limits import Limits
from importers.raw import RawTable
from importers.sniffing import DAMAGED, EMPTY, TOO_LARGE, XML2003, refuse
from importers.text_scan import scan

_SS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHUNK: Final = 1 << 18


def markup_tables(path: Path, kind: str, limits: Limits) -> list[RawTable]:
    """The tables of an html or XML 2003 file, read into memory. Raises InputError."""
    if path.stat().st_size > limits.file_bytes // 6:
        raise refuse(TOO_LARGE, path)
    encoding = None
    if kind == XML2003:
        grids = _xml_tables(path, limits)
    else:
        encoding = scan(path).encoding
        grids = _html_tables(path, encoding, limits)
    if not grids:
        raise refuse(EMPTY, path)
    if any(len(row) > limits.columns for grid in grids for row in grid.rows):
        raise refuse(TOO_LARGE, path)
    return [
        RawTable(grid.name, partial(_rows, grid), encoding=encoding, estimated_rows=len(grid.rows))
        for grid in grids
    ]


@dataclass
class _Grid:
    """A table as rows of cells; cells that span several keep their value in the first."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    #: columns still taken by a cell that spans rows: column → rows to go
    taken: dict[int, int] = field(default_factory=dict)

    def start_row(self) -> None:
        """Begin the next row."""
        self.rows.append([])

    def add(self, cell: Cell, across: int = 1, down: int = 1) -> None:
        """Put a cell in the first free place of the row."""
        row = self.rows[-1]
        self._skip_taken(row)
        for n in range(across):
            if down > 1:
                self.taken[len(row)] = down
            row.append(cell if n == 0 else "")

    def end_row(self) -> None:
        """Count down the cells that hang over from above."""
        if self.rows:
            self._skip_taken(self.rows[-1])
        self.taken = {column: n - 1 for column, n in self.taken.items() if n > 1}

    def _skip_taken(self, row: list[Cell]) -> None:
        while self.taken.get(len(row), 0) and len(self.rows) > 1:
            row.append("")


def _rows(grid: _Grid) -> Iterator[list[Cell]]:
    width = max((len(row) for row in grid.rows), default=0)
    for row in grid.rows:
        yield row + [""] * (width - len(row))


# ---------------------------------------------------------------- html


class _Tables(HTMLParser):
    """Collects the tables that hold no other table; line breaks stay in a cell, spaces collapse."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self._open: list[_Grid] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._silent = 0
        self._left = limits.cells // 10

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag == "table":
            self._end_cell()
            self._open.append(_Grid(""))
        elif tag in {"script", "style"}:
            self._silent += 1
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            if self._open[-1].rows:
                self._open[-1].end_row()
            self._open[-1].start_row()
        elif tag in {"td", "th"}:
            self._end_cell()
            if not self._open[-1].rows:
                self._open[-1].start_row()
            found = dict(attrs)
            self._span = _number(found.get("colspan")), _number(found.get("rowspan"))
            self._text = []
        elif tag in {"br", "p", "div", "li"} and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            grid = self._open.pop()
            if len(grid.rows) > 0:
                self.grids.append(grid)

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._text is not None and not self._silent:
            self._text.append(data)

    def close(self) -> None:
        """The end of the file: what is still open counts (a cut file)."""
        super().close()
        while self._open:
            self.handle_endtag("table")

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            return
        lines = (" ".join(line.split()) for line in "".join(self._text).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._left -= self._span[0]
        if self._left > 0:
            self._open[-1].add(special(text), *self._span)
        self._text = None

    @property
    def too_large(self) -> bool:
        """More cells than the limits allow."""
        return self._left <= 0


def _number(text: str | None) -> int:
    return max(1, min(1000, int(text))) if text and text.isdigit() and len(text) < 6 else 1


def _html_tables(path: Path, encoding: str, limits: Limits) -> list[_Grid]:
    parser = _Tables(limits)
    with path.open(encoding=encoding, errors="replace") as file:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            if parser.too_large:
                raise refuse(TOO_LARGE, path)
    parser.close()
    grids = [grid for grid in parser.grids if any(cell != "" for row in grid.rows for cell in row)]
    for at, grid in enumerate(grids, 1):
        grid.name = path.stem if len(grids) == 1 else f"{path.stem} {at}"
    return grids


# ---------------------------------------------------------------- XML of 2003


def _xml_tables(path: Path, limits: Limits) -> list[_Grid]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    grids: list[_Grid] = []
    left = limits.cells // 10
    try:
        for event, element in iterparse(str(path), events=("start", "end")):
            if event == "start":
                if element.tag == _SS + "Worksheet":
                    grids.append(_Grid(element.get(_SS + "Name", "")))
                continue
            if element.tag == _SS + "Row" and grids:
                left -= _xml_row(grids[-1], element, limits)
                element.clear()
                if left < 0:
                    raise refuse(TOO_LARGE, path)
    except InputError:
        raise
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise refuse(DAMAGED, path) from None
    return [grid for grid in grids if any(cell != "" for row in grid.rows for cell in row)]


def _xml_row(grid: _Grid, row: Any, limits: Limits) -> int:
    """Add a row; rows and cells can say their own place. Returns how many cells it took."""
    index = _number(row.get(_SS + "Index"))
    while len(grid.rows) < index - 1:
        grid.start_row()
    grid.start_row()
    for cell in row.findall(_SS + "Cell"):
        place = _number(cell.get(_SS + "Index"))
        while len(grid.rows[-1]) < min(place - 1, limits.columns):
            grid.add("")
        data = cell.find(_SS + "Data")
        value = _xml_value(data) if data is not None else ""
        grid.add(value, 1 + _span(cell, "MergeAcross"), 1 + _span(cell, "MergeDown"))
    grid.end_row()
    return len(grid.rows[-1]) + 1


def _span(cell: Any, name: str) -> int:
    text = cell.get(_SS + name)
    return min(1000, int(text)) if text and text.isdigit() else 0


def _xml_value(data: Any) -> Cell:
    text = "".join(data.itertext()).strip()
    kind = data.get(_SS + "Type")
    if kind == "Number":
        value = float(text)
        return int(value) if value.is_integer() else value
    if kind == "DateTime":
        moment = datetime.fromisoformat(text)
        return moment.date() if not (moment.hour or moment.minute or moment.second) else moment
    if kind == "Boolean":
        return text == "1"
    return special(text)
