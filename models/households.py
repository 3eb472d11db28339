"""Customers who belong together: a household, or one company with several entries.

A customer is in one household at most. Members keep their own place in it when they are merged or deleted, so
that a split or an undo finds them back; readers count survivors, each once, and no deleted ones.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from core.errors import InputError
from core.text import _
from models.database import Base

HOUSEHOLD: Final = "huishouden"
COMPANY: Final = "bedrijf"
KINDS: Final = (HOUSEHOLD, COMPANY)
#: a household as those read it who count survivors: household → live member
_MEMBERS: Final = (
    "SELECT m.household_id AS household, c.id AS member FROM household_members m "
    "JOIN customers o ON o.id = m.customer_id JOIN customers c ON c.id = COALESCE(o.merged_into, o.id) "
    "WHERE o.deleted = 0 AND c.deleted = 0"
)


@dataclass(frozen=True)
class Household:
    """Who belong together. `name` is what was given, else made of the members' names; `members` are
    (id, klantnummer, name), by name."""

    id: int
    kind: str
    name: str
    given_name: str | None
    members: tuple[tuple[int, str, str], ...]


def of(connection: Any, customer_id: int) -> Household | None:
    """The household of a customer; None where there is none, or nobody else is left in it."""
    rows = connection.execute(
        "SELECT DISTINCT m.household_id FROM customers o JOIN household_members m ON m.customer_id = o.id "
        "WHERE (o.id = ?1 OR o.merged_into = ?1) AND o.deleted = 0 ORDER BY 1",
        (customer_id,),
    ).fetchall()
    # who was merged may have brought a household of its own
    return next((found for (number,) in rows if (found := _one(connection, number)) is not None), None)


def names(connection: Any) -> dict[int, str]:
    """Customer → the name of the household, for everybody who is in one with somebody else."""
    found = _read(connection, "1", ())
    return {member[0]: household.name for household in reversed(found) for member in household.members}


def listed(connection: Any, *, limit: int = -1, offset: int = 0) -> list[Household]:
    """Every household with two members or more, in the order in which they were made."""
    page = (
        f"m.household_id IN (SELECT household FROM ({_MEMBERS}) GROUP BY household "
        "HAVING COUNT(DISTINCT member) > 1 ORDER BY household LIMIT ? OFFSET ?)"
    )
    return _read(connection, page, (limit, offset))


def count(connection: Any) -> int:
    """How many households have two members or more."""
    row = connection.execute(
        f"SELECT COUNT(*) FROM (SELECT household FROM ({_MEMBERS}) GROUP BY household "
        "HAVING COUNT(DISTINCT member) > 1)"
    ).fetchone()
    return int(row[0])


def make(base: Base, ids: Sequence[int], naam: str | None, soort: str) -> int:
    """Put these customers together; households that they were in become one with it. Gives its id.

    Inside a change. Raises InputError for fewer than two customers, or another kind than KINDS.
    """
    if soort not in KINDS:
        raise InputError(_("A household is a household or a company, not {kind}.").format(kind=soort))
    people = _survivors(base, ids)
    if len(people) < 2:
        raise InputError(_("Choose at least two customers."))
    there = base.sql(
        "SELECT DISTINCT m.household_id FROM household_members m JOIN customers c ON c.id = m.customer_id "
        "WHERE COALESCE(c.merged_into, c.id) IN (SELECT value FROM json_each(?)) ORDER BY 1",
        (json.dumps(people),),
    ).fetchall()
    if there:
        number = int(there[0][0])
        for (other,) in there[1:]:
            base.sql("UPDATE household_members SET household_id = ? WHERE household_id = ?", (number, other))
            base.sql("DELETE FROM households WHERE id = ?", (other,))
        base.sql(
            "UPDATE households SET naam = COALESCE(?, naam), soort = ? WHERE id = ?", (naam, soort, number)
        )
    else:
        row = base.sql(
            "INSERT INTO households(naam, soort) VALUES (?, ?) RETURNING id", (naam, soort)
        ).fetchone()
        number = int(row[0])
    for customer in people:
        base.sql(
            "INSERT INTO household_members(household_id, customer_id) VALUES (?, ?) "
            "ON CONFLICT (customer_id) DO UPDATE SET household_id = excluded.household_id",
            (number, customer),
        )
    return number


def rename(base: Base, household_id: int, naam: str | None) -> None:
    """Give a household another name (None: that of its members). Inside a change."""
    base.sql("UPDATE households SET naam = ? WHERE id = ?", (naam, household_id))


def leave(base: Base, customer_id: int) -> bool:
    """Take a customer out of the household; one without two members is no household any more.

    Inside a change. Gives whether the customer was in one.
    """
    rows = base.sql(
        "SELECT m.household_id, m.id FROM household_members m JOIN customers c ON c.id = m.customer_id "
        "WHERE COALESCE(c.merged_into, c.id) = ?",
        (customer_id,),
    ).fetchall()
    for household, member in rows:
        base.sql("DELETE FROM household_members WHERE id = ?", (member,))
        if _one(base.connection, household) is None:
            dissolve(base, household)
    return bool(rows)


def dissolve(base: Base, household_id: int) -> None:
    """Everybody goes their own way. Inside a change."""
    base.sql("DELETE FROM household_members WHERE household_id = ?", (household_id,))
    base.sql("DELETE FROM households WHERE id = ?", (household_id,))


def _one(connection: Any, household_id: int) -> Household | None:
    found = _read(connection, "m.household_id = ?", (household_id,))
    return found[0] if found else None


def _read(connection: Any, which: str, parameters: Sequence[Any]) -> list[Household]:
    """The households of which two members or more are there, by id."""
    rows = connection.execute(
        "SELECT h.id, h.soort, h.naam, c.id, COALESCE(c.klantnummer, ''), COALESCE(c.naam, ''), "
        "TRIM(COALESCE(c.tussenvoegsel, '') || ' ' || COALESCE(c.achternaam, '')) FROM "
        f"(SELECT DISTINCT household, member FROM ({_MEMBERS} AND {which})) m "
        "JOIN households h ON h.id = m.household JOIN customers c ON c.id = m.member "
        "ORDER BY h.id, c.sorteernaam, c.id",
        tuple(parameters),
    )
    found = []
    for (number, kind, given), group in groupby(rows, key=lambda row: tuple(row[:3])):
        people = [tuple(row[3:]) for row in group]
        if len(people) > 1:
            name = given or _made_name(kind, [person[3] for person in people], people[0])
            found.append(Household(number, kind, name, given, tuple(person[:3] for person in people)))
    return found


def _made_name(kind: str, surnames: Sequence[str], first: Sequence[Any]) -> str:
    """'Familie De Vries', 'Familie Bakker-Smit', or the first member's name."""
    known = sorted({surname for surname in surnames if surname}, key=surnames.index)
    if kind == HOUSEHOLD and known:
        name = "-".join(known[:2])
        return _("{name} family").format(name=name[:1].upper() + name[1:])
    return str(first[2] or first[1])


def _survivors(base: Base, ids: Sequence[int]) -> list[int]:
    """The customers behind these ids: survivors, each once, without deleted ones, in their order."""
    rows = base.sql(
        "SELECT c.id FROM json_each(?) w JOIN customers o ON o.id = w.value "
        "JOIN customers c ON c.id = COALESCE(o.merged_into, o.id) WHERE c.deleted = 0 ORDER BY w.key",
        (json.dumps([int(number) for number in ids]),),
    ).fetchall()
    return list(dict.fromkeys(number for (number,) in rows))
