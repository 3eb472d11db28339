"""The people at a company: who they are and how they are reached."""

from collections.abc import Mapping
from typing import Any, Final

from core.errors import InputError
from core.fields import CONTACT_PERSON
from core.text import _
from models.database import Base

#: one of these says who it is
_WHO: Final = ("voornaam", "achternaam", "functie", "email")


def of(connection: Any, customer_id: int) -> list[dict[str, Any]]:
    """A customer's contact persons (also of who was merged): `id`, `customer_id`, CONTACT_PERSON, `naam`."""
    cursor = connection.execute(
        f"SELECT id, customer_id, {', '.join(CONTACT_PERSON)} FROM contact_persons WHERE customer_id IN "
        "(SELECT id FROM customers WHERE id = ?1 OR merged_into = ?1) ORDER BY achternaam, voornaam, id",
        (customer_id,),
    )
    names = [described[0] for described in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    return [{**person, "naam": name_of(person)} for person in found]


def everybody(connection: Any) -> list[tuple[Any, ...]]:
    """Id, number and name of the customer, then CONTACT_PERSON, of everybody, by name of the customer."""
    return list(
        connection.execute(
            f"SELECT c.id, c.klantnummer, c.naam, {', '.join(f'k.{name}' for name in CONTACT_PERSON)} "
            "FROM contact_persons k JOIN customers o ON o.id = k.customer_id "
            "JOIN customers c ON c.id = COALESCE(o.merged_into, o.id) "
            "WHERE o.deleted = 0 AND c.deleted = 0 ORDER BY c.sorteernaam, c.id, k.achternaam, k.id"
        )
    )


def name_of(person: Mapping[str, Any]) -> str:
    """How a contact person is called; the e-mail address or the job where there is no name."""
    parts = (person.get(name) for name in ("voornaam", "tussenvoegsel", "achternaam"))
    name = " ".join(part for part in parts if part)
    return str(name or person.get("email") or person.get("functie") or "")


def get(base: Base, person_id: int) -> dict[str, Any]:
    """A contact person, with `owner`: the customer under whom it is read. Raises InputError."""
    cursor = base.sql(
        "SELECT k.*, COALESCE(c.merged_into, c.id) AS owner FROM contact_persons k "
        "JOIN customers c ON c.id = k.customer_id WHERE k.id = ?",
        (person_id,),
    )
    row = cursor.fetchone()
    if row is None:
        raise InputError(_("This contact person is no longer there."))
    return dict(zip([described[0] for described in cursor.description], row, strict=True))


def add(base: Base, customer_id: int, values: Mapping[str, Any]) -> int:
    """A new contact person; gives the id. Inside a change. Raises InputError for somebody without a name."""
    _check(values)
    names = [name for name in CONTACT_PERSON if name in values]
    row = base.sql(
        f"INSERT INTO contact_persons(customer_id, {', '.join(names)}) "
        f"VALUES (?, {', '.join('?' * len(names))}) RETURNING id",
        (customer_id, *(values[name] for name in names)),
    ).fetchone()
    return int(row[0])


def change(base: Base, person_id: int, values: Mapping[str, Any]) -> None:
    """Set what is given of a contact person. Inside a change. Raises InputError."""
    _check({**get(base, person_id), **values})
    names = [name for name in CONTACT_PERSON if name in values]
    if names:
        base.sql(
            f"UPDATE contact_persons SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
            (*(values[name] for name in names), person_id),
        )


def delete(base: Base, person_id: int) -> None:
    """Take a contact person out. Inside a change."""
    base.sql("DELETE FROM contact_persons WHERE id = ?", (person_id,))


def _check(values: Mapping[str, Any]) -> None:
    if not any(values.get(name) for name in _WHO):
        raise InputError(_("Give the contact person at least a name, a job or an e-mail address."))
