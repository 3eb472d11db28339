"""The self-assessments: their questions, what the answers come to, and that the advice hears of it."""

from itertools import product
from typing import Any

import pytest

from core.settings import Settings
from strategy import assessments
from strategy.advice import advise
from strategy.assessments import ASSESSMENTS, PARTS, RESULTS, outcome, questions, result
from strategy.rules import in_force
from tests.strategy.bases import base, generated


def answers(assessment: str, **parts: int) -> dict[str, int]:
    """Every statement of a part answered the same; parts that are not named 1."""
    return {q.code: parts.get(q.part, 1) for q in questions() if q.assessment == assessment}


def test_each_part_has_short_statements_in_both_languages() -> None:
    for assessment in ASSESSMENTS:
        for part in PARTS[assessment]:
            found = [q for q in questions() if (q.assessment, q.part) == (assessment, part)]
            assert 2 <= len(found) <= 3
            assert all(20 < len(text) < 130 for q in found for text in (q.nl, q.en))
        assert assessments.name(assessment) and assessments.about(assessment)


@pytest.mark.parametrize(
    ("customers", "partners", "code"),
    [(5, 5, "many_to_many"), (5, 1, "many_to_one"), (1, 5, "one_to_many"), (3, 3, "one_to_one")],
)
def test_the_network_matrix(customers: int, partners: int, code: str) -> None:
    assert result("netwerk", answers("netwerk", klanten=customers, partners=partners)).code == code


def test_maturity_stands_on_every_stage_below_it() -> None:
    assert result("cem", answers("cem")).code == "interested"
    assert result("cem", answers("cem", invested=4)).code == "invested"
    assert result("cem", answers("cem", invested=4, committed=4, engaged=5)).code == "engaged"
    # a stage that hangs in the air does not count
    assert result("cem", answers("cem", invested=5, committed=2, engaged=5, embedded=5)).code == "invested"
    assert result("cem", answers("cem", invested=5, committed=5, engaged=4, embedded=4)).code == "embedded"


def test_a_house_is_built_from_below() -> None:
    assert result("huis", answers("huis", klanten=2, data=5, mensen=5, meten=5, dak=5)).code == "klanten"
    assert result("huis", answers("huis", klanten=5, data=5, mensen=5, meten=3, dak=5)).code == "meten"
    assert result("huis", answers("huis", **dict.fromkeys(PARTS["huis"], 4))).code == "staat"


@pytest.mark.parametrize("assessment", ASSESSMENTS)
def test_unanswered_is_unknown_and_changes_nothing(assessment: str) -> None:
    given = answers(assessment, **dict.fromkeys(PARTS[assessment], 4))
    given.popitem()
    assert result(assessment, given).code == "onbekend"
    assert result(assessment, {}).code == "onbekend"
    assert outcome(Settings(), assessment) == "onbekend"
    assert outcome(Settings(assessments={assessment: {"elsewhere": 9}}), assessment) == "onbekend"


def test_every_result_has_words_and_a_rule_that_asks_for_it() -> None:
    rules = in_force(Settings())
    for assessment, codes in RESULTS.items():
        for code in codes:
            found = assessments.Result(assessment, code, 1, 2, {})
            assert found.title and found.meaning
            asks = [r for r in rules if any(t.name == assessment and code in t.codes for t in r.when.terms)]
            assert bool(asks) == (code != "onbekend"), (assessment, code)


def test_each_result_is_among_the_reasons_of_the_advice() -> None:
    row: dict[str, Any] = {"relatievorm": "langdurig", "set_waarde": "kampioen", "engagement": 70.0}
    seen: set[tuple[str, str]] = set()
    for assessment in ASSESSMENTS:
        for levels in product((1, 5), repeat=len(PARTS[assessment])):
            given = answers(assessment, **dict(zip(PARTS[assessment], levels, strict=True)))
            made = base([row], None, Settings(assessments={assessment: given}, has_moderator=True))
            segment = advise(*made.arguments()).data["segments"][0]
            code = outcome(made.settings, assessment)
            rules = {
                r.code
                for r in in_force(made.settings)
                if any(t.name == assessment and code in t.codes for t in r.when.terms)
            }
            assert rules & {reason["rule"] for reason in segment["reasons"]}, (assessment, code)
            seen.add((assessment, code))
    assert seen == {(a, c) for a, codes in RESULTS.items() for c in codes if c != "onbekend"}


def test_assessments_never_touch_clients_without_a_choice() -> None:
    filled = {a: answers(a, **dict.fromkeys(PARTS[a], 5)) for a in ASSESSMENTS}
    for settings in (Settings(), Settings(assessments=filled, has_moderator=True)):
        found = generated(5, 20, settings, "gedwongen")
        forms = {s["form"] for s in advise(*found.arguments()).data["segments"]}
        assert forms == {"zelfbediening"}
