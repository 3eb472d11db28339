"""A table as a file holds it, before its header is found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from importers.cells import Cell

#: a merged area: first row, first column, last row, last column, all from 0
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class RawTable:
    """Rows with their own numbers (from 1), which can be walked again.

    `rectangular`: every row has all cells of the table (a workbook), so that width says nothing; else (csv)
    a row has as many cells as its line has. `percent`: columns (from 0) shown as percentages.
    """

    name: str
    rows: Callable[[], Iterator[list[Cell]]]
    visible: bool = True
    rectangular: bool = True
    encoding: str | None = None
    delimiter: str | None = None
    estimated_rows: int = 0
    merged: tuple[Area, ...] = ()
    percent: frozenset[int] = frozenset()
    #: findings about the file itself: (code, sentence)
    notes: list[tuple[str, str]] = field(default_factory=list)
    #: rows at the top that are no rows of the sheet to the user (a `sep=;` line)
    preamble: int = 0
    #: empty columns before the first one, that the rows leave out
    left: int = 0
    #: the rows in lists of about so many, where the file gives them faster so
    blocks_of: Callable[[int], Iterator[list[list[Cell]]]] | None = None

    def blocks(self, size: int) -> Iterator[list[list[Cell]]]:
        """All rows in lists of `size`."""
        if self.blocks_of is not None:
            yield from self.blocks_of(size)
            return
        rows = self.rows()
        while block := list(islice(rows, size)):
            yield block
