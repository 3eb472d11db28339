"""The value of customers as the program shows it: edges, ranges, and one customer alone."""

import json
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from analysis.bg_nbd import BgNbd
from analysis.frames import Frames, days
from analysis.gamma_gamma import GammaGamma
from analysis.profile import profile
from analysis.value import ValueResult, fit_value, uses_bg_nbd, value
from analysis.value_words import model_words
from core.settings import Settings
from core.text import set_language
from tests.analysis.build import AS_OF, Base, ago
from tests.analysis.cdnow import END, cdnow
from tests.analysis.simulated import simulate
from tests.analysis.test_properties import only


def row(base: Base, who: int = 0, settings: Settings | None = None) -> dict[str, Any]:
    return {str(k): v for k, v in base.profile(settings).values.iloc[who].items()}


def buyers() -> Base:
    """A base in which purchases are known."""
    base = Base()
    base.order(base.add(), 20, 50.0)
    return base


def test_yesterdays_first_buyer() -> None:
    base = Base()
    base.order(base.add(), 1, 100.0)
    found = row(base)
    assert found["p_active"] == pytest.approx(0.666, abs=0.0005)
    assert found["clv"] == pytest.approx(122.4, rel=0.005)
    assert found["clv_low"] == 0
    assert found["clv_high"] > found["clv"]
    assert found["next_purchase"] == (AS_OF + timedelta(days=366)).isoformat()
    assert (found["purchase_days"], found["revenue"]) == (1, 100)


def test_margin_horizon_and_discount() -> None:
    base = Base()
    base.order(base.add(), 1, 100.0)
    whole = row(base)
    part = row(base, settings=Settings(margin_percent=25.0))
    for name in ("clv", "clv_low", "clv_high"):
        assert part[name] == pytest.approx(whole[name] / 4)
    assert row(base, settings=Settings(horizon_months=12))["clv"] < whole["clv"] / 2
    assert row(base, settings=Settings(discount_yearly=0.0))["clv"] > whole["clv"]
    assert row(base, settings=Settings(horizon_months=0))["clv_high"] == 0


@pytest.mark.parametrize(
    "orders",
    [
        [(30, 80.0, "retour")],
        [(30, 80.0, None), (20, -80.0, None)],
        [(30, 80.0, None), (20, -200.0, "retour")],
        [(30, 0.0, None), (10, 0.0, None)],
    ],
)
def test_nothing_earned_is_worth_nothing_but_still_active(orders: list[tuple[float, float, Any]]) -> None:
    base = buyers()
    who = base.add()
    for age, amount, status in orders:
        base.order(who, age, amount, status=status)
    found = row(base, who)
    assert (found["clv"], found["clv_low"], found["clv_high"]) == (0, 0, 0)
    assert 0 < found["p_active"] < 1


def test_a_return_without_its_sale() -> None:
    base = buyers()
    who = base.add()
    base.order(who, 9, -30.0, status="retour")
    found = row(base, who)
    assert (found["clv"], found["relatievorm"], found["purchase_days"]) == (0, "occasioneel", 0)
    assert np.isnan(found["p_active"])


def test_no_purchases() -> None:
    base = buyers()
    none = base.add()
    long_ago = base.add(klant_sinds=ago(6000))
    taxed = base.add(verplicht=1.0)
    found = row(base, none)
    assert (found["relatievorm"], found["clv"], found["clv_high"]) == ("geen", 0, 0)
    assert found["next_purchase"] is None
    assert np.isnan(row(base, long_ago)["clv"])
    assert np.isnan(row(base, long_ago)["revenue"])
    assert np.isnan(row(base, taxed)["clv"])


def test_without_orders_nothing_is_known() -> None:
    base = Base()
    base.add(nps=9.0)
    base.add(hand_relatievorm="geen")
    for who in (0, 1):
        found = row(base, who)
        assert np.isnan([found[name] for name in ("clv", "clv_low", "clv_high", "p_active", "revenue")]).all()


def test_contracts_without_orders() -> None:
    base = Base()
    base.contract(base.add(), bedrag_per_maand=20.0)
    base.contract(base.add(), bedrag_per_maand=None)
    base.contract(base.add(), bedrag_per_maand=20.0, einde=ago(10))
    paid, empty, over = (row(base, who) for who in range(3))
    expected = sum(20 * 0.985**k / 1.1 ** (k / 12) for k in range(1, 37))
    assert paid["clv"] == pytest.approx(expected)
    assert 0 <= paid["clv_low"] < expected < paid["clv_high"]
    assert paid["clv_high"] == pytest.approx(sum(20 / 1.1 ** (k / 12) for k in range(1, 37)))
    assert np.isnan([empty[name] for name in ("clv", "clv_low", "clv_high")]).all()
    assert (over["clv"], over["clv_high"]) == (0, 0)


def test_contract_and_purchases_add_and_the_range_is_theirs_together() -> None:
    base = Base()
    both, bought, signed = base.add(), base.add(), base.add()
    for who in (both, bought):
        for age in range(10, 900, 30):
            base.order(who, age, 40.0)
    for who in (both, signed):
        base.contract(who, bedrag_per_maand=25.0)
    one, two, three = (row(base, who) for who in (both, bought, signed))
    assert one["clv"] == pytest.approx(two["clv"] + three["clv"])
    assert one["clv_low"] > two["clv_low"] + three["clv_low"] * 0.9
    assert one["clv_high"] < two["clv_high"] + three["clv_high"]


def test_bought_but_when() -> None:
    base = Base()
    base.add(aantal_bestellingen=4, omzet=400.0)
    base.add(aantal_bestellingen=4, eerste_aankoop=ago(400), laatste_aankoop=ago(4))
    base.add(aantal_bestellingen=4, omzet=400.0, eerste_aankoop=ago(400), laatste_aankoop=ago(4))
    when, worth, known = (row(base, who) for who in range(3))
    assert np.isnan([when["clv"], when["p_active"], worth["clv"]]).all()
    assert when["revenue"] == 400
    assert worth["p_active"] == known["p_active"] > 0.5
    assert known["clv"] > 0


def test_a_hand_set_value_counts_for_who_referred() -> None:
    base = buyers()
    base.customers[0]["klantnummer"] = "A1"
    who = base.add(aangebracht_door="A1", hand_clv=1000.0)
    base.order(who, 10, 50.0)
    found = base.profile()
    assert found.values["crv"][0] == pytest.approx(500)
    assert found.values["clv"][who] == 1000
    assert found.value.clv[who] < 1000


def test_an_expected_purchase_is_promised_to_the_active_only() -> None:
    base = Base()
    regular, gone = base.add(), base.add()
    for age in range(5, 1000, 30):
        base.order(regular, age)
        base.order(gone, age + 400)
    assert row(base, regular)["next_purchase"] <= (AS_OF + timedelta(days=45)).isoformat()
    assert row(base, gone)["p_active"] < 0.5
    assert row(base, gone)["next_purchase"] is None


def shop(n: int = 400) -> tuple[Frames, Any]:
    base = simulate(np.random.default_rng(1004), n, BgNbd(0.8, 60 / 7, 0.8, 4), GammaGamma(6, 4, 40), 1200)
    return base.frames, base.as_of


def result_of(frames: Frames, as_of: Any, settings: Settings, context: dict[str, Any]) -> ValueResult:
    return value(frames, as_of, settings, context, np.full(frames.n, "occasioneel", dtype=object))


def test_money_scales() -> None:
    frames, as_of = shop()
    settings = Settings()
    tenfold = replace(frames, orders=frames.orders.assign(bedrag=frames.orders["bedrag"] * 10))
    one = result_of(frames, as_of, settings, fit_value(frames, as_of, settings))
    ten = result_of(tenfold, as_of, settings, fit_value(tenfold, as_of, settings))
    assert one.context["model"] == ten.context["model"]
    for name in ("clv", "clv_low", "clv_high", "revenue", "each"):
        np.testing.assert_allclose(getattr(ten, name), 10 * getattr(one, name), rtol=1e-6)
    np.testing.assert_allclose(ten.p_active, one.p_active)
    assert ten.rfm.tolist() == one.rfm.tolist()


@pytest.mark.parametrize("model", ["simple", "bg_nbd"])
def test_one_customer_alone_has_the_same_digits(model: str) -> None:
    frames, settings = cdnow(), Settings()
    context = {**fit_value(frames, END, settings), "model": model}
    whole = result_of(frames, END, settings, context)
    kept = json.loads(json.dumps(whole.context, allow_nan=False))
    for who in range(0, frames.n, 151):
        alone = result_of(only(frames, who), END, settings, kept)
        for field in fields(ValueResult):
            if field.name != "context":
                a, b = getattr(whole, field.name)[who], getattr(alone, field.name)[0]
                assert a == b or np.isnan([a, b]).all(), field.name


@pytest.mark.parametrize("n", [1, 20, 400, 3000])
def test_a_base_of_any_size_is_sensible(n: int) -> None:
    frames, as_of = shop(n)
    context = fit_value(frames, as_of, Settings())
    result = result_of(frames, as_of, Settings(), context)
    assert np.isfinite(result.clv).all()
    assert ((result.clv_low >= 0) & (result.clv_low <= result.clv)).all()
    assert ((result.clv <= result.clv_high) & np.isfinite(result.clv_high)).all()
    assert ((result.p_active >= 0) & (result.p_active <= 1)).all()
    assert ((result.p_year >= 0) & (result.p_year <= result.p_active)).all()
    assert np.isnan(result.crv).all()
    assert uses_bg_nbd(context) is False or n >= 400
    coming = result.next_purchase[~np.isnan(result.next_purchase)]
    assert (coming > days(as_of)).all()
    np.testing.assert_allclose(result.from_purchases, result.each * result.coming)


def test_one_time_buyers_show_the_simple_chance_under_bg_nbd() -> None:
    frames, settings = cdnow(), Settings()
    context = fit_value(frames, END, settings)
    assert uses_bg_nbd(context)
    fitted = result_of(frames, END, settings, context)
    simple = result_of(frames, END, settings, {**context, "model": "simple"})
    once = fitted.purchase_days == 1
    assert (fitted.p_active[once] == simple.p_active[once]).all()
    assert (fitted.p_active[~once] != simple.p_active[~once]).all()


def test_who_objects_to_profiling_has_no_value() -> None:
    base = buyers()
    base.customers[0] |= {"bezwaar_profilering": 1.0, "aangebracht_door": "B2"}
    friend = base.add(klantnummer="B2")
    base.order(friend, 100, 10.0)
    found = base.profile()
    assert found.values["crv"][friend] == pytest.approx(found.values["clv"][friend] / 2)
    assert np.isnan(found.values["clv"][0])
    assert found.values["revenue"][0] == 50


def test_the_model_in_words() -> None:
    set_language("en")
    base = buyers()
    words = model_words(base.profile().context["value"], Settings())
    assert words[0].startswith("Customers who bought on more than one day: 0; from 50")
    assert "No margin is set, so value is revenue value." in words
    context = profile(cdnow(), END, Settings()).context["value"]
    words = model_words(context, Settings(margin_percent=30.0, acquisition_cost=10.0))
    # the published sample: 2,357 customers, held back are the last 68 of its 273 days
    assert "2,357 customers bought up to" in words[0] and "in the 68 days after" in words[0]
    assert "fitted to your customers missed by 0.64, the simple formula by 0.65" in words[0]
    assert words[1:] == [
        "On average a customer who has not stopped buys once in 127 days.",
        "After each further purchase 25\N{NO-BREAK SPACE}% stop for good.",
        "Customers differ much: a few buy often, many seldom.",
        "A purchase is worth €\N{NO-BREAK SPACE}35.17 on average.",
    ]
    base = Base()
    who = base.add()
    for _ in range(6):
        base.contract(who, start=ago(900), einde=ago(100))
    words = model_words(base.profile().context["value"], Settings())
    assert any(text.startswith("6 ended contracts show that") for text in words)


def test_value_is_of_amounts_without_vat_once_the_rate_is_set() -> None:
    set_language("en")
    base = buyers()
    base.contract(base.add(), start=ago(400), opzegtermijn=1.0, bedrag_per_maand=20.0)
    whole = base.profile().values["clv"].to_numpy()
    for settings, share in (
        (Settings(btw_percent=21.0), 1 / 1.21),
        (Settings(btw_percent=21.0, margin_percent=30.0), 0.3 / 1.21),
        (Settings(btw_percent=21.0, amounts_include_btw=False), 1.0),
        (Settings(amounts_include_btw=False), 1.0),
    ):
        found = base.profile(settings)
        np.testing.assert_allclose(found.values["clv"], whole * share, rtol=1e-12)
        # what was bought stays what the file says
        assert found.values["revenue"].iloc[0] == 50.0
    words = model_words(base.profile().context["value"], Settings(btw_percent=21.0))
    assert "Your amounts include 21\N{NO-BREAK SPACE}% VAT; value is computed without it." in words


def test_only_what_was_fitted_is_told() -> None:
    set_language("en")
    context = dict(profile(cdnow(), END, Settings()).context["value"])
    alike = {"r": 2.0, "alpha": 10.0, "a": 1.0, "b": 3.0}
    words = model_words({**context, "params": alike}, Settings(margin_percent=30.0, btw_percent=0.0))
    assert "Customers differ much: a few buy often, many seldom." not in words
    assert not any("is worth" in text or "VAT" in text for text in words)
    words = model_words({**context, "params": {"p": 1.0, "q": 3.0, "v": 20.0}}, Settings())
    assert [text for text in words if "worth" in text] == [
        "A purchase is worth €\N{NO-BREAK SPACE}10.00 on average."
    ]
    # two errors that two digits would show as one
    close = {**context, "errors": {"simple": 0.6512, "bg_nbd": 0.6498}}
    assert "missed by 0.650, the simple formula by 0.651" in model_words(close, Settings())[0]


def test_a_customer_with_half_the_totals_does_not_disturb_the_base() -> None:
    base = buyers()
    base.add(laatste_aankoop=ago(10), omzet=50.0)
    found = base.profile()
    json.dumps(found.context, allow_nan=False)
    assert found.values["set_rfm"].tolist() == ["nieuwe_klanten", "onbekend"]
