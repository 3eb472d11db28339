"""Sentences for evidence and indicators, and what would change a score most."""

import re
from pathlib import Path

import numpy as np
import pytest

from analysis import explain
from analysis.kinds import load
from core.text import set_language
from tests.analysis.build import Base, ago, background

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"


def test_every_indicator_has_a_name_in_both_languages() -> None:
    base = Base()
    background(base)
    found = base.profile()
    names = {part.name for score in found.scores.values() for part in score.indicators}
    names |= {p.name for s in found.scores.values() for c in s.components for p in c.indicators}
    names |= set(found.scores)
    try:
        for language in ("nl", "en"):
            set_language(language)
            for name in names:
                assert explain.indicator_name(name) != name, name
    finally:
        set_language("nl")
    assert explain.indicator_name("kind_klacht") == "klacht"
    assert explain.indicator_name("kind_nieuw") == "kind_nieuw"
    assert explain.indicator_name("iets") == "iets"
    assert len(load()) > 20


def test_every_evidence_code_has_a_sentence() -> None:
    codes = set(re.findall(r'\[\[?"(\w+)", \{', (ANALYSIS / "relationship.py").read_text("utf-8")))
    codes = codes | {"purchases", "contract_ended"} - {"contract"}
    for code in codes:
        assert explain.evidence([[code, {}]])[0] not in {"", code}
    assert explain.evidence([["iets", {}]]) == ["iets"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            ["contract", {"contracts": 2, "until": "2027-03-01", "fee": 150.0}],
            "2 contracten tot 01-03-2027, opzegkosten €\N{NO-BREAK SPACE}150",
        ),
        (["contract", {"contracts": 1, "notice": 1.0}], "contract, opzegtermijn 1 maand"),
        (["contract", {"contracts": 1, "notice": 1.5}], "contract, opzegtermijn 1,5 maanden"),
        (["contract_ended", {"on": "2026-01-02"}], "contract afgelopen op 02-01-2026"),
        (["purchases", {"days": 1, "last": "2026-01-02"}], "kocht op 1 dag, het laatst op 02-01-2026"),
        (["purchases", {"days": 4, "last": "2026-01-02"}], "kocht op 4 dagen, het laatst op 02-01-2026"),
        (["purchases", {"last": "2026-01-02"}], "kocht het laatst op 02-01-2026"),
        (["purchases", {}], "heeft gekocht"),
    ],
)
def test_evidence_in_dutch(found: list[object], expected: str) -> None:
    assert explain.evidence([found]) == [expected]


def test_what_would_change_a_score_most() -> None:
    base = Base()
    background(base)
    who = base.add(nps=6.0)
    score = base.profile().scores["commitment"].components[0]
    first, second, *_rest = explain.changes(score, who, most=9)
    assert (first.indicator, first.measured) == ("nps", True)
    assert (first.low, first.high) == pytest.approx((30, 100))
    assert (second.indicator, second.measured) == ("survey_affectief", False)
    assert (second.low, second.high) == pytest.approx((12, 72))
    assert explain.change_sentence(second) == "Een ingevulde enquête zou deze score tussen 12 en 72 brengen."
    assert "NPS" in explain.change_sentence(first)
    unknown = explain.changes(base.profile().scores["satisfaction"], who, most=1)[0]
    assert (unknown.low, unknown.high) == (0, 100)


@pytest.mark.parametrize(
    ("code", "word"), [("nps", "aanbevelen"), ("review_mean", "review"), ("member", "Lid")]
)
def test_what_to_ask(code: str, word: str) -> None:
    assert word in explain.change_sentence(explain.Change(code, False, 10.0, 60.0))


def test_what_did_not_happen_is_no_advice() -> None:
    base = Base()
    background(base)
    who = base.add()
    base.contract(who, opzegtermijn=2.0)
    base.contact(who, "klacht", 5)
    scores = base.profile().scores
    assert [c.indicator for c in explain.changes(scores["calculative"], who)] == ["survey_calculatief"]
    named = {c.indicator: c for c in explain.changes(scores["satisfaction"], who, most=9)}
    assert "returns" not in named
    assert explain.changes(scores["negative_engagement"], who) == []
    assert named["complaints"].high == pytest.approx(50)


def test_coverage_in_words() -> None:
    assert [explain.coverage_name(share) for share in (0, 0.5, 1)] == ["laag", "midden", "hoog"]


def test_at_its_best_already() -> None:
    base = Base()
    background(base)
    who = base.add(nps=10.0)
    score = base.profile().scores["commitment"].components[0]
    assert "nps" not in {change.indicator for change in explain.changes(score, who, most=9)}
    assert np.isfinite([change.reach for change in explain.changes(score, who)]).all()


def test_of_an_unknown_score_it_is_said_what_would_make_it_known() -> None:
    set_language("en")
    base = Base()
    who = base.add(lid=1.0)
    found = base.profile()
    told = {name: explain.advice(score, who) for name, score in found.scores.items()}
    # a member's loyalty is known, and commitment is not: nothing is promised that would not come true
    assert "A filled-in survey would make “Affective” known." in told["commitment"]
    assert not any("at its best" in text for text in told["commitment"])
    assert "A filled-in survey would make “Satisfaction” known." in told["satisfaction"]
    assert told["relational_exchange"] == ["Orders or contracts of this customer would make it known."]
    for texts in told.values():
        assert not any("between 0 and 100" in text for text in texts)
    assert len(told["trust"]) == len(set(told["trust"])) == 3
    known = base.add(nps=9.0)
    sentences = explain.advice(base.profile().scores["commitment"], known)
    assert any("Normative" in text for text in sentences)


def test_years_and_being_tied_are_no_aims() -> None:
    base = Base()
    who = base.add(klant_sinds=ago(400))
    base.order(who, 20)
    base.answer(who, "calculatief", 3.0)
    scores = base.profile().scores
    assert "tenure" not in {c.indicator for c in explain.changes(scores["relational_exchange"], who, most=9)}
    assert explain.changes(scores["calculative"], who) == []
