"""BG/NBD and Gamma-Gamma away from the published data: exactness, odd parameters, honesty of the fit."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from analysis import bg_nbd
from analysis.bg_nbd import BgNbd, fit_bg_nbd
from analysis.frames import days, frames_of
from analysis.gamma_gamma import GammaGamma, expected_value, fit_gamma_gamma, log_likelihood
from analysis.model_choice import SIMPLE, choose, hold_back
from analysis.purchases import purchases
from tests.analysis.build import AS_OF, Base, ago
from tests.analysis.simulated import Simulated, simulate


def array(value: float) -> np.ndarray:
    return np.array([float(value)])


@pytest.mark.parametrize("r", [0.1, 3.0])
@pytest.mark.parametrize("a", [0.05, 0.8, 1.0, 1.0000001, 2.0, 40.0, 2000.0])
@pytest.mark.parametrize("b", [0.02, 2.4, 300.0])
@pytest.mark.parametrize(("x", "T"), [(0, 5), (1, 900), (400, 900)])
def test_expected_purchases_equal_the_integral(r: float, a: float, b: float, x: int, T: int) -> None:
    model, ahead = BgNbd(r, 6.0, a, b), 364.0
    found = bg_nbd.expected_purchases(array(x), array(T if x else 0), array(T), model, ahead)[0]
    share = ahead / (42.0 + T)
    after = beta(a, b + x)

    def given(u: float) -> float:
        p = max(float(after.ppf(u)), 1e-300)
        return float(-np.expm1(-(r + x) * np.log1p(p * share)) / p)

    real = quad(given, 0, 1, limit=300)[0]
    real *= bg_nbd.p_active(array(x), array(T if x else 0), array(T), model)[0]
    assert found == pytest.approx(real, rel=5e-4)


def test_months_sum_to_the_whole_without_discount() -> None:
    model = BgNbd(0.24, 4.4, 0.8, 2.4)
    x, t_x, T = array(3), array(100), array(200)
    months = bg_nbd.discounted_purchases(x, t_x, T, model, 24, 0.0, 30.4)[0]
    assert months == pytest.approx(bg_nbd.expected_purchases(x, t_x, T, model, 24 * 30.4)[0])
    assert bg_nbd.discounted_purchases(x, t_x, T, model, 24, 0.1, 30.4)[0] < months


def test_a_long_silent_regular_has_stopped_and_nothing_overflows() -> None:
    model = BgNbd(0.24, 4.4, 0.8, 2.4)
    active = bg_nbd.p_active(array(900), array(1000), array(9000), model)[0]
    assert 0 <= active < 1e-12
    assert bg_nbd.p_active(array(0), array(0), array(9000), model)[0] == 1


@pytest.mark.parametrize(
    ("model", "n"), [(BgNbd(0.8, 9.0, 0.8, 4.0), 4000), (BgNbd(2.0, 8.0, 0.5, 9.0), 4000)]
)
def test_known_parameters_are_found_again(model: BgNbd, n: int) -> None:
    base = simulate(np.random.default_rng(7), n, model, GammaGamma(6, 4, 40), 1200)
    bought = purchases(base.frames, base.as_of)
    found, converged = fit_bg_nbd(bought.x, bought.t_x, bought.T)
    assert converged
    assert found.r == pytest.approx(model.r, rel=0.15)
    assert found.alpha == pytest.approx(model.alpha, rel=0.2)
    assert found.a / (found.a + found.b) == pytest.approx(model.a / (model.a + model.b), abs=0.03)
    worth, converged = fit_gamma_gamma(bought.x, bought.repeat_value)
    assert converged
    assert worth.p * worth.v / (worth.q - 1) == pytest.approx(6 * 40 / 3, rel=0.05)


def test_the_fit_says_when_there_is_nothing_to_find() -> None:
    none = np.zeros(0)
    assert not fit_bg_nbd(none, none, none)[1]
    assert not fit_bg_nbd(np.zeros(5), np.zeros(5), np.zeros(5))[1]
    # nobody ever came back: how often people buy cannot be told
    assert not fit_bg_nbd(np.zeros(80), np.zeros(80), np.arange(1.0, 81.0))[1]
    # everybody bought every week to the last day: nobody stops
    assert not fit_bg_nbd(np.full(80, 50.0), np.full(80, 350.0), np.full(80, 350.0))[1]
    # everything costs the same: values do not differ at all
    assert not fit_gamma_gamma(np.full(80, 3.0), np.full(80, 10.0))[1]
    assert not fit_gamma_gamma(np.array([1.0]), np.array([10.0]))[1]


def test_gamma_gamma_gradient() -> None:
    rng = np.random.default_rng(1)
    x, mean = rng.integers(1, 9, 40).astype(float), rng.gamma(3, 10, 40)
    at = np.array([5.0, 3.0, 16.0])
    _, gradient = log_likelihood(at, x, mean)
    for k in range(3):
        step = np.zeros(3)
        step[k] = 1e-6 * at[k]
        above, below = log_likelihood(at + step, x, mean)[0], log_likelihood(at - step, x, mean)[0]
        assert gradient[k] == pytest.approx((above - below) / (2 * step[k]), rel=1e-5, abs=1e-6)


def test_one_time_buyers_are_expected_to_spend_the_base_mean() -> None:
    model = GammaGamma(6.25, 3.74, 15.45)
    mean = 6.25 * 15.45 / 2.74
    found = expected_value(np.array([0.0, 1000.0]), np.array([np.nan, 80.0]), model)
    assert found[0] == pytest.approx(mean)
    assert found[1] == pytest.approx(80, rel=0.01)


def test_ten_times_the_money_is_ten_times_v() -> None:
    base = shop()
    bought = purchases(base.frames, base.as_of)
    one, _ = fit_gamma_gamma(bought.x, bought.repeat_value)
    ten, _ = fit_gamma_gamma(bought.x, bought.repeat_value * 10)
    np.testing.assert_allclose([ten.p, ten.q, ten.v / 10], [one.p, one.q, one.v], rtol=1e-6)


def few(repeat: int) -> Base:
    base = Base()
    for k in range(repeat):
        who = base.add()
        for age in (800 - 3 * k, 500 - 2 * k, 100 + k):
            base.order(who, age, 20 + k)
    return base


def test_under_fifty_repeat_buyers_the_formula_is_simple() -> None:
    found = choose(purchases(few(49).frames(), AS_OF), int(ago(0)))
    assert (found.model, found.why, found.repeat_buyers) == (SIMPLE, "few_repeat_buyers", 49)
    assert found.params == {}
    assert set(found.errors) == {"simple"}


def test_a_fit_that_fails_leaves_the_simple_formula() -> None:
    base = Base()
    for _ in range(60):
        who = base.add()
        for age in range(0, 700, 7):
            base.order(who, age, 10)
    found = choose(purchases(base.frames(), AS_OF), int(ago(0)))
    assert (found.model, found.why, found.params) == (SIMPLE, "not_converged", {})


def shop(n: int = 600) -> Simulated:
    return simulate(np.random.default_rng(3), n, BgNbd(0.8, 9, 0.8, 4), GammaGamma(6, 4, 40), 900)


def test_totals_alone_cannot_be_held_back() -> None:
    base = shop()
    listed = purchases(base.frames, base.as_of)
    customers = base.frames.customers.assign(
        aantal_bestellingen=listed.days,
        omzet=listed.net,
        eerste_aankoop=listed.first,
        laatste_aankoop=listed.last,
    )
    bought = purchases(frames_of({"customers": customers}), base.as_of)
    assert bought.in_totals.all()
    found = choose(bought, int(days(base.as_of)))
    assert (found.model, found.why, found.errors, found.split) == (SIMPLE, "no_hold_back", {}, None)
    # the fit is still told: the same histories as from the list
    assert found.params["r"] == pytest.approx(choose(listed, int(days(base.as_of))).params["r"], rel=1e-6)


def test_equal_prices_leave_the_simple_formula() -> None:
    base = shop()
    orders = base.frames.orders.assign(bedrag=10.0)
    found = choose(purchases(replace(base.frames, orders=orders), base.as_of), int(days(base.as_of)))
    assert (found.model, found.why) == (SIMPLE, "not_converged")
    # the fit of how often they buy is told; what a purchase is worth has no spread to fit
    assert set(found.params) == {"r", "alpha", "a", "b"}


def test_too_little_before_the_split_to_fit_on() -> None:
    base = simulate(np.random.default_rng(8), 200, BgNbd(0.8, 9, 0.8, 4), GammaGamma(6, 4, 40), 500)
    found = choose(purchases(base.frames, base.as_of), int(days(base.as_of)))
    assert (found.model, found.why) == (SIMPLE, "hold_back_not_converged")
    assert set(found.errors) == {"simple"}
    assert set(found.params) == {"r", "alpha", "a", "b", "p", "q", "v"}


def test_who_came_after_the_split_is_not_scored() -> None:
    base = Base()
    old, new = base.add(), base.add()
    base.order(old, 400)
    base.order(old, 50)
    base.order(old, 49)
    base.order(new, 90)
    bought = purchases(base.frames(), AS_OF)
    held = hold_back(bought.table, bought.n, int(ago(0)))
    assert held is not None
    assert (held.split, held.ahead) == (int(ago(100)), 100)
    assert held.x.tolist() == [0]
    assert held.T.tolist() == [300]
    assert held.bought.tolist() == [2]


def test_a_base_of_days_cannot_be_held_back() -> None:
    base = Base()
    base.order(base.add(), 3)
    bought = purchases(base.frames(), AS_OF)
    assert hold_back(bought.table, 1, int(ago(0))) is None
