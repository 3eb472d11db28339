"""Customers that a sensible marketer knows what to think of (domain §15), in a base where all is imported."""

import math
from typing import Any

import pytest

from analysis.contracts import notice_deadlines
from core.settings import Settings
from tests.analysis.build import AS_OF, Base, ago, background, iso_ago, on


class Told:
    """One customer's profile, as a marketer asks it."""

    def __init__(self, base: Base, customer: int, settings: Settings | None = None) -> None:
        self.profile = base.profile(settings)
        self.customer = customer
        self.row = self.profile.values.iloc[customer]

    def __getitem__(self, name: str) -> Any:
        value = self.row[name]
        return None if isinstance(value, float) and math.isnan(value) else value

    def part(self, score: str, component: str) -> float | None:
        """A component of a score, 0..100."""
        value = self.profile.detail(self.customer)["scores"][score]["components"][component]["value"]
        return None if value is None else float(value)


@pytest.fixture
def base() -> Base:
    made = Base()
    background(made)
    return made


def test_obliged_client_of_the_tax_office_for_twenty_years(base: Base) -> None:
    client = base.add(verplicht=1.0, klant_sinds=ago(20 * 365))
    told = Told(base, client)
    assert told["relatievorm"] == "gedwongen"
    assert told["binding"] == "geen_keuze"
    assert told["commitment"] is None
    assert told["set_waarde"] == "nvt"
    assert told["set_scrm"].startswith("retentie")
    assert told["set_strategie"] == "gedwongen · nvt"


def test_first_bought_yesterday(base: Base) -> None:
    buyer = base.add()
    base.order(buyer, 1)
    told = Told(base, buyer)
    assert told["relatievorm"] == "occasioneel"
    assert told["relational_exchange"] == pytest.approx(25, abs=0.1)
    assert told["set_engagement"] in {"transactioneel", "onbekend"}
    assert told["set_scrm"].startswith("retentie")


@pytest.mark.parametrize("contract_columns", [False, True])
@pytest.mark.parametrize("last", [0, 29])
def test_bought_monthly_for_three_years(base: Base, contract_columns: bool, last: int) -> None:
    buyer = base.add()
    for month in range(36):
        base.order(buyer, last + 30.4 * month)
    if contract_columns:
        base.contract(0, start=ago(900), opzegtermijn=0.0)
    told = Told(base, buyer)
    assert told["relatievorm"] == "occasioneel"
    assert 78.5 <= told["relational_exchange"] <= 81.5
    assert told["binding"] != "kosten"
    assert told["calculative"] is None


def test_monthly_exchange_does_not_hang_on_contract_columns(base: Base) -> None:
    values = []
    for with_contracts in (False, True):
        made = Base()
        background(made)
        buyer = made.add()
        for month in range(36):
            made.order(buyer, 30.4 * month)
        if with_contracts:
            made.contract(0, start=ago(900), opzegtermijn=0.0)
        values.append(Told(made, buyer)["relational_exchange"])
    assert values[0] == values[1]


def test_bought_yearly(base: Base) -> None:
    buyer = base.add()
    for year in range(4):
        base.order(buyer, 60 + 365 * year)
    assert Told(base, buyer)["relational_exchange"] == pytest.approx(50, abs=2)


def test_silent_buyer(base: Base) -> None:
    buyer = base.add()
    base.order(buyer, 100)
    base.order(buyer, 200)
    told = Told(base, buyer)
    assert told["satisfaction"] is None
    assert told["set_engagement"] == "onbekend"


def test_bought_once_four_years_ago(base: Base) -> None:
    buyer = base.add()
    base.order(buyer, 1461)
    told = Told(base, buyer)
    assert told["relatievorm"] == "occasioneel"
    assert told["relational_exchange"] == pytest.approx(16, abs=0.5)
    assert told["p_active"] == pytest.approx(0.286, abs=0.0005)
    assert told["set_scrm"].startswith("beeindigen")


@pytest.mark.parametrize("fee", [None, 0.0])
def test_telecom_contract_with_complaints(base: Base, fee: float | None) -> None:
    client = base.add()
    base.contract(client, start=ago(4 * 30.4), einde=ago(-20 * 30.4), opzegtermijn=1.0, opzegkosten=fee)
    for age in (3, 20, 45):
        base.contact(client, "klacht", age)
    told = Told(base, client)
    assert told["relatievorm"] == "langdurig"
    assert told["binding"] == "kosten"
    assert told["calculative"] == pytest.approx(48, abs=0.5)
    assert told["relational_exchange"] == pytest.approx(77, abs=1)
    assert told["satisfaction"] < 20
    assert told["opzegdatum"] is not None
    listed = notice_deadlines(base.frames(), AS_OF, Settings())
    assert client in listed["customer"].tolist()


def test_flat_fee_subscriber(base: Base) -> None:
    client = base.add()
    base.contract(client, start=ago(400), opzegtermijn=0.0, bedrag_per_maand=10.0)
    told = Told(base, client)
    assert told["relatievorm"] == "occasioneel"
    assert told["clv"] > 50


def test_insurance_that_ended_last_month(base: Base) -> None:
    client = base.add()
    base.contract(client, soort="verzekering", start=ago(2000), einde=ago(30), opzegtermijn=1.0)
    told = Told(base, client)
    assert told["relatievorm"] == "occasioneel"
    assert told["set_scrm"].startswith("beeindigen")


def test_contract_past_its_end_but_renewed(base: Base) -> None:
    client = base.add()
    base.contract(client, start=ago(900), einde=ago(170), automatisch_verlengd=1.0, opzegtermijn=1.0)
    told = Told(base, client)
    assert told["relatievorm"] == "langdurig"
    assert told["set_scrm"].startswith("retentie")


def test_customer_since_2009_who_is_not_in_a_list_that_begins_in_2025() -> None:
    base = Base()
    background(base)
    base.rows["orders"] = []
    base.order(0, 400)
    old = base.add(klant_sinds=on(2009, 3, 1))
    assert Told(base, old)["relatievorm"] == "onbekend"


def test_bought_once_and_returned_it(base: Base) -> None:
    buyer = base.add()
    base.order(buyer, 40, 80.0, status="retour")
    told = Told(base, buyer)
    assert told["relatievorm"] == "occasioneel"
    assert told["clv"] == 0
    assert told["p_active"] is not None


def test_one_complaint_four_years_ago(base: Base) -> None:
    client = base.add()
    base.contact(client, "klacht", 1461, opgelost=0.0)
    assert Told(base, client)["satisfaction"] == pytest.approx(47, abs=0.1)


def test_nps_ten_and_a_compliment(base: Base) -> None:
    fan = base.add(nps=10.0)
    base.contact(fan, "compliment")
    assert Told(base, fan).part("commitment", "affectief") == 100


def test_member_with_nps_nine(base: Base) -> None:
    member = base.add(nps=9.0, lid=1.0)
    base.order(member, 50)
    assert Told(base, member)["binding"] == "gevoel"


def test_one_like_is_no_bond(base: Base) -> None:
    liker = base.add()
    base.contact(liker, "like")
    assert Told(base, liker)["emotional_bond"] is None


def test_monthly_buyer_whose_side_contract_ended(base: Base) -> None:
    buyer = base.add()
    for month in range(30):
        base.order(buyer, 12 + 30.4 * month)
    base.contract(buyer, start=ago(370), einde=ago(5))
    assert Told(base, buyer)["set_scrm"].startswith("retentie")


def test_company_with_three_contracts(base: Base) -> None:
    company = base.add(soort="zakelijk")
    base.contract(company, start=ago(10), einde=ago(-304), opzegtermijn=1.0, opzegkosten=100.0)
    base.contract(company, start=ago(10), minimumduur_tot=ago(-608), opzegtermijn=0.0, opzegkosten=50.0)
    base.contract(company, start=ago(900), einde=ago(-30), opzegtermijn=3.0)
    told = Told(base, company)
    assert told["relatievorm"] == "langdurig"
    parts = {p["indicator"]: p for p in told.profile.detail(company)["scores"]["calculative"]["parts"]}
    assert parts["remaining_months"]["raw"] == pytest.approx(20)
    assert parts["active_contracts"]["raw"] == 3
    assert parts["notice_months"]["raw"] == 3
    assert told.profile.contracts.fee[company] == 150


def test_nps_nine_who_never_bought(base: Base) -> None:
    friend = base.add(nps=9.0)
    told = Told(base, friend)
    assert told["relatievorm"] == "geen"
    assert told.part("commitment", "affectief") == pytest.approx(85)
    assert told["emotional_bond"] == pytest.approx(57, abs=0.5)
    assert told["set_engagement"] == "delighted"


def test_nps_nine_where_no_emotional_contacts_are_imported() -> None:
    base = Base()
    base.order(base.add(), 100)
    friend = base.add(nps=9.0)
    assert Told(base, friend)["emotional_bond"] == pytest.approx(85)


def test_nps_six_never_in_contact(base: Base) -> None:
    cool = base.add(nps=6.0)
    told = Told(base, cool)
    assert told.part("commitment", "affectief") == pytest.approx(30)
    assert told["emotional_bond"] == pytest.approx(20)


def test_three_referrals_this_month(base: Base) -> None:
    ambassador = base.add()
    base.order(ambassador, 100)
    for age in (2, 10, 25):
        base.contact(ambassador, "aanbeveling", age)
    told = Told(base, ambassador, Settings(border_clv=10_000.0))
    assert 49 <= told["engagement"] <= 50
    assert told["set_scrm"].endswith("_hoog")
    assert told["set_waarde"] == "promoter"


def test_reads_every_newsletter(base: Base) -> None:
    reader = base.add()
    for week in range(100):
        base.contact(reader, "email_geopend", week)
        base.contact(reader, "email_geklikt", week)
    told = Told(base, reader)
    assert told["engagement"] <= 40
    assert told["set_waarde"] == "prospect"


def test_only_a_survey_or_an_address_and_no_orders() -> None:
    base = Base()
    asked = base.add()
    base.answer(asked, "affectief", 4.0)
    address = base.add(plaats="Utrecht")
    for customer in (asked, address):
        told = Told(base, customer)
        assert told["relatievorm"] == "onbekend"
        assert told["set_scrm"] == "onbekend"
        assert told["relational_exchange"] is None


def test_the_evidence_is_in_words(base: Base) -> None:
    client = base.add()
    base.contract(client, start=ago(10), einde=on(2027, 3, 1), opzegtermijn=2.0)
    told = Told(base, client)
    sentences = told.profile.detail(client)["relationship"]["evidence"]
    assert sentences == ["contract tot 01-03-2027, opzegtermijn 2 maanden"]
    assert told["opzegdatum"] == "2027-01-01"
    assert iso_ago(0) == AS_OF.isoformat()
