"""Which rows of the sheets an indicator was made of: the facts behind "Waarom?" (domain §2, rule 2)."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.frames import Bools, Frames, iso, number_column, text_column, until
from analysis.kinds import REVIEW, REVIEW_HIGH, REVIEW_LOW, STARS_HIGH, STARS_LOW, load

#: indicator → the contact kinds that it is made of
_CONTACTS: Final[dict[str, tuple[str, ...]]] = {
    "compliments": ("compliment", "klacht"),
    "complaints": ("klacht",),
    "complaints_solved": ("klacht",),
    "reciprocity": ("aanbeveling", "cocreatie", REVIEW_HIGH),
    "review_mean": (REVIEW,),
}
_CONTRACTS: Final = frozenset({"remaining_months", "active_contracts", "notice_months"})
_ORDERS: Final = frozenset({"returns"})
_BOTH: Final = frozenset({"exit_fee", "continuing", "recency", "tenure"})
#: columns of the customers sheet that an indicator (also) rests on
_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "nps": ("nps", "nps_datum"),
    "survey_tevredenheid": ("tevredenheid", "tevredenheid_schaal", "tevredenheid_datum"),
    "member": ("lid",),
    "no_alternative": ("verplicht",),
    "continuing": ("aantal_bestellingen", "eerste_aankoop", "laatste_aankoop"),
    "recency": ("laatste_aankoop",),
    "tenure": ("klant_sinds", "eerste_aankoop"),
}
#: frame columns that are days, and texts; the rest are numbers
_DAYS: Final = frozenset(
    {
        "datum",
        "start",
        "einde",
        "minimumduur_tot",
        "opgezegd_op",
        "opgezegd_per",
        "nps_datum",
        "tevredenheid_datum",
        "eerste_aankoop",
        "laatste_aankoop",
        "klant_sinds",
    }
)


def sources(frames: Frames, as_of: date, position: int, indicator: str) -> list[dict[str, Any]]:
    """The rows behind one indicator of one customer, each {"sheet", "fields": {column: value}}, filled cells
    only, dates ISO. A score that stands as an indicator of another has none of its own."""
    frames = until(frames, as_of)
    found = _customer(frames, position, _FIELDS.get(indicator, ()))
    kinds = _kinds(indicator)
    if kinds:
        found += _rows("interactions", frames.interactions, position, lambda t: _is_kind(t, kinds))
    if indicator.startswith("survey_") or indicator == "nps":
        wanted = indicator.removeprefix("survey_")
        found += _rows("survey", frames.survey, position, lambda t: _dimension_rows(t, wanted))
    if indicator in _CONTRACTS | _BOTH:
        found += _rows("contracts", frames.contracts, position, _all)
    if indicator in _ORDERS | _BOTH:
        found += _rows("orders", frames.orders, position, _all)
    return found


def _kinds(indicator: str) -> tuple[str, ...]:
    if indicator == "contact_index":
        return tuple(kind.code for kind in load() if kind.dimension in {"cognitief", "emotioneel", "gedrag"})
    if indicator.startswith("kind_"):
        return (indicator.removeprefix("kind_"),)
    return _CONTACTS.get(indicator, ())


def _customer(frames: Frames, position: int, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    known = tuple(name for name in columns if name in frames.customers.columns)
    fields = _fields(frames.customers.iloc[position][list(known)]) if known else {}
    return [{"sheet": "customers", "fields": fields}] if fields else []


def _rows(
    sheet: str, table: pd.DataFrame, position: int, chosen: Callable[[pd.DataFrame], Bools]
) -> list[dict[str, Any]]:
    mine = table[np.asarray(table["customer"], dtype=np.int64) == position]
    mine = mine[chosen(mine)].drop(columns=["customer"])
    return [{"sheet": sheet, "fields": _fields(row)} for _, row in mine.iterrows()]


def _all(table: pd.DataFrame) -> Bools:
    return np.ones(len(table), dtype=bool)


def _is_kind(table: pd.DataFrame, kinds: tuple[str, ...]) -> Bools:
    soort, stars = text_column(table, "soort"), number_column(table, "waardering")
    review = soort == REVIEW
    found = np.isin(soort.astype(str), kinds)
    if REVIEW_HIGH in kinds:
        found = found | (review & (stars >= STARS_HIGH))
    if REVIEW_LOW in kinds:
        found = found | (review & (stars <= STARS_LOW))
    return np.asarray(found, dtype=bool)


def _dimension_rows(table: pd.DataFrame, dimension: str) -> Bools:
    """The latest sitting with the dimension (undated ones only where none is dated)."""
    mine = text_column(table, "dimensie") == dimension
    day = np.floor(number_column(table, "datum"))
    if not (mine & ~np.isnan(day)).any():
        return np.asarray(mine, dtype=bool)
    return np.asarray(mine & (day == np.nanmax(day[mine])), dtype=bool)


def _fields(row: "pd.Series[Any]") -> dict[str, Any]:
    """The filled cells, as plain values."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if pd.isna(value):
            continue
        if name in _DAYS:
            found[str(name)] = iso(float(value))
        else:
            found[str(name)] = value.item() if isinstance(value, np.generic) else value
    return found
