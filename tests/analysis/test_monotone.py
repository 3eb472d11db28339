"""What a marketer would call plain: more of a good thing is never less, numbers keep their bounds, and a
price in cents is the same price."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from analysis.frames import Frames
from analysis.profile import profile
from core.cells import SCORES, SETS
from core.settings import Settings
from tests.analysis.build import AS_OF, Base, ago, background
from tests.analysis.random_bases import customers, full_bases

MONEY = {
    "orders": ("bedrag",),
    "contracts": ("bedrag_per_maand", "opzegkosten"),
    "customers": ("omzet",),
}


def tenfold(frames: Frames) -> Frames:
    """The same base in another currency."""
    changed: dict[str, Any] = {}
    for name, columns in MONEY.items():
        table = getattr(frames, name)
        known = [column for column in columns if column in table.columns]
        changed[name] = table.assign(**{column: table[column] * 10.0 for column in known})
    return replace(frames, **changed)


@hypothesis.given(full_bases())
@hypothesis.settings(max_examples=12, deadline=None)
def test_scaling_of_money_scales_value_and_nothing_else(base: Base) -> None:
    frames = base.frames()
    one, ten = (profile(each, AS_OF, Settings()).values for each in (frames, tenfold(frames)))
    for name in ("clv", "clv_low", "clv_high", "crv", "revenue"):
        np.testing.assert_allclose(ten[name], one[name] * 10.0, rtol=1e-6, atol=1e-6)
    for name in (*SCORES, "p_active", "purchase_days"):
        np.testing.assert_allclose(ten[name], one[name], rtol=1e-9, atol=1e-9)
    for name in SETS:
        assert ten[f"set_{name}"].tolist() == one[f"set_{name}"].tolist()


@hypothesis.given(full_bases())
@hypothesis.settings(max_examples=12, deadline=None)
def test_every_number_keeps_its_bounds(base: Base) -> None:
    values = base.profile().values
    for name in SCORES:
        known = values[name].dropna()
        assert known.between(0.0, 100.0).all(), name
        assert values[f"{name}_coverage"].dropna().between(0.0, 1.0 + 1e-12).all(), name
    assert values["p_active"].dropna().between(0.0, 1.0).all()
    valued = values[values["clv"].notna()]
    assert (valued["clv"] >= 0).all()
    assert (valued["clv_low"] <= valued["clv"]).all() and (valued["clv"] <= valued["clv_high"]).all()


def asked(dimension: str) -> Callable[[Base, int, float], None]:
    """A survey answer on 1-5."""
    return lambda base, who, x: base.answer(who, dimension, x)


def starred(base: Base, who: int, x: float) -> None:
    base.contact(who, "review", 10.0, waardering=x)


def notice(base: Base, who: int, x: float) -> None:
    base.contract(who, start=ago(100), opzegtermijn=x)


def months(base: Base, who: int, x: float) -> None:
    base.contract(who, start=ago(100), einde=ago(-30.0 * x))


def solved(base: Base, who: int, x: float) -> None:
    for n in range(5):
        base.contact(who, "klacht", 30.0, opgelost=float(n < x))


def bought(base: Base, who: int, x: float) -> None:
    for n in range(int(x) + 1):
        base.order(who, 10.0 + 20 * n)


#: indicator → what gives a customer x (1..5) of it, and the score that must not go down when x goes up
GOOD: dict[str, tuple[Callable[[Base, int, float], None], str]] = {
    "survey_affectief": (asked("affectief"), "commitment"),
    "survey_competentie": (asked("competentie"), "trust"),
    "survey_integriteit": (asked("integriteit"), "trust"),
    "survey_welwillendheid": (asked("welwillendheid"), "trust"),
    "survey_tevredenheid": (asked("tevredenheid"), "satisfaction"),
    "survey_servicekwaliteit": (asked("servicekwaliteit"), "satisfaction"),
    "survey_calculatief": (asked("calculatief"), "calculative"),
    "survey_engagement_affectie": (asked("engagement_affectie"), "engagement"),
    "review_mean": (starred, "satisfaction"),
    "review_mean of commitment": (starred, "commitment"),
    "complaints_solved": (solved, "trust"),
    "complaints": (solved, "satisfaction"),
    "notice_months": (notice, "calculative"),
    "remaining_months": (months, "calculative"),
    "continuing": (bought, "relational_exchange"),
}


@pytest.mark.parametrize("indicator", GOOD)
@hypothesis.given(low=st.integers(1, 5), high=st.integers(1, 5), rest=st.builds(Base), data=st.data())
@hypothesis.settings(max_examples=5, deadline=None)
def test_more_of_an_indicator_never_lowers_its_score(
    indicator: str, low: int, high: int, rest: Base, data: st.DataObject
) -> None:
    give, score = GOOD[indicator]
    low, high = min(low, high), max(low, high)
    found = []
    background(rest)
    who = data.draw(customers(rest))
    for x in (low, high):
        base = Base()
        base.customers = [dict(row) for row in rest.customers]
        base.rows = {kind: [dict(row) for row in rows] for kind, rows in rest.rows.items()}
        give(base, who, float(x))
        found.append(base.profile().scores[score].value[who])
    if np.isnan(found).any():
        # somebody who objects to profiling is not scored, with little as with much
        assert np.isnan(found).all()
    else:
        assert found[1] >= found[0] - 1e-9


@hypothesis.given(low=st.integers(0, 10), high=st.integers(0, 10))
@hypothesis.settings(max_examples=15, deadline=None)
def test_a_higher_nps_or_mark_never_lowers_feeling_or_satisfaction(low: int, high: int) -> None:
    low, high = min(low, high), max(low, high)
    base = Base()
    pair = [
        base.add(nps=float(x), tevredenheid=float(max(x, 1)), tevredenheid_schaal="1-10") for x in (low, high)
    ]
    scores = base.profile().scores
    for name in ("commitment", "satisfaction", "relationship_quality", "emotional_bond"):
        value = scores[name].value
        assert value[pair[1]] >= value[pair[0]] - 1e-9
