"""Bases for tests, told as a marketer does: customers with orders, contracts, contacts and answers."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.frames import (
    CONTRACT_COLUMNS,
    INTERACTION_COLUMNS,
    ORDER_COLUMNS,
    SURVEY_COLUMNS,
    Frames,
    days,
    empty,
)
from analysis.profile import Profile, profile
from core.fields import CUSTOMERS, columns
from core.settings import Settings

AS_OF = date(2026, 6, 30)
#: customers columns that are numbers in a frame
NUMBERS = {"date", "datetime", "flag", "number", "integer", "money", "scale"}


def ago(count: float) -> float:
    """The day `count` days before the peildatum."""
    return days(AS_OF) - count


def on(year: int, month: int, day: int) -> float:
    """A date as the frames hold it."""
    return days(date(year, month, day))


def iso_ago(count: int) -> str:
    """The same as an ISO date."""
    return (AS_OF - timedelta(days=count)).isoformat()


class Base:
    """A base in the making. `add` returns the customer's position."""

    def __init__(self) -> None:
        self.customers: list[dict[str, Any]] = []
        self.rows: dict[str, list[dict[str, Any]]] = {
            "orders": [],
            "contracts": [],
            "interactions": [],
            "survey": [],
        }

    def add(self, **facts: Any) -> int:
        """A customer with these columns."""
        self.customers.append(facts)
        return len(self.customers) - 1

    def order(self, customer: int, age: float, bedrag: float = 50.0, **facts: Any) -> None:
        """An order `age` days ago."""
        self.rows["orders"].append({"customer": customer, "datum": ago(age), "bedrag": bedrag, **facts})

    def contract(self, customer: int, **facts: Any) -> None:
        """A contract; dates are given as frame days."""
        self.rows["contracts"].append({"customer": customer, **facts})

    def contact(self, customer: int, soort: str, age: float = 1.0, **facts: Any) -> None:
        """A contact `age` days ago."""
        self.rows["interactions"].append({"customer": customer, "soort": soort, "datum": ago(age), **facts})

    def answer(
        self, customer: int, dimensie: str, waarde: float, age: float | None = 0.0, **facts: Any
    ) -> None:
        """A survey answer, on 1-5 unless said."""
        given = {"item": f"{dimensie} 1", "schaal_laag": 1.0, "schaal_hoog": 5.0, "omgekeerd": 0.0, **facts}
        datum = float("nan") if age is None else ago(age)
        self.rows["survey"].append(
            {"customer": customer, "dimensie": dimensie, "waarde": waarde, "datum": datum, **given}
        )

    def frames(self) -> Frames:
        """The frames that the database would give."""
        return Frames(
            _customers(self.customers),
            _table(self.rows["orders"], ORDER_COLUMNS, "order_id"),
            _table(self.rows["contracts"], CONTRACT_COLUMNS, "contract_id"),
            _table(self.rows["interactions"], INTERACTION_COLUMNS),
            _table(self.rows["survey"], SURVEY_COLUMNS),
        )

    def profile(self, settings: Settings | None = None, as_of: date = AS_OF) -> Profile:
        """The profile of this base."""
        return profile(self.frames(), as_of, settings or Settings())


def background(base: Base) -> None:
    """Others, so that every sheet is imported: a buyer from long ago, contacts of every dimension."""
    other = base.add(klantnummer="ander")
    base.order(other, 2000)
    base.order(other, 20)
    for soort in ("email_geopend", "like", "evenement", "vraag_gesteld"):
        base.contact(other, soort, 30)
    base.contact(other, "aanbeveling", 900)


def _customers(rows: list[dict[str, Any]]) -> pd.DataFrame:
    kinds = {field.name: field.kind for field in columns(CUSTOMERS)}
    names = [*kinds, "tevredenheid_schaal"]
    extra = sorted({name for row in rows for name in row} - set(names))
    table: dict[str, Any] = {"id": pd.Series(range(1, len(rows) + 1), dtype="int64")}
    for name in [*names, *extra]:
        values = [row.get(name) for row in rows]
        number = kinds.get(name) in NUMBERS or all(
            isinstance(v, int | float) for v in values if v is not None
        )
        number = number and name != "tevredenheid_schaal" and (name in kinds or name in extra)
        if name in kinds and kinds[name] not in NUMBERS:
            number = False
        table[name] = pd.Series(values, dtype="float64" if number else "object")
    return pd.DataFrame(table)


def _table(rows: list[dict[str, Any]], kinds: dict[str, str], key: str | None = None) -> pd.DataFrame:
    if not rows:
        return empty(kinds)
    found = {}
    for name, kind in kinds.items():
        if name == key:
            found[name] = pd.Series(range(1, len(rows) + 1), dtype="int64")
        else:
            found[name] = pd.Series([row.get(name) for row in rows], dtype=kind)
    return pd.DataFrame(found)
