"""Why a customer is in a cell, as the window says it; and what is asked first."""

from dataclasses import dataclass

import pytest

from analysis.borders import Borders
from analysis.cell_words import cell_words
from analysis.knowledge import UNLOCKS, knowledge, summary_words
from core import text

EDGE = Borders(640.0, 100.0, 50.0, 50.0)


@pytest.fixture(autouse=True)
def english() -> object:
    before = text.language()
    text.set_language("en")
    yield
    text.set_language(before)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"clv": 2540.0, "crv": 0.0, "relatievorm": "occasioneel"},
            "Purchase value € 2,540 lies at or above € 640. Referral value € 0: nobody came in through this "
            "customer in the last 12 months.",
        ),
        (
            {"clv": 639.0, "crv": 100.0, "relatievorm": "occasioneel"},
            "Purchase value € 639 lies below € 640. Referral value € 100 lies at or above € 100.",
        ),
        (
            {"clv": None, "crv": None, "relatievorm": "occasioneel"},
            "The purchase value is unknown. Referral value is unknown: nothing tells who brought whom.",
        ),
        (
            {"clv": 0.0, "crv": 5.0, "relatievorm": "geen"},
            "Nothing was bought yet. Referral value € 5 lies below € 100.",
        ),
        (
            {"clv": 9.0, "crv": 5.0, "relatievorm": "gedwongen"},
            "An obliged customer has no place in this matrix: staying is no choice.",
        ),
    ],
)
def test_value(row: dict[str, object], said: str) -> None:
    assert " ".join(cell_words("waarde", row, EDGE)).replace("\N{NO-BREAK SPACE}", " ") == said


def test_no_border() -> None:
    row = {"clv": 5.0, "crv": 5.0, "relatievorm": "occasioneel"}
    said = cell_words("waarde", row, Borders(None, None, 50, 50))
    assert said[0].startswith("There are too few customers") and said[1].startswith(
        "Referral value is unknown"
    )


def test_other_sets() -> None:
    row = {
        "relatievorm": "occasioneel",
        "relatievorm_computed": "occasioneel",
        "relatievorm_evidence": [["contract_free", {}]],
        "relational_exchange": 49.0,
        "relational_exchange_coverage": 1.0,
        "emotional_bond": None,
        "p_active": 0.25,
        "engagement": None,
        "purchase_days": 2,
        "last_purchase": "2026-03-01",
        "revenue": 80.0,
    }
    assert cell_words("relatie", row, EDGE) == ["A contract that can be left today at no cost."]
    assert cell_words("engagement", row, EDGE) == [
        "Relational exchange 49 lies below 50 (measured: high).",
        "The emotional bond is unknown.",
    ]
    assert cell_words("scrm", row, EDGE)[-1] == "Engagement is unknown, so involvement is left open."
    assert cell_words("scrm", row | {"engagement": 40.0}, EDGE)[-1] == "Engagement is 40."
    assert cell_words("rfm", row, EDGE)[:2] == ["Bought on 2 days.", "The last time was 01-03-2026."]
    assert cell_words("rfm", row | {"purchase_days": 0}, EDGE) == ["No dated purchases are known."]
    assert len(cell_words("strategie", row, EDGE)) == 3
    by_hand = row | {"relatievorm": "langdurig"}
    assert cell_words("relatie", by_hand, EDGE) == ["The relationship type was set by hand."]
    assert cell_words("participatie", row, EDGE) == []


@dataclass(frozen=True)
class Lack:
    code: str
    customers: int
    reachable: int
    clv: float | None


def test_what_is_asked_first_counts_people_value_and_what_becomes_known() -> None:
    lacks = [Lack(code, 10, 5, None) for code in UNLOCKS]
    found = knowledge(20, {"email": 5}, {"trust": (4, 0.5), "clv": (20, 1.0)}, lacks)
    assert found.questions[0].code in {"nps", "satisfaction", "relationship"}
    assert found.questions[-1].code == "preference"
    assert found.complete == pytest.approx(0.6) and found.fields[0].share == 0.25
    rich = knowledge(20, {}, {}, [Lack("nps", 2, 2, 900.0), Lack("satisfaction", 5, 5, 0.0)], 1000.0)
    assert [question.code for question in rich.questions] == ["nps", "satisfaction"]
    nobody = knowledge(0, {}, {}, [Lack("nps", 0, 0, None)])
    assert nobody.questions == () and nobody.complete == 0
    assert all(question.text and question.why for question in found.questions)


def test_two_values_that_round_to_the_same_are_told_apart() -> None:
    row = {"relatievorm": "occasioneel", "clv": 134.6, "crv": 0.0}
    sides = Borders(clv=134.9, crv=50.0, exchange=50.0, bond=50.0)
    told = " ".join(cell_words("waarde", row, sides))
    assert "134.60 lies below" in told and "134.90" in told
    assert "€\N{NO-BREAK SPACE}135 lies" not in told


def test_what_is_not_known_is_left_out() -> None:
    assert cell_words("rfm", {"purchase_days": 2.0}, EDGE) == ["Bought on 2 days."]
    told = cell_words("scrm", {"relatievorm": "occasioneel", "engagement": None, "p_active": None}, EDGE)
    assert "Engagement is unknown, so involvement is left open." in told
    assert not any("chance" in text for text in told)


def test_the_whole_in_one_sentence() -> None:
    found = knowledge(4, {"email": 4}, {"trust": (1, 0.5), "clv": (2, 1.0)}, [])
    assert summary_words(found) == "Of 1 of the 2 outcomes at least half of your customers are known."
    assert found.complete == pytest.approx(0.375) and knowledge(0, {}, {}, []).complete == 0
