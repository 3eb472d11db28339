"""Changes: every write is inside one, and every one can be undone.

A change is one transaction, one entry in the history, one undo step. What it touched is recorded by the
database itself (`models.journal`); how it is taken back is in `models.undoing`. Undo and redo are
changes too, kept as such, so that they are as safe as any other write and can be traced.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from core.errors import DatabaseError
from core.text import _
from models import journal, undoing
from models.database import Base
from models.locking import whoami

#: kinds of the changes that only move others
UNDO: Final = "undo"
REDO: Final = "redo"
_ROW: Final = "id, label, kind, who, at, rows, undone_by IS NOT NULL, undoes, redoes"
#: the change that last put a change in force
_APPLIED: Final = "COALESCE(redone_by, id)"


@dataclass(frozen=True)
class ChangeRow:
    """One entry of the history. `at` is ISO in UTC; `rows` the user's rows that it touched.

    `undone`: taken back now (wholly or partly). `undoes`, `redoes`: the change that an undo or redo is about.
    """

    id: int
    label: str
    kind: str
    who: str
    at: str
    rows: int
    undone: bool
    undoes: int | None
    redoes: int | None


@dataclass(frozen=True)
class UndoResult:
    """What an undo (or redo) did, or would do: rows a bucket, and which rows stay as they are.

    `change_id` is the change that was taken back or put in force; `details` lists at most `DETAILS` rows.
    """

    change_id: int
    label: str
    reversed: int
    kept: int
    impossible: int
    details: list[undoing.Detail] = field(default_factory=list)


DETAILS: Final = 1_000


@contextmanager
def change(base: Base, label: str, *, kind: str, who: str | None = None, keep: bool = True) -> Iterator[int]:
    """Everything written inside belongs to one labelled change; gives its id.

    One transaction: an exception (Cancelled too) leaves the base as it was, and so does `keep=False`, the way
    to try something (a dry run). A change that touched nothing leaves no entry. `kind` is a code ('import',
    'edit', 'merge', …), `label` what the user reads. A change inside a change is a mistake of ours.
    """
    if base.open_change is not None:
        raise RuntimeError("a change is already open")
    if not base.writable:
        raise RuntimeError("the base was opened for reading")
    db = base.db
    with db.atomic("IMMEDIATE") as transaction:
        number = _begin(base, label, kind, who)
        base.open_change = number
        try:
            yield number
            if keep:
                _finish(base, number)
            else:
                transaction.rollback()
        finally:
            base.open_change = None


def undo(base: Base, change_id: int | None = None, *, who: str | None = None) -> UndoResult:
    """Take back the last change in force, or an older one on its own.

    Each row ends in exactly one bucket (`models.undoing`). Undoing an undo is a redo. Raises DatabaseError
    when there is nothing to undo or no such change.
    """
    return _move(base, *_target(base, change_id, UNDO), who=who)


def redo(base: Base, change_id: int | None = None, *, who: str | None = None) -> UndoResult:
    """Put in force again what was undone last (as long as nothing was changed since), or this change."""
    return _move(base, *_target(base, change_id, REDO), who=who)


def preview(base: Base, change_id: int | None = None, *, again: bool = False) -> UndoResult:
    """What `undo` (with `again`: `redo`) would do; writes nothing."""
    row, way = _target(base, change_id, REDO if again else UNDO)
    base.sql("PRAGMA query_only = 0")
    try:
        undoing.plan(base, row.id, redo=way == REDO)
        return _result(base, row)
    finally:
        base.sql(f"PRAGMA query_only = {int(not base.writable)}")


def moved_customers(base: Base, limit: int) -> list[int]:
    """The customers whom the undo or redo just made (on this open base) was about, at most `limit`."""
    return undoing.customers(base, limit)


def history(base: Base, limit: int = 100, *, before: int | None = None) -> list[ChangeRow]:
    """The changes, newest first; `before` an id pages on."""
    found = base.sql(
        f"SELECT {_ROW} FROM changes WHERE id < ? ORDER BY id DESC LIMIT ?", (before or 1 << 62, limit)
    )
    return [_change_row(row) for row in found.fetchall()]


def next_undo(base: Base) -> ChangeRow | None:
    """The change that `undo` would take back; one without rows (a file imported again) is passed over."""
    return _one(
        base,
        "rows > 0 AND undone_by IS NULL AND undoes IS NULL AND redoes IS NULL"
        f" ORDER BY {_APPLIED} DESC LIMIT 1",
    )


def next_redo(base: Base) -> ChangeRow | None:
    """The change that `redo` would put in force; None once something was changed after the undo."""
    return _one(
        base,
        "rows > 0 AND undone_by > COALESCE((SELECT MAX(id) FROM changes"
        " WHERE rows > 0 AND undoes IS NULL AND redoes IS NULL), 0) "
        "ORDER BY undone_by DESC LIMIT 1",
    )


def _target(base: Base, change_id: int | None, way: str) -> tuple[ChangeRow, str]:
    """The change meant, and whether it is to be taken back or put in force."""
    if change_id is None:
        row = next_undo(base) if way == UNDO else next_redo(base)
        if row is None:
            raise DatabaseError(
                _("There is nothing to undo.") if way == UNDO else _("There is nothing to redo.")
            )
        return row, way
    row = _one(base, "id = ?", change_id)
    if row is None:
        raise DatabaseError(_("There is no change number {number}.").format(number=change_id))
    if row.undoes is not None:
        return _target(base, row.undoes, REDO if way == UNDO else UNDO)
    if row.redoes is not None:
        return _target(base, row.redoes, way)
    return row, way


def _move(base: Base, row: ChangeRow, way: str, *, who: str | None) -> UndoResult:
    with change(base, row.label, kind=way, who=who) as number:
        undoing.plan(base, row.id, redo=way == REDO)
        if row.undone == (way == UNDO) and not undoing.found(base):
            raise DatabaseError(
                _("This change was already undone.") if way == UNDO else _("This change is in force.")
            )
        result = _result(base, row)
        undoing.apply(base)
        if way == UNDO:
            base.sql("UPDATE changes SET undoes = ? WHERE id = ?", (row.id, number))
            marks = "undone_by = ?"
        else:
            base.sql("UPDATE changes SET redoes = ? WHERE id = ?", (row.id, number))
            marks = "undone_by = NULL, redone_by = ?"
        if undoing.anything(base):
            base.sql(f"UPDATE changes SET {marks} WHERE id = ?", (number, row.id))
    return result


def _result(base: Base, row: ChangeRow) -> UndoResult:
    return UndoResult(row.id, row.label, *undoing.counts(base), undoing.details(base, DETAILS))


def _one(base: Base, condition: str, *parameters: int) -> ChangeRow | None:
    found = base.sql(f"SELECT {_ROW} FROM changes WHERE {condition}", parameters).fetchone()
    return None if found is None else _change_row(found)


def _change_row(row: Sequence[Any]) -> ChangeRow:
    number, label, kind, who, at, rows, undone, undoes, redoes = row
    return ChangeRow(number, label, kind, who, at, rows, bool(undone), undoes, redoes)


def _begin(base: Base, label: str, kind: str, who: str | None) -> int:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    row = base.sql(
        "INSERT INTO changes(label, kind, who, at) VALUES (?, ?, ?, ?) RETURNING id",
        (label, kind, who or whoami(), at),
    ).fetchone()
    base.sql("DELETE FROM active_change")
    for table in journal.JOURNALLED:
        base.sql(f"INSERT INTO active_change SELECT ?, ?, COALESCE(MAX(id), 0) FROM {table}", (table, row[0]))
    return int(row[0])


def _finish(base: Base, number: int) -> None:
    """Keep the ranges of new rows, count, and close the change; one without any row is taken out again."""
    touched = counted = 0
    for table in journal.JOURNALLED:
        rows = _touched(base, table, number)
        touched += rows
        counted += 0 if table in journal.UNCOUNTED else rows
    base.sql("DELETE FROM active_change")
    if touched:
        base.sql("UPDATE changes SET rows = ? WHERE id = ?", (counted, number))
    else:
        base.sql("DELETE FROM changes WHERE id = ?", (number,))


def _touched(base: Base, table: str, number: int) -> int:
    """Rows of a table that the change touched; keeps the range of its new ones."""
    low, high = undoing.key_range(number)
    journal.prune(base.db, table, low, high)
    old = base.sql(
        f"SELECT COUNT(*) FROM {journal.twin(table)} WHERE key BETWEEN ? AND ?", (low, high)
    ).fetchone()[0]
    last = base.sql("SELECT last_id FROM active_change WHERE tbl = ?", (table,)).fetchone()[0]
    new, first, final = base.sql(
        f"SELECT COUNT(*), MIN(id), MAX(id) FROM {table} WHERE id > ?", (last,)
    ).fetchone()
    if new:
        runs = [(first, final)]
        if final - first + 1 != new:  # an undo brought back some, and what is between is another change's
            runs = base.sql(
                f"SELECT MIN(id), MAX(id) FROM (SELECT id, id - ROW_NUMBER() OVER (ORDER BY id) AS run "
                f"FROM {table} WHERE id > ?) GROUP BY run",
                (last,),
            ).fetchall()
        base.connection.executemany(
            "INSERT INTO inserted(change_id, tbl, first_id, last_id) VALUES (?, ?, ?, ?)",
            [(number, table, *run) for run in runs],
        )
    return int(old) + int(new)
