"""The rows of segment lists, streamed in reading order: what an export writes."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from core.cells import SETS
from models import customer_list, own_segments
from models.database import Base

_BATCH: Final = 2000
_HAND: Final = (
    "(SELECT group_concat(h.field, ', ') FROM hand_values h WHERE h.customer_id = c.id "
    "AND h.field <> 'tevredenheid_schaal')"
)
#: customers that exist: neither deleted nor merged into another
_LIVE: Final = "c.deleted = 0 AND c.merged_into IS NULL"


def segment_rows(base: Base, set_name: str, cell: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The customers of one cell, by name; `columns` are of customers or profiles, `id`, `hand`
    (the fields set by hand), or `huishouden` (the customer's id: `models.households.names` has the name).

    Raises KeyError for a set or column that does not exist (never reached by a user's words).
    """
    names = ", ".join(_column(base, name) for name in columns)
    if set_name in SETS:
        which, wanted = f"p.{_set_column(set_name)} = ?", cell
    else:
        which = "c.id IN (SELECT value FROM json_each(?))"
        wanted = customer_list.json_ids(sorted(own_segments.in_cell(base.connection, set_name, cell)))
    cursor = base.sql(
        f"SELECT {names} FROM profiles p JOIN customers c ON c.id = p.customer_id"
        f" WHERE {which} AND {_LIVE} ORDER BY c.sorteernaam, c.id",
        (wanted,),
    )
    while rows := cursor.fetchmany(_BATCH):
        yield from rows


def cell_counts(base: Base, set_name: str) -> list[tuple[str, int, float | None]]:
    """Cell, customers, and their customer value together (euro; None where nobody's is known)."""
    rows = base.sql(
        f"SELECT p.{_set_column(set_name)}, COUNT(*), SUM(p.clv) FROM profiles p"
        f" JOIN customers c ON c.id = p.customer_id WHERE {_LIVE} GROUP BY 1"
    )
    return [(str(name or "onbekend"), int(count), clv) for name, count, clv in rows]


def own_fields(base: Base) -> list[str]:
    """The names of the user's own fields, in the order of the alphabet."""
    rows = base.sql(
        f"SELECT DISTINCT j.key FROM customers c, json_each(c.own) j WHERE c.own IS NOT NULL AND {_LIVE}"
        " ORDER BY 1"
    )
    return [str(row[0]) for row in rows]


def _set_column(set_name: str) -> str:
    if set_name not in SETS:
        raise KeyError(set_name)
    return f"set_{set_name}"


def _column(base: Base, name: str) -> str:
    if name == "id":
        return "c.id"
    if name == "hand":
        return _HAND
    if name == "huishouden":
        return "c.id"
    if name.startswith("own:"):
        return "json_extract(c.own, '$.\"" + name[4:].replace("'", "''").replace('"', '\\"') + "\"')"
    for alias, table in (("p", "profiles"), ("c", "customers")):
        if name in {row[1] for row in base.sql(f"PRAGMA table_xinfo({table})")}:
            return f"{alias}.{name}"
    raise KeyError(name)
