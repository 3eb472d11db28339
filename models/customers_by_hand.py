"""A new customer by hand, and customers that go: inside an open change, so that both can be undone.

A deleted customer stays in the file with all that is its own, and is nowhere to be seen; an import that
brings it again says so. Erasing somebody's data is something else.
"""

import json
from collections.abc import Mapping, Sequence

from core.errors import InputError
from core.text import _
from models import hand
from models.database import Base

#: what a new customer needs one of, to be found again
NAMING = ("klantnummer", "email", "achternaam", "voornaam", "bedrijfsnaam")


def create(base: Base, values: Mapping[str, object], *, reason: str | None, who: str) -> int:
    """Make a customer with these fields or outcomes set by hand; gives its id.

    Raises InputError for a value that its field cannot hold, for nothing to call the customer by, and for a
    customer number that is taken.
    """
    stored = {field: hand.checked(field, value) for field, value in values.items()}
    filled = {field: value for field, value in stored.items() if value is not None}
    check_named(filled)
    number = filled.get("klantnummer")
    if number is not None:
        _refuse_taken(base, str(number))
    row = base.sql("INSERT INTO customers DEFAULT VALUES RETURNING id").fetchone()
    customer = int(row[0])
    for field, value in filled.items():
        hand.set_hand(base, [customer], field, value, reason=reason, who=who)
    return customer


def check_named(values: Mapping[str, object]) -> None:
    """Raises InputError where nothing says how to call the customer."""
    if not any(values.get(field) for field in NAMING):
        raise InputError(_("Give a customer number, a name or an e-mail address."))


def by_number(base: Base, text: str, *, merged: bool = False) -> int | None:
    """The customer with this number or e-mail address, now or in the file, on its own row: also when it was
    merged (`merged`: rather that one). Who was deleted only where nobody else has it."""
    hand_says = "SELECT customer_id FROM hand_values WHERE field = '{0}' AND file_value = ?1"
    for column in ("klantnummer", "email"):
        row = base.sql(
            f"SELECT id FROM customers WHERE {column} = ?1 OR id IN ({hand_says.format(column)}) "
            f"ORDER BY deleted, (merged_into IS NOT NULL) = ?2, {column} = ?1 DESC, id LIMIT 1",
            (text.strip(), int(not merged)),
        ).fetchone()
        if row is not None:
            return int(row[0])
    return None


def delete(base: Base, ids: Sequence[int]) -> list[int]:
    """Delete customers, and those who were merged into them; gives the ids of all. Raises InputError for who
    does not exist, was deleted already, or is merged into another (that one is to be deleted)."""
    wanted = json.dumps(sorted({int(one) for one in ids}))
    rows = base.sql(
        "SELECT w.value, c.klantnummer, c.deleted, c.merged_into, s.klantnummer FROM json_each(?) w "
        "LEFT JOIN customers c ON c.id = w.value LEFT JOIN customers s ON s.id = c.merged_into "
        "WHERE c.id IS NULL OR c.deleted = 1 OR (c.merged_into IS NOT NULL "
        "AND c.merged_into NOT IN (SELECT value FROM json_each(?1)))",
        (wanted,),
    ).fetchall()
    for customer, number, deleted, merged, survivor in rows:
        if merged is not None and not deleted:
            sentence = _("{customer} was merged into {survivor}; split first, or delete that one.")
            raise InputError(sentence.format(customer=number or customer, survivor=survivor or merged))
        raise InputError(_("Customer {customer} is not there any more.").format(customer=number or customer))
    gone = base.sql(
        "UPDATE customers SET deleted = 1 WHERE deleted = 0 AND (id IN (SELECT value FROM json_each(?1)) "
        "OR merged_into IN (SELECT value FROM json_each(?1))) RETURNING id",
        (wanted,),
    )
    return sorted(row[0] for row in gone.fetchall())


def living(base: Base, ids: Sequence[int]) -> list[int]:
    """Which of these are customers now: neither deleted nor merged into another."""
    rows = base.sql(
        "SELECT id FROM customers WHERE deleted = 0 AND merged_into IS NULL "
        "AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps([int(one) for one in ids]),),
    )
    return [row[0] for row in rows.fetchall()]


def _refuse_taken(base: Base, number: str) -> None:
    found = base.sql(
        "SELECT c.deleted FROM customers c WHERE c.klantnummer = ?1 UNION ALL "
        "SELECT c.deleted FROM hand_values h JOIN customers c ON c.id = h.customer_id "
        "WHERE h.field = 'klantnummer' AND h.file_value = ?1 ORDER BY 1 LIMIT 1",
        (number,),
    ).fetchone()
    if found is None:
        return
    taken = _("There is a customer {number} already.")
    gone = _("Customer {number} was deleted; undo the deletion, or choose another number.")
    raise InputError((gone if found[0] else taken).format(number=number))
