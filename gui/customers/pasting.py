"""A block of cells from a spreadsheet → which field of which customer each cell is meant for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.text import _
from gui.customers.columns import Shown, as_text

_KEY: Final = "klantnummer"


@dataclass(frozen=True)
class Place:
    """Where a block lands: the columns of the table in their order on the screen, the ids of the customers
    from the current row on, which column is current, and the ids of the selected rows if there are more.
    `hidden`: columns that the table could show; a head may name them too."""

    columns: Sequence[Shown]
    ids: Sequence[int]
    column: int
    selected: Sequence[int] = ()
    hidden: Sequence[Shown] = ()


@dataclass(frozen=True)
class Target:
    """One cell of the block: customer, column, and what stands in it."""

    customer: int
    column: Shown
    text: str


@dataclass
class Plan:
    """What a block means. `fixed` are heads of columns that nobody can set, `unknown` customer numbers that
    are nobody's, `strange` heads of no column, `beyond` the cells that lie outside the table."""

    targets: list[Target] = field(default_factory=list)
    by_head: bool = False
    fixed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    beyond: int = 0


def _heads(block: Sequence[Sequence[str]], place: Place) -> list[Shown | None]:
    """The column that each cell of the first row names, by its head or by the name of the field."""
    known: dict[str, Shown] = {}
    for shown in (*place.columns, *place.hidden):
        known.setdefault(shown.title.casefold(), shown)
        known.setdefault(shown.name.casefold(), shown)
    return [known.get(cell.strip().casefold()) for cell in block[0]] if block else []


def is_headed(block: Sequence[Sequence[str]], place: Place) -> bool:
    """Whether the first row holds heads, as a copy out of the table does; columns of the user's own may stand
    between them."""
    found = [shown for shown in _heads(block, place) if shown is not None]
    hits = len(found)
    if hits == 1 and found[0] not in place.columns:
        return False  # one word that happens to be the name of a field
    named = sum(bool(cell.strip()) for cell in block[0]) if block else 0
    return len(block) > 1 and hits > 0 and (hits == named or (hits > 1 and 2 * hits > named))


def numbers_in(block: Sequence[Sequence[str]], place: Place) -> list[str]:
    """The customer numbers in a block with heads, without the head; empty where it has no such column."""
    names = [shown.name if shown is not None else "" for shown in _heads(block, place)]
    if _KEY not in names:
        return []
    at = names.index(_KEY)
    return [row[at].strip() for row in block[1:] if at < len(row)]


def by_head(block: Sequence[Sequence[str]], place: Place, known: Mapping[str, int]) -> Plan:
    """Each row is the customer whose number stands in it (else: the rows from the current one on), each
    column the one with that head."""
    heads = _heads(block, place)
    keyed = any(shown is not None and shown.name == _KEY for shown in heads)
    plan = Plan(by_head=True)
    plan.strange = [
        cell.strip() for s, cell in zip(heads, block[0], strict=True) if s is None and cell.strip()
    ]
    plan.fixed = [s.title for s in heads if s is not None and not s.editable and s.name != "naam"]
    for at, row in enumerate(block[1:]):
        customer: int | None = None
        if keyed:
            number = next(
                (c.strip() for s, c in zip(heads, row, strict=False) if s is not None and s.name == _KEY), ""
            )
            customer = known.get(number)
            if customer is None and number:
                plan.unknown.append(number)
        elif at < len(place.ids):
            customer = place.ids[at]
        if customer is None:
            plan.beyond += 0 if keyed else len(row)
            continue
        for shown, text in zip(heads, row, strict=False):
            if shown is not None and shown.editable and not (keyed and shown.name == _KEY):
                plan.targets.append(Target(customer, shown, text))
    return plan


def by_place(block: Sequence[Sequence[str]], place: Place) -> Plan:
    """The block from the current cell on; where more rows are selected it is repeated to fill them."""
    plan = Plan()
    if len(place.selected) > 1 and len(place.selected) % len(block) == 0:
        rows = list(block) * (len(place.selected) // len(block))
        ids: Sequence[int] = place.selected
    else:
        rows, ids = list(block), place.ids
    fixed: dict[str, None] = {}
    for at, row in enumerate(rows):
        for offset, text in enumerate(row):
            column = place.column + offset
            if at >= len(ids) or column >= len(place.columns):
                plan.beyond += 1
            elif place.columns[column].editable:
                plan.targets.append(Target(ids[at], place.columns[column], text))
            else:
                fixed[place.columns[column].title] = None
    plan.fixed = list(fixed)
    return plan


def meant(
    plan: Plan, value_of: Callable[[int, str], object], *, empties: bool
) -> list[tuple[int, str, object]]:
    """The edits: (customer, field, text). What stands there already, as the table writes it, is none; an
    empty cell is one only where `empties` are to be laid over."""
    edits: list[tuple[int, str, object]] = []
    for target in plan.targets:
        text = target.text.strip()
        old = value_of(target.customer, target.column.name)
        known = old not in (None, "")
        if not text or text.casefold() == _("unknown"):
            if not (known and empties):
                continue
            text = ""
        elif known and text in (as_text(target.column.kind, old), str(old)):
            continue
        edits.append((target.customer, target.column.name, text))
    return edits
