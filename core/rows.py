"""Clean rows on their way from a sheet to the database: what importers make and models write.

Columns rather than records: a chunk of some thousand rows holds one list per field, so that cleaning and
`executemany` run over whole lists.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from core.issues import Issue


class _Keep:
    """The type of KEEP."""

    def __repr__(self) -> str:
        return "KEEP"


class _Empty:
    """The type of EMPTY."""

    def __repr__(self) -> str:
        return "EMPTY"


#: a cell that says in so many words that there is nothing ('onbepaald'): the field is emptied
EMPTY: Final = _Empty()
#: a cell that did not fit its column's format: the field stays as it was (the issue is in the report)
KEEP: Final = _Keep()


@dataclass
class Chunk:
    """Some rows of one sheet, cleaned. All lists have the length of `rows`.

    `columns[name]` holds str, float, int, or None for an empty cell; flags are 1/0, dates ISO strings
    ('2025-04-03' or '2025-04-03T14:05:00'). `own` holds columns without a field of ours that are kept.
    `answers` (survey only) holds per row the answered items as (item, raw number).
    """

    rows: list[int]
    columns: dict[str, list[Any]]
    own: dict[str, list[str | None]] = field(default_factory=dict)
    answers: list[list[tuple[str, float]]] | None = None


@dataclass(frozen=True)
class SurveyItem:
    """A question: the dimension it measures (domain §5), the ends of its scale, whether it is reversed."""

    name: str
    dimension: str | None
    low: float
    high: float
    reversed: bool = False


@dataclass(frozen=True)
class Detected:
    """How a column is read: `format` ('dmy', 'comma', 'text', …), the evidence in words, and whether it
    rests on the file's other evidence instead of on its own cells."""

    format: str
    evidence: str
    assumed: bool = False


@dataclass
class SheetReport:
    """What became of the rows. read = created + updated + unchanged + rejected, always (sheet rows)."""

    file: str
    sheet: str
    kind: str
    mapping: dict[str, str | None]
    encoding: str | None
    delimiter: str | None
    header_row: int
    detected: dict[str, Detected]
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0
    conflicts: int = 0
    possible_duplicates: int = 0
    #: customers that an order, contract, contact or answer made, with only their key
    customers_made: int = 0
    issues: list[Issue] = field(default_factory=list)
    #: the rejected rows as the file has them: (row number, cells, reason), for "save the rejected rows"
    rejected_rows: list[tuple[int, list[str], str]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    #: the hand values (ids) that the sheet contradicts and that wait for an answer, one for each conflict
    conflict_ids: list[int] = field(default_factory=list)
    #: rejected rows that fit several customers: row → their ids
    candidates: dict[int, list[int]] = field(default_factory=dict)
    #: the row of the imports table, once written
    id: int | None = None


@dataclass
class CleanSheet:
    """A sheet that is ready to be written: its report so far, and its rows, which can be walked again.

    Walking `chunks()` resets and fills the reading half of the report (read, rejected, skipped, issues);
    the writer adds the rest (created, updated, unchanged, conflicts, its own rejections and issues).
    """

    report: SheetReport
    chunks: Callable[[], Iterator[Chunk]]
    items: dict[str, SurveyItem] = field(default_factory=dict)
    estimated_rows: int = 0
    #: the cells of these rows as the file has them, by row number (for rows that the writer rejects)
    cells: Callable[[set[int]], dict[int, list[str]]] | None = None
