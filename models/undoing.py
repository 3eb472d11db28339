"""Taking a change back, or putting it in force again, row by row.

A change is taken back by another change. Each row that it touched ends in one bucket:

- reversed: the row is again exactly what it was before;
- kept: something touched it since (pairs of a change and its own undo cancel out, row by row);
- impossible: it cannot be put back, for the reason in `why`.

Rows that only mean something together (a customer and what was set by hand in it) share one bucket. The work
is done in SQL on a temporary table `pick`, one line for every row of the change.
"""

from dataclasses import dataclass
from typing import Final

from models import hand_rules, journal
from models.database import Base
from models.journal import KEY_BITS, twin
from models.link_rules import block_half_merges, keep_what_was_taken_over

REVERSED: Final = "reversed"
KEPT: Final = "kept"
IMPOSSIBLE: Final = "impossible"
#: codes of `why`: touched since, other rows hang on it, what it hangs on is gone, another row has its name,
#: it belongs to a row that is kept (and 'linked' of `models.link_rules`: a merge would be left half)
TOUCHED: Final = "touched"
REFERENCED: Final = "referenced"
PARENT_GONE: Final = "parent_gone"
TAKEN: Final = "taken"
TOGETHER: Final = "together"

_PICK: Final = """
CREATE TEMP TABLE IF NOT EXISTS pick (
  tbl TEXT NOT NULL, id INTEGER NOT NULL, source INTEGER NOT NULL, way TEXT NOT NULL,
  bucket TEXT NOT NULL DEFAULT 'reversed', why TEXT, since INTEGER, PRIMARY KEY (tbl, id)
) WITHOUT ROWID
"""
#: below this many rows of a table, later touches are looked up row by row
_FEW: Final = 1_000


@dataclass(frozen=True)
class Detail:
    """One row that stays as it is. `since`: the change that touched it last, where `why` is 'touched'."""

    table: str
    row_id: int
    bucket: str
    why: str
    since: int | None


def plan(base: Base, root: int, *, redo: bool) -> None:
    """Fill `pick` with the rows of the change `root` that are in force (for `redo`: taken back), and sort
    them into buckets. Nothing else is written."""
    base.sql(_PICK)
    base.sql("DELETE FROM temp.pick")
    _collect(base, root, redo)
    _keep_touched(base)
    _drop_empty(base)
    reversed_rows = -1
    while reversed_rows != (reversed_rows := _count(base, REVERSED, all_tables=True)):
        _block(base)


def apply(base: Base) -> None:
    """Put back what `plan` found reversible. Inside a change; references are checked at its end."""
    base.sql("PRAGMA defer_foreign_keys = 1")
    for table in reversed(journal.JOURNALLED):
        base.sql(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM temp.pick "
            "WHERE tbl = ? AND way = 'delete' AND bucket = 'reversed')",
            (table,),
        )
    for table in journal.JOURNALLED:
        _write_back(base, table)


def found(base: Base) -> bool:
    """Did `plan` find any row at all?"""
    return bool(base.sql("SELECT EXISTS (SELECT 1 FROM temp.pick)").fetchone()[0])


def anything(base: Base) -> bool:
    """Did `plan` find anything to put back?"""
    return _count(base, REVERSED, all_tables=True) > 0


def counts(base: Base) -> tuple[int, int, int]:
    """Rows of the user that are reversed, kept, impossible."""
    return _count(base, REVERSED), _count(base, KEPT), _count(base, IMPOSSIBLE)


def details(base: Base, limit: int) -> list[Detail]:
    """The rows that stay, at most `limit`."""
    found = base.sql(
        f"SELECT tbl, id, bucket, why, since FROM temp.pick WHERE bucket <> 'reversed' "
        f"AND tbl NOT IN ({_quoted(journal.UNCOUNTED)}) ORDER BY tbl, id LIMIT ?",
        (limit,),
    )
    return [Detail(*row) for row in found.fetchall()]


def customers(base: Base, limit: int) -> list[int]:
    """Whose rows `apply` put back, and who they hang on; at most `limit` of them."""
    owners = ["SELECT id AS customer FROM temp.pick WHERE tbl = 'customers' AND bucket = 'reversed'"]
    for child, column, parent in _references(base):
        if parent == "customers" and child != "customers":
            owners += [
                f"SELECT t.{column} FROM temp.pick p JOIN {table} t ON t.id = p.id "
                f"WHERE p.tbl = '{child}' AND p.bucket = 'reversed'"
                for table in (child, twin(child))
            ]
    found = base.sql(
        f"WITH touched AS ({' UNION '.join(owners)}) SELECT customer FROM touched WHERE customer IS NOT NULL "
        "UNION SELECT c.merged_into FROM touched JOIN customers c ON c.id = touched.customer "
        "WHERE c.merged_into IS NOT NULL LIMIT ?",
        (limit,),
    )
    return [row[0] for row in found.fetchall()]


def key_range(change: int) -> tuple[int, int]:
    """The first and last journal key that a change can have."""
    return change << KEY_BITS, (change + 1 << KEY_BITS) - 1


def _collect(base: Base, root: int, redo: bool) -> None:
    """Every row with the last change of this root that touched it; only those in the asked direction stay."""
    events = base.sql(
        "SELECT id, undoes IS NOT NULL FROM changes WHERE id = ? OR undoes = ? OR redoes = ? ORDER BY id",
        (root, root, root),
    ).fetchall()
    for change, _taken_back in events:
        low, high = key_range(change)
        for table in journal.JOURNALLED:
            base.sql(
                "INSERT OR REPLACE INTO temp.pick(tbl, id, source, way) "
                f"SELECT ?, id, ?, CASE op WHEN 'I' THEN 'delete' ELSE 'write' END FROM {twin(table)} "
                "WHERE key BETWEEN ? AND ?",
                (table, change, low, high),
            )
        spans = base.sql("SELECT tbl, first_id, last_id FROM inserted WHERE change_id = ?", (change,))
        for table, first, last in spans.fetchall():
            base.sql(
                "INSERT OR REPLACE INTO temp.pick(tbl, id, source, way) SELECT ?, id, ?, 'delete' FROM "
                f"(SELECT id FROM {table} WHERE id BETWEEN ? AND ? "
                # rows that went since are found by what their going recorded
                f"UNION SELECT id FROM {twin(table)} WHERE id BETWEEN ? AND ? AND key > ?)",
                (table, change, first, last, first, last, high),
            )
    wrong = [change for change, taken_back in events if bool(taken_back) != redo]
    base.sql(f"DELETE FROM temp.pick WHERE source IN ({', '.join(map(str, wrong))})")


def _keep_touched(base: Base) -> None:
    first = base.sql("SELECT MIN(source) FROM temp.pick").fetchone()[0]
    if first is None:
        return
    found = base.sql("SELECT id, undoes, redoes FROM changes WHERE id > ?", (first,)).fetchall()
    meaning = {change: (undoes or redoes or change, undoes is None) for change, undoes, redoes in found}
    for table in journal.JOURNALLED:
        touches = _later_touches(base, table, first)
        marks = []
        for row, changes in touches.items():
            left = _remaining([(*meaning[change], change) for change in sorted(changes)])
            if left:
                marks.append((left[-1], table, row))
        base.connection.executemany(
            "UPDATE temp.pick SET bucket = 'kept', why = 'touched', since = ? WHERE tbl = ? AND id = ?", marks
        )


def _remaining(events: list[tuple[int, bool, int]]) -> list[int]:
    """What is left of later touches (root, put in force?, change) of one row, in their order; [] is nothing.

    A change and its undo cancel out, and so do an undo and its redo: each puts back exactly what was there.
    """
    left: list[tuple[int, bool, int]] = []
    for root, in_force, change in events:
        if left and left[-1][:2] == (root, not in_force):
            left.pop()
        else:
            left.append((root, in_force, change))
    return [change for _root, _in_force, change in left]


def _later_touches(base: Base, table: str, first: int) -> dict[int, set[int]]:
    """Row → the changes that touched it after the one that is to be taken back."""
    touches: dict[int, set[int]] = {}
    many, low, high = base.sql(
        "SELECT COUNT(*), MIN(id), MAX(id) FROM temp.pick WHERE tbl = ?", (table,)
    ).fetchone()
    if not many:
        return touches
    old = twin(table)
    joined = f"temp.pick p CROSS JOIN {old} j" if many < _FEW else f"{old} j CROSS JOIN temp.pick p"
    found = base.sql(
        f"SELECT j.id, j.key >> {KEY_BITS} FROM {joined} WHERE j.id = p.id AND p.tbl = ? "
        f"AND j.key >= ? AND j.key >> {KEY_BITS} > p.source",
        (table, key_range(first + 1)[0]),
    ).fetchall()
    spans = base.sql(
        "SELECT change_id, first_id, last_id FROM inserted WHERE tbl = ? AND change_id > ? "
        "AND last_id >= ? AND first_id <= ?",
        (table, first, low, high),
    ).fetchall()
    for change, start, end in spans:
        found += base.sql(
            "SELECT id, ? FROM temp.pick WHERE tbl = ? AND id BETWEEN ? AND ? AND source < ?",
            (change, table, start, end, change),
        ).fetchall()
    for row, change in found:
        touches.setdefault(row, set()).add(change)
    return touches


def _drop_empty(base: Base) -> None:
    """Rows that came and went within the change need nothing."""
    for table in journal.JOURNALLED:
        base.sql(
            "DELETE FROM temp.pick WHERE tbl = ? AND way = 'delete' AND bucket = 'reversed' "
            f"AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = temp.pick.id)",
            (table,),
        )


def _block(base: Base) -> None:
    """One round of what stands in the way; each may cause another."""
    for child, column, parent in _references(base):
        _block_referenced(base, child, column, parent)
        _block_orphans(base, child, column, parent)
    for table, names in _unique(base):
        _block_taken(base, table, names)
    block_half_merges(base)
    keep_what_was_taken_over(base)
    hand_rules.block(base)
    _block_together(base)


def _block_referenced(base: Base, child: str, column: str, parent: str) -> None:
    base.sql(
        "UPDATE temp.pick SET bucket = 'impossible', why = 'referenced' "
        "WHERE tbl = ? AND way = 'delete' AND bucket = 'reversed' AND EXISTS ("
        f"SELECT 1 FROM {child} c WHERE c.{column} = temp.pick.id AND NOT EXISTS ("
        "SELECT 1 FROM temp.pick q WHERE q.tbl = ? AND q.id = c.id AND q.bucket = 'reversed'))",
        (parent, child),
    )


def _block_orphans(base: Base, child: str, column: str, parent: str) -> None:
    base.sql(
        "UPDATE temp.pick SET bucket = 'impossible', why = 'parent_gone' FROM "
        f"(SELECT key, {column} AS parent_id FROM {twin(child)} WHERE {column} IS NOT NULL) j "
        "WHERE tbl = ? AND way = 'write' AND bucket = 'reversed' "
        f"AND j.key = source << {KEY_BITS} | temp.pick.id "
        f"AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = j.parent_id AND NOT EXISTS ("
        "SELECT 1 FROM temp.pick q WHERE q.tbl = ? AND q.id = p.id "
        "AND q.way = 'delete' AND q.bucket = 'reversed')) "
        "AND NOT EXISTS (SELECT 1 FROM temp.pick q WHERE q.tbl = ? AND q.id = j.parent_id "
        "AND q.way = 'write' AND q.bucket = 'reversed')",
        (child, parent, parent),
    )


def _block_taken(base: Base, table: str, names: list[str]) -> None:
    same = " AND ".join(f"c.{name} = j.{name}" for name in names)
    base.sql(
        "UPDATE temp.pick SET bucket = 'impossible', why = 'taken' "
        "WHERE tbl = ? AND way = 'write' AND bucket = 'reversed' AND EXISTS ("
        f"SELECT 1 FROM {twin(table)} j JOIN {table} c ON {same} "
        f"WHERE j.key = source << {KEY_BITS} | temp.pick.id AND c.id <> temp.pick.id AND NOT EXISTS ("
        "SELECT 1 FROM temp.pick q WHERE q.tbl = ? AND q.id = c.id AND q.bucket = 'reversed'))",
        (table, table),
    )


def _block_together(base: Base) -> None:
    """A customer and what was set by hand in it share a bucket; an import stays while a row of it does."""
    owner = (
        "COALESCE((SELECT customer_id FROM hand_values h WHERE h.id = {0}.id), "
        "(SELECT customer_id FROM journal_hand_values j "
        f"WHERE j.key = {{0}}.source << {KEY_BITS} | {{0}}.id))"
    )
    base.sql(
        "UPDATE temp.pick SET bucket = q.bucket, why = 'together', since = q.since FROM temp.pick q "
        "WHERE temp.pick.tbl = 'hand_values' AND temp.pick.bucket = 'reversed' AND q.tbl = 'customers' "
        f"AND q.id = {owner.format('temp.pick')} AND q.bucket <> 'reversed'"
    )
    base.sql(
        "UPDATE temp.pick SET bucket = q.bucket, why = 'together', since = q.since FROM "
        f"(SELECT {owner.format('p')} AS customer, p.bucket, p.since FROM temp.pick p "
        "WHERE p.tbl = 'hand_values' AND p.bucket <> 'reversed') q "
        "WHERE temp.pick.tbl = 'customers' AND temp.pick.bucket = 'reversed' AND temp.pick.id = q.customer"
    )
    base.sql(
        "UPDATE temp.pick SET bucket = 'kept', why = 'together' "
        "WHERE tbl = 'imports' AND bucket = 'reversed' AND EXISTS ("
        "SELECT 1 FROM temp.pick q WHERE q.tbl <> 'imports' AND q.bucket <> 'reversed')"
    )


def _write_back(base: Base, table: str) -> None:
    names = [name for name in journal.columns(base.db, table) if name != "id"]
    joined = (
        f"temp.pick p CROSS JOIN {twin(table)} j ON j.key = p.source << {KEY_BITS} | p.id "
        f"WHERE p.tbl = '{table}' AND p.way = 'write' AND p.bucket = 'reversed'"
    )
    sets = ", ".join(f'"{name}" = j."{name}"' for name in names)
    base.sql(f"UPDATE {table} SET {sets} FROM {joined} AND {table}.id = p.id")
    listed = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f'j."{name}"' for name in names)
    base.sql(
        f"INSERT INTO {table}(id, {listed}) SELECT p.id, {values} FROM {joined} "
        f"AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = p.id) ORDER BY p.id"
    )


def _references(base: Base) -> list[tuple[str, str, str]]:
    """(child, column, parent) for every reference between journalled tables."""
    return [
        (child, row[3], row[2])
        for child in journal.JOURNALLED
        for row in base.sql(f"PRAGMA foreign_key_list({child})").fetchall()
        if row[2] in journal.JOURNALLED
    ]


def _unique(base: Base) -> list[tuple[str, list[str]]]:
    """(table, columns) for every uniqueness that a table promises."""
    found = []
    for table in journal.JOURNALLED:
        for row in base.sql(f"PRAGMA index_list({table})").fetchall():
            if row[2]:
                names = [column[2] for column in base.sql(f"PRAGMA index_info('{row[1]}')").fetchall()]
                found.append((table, names))
    return found


def _count(base: Base, bucket: str, *, all_tables: bool = False) -> int:
    left_out = "" if all_tables else f" AND tbl NOT IN ({_quoted(journal.UNCOUNTED)})"
    return int(
        base.sql(f"SELECT COUNT(*) FROM temp.pick WHERE bucket = ?{left_out}", (bucket,)).fetchone()[0]
    )


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)
