"""What a person says of contracts: made, changed or deleted by hand.

A contract's row holds the values in force. `contracts.hand` is JSON: field → what the file said last, for
each field that a person set, and under `""` who set what last, why and when. An import leaves those fields
alone and keeps its own word in the JSON; a deleted contract stays deleted.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from core.errors import InputError
from core.fields import CONTRACTS
from core.fields import columns as field_columns
from core.text import _
from models.database import Base

FIELDS: Final = tuple(field.name for field in field_columns(CONTRACTS))
#: the key of `contracts.hand` that holds who, when and why; no field is called so
SAID: Final = ""


def add(base: Base, customer_id: int, values: Mapping[str, Any], *, reason: str | None, who: str) -> int:
    """A new contract of a customer; gives its id. Inside a change. Raises InputError for an empty one."""
    filled = {name: value for name, value in values.items() if value is not None}
    if not filled:
        raise InputError(_("Fill in at least one thing of the contract."))
    names = list(filled)
    marks = ", ".join("?" * len(names))
    row = base.sql(
        f"INSERT INTO contracts(customer_id, {', '.join(names)}, hand) VALUES (?, {marks}, ?) RETURNING id",
        (customer_id, *filled.values(), _hand(dict.fromkeys(names), reason, who)),
    ).fetchone()
    return int(row[0])


def change(base: Base, contract_id: int, values: Mapping[str, Any], *, reason: str | None, who: str) -> None:
    """Set fields of a contract; the file's word of each is kept beside it. Inside a change."""
    known = fields_of(base, contract_id)
    said = json.loads(known["hand"] or "{}")
    changed = {name: value for name, value in values.items() if value != known[name]}
    if not changed:
        return
    file_said = {name: said.get(name, known[name]) for name in changed}
    sets = ", ".join(f"{name} = ?" for name in changed)
    base.sql(
        f"UPDATE contracts SET {sets}, hand = ? WHERE id = ?",
        (*changed.values(), _hand({**said, **file_said}, reason, who), contract_id),
    )


def back_to_file(base: Base, contract_id: int, names: list[str]) -> None:
    """Take the file's word for these fields of a contract again. Inside a change."""
    said = json.loads(fields_of(base, contract_id)["hand"] or "{}")
    back = {name: said.pop(name) for name in names if name in said}
    if not back:
        return
    left = json.dumps(said, ensure_ascii=False, sort_keys=True) if set(said) - {SAID} else None
    sets = ", ".join(f"{name} = ?" for name in back)
    base.sql(f"UPDATE contracts SET {sets}, hand = ? WHERE id = ?", (*back.values(), left, contract_id))


def delete(base: Base, contract_id: int) -> None:
    """Take a contract out; an import of it leaves it out. Inside a change."""
    base.sql("UPDATE contracts SET deleted = 1 WHERE id = ?", (contract_id,))


def fields_of(base: Base, contract_id: int) -> dict[str, Any]:
    """The row of a contract, with `owner`: the customer under whom it is read. Raises InputError."""
    cursor = base.sql(
        "SELECT t.*, COALESCE(c.merged_into, c.id) AS owner FROM contracts t "
        "JOIN customers c ON c.id = t.customer_id WHERE t.id = ? AND t.deleted = 0",
        (contract_id,),
    )
    row = cursor.fetchone()
    if row is None:
        raise InputError(_("This contract is no longer there."))
    return dict(zip([described[0] for described in cursor.description], row, strict=True))


def listed(connection: Any) -> list[tuple[Any, ...]]:
    """Every field of a contract that a person set: customer's id, number and name, contract's number, field,
    value, what the file says, reason, who, at; by name of the customer."""
    rows = connection.execute(
        "SELECT c.id, COALESCE(c.klantnummer, ''), COALESCE(c.naam, ''), t.hand, "
        f"COALESCE(t.contractnummer, t.soort, ''), {', '.join(f't.{name}' for name in FIELDS)} "
        "FROM contracts t JOIN customers o ON o.id = t.customer_id "
        "JOIN customers c ON c.id = COALESCE(o.merged_into, o.id) "
        "WHERE t.hand IS NOT NULL AND t.deleted = 0 AND o.deleted = 0 AND c.deleted = 0 "
        "ORDER BY c.sorteernaam, c.id, t.id"
    )
    found = []
    for number, klantnummer, name, hand, called, *values in rows:
        said = json.loads(hand)
        speaker = said.pop(SAID, {})
        told = tuple(speaker.get(what) for what in ("reason", "who", "at"))
        in_force = dict(zip(FIELDS, values, strict=True))
        found += [
            (number, klantnummer, name, called, field, in_force[field], before, *told)
            for field, before in said.items()
        ]
    return found


def _hand(said: Mapping[str, Any], reason: str | None, who: str) -> str:
    """The JSON of what the file said, with who speaks now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    speaker = {"who": who, "at": now, "reason": reason or None}
    return json.dumps({**said, SAID: speaker}, ensure_ascii=False, sort_keys=True)
