"""Two or more customers side by side, merged into one, and split again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from actions.base import reading, user_name, writing
from actions.customers import names
from actions.profiling import refresh
from core.text import _, ngettext, number
from models import backups, changes, comparing, customer_view, duplicates, merging, safety
from models.comparing import TOGETHER, Facts, Weight
from models.customer_rows import REFUSALS
from models.database import Base
from models.merging import Merged

__all__ = [
    "TOGETHER",
    "Comparison",
    "FieldCompared",
    "Merged",
    "Side",
    "compare",
    "merge",
    "merged_of",
    "split",
]

#: merges one after another share one backup
_SERIES: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Value:
    """A field's value in force of one customer; `source` 'file', 'hand' or 'computed'."""

    customer_id: int
    value: Any
    source: str


@dataclass(frozen=True)
class FieldCompared:
    """One field of all customers, in the order in which they were asked.

    `proposed`: the id of the customer whose value the merged one should have, or TOGETHER (0): everybody's,
    one under the other (labels, notes) or added (totals of a file): `together`. The user's own columns are
    called `own:<header>`. Fields of one `group` ('' for none) go together, as an address does; `fixed`:
    somebody said no, which no pick takes away; `pickable`: may a person choose?
    """

    field: str
    label: str
    values: tuple[Value, ...]
    differs: bool
    proposed: int
    together: Any
    pickable: bool = True
    group: str = ""
    fixed: bool = False


@dataclass(frozen=True)
class Side:
    """One customer: how much hangs on it. `merged`: how many were merged into it before; revenue in euro, of
    the orders, or else what a file says (None unknown)."""

    customer_id: int
    klantnummer: str
    name: str
    orders: int
    contracts: int
    contacts: int
    answers: int
    revenue: float | None
    merged: int


@dataclass(frozen=True)
class Comparison:
    """Customers side by side. `survivor` is a proposal, with the reason as a sentence; `warnings` are
    sentences about what a person should look at first."""

    sides: tuple[Side, ...]
    fields: tuple[FieldCompared, ...]
    survivor: int
    why_survivor: str
    warnings: tuple[str, ...]


def compare(
    db: Path, ids: Sequence[int], survivor: int | None = None, passphrase: str | None = None
) -> Comparison:
    """Two or more customers side by side, as they would be merged. `survivor`: who is to remain (else the
    one with the most rows). Raises InputError for who was deleted or merged already."""
    with reading(db, passphrase) as base:
        ids = list(dict.fromkeys(ids))
        merging.check(base, ids[0], ids[1:])
        weights = {one: comparing.weigh(base, one) for one in ids}
        proposed = max(ids, key=lambda one: (*weights[one].rank, -one))
        found = {one.id: one for one in comparing.facts(base, ids)}
        first = proposed if survivor is None else survivor
        ordered = [found[first], *(found[one] for one in ids if one != first)]
        return Comparison(
            sides=tuple(_side(base, one, weights[one]) for one in ids),
            fields=_fields(base, ids, ordered),
            survivor=proposed,
            why_survivor=_why(base, proposed, weights),
            warnings=tuple(_warnings(base, [found[one] for one in ids])),
        )


def merge(
    db: Path,
    survivor_id: int,
    others: Sequence[int],
    picks: Mapping[str, int] | None = None,
    reason: str | None = None,
    passphrase: str | None = None,
    *,
    apart: Sequence[int] = (),
) -> int:
    """Merge the others into the survivor, as one change after a backup; returns the change's number.

    `picks`: field → id of the customer whose value it should be (or TOGETHER); fields without a pick get what
    `compare` proposes. `apart`: customers who were looked at with them and are not the same, which is
    remembered. Raises InputError (see `models.merging.merge`).
    """
    with writing(db, passphrase) as base:
        merging.check(base, survivor_id, others)
        _backup(base)
        label = _("Merged: {others} into {survivor}").format(
            others=names(base, others), survivor=names(base, [survivor_id])
        )
        with changes.change(base, label, kind="merge", who=user_name()) as change_id:
            merging.merge(base, survivor_id, others, picks or {}, reason=reason, who=user_name())
            for other in apart:
                duplicates.set_distinct(base, survivor_id, other, reason=reason, who=user_name())
        refresh(base, [survivor_id, *others])
        return change_id


def split(db: Path, customer_id: int, passphrase: str | None = None) -> int:
    """Take a merged customer out again, as one change; returns the change's number. Raises InputError for who
    was not merged."""
    with writing(db, passphrase) as base:
        label = _("Split off: {name}").format(name=names(base, [customer_id]))
        with changes.change(base, label, kind="split", who=user_name()) as change_id:
            above = merging.split(base, customer_id)
        refresh(base, [customer_id, above[-1]])
        return change_id


def merged_of(db: Path, survivor_id: int, passphrase: str | None = None) -> list[Merged]:
    """Who was merged into this customer, directly or through others, the first first."""
    with reading(db, passphrase) as base:
        return merging.members(base, survivor_id)


def _backup(base: Base) -> None:
    """Before a merge; a series of merges shares one, or the copies would drive all older ones out."""
    if base.path is None:
        return
    last = next(iter(backups.listed(base.path)), None)
    if last is not None and last.stem.split(" ")[-1].startswith("merge"):
        made = datetime.fromtimestamp(last.stat().st_mtime)
        if timedelta() <= datetime.now() - made < _SERIES:
            return
    safety.backup_before(base, "merge")


def _side(base: Base, customer: int, weight: Weight) -> Side:
    klantnummer, name = base.sql(
        "SELECT klantnummer, naam FROM customers WHERE id = ?", (customer,)
    ).fetchone()
    return Side(
        customer_id=customer,
        klantnummer=klantnummer or "",
        name=name or "",
        orders=weight.orders,
        contracts=weight.contracts,
        contacts=weight.contacts,
        answers=weight.answers,
        revenue=weight.revenue,
        merged=len(merging.members(base, customer)),
    )


def _fields(base: Base, ids: Sequence[int], ordered: Sequence[Facts]) -> tuple[FieldCompared, ...]:
    shown = {one: customer_view.fields(base.connection, one) for one in ids}
    proposed = comparing.proposals(ordered)
    facts = {one.id: one for one in ordered}
    rows = []
    for name in comparing.field_names(ordered):
        cells = [
            Value(one, shown[one][name]["value"], shown[one][name]["source"])
            if name in shown[one]
            else Value(one, facts[one].values.get(name), _source(facts[one], name))
            for one in ids
        ]
        joined = name in comparing.JOINED or name in comparing.ADDED
        rows.append(
            FieldCompared(
                field=name,
                label=merging.field_name(name),
                values=tuple(cells),
                differs=any(cell.value != cells[0].value for cell in cells),
                proposed=proposed[name],
                together=comparing.together(name, [one.values[name] for one in ordered]) if joined else None,
                pickable=name in proposed,
                group=comparing.group_of(name),
                fixed=comparing.refused(name, ordered),
            )
        )
    return tuple(rows)


def _source(facts: Facts, name: str) -> str:
    return "hand" if name in facts.by_hand or name in facts.origins else "file"


def _why(base: Base, survivor: int, weights: Mapping[int, Weight]) -> str:
    name = names(base, [survivor])
    mine = weights[survivor].rank
    others = [weight.rank for one, weight in weights.items() if one != survivor]
    if all(mine[0] > other[0] for other in others):
        return _("{name} has the most orders, contracts, contacts and answers ({n}).").format(
            name=name, n=number(mine[0])
        )
    if all(mine > other for other in others):
        return _("Of {name} the most fields are filled ({n}).").format(name=name, n=number(mine[1]))
    return _("{name} is in the base longest.").format(name=name)


def _warnings(base: Base, found: Sequence[Facts]) -> list[str]:
    told = []
    for one in found:
        refused = [
            merging.field_name(field) for field, (no, _d) in REFUSALS.items() if one.values[field] == no
        ]
        if refused and len(found) > 1:
            sentence = _("{name} said no ({fields}); that holds for the merged customer too.")
            told.append(sentence.format(name=names(base, [one.id]), fields=", ".join(refused)))
    kinds = {one.values["soort"] or ("zakelijk" if one.values["bedrijfsnaam"] else None) for one in found}
    if len(kinds - {None}) > 1:
        told.append(_("One of them is a company, another a person."))
    for field, sentence in (
        ("geboortedatum", _("They have different dates of birth.")),
        ("kvk", _("They have different Chamber of Commerce numbers.")),
    ):
        if len({one.values[field] for one in found} - {None}) > 1:
            told.append(sentence)
    first = {(one.values["voornaam"] or "").casefold()[:1] for one in found} - {""}
    if len(first) > 1:
        told.append(_("They have different first names; perhaps they share a household."))
    distinct = merging.distinct(base, [one.id for one in found])
    if distinct:
        told.append(
            ngettext(
                "You said earlier that two of them are not the same.",
                "You said earlier that some of them are not the same.",
                distinct,
            )
        )
    return told
