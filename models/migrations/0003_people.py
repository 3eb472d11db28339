"""What handwork needs: who is the same person, who belongs together, and what a person says of contracts.

- A merge is a link: `merges` holds whom a person joined to whom, `customers.merged_into` always the last
  survivor, so that reading needs one step and a split finds the way back.
- `hand_values.offered_by` is the import that brought another value than the hand's and still waits for an
  answer; `kept` = 1 says that a person chose against the file's `kept_value`, so that it is not asked twice.
  `from_customer`: a merge took the value from that customer; a split takes it away again.
- `contracts.hand` is JSON {field: what the file said last} of the fields that a person set; `deleted` = 1
  takes a contract out without forgetting that the file has it.
- `duplicate_pairs` is derived, like a profile: no change, no undo.
"""

from typing import Any

STATEMENTS = (
    "ALTER TABLE hand_values ADD COLUMN offered_by INTEGER",
    "ALTER TABLE hand_values ADD COLUMN kept INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE hand_values ADD COLUMN kept_value BLOB",
    "ALTER TABLE hand_values ADD COLUMN from_customer INTEGER REFERENCES customers(id)",
    "ALTER TABLE contracts ADD COLUMN hand TEXT",
    "ALTER TABLE contracts ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE merges (
      id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL UNIQUE REFERENCES customers(id),
      into_id INTEGER NOT NULL REFERENCES customers(id), reason TEXT, who TEXT NOT NULL, at TEXT NOT NULL)""",
    "CREATE INDEX merges_into ON merges(into_id)",
    """CREATE TABLE distinct_pairs (
      id INTEGER PRIMARY KEY, first_id INTEGER NOT NULL REFERENCES customers(id),
      second_id INTEGER NOT NULL REFERENCES customers(id), reason TEXT, who TEXT NOT NULL, at TEXT NOT NULL,
      UNIQUE (first_id, second_id))""",
    "CREATE INDEX distinct_pairs_second ON distinct_pairs(second_id)",
    """CREATE TABLE households (
      id INTEGER PRIMARY KEY, naam TEXT, soort TEXT NOT NULL DEFAULT 'huishouden')""",
    """CREATE TABLE household_members (
      id INTEGER PRIMARY KEY, household_id INTEGER NOT NULL REFERENCES households(id),
      customer_id INTEGER NOT NULL UNIQUE REFERENCES customers(id))""",
    "CREATE INDEX household_members_household ON household_members(household_id)",
    """CREATE TABLE contact_persons (
      id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
      aanhef TEXT, voornaam TEXT, tussenvoegsel TEXT, achternaam TEXT, functie TEXT,
      email TEXT, telefoon TEXT, mobiel TEXT, notities TEXT)""",
    "CREATE INDEX contact_persons_customer ON contact_persons(customer_id)",
    """CREATE TABLE duplicate_runs (
      id INTEGER PRIMARY KEY, change_id INTEGER NOT NULL, at TEXT NOT NULL,
      customers INTEGER NOT NULL, seconds REAL NOT NULL)""",
    """CREATE TABLE duplicate_pairs (
      first_id INTEGER NOT NULL, second_id INTEGER NOT NULL, level TEXT NOT NULL, score REAL NOT NULL,
      why TEXT NOT NULL, PRIMARY KEY (first_id, second_id)) WITHOUT ROWID""",
    "CREATE INDEX duplicate_pairs_level ON duplicate_pairs(level, score DESC)",
    "CREATE INDEX duplicate_pairs_second ON duplicate_pairs(second_id)",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001 - the runner gives both
    """Add them."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
