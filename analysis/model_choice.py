"""Which purchase model is used: the one that would have predicted the last quarter best (domain §7).

`bg_nbd` is used when the base has 50 repeat buyers, the fit converges, and its error on the held-back last
quarter of the period is lower than that of `simple`; ties go to `simple`. The error is the root mean square
per customer in purchase days.
"""

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from analysis import bg_nbd, simple_clv
from analysis.bg_nbd import BgNbd, fit_bg_nbd
from analysis.frames import Floats, Ints, iso
from analysis.gamma_gamma import fit_gamma_gamma
from analysis.purchases import DayTable, Purchases, median_gap

SIMPLE: Final = "simple"
BG_NBD: Final = "bg_nbd"
REPEAT_BUYERS_NEEDED: Final = 50
#: why a model was chosen
FEW_REPEAT_BUYERS: Final = "few_repeat_buyers"
NOT_CONVERGED: Final = "not_converged"
NO_HOLD_BACK: Final = "no_hold_back"
HOLD_BACK_NOT_CONVERGED: Final = "hold_back_not_converged"
SIMPLE_NOT_WORSE: Final = "simple_not_worse"
BG_NBD_BETTER: Final = "bg_nbd_better"


@dataclass(frozen=True)
class Choice:
    """The model, why, both errors (as far as they could be measured) and the parameters (if found).

    `params`: r, alpha (weeks), a, b of BG/NBD and p, q, v (money) of Gamma-Gamma. `split` is the last day
    (ISO) of the part that the models saw before predicting the `ahead` days after it, `scored` the customers
    they were compared on, who bought on `bought` days each on average; `repeat_buyers` of the whole period.
    """

    model: str
    why: str
    repeat_buyers: int
    errors: dict[str, float] = field(default_factory=dict)
    params: dict[str, float] = field(default_factory=dict)
    split: str | None = None
    scored: int = 0
    ahead: int = 0
    bought: float = 0.0


@dataclass(frozen=True)
class HoldBack:
    """Histories up to day `split`, and what was bought in the `ahead` days after it, per scored customer."""

    split: int
    ahead: int
    x: Floats
    t_x: Floats
    T: Floats
    gap: Floats
    bought: Floats


def choose(purchases: Purchases, as_of: int) -> Choice:
    """The model for a base, from all its purchases up to day `as_of`."""
    repeat = int(purchases.repeat.sum())
    held = hold_back(purchases.table, purchases.n, as_of)
    errors = {} if held is None else {SIMPLE: _error(held, _simple(held))}
    told = Choice(SIMPLE, FEW_REPEAT_BUYERS, repeat, errors)
    if held is not None:
        told = replace(
            told,
            split=iso(float(held.split)),
            scored=len(held.x),
            ahead=held.ahead,
            bought=float(held.bought.mean()),
        )
    if repeat < REPEAT_BUYERS_NEEDED:
        return told
    told = replace(told, params=_params(purchases))
    if not {"r", "p"} <= set(told.params):
        return replace(told, why=NOT_CONVERGED)
    if held is None:
        return replace(told, why=NO_HOLD_BACK)
    earlier, converged = fit_bg_nbd(held.x, held.t_x, held.T)
    if not converged:
        return replace(told, why=HOLD_BACK_NOT_CONVERGED)
    errors[BG_NBD] = _error(held, _bg_nbd(held, earlier))
    better = errors[BG_NBD] < errors[SIMPLE]
    model, why = (BG_NBD, BG_NBD_BETTER) if better else (SIMPLE, SIMPLE_NOT_WORSE)
    return replace(told, model=model, why=why, errors=errors)


def hold_back(table: DayTable, n: int, as_of: int) -> HoldBack | None:
    """The base split at three quarters of the period from its first purchase day to `as_of` (whole days).

    Scored are the customers whose first purchase lies before the split. None where the last quarter is
    shorter than a day or nobody is scored. Totals columns hold no days, so they take no part.
    """
    if not len(table.day):
        return None
    ahead = (as_of - int(table.day.min())) // 4
    split = as_of - ahead
    seen = table.day <= split
    count = np.bincount(table.customer[seen], minlength=n)
    first, last = _ends(table.customer[seen], table.day[seen], n)
    scored = (count > 0) & (first < split)
    if ahead < 1 or not scored.any():
        return None
    later = np.bincount(table.customer[~seen], minlength=n)
    gap = median_gap(table.customer[seen], table.day[seen], n)
    x, t_x, T = count.astype(np.float64) - 1.0, last - first, split - first
    return HoldBack(
        split, ahead, x[scored], t_x[scored], T[scored], gap[scored], later[scored].astype(np.float64)
    )


def _ends(customer: Ints, day: Ints, n: int) -> tuple[Floats, Floats]:
    """First and last day per customer of a table sorted by customer and day; NaN without."""
    first, last = np.full(n, np.nan), np.full(n, np.nan)
    last[customer] = day
    first[customer[::-1]] = day[::-1]
    return first, last


def _simple(held: HoldBack) -> Floats:
    alpha = simple_clv.alpha0(held.gap)
    return simple_clv.expected_purchases(held.x, held.t_x, held.T, alpha, held.ahead)


def _bg_nbd(held: HoldBack, model: BgNbd) -> Floats:
    return bg_nbd.expected_purchases(held.x, held.t_x, held.T, model, held.ahead)


def _error(held: HoldBack, predicted: Floats) -> float:
    return float(np.sqrt(np.mean((predicted - held.bought) ** 2)))


def _params(purchases: Purchases) -> dict[str, float]:
    """Both fits on everything up to the peildatum: of each that converges its parameters."""
    use = purchases.counted
    found: dict[str, float] = {}
    often, converged = fit_bg_nbd(purchases.x[use], purchases.t_x[use], purchases.T[use])
    if converged:
        found = {"r": often.r, "alpha": often.alpha, "a": often.a, "b": often.b}
    worth, converged = fit_gamma_gamma(purchases.x, purchases.repeat_value)
    if converged:
        found |= {"p": worth.p, "q": worth.q, "v": worth.v}
    return found
