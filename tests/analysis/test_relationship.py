"""Relationship type, contracts, the last day to leave, and almost customers (domain §3, §4)."""

import json
from typing import Any

import pytest

from analysis.contracts import contract_facts, contract_rows, notice_deadlines
from core.settings import Settings
from tests.analysis.build import AS_OF, Base, ago, on


def kind(base: Base, customer: int, settings: Settings | None = None) -> str:
    return str(base.profile(settings).values["relatievorm"].iloc[customer])


def with_contract(**facts: Any) -> tuple[Base, int]:
    base = Base()
    base.order(base.add(), 900)
    who = base.add()
    base.contract(who, **facts)
    return base, who


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"einde": ago(0), "opzegtermijn": 1.0}, "langdurig"),
        ({"einde": ago(1), "opzegtermijn": 1.0}, "occasioneel"),
        ({"einde": ago(1), "opzegtermijn": 1.0, "automatisch_verlengd": 1.0}, "langdurig"),
        ({"einde": ago(-400), "opzegd": 0.0}, "langdurig"),
        ({"start": ago(-1), "opzegtermijn": 1.0}, "geen"),
        ({"start": ago(0), "opzegtermijn": 1.0}, "langdurig"),
        ({"opzegtermijn": 1.0, "opgezegd_per": ago(0)}, "langdurig"),
        ({"opzegtermijn": 1.0, "opgezegd_per": ago(1)}, "occasioneel"),
        ({"opzegtermijn": 0.0}, "occasioneel"),
        ({"opzegkosten": 0.0, "einde": ago(0)}, "occasioneel"),
        ({"opzegkosten": 5.0}, "langdurig"),
        ({"minimumduur_tot": ago(100), "einde": ago(-100)}, "occasioneel"),
        ({"minimumduur_tot": ago(-1)}, "langdurig"),
        ({}, "langdurig"),
        ({"verplicht": 1.0}, "gedwongen"),
        ({"verplicht": 1.0, "einde": ago(3)}, "occasioneel"),
    ],
)
def test_what_a_contract_makes_of_a_customer(facts: dict[str, Any], expected: str) -> None:
    facts = {name: value for name, value in facts.items() if name != "opzegd"}
    base, who = with_contract(**facts)
    assert kind(base, who) == expected


def test_unknown_terms_are_of_low_coverage() -> None:
    base, who = with_contract(start=ago(100))
    row = base.profile().values.iloc[who]
    assert row["relatievorm_coverage"] == 0
    assert json.loads(row["relatievorm_evidence"]) == [["terms_unknown", {}]]


def test_a_kind_that_the_organisation_marks_is_long_term() -> None:
    base, who = with_contract(soort=" Hypotheek ", opzegtermijn=0.0)
    assert kind(base, who) == "occasioneel"
    marked = Settings(longterm_contract_kinds=("hypotheek",))
    assert kind(base, who, marked) == "langdurig"
    told = base.profile(marked).detail(who)["relationship"]
    assert told["coverage"] == 1
    assert len(told["evidence"]) == 1


def test_a_person_s_word_and_the_computed_type_beside_it() -> None:
    base, who = with_contract(opzegtermijn=1.0)
    base.customers[who]["hand_relatievorm"] = "gedwongen"
    row = base.profile().values.iloc[who]
    assert (row["relatievorm"], row["relatievorm_computed"]) == ("gedwongen", "langdurig")
    assert row["set_waarde"] == "nvt"
    assert row["binding"] == "geen_keuze"
    told = base.profile().detail(who)["relationship"]
    assert told["evidence"] == ["met de hand gezet"]
    assert told["computed_evidence"] == ["contract, opzegtermijn 1 maand"]


def test_all_our_customers_are_obliged() -> None:
    base, who = with_contract(opzegtermijn=1.0, verplicht=1.0)
    base.customers[who]["verplicht"] = 1.0
    assert kind(base, 0, Settings(all_mandatory=True)) == "gedwongen"
    assert len(base.profile(Settings(all_mandatory=True)).detail(who)["relationship"]["evidence"]) == 3


@pytest.mark.parametrize(
    ("status", "amount", "expected"),
    [
        (None, 10.0, "occasioneel"),
        ("voltooid", 0.0, "occasioneel"),
        ("retour", 10.0, "occasioneel"),
        ("retour", -10.0, "occasioneel"),
        ("geannuleerd", 10.0, "geen"),
        ("afgebroken", 10.0, "geen"),
        ("mislukt", 10.0, "geen"),
    ],
)
def test_which_orders_are_purchases(status: str | None, amount: float, expected: str) -> None:
    base = Base()
    who = base.add()
    base.order(who, 5, amount, status=status)
    assert kind(base, who) == expected


def test_an_order_is_stated_by_its_first_line() -> None:
    base = Base()
    who = base.add()
    base.order(who, 5, 10, bestelnummer="A", status="geannuleerd")
    base.order(who, 5, 10, bestelnummer="A")
    assert kind(base, who) == "geen"


def test_totals_make_purchases_known() -> None:
    base = Base()
    base.add(aantal_bestellingen=3.0, omzet=90.0, eerste_aankoop=ago(100), laatste_aankoop=ago(10))
    none = base.add(aantal_bestellingen=0.0)
    found = base.profile().values
    assert found["relatievorm"].tolist() == ["occasioneel", "geen"]
    assert base.profile().detail(none)["relationship"]["evidence"] == ["geen aankoop en geen contract"]


def test_klant_sinds_on_the_first_day_of_the_list_is_not_before_it() -> None:
    base = Base()
    base.order(base.add(), 100.4)
    early, same_day = base.add(klant_sinds=ago(102)), base.add(klant_sinds=ago(101))
    assert [kind(base, early), kind(base, same_day)] == ["onbekend", "geen"]
    told = base.profile().detail(early)["relationship"]["evidence"]
    assert "klant sinds 20-03-2026" in told[0]


def test_several_contracts_taken_together() -> None:
    base, who = with_contract(
        start=ago(50), einde=ago(-304), opzegtermijn=1.0, opzegkosten=10.0, bedrag_per_maand=5.0
    )
    base.contract(who, start=ago(500), einde=ago(20), opzegtermijn=9.0, opzegkosten=99.0)
    base.contract(who, opgezegd_op=ago(3), opzegkosten=20.0)
    found = contract_facts(contract_rows(base.frames(), AS_OF, Settings()), 2, AS_OF)
    assert (found.rows[who], found.active[who]) == (3, 2)
    assert found.months[who] == pytest.approx(10)
    assert (found.notice[who], found.fee[who], found.monthly[who]) == (1, 30, 5)
    assert not found.noticed[who]
    assert found.ended[who] == ago(20)
    assert found.start[who] == ago(500)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"einde": on(2027, 3, 31), "opzegtermijn": 1.0}, "2027-02-28"),
        ({"einde": on(2027, 3, 1), "opzegtermijn": 2.0}, "2027-01-01"),
        ({"einde": on(2027, 3, 31), "opzegtermijn": 0.5}, "2027-03-16"),
        ({"einde": on(2027, 3, 1)}, "2027-03-01"),
        ({"minimumduur_tot": on(2027, 3, 1), "opzegtermijn": 1.0}, "2027-02-01"),
        ({"einde": on(2026, 7, 1), "opzegtermijn": 1.0}, None),
        ({"einde": on(2027, 3, 1), "opgezegd_op": ago(3)}, None),
        ({"opzegtermijn": 1.0}, None),
    ],
)
def test_the_last_day_to_leave(facts: dict[str, Any], expected: str | None) -> None:
    base, who = with_contract(**facts)
    assert base.profile().values["opzegdatum"].iloc[who] == expected
    assert len(notice_deadlines(base.frames(), AS_OF, Settings())) == (expected is not None)


def test_notice_given_after_the_peildatum_was_not_yet_given() -> None:
    base, who = with_contract(opzegtermijn=1.0, einde=ago(-300), opgezegd_op=ago(-5), opgezegd_per=ago(-60))
    assert base.profile().values["set_scrm"].iloc[who].startswith("retentie")
    base.rows["contracts"][0]["opgezegd_op"] = ago(5)
    assert base.profile().values["set_scrm"].iloc[who].startswith("beeindigen")


def almost(base: Base, who: int) -> tuple[str, str]:
    row = base.profile().values.iloc[who]
    return str(row["almost_type"]), str(row["set_scrm"])


@pytest.mark.parametrize("attempt", ["afgebroken", "mislukt", "aanmelding_mislukt", "offerte_afgewezen"])
def test_somebody_who_tried_and_stopped(attempt: str) -> None:
    base = Base()
    base.order(base.add(), 900)
    who = base.add(almost_oorzaak="situatie")
    if "_" in attempt:
        base.contact(who, attempt, 40)
    else:
        base.order(who, 40, 10, status=attempt)
    assert almost(base, who)[0] == "transactioneel"
    told = base.profile().detail(who)["almost"]
    assert told == {"value": "transactioneel", "derived": True, "cause": "situatie"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "transactioneel"),
        ({"bezwaar_direct_marketing": 1.0}, "permanent"),
        ({"bezwaar_direct_marketing": 1.0, "bezwaar_direct_marketing_datum": ago(41)}, "transactioneel"),
        ({"bezwaar_direct_marketing": 1.0, "bezwaar_direct_marketing_datum": ago(40)}, "permanent"),
        ({"toestemming_email": 0.0}, "transactioneel"),
        ({"toestemming_email": 0.0, "toestemming_email_datum": ago(10)}, "permanent"),
        ({"hand_almost_type": "permanent"}, "permanent"),
    ],
)
def test_who_wants_to_be_left_in_peace(facts: dict[str, Any], expected: str) -> None:
    base = Base()
    base.order(base.add(), 900)
    who = base.add(**facts)
    base.order(who, 40, 10, status="afgebroken")
    assert almost(base, who)[0] == expected
    assert (almost(base, who)[1] == "met_rust_laten") == (expected == "permanent")


@pytest.mark.parametrize(
    ("age", "contact", "direction", "expected"),
    [
        (364, None, None, "transactioneel"),
        (365, None, None, "permanent"),
        (500, 100, "in", "transactioneel"),
        (500, 100, None, "transactioneel"),
        (500, 100, "uit", "permanent"),
    ],
)
def test_a_year_of_silence(age: int, contact: int | None, direction: str | None, expected: str) -> None:
    base = Base()
    base.order(base.add(), 900)
    who = base.add()
    base.order(who, age, 10, status="mislukt")
    if contact is not None:
        base.contact(who, "pagina_bezocht", contact, richting=direction)
    assert almost(base, who)[0] == expected


def test_unsubscribing_after_the_attempt_and_cancelling() -> None:
    base = Base()
    base.order(base.add(), 900)
    left, cancelled, unknown = base.add(), base.add(), base.add(klant_sinds=ago(2000))
    base.order(left, 40, 10, status="mislukt")
    base.contact(left, "afmelding", 30)
    base.order(cancelled, 40, 10, status="geannuleerd")
    assert almost(base, left)[0] == "permanent"
    assert almost(base, cancelled)[0] == "geen"
    assert almost(base, unknown)[0] == "onbekend"
    assert almost(base, 0)[0] == "geen"
