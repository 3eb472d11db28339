"""The simple formula: the check table of domain §7, its rhythm, and its limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import simple_clv
from analysis.frames import Floats
from analysis.purchases import purchases
from tests.analysis.build import AS_OF, Base


def arrays(x: float, t_x: float, T: float) -> tuple[Floats, Floats, Floats]:
    return np.array([float(x)]), np.array([float(t_x)]), np.array([float(T)])


@pytest.mark.parametrize(
    ("x", "t_x", "T", "active", "clv"),
    [
        (0, 0, 1, 0.666, 1.22),
        (0, 0, 1461, 0.286, 0.138),
        (36, 1080, 1095, 0.963, 16.8),
        (30, 910, 1095, 0.324, 4.76),
    ],
)
def test_the_check_table(x: float, t_x: float, T: float, active: float, clv: float) -> None:
    found = simple_clv.p_active(*arrays(x, t_x, T), 365)[0]
    assert found == pytest.approx(active, abs=0.0006)
    value = simple_clv.discounted_purchases(*arrays(x, t_x, T), 365, 36, 0.10)[0]
    assert value == pytest.approx(clv, rel=0.004)


def test_alpha_is_the_rhythm_of_repeat_buyers() -> None:
    gaps = np.array([10.0] * 10 + [100.0] * 10)
    assert simple_clv.alpha0(gaps[:19]) == 365
    assert simple_clv.alpha0(gaps) == 55
    assert simple_clv.alpha0(np.append(gaps, [np.nan] * 50)) == 55
    assert simple_clv.alpha0(np.full(20, 3.0)) == 30
    assert simple_clv.alpha0(np.full(20, 3000.0)) == 730


def test_the_mean_is_shrunk_by_three_days() -> None:
    base = Base()
    rich, poor, owes, nobody = (base.add() for _ in range(4))
    for age in (10, 20):
        base.order(rich, age, 100)
    base.order(poor, 10, 10)
    base.order(owes, 30, 10)
    base.order(owes, 20, -60)
    bought = purchases(base.frames(), AS_OF)
    mean = simple_clv.base_mean(bought)
    assert mean == pytest.approx((200 + 10 + 0) / 4)
    each = simple_clv.mean_value(bought, mean)
    assert each[rich] == pytest.approx((200 + 3 * 52.5) / 5)
    assert each[poor] == pytest.approx((10 + 3 * 52.5) / 4)
    assert each[owes] == pytest.approx(3 * 52.5 / 4)
    assert np.isnan(each[nobody])
    assert np.isnan(simple_clv.mean_value(bought, None)).all()


def test_nobody_has_no_mean() -> None:
    base = Base()
    base.add()
    assert simple_clv.base_mean(purchases(base.frames(), AS_OF)) is None


histories = st.tuples(st.integers(0, 3000), st.floats(0, 1), st.integers(0, 9000), st.floats(30, 730))


@given(histories)
@settings(max_examples=200, deadline=None)
def test_always_a_sensible_number(history: tuple[int, float, int, float]) -> None:
    x, share, T, alpha = history
    t_x = 0.0 if x == 0 else np.floor(share * T)
    active = simple_clv.p_active(*arrays(x, t_x, T), alpha)[0]
    coming = simple_clv.discounted_purchases(*arrays(x, t_x, T), alpha, 36, 0.10)[0]
    soon = simple_clv.expected_purchases(*arrays(x, t_x, T), alpha, 91)[0]
    assert 0 <= active <= 1
    assert 0 <= coming < np.inf
    assert 0 <= soon <= (1 + x) / (alpha + T) * 91 + 1e-9


@given(st.integers(1, 50), st.integers(1, 900))
@settings(max_examples=50, deadline=None)
def test_the_longer_silent_the_less_active(x: int, t_x: int) -> None:
    later = [simple_clv.p_active(*arrays(x, t_x, t_x + wait), 365)[0] for wait in (0, 30, 300, 3000)]
    assert later == sorted(later, reverse=True)


def test_the_expected_purchases_are_what_the_months_sum() -> None:
    x, t_x, T = arrays(5, 300, 320)
    months = simple_clv.discounted_purchases(x, t_x, T, 365, 36, 0.0)[0]
    whole = simple_clv.expected_purchases(x, t_x, T, 365, 36 * 30.4)[0]
    # the formula takes each month at its end, so a little less
    assert 0.98 * whole < months < whole
