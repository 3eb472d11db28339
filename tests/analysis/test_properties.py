"""What must hold for every base: parts that sum, bounds, absolute scales, one alone as in the whole."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.frames import Frames, days, empty, frames_of, until
from analysis.profile import profile
from core.cells import SCORES
from core.settings import Settings
from tests.analysis.build import AS_OF, Base
from tests.analysis.letter import One
from tests.analysis.random_bases import bases, customers, full_bases

few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
ABSOLUTE = (*SCORES, *(f"{name}_coverage" for name in SCORES))
CELLS = ("relatievorm", "almost_type", "binding", "set_participatie", "opzegdatum")


def same(one: pd.DataFrame, two: pd.DataFrame, names: tuple[str, ...]) -> None:
    for name in names:
        a, b = one[name], two[name]
        if a.dtype == object:
            assert a.tolist() == b.tolist(), name
        else:
            np.testing.assert_allclose(
                np.asarray(a, float), np.asarray(b, float), rtol=0, atol=1e-9, err_msg=name
            )


def sums(score: dict[str, Any]) -> None:
    """Points sum to the value, all of it within bounds, at every level."""
    parts = score["parts"]
    if score["value"] is None:
        assert parts == []
    else:
        assert 0 <= score["value"] <= 100 + 1e-9
        assert sum(part["points"] for part in parts) == pytest.approx(score["value"], abs=1e-9)
        weight = sum(part["weight"] for part in parts)
        for part in parts:
            assert 0 <= part["normalised"] <= 1 + 1e-12
            expected = 100 * part["weight"] * part["normalised"] / weight
            assert part["points"] == pytest.approx(expected, abs=1e-9)
    assert 0 <= score["coverage"] <= 1 + 1e-12
    for inner in score["components"].values():
        sums(inner)


@given(bases())
@few
def test_every_score_adds_up_and_is_plain_data(base: Base) -> None:
    found = base.profile()
    for position in range(len(found.values)):
        told = found.detail(position)
        json.dumps(told, allow_nan=False)
        assert set(told["scores"]) == set(SCORES)
        for score in told["scores"].values():
            sums(score)
    json.dumps([found.context, found.summary], allow_nan=False)
    assert sum(found.summary["relationship"].values()) == len(base.customers)
    assert sum(found.summary["value"].values()) == len(base.customers)
    assert sum(found.summary["scrm"].values()) == len(base.customers)


@given(bases())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_arrays_say_what_the_page_says_to_the_letter(base: Base) -> None:
    found = base.profile()
    commitment, rows = found.scores["commitment"], found.values
    for who, facts in enumerate(base.customers):
        if facts.get("bezwaar_profilering") == 1:
            continue
        one = One(base, who)
        assert rows["relatievorm"].iloc[who] == one.relationship()
        assert rows["set_participatie"].iloc[who] == one.participation()
        told = {
            "affectief": (commitment.components[0], one.affective()),
            "satisfaction": (found.scores["satisfaction"], one.satisfaction()),
            "calculative": (found.scores["calculative"], one.calculative()),
            "engagement": (found.scores["engagement"], one.engagement()),
            "negative": (found.scores["negative_engagement"], one.negative()),
            "exchange": (found.scores["relational_exchange"], one.exchange()),
            "bond": (found.scores["emotional_bond"], one.bond()),
        }
        for name, (score, expected) in told.items():
            number = np.nan if expected is None else expected
            assert score.value[who] == pytest.approx(number, abs=1e-9, nan_ok=True), name
        if one.relationship() not in {"geen", "onbekend"}:
            stage = one.stage(float(rows["p_active"].iloc[who]))
            assert rows["set_scrm"].iloc[who].removesuffix("_laag").removesuffix("_hoog") == stage


@given(bases(), st.randoms(use_true_random=False))
@few
def test_the_order_of_rows_says_nothing(base: Base, random: Any) -> None:
    frames = base.frames()
    shuffled = {}
    for name in ("orders", "contracts", "interactions", "survey"):
        table = getattr(frames, name)
        places = list(range(len(table)))
        random.shuffle(places)
        shuffled[name] = table.iloc[places].reset_index(drop=True)
    one = profile(frames, AS_OF, Settings()).values
    two = profile(replace(frames, **shuffled), AS_OF, Settings()).values
    same(one, two, (*ABSOLUTE, *CELLS))


@given(full_bases(), st.data())
@few
def test_an_unrelated_customer_or_an_empty_column_changes_nobody(base: Base, data: st.DataObject) -> None:
    n = len(base.customers)
    before = base.profile().values
    data.draw(customers(base))
    frames = base.frames()
    wider = replace(frames, customers=frames.customers.assign(nieuwe_kolom=None))
    after = profile(wider, AS_OF, Settings()).values.iloc[:n]
    same(before, after, (*ABSOLUTE, *CELLS))


@given(bases())
@few
def test_one_customer_alone_has_the_numbers_of_the_whole_run(base: Base) -> None:
    frames = base.frames()
    whole = profile(frames, AS_OF, Settings())
    context = json.loads(json.dumps(whole.context))
    for position in range(frames.n):
        one = profile(only(frames, position), AS_OF, Settings(), context)
        same(whole.values.iloc[[position]], one.values, tuple(whole.values.columns))


@given(bases(), st.integers(0, 1200))
@few
def test_nothing_dated_after_the_peildatum_counts(base: Base, back: int) -> None:
    frames, then = base.frames(), AS_OF - timedelta(days=back)
    later = days(then) + 1
    cut = replace(
        frames,
        orders=frames.orders[frames.orders["datum"] < later].reset_index(drop=True),
        interactions=frames.interactions[frames.interactions["datum"] < later].reset_index(drop=True),
        survey=frames.survey[~(frames.survey["datum"] >= later)].reset_index(drop=True),
        contracts=frames.contracts[~(frames.contracts["start"] >= later)].reset_index(drop=True),
    )
    one, two = profile(frames, then, Settings()).values, profile(cut, then, Settings()).values
    same(one, two, tuple(one.columns))


def only(frames: Frames, position: int) -> Frames:
    """The base as the database gives it for one customer."""

    def mine(table: pd.DataFrame) -> pd.DataFrame:
        chosen = table[table["customer"] == position].reset_index(drop=True)
        return chosen.assign(customer=np.zeros(len(chosen), dtype=np.int64))

    return Frames(
        frames.customers.iloc[[position]].reset_index(drop=True),
        mine(frames.orders),
        mine(frames.contracts),
        mine(frames.interactions),
        mine(frames.survey),
    )


def test_an_empty_base() -> None:
    found = profile(frames_of({}), AS_OF, Settings())
    assert len(found.values) == 0
    assert found.summary["customers"] == 0


def test_one_customer_of_whom_nothing_is_known() -> None:
    base = Base()
    base.add()
    found = base.profile()
    row = found.values.iloc[0]
    assert row["relatievorm"] == "onbekend"
    assert all(np.isnan(row[name]) for name in SCORES)
    assert {row[f"set_{name}"] for name in ("waarde", "engagement", "scrm", "binding", "participatie")} == {
        "onbekend"
    }


@pytest.mark.parametrize("extra", ["nps", "aanbeveling", "compliment", "sterren"])
@given(base=full_bases(), more=st.integers(1, 4))
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_good_deed_never_lowers_the_feeling(base: Base, more: int, extra: str) -> None:
    who = len(base.customers) - 1
    base.customers[who]["bezwaar_profilering"] = None
    if extra == "sterren":
        base.contact(who, "review", 3, waardering=1.0)
    if extra == "nps":
        base.customers[who] |= {"nps": 5.0, "nps_datum": None}
    before = feeling(base, who)
    if extra == "sterren":
        base.rows["interactions"][-1]["waardering"] = 1.0 + more
    elif extra == "nps":
        base.customers[who]["nps"] = 5.0 + more
    else:
        base.contact(who, extra, 3, aantal=float(more))
    after = feeling(base, who)
    assert np.isnan(before) or after >= before - 1e-9


def feeling(base: Base, who: int) -> float:
    return float(base.profile().scores["commitment"].components[0].value[who])


@given(base=full_bases(), kind=st.sampled_from(["like", "gedeeld", "email_geklikt", "evenement"]))
@few
def test_a_contact_never_lowers_engagement(base: Base, kind: str) -> None:
    before = np.asarray(base.profile().scores["engagement"].value)
    base.contact(len(base.customers) - 1, kind, 10)
    after = np.asarray(base.profile().scores["engagement"].value)
    known = ~np.isnan(before)
    assert (after[known] >= before[known] - 1e-9).all()


def test_totals_of_a_later_first_purchase_are_not_known_yet() -> None:
    base = Base()
    base.add(
        aantal_bestellingen=3.0, omzet=90.0, eerste_aankoop=days(AS_OF) + 5, laatste_aankoop=days(AS_OF) + 9
    )
    assert np.isnan(until(base.frames(), AS_OF).number("omzet")[0])
    assert base.profile().values["relatievorm"].tolist() == ["onbekend"]
    bare = frames_of({"customers": pd.DataFrame({"id": [1], "eerste_aankoop": [days(AS_OF) + 5]})})
    assert np.isnan(until(bare, AS_OF).number("eerste_aankoop")[0])
    later = base.profile(as_of=AS_OF + timedelta(days=20)).values
    assert later["relatievorm"].tolist() == ["occasioneel"]


def test_facts_of_later_days_are_cut() -> None:
    frames = frames_of(
        {"customers": pd.DataFrame({"id": [1], "nps": [9.0], "nps_datum": [days(AS_OF) + 1.0]})}
    )
    assert np.isnan(until(frames, AS_OF).number("nps")[0])
    assert until(frames, date(2026, 7, 1)).number("nps")[0] == 9
    assert len(empty({"a": "float64"})) == 0
