"""Channel facts: affinity that adds up, permission that is kept, moments that rest on history."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.frames import days
from core.errors import InputError
from core.settings import Settings
from strategy import catalogue, reach
from strategy.channels import channel_context, channel_facts, customer_channels
from tests.strategy.bases import AS_OF, frames, generated, profile_rows, texts

TODAY = days(AS_OF)
OUTBOUND = [code for code, c in catalogue.load().channels.items() if c.outbound]
CONSENT = {"email": "email", "telefoon": "telefoon", "whatsapp": "sms", "accountmanager": "telefoon"}


def orders(rows: list[tuple[int, float, str | None]]) -> pd.DataFrame:
    """Orders as (customer, days ago, channel text)."""
    return pd.DataFrame(
        {
            "customer": pd.Series([r[0] for r in rows], dtype="int64"),
            "order_id": pd.Series(range(len(rows)), dtype="int64"),
            "datum": [TODAY - r[1] for r in rows],
            "bedrag": [10.0] * len(rows),
            "kanaal": texts([r[2] for r in rows]),
            "status": texts(["voltooid"] * len(rows)),
        }
    )


def contacts(rows: list[tuple[int, float, str | None, str, str]]) -> pd.DataFrame:
    """Contacts as (customer, days ago, channel text, direction, kind)."""
    return pd.DataFrame(
        {
            "customer": pd.Series([r[0] for r in rows], dtype="int64"),
            "datum": [TODAY - r[1] for r in rows],
            "kanaal": texts([r[2] for r in rows]),
            "richting": texts([r[3] for r in rows]),
            "soort": texts([r[4] for r in rows]),
            "aantal": [math.nan] * len(rows),
            "opgelost": [math.nan] * len(rows),
        }
    )


def facts_of(
    customers: dict[str, list[Any]], wanted: Settings | None = None, **others: pd.DataFrame
) -> pd.DataFrame:
    return channel_facts(frames(customers, **others), AS_OF, wanted or Settings())


def affinity(facts: pd.DataFrame, position: int = 0) -> dict[str, float]:
    row = facts.iloc[position]
    return {c: float(row[f"aff_{c}"]) for c in catalogue.load().channels if row[f"aff_{c}"] > 0}


def test_affinity_is_what_the_formula_says() -> None:
    # customer 0: one order in the shop today (3), one e-mail a year old (2 → 1); customer 1: two web orders
    found = facts_of(
        {"voorkeurskanaal": [None, None]},
        orders=orders([(0, 0, "winkel"), (1, 0, "webshop"), (1, 1, "Webshop")]),
        interactions=contacts([(0, 365, "mail", "in", "vraag_gesteld")]),
    )
    web = 3 + 3 * 2 ** (-1 / 365)
    whole = 3 + 1 + web
    shop = (3 + 5 * 3 / whole) / (4 + 5)
    assert affinity(found)["winkel"] == pytest.approx(shop)
    assert affinity(found)["email"] == pytest.approx((1 + 5 * 1 / whole) / 9)
    assert sum(affinity(found).values()) == pytest.approx(1)
    assert list(found["best"]) == ["winkel", "website"]


def test_a_stated_preference_weighs_sixty_percent_and_only_it_counts_without_history() -> None:
    found = facts_of(
        {"voorkeurskanaal": ["Telefonisch", "rooksignaal"]},
        orders=orders([(0, 0, "winkel"), (1, 0, "winkel")]),
    )
    assert affinity(found, 0) == pytest.approx({"winkel": 0.4, "telefoon": 0.6})
    assert affinity(found, 1) == pytest.approx({"winkel": 1.0})
    alone = facts_of({"voorkeurskanaal": ["WhatsApp", None]})
    assert affinity(alone, 0) == {"whatsapp": 1.0}
    assert affinity(alone, 1) == {}
    assert alone["best"][1] is None


def test_opens_count_little_and_what_we_sent_not_at_all() -> None:
    found = facts_of(
        {"voorkeurskanaal": [None]},
        interactions=contacts(
            [
                (0, 0, None, "uit", "email_geopend"),
                (0, 0, "telefoon", "uit", "servicegesprek"),
                (0, 0, "chat", "in", "vraag_gesteld"),
                (0, 0, None, "in", "tutorial_video"),
            ]
        ),
    )
    assert affinity(found) == pytest.approx({"email": 0.1 / 3.1, "chat": 2 / 3.1, "video": 1 / 3.1})


def test_nothing_after_the_day_counts() -> None:
    found = facts_of({"voorkeurskanaal": [None]}, orders=orders([(0, -1, "winkel"), (0, 1, "telefoon")]))
    assert affinity(found) == {"telefoon": 1.0}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_parts_add_up_and_one_customer_alone_has_the_numbers_of_the_whole(seed: int) -> None:
    base = generated(seed, 12)
    context = {"channels": channel_context(base.frames, AS_OF, base.settings)}
    whole = channel_facts(base.frames, AS_OF, base.settings, context)
    pd.testing.assert_frame_equal(whole, base.facts)
    for position in (0, 7):
        alone = base.frames
        shown = customer_channels(alone, AS_OF, base.settings, context, position)
        for code, share in affinity(whole, position).items():
            assert shown["affinity"][code]["value"] == pytest.approx(share, abs=1e-9)
            assert sum(shown["affinity"][code]["parts"].values()) == pytest.approx(share, abs=1e-9)
        single = one_customer(base.frames, position)
        facts = channel_facts(single, AS_OF, base.settings, context)
        assert affinity(facts) == pytest.approx(affinity(whole, position), abs=1e-12)
        assert facts.iloc[0]["weekday"] == whole.iloc[position]["weekday"]


def one_customer(found: Any, position: int) -> Any:
    from dataclasses import replace

    def mine(table: pd.DataFrame) -> pd.DataFrame:
        kept = table[table["customer"] == position].reset_index(drop=True)
        return kept.assign(customer=np.zeros(len(kept), dtype=np.int64))

    return replace(
        found,
        customers=found.customers.iloc[[position]].reset_index(drop=True),
        orders=mine(found.orders),
        interactions=mine(found.interactions),
    )


@pytest.mark.parametrize(
    ("customer", "allowed", "ground"),
    [
        ({"email": "a@b.nl"}, {"email": False}, {"email": "geen_toestemming"}),
        ({"email": "a@b.nl", "toestemming_email": 1.0}, {"email": True}, {"email": "toestemming"}),
        ({"email": "a@b.nl", "aantal_bestellingen": 2.0}, {"email": True}, {"email": "bestaande_klant"}),
        (
            {"email": "a@b.nl", "aantal_bestellingen": 2.0, "toestemming_email": 0.0},
            {"email": False},
            {"email": "ingetrokken"},
        ),
        ({"toestemming_email": 1.0}, {"email": False}, {"email": "geen_gegeven"}),
        (
            {"telefoon": "0301234567", "aantal_bestellingen": 9.0},
            {"telefoon": False},
            {"telefoon": "geen_toestemming"},
        ),
        ({"telefoon": "0301234567", "toestemming_telefoon": 1.0}, {"telefoon": True, "whatsapp": False}, {}),
        (
            {"telefoon": "+31 6 12345678", "toestemming_sms": 1.0},
            {"whatsapp": True},
            {"whatsapp": "toestemming"},
        ),
        (
            {"telefoon": "030-6123456", "toestemming_sms": 1.0},
            {"whatsapp": False},
            {"whatsapp": "geen_gegeven"},
        ),
        ({"postcode": "3511AA", "huisnummer": "1"}, {"post": True}, {"post": "geen_bezwaar"}),
        ({"postcode": "3511AA", "huisnummer": "1", "toestemming_post": 0.0}, {"post": False}, {}),
        (
            {"email": "a@b.nl", "toestemming_email": 1.0, "bezwaar_direct_marketing": 1.0},
            {"email": False},
            {"email": "bezwaar"},
        ),
        (
            {"email": "a@b.nl", "toestemming_email": 1.0, "verplicht": 1.0},
            {"email": False},
            {"email": "geen_keuze"},
        ),
        (
            {"email": "a@b.nl", "toestemming_email": 1.0, "toestemming_email_datum": TODAY + 5},
            {"email": False},
            {},
        ),
    ],
)
def test_reach_and_its_legal_ground(
    customer: dict[str, Any], allowed: Mapping[str, bool], ground: Mapping[str, str]
) -> None:
    row = facts_of({"email": [None]} | {name: [value] for name, value in customer.items()}).iloc[0]
    assert {c: bool(row[f"reach_{c}"]) for c in allowed} == allowed
    assert {c: reach.GROUNDS[row[f"ground_{c}"]] for c in ground} == ground


def test_existing_customers_are_mailed_only_where_the_setting_says_so() -> None:
    customer: dict[str, list[Any]] = {"email": ["a@b.nl"], "aantal_bestellingen": [3.0]}
    assert facts_of(customer)["reach_email"][0]
    assert not facts_of(customer, Settings(promote_to_existing_customers=False))["reach_email"][0]


def test_nobody_without_permission_is_in_any_list() -> None:
    """A thousand customers in forty bases, judged by rules written down once more, plainly."""
    for seed in range(40):
        base = generated(seed, 25)
        customers = base.frames.customers
        for channel in OUTBOUND:
            listed = reach.contactable(base.values, base.facts, channel)
            for i in np.flatnonzero(listed):
                assert customers["bezwaar_direct_marketing"][i] != 1
                assert base.values["relatievorm"][i] != "gedwongen"
                assert base.values["almost_type"][i] != "permanent"
                consent = CONSENT.get(channel)
                if consent:
                    assert customers[f"toestemming_{consent}"][i] != 0
                if consent == "telefoon":
                    assert customers["toestemming_telefoon"][i] == 1
                    assert customers["telefoon"][i]
                if channel in ("email", "evenement"):
                    assert customers["email"][i]
                if channel == "post":
                    assert customers["huisnummer"][i]
                    assert customers["toestemming_post"][i] != 0


def test_a_channel_that_cannot_begin_a_contact_is_refused() -> None:
    base = generated(1, 5)
    assert len(reach.contactable(base.values, base.facts, "E-mail")) == 5
    with pytest.raises(InputError, match="email"):
        reach.contactable(base.values, base.facts, "faq")


def test_the_best_moment_is_the_customers_own_where_there_is_history() -> None:
    # 30 June 2026 is a Tuesday; customer 0 always buys on Saturday evening, the rest on Tuesday morning
    rows: list[tuple[int, float, str | None]] = [(0, 3 + 7 * k - 0.8, "winkel") for k in range(1, 30)]
    rows += [(1, 7 * k - 0.4, "winkel") for k in range(1, 60)]
    found = frames({"voorkeurskanaal": [None, None, None]}, orders=orders(rows))
    context = channel_context(found, AS_OF, Settings())
    shown = [customer_channels(found, AS_OF, Settings(), context, k)["moment"] for k in range(3)]
    assert (shown[0]["weekday"], shown[0]["daypart"], shown[0]["evidence"]) == ("zaterdag", "avond", "own")
    assert (shown[1]["weekday"], shown[1]["daypart"]) == ("dinsdag", "ochtend")
    assert (shown[2]["weekday"], shown[2]["evidence"]) == ("dinsdag", "base")
    assert shown[0]["month"] is None


def test_without_any_history_there_is_no_moment() -> None:
    found = frames({"voorkeurskanaal": [None]})
    shown = customer_channels(found, AS_OF, Settings(), None, 0)
    assert shown["moment"]["weekday"] is None
    assert shown["moment"]["evidence"] is None
    assert shown["affinity"] == {}


def test_a_season_is_shown_only_where_the_base_has_one() -> None:
    flat: list[tuple[int, float, str | None]] = [(k % 50, float(k * 2), "winkel") for k in range(420)]
    peak: list[tuple[int, float, str | None]] = flat + [
        (k % 50, 190.0 + 365 * (k % 3), "winkel") for k in range(150)
    ]
    names = {"voorkeurskanaal": [None] * 50}
    assert channel_context(frames(names, orders=orders(flat)), AS_OF, Settings())["moments"]["season"] is None
    season = channel_context(frames(names, orders=orders(peak)), AS_OF, Settings())["moments"]["season"]
    assert season["month"] == 12
    assert season["index"] > 1.3


def test_who_objects_to_profiling_is_not_profiled() -> None:
    found = facts_of(
        {"voorkeurskanaal": ["chat", None], "bezwaar_profilering": [1.0, 1.0]},
        orders=orders([(0, 0, "winkel"), (1, 0, "winkel")]),
    )
    assert affinity(found, 0) == {"chat": 1.0}
    assert affinity(found, 1) == {}
    assert list(found["weekday"]) == [-1, -1]


def test_counts_are_unknown_until_contacts_are_imported() -> None:
    assert math.isnan(facts_of({"voorkeurskanaal": [None]})["questions"][0])
    found = facts_of(
        {"voorkeurskanaal": [None, None]},
        interactions=contacts([(0, 5, "mail", "in", "vraag_gesteld"), (0, 400, "mail", "in", "klacht")]),
    )
    assert list(found["questions"]) == [1.0, 0.0]
    assert list(found["complaints_open"]) == [0.0, 0.0]


def test_the_phase_of_the_journey() -> None:
    found = facts_of({"voorkeurskanaal": [None] * 3}, orders=orders([(0, 3, "winkel"), (1, 90, "winkel")]))
    assert list(found["phase"]) == ["tijdens", "na", "voor"]


def test_an_empty_base_has_empty_facts() -> None:
    from analysis.frames import frames_of

    found = channel_facts(frames_of({}), AS_OF, Settings())
    assert len(found) == 0
    assert len(profile_rows([{}])) == 1
