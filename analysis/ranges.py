"""The range in which somebody's value will lie in 80 of 100 futures (domain §7).

Futures are drawn from the model's posterior with a fixed seed: whether and when somebody stops, how often
they buy until then, and what they spend. Given that somebody is active the draws depend only on (x, T) but
for the size of the amounts, so they are made once per knot of a grid over (x, T), each knot with a seed of
its own. Hence a customer's range does not hang on who else is profiled. Between knots quantiles are
interpolated.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from analysis.frames import Floats, Ints
from analysis.simple_clv import MONTH

SHARE: Final = 0.8
TAIL: Final = 0.1
_SEED: Final = 20251
_DRAWS: Final = 2_000
_LEVELS: Final = 250
#: T is gridded by log((α+T)/α) in steps of this
_STEP: Final = 0.12
_EXACT_X: Final = 10
_GROWTH: Final = 1.2
_MOST_X: Final = 100_000


@dataclass(frozen=True)
class Posterior:
    """What is drawn for somebody active with history (x, T), in days.

    λ ~ Gamma(r + x, α + T), the chance to stop after a purchase ~ Beta(a, b + x), and the value of a purchase
    day has mean m and Gamma-Gamma's shape: p, and q + p · (x + own_days) of what is known of the customer.
    """

    r: float
    alpha: float
    a: float
    b: float
    p: float
    q: float
    own_days: float
    horizon: int
    discount: float


@dataclass(frozen=True)
class Table:
    """Quantiles of the discounted value for m = 1, per knot and level, and where each customer lies in it.

    `corner` are four knots per customer with `weight`; `silent` is the chance that somebody active buys
    nothing within the horizon.
    """

    quantiles: Floats
    corner: Ints
    weight: Floats
    silent: Floats


def table(posterior: Posterior, x: Floats, T: Floats) -> Table:
    """The knots that customers with histories (x, T) need."""
    kinds = _x_knots()
    i = np.minimum(np.searchsorted(kinds, x, side="right") - 1, len(kinds) - 2)
    along_x = np.clip((x - kinds[i]) / (kinds[i + 1] - kinds[i]), 0.0, 1.0)
    place = np.log1p(T / posterior.alpha) / _STEP
    j = np.floor(place).astype(np.int64)
    along_T = place - j
    knots = np.stack([i, i + (along_x > 0), i, i + (along_x > 0)]), np.stack([j, j, j + 1, j + 1])
    weight = np.stack(
        [
            (1 - along_x) * (1 - along_T),
            along_x * (1 - along_T),
            (1 - along_x) * along_T,
            along_x * along_T,
        ]
    )
    span = int(j.max()) + 2 if len(j) else 1
    key, corner = np.unique(knots[0] * span + knots[1], return_inverse=True)
    found = [_draw(posterior, float(kinds[k // span]), int(k // span), int(k % span)) for k in key]
    quantiles = np.array(found) if found else np.zeros((0, _LEVELS + 1))
    ahead = posterior.horizon * MONTH
    with_T = posterior.alpha + T
    silent = np.exp(-(posterior.r + x) * np.log((with_T + ahead) / with_T))
    return Table(quantiles, corner.reshape(4, len(x)), weight, silent)


def quantile(made: Table, p_active: Floats, level: Floats | float) -> Floats:
    """The value (m = 1) below which a share `level` of the futures lies; nothing comes if inactive."""
    within = np.maximum(0.0, 1.0 - (1.0 - level) / np.maximum(p_active, 1e-12)) * _LEVELS
    low = np.minimum(np.floor(within).astype(np.int64), _LEVELS - 1)
    part = within - low
    out = np.zeros(np.broadcast_shapes(np.shape(p_active), np.shape(level)))
    for k in range(4):
        knot = made.corner[k].reshape(-1, *(1,) * (out.ndim - 1))
        weight = made.weight[k].reshape(knot.shape)
        here, above = made.quantiles[knot, low], made.quantiles[knot, low + 1]
        out += weight * (here + part * (above - here))
    # the least that somebody active brings is not what comes of one who stopped
    return np.where(p_active + level >= 1.0, out, 0.0)


def purchase_range(made: Table, p_active: Floats) -> tuple[Floats, Floats]:
    """Low and high of the 80 % range for m = 1.

    Where nothing at all comes in 10 % of the futures or more, nothing belongs to the range: it then runs from
    0 to the level that 80 % stay under. Else 10 % lie below it and 10 % above.
    """
    nothing = 1.0 - p_active * (1.0 - made.silent)
    from_zero = nothing >= TAIL
    low = np.where(from_zero, 0.0, quantile(made, p_active, TAIL))
    return low, quantile(made, p_active, np.where(from_zero, SHARE, 1.0 - TAIL))


def range_of(futures: Floats) -> tuple[Floats, Floats]:
    """Low and high of the 80 % range by the same rule, of drawn futures (one row a customer)."""
    count = futures.shape[1]
    ordered = np.sort(futures, axis=1)
    from_zero = (ordered <= 0).sum(axis=1) >= TAIL * count
    rows = np.arange(len(ordered))
    top = np.where(from_zero, SHARE, 1.0 - TAIL)
    high = ordered[rows, np.minimum(np.ceil(top * count).astype(np.int64), count) - 1]
    return np.where(from_zero, 0.0, ordered[rows, int(TAIL * count)]), high


def stratified(slot: int, count: int) -> Floats:
    """`count` chances spread evenly over 0..1, in an order of its own for each slot."""
    order = np.random.default_rng([_SEED, 1, slot]).permutation(count)
    return np.asarray((order + 0.5) / count)


def _x_knots() -> Floats:
    knots = [float(x) for x in range(_EXACT_X + 1)]
    while knots[-1] < _MOST_X:
        knots.append(np.ceil(knots[-1] * _GROWTH))
    return np.array(knots)


def _draw(posterior: Posterior, x: float, i: int, j: int) -> Floats:
    """The quantiles at one knot: `_DRAWS` futures of somebody active with m = 1, at evenly spaced levels."""
    rng = np.random.default_rng([_SEED, 0, i, j])
    ahead = posterior.horizon * MONTH
    with_T = posterior.alpha * np.exp(j * _STEP)
    rate = rng.standard_gamma(posterior.r + x, _DRAWS) / with_T
    stop = np.clip(rng.beta(posterior.a, posterior.b + x, _DRAWS), 1e-9, 1.0)
    stops_after = rng.geometric(stop)
    arrivals = rng.poisson(rate * ahead)
    stopped = arrivals >= stops_after
    count = np.where(stopped, stops_after, arrivals).astype(np.float64)
    # the last purchase before stopping is the so many-th of the arrivals, which lie evenly over the horizon
    share = np.ones(_DRAWS)
    share[stopped] = rng.beta(stops_after[stopped], (arrivals - stops_after)[stopped] + 1.0)
    factor = _discounts(posterior, share * ahead, stopped, count, rng.random(_DRAWS))
    known = posterior.q + posterior.p * (x + posterior.own_days)
    spent = rng.standard_gamma(posterior.p * count) * (known - 1.0) / posterior.p
    values = np.sort(spent / rng.standard_gamma(known, _DRAWS) * factor)
    levels = np.rint(np.linspace(0, _DRAWS - 1, _LEVELS + 1)).astype(np.int64)
    return np.asarray(values[levels])


def _discounts(posterior: Posterior, until: Floats, stopped: Floats, count: Floats, where: Floats) -> Floats:
    """The mean discount of `count` purchases spread evenly until `until` (a stopper's last one right on it).

    The spread is that of independent days: exact in mean and variance, and for a single purchase.
    """

    def at(day: Floats) -> Floats:
        return np.asarray((1.0 + posterior.discount) ** (-np.ceil(day / MONTH) / 12.0))

    monthly = (1.0 + posterior.discount) ** (-np.arange(1.0, posterior.horizon + 1.0) / 12.0)
    summed = np.concatenate([[0.0], np.cumsum(monthly)]) * MONTH
    whole = np.minimum(np.floor(until / MONTH), posterior.horizon - 1).astype(np.int64)
    mean = (summed[whole] + (until - whole * MONTH) * monthly[whole]) / np.maximum(until, 1e-9)
    spread = at(where * until) - mean
    free = np.maximum(count - stopped, 0.0)
    total = free * mean + np.sqrt(free) * spread + np.where(stopped, at(until), 0.0)
    return np.asarray(total / np.maximum(count, 1.0))
