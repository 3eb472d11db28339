"""The advice as `advise --json` promises it: keys, sums, every code given to somebody, own selections."""

import json
import math
import re
from typing import Any

import pandas as pd
import pytest

from core.errors import InputError
from core.settings import Settings
from core.text import set_language
from strategy import catalogue
from strategy.advice import advise, solve
from strategy.terms import COMMUNITIES, FORMS, IMMERSIONS, LEVELS, PARADIGMS, ROLES
from tests.strategy.bases import base, generated

KEYS = {
    *("name", "customers", "form", "runner_up", "stage", "goal", "channels", "core_message", "social_care"),
    *(
        "personalisation",
        "proposition",
        "kpis",
        "reachable",
        "cost",
        "value_at_stake",
        "break_even",
        "reasons",
    ),
}


def segments(found: Any) -> list[dict[str, Any]]:
    return list(found.json()["segments"])


@pytest.mark.parametrize("set_name", ["strategie", "relatie", "scrm", "binding", "almost", "rfm"])
def test_the_json_has_its_keys_and_is_json(set_name: str) -> None:
    made = advise(*generated(5, 60, Settings(has_moderator=True)).arguments(set_name))
    found = made.json()
    assert {"set", "budget", "cost", "objective", "segments"} <= set(found)
    again = json.loads(json.dumps(found, allow_nan=False))
    assert sum(s["customers"] for s in again["segments"]) == 60
    for segment in again["segments"]:
        assert set(segment) >= KEYS
        assert segment["form"] in FORMS
        assert segment["form"] != segment["runner_up"]
        assert len(segment["reasons"]) >= 3
        assert all(r["source"] and r["reason"] and r["rule"] for r in segment["reasons"])
        assert 2 <= len(segment["kpis"]) <= 4
        for mix in segment["channels"].values():
            assert {"lead", "support", "avoid"} <= set(mix)
            assert len(mix["lead"]) >= 1
            assert not set(mix["lead"]) & set(mix["support"])
            assert not set(mix["avoid"]) & {*mix["lead"], *mix["support"]}


def test_every_point_is_a_reason_and_the_points_add_up() -> None:
    book = catalogue.load()
    for segment in segments(advise(*generated(8, 60, Settings(has_moderator=True)).arguments())):
        total: dict[str, float] = {}
        for reason in segment["reasons"]:
            total[reason["target"]] = total.get(reason["target"], 0.0) + reason["points"]
        for form in FORMS:
            assert total.get(f"form:{form}", 0.0) == pytest.approx(segment["points"][form], abs=1e-9)
        fit = min(1.0, max(0.0, segment["points"][segment["form"]] / 100))
        assert segment["fit"] == pytest.approx(fit)
        for phase, mix in segment["channels"].items():
            for code, points in mix["points"].items():
                role = book.channels[code].technology
                parts = [f"channel:{code}", f"channel:{code}@{phase}", f"role:{role}", f"role:{role}@{phase}"]
                assert math.fsum(total.get(t, 0.0) for t in parts) == pytest.approx(points, abs=1e-3)


def test_costs_and_break_even_follow_from_what_is_shown() -> None:
    found = advise(*generated(9, 80, Settings(has_moderator=True, margin_percent=40)).arguments()).json()
    book = catalogue.load()
    for segment in found["segments"]:
        form = book.forms[segment["form"]]
        if form.free:
            assert segment["cost"] == 0
            assert segment["carrier"] is None
        else:
            each = form.contacts * book.channels[segment["carrier"]].cost
            assert segment["cost"] == pytest.approx(segment["customers"] * each, abs=0.01)
        if segment["break_even"]:
            assert segment["break_even"] == pytest.approx(segment["cost"] / segment["yearly_margin"])


def test_a_segment_is_the_mean_of_its_members() -> None:
    found = generated(11, 20)
    one_each = segments(advise(*found.arguments(), cells=[f"k{i:02}" for i in range(20)]))
    together = segments(advise(*found.arguments(), cells=["samen"] * 20))[0]
    for form in FORMS:
        mean = math.fsum(s["points"][form] for s in one_each) / 20
        assert together["points"][form] == pytest.approx(mean, abs=1e-9)
    assert together["value_at_stake"] == pytest.approx(
        math.fsum(s["value_at_stake"] or 0.0 for s in one_each)
    )


def test_an_own_selection_leaves_the_others_out() -> None:
    found = generated(12, 20)
    chosen = segments(advise(*found.arguments(), cells=["mijn keuze"] + [None] * 19))
    assert [(s["name"], s["customers"]) for s in chosen] == [("mijn keuze", 1)]


#: realistic customers, one a segment, who together should be given every code
_PEOPLE: list[dict[str, Any]] = [
    {"relatievorm": "langdurig", "set_waarde": "kampioen", "set_engagement": "fan", "engagement": 60.0},
    {"set_waarde": "kampioen", "set_participatie": "continue_dialoog", "engagement": 70.0},
    {"set_waarde": "promoter", "set_scrm": "retentie_hoog", "engagement": 70.0, "set_engagement": "fan"},
    {"relatievorm": "geen", "set_scrm": "acquisitie_laag", "set_waarde": "prospect"},
    {
        "relatievorm": "geen",
        "set_scrm": "acquisitie_hoog",
        "set_engagement": "delighted",
        "engagement": 50.0,
    },
    {"set_waarde": "vrek", "set_engagement": "transactioneel", "purchase_days": 4.0},
    {"relatievorm": "gedwongen", "set_waarde": "nvt", "binding": "geen_keuze"},
    {"relatievorm": "langdurig", "set_waarde": "vrek", "binding": "kosten", "satisfaction": 30.0},
    {"set_waarde": "stille_genieter", "emotional_bond": 70.0, "set_scrm": "retentie_laag"},
    {"set_scrm": "beeindigen_hoog", "negative_engagement": 80.0},
    {"set_engagement": "delighted", "binding": "gevoel", "set_participatie": "continue_monitoring"},
    {"set_waarde": "koopt_weinig", "set_participatie": "eenmalige_observatie"},
]


def test_every_code_is_advised_to_somebody_for_a_stated_reason() -> None:
    seen: dict[str, set[str]] = {}
    business: dict[str, list[Any]] = {"soort": ["zakelijk"] * len(_PEOPLE)}
    for wanted in (
        Settings(has_moderator=True),
        Settings(has_moderator=True, data_only_service=True, offers="product"),
    ):
        made = base(_PEOPLE, business, wanted)
        facts = made.facts.assign(helped_others=[0.0] * 8 + [2.0, 0.0, 0.0, 0.0])
        facts = facts.assign(watched=[0.0] * 11 + [3.0])
        facts.attrs = made.facts.attrs
        names = [f"k{i}" for i in range(len(_PEOPLE))]
        found = advise(made.values, facts, made.frames, "eigen", wanted, cells=names)
        book = found.prepared.book
        for segment in segments(found):
            personal = segment["personalisation"]
            given = {
                "form": segment["form"],
                "care": segment["social_care"],
                "level": personal["level"],
                "paradigm": personal["paradigm"],
                "immersion": segment["immersion"],
            }
            if segment["community"]:
                given["community"] = segment["community"]
            targets = {r["target"] for r in segment["reasons"] if r["points"] > 0}
            for kind, code in given.items():
                assert f"{kind}:{code}" in targets or code in ("webcare", "hulpgroep"), (kind, code)
                seen.setdefault(kind, set()).add(code)
            advised = {c for mix in segment["channels"].values() for c in mix["lead"] + mix["support"]}
            seen.setdefault("role", set()).update(book.channels[c].technology for c in advised)
    assert seen["form"] == set(FORMS)
    assert seen["level"] == set(LEVELS)
    assert seen["paradigm"] == set(PARADIGMS)
    assert seen["immersion"] == set(IMMERSIONS)
    assert seen["community"] == set(COMMUNITIES)
    assert seen["role"] == set(ROLES)
    assert seen["care"] >= {"webcare", "klant_helpt_klant", "klant_helpt_organisatie"}


def test_the_proposition_differs_by_binding_and_names_the_segments_numbers() -> None:
    said = {}
    for kind in ("gevoel", "loyaliteit", "kosten", "gemengd", "zwak", "onbekend"):
        row = {"binding": kind, "satisfaction": 64.0, "emotional_bond": 71.0, "calculative": 66.0}
        said[kind] = segments(advise(*base([row, row]).arguments()))[0]
    assert len({found["proposition"] for found in said.values()}) == 6
    assert "71" in said["gevoel"]["proposition_ground"]
    assert "66" in said["kosten"]["proposition_ground"]
    assert "2 van 2" in said["zwak"]["proposition_ground"]
    # what is said to the customer holds no scores
    assert not any(digit.isdigit() for found in said.values() for digit in found["proposition"])


def test_no_sentence_has_an_open_place_or_a_missing_number() -> None:
    try:
        for code in ("nl", "en"):
            set_language(code)
            for seed in range(4):
                found = solve(
                    advise(*generated(seed, 50, Settings(has_moderator=True)).arguments()).prepared, 900.0
                ).json()
                text = json.dumps(found, ensure_ascii=False)
                assert not re.search(r"\{[a-z_]+\}|\bnan\b|\binf\b|None\)|: None", text)
    finally:
        set_language("nl")


def test_a_budget_of_the_settings_holds_where_none_is_given() -> None:
    found = generated(4, 40, Settings(yearly_budget=100.0))
    assert advise(*found.arguments()).json()["budget"] == 100.0
    assert solve(advise(*found.arguments()).prepared, None).json()["budget"] is None


@pytest.mark.parametrize("budget", [-1.0, math.nan])
def test_a_budget_is_not_negative(budget: float) -> None:
    with pytest.raises(InputError):
        solve(advise(*generated(4, 5).arguments()).prepared, budget)


def test_an_unknown_set_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="sterrenbeeld"):
        advise(*generated(4, 5).arguments("sterrenbeeld"))


def test_the_minimum_service_is_reserved_before_anything_is_bought() -> None:
    rows: list[dict[str, Any]] = [{"relatievorm": "gedwongen", "set_waarde": "nvt"}] * 10
    rows += [{"set_waarde": "kampioen", "clv": 900.0, "p_active": 0.5}] * 10
    made = base(rows)
    rich = solve(advise(*made.arguments("relatie")).prepared, 1000.0).json()
    assert rich["reserved"] == pytest.approx(10 * 0.5 * 3.0)
    poor = solve(advise(*made.arguments("relatie")).prepared, 10.0).json()
    assert (poor["reserved"], poor["reserved_short"], poor["cost"]) == (10.0, 5.0, 0.0)
    assert poor["total"] == sum(s["total"] for s in poor["segments"]) == 10.0


def test_what_is_unknown_stays_unknown() -> None:
    segment = segments(advise(*base([{"relatievorm": "onbekend", "set_scrm": "onbekend"}]).arguments()))[0]
    assert segment["value_at_stake"] is None
    assert segment["situation"] == "onbekend"
    assert segment["kpi_codes"][0] == "gegevens"


def test_the_next_euro_is_the_best_step_that_is_not_taken() -> None:
    rows = [{"set_waarde": "kampioen", "clv": 900.0, "p_active": 0.5}]
    found = solve(advise(*base(rows).arguments()).prepared, 0.0).json()
    assert found["next"]["form"] == "cocreatie"
    assert found["next"]["extra"] > 0
    assert found["segments"][0]["left_out"]["form"] == "cocreatie"


def test_an_empty_base_gives_an_empty_advice() -> None:
    made = base([{}])
    found = advise(made.values, made.facts, made.frames, "eigen", made.settings, cells=[None]).json()
    assert found["segments"] == []
    assert found["cost"] == 0


def test_a_contract_that_goes_on_is_no_customer_who_leaves() -> None:
    row = {"relatievorm": "langdurig", "set_waarde": "stille_genieter", "set_scrm": "retentie_laag"}
    contract = pd.DataFrame(
        {"customer": [0], "start": [19000.0], "einde": [23000.0], "bedrag_per_maand": [50.0]}
    )
    found = base([{**row, "clv": 900.0, "p_active": 0.2}], contracts=contract)
    segment = segments(advise(*found.arguments()))[0]
    assert "hoge_waarde_dreigt_weg" not in {reason["rule"] for reason in segment["reasons"]}
    assert segment["value_at_stake"] < 100
    alone = segments(advise(*base([{**row, "clv": 900.0, "p_active": 0.2}]).arguments()))[0]
    assert "hoge_waarde_dreigt_weg" in {reason["rule"] for reason in alone["reasons"]}


@pytest.mark.parametrize("relation", ["geen", "onbekend"])
def test_who_is_no_customer_is_not_measured_on_staying_one(relation: str) -> None:
    rows = [{"relatievorm": relation, "binding": "loyaliteit", "set_scrm": "acquisitie_laag"}] * 3
    segment = segments(advise(*base(rows).arguments("relatie")))[0]
    assert len(segment["kpi_codes"]) >= 2 and "behoud" not in segment["kpi_codes"]
