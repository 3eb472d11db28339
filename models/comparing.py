"""Two or more customers side by side, and which value of each field the joined customer should have.

Proposals only; `models.merging` carries them out. A person's word goes before a file's, a filled field before
an empty one, the survivor before the others. What belongs together (an address, a mark and its date) is taken
from one customer. Consent is careful: a refusal is never lost, a permission never gained.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core import fields
from models.customer_rows import COLUMNS, REFUSALS, SCALE
from models.database import Base
from models.hand import is_outcome
from models.own_fields import PREFIX, is_own

#: a pick instead of a customer: everybody's (texts one under the other, numbers added)
TOGETHER: Final = 0
JOINED: Final[dict[str, str]] = {"labels": ", ", "notities": "\n"}
ADDED: Final = ("aantal_bestellingen", "omzet")
#: fields of one customer only; who picks the first, has the others too
GROUPS: Final[tuple[tuple[str, ...], ...]] = (
    ("achternaam", "tussenvoegsel"),
    ("straat", "huisnummer", "toevoeging", "postcode", "plaats", "land"),
    ("nps", "nps_datum"),
    ("tevredenheid", SCALE, "tevredenheid_datum"),
    *((name, day) for name, (_, day) in REFUSALS.items() if day is not None),
    ("bezwaar_profilering",),
)
_DATED: Final = {"nps": "nps_datum", "tevredenheid": "tevredenheid_datum"}
_EARLIEST: Final = ("klant_sinds", "eerste_aankoop")
_LATEST: Final = ("laatste_aankoop",)
_GROUPED: Final = frozenset(name for group in GROUPS for name in group)


@dataclass(frozen=True)
class Facts:
    """One customer: every field's value in force, which of them a person set, and outcomes set by hand.

    `origins`: field → whom an earlier merge took the value from (which is no person's word of this one).
    """

    id: int
    values: Mapping[str, Any]
    by_hand: frozenset[str]
    origins: Mapping[str, int]


@dataclass(frozen=True)
class Weight:
    """How much hangs on a customer (with those merged into it); revenue in euro, None unknown."""

    orders: int
    contracts: int
    contacts: int
    answers: int
    filled: int
    revenue: float | None

    @property
    def rank(self) -> tuple[int, int]:
        """What makes one the survivor: rows first, filled fields then."""
        return (self.orders + self.contracts + self.contacts + self.answers, self.filled)


def facts(base: Base, ids: Sequence[int]) -> list[Facts]:
    """The customers in this order; ids that do not exist raise KeyError."""
    found = []
    for customer in ids:
        listed = ", ".join(f'"{name}"' for name in COLUMNS)
        row = base.sql(f"SELECT own, {listed} FROM customers WHERE id = ?", (customer,)).fetchone()
        if row is None:
            raise KeyError(customer)
        values: dict[str, Any] = dict(zip(COLUMNS, row[1:], strict=True))
        values |= {PREFIX + name: value for name, value in json.loads(row[0] or "{}").items()}
        hands = base.sql(
            "SELECT field, value, from_customer FROM hand_values WHERE customer_id = ?", (customer,)
        ).fetchall()
        values |= {field: value for field, value, _ in hands if is_outcome(field)}
        origins = {field: origin for field, _, origin in hands if origin is not None}
        said = frozenset(field for field, _, origin in hands if origin is None)
        found.append(Facts(customer, values, said, origins))
    return found


def weigh(base: Base, customer: int) -> Weight:
    """The rows that count at this customer."""
    family = "customer_id IN (SELECT id FROM customers WHERE id = ?1 OR merged_into = ?1)"
    sold = "COALESCE(status, 'voltooid') IN ('voltooid', 'retour')"
    orders, revenue = base.sql(
        f"SELECT COUNT(*), SUM(bedrag) FILTER (WHERE {sold}) FROM orders WHERE {family}", (customer,)
    ).fetchone()
    contracts = base.sql(
        f"SELECT COUNT(*) FROM contracts WHERE deleted = 0 AND {family}", (customer,)
    ).fetchone()[0]
    contacts, answers = (
        base.sql(f"SELECT COUNT(*) FROM {table} WHERE {family}", (customer,)).fetchone()[0]
        for table in ("interactions", "survey_answers")
    )
    (one,) = facts(base, [customer])
    filled = sum(1 for value in one.values.values() if value is not None)
    if revenue is None:
        revenue = one.values["omzet"]
    return Weight(orders, contracts, contacts, answers, filled, revenue)


def proposals(found: Sequence[Facts]) -> dict[str, int]:
    """Field → whose value the joined customer should have; the first of `found` is the survivor."""
    picks: dict[str, int] = {}
    for group in GROUPS:
        holder = _group(found, group)
        picks |= dict.fromkeys(group, holder)
    for name in dict.fromkeys(name for one in found for name in one.values):
        if name not in _GROUPED:
            picks[name] = _field(found, name)
    return picks


def completed(picks: Mapping[str, int]) -> dict[str, int]:
    """What a person picked, with what belongs to it."""
    full = dict(picks)
    for group in GROUPS:
        if group[0] in picks:
            for name in group[1:]:
                full.setdefault(name, picks[group[0]])
    return full


def together(field: str, values: Sequence[Any]) -> Any:
    """Everybody's value of a field that can be told together; None where nobody has one.

    Step by step or at once, the outcome is the same; what is there already is not said twice.
    """
    known = [value for value in values if value is not None]
    if not known or field not in JOINED:
        return round(sum(known), 2) if known else None
    mark = JOINED[field]
    told = ""
    for text in known:
        for part in text.split(mark.strip()) if mark.strip() else [text]:
            piece = part.strip()
            if piece and f"{mark}{piece}{mark}" not in f"{mark}{told}{mark}":
                told = f"{told}{mark}{piece}" if told else piece
    return told or None


def refusal(field: str, values: Sequence[Any]) -> bool:
    """Did anybody say no (withdrew consent, objected)?"""
    return field in REFUSALS and REFUSALS[field][0] in values


def group_of(field: str) -> str:
    """The first field of the group that goes together with this one; '' for none."""
    return next((group[0] for group in GROUPS if field in group), "")


def refused(field: str, found: Sequence[Facts]) -> bool:
    """Did anybody say no to what this field (a mark or its date) is about?"""
    lead = group_of(field)
    return refusal(lead, [one.values.get(lead) for one in found])


def field_names(found: Sequence[Facts]) -> list[str]:
    """The fields that one of them has, in the order in which they are shown."""
    shown = [field.name for field in fields.columns(fields.CUSTOMERS)]
    shown += dict.fromkeys(name for one in found for name in one.values if is_own(name) or is_outcome(name))
    return [name for name in shown if any(one.values.get(name) is not None for one in found)]


def _group(found: Sequence[Facts], group: tuple[str, ...]) -> int:
    lead = group[0]
    if lead in REFUSALS:
        no = REFUSALS[lead][0]
        return next((one.id for one in found if one.values[lead] == no), found[0].id)
    if lead in _DATED:
        known = [one for one in found if one.values[lead] is not None]
        return max(known, key=lambda one: one.values[_DATED[lead]] or "").id if known else found[0].id
    return _best(found, group)


def _field(found: Sequence[Facts], name: str) -> int:
    known = [one for one in found if one.values.get(name) is not None]
    if name in ADDED or name in JOINED:
        return TOGETHER if len(known) > 1 else known[0].id if known else found[0].id
    if name in _EARLIEST and known:
        return min(known, key=lambda one: str(one.values[name])).id
    if name in _LATEST and known:
        return max(known, key=lambda one: str(one.values[name])).id
    if name == "klantnummer":
        return known[0].id if known else found[0].id
    return _best(found, (name,))


def _best(found: Sequence[Facts], group: tuple[str, ...]) -> int:
    """Whom a person wrote of, else who has anything, the survivor first."""
    filled = [one for one in found if any(one.values.get(name) is not None for name in group)]
    said = [one for one in filled if any(name in one.by_hand for name in group)]
    return (said or filled or found)[0].id
