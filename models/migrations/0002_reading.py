"""What the window reads fast: a search text per customer, and indexes that hold all that a list asks.

`zoek` is computed, so no writer has to think of it. The indexes begin with the id, so that new rows are
appended; SQLite reads them whole, as narrow copies of wide tables.
"""

from typing import Any

_SEARCHED = (
    *("klantnummer", "voornaam", "voorletters", "tussenvoegsel", "achternaam", "bedrijfsnaam", "email"),
    *("telefoon", "mobiel", "straat", "huisnummer", "postcode", "plaats", "kvk", "contactpersoon", "labels"),
)
_TEXT = " || ' ' || ".join(f"COALESCE({name}, '')" for name in _SEARCHED)
_LIVE = "deleted = 0 AND merged_into IS NULL"
_SETS = ("relatie", "waarde", "engagement", "scrm", "rfm", "almost", "participatie", "binding", "strategie")
_CELLS = ", ".join(f"set_{name}" for name in _SETS)

STATEMENTS = (
    f"ALTER TABLE customers ADD COLUMN zoek TEXT GENERATED ALWAYS AS (LOWER({_TEXT})) VIRTUAL",
    f"CREATE INDEX customers_zoek ON customers(id, zoek) WHERE {_LIVE}",
    "DROP INDEX customers_sorteernaam",
    f"CREATE INDEX customers_sorteernaam ON customers(sorteernaam, id) WHERE {_LIVE}",
    "CREATE INDEX customers_own ON customers(id, own) WHERE own IS NOT NULL",
    f"CREATE INDEX profiles_cells ON profiles(customer_id, {_CELLS}, clv, opzegdatum)",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001 - the runner gives both
    """Add them."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
