"""The 80 % range: equal to drawing for each customer, and right about a known future."""

import numpy as np
import pytest

from analysis.bg_nbd import BgNbd
from analysis.gamma_gamma import GammaGamma
from analysis.ranges import Posterior, purchase_range, quantile, range_of, stratified, table
from analysis.value import fit_value, value
from core.settings import Settings
from tests.analysis.simulated import simulate

SHOP = Posterior(r=0.8, alpha=60.0, a=0.8, b=4.0, p=6.0, q=4.0, own_days=0.0, horizon=36, discount=0.10)


def drawn(posterior: Posterior, x: float, T: float, active: float, count: int = 200_000) -> np.ndarray:
    """The same futures one purchase at a time, for m = 1."""
    rng = np.random.default_rng(11)
    rate = rng.gamma(posterior.r + x, 1, count) / (posterior.alpha + T)
    stop = rng.beta(posterior.a, posterior.b + x, count)
    known = posterior.q + posterior.p * (x + posterior.own_days)
    spread = rng.gamma(known, 1, count)
    total, day = np.zeros(count), np.zeros(count)
    going = np.flatnonzero(rng.random(count) < active)
    while len(going):
        day[going] += rng.exponential(1, len(going)) / rate[going]
        going = going[day[going] <= 36 * 30.4]
        spent = rng.gamma(posterior.p, 1, len(going)) / spread[going] * (known - 1) / posterior.p
        total[going] += spent * 1.1 ** (-np.ceil(day[going] / 30.4) / 12)
        going = going[rng.random(len(going)) >= stop[going]]
    return total


@pytest.mark.parametrize(
    ("x", "T", "active"),
    [(0, 30, 0.66), (1, 200, 0.9), (3, 500, 0.4), (12, 777, 0.97), (47, 1100, 0.99), (8, 1500, 0.15)],
)
def test_the_grid_gives_what_drawing_for_the_customer_gives(x: int, T: int, active: float) -> None:
    made = table(SHOP, np.array([float(x)]), np.array([float(T)]))
    low, high = purchase_range(made, np.array([active]))
    real = drawn(SHOP, x, T, active)
    share = float(((real >= low[0]) & (real <= high[0])).mean())
    nothing = float((real == 0).mean())
    assert share == pytest.approx(max(0.8, nothing), abs=0.025)
    if nothing < 0.09:
        assert float((real < low[0]).mean()) == pytest.approx(0.1, abs=0.02)
    if nothing > 0.11:
        assert low[0] == 0


def test_one_customer_or_many_the_same_digits() -> None:
    rng = np.random.default_rng(1)
    x, T = rng.integers(0, 60, 300).astype(float), rng.integers(0, 2000, 300).astype(float)
    active = rng.random(300)
    low, high = purchase_range(table(SHOP, x, T), active)
    for k in range(0, 300, 7):
        one = slice(k, k + 1)
        alone = purchase_range(table(SHOP, x[one], T[one]), active[one])
        assert (alone[0][0], alone[1][0]) == (low[k], high[k])


def test_quantiles_rise_and_extremes_are_finite() -> None:
    x, T = np.array([0.0, 5000.0, 200_000.0]), np.array([0.0, 6000.0, 30_000.0])
    made = table(SHOP, x, T)
    levels = np.linspace(0, 1, 21)
    found = quantile(made, np.array([[0.5], [1.0], [1.0]]), np.broadcast_to(levels, (3, 21)))
    assert np.isfinite(found).all()
    assert (np.diff(found, axis=1) >= 0).all()
    assert (found >= 0).all()
    assert len(table(SHOP, np.zeros(0), np.zeros(0)).quantiles) == 0


def test_drawn_futures_give_the_range_by_the_same_rule() -> None:
    even = np.linspace(1, 100, 100)
    low, high = range_of(np.stack([even, np.where(even <= 40, 0.0, even), np.zeros(100)]))
    assert (low[0], high[0]) == (11, 90)
    assert (low[1], high[1]) == (0, 80)
    assert (low[2], high[2]) == (0, 0)
    assert sorted(stratified(3, 8)) == [(k + 0.5) / 8 for k in range(8)]


def covered(seed: int, n: int, often: BgNbd, worth: GammaGamma, longest: int, modified: bool) -> float:
    base = simulate(np.random.default_rng(seed), n, often, worth, longest, modified)
    settings = Settings()
    context = fit_value(base.frames, base.as_of, settings)
    result = value(base.frames, base.as_of, settings, context, np.full(n, "occasioneel", dtype=object))
    inside = (base.truth >= result.clv_low - 1e-9) & (base.truth <= result.clv_high + 1e-9)
    return float(inside.mean())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "often", "worth", "longest", "modified"),
    [
        (800, BgNbd(0.8, 60 / 7, 0.8, 4.0), GammaGamma(6.0, 4.0, 40.0), 1200, False),
        (800, BgNbd(0.243, 4.414, 0.793, 2.426), GammaGamma(6.25, 3.74, 15.45), 270, False),
        (500, BgNbd(2.0, 60 / 7, 0.5, 12.0), GammaGamma(4.0, 4.0, 60.0), 1000, False),
        (40, BgNbd(1.0, 365 / 7, 1.0, 2.0), GammaGamma(1.0, 4.0, 120.0), 1200, True),
    ],
    ids=["shop", "cdnow", "loyal", "small"],
)
def test_eight_of_ten_futures_lie_in_the_range(
    n: int, often: BgNbd, worth: GammaGamma, longest: int, modified: bool
) -> None:
    seeds = range(2000, 2003) if n > 100 else range(2000, 2040)
    found = np.mean([covered(seed, n, often, worth, longest, modified) for seed in seeds])
    assert 0.75 <= found <= 0.85


def test_of_somebody_who_has_surely_stopped_nothing_comes() -> None:
    # the least of a busy buyer's futures, were he active, is well above nothing
    made = table(SHOP, np.array([40.0]), np.array([300.0]))
    assert quantile(made, np.array([1.0]), 0.0)[0] > 0
    low, high = purchase_range(made, np.array([1e-9]))
    assert (low[0], high[0]) == (0, 0)
