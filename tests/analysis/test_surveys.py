"""Surveys: scales, reversed items, missing answers, the latest, NPS once; alpha, the base's NPS (§5)."""

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis import surveys
from analysis.reliability import base_nps, cronbach, nps_of_base, reliability, standardised_alpha
from analysis.surveys import Answers, coded, nps, nps_value, overall_satisfaction
from core.settings import Settings
from tests.analysis.build import AS_OF, Base, ago

MOBI = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "survey" / "mobi.csv"
needs_mobi = pytest.mark.skipif(not MOBI.exists(), reason="the shared data is not here")


def dimension(base: Base, name: str) -> Answers:
    answers = coded(base.frames())
    found = surveys.dimensions(answers, len(base.customers), AS_OF, Settings(), surveys.fit(answers))
    return found.get(name, surveys.unanswered(len(base.customers)))


def test_nps_to_a_share() -> None:
    given = np.array([0, 3, 6, 7, 8, 8.5, 9, 10, np.nan])
    expected = [0, 0.15, 0.30, 0.45, 0.60, 0.725, 0.85, 1]
    assert nps_value(given)[:-1].tolist() == pytest.approx(expected)
    assert np.isnan(nps_value(given)[-1])


@pytest.mark.parametrize(
    ("scale", "answers"),
    [
        ((1, 5), (4, 2)),
        ((1, 7), (5.5, 2.5)),
        ((0, 10), (7.5, 2.5)),
        ((0, 100), (75, 25)),
        ((1, 10), (7.75, 3.25)),
    ],
)
def test_the_same_survey_on_another_scale_gives_the_same_score(
    scale: tuple[float, float], answers: tuple[float, float]
) -> None:
    base = Base()
    who = base.add()
    ends = {"schaal_laag": float(scale[0]), "schaal_hoog": float(scale[1])}
    base.answer(who, "affectief", answers[0], item="a", **ends)
    base.answer(who, "affectief", answers[1], item="b", omgekeerd=1.0, **ends)
    found = dimension(base, "affectief")
    assert found.value[who] == pytest.approx(0.75)
    assert found.raw[who] == pytest.approx(answers[0])


def test_items_on_two_scales_are_known_as_a_share() -> None:
    base = Base()
    who = base.add()
    base.answer(who, "affectief", 5.0, item="a")
    base.answer(who, "affectief", 5.0, item="b", schaal_laag=0.0, schaal_hoog=10.0)
    assert dimension(base, "affectief").raw[who] == pytest.approx(75)


def test_at_least_half_the_items() -> None:
    base = Base()
    full, half, less = base.add(), base.add(), base.add()
    for item in "abcd":
        base.answer(full, "affectief", 3.0, item=item)
    for item in "ab":
        base.answer(half, "affectief", 5.0, item=item)
    base.answer(less, "affectief", 5.0, item="a")
    value = dimension(base, "affectief").value
    assert value[:2].tolist() == [0.5, 1]
    assert np.isnan(value[less])


def test_another_survey_s_questions_change_nobody() -> None:
    base = Base()
    one, other = base.add(), base.add()
    base.answer(one, "affectief", 5.0, item="eigen")
    for item in "abcdef":
        base.answer(other, "affectief", 1.0, item=item)
    assert dimension(base, "affectief").value.tolist() == [1, 0]


def test_the_latest_survey_counts_and_a_dated_one_before_an_undated() -> None:
    base = Base()
    who, undated = base.add(), base.add()
    base.answer(who, "affectief", 5.0, age=400)
    base.answer(who, "affectief", 1.0, age=40)
    base.answer(who, "affectief", 5.0, age=None)
    base.answer(undated, "affectief", 4.0, age=None)
    found = dimension(base, "affectief")
    assert found.value.tolist() == [0, 0.75]
    assert found.factor.tolist() == pytest.approx([2 ** (-40 / 730), 1])
    assert np.isnan(found.day[undated])


def test_an_answer_corrected_the_same_day() -> None:
    base = Base()
    who = base.add()
    base.answer(who, "affectief", 5.0)
    base.answer(who, "affectief", 2.0)
    assert dimension(base, "affectief").value[who] == 0.25


def test_answers_without_dimension_or_scale_say_nothing() -> None:
    base = Base()
    who = base.add()
    base.answer(who, "affectief", 5.0)
    base.rows["survey"][0]["dimensie"] = None
    base.answer(who, "affectief", 5.0, schaal_hoog=1.0)
    assert np.isnan(dimension(base, "affectief").value[who])


def test_an_item_that_came_after_the_base_was_read() -> None:
    base = Base()
    who = base.add()
    base.answer(who, "affectief", 5.0)
    found = surveys.dimensions(coded(base.frames()), 1, AS_OF, Settings(), [])
    assert found["affectief"].value[who] == 1


def latest_nps(base: Base) -> Answers:
    answers = coded(base.frames())
    found = surveys.dimensions(answers, len(base.customers), AS_OF, Settings(), surveys.fit(answers))
    return nps(base.frames(), found, AS_OF, Settings())


def test_the_same_nps_in_two_sheets_counts_once() -> None:
    base = Base()
    ten = {"schaal_laag": 0.0, "schaal_hoog": 10.0}
    both, newer, older, undated = base.add(nps=9.0), base.add(), base.add(), base.add()
    base.answer(both, "nps", 9.0, age=730, **ten)
    base.customers[newer] |= {"nps": 10.0, "nps_datum": ago(3)}
    base.answer(newer, "nps", 2.0, age=30, **ten)
    base.customers[older] |= {"nps": 10.0, "nps_datum": ago(300)}
    base.answer(older, "nps", 2.0, age=30, **ten)
    base.customers[undated] |= {"nps": 10.0, "nps_datum": ago(300)}
    base.answer(undated, "nps", 2.0, age=None, **ten)
    found = latest_nps(base)
    assert found.raw.tolist() == [9, 10, 2, 10]
    assert found.factor[both] == 0.5


def test_nps_on_another_scale() -> None:
    base = Base()
    who = base.add()
    base.answer(who, "nps", 90.0, schaal_laag=0.0, schaal_hoog=100.0)
    assert latest_nps(base).raw[who] == pytest.approx(9)


def test_overall_satisfaction_is_the_later_of_two() -> None:
    base = Base()
    who, strange = (
        base.add(tevredenheid=6.0, tevredenheid_schaal="1-10", tevredenheid_datum=ago(10)),
        base.add(tevredenheid=6.0),
    )
    base.answer(who, "tevredenheid", 5.0, age=100)
    answers = coded(base.frames())
    found = surveys.dimensions(answers, 2, AS_OF, Settings(), surveys.fit(answers))
    assert overall_satisfaction(base.frames(), found, AS_OF, Settings()).value[who] == pytest.approx(5 / 9)
    assert np.isnan(overall_satisfaction(base.frames(), found, AS_OF, Settings()).value[strange])
    base.customers[who]["tevredenheid_datum"] = None
    assert overall_satisfaction(base.frames(), found, AS_OF, Settings()).value[who] == 1


def mobi() -> tuple[list[str], np.ndarray]:
    with MOBI.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], np.array(rows[1:], dtype=np.float64)


@needs_mobi
@pytest.mark.parametrize(
    ("prefix", "expected"),
    [("IMAG", 0.723), ("CUEX", 0.452), ("PERV", 0.824), ("CUSA", 0.779), ("CUSL", 0.47)],
)
def test_published_alphas(prefix: str, expected: float) -> None:
    """Tenenhaus, Esposito Vinzi, Chatelin & Lauro 2005: the standardised alphas of their table."""
    names, table = mobi()
    chosen = table[:, [i for i, name in enumerate(names) if name.startswith(prefix)]]
    assert standardised_alpha(chosen) == pytest.approx(expected, abs=0.005)


@needs_mobi
def test_alphas_through_the_base_and_on_another_scale() -> None:
    names, table = mobi()
    found = []
    for rescale in (False, True):
        base = Base()
        for row in table:
            who = base.add()
            for name, mark in zip(names, row, strict=True):
                if name[:4] in {"IMAG", "CUSL"}:
                    value, ends = (mark, (1.0, 10.0)) if not rescale else ((mark - 1) / 9 * 100, (0.0, 100.0))
                    kind = "affectief" if name.startswith("IMAG") else "normatief"
                    base.answer(who, kind, value, item=name, schaal_laag=ends[0], schaal_hoog=ends[1])
        answers = coded(base.frames())
        told = {r.dimension: r for r in reliability(answers, surveys.fit(answers))}
        assert told["affectief"].standardised == pytest.approx(0.723, abs=0.0005)
        assert (told["affectief"].level, told["normatief"].level) == ("green", "red")
        worst = max(told["normatief"].items, key=lambda item: item.alpha_if_dropped)
        assert worst.name == "CUSL2"
        assert worst.alpha_if_dropped > 0.6
        found.append(dimension(base, "affectief").value)
    np.testing.assert_allclose(found[0], found[1], atol=1e-12)


def test_a_turned_item_is_asked_about() -> None:
    base = Base()
    for person in range(40):
        who = base.add()
        base.answer(who, "affectief", 1.0 + person % 5, item="a")
        base.answer(who, "affectief", 1.0 + (person + person // 5 % 2) % 5, item="b")
        base.answer(who, "affectief", 1.0 + person % 5, item="b2")
        base.answer(who, "affectief", 5.0 - person % 5, item="c")
        base.answer(who, "normatief", 3.0, item="d")
    answers = coded(base.frames())
    told = {r.dimension: r for r in reliability(answers, surveys.fit(answers))}
    assert [item.ask_reversed for item in told["affectief"].items] == [False, False, False, True]
    assert told["normatief"].level == "one_item"


def test_two_surveys_have_alphas_of_their_own_and_few_answers_none() -> None:
    base = Base()
    for person in range(29):
        who = base.add()
        for item in "ab":
            base.answer(who, "affectief", 1.0 + person % 5, item=item)
    answers = coded(base.frames())
    assert reliability(answers, surveys.fit(answers))[0].level == "too_few"
    for person in range(60):
        who = base.add()
        for item in ("ab", "cd")[person % 2]:
            base.answer(who, "affectief", 1.0 + person % 5, item=item)
    answers = coded(base.frames())
    told = reliability(answers, surveys.fit(answers))
    assert [(r.answers, r.level) for r in told] == [(59, "green"), (30, "green")]
    assert told[0].alpha == pytest.approx(1)
    assert reliability(answers, [[["normatief", "x"]]]) == []


def test_alpha_that_does_not_exist() -> None:
    same = np.ones((40, 3))
    assert np.isnan(
        [cronbach(same), standardised_alpha(same), cronbach(same[:, :1]), standardised_alpha(same[:1])]
    ).all()


def test_constant_answers_are_red() -> None:
    base = Base()
    for _person in range(30):
        who = base.add()
        for item in "abc":
            base.answer(who, "affectief", 3.0, item=item)
    answers = coded(base.frames())
    assert reliability(answers, surveys.fit(answers))[0].level == "red"


def test_nps_of_the_base() -> None:
    found = nps_of_base(np.array([10, 9, 9, 8, 7, 6, 0, np.nan]))
    assert (found.answers, found.promoters, found.detractors) == (7, 3, 2)
    assert found.value == pytest.approx(100 / 7)
    p, d = 3.75 / 10, 2.75 / 10
    half = 1.959964 * ((p + d - (p - d) ** 2) / 10) ** 0.5
    assert (found.low, found.high) == pytest.approx((100 * (p - d - half), 100 * (p - d + half)))


def test_nps_of_one_answer_and_of_none() -> None:
    one = nps_of_base(np.array([10.0]))
    assert one.value == 100
    assert -100 <= one.low < 50 < one.high <= 100
    assert np.isnan(nps_of_base(np.array([np.nan])).value)


def test_who_objects_is_not_in_the_base_s_nps() -> None:
    base = Base()
    base.add(nps=9.0)
    base.add(nps=0.0, bezwaar_profilering=1.0)
    frames = base.frames()
    assert base_nps(frames, frames.number("nps")).value == 100


def test_a_run_tells_how_far_its_surveys_can_be_trusted() -> None:
    base = Base()
    for person in range(30):
        who = base.add(nps=float(person % 11))
        for item in "ab":
            base.answer(who, "affectief", 1.0 + person % 5, item=item)
        base.answer(who, "normatief", 3.0)
    found = base.profile().summary
    assert found["nps"]["answers"] == 30
    assert found["nps"]["low"] < found["nps"]["value"] < found["nps"]["high"]
    assert [(r["dimension"], r["level"]) for r in found["reliability"]] == [
        ("affectief", "green"),
        ("normatief", "one_item"),
    ]
    assert found["reliability"][0]["items"][0]["alpha_if_dropped"] is None
    assert Base().profile().summary["nps"]["value"] is None


def test_no_survey_at_all() -> None:
    base = Base()
    base.add()
    answers = coded(base.frames())
    assert surveys.fit(answers) == []
    assert reliability(answers, []) == []
