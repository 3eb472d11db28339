"""The published figures of BG/NBD and Gamma-Gamma, from raw orders (Fader, Hardie & Lee 2005; note 025)."""

import csv

import numpy as np
import pytest

from analysis import bg_nbd, simple_clv
from analysis.bg_nbd import BgNbd, fit_bg_nbd, histories, log_likelihood
from analysis.frames import days
from analysis.gamma_gamma import expected_value, fit_gamma_gamma
from analysis.model_choice import choose
from analysis.purchases import Purchases, purchases
from analysis.value import clv_summary, fit_value, value
from core.settings import Settings
from tests.analysis.cdnow import END, LAST, cdnow
from tests.analysis.places import SHARED

PUBLISHED = BgNbd(0.24259, 4.41353, 0.79289, 2.42575)


@pytest.fixture(scope="module")
def bought() -> Purchases:
    return purchases(cdnow(), END)


def test_histories_are_the_published_ones(bought: Purchases) -> None:
    assert bought.n == 2357
    assert int(bought.repeat.sum()) == 946
    np.testing.assert_allclose(bought.x[:3], [2, 1, 0])
    np.testing.assert_allclose(bought.t_x[:3] / 7, [30.43, 1.71, 0], atol=0.005)
    np.testing.assert_allclose(bought.T[:3] / 7, 38.86, atol=0.005)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_every_history_equals_the_summary_of_the_data_set(bought: Purchases) -> None:
    file = SHARED / "data" / "cdnow" / "cdnow_customers_summary.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = [[float(row[k]) for k in ("frequency", "recency", "T")] for row in csv.DictReader(opened)]
    found = np.column_stack([bought.x, bought.t_x / 7, bought.T / 7])
    np.testing.assert_allclose(found, np.array(rows), atol=0.006)


def test_bg_nbd_parameters_to_one_percent_and_better(bought: Purchases) -> None:
    model, converged = fit_bg_nbd(bought.x, bought.t_x, bought.T)
    assert converged
    np.testing.assert_allclose(
        [model.r, model.alpha, model.a, model.b],
        [PUBLISHED.r, PUBLISHED.alpha, PUBLISHED.a, PUBLISHED.b],
        rtol=1e-3,
    )


def test_log_likelihood_and_its_gradient(bought: Purchases) -> None:
    data = histories(bought.x, bought.t_x, bought.T)
    # weeks rounded to two decimals in the published summary: hence .01
    found, gradient = log_likelihood([0.24259, 4.41353, 0.79289, 2.42575], data)
    assert found == pytest.approx(-9582.4256, abs=0.01)
    assert np.abs(gradient).max() < 0.3
    at = np.array([0.4, 6.0, 0.6, 1.7])
    _, gradient = log_likelihood(at, data)
    for k in range(4):
        step = np.zeros(4)
        step[k] = 1e-6 * at[k]
        above, below = log_likelihood(at + step, data)[0], log_likelihood(at - step, data)[0]
        assert gradient[k] == pytest.approx((above - below) / (2 * step[k]), rel=1e-5)


def test_gamma_gamma_parameters_and_expected_spend(bought: Purchases) -> None:
    model, converged = fit_gamma_gamma(bought.x, bought.repeat_value)
    assert converged
    np.testing.assert_allclose([model.p, model.q, model.v], [6.25, 3.74, 15.45], atol=0.02)
    expected = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
    spend = expected_value(bought.x[:10], bought.repeat_value[:10], model)
    np.testing.assert_allclose(spend, expected, atol=0.1)


def test_expected_purchases_of_a_published_customer() -> None:
    x, t_x, T = np.array([2.0]), np.array([30.43 * 7]), np.array([38.86 * 7])
    found = bg_nbd.expected_purchases(x, t_x, T, PUBLISHED, 39 * 7)
    assert found[0] == pytest.approx(1.226, abs=5e-4)


def test_the_model_is_chosen_on_the_last_quarter(bought: Purchases) -> None:
    found = choose(bought, int(days(END)))
    assert (found.model, found.split, found.scored) == ("bg_nbd", "1997-07-24", 2357)
    assert found.errors["bg_nbd"] < found.errors["simple"] < 0.66
    assert found.errors["bg_nbd"] == pytest.approx(0.645, abs=0.002)


def test_the_next_39_weeks_are_forecast(bought: Purchases) -> None:
    model, _ = fit_bg_nbd(bought.x, bought.t_x, bought.T)
    table = purchases(cdnow(), LAST).table
    real = np.bincount(table.customer[table.day > days(END)], minlength=bought.n)
    ahead = days(LAST) - days(END)
    fitted = bg_nbd.expected_purchases(bought.x, bought.t_x, bought.T, model, ahead)
    alpha = simple_clv.alpha0(bought.gap)
    simple = simple_clv.expected_purchases(bought.x, bought.t_x, bought.T, alpha, ahead)

    def error(predicted: np.ndarray) -> float:
        return float(np.sqrt(np.mean((predicted - real) ** 2)))

    assert real.sum() == 1882
    assert fitted.sum() == pytest.approx(1653, abs=10)
    assert error(fitted) == pytest.approx(1.608, abs=0.005)
    assert error(fitted) < error(simple) < error(np.full(bought.n, real.mean()))


def test_the_whole_way_to_clv() -> None:
    frames, settings = cdnow(), Settings()
    context = fit_value(frames, END, settings)
    result = value(frames, END, settings, context, np.full(frames.n, "occasioneel", dtype=object))
    told = clv_summary(result)
    assert told["model"] == "bg_nbd"
    assert told["params"]["r"] == pytest.approx(0.243, rel=0.01)
    assert told["params"]["p"] == pytest.approx(6.25, rel=0.01)
    assert told["total"] == pytest.approx(result.clv.sum())
    # the first customer: 1.1 discounted purchases of 24.65 (x = 2, last bought 8 weeks ago)
    each, coming = result.each[0], result.coming[0]
    assert each == pytest.approx(24.65, abs=0.1)
    assert result.clv[0] == pytest.approx(each * coming)
    # one-time buyers of the first day: the model cannot see them stop, simple's P(active) is shown
    once = np.flatnonzero((purchases(frames, END).x == 0) & (purchases(frames, END).T == 272))[0]
    assert 0 < result.p_active[once] < 0.5
