"""What became of one customer: every value that changed, when, by whom, and from which file.

Read from the rows that the changes kept: the row after a change is the row before the next one that touched
it, or the row as it is now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from models import journal
from models.database import Base
from models.journal import KEY_BITS, twin

#: the tables whose rows say something of a customer that is changed by hand or by a file, and their key
_TABLES: Final = (
    ("customers", "id"),
    ("merges", "customer_id"),
    ("merges", "into_id"),
    ("contracts", "customer_id"),
    ("hand_values", "customer_id"),
    ("contact_persons", "customer_id"),
    ("household_members", "customer_id"),
)
#: what says where a row came from is no change of its own
_SILENT: Final = ("id", "customer_id", "import_id", "import_row")
CREATED: Final = "created"
CHANGED: Final = "changed"
DELETED: Final = "deleted"


@dataclass(frozen=True)
class FieldChange:
    """One value that changed (`field` '' and no values: the row came or went). `at` is ISO in UTC.

    `file`, `file_row`: the import that the row came from, as it was after this change (None by hand).
    `row`: the whole row after the change (before it, where the row went).
    """

    change_id: int
    label: str
    kind: str
    who: str
    at: str
    table: str
    row_id: int
    what: str
    field: str
    old: Any
    new: Any
    file: str | None
    file_row: int | None
    row: Mapping[str, Any]


@dataclass(frozen=True)
class _Version:
    """A row before a change; `row` None: there was none. The change None: the row as it is now."""

    change: int | None
    row: dict[str, Any] | None


def customer_history(base: Base, customer_id: int, *, field: str | None = None) -> list[FieldChange]:
    """The changes of one customer, newest first; with `field` only those of that field."""
    found: list[FieldChange] = []
    for table, key in _TABLES:
        for row_id in _rows(base, table, key, customer_id):
            versions = _versions(base, table, row_id)
            for before, after in pairwise(versions):
                found += _between(base, table, row_id, before, after)
    if field is not None:
        found = [change for change in found if change.field == field]
    # newest first; within a change in the order of tables, rows and columns
    return sorted(found, key=lambda change: -change.change_id)


def standing(base: Base, table: str, row_id: int) -> list[dict[str, Any] | None]:
    """How the row came to what it is: before everything, and after each change that still stands (what was
    undone is left out), as it is now last; None: there was none."""
    versions = _versions(base, table, row_id)
    stack: list[tuple[int, dict[str, Any] | None]] = [(0, versions[0].row)]
    for before, after in pairwise(versions):
        undoes, redoes = base.sql(
            "SELECT undoes, redoes FROM changes WHERE id = ?", (before.change,)
        ).fetchone() or (None, None)
        if undoes is None:
            stack.append((redoes or before.change or 0, after.row))
            continue
        while len(stack) > 1 and stack.pop()[0] != undoes:
            pass
    return [row for _root, row in stack]


def _rows(base: Base, table: str, key: str, customer_id: int) -> list[int]:
    """The rows of the customer, those that are gone too."""
    found = base.sql(
        f"SELECT id FROM {table} WHERE {key} = ? "
        f"UNION SELECT id FROM {twin(table)} WHERE {key} = ? ORDER BY id",
        (customer_id, customer_id),
    )
    return [row[0] for row in found.fetchall()]


def _versions(base: Base, table: str, row_id: int) -> list[_Version]:
    names = journal.columns(base.db, table)
    listed = ", ".join(f'"{name}"' for name in names)
    old = base.sql(
        f"SELECT key >> {KEY_BITS}, op, {listed} FROM {twin(table)} WHERE id = ?", (row_id,)
    ).fetchall()
    versions = [
        _Version(change, None if op == "I" else dict(zip(names, values, strict=True)))
        for change, op, *values in old
    ]
    born = base.sql(
        "SELECT change_id FROM inserted WHERE tbl = ? AND ? BETWEEN first_id AND last_id", (table, row_id)
    )
    versions += [_Version(row[0], None) for row in born.fetchall()]
    versions.sort(key=lambda version: version.change or 0)
    now = base.sql(f"SELECT {listed} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return [*versions, _Version(None, None if now is None else dict(zip(names, now, strict=True)))]


def _between(base: Base, table: str, row_id: int, before: _Version, after: _Version) -> list[FieldChange]:
    label, kind, who, at = base.sql(
        "SELECT label, kind, who, at FROM changes WHERE id = ?", (before.change,)
    ).fetchone()
    file, file_row = _origin(base, after.row)
    pairs: list[tuple[str, str, Any, Any]] = []
    if before.row is None or after.row is None:
        if before.row is not after.row:
            pairs.append((CREATED if before.row is None else DELETED, "", None, None))
    else:
        pairs += [
            (CHANGED, name, before.row[name], after.row[name])
            for name in before.row
            if name not in _SILENT and not _same(before.row[name], after.row[name])
        ]
    assert before.change is not None
    row = after.row or before.row or {}
    return [
        FieldChange(
            before.change, label, kind, who, at, table, row_id, what, name, old, new, file, file_row, row
        )
        for what, name, old, new in pairs
    ]


def _origin(base: Base, row: dict[str, Any] | None) -> tuple[str | None, int | None]:
    if row is None or row.get("import_id") is None:
        return None, None
    found = base.sql("SELECT file FROM imports WHERE id = ?", (row["import_id"],)).fetchone()
    return (found[0] if found else None), row.get("import_row")


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
