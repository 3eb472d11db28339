"""Any file a shop owner has → its sheets, with headers and rows: the door of the import."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from core.issues import Issue
from importers.cells import Cell
from importers.limits import LIMITS, Limits

#: rows of a batch, about
BATCH: Final = 5000


class Batch:
    """Some rows of a sheet. `rows` are the sheet's own numbers; a list of `cells` is as wide as the header.

    `bad` rows do not fit the header: (row, cells as they are, 'row_too_long' or 'row_too_short').
    `skipped` counts the rows that are no data (titles, blank rows, totals, notes); `notes` lists those of
    them that hold something: (row, 'title' | 'total' | 'note' | 'repeated_header', its text).
    Held by row or by column, whichever it was made from; the other is made when it is asked for.
    """

    def __init__(
        self,
        rows: list[int] | None = None,
        cells: list[list[Cell]] | None = None,
        bad: list[tuple[int, list[Cell], str]] | None = None,
        skipped: int = 0,
        notes: list[tuple[int, str, str]] | None = None,
        columns: list[Sequence[Cell]] | None = None,
    ) -> None:
        self.rows = [] if rows is None else rows
        self.bad = [] if bad is None else bad
        self.skipped = skipped
        self.notes = [] if notes is None else notes
        self._columns = columns
        self._cells = [] if cells is None and columns is None else cells

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Batch) and self._parts() == other._parts()

    __hash__ = None  # type: ignore[assignment]

    def _parts(self) -> tuple[object, ...]:
        return self.rows, self.cells, self.bad, self.skipped, self.notes

    @property
    def cells(self) -> list[list[Cell]]:
        """The cells row by row."""
        if self._cells is None:
            self._cells = list(map(list, zip(*self._columns or [], strict=True)))
        return self._cells

    def columns(self) -> list[Sequence[Cell]]:
        """The cells column by column; [] where there are no rows. To be asked when all rows are there."""
        if self._columns is None:
            self._columns = list(zip(*self.cells, strict=True))
        return self._columns


@dataclass(frozen=True)
class Sheet:
    """One table of a file. `header_row` counts from 1; 0 = no header was found, all rows are data.

    `headers` are cleaned and unique ("name (2)"; a blank one is "kolom C"). `percent` are the headers whose
    numbers the workbook shows as percentages (.12 for 12%). Walk `batches()` as often as needed.
    """

    name: str
    visible: bool
    headers: list[str]
    header_row: int
    encoding: str | None
    delimiter: str | None
    notes: list[Issue]
    estimated_rows: int
    batches: Callable[..., Iterator[Batch]]
    percent: frozenset[str] = frozenset()


def read_file(path: Path, *, limits: Limits = LIMITS) -> list[Sheet]:
    """The sheets of a file that hold something, in its own order; hidden ones have `visible=False`.

    Raises InputError with one plain sentence for what cannot be read: missing, empty, protected, damaged,
    too large, or no table at all. Walking `batches()` can raise it too (a quotation mark never closed).
    """
    from importers.opening import open_tables
    from importers.sniffing import EMPTY, refuse
    from importers.tables import build

    path = Path(path)
    sheets = [sheet for table in open_tables(path, limits) if (sheet := build(table, known_header))]
    if not sheets:
        raise refuse(EMPTY, path)
    return sheets


@lru_cache(maxsize=1)
def _header_words() -> frozenset[str]:
    from importers.synonyms import table

    return frozenset(word for words in table().values() for word in words if len(word) > 2)


def known_header(text: str) -> bool:
    """Whether the text is a header that some kind of sheet has."""
    from importers.synonyms import compact

    return len(text) < 60 and compact(text) in _header_words()
