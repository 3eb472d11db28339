"""What a customer's purchases to come are worth, by the model that was chosen for the base (domain §7)."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from analysis import bg_nbd, ranges, simple_clv
from analysis.bg_nbd import WEEK, BgNbd
from analysis.frames import Floats
from analysis.gamma_gamma import GammaGamma, expected_value
from analysis.model_choice import BG_NBD
from analysis.purchases import Purchases
from analysis.ranges import Posterior, Table
from core.settings import Settings

#: the spread of order values where Gamma-Gamma could not be fitted: p = 1, and q − 1 = 3 p, which is the
#: Gamma-Gamma whose shrinkage has the weight of 3 days
WEAK_P: Final = 1.0
WEAK_Q: Final = 1.0 + simple_clv.SHRINK_DAYS * WEAK_P
YEAR: Final = 365.0


@dataclass(frozen=True)
class PurchaseValue:
    """Arrays over customers, NaN without counted purchases.

    `p_active` is shown, `p_model` what the value rests on (they differ for x = 0 under BG/NBD), `coming` the
    discounted purchase days within the horizon, `each` the value m of one (money, before margin), `worth`
    their product with margin, `next_in` the days to the expected next purchase if active, `year` the chance
    to be still active in 12 months. `table` gives the range of the `counted` customers.
    """

    p_active: Floats
    p_model: Floats
    coming: Floats
    each: Floats
    worth: Floats
    next_in: Floats
    year: Floats
    table: Table


@dataclass(frozen=True)
class _Model:
    """The two models in the same terms, days: λ ~ Gamma(r + x, α + T), chance to stop ~ Beta(a, b + x)."""

    name: str
    r: float
    alpha: float
    a: float
    b: float
    often: BgNbd
    worth: GammaGamma | None


def purchase_value(bought: Purchases, context: dict[str, Any], settings: Settings) -> PurchaseValue:
    """The value of every customer's coming purchases, from what `fit_value` found for the base."""
    model = _model(context)
    use = bought.counted
    x, t_x, T = bought.x[use], bought.t_x[use], bought.T[use]
    horizon, discount = settings.horizon_months, settings.discount_yearly
    alpha0 = float(context["alpha0"])
    shown = simple_clv.p_active(x, t_x, T, alpha0)
    if model.name == BG_NBD:
        inside = bg_nbd.p_active(x, t_x, T, model.often)
        shown = np.where(x > 0, inside, shown)
        coming = bg_nbd.discounted_purchases(x, t_x, T, model.often, horizon, discount, simple_clv.MONTH)
    else:
        inside = shown
        coming = simple_clv.discounted_purchases(x, t_x, T, alpha0, horizon, discount)
    each = _each(bought, model, context)
    worth = settings.margin * each[use] * coming
    # the median time to a next purchase of somebody active: P(none within s) = ((α+T)/(α+T+s))^(r+x)
    next_in = (model.alpha + T) * np.expm1(np.log(2.0) / (model.r + x))
    decline = (model.r + x) / (model.alpha + T) * model.a / (model.a + model.b + x)
    return PurchaseValue(
        p_active=_spread(use, shown),
        p_model=_spread(use, inside),
        coming=_spread(use, coming),
        each=each,
        worth=_spread(use, np.where(bought.net[use] <= 0, 0.0, worth)),
        next_in=_spread(use, next_in),
        year=_spread(use, shown * np.exp(-decline * YEAR)),
        table=ranges.table(_posterior(model, context, settings), x, T),
    )


def _model(context: dict[str, Any]) -> _Model:
    params = context["params"]
    if context["model"] == BG_NBD:
        often = BgNbd(params["r"], params["alpha"], params["a"], params["b"])
        worth = GammaGamma(params["p"], params["q"], params["v"])
        return _Model(BG_NBD, often.r, often.alpha * WEEK, often.a, often.b, often, worth)
    alpha0 = float(context["alpha0"])
    # in the modified model the first purchase is an occasion to stop too: hence b + 1
    b = simple_clv.B + 1.0
    none = BgNbd(np.nan, np.nan, np.nan, np.nan)
    return _Model("simple", simple_clv.R0, alpha0, simple_clv.A, b, none, None)


def _each(bought: Purchases, model: _Model, context: dict[str, Any]) -> Floats:
    """m: the value of a coming purchase day before margin; NaN where net revenue is unknown."""
    if model.worth is None:
        return simple_clv.mean_value(bought, context["base_mean"])
    known = bought.counted & ~np.isnan(bought.net)
    return np.where(known, expected_value(bought.x, bought.repeat_value, model.worth), np.nan)


def _posterior(model: _Model, context: dict[str, Any], settings: Settings) -> Posterior:
    params = context["params"]
    return Posterior(
        r=model.r,
        alpha=model.alpha,
        a=model.a,
        b=model.b,
        p=float(params.get("p", WEAK_P)),
        q=float(params.get("q", WEAK_Q)),
        # Gamma-Gamma knows x repeat days, the simple mean also the first one
        own_days=0.0 if model.name == BG_NBD else 1.0,
        # without a horizon all value is 0, and so is every range; the draws need a month
        horizon=max(1, settings.horizon_months),
        discount=settings.discount_yearly,
    )


def _spread(use: np.ndarray[Any, np.dtype[np.bool_]], values: Floats) -> Floats:
    """Values of the customers with counted purchases, NaN for the others."""
    out = np.full(len(use), np.nan)
    out[use] = values
    return out
