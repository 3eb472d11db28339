"""A table: every code of the advice, a realistic customer who is given it, and the rule that says why."""

from typing import Any

import pytest

from core.settings import Settings
from strategy.advice import advise
from strategy.terms import COMMUNITIES, FORMS, IMMERSIONS, LEVELS, PARADIGMS, ROLES
from tests.strategy.bases import base

Row = dict[str, Any]
PROSPECT: Row = {"relatievorm": "geen", "set_scrm": "acquisitie_laag", "set_waarde": "prospect"}
CONTRACT_CHAMPION: Row = {"relatievorm": "langdurig", "set_waarde": "kampioen"}
CHAMPION: Row = {"set_waarde": "kampioen", "set_scrm": "retentie_hoog", "engagement": 70.0}
BUYER: Row = {"set_waarde": "vrek", "purchase_days": 4.0, "set_scrm": "retentie_laag"}
INVOLVED: Row = {"set_waarde": "promoter", "set_scrm": "retentie_hoog", "engagement": 70.0}
FAN: Row = {**INVOLVED, "set_engagement": "fan"}
OBLIGED: Row = {"relatievorm": "gedwongen", "set_waarde": "nvt", "binding": "geen_keuze"}
HELPER: Row = {"set_waarde": "koopt_weinig", "set_scrm": "retentie_hoog", "engagement": 55.0}
LOVER: Row = {"set_engagement": "delighted", "set_scrm": "retentie_laag"}
FOLLOWER: Row = {**LOVER, "set_participatie": "continue_monitoring"}
FEELING: Row = {"set_engagement": "fan", "binding": "gevoel", "set_scrm": "retentie_laag"}
ANGRY: Row = {"set_scrm": "beeindigen_hoog", "negative_engagement": 80.0}
QUIET: Row = {"set_waarde": "stille_genieter", "set_scrm": "retentie_laag"}
WARM: Row = {**QUIET, "emotional_bond": 70.0}
PARTNER: Row = {**CHAMPION, "set_participatie": "continue_dialoog"}

#: (kind, code) → customer, the rule that gives it, and what more is known: settings, facts, fields
TABLE: dict[tuple[str, str], tuple[Row, str, dict[str, Any]]] = {
    ("form", "persoonlijke_contactpersoon"): (CONTRACT_CHAMPION, "langdurig_hoge_waarde", {}),
    ("form", "cocreatie"): (CHAMPION, "kampioen_occasioneel", {}),
    ("form", "community"): (FAN, "occasioneel_betrokken", {}),
    ("form", "persoonlijke_assistentie"): (PROSPECT, "relatie_geen", {}),
    ("form", "zelfbediening"): (BUYER, "waarde_vrek", {}),
    ("form", "geautomatiseerd"): (BUYER, "data_dienst", {"settings": {"data_only_service": True}}),
    ("level", "versioning"): (PROSPECT, "acquisitie_laag", {}),
    ("level", "mass_customization"): (BUYER, "personalisatie_massa", {}),
    ("level", "one_to_one"): (QUIET, "personalisatie_een_op_een", {}),
    ("level", "cocreatie"): (INVOLVED, "personalisatie_cocreatie", {}),
    ("level", "reverse_marketing"): (PARTNER, "personalisatie_omgekeerd", {"soort": "zakelijk"}),
    ("paradigm", "visueel"): (PROSPECT, "paradigma_eerste_indruk", {}),
    ("paradigm", "relationeel"): (FEELING, "binding_gevoel", {}),
    ("paradigm", "instrumenteel"): (OBLIGED, "gedwongen_zakelijk", {}),
    ("paradigm", "commercieel"): (BUYER, "paradigma_herhaalkoper", {}),
    ("community", "hulpgroep"): (HELPER, "community_hulpgroep", {"facts": {"helped_others": 3.0}}),
    ("community", "fanclub"): ({**LOVER, "engagement": 60.0}, "community_fanclub", {}),
    ("community", "waarde"): (INVOLVED, "community_waarde", {}),
    ("community", "defensief"): (ANGRY, "community_defensief", {}),
    ("participation", "enkelvoudige_interactie"): (
        {"set_participatie": "enkelvoudige_interactie"},
        "participatie_enkelvoudig",
        {},
    ),
    ("participation", "eenmalige_observatie"): (
        {"set_participatie": "eenmalige_observatie"},
        "participatie_observatie",
        {},
    ),
    ("participation", "continue_dialoog"): (PARTNER, "participatie_dialoog", {}),
    ("participation", "continue_monitoring"): (FOLLOWER, "participatie_monitoring", {}),
    ("immersion", "tactisch"): (OBLIGED, "gedwongen_zakelijk", {}),
    ("immersion", "strategisch"): (PROSPECT, "immersie_keuze", {"settings": {"complexity": "hoog"}}),
    ("immersion", "verhalend"): (FOLLOWER, "participatie_monitoring", {}),
    ("immersion", "psychologisch_emotioneel"): (FEELING, "engagement_fan", {}),
    ("immersion", "cognitief_zintuiglijk"): (BUYER, "immersie_kijkers", {"facts": {"watched": 4.0}}),
    ("role", "vrij"): ({**CHAMPION, "set_engagement": "fan"}, "rol_kampioen_ontmoeten", {}),
    ("role", "ondersteund"): (BUYER, "rol_ontmoeting", {"uses": "winkel"}),
    ("role", "gefaciliteerd"): (CONTRACT_CHAMPION, "rol_samen_scherm", {"soort": "zakelijk"}),
    ("role", "gemedieerd"): (BUYER, "rol_op_afstand", {"uses": "telefoon"}),
    ("role", "gegenereerd"): (BUYER, "rol_zelf", {"uses": "website"}),
    ("care", "webcare"): (PROSPECT, "geen_webcare", {}),
    ("care", "klant_helpt_klant"): (FAN, "engagement_fan", {}),
    ("care", "klant_helpt_organisatie"): (WARM, "stille_genieter_uitnodigen", {}),
}


def given(row: Row, more: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The advice for one such customer of an organisation with a moderator, and the roles of its channels."""
    customer = {
        "soort": [more.get("soort", "particulier")],
        "email": ["a@b.nl"],
        "telefoon": ["0612345678"],
        "toestemming_telefoon": [1.0],
        "toestemming_email": [1.0],
    }
    settings = Settings(has_moderator=True, **more.get("settings", {}))
    made = base([{"clv": 500.0, "p_active": 0.7, **row}], customer, settings)
    facts = made.facts
    if "uses" in more:
        affinities = {name: [0.0] for name in facts.columns if name.startswith("aff_")}
        facts = facts.assign(**{**affinities, f"aff_{more['uses']}": [1.0]})
    facts = facts.assign(**{name: [value] for name, value in more.get("facts", {}).items()})
    facts.attrs = made.facts.attrs
    found = advise(made.values, facts, made.frames, "relatie", settings)
    segment: dict[str, Any] = found.data["segments"][0]
    used = {code for mix in segment["channels"].values() for code in mix["lead"] + mix["support"]}
    return segment, {found.prepared.book.channels[code].technology for code in used}


@pytest.mark.parametrize(("kind", "code"), TABLE)
def test_it_is_given_to_a_realistic_customer_for_a_stated_reason(kind: str, code: str) -> None:
    row, rule, more = TABLE[kind, code]
    segment, roles = given(row, more)
    personal = segment["personalisation"]
    advised: dict[str, Any] = {
        "form": segment["form"],
        "level": personal["level"],
        "paradigm": personal["paradigm"],
        "community": segment["community"],
        "immersion": segment["immersion"],
        "care": segment["social_care"],
    }
    if kind == "role":
        assert code in roles
    elif kind != "participation":  # that is what the customer does, not what is advised
        assert advised[kind] == code
    reasons = [r for r in segment["reasons"] if r["rule"] == rule]
    if kind != "participation":
        reasons = [r for r in reasons if r["target"].partition("@")[0] == f"{kind}:{code}"]
    assert reasons and reasons[0]["points"] > 0
    assert reasons[0]["reason"] and reasons[0]["source"]


def test_the_table_holds_every_code() -> None:
    held = {kind: {c for k, c in TABLE if k == kind} for kind, _code in TABLE}
    assert held["form"] == set(FORMS)
    assert held["level"] == set(LEVELS) and len(LEVELS) == 5
    assert held["paradigm"] == set(PARADIGMS) and len(PARADIGMS) == 4
    assert held["community"] == set(COMMUNITIES) and len(COMMUNITIES) == 4
    assert len(held["participation"]) == 4
    assert held["immersion"] == set(IMMERSIONS) and len(IMMERSIONS) == 5
    assert held["role"] == set(ROLES) and len(ROLES) == 5
    assert len(held["care"]) == 3
