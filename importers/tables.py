"""From a raw table to a sheet: its header, its columns, and which of its rows are data.

Rows that are no data are counted as skipped: titles above the header, blank rows, totals, notes, repeated
headers. A row that does not fit the header is bad: it is never shifted.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from core.issues import Issue
from importers.cell_classes import (
    DATA,
    EMAIL,
    TEXT,
    YEAR,
    class_of,
    is_number,
    is_total_label,
    shape_of,
)
from importers.cells import Cell, text_of
from importers.headers import WINDOW, Header, column_name, find_header
from importers.keeping import Keeper
from importers.raw import RawTable
from importers.reading import Batch, Sheet
from importers.wrapped import unwrap_table

#: first letters of total labels and of comment lines: other rows need no closer look
_SUSPECT: Final = frozenset("tTsSeEgGoOaA#")
#: rows of a single cell, or of running text, that wait for what comes below them
_PENDING: Final = 10_000
#: the width from which a row with a single filled cell can be a note
_NOTE_WIDTH: Final = 3


def build(table: RawTable, known: Callable[[str], bool]) -> Sheet | None:
    """The sheet of a raw table, or None if it holds nothing. `known`: whether a text is a known header."""
    table = unwrap_table(table)
    start, rows = _first_rows(table)
    if not rows:
        return None
    merged = [(top - start, first, bottom - start, last) for top, first, bottom, last in table.merged]
    found = find_header(rows, merged, table.left, known)
    width = _width(found, rows)
    names = found.names + [column_name(c + table.left) for c in range(len(found.names), width)]
    header = replace(found, first=found.first + start, last=found.last + start, width=width, names=names)
    if found.last < 0:
        header = replace(header, first=start, last=start - 1)
    walker = _Walker(table, header, rows[found.last + 1 :], rows[found.last] if found.last >= 0 else ())
    return Sheet(
        table.name,
        table.visible,
        names,
        header.last + 1 if found.last >= 0 else 0,
        table.encoding,
        table.delimiter,
        [Issue(code, message) for code, message in table.notes] + found.notes,
        max(0, table.estimated_rows - header.last - 1),
        Keeper(walker.batches).batches,
        frozenset(name for at, name in enumerate(names) if at in table.percent),
    )


def _first_rows(table: RawTable) -> tuple[int, list[list[Cell]]]:
    """The rows to look for a header in, from the first filled one on, and its index."""
    walk = enumerate(table.rows())
    for at, row in walk:
        if at >= table.preamble and any(cell != "" for cell in row):
            return at, [row, *(r for _, r in islice(walk, WINDOW - 1))]
    return 0, []


def _width(header: Header, rows: Sequence[Sequence[Cell]]) -> int:
    """The header's width; columns at its end without a name count when most rows fill them."""
    if header.last < 0:
        return header.width
    line = rows[header.last]
    body = [row for row in rows[header.last + 1 :] if any(cell != "" for cell in row)]
    width = header.width
    for column in range(header.width, len(line)):
        n = sum(1 for row in body if column < len(row) and row[column] != "")
        if n >= 3 and 2 * n > len(body):
            width = column + 1
    return width


class _Walker:
    """Walks the rows of one table and sorts them into data, bad and skipped."""

    def __init__(
        self, table: RawTable, header: Header, sample: Sequence[Sequence[Cell]], line: Sequence[Cell]
    ) -> None:
        self._table = table
        self._header = header
        self._width = header.width
        self._line = list(line[: header.width])
        self._keys = _key_shapes(sample, header.width)
        self._typed = _typed_columns(sample, header.width)

    def batches(self, size: int) -> Iterator[Batch]:
        """The rows in batches of about `size`; walk as often as needed."""
        batch = Batch()
        pending: list[tuple[int, list[Cell]]] = []
        gap, number = False, 1
        for whole in self._table.blocks(size):
            start, block = number, whole
            number += len(whole)
            if start <= self._header.last + 1:
                above = self._header.last + 2 - start
                self._above(batch, start, whole[:above])
                start, block = start + above, whole[above:]
            if self._plain(block):
                self._inside(batch, pending)
                gap = False
                batch.rows += range(start, number)
                batch.cells.extend(block)
            else:
                gap = self._closely(batch, start, block, pending, gap)
            if len(batch.rows) >= size or len(batch.bad) >= size:
                yield batch
                batch = Batch()
        self._under(batch, pending)
        yield batch

    def _plain(self, block: list[list[Cell]]) -> bool:
        """Whether rows are certainly data: filled enough, as wide as the header, no total among them."""
        width = self._width
        if width < 2 or set(map(len, block)) != {width}:
            return False
        columns = zip(*block, strict=True)
        firsts = next(columns)
        if "" in firsts or (self._line and self._line[0] in firsts):
            return False
        suspects = {cell for cell in firsts if type(cell) is str and cell[0] in _SUSPECT}
        if any(map(is_total_label, suspects)):
            return False
        # enough cells are filled in every row when enough columns have no gap at all
        return 2 * (1 + sum("" not in column for column in columns)) > max(width, 2)

    def _closely(
        self,
        batch: Batch,
        start: int,
        block: list[list[Cell]],
        pending: list[tuple[int, list[Cell]]],
        gap: bool,
    ) -> bool:
        """Rows looked at one by one; whether those below them no longer touch the table."""
        width, line, first_header = self._width, self._line, self._line[0] if self._line else None
        for number, row in enumerate(block, start):
            filled = len(row) - row.count("")
            if filled > 1:
                first = row[0]
                if first == "" or (type(first) is str and first[0] in _SUSPECT) or first == first_header:
                    kind = self._other(row, line)
                    if kind:
                        self._skip(batch, number, row, kind)
                        continue
                if 2 * filled <= width and self._alien(row):
                    pending.append((number, row))
                    continue
                if pending:
                    self._inside(batch, pending)
                gap = False
                if len(row) == width:
                    batch.rows.append(number)
                    batch.cells.append(row)
                else:
                    self._place(batch, number, row)
            elif not filled:
                batch.skipped += 1
                gap = True
            else:
                gap = self._single(batch, number, row, pending, gap)
        return gap

    def _above(self, batch: Batch, start: int, rows: Sequence[list[Cell]]) -> None:
        """The header and what stands above it."""
        for number, row in enumerate(rows, start):
            if self._table.preamble < number <= self._header.first:
                if any(cell != "" for cell in row):
                    self._skip(batch, number, row, "title")
                else:
                    batch.skipped += 1

    def _skip(self, batch: Batch, number: int, row: Sequence[Cell], kind: str) -> None:
        batch.skipped += 1
        batch.notes.append((number, kind, " ".join(text_of(cell) for cell in row if cell != "")[:300]))

    def _other(self, row: Sequence[Cell], line: Sequence[Cell]) -> str:
        """'total' or 'repeated_header' for a row of several cells that is no data; '' for data."""
        if line and row[: len(line)] == line:
            return "repeated_header"
        filled = (cell for cell in row if cell != "")
        return "total" if is_total_label(next(filled)) and all(map(is_number, filled)) else ""

    def _place(self, batch: Batch, number: int, row: list[Cell]) -> None:
        """A row of another width than the header's."""
        width = self._width
        if len(row) > width:
            if any(cell != "" for cell in row[width:]):
                batch.bad.append((number, row, "row_too_long"))
                return
            row = row[:width]
        elif len(row) < width:
            if not self._table.rectangular:
                batch.bad.append((number, row, "row_too_short"))
                return
            row = row + [""] * (width - len(row))
        batch.rows.append(number)
        batch.cells.append(row)

    def _single(
        self, batch: Batch, number: int, row: list[Cell], pending: list[tuple[int, list[Cell]]], gap: bool
    ) -> bool:
        """A row with one filled cell; whether the rows from here on no longer touch the table."""
        cell = next(c for c in row if c != "")
        if is_total_label(cell):
            self._skip(batch, number, row, "total")
            return gap
        if self._width == 1 and len(row) >= 1:
            self._place(batch, number, row)
            return False
        if len(row) == 1 and isinstance(cell, str) and cell[0] == "#":
            self._skip(batch, number, row, "note")
            return gap
        if not gap and not pending and self._like_data(row):
            self._place(batch, number, row)
            return gap
        pending.append((number, row))
        if len(pending) > _PENDING:
            self._inside(batch, pending)
        return gap

    def _like_data(self, row: Sequence[Cell]) -> bool:
        """Only the first cell is filled: with an e-mail address, or a code like those above it."""
        first = row[0]
        return first != "" and (shape_of(first) in self._keys or class_of(first) == EMAIL)

    def _alien(self, row: Sequence[Cell]) -> bool:
        """Running text across the columns: words where the table has numbers or dates, and none of those."""
        kinds = [class_of(row[column]) for column in self._typed if column < len(row)]
        return TEXT in kinds and not any(kind in DATA or kind == YEAR for kind in kinds)

    def _inside(self, batch: Batch, pending: list[tuple[int, list[Cell]]]) -> None:
        """Odd rows with data below them: data, but for headings between codes."""
        for number, row in pending:
            heading = self._keys and len(row) >= 1 and row[0] != "" and shape_of(row[0]) not in self._keys
            if heading and self._width >= _NOTE_WIDTH and "9" not in shape_of(row[0]):
                self._skip(batch, number, row, "note")
            else:
                self._place(batch, number, row)
        pending.clear()

    def _under(self, batch: Batch, pending: list[tuple[int, list[Cell]]]) -> None:
        """Odd rows under the table are notes; with two columns only where they are too short."""
        for number, row in pending:
            if self._width >= _NOTE_WIDTH or len(row) < self._width:
                self._skip(batch, number, row, "note")
            else:
                self._place(batch, number, row)
        pending.clear()


def _typed_columns(sample: Sequence[Sequence[Cell]], width: int) -> tuple[int, ...]:
    """The columns that hold numbers, dates, flags or codes in nearly every row."""
    found = []
    for column in range(width):
        kinds = [class_of(row[column]) for row in sample if column < len(row) and row[column] != ""]
        data = sum(kind in DATA or kind == YEAR for kind in kinds)
        if len(kinds) >= 3 and data >= 0.8 * len(kinds):
            found.append(column)
    return tuple(found)


def _key_shapes(sample: Sequence[Sequence[Cell]], width: int) -> frozenset[str]:
    """The shapes of the first column's cells, if it holds codes of one or a few shapes; else none."""
    cells = [row[0] for row in sample if len(row) >= width and row[0] != "" and len(row) - row.count("") > 1]
    shapes = Counter(map(shape_of, cells))
    if len(cells) < 2:
        return frozenset()
    top = shapes.most_common(3)
    covered = sum(n for _, n in top)
    if covered < 0.9 * len(cells) or not all("9" in shape or shape == "int" for shape, _ in top):
        return frozenset()
    return frozenset(shape for shape, _ in top)
