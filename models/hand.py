"""What a person says: values that stand over what a file or a computation says.

The customers row holds the value in force; `hand_values` keeps the person's value, why, who and when, and in
`file_value` what the file said last. For a computed outcome there is no such column: the hand value is laid
over the computed one when profiles are written or read.
"""

import json
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from core import cells, fields
from core.cells import SCORES
from core.errors import InputError
from core.text import N_, _
from models import bulk
from models.database import Base
from models.hand_scale import MARK, SCALE, scale_for, usual_scale
from models.own_fields import is_own, replaced, sql

#: computed outcomes with codes, and which
CODES: Final[dict[str, tuple[str, ...]]] = {
    "relatievorm": cells.RELATIE,
    "almost_type": cells.ALMOST,
    "binding": cells.BINDING,
}
#: computed amounts in euro
AMOUNTS: Final = ("clv", "crv")
_COLUMNS: Final = {
    **{field.name: field for field in fields.columns(fields.CUSTOMERS)},
    SCALE: fields.Field(SCALE, "choice", N_("Scale of the satisfaction mark"), tuple(fields.SCALES)),
}


def is_outcome(field: str) -> bool:
    """Is it computed (no column of customers)?"""
    return field in CODES or field in SCORES or field in AMOUNTS


def set_hand(
    base: Base,
    customer_ids: Sequence[int],
    field: str,
    value: object,
    *,
    reason: str | None = None,
    who: str,
    review_on: str | None = None,
) -> int:
    """Set a field or outcome of these customers by hand; gives how many there were. Inside a change.

    `value` None is a word too: "empty", "unknown". `review_on` is an ISO date. What waited for an answer is
    answered by it: the person saw the file's value and chose this one. Raises InputError for a field that
    does not exist or a value that it cannot hold.
    """
    stored = checked(field, value)
    ids = json.dumps([int(number) for number in customer_ids])
    cursor = base.sql(
        _upsert(field, "IN (SELECT value FROM json_each(?7))"),
        (*_said(field, reason, who, review_on), stored, ids),
    )
    if is_own(field):
        _write_own(base, field, [(int(number), stored) for number in customer_ids])
    elif not is_outcome(field):
        base.sql(
            f'UPDATE customers SET "{field}" = ? '
            "WHERE deleted = 0 AND id IN (SELECT value FROM json_each(?))",
            (stored, ids),
        )
    if field == MARK and stored is not None:
        _pin(base, [(int(number), stored) for number in customer_ids], (reason, who, review_on))
    return int(cursor.rowcount)


def set_each(
    base: Base,
    field: str,
    values: Sequence[tuple[int, object]],
    *,
    reason: str | None = None,
    who: str,
    review_on: str | None = None,
) -> int:
    """As `set_hand`, with a value of its own for each (customer, value). Inside a change."""
    rows = [(int(customer), checked(field, value)) for customer, value in values]
    said = _said(field, reason, who, review_on)
    connection = base.connection
    connection.executemany(
        _upsert(field, "= ?7"),
        [(*said, stored, customer) for customer, stored in rows],
    )
    if is_own(field):
        _write_own(base, field, rows)
    elif not is_outcome(field):
        connection.executemany(
            f'UPDATE customers SET "{field}" = ? WHERE deleted = 0 AND id = ?',
            [(stored, customer) for customer, stored in rows],
        )
    if field == MARK:
        _pin(base, [row for row in rows if row[1] is not None], (reason, who, review_on))
    return len(rows)


def _write_own(base: Base, field: str, values: Sequence[tuple[int, Any]]) -> None:
    """Put values of an own field in force for these (customer, value)."""
    wanted = dict(values)
    rows = base.sql(
        "SELECT id, own FROM customers WHERE deleted = 0 AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)),),
    ).fetchall()
    changed = [(customer, replaced(own, [(field, wanted[customer])])) for customer, own in rows]
    bulk.update(base.connection, "customers", ("own",), changed)


def _pin(base: Base, marks: Sequence[tuple[int, float]], said: tuple[str | None, str, str | None]) -> None:
    """Keep the scale of these marks (customer, mark) beside them."""
    ids = json.dumps([customer for customer, _mark in marks])
    known = dict(
        base.sql(
            f"SELECT id, {SCALE} FROM customers WHERE id IN (SELECT value FROM json_each(?))", (ids,)
        ).fetchall()
    )
    usual = usual_scale(base.connection)
    reason, who, review_on = said
    scales = [(customer, scale_for(mark, known.get(customer), usual)) for customer, mark in marks]
    set_each(base, SCALE, scales, reason=reason, who=who, review_on=review_on)


def _said(
    field: str, reason: str | None, who: str, review_on: str | None
) -> tuple[str, str | None, str | None, str, str | None]:
    """What goes with every value: field, reason, who, when, and when to look again."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return field, _text(reason), _text(who), now, None if review_on is None else _date(review_on)


def _upsert(field: str, whom: str) -> str:
    """Insert a hand value for the customers that `whom` (of ?7) says, or put it over the one that is there.

    Whoever sets it again while the file's word waits, or was refused before, refuses the file's word of now.
    `kept_value` is what the file said when the person said theirs, refused or not.
    """
    current = "NULL" if is_outcome(field) else sql(field) if is_own(field) else f'c."{field}"'
    refused = (
        "(offered_by IS NOT NULL OR kept = 1) AND file_value IS NOT NULL AND file_value IS NOT excluded.value"
    )
    return (
        "INSERT INTO hand_values"
        "(customer_id, field, value, file_value, kept_value, reason, who, at, review_on) "
        f"SELECT c.id, ?1, ?6, {current}, {current}, ?2, ?3, ?4, ?5 FROM customers c "
        f"WHERE c.deleted = 0 AND c.id {whom} ORDER BY c.id "
        "ON CONFLICT(customer_id, field) DO UPDATE SET value = excluded.value, reason = excluded.reason, "
        "who = excluded.who, at = excluded.at, review_on = excluded.review_on, from_customer = NULL, "
        f"offered_by = NULL, kept = ({refused}), kept_value = file_value"
    )


def clear_hand(base: Base, customer_ids: Sequence[int], field: str) -> int:
    """Back to what the file said last, or to the computed outcome; gives how many. Inside a change."""
    _known(field)
    ids = json.dumps([int(number) for number in customer_ids])
    where = "h.field = ? AND h.customer_id IN (SELECT value FROM json_each(?))"
    if is_own(field):
        rows = base.sql(f"SELECT h.customer_id, h.file_value FROM hand_values h WHERE {where}", (field, ids))
        _write_own(base, field, rows.fetchall())
    elif not is_outcome(field):
        base.sql(
            f'UPDATE customers SET "{field}" = h.file_value FROM hand_values h '
            f"WHERE h.customer_id = customers.id AND {where}",
            (field, ids),
        )
    cursor = base.sql(
        f"DELETE FROM hand_values WHERE id IN (SELECT h.id FROM hand_values h WHERE {where})", (field, ids)
    )
    if field == MARK:
        clear_hand(base, customer_ids, SCALE)
    return int(cursor.rowcount)


def checked(field: str, value: object) -> Any:
    """The value as the base keeps it (text, integer, float or None). Raises InputError."""
    _known(field)
    if value is None or value == "":
        return None
    if is_own(field):
        return _text(str(value))
    if field in CODES:
        return _choice(field, value, CODES[field])
    if field in SCORES:
        return _number(value, 0, 100)
    if field in AMOUNTS:
        return _number(value)
    return _of_column(_COLUMNS[field], value)


def _of_column(column: fields.Field, value: object) -> Any:
    if column.kind == "choice":
        return _choice(column.name, value, column.choices)
    if column.kind == "integer":
        return int(_number(value, 0, 2**53))
    if column.kind in ("money", "number", "scale"):
        return _number(value, 0, 10) if column.name == "nps" else _number(value)
    if column.kind in ("flag", "date"):
        return _flag(value) if column.kind == "flag" else _date(value)
    return _text(str(value))


def _known(field: str) -> None:
    if field not in _COLUMNS and not is_outcome(field) and not is_own(field):
        raise InputError(_("There is no field {field} that can be set by hand.").format(field=field))


def _choice(field: str, value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise InputError(
            _("{value} is not possible for {field}; choose from {choices}.").format(
                value=value, field=field, choices=", ".join(choices)
            )
        )
    return str(value)


def _number(value: object, low: float = -math.inf, high: float = math.inf) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InputError(_("{value} is no number.").format(value=value)) from None
    if not math.isfinite(number):
        raise InputError(_("{value} is no number.").format(value=value))
    if not low <= number <= high:
        raise InputError(
            _("{value} is not between {low} and {high}.").format(
                value=f"{number:g}", low=f"{low:g}", high=f"{high:g}"
            )
        )
    return number


def _flag(value: object) -> int:
    if isinstance(value, int | float) and value in (0, 1):
        return int(value)
    raise InputError(_("{value} is neither yes nor no.").format(value=value))


def _date(value: object) -> str:
    try:
        found = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise InputError(_("{value} is no date; write it as 2026-03-31.").format(value=value)) from None
    return found.isoformat()[:10]


def _text(value: str | None) -> str | None:
    """Without what the base cannot hold: U+0000 and half characters."""
    if value is None:
        return None
    return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8") or None
