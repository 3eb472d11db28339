"""Ids that are never used twice, for what comes and goes by hand.

A hand value that was cleared must be able to come back after another was set; with its id given away, the
undo would say that it was touched since. (Customers have had such ids from the beginning; orders, contacts
and answers come by files and go with them.)
"""

import re
from typing import Any, Final

TABLES: Final = (
    *("contracts", "hand_values", "merges", "distinct_pairs"),
    *("households", "household_members", "contact_persons"),
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001 - the runner gives both
    """Make each table anew with the same rows; ids go on after the highest that there ever was."""
    for table in TABLES:
        sql = db.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        indexes = db.execute_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            (table,),
        ).fetchall()
        sql = re.sub(rf'^CREATE TABLE\s+"?{table}"?', f'CREATE TABLE "new_{table}"', sql)
        db.execute_sql(sql.replace("id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY AUTOINCREMENT", 1))
        db.execute_sql(f'INSERT INTO "new_{table}" SELECT * FROM "{table}" ORDER BY id')
        db.execute_sql(f'DROP TABLE "{table}"')
        db.execute_sql(f'ALTER TABLE "new_{table}" RENAME TO "{table}"')
        for (index,) in indexes:
            db.execute_sql(index)
        highest = db.execute_sql(
            "SELECT MAX(n) FROM (SELECT MAX(last_id) AS n FROM inserted WHERE tbl = ?1 "
            f'UNION ALL SELECT MAX(id) FROM "{table}")',
            (table,),
        ).fetchone()[0]
        if highest:
            db.execute_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            db.execute_sql("INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (table, highest))
