"""Trust, commitment, gebondenheid, satisfaction and binding to the letter of domain §5."""

from typing import Any

import numpy as np
import pytest

from analysis.binding import binding
from core.settings import Settings
from tests.analysis.build import Base, ago, background


def fresh() -> tuple[Base, int]:
    base = Base()
    background(base)
    return base, base.add()


def scores(base: Base, who: int, settings: Settings | None = None) -> dict[str, Any]:
    found: dict[str, Any] = base.profile(settings).detail(who)["scores"]
    return found


def parts(score: dict[str, Any]) -> dict[str, float]:
    return {part["indicator"]: part["normalised"] for part in score["parts"]}


def test_survey_ages_by_two_years() -> None:
    base, who = fresh()
    base.answer(who, "affectief", 5.0, age=730)
    base.customers[who]["nps"] = 0.0
    told = scores(base, who)["commitment"]["components"]["affectief"]
    assert told["value"] == pytest.approx(100 * 1.5 / 3.5)
    assert told["coverage"] == pytest.approx(3.5 / 8)
    other = scores(base, who, Settings(half_life_survey=365))["commitment"]["components"]["affectief"]
    assert other["value"] == pytest.approx(100 * 0.75 / 2.75)


def test_affective_out_of_everything() -> None:
    base, who = fresh()
    base.answer(who, "affectief", 4.0)
    base.customers[who]["nps"] = 8.0
    base.contact(who, "review", 5, waardering=4.0)
    base.contact(who, "review", 900, waardering=5.0, aantal=3.0)
    base.contact(who, "klacht", 900)
    told = scores(base, who)["commitment"]["components"]["affectief"]
    assert parts(told) == pytest.approx(
        {
            "survey_affectief": 0.75,
            "nps": 0.6,
            "review_mean": 3.75 / 4,
            "compliments": 1 / 3,
            "reciprocity": 0.8,
        }
    )
    assert told["value"] == pytest.approx(100 * (3 * 0.75 + 2 * 0.6 + 0.9375 + 1 / 3 + 0.8) / 8)


@pytest.mark.parametrize(
    ("nps", "kinds", "expected"),
    [
        (6.0, ["compliment"], (2 * 0.3 + 2 / 3) / 3),
        (10.0, ["compliment"], 1.0),
        (10.0, ["compliment", "klacht"], (2 + 0.5) / 3),
        (10.0, ["aanbeveling"], 1.0),
        (6.0, ["aanbeveling"], (2 * 0.3 + 0.5) / 3),
        (None, ["compliment"], 2 / 3),
        (None, ["aanbeveling", "aanbeveling", "aanbeveling", "compliment"], 0.75),
        (None, ["aanbeveling", "compliment"], 2 / 3),
        (None, ["klacht"], 1 / 3),
        (None, ["cocreatie"], 0.5),
        (6.0, ["compliment", "cocreatie"], (2 * 0.3 + 2 / 3 + 0.5) / 4),
    ],
)
def test_good_words_count_only_where_they_raise(nps: float | None, kinds: list[str], expected: float) -> None:
    base, who = fresh()
    base.customers[who]["nps"] = nps
    for kind in kinds:
        base.contact(who, kind, 800)
    told = scores(base, who)["commitment"]["components"]["affectief"]
    assert told["value"] == pytest.approx(100 * expected)


def test_commitment_is_unknown_without_feeling() -> None:
    base, who = fresh()
    base.customers[who]["lid"] = 1.0
    assert scores(base, who)["commitment"]["value"] is None
    assert scores(base, who)["commitment"]["components"]["normatief"]["value"] == pytest.approx(60)
    base.customers[who]["nps"] = 9.0
    assert scores(base, who)["commitment"]["value"] == pytest.approx(0.75 * 85 + 0.25 * 60)
    base.customers[who]["lid"] = 0.0
    assert scores(base, who)["commitment"]["value"] == pytest.approx(85)


def test_trust_is_the_mean_of_the_known() -> None:
    base, who = fresh()
    base.answer(who, "integriteit", 5.0)
    base.contact(who, "klacht", 5, aantal=3.0, opgelost=1.0)
    base.contact(who, "klacht", 5)
    told = scores(base, who)["trust"]
    assert told["components"]["competentie"]["value"] == pytest.approx(100 * 4 / 6)
    assert told["value"] == pytest.approx((100 + 100 * 4 / 6) / 2)
    assert told["components"]["welwillendheid"]["value"] is None


def test_calculative_of_contracts_and_no_choice() -> None:
    base, who = fresh()
    base.contract(
        who, einde=ago(-365), opzegtermijn=2.0, opzegkosten=100.0, bedrag_per_maand=10.0, verplicht=1.0
    )
    base.order(who, 100, 80.0)
    base.order(who, 364, 200.0)
    base.order(who, 365, 1000.0)
    base.order(who, 20, 500.0, status="geannuleerd")
    base.order(who, 20, 500.0, status="retour")
    base.order(who, 20, -50.0)
    told = scores(base, who)["calculative"]
    months = 365 / 30.4
    assert parts(told) == pytest.approx(
        {
            "remaining_months": months / (months + 12),
            "active_contracts": 1 / 3,
            "notice_months": 0.5,
            "exit_fee": 0.25 / (0.25 + 0.25),
            "no_alternative": 1.0,
        }
    )
    assert {p["indicator"]: p["weight"] for p in told["parts"]} == {
        "remaining_months": 2,
        "active_contracts": 1,
        "notice_months": 1,
        "exit_fee": 1,
        "no_alternative": 3,
    }


def test_calculative_once_all_contracts_have_ended() -> None:
    base, who = fresh()
    base.contract(who, einde=ago(20), opzegtermijn=2.0, opzegkosten=10.0)
    told = scores(base, who)["calculative"]
    assert told["value"] == 0
    assert parts(told) == {"remaining_months": 0, "active_contracts": 0}
    base.rows["contracts"].clear()
    assert scores(base, who)["calculative"]["value"] is None


def test_exit_fee_without_revenue_is_left_out() -> None:
    base, who = fresh()
    base.contract(who, opzegkosten=100.0)
    assert "exit_fee" not in parts(scores(base, who)["calculative"])


def test_satisfaction_out_of_everything() -> None:
    base, who = fresh()
    base.answer(who, "systeemkwaliteit", 5.0)
    base.answer(who, "servicekwaliteit", 3.0)
    base.customers[who] |= {"tevredenheid": 8.0, "tevredenheid_schaal": "1-10"}
    base.contact(who, "review", 5, waardering=2.0)
    base.contact(who, "klacht", 365, opgelost=1.0)
    base.contact(who, "klacht", 0)
    for status in (None, "voltooid", "retour", "geannuleerd"):
        base.order(who, 30, 10.0, status=status)
    told = scores(base, who)["satisfaction"]
    burden = 0.25 + 1
    expected = {
        "survey_systeemkwaliteit": 1.0,
        "survey_servicekwaliteit": 0.5,
        "survey_tevredenheid": 7 / 9,
        "review_mean": 0.25,
        "complaints": 0.5 * (1 - burden / (burden + 1)),
        "returns": 1 - (1 / 3) / (1 / 3 + 0.5),
    }
    assert parts(told) == pytest.approx(expected)
    weights = (3, 3, 3, 1, 1, 0.5)
    total = sum(w * v for w, v in zip(weights, expected.values(), strict=True))
    assert told["value"] == pytest.approx(100 * total / 11.5)


def test_returns_alone_say_nothing_of_satisfaction() -> None:
    base, who = fresh()
    base.order(who, 30, 10.0, status="retour")
    assert scores(base, who)["satisfaction"]["value"] is None


def test_relationship_quality_needs_two() -> None:
    base, who = fresh()
    base.customers[who]["nps"] = 9.0
    assert scores(base, who)["relationship_quality"]["value"] is None
    base.customers[who] |= {"tevredenheid": 5.0, "tevredenheid_schaal": "1-5"}
    assert scores(base, who)["relationship_quality"]["value"] == pytest.approx(92.5)


def test_a_hand_set_score_stands_and_feeds_what_is_built_on_it() -> None:
    base, who = fresh()
    base.customers[who] |= {"nps": 9.0, "hand_satisfaction": 20.0}
    told = base.profile()
    assert told.values["satisfaction"].iloc[who] == 20
    detail = told.detail(who)["scores"]
    assert detail["satisfaction"]["value"] is None
    assert detail["satisfaction"]["hand"] == {"value": 20}
    assert detail["emotional_bond"]["value"] == pytest.approx((2 * 85 + 20 + 0) / 4)
    assert detail["emotional_bond"]["components"]["satisfaction"]["value"] is None


def test_who_objects_to_profiling_is_not_scored() -> None:
    base, who = fresh()
    base.customers[who] |= {"nps": 9.0, "lid": 1.0, "bezwaar_profilering": 1.0}
    base.order(who, 30)
    row = base.profile().values.iloc[who]
    assert row["relatievorm"] == "occasioneel"
    assert np.isnan([row[name] for name in ("commitment", "clv", "crv", "p_active", "engagement")]).all()
    names = ("waarde", "engagement", "scrm", "rfm", "binding", "participatie")
    assert {row[f"set_{name}"] for name in names} == {"onbekend"}


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ((60, 50, None), "occasioneel", "gevoel"),
        ((50, 60, None), "occasioneel", "loyaliteit"),
        ((None, 10, 40), "langdurig", "kosten"),
        ((50, 59.9, 3), "occasioneel", "gemengd"),
        ((39.9, 10, 0), "occasioneel", "zwak"),
        ((90, None, None), "occasioneel", "onbekend"),
        ((None, None, None), "geen", "onbekend"),
        ((90, None, None), "gedwongen", "geen_keuze"),
    ],
)
def test_binding(values: tuple[float | None, ...], kind: str, expected: str) -> None:
    arrays = [np.array([np.nan if v is None else v], dtype=float) for v in values]
    assert binding(arrays[0], arrays[1], arrays[2], np.array([kind], dtype=object)).tolist() == [expected]
