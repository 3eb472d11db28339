"""What an import does to the rows that a base already had, read inside its change before anybody keeps it.

The journal holds every touched row as it was; beside the row as it is now that is the list of changes, field
by field.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from core.fields import CONTRACTS, CUSTOMERS, INTERACTIONS, ORDERS, SURVEY
from models.database import Base
from models.journal import KEY_BITS, columns, twin

_TABLES: Final = {
    CUSTOMERS: ("customers", "klantnummer"),
    ORDERS: ("orders", "bestelnummer"),
    CONTRACTS: ("contracts", "contractnummer"),
    INTERACTIONS: ("interactions", "datum"),
    SURVEY: ("survey_answers", "item"),
}
_OURS: Final = frozenset({"id", "own", "import_id", "import_row", "merged_into", "deleted", "customer_id"})


@dataclass(frozen=True)
class ChangedField:
    """One field of one row that becomes another. `number` is the row's own; `row` the sheet's row."""

    kind: str
    row: int | None
    number: str
    name: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class HandConflict:
    """A value that a person filled in, and what the file says instead."""

    customer_id: int
    number: str
    name: str
    field: str
    hand: Any
    file: Any


@dataclass(frozen=True)
class Candidate:
    """A customer whom a row may be about."""

    id: int
    klantnummer: str
    name: str
    place: str
    email: str


@dataclass(frozen=True)
class Double:
    """A new customer (sheet row `row`) who may be a customer that the base has already."""

    row: int
    name: str
    other_number: str
    other_name: str


def changed_fields(base: Base, limit: int) -> tuple[list[ChangedField], int]:
    """The fields that the open change made other, at most `limit` of them, and how many rows it changed."""
    found: list[ChangedField] = []
    rows = 0
    first, last = _keys(base)
    for kind, (table, number) in _TABLES.items():
        where = f"FROM {twin(table)} WHERE \"key\" BETWEEN ? AND ? AND op = 'U'"
        rows += int(base.sql(f"SELECT COUNT(*) {where}", (first, last)).fetchone()[0])
        if len(found) < limit:
            found += _of_table(base, kind, table, number, (first, last), limit - len(found))
    return found[:limit], rows


def hand_conflicts(base: Base, ids: Iterable[int], limit: int) -> list[HandConflict]:
    """These hand values, and what the file says instead."""
    found = base.sql(
        "SELECT c.id, c.klantnummer, c.naam, h.field, h.value, h.file_value FROM hand_values h "
        "JOIN customers c ON c.id = h.customer_id WHERE h.id IN (SELECT value FROM json_each(?)) "
        "AND h.value IS NOT h.file_value ORDER BY c.sorteernaam, h.field LIMIT ?",
        (json.dumps(sorted(set(ids))), limit),
    )
    return [HandConflict(int(i), str(n or ""), str(name or ""), *rest) for i, n, name, *rest in found]


def people(base: Base, ids: Iterable[int]) -> dict[int, Candidate]:
    """Who these customers are, by id."""
    found = base.sql(
        "SELECT id, klantnummer, naam, plaats, email FROM customers "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),),
    )
    return {int(i): Candidate(int(i), *(str(text or "") for text in texts)) for i, *texts in found}


def doubles(base: Base, rows: Iterable[int], limit: int) -> list[Double]:
    """Whom the new customers of these sheet rows resemble: the same e-mail, or name and address."""
    start = base.sql("SELECT last_id FROM active_change WHERE tbl = 'customers'").fetchone()
    found = base.sql(
        "SELECT c.import_row, c.naam, o.klantnummer, o.naam FROM customers c JOIN customers o "
        "ON o.id <> c.id AND o.deleted = 0 AND o.merged_into IS NULL AND (o.email = c.email OR "
        "(o.postcode = c.postcode AND o.huisnummer = c.huisnummer AND o.naam = c.naam)) "
        "WHERE c.id > ? AND c.import_row IN (SELECT value FROM json_each(?)) "
        "ORDER BY c.import_row, o.id LIMIT ?",
        (int(start[0]) if start else 0, json.dumps(sorted(rows)), limit),
    )
    return [Double(int(row), str(a or ""), str(n or ""), str(b or "")) for row, a, n, b in found]


def _keys(base: Base) -> tuple[int, int]:
    assert base.open_change is not None
    return base.open_change << KEY_BITS, (base.open_change + 1 << KEY_BITS) - 1


def _of_table(
    base: Base, kind: str, table: str, number: str, keys: tuple[int, int], limit: int
) -> Iterator[ChangedField]:
    names = [name for name in columns(base.db, table) if name not in _OURS]
    now, before = (", ".join(f'{t}."{name}"' for name in names) for t in ("t", "j"))
    own = ", j.own, t.own" if kind == CUSTOMERS else ", NULL, NULL"
    who = "t.naam" if kind == CUSTOMERS else "(SELECT naam FROM customers c WHERE c.id = t.customer_id)"
    found = base.sql(
        f'SELECT t.import_row, t."{number}", {who}{own}, {before}, {now} FROM {twin(table)} j '
        f"JOIN {table} t ON t.id = j.id WHERE j.\"key\" BETWEEN ? AND ? AND j.op = 'U' "
        "ORDER BY t.import_row LIMIT ?",
        (*keys, limit),
    )
    n = len(names)
    for row, own_number, name, own_old, own_new, *values in found:
        fields = [*zip(names, values[:n], values[n:], strict=True), *_own_fields(own_old, own_new)]
        for field, old, new in fields:
            if old != new:
                yield ChangedField(kind, row, str(own_number or ""), str(name or ""), field, old, new)


def _own_fields(old: str | None, new: str | None) -> list[tuple[str, Any, Any]]:
    """Own columns, one by one, as ('own:header', old, new)."""
    if old == new:
        return []
    before, after = json.loads(old or "{}"), json.loads(new or "{}")
    return [(f"own:{header}", before.get(header), after.get(header)) for header in {**before, **after}]
