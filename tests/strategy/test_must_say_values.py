"""What must be said of the value cells (domain §10), and what a message may promise, over generated bases."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings import Settings
from strategy import catalogue
from strategy.advice import advise, solve
from tests.strategy.bases import Base, generated

SEEDS = st.integers(0, 10**6)
EXAMPLES = settings(max_examples=12, deadline=None)
#: rules that rest on referral value
ON_REFERRALS = ("waarde_vrek", "waarde_promoter", "waarde_stille", "waarde_kampioen", "stille_genieter")
#: words that only a person can keep
BY_A_PERSON = (
    "belt u",
    "medewerker",
    "contactpersoon",
    "maken we het samen",
    "vraag het een mens",
    "denk mee",
)


def cell(seed: int, relation: str, value: str, stage: str = "retentie", **wanted: Any) -> Base:
    """A base of one value cell; everything else is as it comes."""
    found = generated(seed, 20, Settings(**wanted), relation)
    values = found.values.assign(
        set_waarde=value,
        set_scrm=stage,
        set_strategie=f"{relation} · {value}",
        satisfaction=found.values["satisfaction"].clip(lower=50.0),
        negative_engagement=found.values["negative_engagement"].clip(upper=40.0),
        almost_type=None,
    )
    return replace(found, values=values)


def segment(found: Base, budget: float | None = None) -> dict[str, Any]:
    made = advise(found.values, found.facts, found.frames, "waarde", found.settings, budget).json()
    assert len(made["segments"]) == 1
    return dict(made["segments"][0])


@EXAMPLES
@given(SEEDS, st.booleans(), st.booleans(), st.sampled_from(["occasioneel", "langdurig"]))
def test_a_miser_gets_the_cheapest_form_that_works(
    seed: int, moderator: bool, data_only: bool, relation: str
) -> None:
    found = segment(cell(seed, relation, "vrek", has_moderator=moderator, data_only_service=data_only))
    each = found["cost"] / found["customers"]
    book = catalogue.load()
    dearest = max(f.contacts for f in book.forms.values()) * max(c.cost for c in book.channels.values())
    assert each <= 0.05 * dearest
    if relation == "occasioneel":
        assert found["cost"] == 0 and found["form"] in ("zelfbediening", "geautomatiseerd")
    assert found["form"] not in ("persoonlijke_contactpersoon", "cocreatie")


@EXAMPLES
@given(SEEDS, st.booleans(), st.sampled_from(["occasioneel", "langdurig", "geen"]))
def test_the_talk_of_a_promoter_is_turned_into_a_purchase(seed: int, moderator: bool, relation: str) -> None:
    stage = "acquisitie" if relation == "geen" else "retentie"
    found = segment(cell(seed, relation, "promoter", stage, has_moderator=moderator))
    assert "conversie" in found["kpi_codes"]
    assert any("aankoop" in r["reason"] for r in found["reasons"] if r["rule"] == "waarde_promoter")


@EXAMPLES
@given(SEEDS, st.booleans(), st.sampled_from(["occasioneel", "langdurig"]))
def test_champions_get_the_best_service_a_say_and_are_kept(seed: int, moderator: bool, relation: str) -> None:
    found = segment(cell(seed, relation, "kampioen", has_moderator=moderator))
    assert found["form"] in ("cocreatie", "persoonlijke_contactpersoon", "community")
    assert {"cocreatie", "persoonlijke_contactpersoon"} & {found["form"], found["runner_up"]}
    assert {"behoud", "cocreatie", "opzegging_voorkomen"} & set(found["kpi_codes"])
    assert "denk mee" in found["core_message"] or found["situation"] != "kampioen"


@EXAMPLES
@given(SEEDS, st.sampled_from(["koopt_veel", "koopt_weinig"]), st.sampled_from(["occasioneel", "langdurig"]))
def test_without_referral_value_the_rules_rest_on_purchases_alone(
    seed: int, value: str, relation: str
) -> None:
    found = segment(cell(seed, relation, value))
    assert not {r["rule"] for r in found["reasons"] if r["rule"].startswith(ON_REFERRALS)}
    assert f"waarde_{value}" in {r["rule"] for r in found["reasons"]}


@EXAMPLES
@given(SEEDS, st.floats(0, 100))
def test_a_silent_enjoyer_is_asked_to_refer_from_a_bond_of_fifty(seed: int, bond: float) -> None:
    found = cell(seed, "occasioneel", "stille_genieter")
    found = replace(found, values=found.values.assign(emotional_bond=bond, engagement=20.0))
    rules = {r["rule"] for r in segment(found)["reasons"]}
    assert ("stille_genieter_uitnodigen" in rules) == (bond >= 50)


@EXAMPLES
@given(SEEDS, st.sampled_from(["kampioen", "stille_genieter", "koopt_veel"]), st.floats(0, 100))
def test_a_long_relation_of_high_value_gets_a_contact_person(seed: int, value: str, share: float) -> None:
    found = cell(seed, "langdurig", value)
    found = replace(found, values=found.values.assign(engagement=share))
    best = segment(found)
    assert "persoonlijke_contactpersoon" in (best["form"], best["runner_up"])
    assert "langdurig_hoge_waarde" in {r["rule"] for r in best["reasons"]}


@EXAMPLES
@given(SEEDS, st.sampled_from(["strategie", "scrm", "waarde", "binding"]))
def test_without_money_no_message_promises_what_only_a_person_can_do(seed: int, set_name: str) -> None:
    found = generated(seed, 40, Settings(has_moderator=True))
    prepared = advise(*found.arguments(set_name)).prepared
    for one in solve(prepared, 0.0).json()["segments"]:
        if one["situation"] != "gedwongen":  # they are entitled to it
            said = one["core_message"].lower()
            assert not [words for words in BY_A_PERSON if words in said], (one["situation"], said)


@EXAMPLES
@given(SEEDS)
def test_nobody_with_a_contract_hears_that_leaving_is_free(seed: int) -> None:
    for one in advise(*generated(seed, 40, Settings(), "langdurig").arguments("binding")).json()["segments"]:
        assert "nergens aan vast" not in one["proposition"] + one["core_message"]


@pytest.mark.parametrize("seed", range(5))
def test_what_customers_read_holds_no_scores(seed: int) -> None:
    for one in advise(*generated(seed, 60).arguments("binding")).json()["segments"]:
        assert not any(char.isdigit() for char in one["proposition"])


@EXAMPLES
@given(SEEDS, st.floats(60, 100))
def test_involved_occasional_customers_fit_a_community_where_somebody_moderates(
    seed: int, share: float
) -> None:
    found = cell(seed, "occasioneel", "promoter", "retentie_hoog", has_moderator=True)
    found = replace(found, values=found.values.assign(engagement=share))
    best = segment(found)
    assert "community" in (best["form"], best["runner_up"])
    assert "occasioneel_betrokken" in {r["rule"] for r in best["reasons"]}
    closed = replace(found, settings=replace(found.settings, has_moderator=False))
    assert segment(closed)["form"] != "community"
