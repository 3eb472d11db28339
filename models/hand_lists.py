"""The lists of what was said by hand: all of it, what is due for review, and what a file contradicts.

A conflict waits for an answer (`hand_values.offered_by`): mine, the file's, or from now on always the file's
for that field (`file_wins`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models import hand
from models.database import Base
from models.hand_scale import MARK, SCALE

#: answers to a conflict
MINE: Final = "mine"
FILE: Final = "file"
#: the row of `settings` that holds the fields for which the file's word always counts
FILE_WINS: Final = "file_wins"
_COLUMNS: Final = (
    "h.id, h.customer_id, COALESCE(c.klantnummer, ''), COALESCE(c.naam, ''), h.field, h.value, h.file_value, "
    "CASE h.field WHEN 'relatievorm' THEN p.relatievorm_computed END, h.reason, h.who, h.at, h.review_on, "
    "h.kept, h.kept_value IS h.file_value, h.from_customer, h.offered_by, i.file, i.at, "
    "CASE WHEN c.import_id = h.offered_by THEN c.import_row END"
)
#: the places of `kept` and `known`, which the base has as 1 or 0
_FLAGS: Final = (12, 13)
#: of customers who exist; what a merged customer has of its own waits under the survivor
_LIVE: Final = f"c.deleted = 0 AND c.merged_into IS NULL AND h.field <> '{SCALE}'"
#: a merge may have brought what the file says too; a split brings the question back
_WAITING: Final = "h.offered_by IS NOT NULL AND h.value IS NOT h.file_value"
#: what the file says is what it said already when the person said theirs
_KNOWN: Final = "h.kept_value IS h.file_value"
#: what is new first; then the latest import first
_ORDER: Final = f"{_KNOWN}, h.offered_by DESC, c.sorteernaam, h.id"
_DUE: Final = "h.review_on <= ?"


@dataclass(frozen=True)
class HandValue:
    """One value set by hand. `value`, `file_value` as the base keeps them (flags 1/0, dates ISO text).

    `computed`: what the analysis says beside it (relationship type only). `kept`: a person chose against
    `file_value`; `known`: the file said this already when the person said theirs. `from_customer`: a
    merge took it from that customer. `offered_by`, `file`, `offered_at`: the import that brought another
    value and waits for an answer (None: nothing waits); `row` in its sheet, as long as no later import
    touched the customer.
    """

    id: int
    customer_id: int
    klantnummer: str
    name: str
    field: str
    value: Any
    file_value: Any
    computed: Any
    reason: str | None
    who: str
    at: str
    review_on: str | None
    kept: bool
    known: bool
    from_customer: int | None
    offered_by: int | None
    file: str | None
    offered_at: str | None
    row: int | None


def listed(
    connection: Any,
    *,
    due_by: str | None = None,
    customer_id: int | None = None,
    limit: int = -1,
    offset: int = 0,
) -> list[HandValue]:
    """Every hand value, the latest first; with `due_by` (ISO) those to be reviewed by then, the longest
    overdue first; of one customer where asked. `limit` -1: all."""
    where: list[str] = [_LIVE]
    parameters: list[Any] = []
    if due_by is not None:
        where.append(_DUE)
        parameters.append(due_by)
    if customer_id is not None:
        where.append("h.customer_id = ?")
        parameters.append(customer_id)
    order = "h.review_on, h.id" if due_by is not None else "h.at DESC, h.id DESC"
    return _read(connection, " AND ".join(where), parameters, order, limit, offset)


def ids(connection: Any, *, due_by: str | None = None) -> list[int]:
    """The ids of `listed`, in its order: what a window holds of a long list."""
    if due_by is not None:
        return _ids(connection, _DUE, "h.review_on, h.id", (due_by,))
    return _ids(connection, "1", "h.at DESC, h.id DESC", ())


def conflict_ids(connection: Any) -> list[int]:
    """The ids of `conflicts`, in its order."""
    return _ids(connection, _WAITING, _ORDER, ())


def known_conflict_ids(connection: Any) -> list[int]:
    """Those of them in which the file says nothing new."""
    return _ids(connection, f"{_WAITING} AND {_KNOWN}", _ORDER, ())


def rows(connection: Any, ids: Sequence[int]) -> list[HandValue]:
    """These hand values in their order; one that is gone is left out."""
    wanted = json.dumps([int(number) for number in ids])
    found = _read(
        connection, f"{_LIVE} AND h.id IN (SELECT value FROM json_each(?))", [wanted], "h.id", -1, 0
    )
    known = {one.id: one for one in found}
    return [known[number] for number in ids if number in known]


def count(connection: Any, *, due_by: str | None = None) -> int:
    """How many hand values there are, or are to be reviewed by that day."""
    return _count(connection, *((_DUE, [due_by]) if due_by is not None else ("1", [])))


def conflicts(connection: Any, *, limit: int = -1, offset: int = 0) -> list[HandValue]:
    """The hand values that an import contradicts and that wait for an answer: first where the file says
    something that it did not say yet when the person said theirs, then the latest import first."""
    return _read(connection, f"{_LIVE} AND {_WAITING}", [], _ORDER, limit, offset)


def conflict_count(connection: Any) -> int:
    """How many wait for an answer."""
    return _count(connection, _WAITING, [])


def decide(base: Base, answers: Mapping[int, str]) -> tuple[int, int]:
    """Answer conflicts (hand value's id → MINE or FILE); gives how many were kept, and given up.

    What no longer waits for an answer is left alone. Inside a change.
    """
    waiting = _by_id(base, list(answers))
    mine = [number for number in waiting if answers[number] == MINE]
    marks = [waiting[number][0] for number in mine if waiting[number][1] == MARK]
    base.sql(
        "UPDATE hand_values SET kept = 1, kept_value = file_value, offered_by = NULL "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(mine),),
    )
    base.sql(
        "UPDATE hand_values SET kept = 1, kept_value = file_value, offered_by = NULL "
        "WHERE field = ? AND customer_id IN (SELECT value FROM json_each(?))",
        (SCALE, json.dumps(marks)),
    )
    fields: dict[str, list[int]] = {}
    for number, (customer, field) in waiting.items():
        if answers[number] == FILE:
            fields.setdefault(field, []).append(customer)
    for field, customers in fields.items():
        hand.clear_hand(base, customers, field)
    return len(mine), sum(map(len, fields.values()))


def reviewed(base: Base, ids: Sequence[int], review_on: str | None) -> int:
    """These hand values were looked at: the next time is `review_on` (None: never); gives how many."""
    found = base.sql(
        "UPDATE hand_values SET review_on = ? WHERE id IN (SELECT value FROM json_each(?))",
        (review_on, json.dumps([int(number) for number in ids])),
    )
    return int(found.rowcount)


def take_back(base: Base, ids: Sequence[int]) -> list[int]:
    """Back to the file's or the computed value for these hand values; gives whose. Inside a change."""
    rows = base.sql(
        "SELECT customer_id, field FROM hand_values WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps([int(number) for number in ids]),),
    ).fetchall()
    fields: dict[str, list[int]] = {}
    for customer, field in rows:
        fields.setdefault(field, []).append(customer)
    for field, customers in fields.items():
        hand.clear_hand(base, customers, field)
    return sorted({customer for customer, _field in rows})


def file_wins(connection: Any) -> list[str]:
    """The fields for which the file's word always counts."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (FILE_WINS,)).fetchone()
    return [name for name in json.loads(row[0]) if name != SCALE] if row else []


def set_file_wins(base: Base, fields: Sequence[str]) -> None:
    """Keep the fields for which the file's word always counts. Inside a change."""
    if not fields:
        base.sql("DELETE FROM settings WHERE name = ?", (FILE_WINS,))
        return
    base.sql(
        "INSERT INTO settings (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (FILE_WINS, json.dumps(sorted({*fields, *([SCALE] if MARK in fields else [])}))),
    )


def _by_id(base: Base, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Of these hand values those that wait for an answer: id → (customer, field)."""
    rows = base.sql(
        "SELECT id, customer_id, field FROM hand_values WHERE offered_by IS NOT NULL "
        "AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps([int(number) for number in ids]),),
    )
    return {number: (customer, field) for number, customer, field in rows.fetchall()}


def _read(
    connection: Any, where: str, parameters: Sequence[Any], order: str, limit: int, offset: int
) -> list[HandValue]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM hand_values h JOIN customers c ON c.id = h.customer_id "
        "LEFT JOIN profiles p ON p.customer_id = c.id LEFT JOIN imports i ON i.id = h.offered_by "
        f"WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*parameters, limit, offset),
    )
    return [_hand_value(row) for row in rows]


def _hand_value(row: Sequence[Any]) -> HandValue:
    cells: list[Any] = [bool(cell) if at in _FLAGS else cell for at, cell in enumerate(row)]
    return HandValue(*cells)


def _ids(connection: Any, where: str, order: str, parameters: Sequence[Any]) -> list[int]:
    found = connection.execute(
        f"SELECT h.id FROM hand_values h JOIN customers c ON c.id = h.customer_id WHERE {_LIVE} AND {where} "
        f"ORDER BY {order}",
        tuple(parameters),
    )
    return [number for (number,) in found]


def _count(connection: Any, condition: str, parameters: Sequence[Any]) -> int:
    row = connection.execute(
        "SELECT COUNT(*) FROM hand_values h JOIN customers c ON c.id = h.customer_id "
        f"WHERE {_LIVE} AND {condition}",
        tuple(parameters),
    ).fetchone()
    return int(row[0])
