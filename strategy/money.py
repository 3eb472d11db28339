"""Euros per customer that the advice rests on: value at stake, and the margin of a year (domain §5, §10)."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from analysis.contract_value import renewing, retention, running
from analysis.contracts import contract_rows
from analysis.frames import Floats, Frames, days, number_column, sum_of, text_column, until
from analysis.order_list import orders_of

if TYPE_CHECKING:
    from core.settings import Settings

_YEAR_MONTHS: Final = 12.0
_YEAR: Final = 365


def yearly_revenue(frames: Frames, as_of: date, settings: "Settings") -> Floats:
    """Euro per customer: positive purchases of the last 365 days + 12 × active monthly amounts (domain §5).

    Without an order list: the totals column per year since the first purchase. NaN where nothing is known.
    """
    known, day, n = until(frames, as_of), days(as_of), frames.n
    recent = number_column(known.orders, "datum") >= day + 1 - _YEAR
    orders = orders_of(replace(known, orders=known.orders[recent]), as_of)
    bought = sum_of(orders.customer, n, np.maximum(orders.net, 0.0))
    if not len(known.orders):
        years = np.maximum(1.0, (day - known.number("eerste_aankoop")) / _YEAR)
        bought = np.maximum(0.0, known.number("omzet")) / np.where(np.isnan(years), 1.0, years)
    rows = contract_rows(known, as_of, settings)
    monthly = np.where(rows.active, np.nan_to_num(rows.monthly), 0.0)
    by_contract = _YEAR_MONTHS * sum_of(rows.customer, n, monthly)
    return np.where(np.isnan(bought) & (by_contract > 0), 0.0, bought) + by_contract


def stays(values: pd.DataFrame, frames: Frames, settings: "Settings", as_of: date) -> Floats:
    """The chance that a customer is active, or renews a contract within 12 months, whichever is higher."""
    known = until(frames, as_of)
    rows = contract_rows(known, as_of, settings)
    contracts = running(known, rows, as_of)
    renews = renewing(contracts, retention(rows, as_of).monthly, frames.n, _YEAR_MONTHS)
    return np.asarray(np.fmax(number_column(values, "p_active"), renews), dtype=np.float64)


def base_clv(values: pd.DataFrame) -> float:
    """The mean positive CLV without compelled clients; NaN where none is known."""
    clv = number_column(values, "clv")
    use = (clv > 0) & (text_column(values, "relatievorm") != "gedwongen")
    return float(clv[use].mean()) if use.any() else float("nan")


def value_at_stake(values: pd.DataFrame, chance: Floats, settings: "Settings") -> Floats:
    """Euro per customer that the choice can win or lose in a year (domain §10); NaN where it is unknown.

    Customers: CLV × (1 − `chance`), that of staying (`stays`). Not yet customers: base mean
    CLV × conversion; permanent almost customers: 0, they are left in peace. Compelled clients
    cannot leave: 0.
    """
    relation = text_column(values, "relatievorm")
    clv = number_column(values, "clv")
    out = np.maximum(0.0, clv) * (1 - chance)
    out = np.where(clv <= 0, 0.0, out)
    new = relation == "geen"
    out = np.where(new, base_clv(values) * settings.conversion, out)
    out = np.where(new & (text_column(values, "almost_type") == "permanent"), 0.0, out)
    known = np.isin(relation, np.array(["geen", "occasioneel", "langdurig"], dtype=object))
    return np.where(relation == "gedwongen", 0.0, np.where(known, out, np.nan))
