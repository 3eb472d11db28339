"""What is remembered of people who were erased: salted hashes of their keys, and nothing that can be read.

Not journalled: an erasure cannot be undone.
"""

from typing import Any


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001 - the runner gives both
    """Add the table."""
    db.execute_sql(
        "CREATE TABLE erasures (id INTEGER PRIMARY KEY, salt BLOB NOT NULL, mark TEXT NOT NULL UNIQUE, "
        "at TEXT NOT NULL)"
    )
