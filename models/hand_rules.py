"""What an undo must not part: a value that a person set, and the customer's row that holds it in force.

A person may set the very value that stands there already: then only `hand_values` is touched, and undoing an
older change of the row (or redoing such a hand value over a newer row) would leave the two saying otherwise.
"""

from collections.abc import Sequence
from typing import Final

from models import journal
from models.database import Base
from models.journal import KEY_BITS, twin
from models.own_fields import is_own, sql

_ROW: Final = f"j.key = p.source << {KEY_BITS} | p.id"
_WRITES: Final = "p.way = 'write' AND p.bucket = 'reversed'"


def block(base: Base) -> None:
    """Rows of `pick` that stay because of it. One round; see `models.undoing`."""
    _keep_rows(base)
    _keep_hand_values(base)


def _keep_rows(base: Base) -> None:
    """A row of a customer would take a value that a person set from its place."""
    fields = base.sql(
        "SELECT DISTINCT h.field FROM hand_values h JOIN temp.pick p ON p.tbl = 'customers' "
        f"AND p.id = h.customer_id WHERE {_WRITES}"
    ).fetchall()
    for field in _held(base, fields):
        base.sql(
            "UPDATE temp.pick SET bucket = 'kept', why = 'together' WHERE tbl = 'customers' AND id IN ("
            "SELECT p.id FROM hand_values h JOIN temp.pick p ON p.tbl = 'customers' "
            f"AND p.id = h.customer_id JOIN {twin('customers')} j ON {_ROW} "
            f"WHERE {_WRITES} AND h.field = ? AND h.value IS NOT {_column(field, 'j')} AND NOT EXISTS ("
            "SELECT 1 FROM temp.pick q WHERE q.tbl = 'hand_values' AND q.id = h.id "
            "AND q.bucket = 'reversed'))",
            (field,),
        )


def _keep_hand_values(base: Base) -> None:
    """A hand value would come back while the customer's row, which stays, holds another."""
    picked = f"temp.pick p JOIN {twin('hand_values')} j ON {_ROW}"
    fields = base.sql(
        f"SELECT DISTINCT j.field FROM {picked} WHERE p.tbl = 'hand_values' AND {_WRITES}"
    ).fetchall()
    for field in _held(base, fields):
        base.sql(
            "UPDATE temp.pick SET bucket = 'kept', why = 'together' WHERE tbl = 'hand_values' AND id IN ("
            f"SELECT p.id FROM {picked} JOIN customers c ON c.id = j.customer_id "
            f"WHERE p.tbl = 'hand_values' AND {_WRITES} AND j.field = ? "
            f"AND j.value IS NOT {_column(field, 'c')} AND NOT EXISTS ("
            "SELECT 1 FROM temp.pick q WHERE q.tbl = 'customers' AND q.id = j.customer_id "
            "AND q.bucket = 'reversed'))",
            (field,),
        )


def _held(base: Base, fields: Sequence[tuple[str]]) -> list[str]:
    """Of these fields those that the customer's row holds: no computed outcomes."""
    columns = set(journal.columns(base.db, "customers"))
    return [field for (field,) in fields if field in columns or is_own(field)]


def _column(field: str, alias: str) -> str:
    return sql(field, alias) if is_own(field) else f'{alias}."{field}"'
