"""The value of every customer: CLV with its range, CRV, P(active), next purchase and RFM (domain §7).

`fit_value` takes from the whole base what belongs to the base; `value` gives each customer's numbers from
that and the customer's own facts, so that one customer profiled alone has the numbers of the whole run.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from analysis import contract_value, crv, rfm, simple_clv
from analysis.contract_value import Running, has_rows, per_customer, renewing, retention, running
from analysis.contracts import ContractRows, contract_rows
from analysis.frames import Floats, Frames, Texts, days, until
from analysis.model_choice import BG_NBD, choose
from analysis.purchase_value import PurchaseValue, purchase_value
from analysis.purchases import Purchases, purchases
from analysis.value_range import value_range
from core.settings import Settings

#: no date is promised to somebody who has more likely stopped
LEAST_ACTIVE: Final = 0.5
_TOTALS: Final = ("aantal_bestellingen", "omzet", "eerste_aankoop", "laatste_aankoop")


@dataclass(frozen=True)
class ValueResult:
    """Arrays over the customers; money as imported, dates days since 1970-01-01, NaN unknown.

    `clv` = `from_purchases` + `from_contracts`, between `clv_low` and `clv_high` in 80 of 100 futures.
    `coming` are discounted purchase days within the horizon and `each` the value of one before margin: with
    the margin they multiply to `from_purchases` (where net > 0). `p_year` is the chance to be still active,
    or to have renewed, in 12 months. `rfm` is the group, `r`, `f`, `m` the classes. `context` is the one that
    was given, with what CRV takes from the base: what to keep for profiling one customer later.
    """

    clv: Floats
    clv_low: Floats
    clv_high: Floats
    crv: Floats
    p_active: Floats
    p_year: Floats
    next_purchase: Floats
    purchase_days: Floats
    revenue: Floats
    last_purchase: Floats
    rfm: Texts
    r: Floats
    f: Floats
    m: Floats
    from_purchases: Floats
    from_contracts: Floats
    coming: Floats
    each: Floats
    context: dict[str, Any]


def fit_value(
    frames: Frames,
    as_of: date,
    settings: Settings,
    bought: Purchases | None = None,
    rows: ContractRows | None = None,
) -> dict[str, Any]:
    """What value takes from the whole base, as JSON-able data; None stands for unknown.

    `bought` and `rows` (of `frames` up to `as_of`) save computing them again.
    """
    frames = until(frames, as_of)
    bought = purchases(frames, as_of) if bought is None else bought
    rows = contract_rows(frames, as_of, settings) if rows is None else rows
    choice = choose(bought, int(days(as_of)))
    kept = retention(rows, as_of)
    return {
        "purchases_known": _purchases_known(frames),
        "base_mean": simple_clv.base_mean(bought),
        "alpha0": simple_clv.alpha0(bought.gap),
        "model": choice.model,
        "why": choice.why,
        "errors": choice.errors,
        "params": choice.params,
        "repeat_buyers": choice.repeat_buyers,
        "buyers": int(bought.counted.sum()),
        "split": choice.split,
        "scored": choice.scored,
        "ahead": choice.ahead,
        "bought": choice.bought,
        "retention": kept.monthly,
        "retention_endings": kept.endings,
        "retention_months": kept.months,
        "rfm": rfm.borders(_recency(bought, as_of), bought.days, bought.net),
    }


def value(
    frames: Frames,
    as_of: date,
    settings: Settings,
    context: dict[str, Any],
    relationship: Texts,
    bought: Purchases | None = None,
    rows: ContractRows | None = None,
) -> ValueResult:
    """The value of every customer in `frames`, by the base's `context` and the relationship types in force.

    A context straight from `fit_value` must come with the whole base: CRV's part is then computed and added
    in the result's `context`.
    """
    frames = until(frames, as_of)
    bought = purchases(frames, as_of) if bought is None else bought
    rows = contract_rows(frames, as_of, settings) if rows is None else rows
    coming = purchase_value(bought, context, settings)
    contracts = running(frames, rows, as_of)
    from_purchases = _from_purchases(bought, coming, rows, context, relationship)
    from_contracts = _from_contracts(contracts, context, settings, frames.n)
    clv = from_purchases + from_contracts
    none = (relationship == "geen") & bool(context["purchases_known"])
    clv = np.where(none, 0.0, clv)
    low, high = value_range(coming, bought.counted, contracts, context["retention"], clv, settings)
    if "crv" not in context:
        # whoever objects to profiling has no value of his own, here neither: the base mean stands in
        objects = frames.number("bezwaar_profilering") == 1
        known = np.where(objects, np.nan, frames.in_force("clv", clv))
        context = {**context, "crv": crv.base(frames, as_of, settings, bought.first, known, relationship)}
    # no purchases are known as none only where the base knows purchases, and those of this customer
    unseen = (bought.days == 0) & ~bought.bought
    unseen &= (relationship == "onbekend") | (not context["purchases_known"])
    classes = rfm.classify(_recency(bought, as_of), bought.days, bought.net, context["rfm"])
    return ValueResult(
        clv=clv,
        clv_low=low,
        clv_high=high,
        crv=crv.crv(frames, as_of, context["crv"]),
        p_active=coming.p_active,
        p_year=_p_year(coming, contracts, context, frames.n),
        next_purchase=_next_purchase(coming, as_of, settings, none),
        purchase_days=np.where(unseen, np.nan, bought.days),
        revenue=np.where(unseen, np.nan, bought.net),
        last_purchase=bought.last,
        rfm=classes.group,
        r=classes.r,
        f=classes.f,
        m=classes.m,
        from_purchases=np.where(none, 0.0, from_purchases),
        from_contracts=np.where(none, 0.0, from_contracts),
        coming=coming.coming,
        each=coming.each,
        context=context,
    )


def clv_summary(result: ValueResult) -> dict[str, Any]:
    """The "clv" part of `profile --json`: model, why, errors, params, total (Σ of the known CLV)."""
    known = result.context
    return {
        "model": known["model"],
        "why": known["why"],
        "errors": known["errors"],
        "params": known["params"],
        "total": float(np.nansum(result.clv)),
    }


def uses_bg_nbd(context: dict[str, Any]) -> bool:
    """Whether the base's purchases are valued by BG/NBD and Gamma-Gamma."""
    return bool(context["model"] == BG_NBD)


def _recency(bought: Purchases, as_of: date) -> Floats:
    """Days since the last purchase day; NaN for who has no counted purchases."""
    return np.where(bought.counted, days(as_of) - bought.last, np.nan)


def _purchases_known(frames: Frames) -> bool:
    """Orders, or totals columns with anything in them, were imported."""
    return len(frames.orders) > 0 or any((~np.isnan(frames.number(name))).any() for name in _TOTALS)


def _from_purchases(
    bought: Purchases,
    coming: PurchaseValue,
    rows: ContractRows,
    context: dict[str, Any],
    relationship: Texts,
) -> Floats:
    """The purchase part. Without a purchase day: 0 where that was measured, else unknown.

    Measured: the base knows purchases and this is nobody's customer (geen), or the list holds only returns of
    this customer (net below 0). Of a contract customer without purchases the contracts are all there is.
    """
    contract = has_rows(rows, bought.n)
    none = bought.days == 0
    known = bool(context["purchases_known"])
    zero = none & (contract | (known & (relationship == "geen")) | bought.bought)
    return np.where(bought.counted, coming.worth, np.where(zero, 0.0, np.nan))


def _from_contracts(contracts: Running, context: dict[str, Any], settings: Settings, n: int) -> Floats:
    each = contract_value.value_each(
        contracts,
        context["retention"],
        settings.margin,
        settings.horizon_months,
        settings.discount_yearly,
    )
    return per_customer(contracts, each, n)


def _p_year(coming: PurchaseValue, contracts: Running, context: dict[str, Any], n: int) -> Floats:
    """1 − (1 − active in 12 months) · (1 − renewed in 12 months), over the known of the two."""
    renews = renewing(contracts, context["retention"], n)
    gone = (1.0 - np.nan_to_num(coming.year)) * (1.0 - np.nan_to_num(renews))
    return np.where(np.isnan(coming.year) & np.isnan(renews), np.nan, 1.0 - gone)


def _next_purchase(
    coming: PurchaseValue, as_of: date, settings: Settings, none: np.ndarray[Any, np.dtype[np.bool_]]
) -> Floats:
    """The day by which half of such customers buy again if active; none for who has likely stopped (P < .5)
    or when it lies beyond the horizon."""
    within = coming.next_in <= settings.horizon_months * simple_clv.MONTH
    shown = within & (coming.p_active >= LEAST_ACTIVE) & ~none
    return np.where(shown, days(as_of) + np.ceil(coming.next_in), np.nan)
