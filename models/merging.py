"""One customer who is several times in the base: a link, taken away again without a trace.

`merges` holds whom a person joined to whom, `customers.merged_into` the last survivor. The merged customer's
own rows stay where they are; what the survivor takes over from it becomes a hand value of the survivor that
remembers where it came from. Everything here runs inside an open change.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from core import fields
from core.errors import InputError
from core.text import _
from core.words import outcome_name
from models import comparing, field_history, own_fields
from models.comparing import TOGETHER, Facts
from models.customer_rows import REFUSALS
from models.database import Base
from models.hand import is_outcome
from models.own_fields import is_own

_TOLD_TOGETHER: Final = (*comparing.JOINED, *comparing.ADDED)
#: what an earlier hand value is put back with
_KEPT: Final = ("value", "reason", "who", "at", "review_on", "kept", "kept_value", "from_customer")


@dataclass(frozen=True)
class Merged:
    """One who was merged: into whom directly, why, by whom and when (ISO in UTC)."""

    id: int
    klantnummer: str | None
    name: str
    into_id: int
    reason: str | None
    who: str
    at: str


def merge(
    base: Base,
    survivor: int,
    others: Sequence[int],
    picks: Mapping[str, int],
    *,
    reason: str | None,
    who: str,
) -> None:
    """Link the others to the survivor, which takes over what was picked (and, for fields that were not, what
    `comparing.proposals` says). `picks`: field → id of one of them, or TOGETHER.

    Raises InputError: who was deleted or merged already cannot be merged, nobody with himself, and a
    customer's no cannot be picked away.
    """
    others = list(dict.fromkeys(others))
    check(base, survivor, others)
    found = comparing.facts(base, [survivor, *others])
    chosen = comparing.proposals(found) | comparing.completed(picks)
    _check_picks(found, picks, chosen)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for field, source in chosen.items():
        _take_over(base, found, field, source, reason=reason, who=who, at=now)
    for other in others:
        base.sql(
            "INSERT INTO merges(customer_id, into_id, reason, who, at) VALUES (?, ?, ?, ?, ?)",
            (other, survivor, reason, who, now),
        )
        base.sql("UPDATE customers SET merged_into = ?1 WHERE id = ?2 OR merged_into = ?2", (survivor, other))


def split(base: Base, customer: int) -> list[int]:
    """Take the link away: the customer stands on its own again, with those who were merged into it, and the
    survivor gives back what it took over. Gives the survivors it was under, the nearest first.

    Raises InputError for who is not merged, or is with a deleted survivor.
    """
    row = base.sql("SELECT merged_into FROM customers WHERE id = ?", (customer,)).fetchone()
    if row is None or row[0] is None:
        raise InputError(_alone(base, customer))
    if base.sql("SELECT deleted FROM customers WHERE id = ?", (row[0],)).fetchone()[0]:
        raise InputError(
            _("{customer} was deleted; undo the deletion first.").format(customer=_who(base, row[0]))
        )
    above, below = _above(base, customer), _below(base, customer)
    joined = {(one, field): _is_joined(base, one, field) for one in above for field in _TOLD_TOGETHER}
    base.sql("DELETE FROM merges WHERE customer_id = ?", (customer,))
    base.sql("UPDATE customers SET merged_into = NULL WHERE id = ?", (customer,))
    for one in below:
        if one != customer:
            base.sql("UPDATE customers SET merged_into = ? WHERE id = ?", (customer, one))
    for one in above:
        for field in _TOLD_TOGETHER:
            if joined[one, field]:
                _join_again(base, one, field)
        _give_back(base, one, set(below))
    carry_refusals(base)
    return above


def members(base: Base, survivor: int) -> list[Merged]:
    """Who was merged into this customer, directly or through others, the first first."""
    rows = base.sql(
        "SELECT m.customer_id, c.klantnummer, c.naam, m.into_id, m.reason, m.who, m.at FROM merges m "
        "JOIN customers c ON c.id = m.customer_id WHERE c.merged_into = ? ORDER BY m.id",
        (survivor,),
    )
    return [Merged(*row) for row in rows.fetchall()]


def check(base: Base, survivor: int, others: Sequence[int]) -> None:
    """May these be merged? Raises InputError: for fewer than two, one who was deleted or merged already, and
    one with itself."""
    if not others:
        raise InputError(_("Choose at least two customers to merge."))
    if survivor in others:
        raise InputError(_("A customer cannot be merged with itself."))
    for customer in (survivor, *others):
        row = base.sql("SELECT deleted, merged_into FROM customers WHERE id = ?", (customer,)).fetchone()
        if row is None:
            raise InputError(_("There is no such customer."))
        if row[0]:
            raise InputError(
                _("{customer} was deleted; undo the deletion first.").format(customer=_who(base, customer))
            )
        if row[1] is not None:
            raise InputError(
                _("{customer} was already merged into {survivor}; choose that one, or split first.").format(
                    customer=_who(base, customer), survivor=_who(base, row[1])
                )
            )


def distinct(base: Base, ids: Sequence[int]) -> int:
    """Of how many pairs among these a person said that they are not the same."""
    wanted = json.dumps(list(ids))
    return int(
        base.sql(
            "SELECT COUNT(*) FROM distinct_pairs WHERE first_id IN (SELECT value FROM json_each(?1)) "
            "AND second_id IN (SELECT value FROM json_each(?1))",
            (wanted,),
        ).fetchone()[0]
    )


def carry_refusals(base: Base) -> int:
    """A no that a file brought for a merged customer holds for the survivor too, unless a person said
    otherwise of the survivor; gives how many. Inside the change of the import."""
    carried = 0
    who = base.sql("SELECT who FROM changes WHERE id = ?", (base.open_change,)).fetchone()[0]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for field, (no, _day) in REFUSALS.items():
        rows = base.sql(
            f"SELECT MIN(c.id), s.id FROM customers c JOIN customers s ON s.id = c.merged_into "
            f"WHERE c.merged_into IS NOT NULL AND c.{field} = ?1 AND s.{field} IS NOT ?1 AND s.deleted = 0 "
            "AND NOT EXISTS (SELECT 1 FROM hand_values h WHERE h.customer_id = s.id AND h.field = ?2 "
            "AND h.from_customer IS NULL) GROUP BY s.id",
            (no, field),
        ).fetchall()
        for customer, survivor in rows:
            found = comparing.facts(base, [survivor, customer])
            for name in comparing.completed({field: customer}):
                _take_over(base, found, name, customer, reason=None, who=who, at=now)
            carried += 1
    return carried


def _check_picks(found: Sequence[Facts], picks: Mapping[str, int], chosen: Mapping[str, int]) -> None:
    ids = [one.id for one in found]
    known = {name for one in found for name in one.values}
    for field, source in picks.items():
        if field not in known and not is_outcome(field) and not is_own(field):
            raise InputError(_("There is no field {field} to take over.").format(field=field))
        if source not in ids and not (source == TOGETHER and field in _TOLD_TOGETHER):
            raise InputError(
                _("{field} can only be taken from one of these customers.").format(field=field_name(field))
            )
    for field in REFUSALS:
        values = [one.values[field] for one in found]
        picked = values[ids.index(chosen[field])] if field in chosen else None
        if comparing.refusal(field, values) and not comparing.refusal(field, [picked]):
            raise InputError(
                _("{field}: one of these customers said no, and merging does not undo that.").format(
                    field=field_name(field)
                )
            )


def _take_over(
    base: Base, found: Sequence[Facts], field: str, source: int, *, reason: str | None, who: str, at: str
) -> None:
    """Give the survivor (the first of `found`) this value, if it is another than its own."""
    survivor = found[0]
    if source == TOGETHER:
        told = [one for one in found if one.values[field] is not None] or [survivor]
        value = comparing.together(field, [one.values[field] for one in found])
        origin = told[-1].id
    else:
        taken = next(one for one in found if one.id == source)
        value, origin = taken.values.get(field), taken.origins.get(field, taken.id)
        if origin != taken.id and origin not in _below(base, taken.id):
            origin = taken.id
        if is_outcome(field) and field not in taken.values:
            return
    own = survivor.values.get(field)
    same = type(value) is type(own) and value == own and (field in survivor.values or not is_outcome(field))
    if same or survivor.id in (source, origin):
        return
    _set(base, survivor.id, field, value, origin, (reason or None, who, at))


def _set(
    base: Base, survivor: int, field: str, value: Any, origin: int, said: tuple[str | None, str, str]
) -> None:
    current = "NULL" if is_outcome(field) else own_fields.sql(field) if is_own(field) else f'c."{field}"'
    base.sql(
        "INSERT INTO hand_values(customer_id, field, value, file_value, reason, who, at, from_customer) "
        f"SELECT c.id, ?, ?, {current}, ?, ?, ?, ? FROM customers c WHERE c.id = ? "
        "ON CONFLICT(customer_id, field) DO UPDATE SET value = excluded.value, reason = excluded.reason, "
        "who = excluded.who, at = excluded.at, review_on = NULL, from_customer = excluded.from_customer",
        (field, value, *said, origin, survivor),
    )
    _put(base, survivor, field, value)


def _put(base: Base, customer: int, field: str, value: Any) -> None:
    """Put a field's value in force; an outcome's is laid over the computed one when that is read."""
    if is_own(field):
        (own,) = base.sql("SELECT own FROM customers WHERE id = ?", (customer,)).fetchone()
        field, value = "own", own_fields.replaced(own, [(field, value)])
    if not is_outcome(field):
        base.sql(f'UPDATE customers SET "{field}" = ? WHERE id = ?', (value, customer))


def _above(base: Base, customer: int) -> list[int]:
    """The survivors over a customer, the nearest first."""
    rows = base.sql(
        "WITH RECURSIVE up(id, depth) AS (SELECT into_id, 1 FROM merges WHERE customer_id = ? "
        "UNION SELECT m.into_id, depth + 1 FROM up JOIN merges m ON m.customer_id = up.id) "
        "SELECT id FROM up ORDER BY depth",
        (customer,),
    )
    return [row[0] for row in rows.fetchall()]


def _below(base: Base, customer: int) -> list[int]:
    """The customer and everybody merged into it."""
    rows = base.sql(
        "WITH RECURSIVE down(id) AS (SELECT ? UNION SELECT m.customer_id FROM down "
        "JOIN merges m ON m.into_id = down.id) SELECT id FROM down",
        (customer,),
    )
    return [row[0] for row in rows.fetchall()]


def _give_back(base: Base, survivor: int, below: set[int]) -> None:
    """What the survivor took over from these goes; an earlier hand value returns, else the file's."""
    rows = base.sql(
        "SELECT id, field, from_customer FROM hand_values WHERE customer_id = ?", (survivor,)
    ).fetchall()
    for hand, field, origin in rows:
        if origin in below:
            _back(base, survivor, hand, field)


def _back(base: Base, survivor: int, hand: int, field: str) -> None:
    """To what a person had said of the survivor itself, else to the file's."""
    earlier = _earlier(base, hand)
    if earlier is None:
        (file_value,) = base.sql("SELECT file_value FROM hand_values WHERE id = ?", (hand,)).fetchone()
        _put(base, survivor, field, file_value)
        base.sql("DELETE FROM hand_values WHERE id = ?", (hand,))
        return
    sets = ", ".join(f"{name} = ?" for name in _KEPT)
    base.sql(f"UPDATE hand_values SET {sets} WHERE id = ?", (*(earlier[name] for name in _KEPT), hand))
    _put(base, survivor, field, earlier["value"])


def _earlier(base: Base, hand: int) -> dict[str, Any] | None:
    """The hand value as a person had set it before it was taken over from another; None for nothing."""
    stood = field_history.standing(base, "hand_values", hand)
    now: dict[str, Any] | None = stood[-1]
    for row in reversed(stood):
        if row is None or now is None or any(row[name] != now[name] for name in ("customer_id", "field")):
            return None
        if row["from_customer"] is None:
            return dict(row)
    return None


def _own_value(base: Base, survivor: int, field: str) -> Any:
    """The survivor's own word, without what it took over."""
    row = base.sql(
        "SELECT id, file_value FROM hand_values WHERE customer_id = ? AND field = ?", (survivor, field)
    ).fetchone()
    earlier = _earlier(base, row[0])
    return row[1] if earlier is None else earlier["value"]


def _told(base: Base, survivor: int, field: str) -> list[tuple[int, Any]]:
    """(id, value) of those who were merged directly into this customer and have a value."""
    rows = base.sql(
        f'SELECT c.id, c."{field}" FROM merges m JOIN customers c ON c.id = m.customer_id '
        f'WHERE m.into_id = ? AND c."{field}" IS NOT NULL ORDER BY m.id',
        (survivor,),
    )
    return [(row[0], row[1]) for row in rows.fetchall()]


def _is_joined(base: Base, survivor: int, field: str) -> bool:
    """Is the survivor's value its own and that of all who were merged into it, told together?"""
    row = base.sql(
        "SELECT value FROM hand_values WHERE customer_id = ? AND field = ? AND from_customer IS NOT NULL",
        (survivor, field),
    ).fetchone()
    if row is None:
        return False
    values = [_own_value(base, survivor, field), *(value for _, value in _told(base, survivor, field))]
    return bool(row[0] == comparing.together(field, values))


def _join_again(base: Base, survivor: int, field: str) -> None:
    own, told = _own_value(base, survivor, field), _told(base, survivor, field)
    (hand,) = base.sql(
        "SELECT id FROM hand_values WHERE customer_id = ? AND field = ?", (survivor, field)
    ).fetchone()
    value = comparing.together(field, [own, *(value for _, value in told)])
    if not told or value == own:
        _back(base, survivor, hand, field)
        return
    base.sql("UPDATE hand_values SET value = ?, from_customer = ? WHERE id = ?", (value, told[-1][0], hand))
    base.sql(f'UPDATE customers SET "{field}" = ? WHERE id = ?', (value, survivor))


def _who(base: Base, customer: int) -> str:
    return named(base, [customer])[0]


def named(base: Base, ids: Sequence[int]) -> list[str]:
    """'1042 Jan Jansen' for each of these customers."""
    found = []
    for customer in ids:
        row = base.sql("SELECT klantnummer, naam FROM customers WHERE id = ?", (customer,)).fetchone()
        number, name = row or (None, None)
        found.append(" ".join(dict.fromkeys(part for part in (number, name) if part)) or str(customer))
    return found


def _alone(base: Base, customer: int) -> str:
    """Why there is nothing to split off; with whom there is."""
    under = members(base, customer)
    if not under:
        return _("{customer} is not merged into another customer.").format(customer=_who(base, customer))
    return _("{customer} is the one that remains; split off one of these: {others}.").format(
        customer=_who(base, customer), others=", ".join(named(base, [one.id for one in under]))
    )


def field_name(name: str) -> str:
    """A field or outcome as the user reads it."""
    known = fields.field(fields.CUSTOMERS, name)
    if known is not None:
        return _(known.label)
    return own_fields.header(name) if is_own(name) else outcome_name(name)
