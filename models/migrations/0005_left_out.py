"""What the search for doubles had to leave out: groups of customers too large to compare. Derived."""

from typing import Any


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001 - the runner gives both
    """Add the table."""
    db.execute_sql(
        "CREATE TABLE duplicate_left_out (name TEXT PRIMARY KEY, blocks INTEGER NOT NULL, "
        "customers INTEGER NOT NULL) WITHOUT ROWID"
    )
