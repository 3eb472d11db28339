"""From which file, sheet and row the rows of one customer came."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from models.database import Base

#: kind of sheet → table, and the column that holds the customer
_TABLES: Final[dict[str, tuple[str, str]]] = {
    "customers": ("customers", "id"),
    "orders": ("orders", "customer_id"),
    "contracts": ("contracts", "customer_id"),
    "interactions": ("interactions", "customer_id"),
    "survey": ("survey_answers", "customer_id"),
}

#: the customer ?1 and those merged into it
_THEY: Final = "(SELECT id FROM customers WHERE id = ?1 OR merged_into = ?1)"


@dataclass(frozen=True)
class Origin:
    """A row as it lies in the base, and the file, sheet and row (the sheet's own number) of its last import.

    What a person set is not in `values` of a customer: it came from no file.
    """

    values: Mapping[str, Any]
    file: str
    sheet: str
    row: int


def origins(base: Base, customer_id: int) -> dict[str, list[Origin]]:
    """Kind of sheet → the imported rows of this customer and of those merged into it."""
    found = {kind: _rows(base, table, column, customer_id) for kind, (table, column) in _TABLES.items()}
    said = f"SELECT customer_id, field FROM hand_values WHERE customer_id IN {_THEY}"
    by_hand = set(base.sql(said, (customer_id,)))
    found["customers"] = [
        replace(one, values={k: v for k, v in one.values.items() if (one.values["id"], k) not in by_hand})
        for one in found["customers"]
    ]
    return found


def _rows(base: Base, table: str, column: str, customer_id: int) -> list[Origin]:
    cursor = base.sql(
        f"SELECT i.file, i.sheet, t.* FROM {table} t JOIN imports i ON i.id = t.import_id "
        f"WHERE t.{column} IN {_THEY} ORDER BY t.{column} <> ?1, t.id",
        (customer_id,),
    )
    names = [described[0] for described in cursor.description]
    found = []
    for file, sheet, *values in cursor:
        row = dict(zip(names[2:], values, strict=True))
        if row["import_row"] is not None:
            found.append(Origin(row, file, sheet or "", row["import_row"]))
    return found
