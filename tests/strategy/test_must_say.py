"""What the default rules must say (domain §10), as properties over generated bases."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings import Settings
from strategy import catalogue
from strategy.advice import advise, solve
from tests.strategy.bases import Base, base, generated

SEEDS = st.integers(0, 10**6)
EXAMPLES = settings(max_examples=6, deadline=None)
COMMERCIAL = ("aanbod", "voordeel", "korting", "kopen", "bestel", "trouw", "loyal", "beste klant")


def advice(found: Base, set_name: str = "strategie", budget: float | None = None) -> list[dict[str, Any]]:
    made = advise(found.values, found.facts, found.frames, set_name, found.settings, budget)
    return list(made.json()["segments"])


def one(row: dict[str, Any], customer: dict[str, list[Any]] | None = None, **wanted: Any) -> dict[str, Any]:
    return advice(base([row], customer, Settings(**wanted)))[0]


@EXAMPLES
@given(SEEDS, st.booleans(), st.booleans())
def test_compelled_clients_get_self_service_with_a_person_behind_it_and_no_promotion(
    seed: int, moderator: bool, data_only: bool
) -> None:
    wanted = Settings(has_moderator=moderator, data_only_service=data_only)
    for set_name in ("relatie", "participatie", "scrm", "engagement"):
        for segment in advice(generated(seed, 25, wanted, "gedwongen"), set_name):
            assert segment["form"] == "zelfbediening"
            assert segment["goal"] == "onderhouden"
            after = segment["channels"]["na"]
            helped = {c for c in after["lead"] + after["support"] if catalogue.load().channels[c].helped}
            assert helped, "a person must be within reach"
            assert set(segment["reachable"].values()) <= {0}, "no promotion"
            said = " ".join([segment["core_message"], segment["proposition"], segment["goal_text"]]).lower()
            assert not [word for word in COMMERCIAL if word in said]
            groups = {reason["rule"] for reason in segment["reasons"]}
            assert not {r for r in groups if r.startswith(("waarde_", "engagement_", "binding_g", "stille_"))}


@EXAMPLES
@given(SEEDS, st.floats(0, 1e5))
def test_compelled_clients_are_served_whatever_they_are_worth(seed: int, budget: float) -> None:
    found = generated(seed, 30)
    worthless = found.values.assign(
        clv=found.values["clv"].where(found.values["relatievorm"] != "gedwongen", 0.0)
    )
    forms = [
        {
            s["name"]: s["form"]
            for s in advise(v, found.facts, found.frames, "strategie", found.settings, budget).json()[
                "segments"
            ]
        }
        for v in (found.values, worthless)
    ]
    assert forms[0].get("gedwongen · nvt") == forms[1].get("gedwongen · nvt")


@EXAMPLES
@given(SEEDS, st.booleans())
def test_not_yet_customers_get_information_and_help_but_no_contact_person(seed: int, data_only: bool) -> None:
    for set_name in ("relatie", "strategie", "scrm", "almost"):
        for segment in advice(generated(seed, 30, Settings(data_only_service=data_only), "geen"), set_name):
            assert segment["form"] != "persoonlijke_contactpersoon"
            assert segment["runner_up"] != "persoonlijke_contactpersoon"
            before = segment["channels"]["voor"]
            assert "website" in before["lead"] + before["support"]
            assert segment["personalisation"]["timing"] == "decision" or segment["situation"] == "met_rust"


def test_a_prospect_is_helped_by_webcare_and_at_the_moment_of_deciding() -> None:
    segment = one({"relatievorm": "geen", "set_scrm": "acquisitie", "set_waarde": "prospect"})
    assert segment["social_care"] == "webcare"
    assert segment["form"] == "persoonlijke_assistentie"
    during = segment["channels"]["tijdens"]
    assert {"telefoon"} <= {*during["lead"], *during["support"]}


@EXAMPLES
@given(SEEDS)
def test_permanent_almost_customers_are_left_in_peace(seed: int) -> None:
    for segment in advice(generated(seed, 40, Settings(has_moderator=True), "geen"), "almost"):
        if segment["name"] != "permanent":
            continue
        assert segment["form"] == "zelfbediening"
        assert segment["cost"] == 0
        assert segment["value_at_stake"] == 0
        assert set(segment["reachable"].values()) <= {0}
        for mix in segment["channels"].values():
            assert not {"email", "post", "telefoon", "whatsapp"} & {
                *mix["lead"],
                *mix["support"],
            } - preferred(segment)


def preferred(segment: dict[str, Any]) -> set[str]:
    wishes = [r["target"] for r in segment["reasons"] if r["rule"] == "voorkeur"]
    return {target.removeprefix("channel:") for target in wishes}


def test_an_almost_customer_is_helped_over_what_stopped_them() -> None:
    segment = one(
        {
            "relatievorm": "geen",
            "almost_type": "transactioneel",
            "set_scrm": "acquisitie",
            "set_waarde": "prospect",
        },
        {"almost_oorzaak": ["individu"]},
    )
    assert segment["form"] == "persoonlijke_assistentie"
    assert "vast" in segment["core_message"]
    assert {"almost_oplossen", "almost_individu"} <= {r["rule"] for r in segment["reasons"]}


@EXAMPLES
@given(SEEDS)
def test_occasional_customers_find_returning_easy_and_the_transaction_personal(seed: int) -> None:
    found = generated(seed, 40, None, "occasioneel")
    for segment in advice(found, "relatie"):
        assert segment["personalisation"]["timing"] == "transaction"
        assert segment["goal"] in ("ontwikkelen", "onderhouden")
    rules = {r["rule"] for s in advice(found, "scrm") if s["stage"] == "retentie" for r in s["reasons"]}
    assert not rules or {"relatie_occasioneel", "occasioneel_terugkomen"} <= rules


def test_involved_occasional_customers_get_a_community_where_it_is_moderated() -> None:
    row = {"set_scrm": "retentie_hoog", "engagement": 70.0, "set_waarde": "promoter", "set_engagement": "fan"}
    assert one(row, has_moderator=True)["form"] == "community"
    assert one(row)["form"] != "community"
    assert "verwijzingen" in one(row)["kpi_codes"]


@pytest.mark.parametrize("value", ["stille_genieter", "kampioen", "koopt_veel"])
@pytest.mark.parametrize("moderator", [True, False])
def test_a_valuable_contract_customer_gets_a_contact_person(value: str, moderator: bool) -> None:
    for stage in ("retentie", "retentie_laag", "retentie_hoog"):
        row = {"relatievorm": "langdurig", "set_waarde": value, "set_scrm": stage, "engagement": 60.0}
        assert one(row, has_moderator=moderator)["form"] == "persoonlijke_contactpersoon"


@pytest.mark.parametrize("value", ["vrek", "koopt_weinig", "onbekend", "promoter"])
def test_other_contract_customers_get_a_portal_with_help(value: str) -> None:
    segment = one({"relatievorm": "langdurig", "set_waarde": value, "set_scrm": "retentie"})
    assert segment["form"] in ("persoonlijke_assistentie", "zelfbediening")
    after = segment["channels"]["na"]
    assert "mijn_omgeving" in after["lead"] + after["support"]


@EXAMPLES
@given(
    st.floats(0, 49.9),
    st.integers(0, 120),
    st.sampled_from(["vrek", "kampioen", "stille_genieter", "koopt_veel"]),
)
def test_held_by_costs_and_unhappy_is_called_before_the_last_day_for_notice(
    satisfaction: float, ahead: int, value: str
) -> None:
    from datetime import date

    from tests.strategy.bases import AS_OF

    day = date.fromordinal(AS_OF.toordinal() + ahead)
    segment = one(
        {
            "relatievorm": "langdurig",
            "binding": "kosten",
            "satisfaction": satisfaction,
            "opzegdatum": day.isoformat(),
            "set_waarde": value,
        },
        {"telefoon": ["0301234567"]},
    )
    assert segment["form"] in ("persoonlijke_assistentie", "persoonlijke_contactpersoon")
    after = segment["channels"]["na"]
    assert {"telefoon", "accountmanager"} & {*after["lead"]}
    assert segment["kpi_codes"][0] == "opzegging_voorkomen"
    assert day.strftime("%d-%m-%Y") in segment["core_message"] + segment["moment"]


def test_the_value_cells_get_their_own_advice() -> None:
    vrek = one({"set_waarde": "vrek"})
    assert vrek["form"] == "zelfbediening"
    assert vrek["cost"] == 0
    assert one({"set_waarde": "vrek"}, data_only_service=True)["form"] == "geautomatiseerd"
    promoter = one({"set_waarde": "promoter"})
    assert promoter["kpi_codes"][0] == "conversie"
    champion = one({"set_waarde": "kampioen"})
    assert champion["form"] == "cocreatie"
    assert {"behoud", "cocreatie"} <= set(champion["kpi_codes"])
    reasons = [r["rule"] for r in one({"set_waarde": "koopt_veel"})["reasons"]]
    assert "waarde_koopt_veel" in reasons


@EXAMPLES
@given(st.floats(0, 100))
def test_a_silent_enjoyer_is_asked_to_refer_only_with_a_bond(bond: float) -> None:
    segment = one({"set_waarde": "stille_genieter", "emotional_bond": bond})
    asks = "stille_genieter_uitnodigen" in {r["rule"] for r in segment["reasons"]}
    assert asks == (bond >= 50)
    assert ("verwijzingen" in segment["kpi_codes"]) == (bond >= 50)


def test_an_unknown_bond_is_not_asked_for_a_referral() -> None:
    segment = one({"set_waarde": "stille_genieter"})
    assert "verwijzingen" not in segment["kpi_codes"]


@EXAMPLES
@given(
    st.floats(50, 100),
    st.sampled_from(["occasioneel", "langdurig"]),
    st.sampled_from(
        ["vrek", "promoter", "stille_genieter", "kampioen", "koopt_veel", "koopt_weinig", "onbekend"]
    ),
    st.booleans(),
    st.booleans(),
)
def test_who_leaves_angry_is_answered_in_person(
    negative: float, relation: str, value: str, moderator: bool, data_only: bool
) -> None:
    row = {
        "relatievorm": relation,
        "set_waarde": value,
        "set_scrm": "beeindigen_hoog",
        "negative_engagement": negative,
    }
    segment = one(row, has_moderator=moderator, data_only_service=data_only)
    assert segment["form"] in ("persoonlijke_assistentie", "persoonlijke_contactpersoon")
    assert segment["situation"] == "boos"
    assert {"telefoon", "accountmanager"} & {*segment["channels"]["na"]["lead"]}


@EXAMPLES
@given(SEEDS, st.booleans())
def test_a_preferred_channel_that_exists_is_avoided_only_for_want_of_permission(
    seed: int, moderator: bool
) -> None:
    for set_name in ("strategie", "scrm", "binding"):
        for segment in advice(generated(seed, 40, Settings(has_moderator=moderator)), set_name):
            for mix in segment["channels"].values():
                for code in set(mix["avoid"]) & preferred(segment):
                    assert segment["reachable"].get(code) == 0


@EXAMPLES
@given(SEEDS, st.sets(st.sampled_from(["telefoon", "winkel", "website", "mijn_omgeving", "email", "chat"])))
def test_a_channel_that_is_lacking_is_only_considered(seed: int, lacking: set[str]) -> None:
    wanted = Settings(channels={code: {"available": False} for code in lacking})
    for segment in advice(generated(seed, 25, wanted)):
        for mix in segment["channels"].values():
            assert not lacking & {*mix["lead"], *mix["support"], *mix["avoid"]}
            assert all(found["why"] for found in mix["consider"])
        assert not lacking & set(segment["reachable"])
        assert segment["carrier"] not in lacking


@EXAMPLES
@given(SEEDS, st.booleans(), st.booleans(), st.sampled_from([None, 0.0, 500.0, 1e6]))
def test_forms_that_the_organisation_cannot_offer_are_never_chosen(
    seed: int, moderator: bool, data_only: bool, budget: float | None
) -> None:
    wanted = Settings(has_moderator=moderator, data_only_service=data_only)
    for segment in advice(generated(seed, 40, wanted), budget=budget):
        assert moderator or segment["form"] != "community"
        assert data_only or segment["form"] != "geautomatiseerd"
        assert moderator or segment["community"] is None
        assert moderator or segment["social_care"] != "klant_helpt_klant"


@EXAMPLES
@given(SEEDS, st.lists(st.floats(0, 20000), min_size=2, max_size=4))
def test_budgets_are_kept_and_more_money_never_makes_it_worse(seed: int, budgets: list[float]) -> None:
    wanted = Settings(has_moderator=True, channels={"telefoon": {"capacity": 60}})
    prepared = advise(*generated(seed, 60, wanted).arguments()).prepared
    before = -1.0
    for budget in [0.0, *sorted(budgets), math.inf]:
        found = solve(prepared, budget).json()
        assert found["total"] <= budget + 1e-9
        assert found["total"] == pytest.approx(math.fsum(s["total"] for s in found["segments"]), abs=1e-6)
        assert found["objective"] >= before * (1 - 1e-9)
        before = found["objective"]
        by_hand = math.fsum(s["fit"] * (s["value_at_stake"] or 0.0) for s in found["segments"])
        assert found["objective"] == pytest.approx(by_hand, rel=1e-9, abs=1e-9)
        assert found["cost"] == pytest.approx(math.fsum(s["cost"] for s in found["segments"]), abs=1e-6)
        called = math.fsum(s["contacts"] for s in found["segments"] if s["carrier"] == "telefoon")
        assert called <= 60 + 1e-9


@EXAMPLES
@given(SEEDS)
def test_without_a_budget_there_is_self_service_and_automation_only(seed: int) -> None:
    wanted = Settings(has_moderator=True, data_only_service=True, channels={"community": {"cost": 0}})
    found = solve(advise(*generated(seed, 40, wanted).arguments()).prepared, 0.0).json()
    assert {s["form"] for s in found["segments"]} <= {"zelfbediening", "geautomatiseerd"}
    assert found["cost"] == 0
    assert found["reserved"] == 0
