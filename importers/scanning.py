"""The first walk over a sheet: what all of its cells say, before any of them is read for good."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.fields import CUSTOMERS, INTERACTIONS, ORDERS, SURVEY
from core.fields import field as field_of
from importers import order_lines, surveys
from importers.cells import Cell
from importers.content import DATE, NUMBER, Content
from importers.evidence import ColumnEvidence, certain_date, certain_number
from importers.formats import wants_evidence
from importers.mapping import Guess
from importers.reading import Sheet

#: number fields that are answers on a scale: kind → fields
SCALED: Final = {CUSTOMERS: ("tevredenheid",), INTERACTIONS: ("waardering",)}
_AMOUNTS_KEPT: Final = 20_000
_EVERY: Final = 7
#: after so many rows a column that is certain is looked at in one batch of four
_CERTAIN_AFTER: Final = 100_000
_ONE_OF: Final = 4


@dataclass
class Scan:
    """What the walk found. Keys of `evidence` and `ranges` are headers (long surveys: questions)."""

    rows: int = 0
    evidence: dict[str, ColumnEvidence] = field(default_factory=dict)
    #: question → range of its answers
    ranges: dict[str, surveys.Range] = field(default_factory=dict)
    #: question of a long survey → (dimension, scale, reversed) as its own columns say
    told: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    lines: order_lines.Lines | None = None
    credits: int = 0
    #: some of the amounts, to know the usual one
    amounts: list[Cell] = field(default_factory=list)
    #: lengths of customer numbers of digits only → how many, and how many begin with 0
    widths: Counter[int] = field(default_factory=Counter)
    zeros: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Columns:
    """Where in a row the columns are that the walk looks at."""

    formats: dict[int, str]
    items: dict[int, str]
    number: int | None
    amount: int | None
    figure: int | None
    customer: int | None
    long: tuple[int | None, int | None, int | None, int | None, int | None]


def scan(
    sheet: Sheet,
    kind: str,
    guesses: Mapping[str, Guess],
    contents: Mapping[str, Content],
    items: Sequence[str],
) -> Scan:
    """Walk the whole sheet once. `items` are the headers that may hold answers of a wide survey."""
    found = Scan(evidence={header: ColumnEvidence() for header in sheet.headers})
    columns = _columns(sheet.headers, kind, guesses, contents, items)
    answers = _Answers(found)
    if columns.number is not None and columns.amount is not None:
        found.lines = order_lines.Lines()
    for at, batch in enumerate(sheet.batches()):
        found.rows += len(batch.rows)
        if batch.rows:
            whole = found.rows <= _CERTAIN_AFTER or at % _ONE_OF == 0
            _look(found, columns, answers, batch.columns(), whole)
    return found


def _is_open(evidence: ColumnEvidence) -> bool:
    """Whether the column's own cells have not yet told how it is written."""
    return certain_date(evidence) is None and certain_number(evidence) is None


def _columns(
    headers: Sequence[str],
    kind: str,
    guesses: Mapping[str, Guess],
    contents: Mapping[str, Content],
    items: Sequence[str],
) -> _Columns:
    at: dict[str, int] = {}
    formats = {}
    for index, header in enumerate(headers):
        name = guesses[header].field
        if name:
            at.setdefault(name, index)
        known = field_of(kind, name) if name else None
        sibling = not name and contents[header].kind in (DATE, NUMBER)
        if wants_evidence(known) or sibling:
            formats[index] = header
    amount = next((at[n] for n in ("bedrag", "totaal", "prijs") if n in at), None)
    is_orders = kind == ORDERS
    long = tuple(at.get(n) for n in ("item", "antwoord", "dimensie", "schaal", "omgekeerd"))
    scaled = [h for h in headers if guesses[h].field in SCALED.get(kind, ())]
    return _Columns(
        formats,
        {headers.index(header): header for header in (*items, *scaled)},
        at.get("bestelnummer") if is_orders else None,
        amount if is_orders else None,
        at.get("aantal", amount) if is_orders and "bedrag" not in at and "totaal" not in at else amount,
        at.get("klantnummer"),
        long if kind == SURVEY else (None,) * 5,  # type: ignore[arg-type]
    )


def _look(
    found: Scan, columns: _Columns, answers: "_Answers", cells: list[Sequence[Cell]], whole: bool
) -> None:
    """Look at some rows, column by column; unless `whole`, formats only where they are still open."""
    for index, header in columns.formats.items():
        if whole or _is_open(found.evidence[header]):
            found.evidence[header].add(cells[index])
    if columns.amount is not None:
        if len(found.amounts) < _AMOUNTS_KEPT:
            found.amounts += cells[columns.amount][::_EVERY] if found.rows > 5000 else cells[columns.amount]
        if columns.number is not None and found.lines:
            found.lines.add(cells[columns.number], cells[columns.amount])
            if columns.figure is not None:
                found.credits += order_lines.credits(cells[columns.number], cells[columns.figure])
    if columns.customer is not None and whole:
        digits = [c for c in cells[columns.customer] if type(c) is str and c.isdigit()]
        found.widths.update(map(len, digits))
        found.zeros.update(len(c) for c in digits if c[0] == "0")
    for index, header in columns.items.items():
        answers.wide(header, cells[index])
    if columns.long[1] is not None and (columns.long[0] is not None or columns.long[2] is not None):
        answers.long([cells[i] if i is not None else None for i in columns.long])


class _Answers:
    """Collects the answers of a survey per question."""

    def __init__(self, found: Scan) -> None:
        self._found = found

    def wide(self, header: str, cells: Sequence[Cell]) -> None:
        """A column of answers."""
        range_ = self._found.ranges.setdefault(header, surveys.Range())
        for cell, n in Counter(cells).items():
            value = surveys.answer(cell)
            if value is not None:
                range_.add(value, n)

    def long(self, columns: list[Sequence[Cell] | None]) -> None:
        """Rows of a question and an answer."""
        questions, answers, dimensions, scales, reversals = columns
        asked = questions or dimensions
        assert asked is not None and answers is not None
        blank = ("",) * len(asked)
        rows = Counter(
            zip(asked, answers, dimensions or blank, scales or blank, reversals or blank, strict=True)
        )
        for (question, answer, dimension, scale, reverse), n in rows.items():
            value = surveys.answer(answer)
            if question != "" and value is not None:
                name = str(question)
                self._found.ranges.setdefault(name, surveys.Range()).add(value, n)
                self._found.told.setdefault(name, (str(dimension), str(scale), str(reverse)))
