"""Changes: every write is inside one, and every one can be undone.

A change is one transaction, one entry in the history, one undo step. What it touched is recorded by the
database itself (`models.journal`); how it is taken back is in `models.undoing`. Undo and redo are
changes too, kept as such, so that they are as safe as any other write and can be traced.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from models import journal
from models.database import Base
from models.locking import whoami


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
                transaction.rollback(False)
        finally:
            base.open_change = None


def _begin(base: Base, label: str, kind: str, who: str | None) -> int:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    row = base.sql(
        "INSERT INTO changes(label, kind, who, at) VALUES (?, ?, ?, ?) RETURNING id",
        (label, kind, who or whoami(), at),
    ).fetchone()
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
    low, high = key_range(number)
    old = base.sql(
        f"SELECT COUNT(*) FROM {journal.twin(table)} WHERE key BETWEEN ? AND ?", (low, high)
    ).fetchone()[0]
    last = base.sql("SELECT last_id FROM active_change WHERE tbl = ?", (table,)).fetchone()[0]
    new, first, final = base.sql(
        f"SELECT COUNT(*), MIN(id), MAX(id) FROM {table} WHERE id > ?", (last,)
    ).fetchone()
    if new:
        base.sql(
            "INSERT INTO inserted(change_id, tbl, first_id, last_id) VALUES (?, ?, ?, ?)",
            (number, table, first, final),
        )
    return int(old) + int(new)


def key_range(number: int) -> tuple[int, int]:
    """The first and last journal key that a change can have."""
    return number << journal.KEY_BITS, (number + 1 << journal.KEY_BITS) - 1
