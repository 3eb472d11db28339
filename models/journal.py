"""What records the old rows of a change: one twin table and four triggers for every journalled table.

A twin (`journal_customers` …) has the columns of its table without types, so that every value is kept as it
is stored: text to the letter, floats to the last digit, NULL. Its key is `change << 32 | row`: the rows of
one change lie together, and a row is kept once a change, as it was *before* that change:

- op 'U' or 'D': the row as it was;
- op 'I': there was no such row (the other columns are empty);
- rows above the highest id that a table had when the change began (`active_change.last_id`) are new by
  definition. They cost their insert nothing: the end of the change keeps one range of ids in `inserted`.

Triggers are installed from here only, after every open and every migration.
"""

from typing import Any, Final

#: every table whose rows are a user's; parents before children
JOURNALLED: Final = (
    "imports",
    "customers",
    "orders",
    "contracts",
    "interactions",
    "survey_answers",
    "hand_values",
    "merges",
    "distinct_pairs",
    "households",
    "household_members",
    "contact_persons",
    "settings",
    "mappings",
)
#: bookkeeping of ours: undone with the rest, never counted as a row of the user
UNCOUNTED: Final = ("imports",)
#: what a refused write says; never seen by a user unless a writer of ours is wrong
OUTSIDE: Final = "a write outside a change"
KEY_BITS: Final = 32


def twin(table: str) -> str:
    """The table that keeps the old rows of `table`."""
    return f"journal_{table}"


def columns(db: Any, table: str) -> list[str]:
    """The stored columns of a table, in its order (generated ones are left out)."""
    return [row[1] for row in db.execute_sql(f'PRAGMA table_info("{table}")').fetchall()]


def install(db: Any) -> None:
    """Make twins and triggers what they should be for the tables of today; cheap when they already are."""
    expected: dict[str, str] = {}
    for table in JOURNALLED:
        _mirror(db, table)
        expected |= _triggers(db, table)
    found = dict(db.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    for name, sql in expected.items():
        if found.get(name) != sql:
            db.execute_sql(f'DROP TRIGGER IF EXISTS "{name}"')
            db.execute_sql(sql)


def drop_triggers(db: Any) -> None:
    """Take the triggers off: a migration moves rows without a change."""
    for table in JOURNALLED:
        for name in trigger_names(table):
            db.execute_sql(f'DROP TRIGGER IF EXISTS "{name}"')


def trigger_names(table: str) -> tuple[str, ...]:
    """The triggers that every journalled table has."""
    return tuple(f"{table}_journal_{what}" for what in ("insert", "update", "delete", "id"))


def missing(db: Any) -> list[str]:
    """Triggers and twins that are absent or not as they should be: names, empty when all is well."""
    found = dict(db.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    absent: list[str] = []
    for table in JOURNALLED:
        if not set(columns(db, table)) <= set(columns(db, twin(table))):
            absent.append(twin(table))
            continue
        absent += [name for name, sql in _triggers(db, table).items() if found.get(name) != sql]
    return absent


def rename_column(db: Any, table: str, old: str, new: str) -> None:
    """For a migration: rename a column of a journalled table and of its twin, so that old rows keep it."""
    for name in (table, twin(table)):
        db.execute_sql(f'ALTER TABLE "{name}" RENAME COLUMN "{old}" TO "{new}"')


def _mirror(db: Any, table: str) -> None:
    """Make the twin, or give it the columns that its table got since (filled with their default)."""
    have = set(columns(db, twin(table)))
    if not have:
        names = ", ".join(f'"{name}"' for name in columns(db, table))
        db.execute_sql(
            f'CREATE TABLE IF NOT EXISTS "{twin(table)}" '
            f'("key" INTEGER PRIMARY KEY, "op" TEXT NOT NULL, {names})'
        )
        db.execute_sql(f'CREATE INDEX IF NOT EXISTS "{twin(table)}_row" ON "{twin(table)}"("id")')
        return
    for row in db.execute_sql(f'PRAGMA table_info("{table}")').fetchall():
        if row[1] not in have:
            default = "" if row[4] is None else f" DEFAULT {row[4]}"
            db.execute_sql(f'ALTER TABLE "{twin(table)}" ADD COLUMN "{row[1]}"{default}')


def _triggers(db: Any, table: str) -> dict[str, str]:
    """Name → SQL of the four triggers of a table."""
    names = columns(db, table)
    listed = ", ".join(f'"{name}"' for name in names)
    old = ", ".join(f'OLD."{name}"' for name in names)
    state = f"(SELECT last_id FROM active_change WHERE tbl = '{table}')"
    change = f"(SELECT change_id FROM active_change WHERE tbl = '{table}')"
    key = f"({change} << {KEY_BITS} | %s.id)"
    refuse = f"SELECT RAISE(ABORT, '{OUTSIDE}: {table}') WHERE {change} IS NULL;"
    known = f'EXISTS (SELECT 1 FROM "{twin(table)}" WHERE "key" = {key})'
    differs = _differs(db, table, "OLD", "NEW")
    above = f"COALESCE({state}, 9223372036854775807)"
    record = (
        f'INSERT INTO "{twin(table)}"("key", "op", {listed}) '
        f"SELECT {key % 'OLD'}, '%s', {old} WHERE NOT {known % 'OLD'};"
    )
    names_ = trigger_names(table)
    bodies = (
        f'AFTER INSERT ON "{table}" WHEN NEW.id <= {above} BEGIN {refuse} '
        f'INSERT INTO "{twin(table)}"("key", "op", "id") '
        f"SELECT {key % 'NEW'}, 'I', NEW.id WHERE NOT {known % 'NEW'}; END",
        f'AFTER UPDATE ON "{table}" WHEN OLD.id <= {above} AND ({differs}) BEGIN {refuse} {record % "U"} END',
        f'AFTER DELETE ON "{table}" WHEN OLD.id <= {above} BEGIN {refuse} {record % "D"} END',
        f'BEFORE UPDATE OF id ON "{table}" WHEN OLD.id IS NOT NEW.id '
        f"BEGIN SELECT RAISE(ABORT, 'the id of a row is for ever: {table}'); END",
    )
    return {name: f'CREATE TRIGGER "{name}" {body}' for name, body in zip(names_, bodies, strict=True)}


def prune(db: Any, table: str, first_key: int, last_key: int) -> None:
    """Forget the rows between these keys that are again what they were (set twice, put back)."""
    differs = _differs(db, table, "t", "j")
    db.execute_sql(
        f'DELETE FROM "{twin(table)}" AS j WHERE "key" BETWEEN ? AND ? AND CASE op '
        f"WHEN 'I' THEN NOT EXISTS (SELECT 1 FROM \"{table}\" t WHERE t.id = j.id) "
        f'ELSE EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = j.id AND NOT ({differs})) '
        "END",
        (first_key, last_key),
    )


def _differs(db: Any, table: str, one: str, other: str) -> str:
    """SQL: is any stored value of these two rows another?"""
    found = db.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
    tests = [f'{one}."{row[1]}" IS NOT {other}."{row[1]}"' for row in found]
    # IS NOT finds 1 and 1.0 the same; only columns without a type can hold both
    tests += [
        f'typeof({one}."{row[1]}") <> typeof({other}."{row[1]}")'
        for row in found
        if (row[2] or "BLOB").upper() == "BLOB"
    ]
    return " OR ".join(tests)
