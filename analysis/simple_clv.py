"""The `simple` purchase model: modified BG/NBD with weak priors, for a base of any size (domain §7).

Somebody may stop after each purchase, the first included (Batislam, Denizel & Filiztekin 2007). The priors
are r₀ = 1, a = 1, b = 2 and α₀ from the base's own rhythm, so that one customer already has finite numbers.
Days everywhere.
"""

from typing import Final

import numpy as np

from analysis.frames import Floats
from analysis.purchases import Purchases

R0: Final = 1.0
A: Final = 1.0
B: Final = 2.0
MONTH: Final = 30.4
ALPHA0: Final = 365.0
ALPHA0_RANGE: Final = (30.0, 730.0)
REPEAT_BUYERS_NEEDED: Final = 20
#: so many purchase days at the base mean stand beside a customer's own
SHRINK_DAYS: Final = 3.0
_MAX_EXPONENT: Final = 700.0


def alpha0(gaps: Floats) -> float:
    """α₀ in days: the median over repeat buyers of their own median gap (NaN: no repeat buyer)."""
    known = gaps[~np.isnan(gaps)]
    if len(known) < REPEAT_BUYERS_NEEDED:
        return ALPHA0
    return float(np.clip(np.median(known), *ALPHA0_RANGE))


def p_active(x: Floats, t_x: Floats, T: Floats, alpha: float) -> Floats:
    """P(active) = 1 / (1 + a/(b+x) · ((α₀+T)/(α₀+t_x))^(r₀+x)), 0..1."""
    exponent = (R0 + x) * np.log((alpha + T) / (alpha + t_x))
    odds = A / (B + x) * np.exp(np.minimum(exponent, _MAX_EXPONENT))
    return np.asarray(1.0 / (1.0 + odds))


def rate(x: Floats, T: Floats, alpha: float) -> Floats:
    """λ = (r₀+x)/(α₀+T): purchase days a day while active."""
    return np.asarray((R0 + x) / (alpha + T))


def drop_out(x: Floats) -> Floats:
    """p = a/(a+b+x+1): the chance to stop after a purchase."""
    return np.asarray(A / (A + B + x + 1.0))


def discounted_purchases(
    x: Floats, t_x: Floats, T: Floats, alpha: float, horizon: int, discount: float
) -> Floats:
    """P · λ · 30.4 · Σ_{k=1..H} e^(−30.4·λ·p·k) / (1+discount)^(k/12): CLV for margin and m of 1."""
    lam = rate(x, T, alpha)
    decline = MONTH * lam * drop_out(x)
    total = np.zeros(len(x))
    for k in range(1, horizon + 1):
        total += np.exp(-decline * k) / (1.0 + discount) ** (k / 12.0)
    return np.asarray(p_active(x, t_x, T, alpha) * lam * MONTH * total)


def expected_purchases(x: Floats, t_x: Floats, T: Floats, alpha: float, ahead: float) -> Floats:
    """Purchase days expected in the next `ahead` days: P · ∫ λ·e^(−λ·p·s) ds, what the CLV sums by months."""
    p = drop_out(x)
    return np.asarray(p_active(x, t_x, T, alpha) * -np.expm1(-rate(x, T, alpha) * p * ahead) / p)


def base_mean(purchases: Purchases) -> float | None:
    """Σ max(0, net) / Σ purchase days over the base; None where nobody has both."""
    both = purchases.counted & ~np.isnan(purchases.net)
    days = float(purchases.days[both].sum())
    return float(np.maximum(purchases.net[both], 0.0).sum()) / days if days > 0 else None


def mean_value(purchases: Purchases, base: float | None) -> Floats:
    """m: max(0, net) / purchase days, shrunk with the weight of 3 days to the base mean. NaN: unknown."""
    net, days = np.maximum(purchases.net, 0.0), purchases.days
    if base is None:
        return np.full(purchases.n, np.nan)
    known = purchases.counted
    return np.where(known, (net + SHRINK_DAYS * base) / (days + SHRINK_DAYS), np.nan)
