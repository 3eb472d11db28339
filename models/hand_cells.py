"""The values in force of some customers, for an edit that is about to change them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models import hand
from models.customer_list import table_columns
from models.customer_rows import COLUMNS
from models.database import Base
from models.own_fields import is_own, sql


@dataclass(frozen=True)
class InForce:
    """A customer and the values in force of the fields that were asked for.

    `merged_into`, `survivor`: the id and name of the customer that this one was merged with, if so.
    """

    klantnummer: str
    name: str
    merged_into: int | None
    survivor: str
    values: dict[str, Any]


def settable(field: str) -> bool:
    """Can a person set it: a column of customers, or a computed outcome?"""
    return is_column(field) or hand.is_outcome(field)


def is_column(field: str) -> bool:
    """Does a file fill it?"""
    return field in COLUMNS or is_own(field)


def in_force(base: Base, customer_ids: Sequence[int], fields: Sequence[str]) -> dict[int, InForce]:
    """Customer → what is in force; who was deleted is left out. Outcomes: the hand's, else the computed."""
    ids = json.dumps([int(number) for number in customer_ids])
    columns = [name for name in fields if is_column(name)]
    known = set(table_columns(base.connection, "profiles"))
    outcomes = [name for name in fields if hand.is_outcome(name)]
    asked = [sql(name) if is_own(name) else f'c."{name}"' for name in columns]
    asked += [f"p.{name}" if name in known else "NULL" for name in outcomes]
    rows = base.sql(
        "SELECT c.id, COALESCE(c.klantnummer, ''), COALESCE(c.naam, ''), c.merged_into, "
        f"COALESCE(s.naam, s.klantnummer, ''){''.join(f', {one}' for one in asked)} "
        "FROM json_each(?) w JOIN customers c ON c.id = w.value "
        "LEFT JOIN customers s ON s.id = c.merged_into LEFT JOIN profiles p ON p.customer_id = c.id "
        "WHERE c.deleted = 0",
        (ids,),
    )
    names = [*columns, *outcomes]
    found: dict[int, InForce] = {}
    for customer, number, name, merged_into, survivor, *values in rows.fetchall():
        known_values = dict(zip(names, values, strict=True))
        found[customer] = InForce(number, name, merged_into, survivor, known_values)
    for customer, field, value in base.sql(
        "SELECT customer_id, field, value FROM hand_values h "
        "WHERE customer_id IN (SELECT value FROM json_each(?)) "
        "AND field IN (SELECT value FROM json_each(?))",
        (ids, json.dumps(outcomes)),
    ).fetchall():
        if customer in found:
            found[customer].values[field] = value
    return found
