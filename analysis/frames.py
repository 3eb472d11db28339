"""The facts of a base as columns: what every formula of the analysis reads.

Dates are float days since 1970-01-01 (time as fraction; NaN = unknown), flags 1/0/NaN, numbers float, text
object with None for unknown. `customer` in the other frames is the position (0..n-1) of the customer's row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

EPOCH: Final = date(1970, 1, 1).toordinal()

ORDER_COLUMNS: Final = {
    "customer": "int64",
    "order_id": "int64",
    "datum": "float64",
    "bedrag": "float64",
    "marge": "float64",
    "aantal": "float64",
    "bestelnummer": "object",
    "kanaal": "object",
    "product": "object",
    "categorie": "object",
    "status": "object",
}
CONTRACT_COLUMNS: Final = {
    "customer": "int64",
    "contract_id": "int64",
    "contractnummer": "object",
    "soort": "object",
    "product": "object",
    "start": "float64",
    "einde": "float64",
    "minimumduur_tot": "float64",
    "opzegtermijn": "float64",
    "opzegkosten": "float64",
    "automatisch_verlengd": "float64",
    "opgezegd_op": "float64",
    "opgezegd_per": "float64",
    "bedrag_per_maand": "float64",
    "verplicht": "float64",
}
INTERACTION_COLUMNS: Final = {
    "customer": "int64",
    "datum": "float64",
    "kanaal": "object",
    "richting": "object",
    "soort": "object",
    "aantal": "float64",
    "waardering": "float64",
    "opgelost": "float64",
}
SURVEY_COLUMNS: Final = {
    "customer": "int64",
    "datum": "float64",
    "item": "object",
    "dimensie": "object",
    "waarde": "float64",
    "schaal_laag": "float64",
    "schaal_hoog": "float64",
    "omgekeerd": "float64",
}
#: what a customer says with a date: after the peildatum it was not yet said (value column → date column)
_DATED: Final = {
    "nps": "nps_datum",
    "tevredenheid": "tevredenheid_datum",
    "bezwaar_direct_marketing": "bezwaar_direct_marketing_datum",
    "toestemming_email": "toestemming_email_datum",
    "toestemming_telefoon": "toestemming_telefoon_datum",
    "toestemming_sms": "toestemming_sms_datum",
    "toestemming_post": "toestemming_post_datum",
}
_FACT_DATES: Final = (*_DATED.values(), "klant_sinds")
_TOTALS: Final = ("aantal_bestellingen", "omzet", "eerste_aankoop", "laatste_aankoop")


@dataclass(frozen=True)
class Frames:
    """The five kinds of facts. All with a RangeIndex; see the module's words for units."""

    customers: pd.DataFrame
    orders: pd.DataFrame
    contracts: pd.DataFrame
    interactions: pd.DataFrame
    survey: pd.DataFrame

    @property
    def n(self) -> int:
        """The number of customers."""
        return len(self.customers)

    def number(self, column: str) -> Floats:
        """A number, date or flag column of customers as floats; all NaN where the base has no such column."""
        return number_column(self.customers, column)

    def text(self, column: str) -> Texts:
        """A text column of customers; None is unknown."""
        return text_column(self.customers, column)

    def in_force(self, outcome: str, computed: Floats) -> Floats:
        """The outcome with what a person set by hand laid over it (domain §2, rule 4)."""
        hand = number_column(self.customers, f"hand_{outcome}")
        return np.where(np.isnan(hand), computed, hand)

    def in_force_text(self, outcome: str, computed: Texts) -> Texts:
        """The same for an outcome that is a code."""
        if f"hand_{outcome}" not in self.customers.columns:
            return computed
        hand = self.text(f"hand_{outcome}")
        return np.where(pd.isna(hand), computed, hand).astype(object)


def days(value: date) -> float:
    """A date as days since 1970-01-01."""
    return float(value.toordinal() - EPOCH)


def iso(value: float) -> str | None:
    """Days since 1970-01-01 as an ISO date; None for NaN."""
    return None if np.isnan(value) else date.fromordinal(int(np.floor(value)) + EPOCH).isoformat()


def iso_column(values: Floats) -> Texts:
    """Days since 1970-01-01 as ISO dates, None for NaN: what a profile row holds."""
    out = np.full(len(values), None, dtype=object)
    known = ~np.isnan(values)
    if known.any():
        # a base has few different days: each is written out once
        whole, back = np.unique(np.floor(values[known]).astype(np.int64), return_inverse=True)
        out[known] = np.datetime_as_string(whole.astype("datetime64[D]")).astype(object)[back]
    return out


def number_column(frame: pd.DataFrame, column: str) -> Floats:
    """A column as floats; all NaN where the frame has no such column."""
    if column not in frame.columns:
        return np.full(len(frame), np.nan)
    return np.asarray(pd.to_numeric(frame[column]), dtype=np.float64)


def text_column(frame: pd.DataFrame, column: str) -> Texts:
    """A column as objects; all None where the frame has no such column."""
    if column not in frame.columns:
        return np.full(len(frame), None, dtype=object)
    return np.asarray(frame[column].astype(object), dtype=object)


def codes_of(values: Texts) -> tuple[Ints, list[str]]:
    """Text as integer codes (-1 = unknown) with the texts they stand for, in order of appearance."""
    codes, names = pd.factorize(values)
    return np.asarray(codes, dtype=np.int64), [str(name) for name in names]


def sum_of(customer: Ints, n: int, values: Floats | None = None) -> Floats:
    """Σ values (or the number of rows) per customer position."""
    return np.asarray(np.bincount(customer, weights=values, minlength=n), dtype=np.float64)


def max_of(customer: Ints, n: int, values: Floats) -> Floats:
    """The largest known value per customer position; NaN where there is none."""
    out = np.full(n, np.nan)
    np.fmax.at(out, customer, values)
    return out


def min_of(customer: Ints, n: int, values: Floats) -> Floats:
    """The smallest known value per customer position; NaN where there is none."""
    out = np.full(n, np.nan)
    np.fmin.at(out, customer, values)
    return out


def empty(columns: Mapping[str, str]) -> pd.DataFrame:
    """A frame without rows, for a kind of sheet that was never imported."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def frames_of(loaded: Mapping[str, pd.DataFrame]) -> Frames:
    """Frames out of what `models.frames.load` gives (a kind may be absent)."""
    customers = loaded.get("customers")
    return Frames(
        customers if customers is not None else pd.DataFrame({"id": pd.Series(dtype="int64")}),
        _or_empty(loaded, "orders", ORDER_COLUMNS),
        _or_empty(loaded, "contracts", CONTRACT_COLUMNS),
        _or_empty(loaded, "interactions", INTERACTION_COLUMNS),
        _or_empty(loaded, "survey", SURVEY_COLUMNS),
    )


def until(frames: Frames, as_of: date) -> Frames:
    """The facts as they were known on the peildatum: nothing dated after it counts (domain §1).

    Orders, contacts and answers of later days are left out; so are contracts that start later (they do not
    exist yet, §3), notice given later, and what a customer said, consented or objected to later. Totals of
    a customer whose first purchase lies later are unknown (what totals with a later last purchase still say
    is judged in `purchases`). Undated facts count.
    """
    day = days(as_of)
    return replace(
        frames,
        customers=_customers_until(frames.customers, day),
        orders=_rows_until(frames.orders, "datum", day),
        contracts=_contracts_until(frames.contracts, day),
        interactions=_rows_until(frames.interactions, "datum", day),
        survey=_rows_until(frames.survey, "datum", day),
    )


def _or_empty(loaded: Mapping[str, pd.DataFrame], name: str, columns: Mapping[str, str]) -> pd.DataFrame:
    frame = loaded.get(name)
    return frame if frame is not None else empty(columns)


def _rows_until(frame: pd.DataFrame, column: str, day: float) -> pd.DataFrame:
    later = number_column(frame, column) >= day + 1
    return frame[~later].reset_index(drop=True) if later.any() else frame


def _contracts_until(contracts: pd.DataFrame, day: float) -> pd.DataFrame:
    found = _rows_until(contracts, "start", day)
    later = number_column(found, "opgezegd_op") >= day + 1
    if not later.any():
        return found
    per = number_column(found, "opgezegd_per")
    return found.assign(
        opgezegd_op=np.where(later, np.nan, number_column(found, "opgezegd_op")),
        opgezegd_per=np.where(later & (per >= day), np.nan, per),
    )


def _customers_until(customers: pd.DataFrame, day: float) -> pd.DataFrame:
    changed: dict[str, Any] = {}
    for value, dated in _DATED.items():
        later = number_column(customers, dated) >= day + 1
        if later.any() and value in customers.columns:
            changed[value] = np.where(later, np.nan, number_column(customers, value))
    for name in _FACT_DATES:
        known = number_column(customers, name)
        if (known >= day + 1).any():
            changed[name] = np.where(known >= day + 1, np.nan, known)
    later = number_column(customers, "eerste_aankoop") >= day + 1
    if later.any():
        for name in _TOTALS:
            if name in customers.columns:
                changed[name] = np.where(later, np.nan, number_column(customers, name))
    return customers.assign(**changed) if changed else customers
