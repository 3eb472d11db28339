"""Pairs of customers one by one (`compare_names`, `compare_contact`, `compare_companies`, `comparing`,
`outcomes`, `deciding`, `weights`, `words`): who is one, who is a household, and why it says so."""

import math

import pytest

from analysis.duplicates import (
    compare_companies,
    compare_contact,
    compare_names,
    comparing,
    deciding,
    outcomes,
    weights,
    words,
)
from core import text
from tests.analysis.duplicates.people_of import FIRM, JAN, Row, found, level

PROPOSED = ("zeker", "waarschijnlijk", "mogelijk")


def but(**changes: str | None) -> Row:
    return {**JAN, **changes}


@pytest.mark.parametrize(
    "other",
    [
        but(),
        but(tussenvoegsel=None, achternaam="Vanderhooikamp"),
        but(tussenvoegsel=None, achternaam="Hooikamp, van der"),
        but(tussenvoegsel=None, achternaam="Hooikamp"),
        but(achternaam="Hooikmap"),
        but(voornaam="Johannes"),
        but(voornaam=None, voorletters="J."),
        but(voornaam="Hooikamp", achternaam="Jan"),
        but(straat="Dorpsplein", huisnummer="3", postcode="1012 AB", plaats="Amsterdam", telefoon=None),
        but(email="jan.hooikamp@ziggo.nl", mobiel=None),
        but(email="jan.hooikapm@gmail.com"),
        but(geboortedatum="1961-03-15"),
        but(telefoon="+31612345678", mobiel=None),
        but(achternaam="Hooikamp-Jansen"),
    ],
)
def test_one_error_does_not_hide_who_somebody_is(other: Row) -> None:
    assert level(JAN, other) == "zeker"
    assert level(other, JAN) == "zeker"


def test_a_name_at_an_address_alone_may_be_father_and_son() -> None:
    bare = {name: JAN[name] for name in ("voornaam", "achternaam", "postcode", "huisnummer")}
    assert level(bare, bare) == "waarschijnlijk"
    assert level({**bare, "voornaam": None, "voorletters": "J."}, bare) in ("mogelijk", "huishouden")


@pytest.mark.parametrize(
    "other",
    [
        but(voornaam="Joke", mobiel="+31699999999", geboortedatum=None),  # a couple with one mailbox
        but(geboortedatum="1990-07-02", mobiel=None),  # father and son of one name
        but(voornaam=None, voorletters="J.", geboortedatum="1990-07-02"),
        but(voornaam="Jasper", email=None, mobiel=None),  # twins with one initial
        but(voornaam=None, voorletters="J.", aanhef="mevrouw", email=None, mobiel=None),
        but(voornaam="Piet", mobiel=None),
    ],
)
def test_other_people_of_one_house_or_mailbox_are_a_household(other: Row) -> None:
    one = but(aanhef="de heer") if other.get("aanhef") else JAN
    if other.get("aanhef"):
        one = {**one, "voornaam": None, "voorletters": "J."}
    assert level(one, other) == "huishouden"


@pytest.mark.parametrize(
    "other",
    [
        {"voornaam": "Jan", "achternaam": "Jansen", "plaats": "Goes"},
        {"voornaam": "Els", "achternaam": "Bakker", "telefoon": "+31302123456", "plaats": "Utrecht"},
        {"voornaam": "Jan"},
        {"geboortedatum": "1961-03-14"},
    ],
)
def test_a_common_name_a_used_landline_or_next_to_nothing_is_no_pair(other: Row) -> None:
    assert level({**JAN, "tussenvoegsel": None, "achternaam": "Jansen"}, other) == ""


def test_common_names_in_one_street_are_not_called_certain() -> None:
    street = {"straat": "Kerkstraat", "postcode": "3511 AB", "plaats": "Utrecht"}
    one = {"voornaam": "Jan", "achternaam": "de Vries", "huisnummer": "12", **street}
    assert level(one, {**one, "huisnummer": "18"}) in ("", "waarschijnlijk", "mogelijk")


@pytest.mark.parametrize(
    "changes",
    [
        {"bedrijfsnaam": "Hooikamp Transport BV"},
        {"bedrijfsnaam": "Transport Hooikamp"},
        {"bedrijfsnaam": "Hooikamp Transprot", "kvk": None},
        {"voornaam": "Jan", "achternaam": "Hooikamp"},
    ],
)
def test_two_writings_of_a_company_are_one(changes: Row) -> None:
    assert level(FIRM, {**FIRM, **changes}) == "zeker"


def test_colleagues_belong_together_and_branches_are_apart() -> None:
    anna, piet = {"voornaam": "Anna", "achternaam": "Bos"}, {"voornaam": "Piet", "achternaam": "Mol"}
    assert level({**FIRM, **anna}, {**FIRM, **piet}) == "huishouden"
    branch = {**FIRM, "kvk": "30123999", "plaats": "Goes", "postcode": "4461 AA", "email": None}
    assert level(FIRM, branch) not in PROPOSED


def test_a_mailbox_of_many_says_little() -> None:
    names = ("Anna", "Bram", "Carla", "Dirk", "Els", "Frank")
    rows = [{"voornaam": n, "achternaam": n[::-1], "email": "receptie@hotel.nl"} for n in names]
    assert not [pair for pair in found(rows).pairs if pair.level in PROPOSED]


def test_every_outcome_has_odds_and_a_sentence() -> None:
    tables = (
        *(weights.FIRST, weights.LAST, weights.GENDER, weights.BIRTH, weights.EMAIL, weights.MOBILE),
        *(weights.LANDLINE, weights.ADDRESS, weights.COMPANY, weights.KVK, weights.COMPANY_EMAIL),
    )
    for table in tables:
        assert next(iter(table)) == "unknown"
        for code, odds in table.items():
            assert all(0 < one <= 1 or one == weights.BY_NAME for one in odds), code
            assert code == "unknown" or (code in words.FOR) != (code in words.AGAINST), code
    assert list(weights.EMAIL) == [code for code in weights.COMPANY_EMAIL if code in weights.EMAIL]
    assert [name for name, _least in weights.LEVELS] == list(PROPOSED)


def test_the_three_rivals_share_all_odds() -> None:
    import numpy as np

    from analysis.duplicates.people import COLUMNS, read

    rows = [JAN, but(voornaam="Joke"), FIRM, {**FIRM, "kvk": None}]
    people = read(range(4), {name: [row.get(name) for row in rows] for name in COLUMNS})
    a, b = np.array([0, 0, 2]), np.array([1, 2, 3])
    compared = comparing.compare(people, a, b)
    assert isinstance(compared.fields["first"], outcomes.Field)
    decided = deciding.decide(compared, np.ones(3, dtype=bool))
    assert decided.level.tolist() == [deciding.NONE, deciding.NONE, deciding.SURE]
    assert decided.together.tolist() == [True, False, False]
    assert all(0 <= p <= 1 + 1e-12 and math.isfinite(p) for p in decided.p_same + decided.p_together)


def test_each_field_is_compared_in_its_own_words() -> None:
    import numpy as np

    from analysis.duplicates.people import COLUMNS, read

    rows = [{**FIRM, **JAN}, {**FIRM, **JAN, "voornaam": "Johannes", "huisnummer": "14", "kvk": "30123457"}]
    people = read(range(2), {name: [row.get(name) for row in rows] for name in COLUMNS})
    a, b = np.array([0]), np.array([1])
    for table, found_, code in (
        (weights.FIRST, compare_names.first_names(people, a, b), "first_nickname"),
        (weights.ADDRESS, compare_contact.address(people, a, b), "number_differs"),
        (weights.KVK, compare_companies.kvk(people, a, b), "kvk_similar"),
    ):
        assert list(table)[found_[0]] == code


def test_the_reasons_are_sentences_for_and_against() -> None:
    text.set_language("en")
    try:
        rows = [JAN, but(voornaam="Kees", email="kees@ziggo.nl", huisnummer="14", mobiel=None)]
        rows += [but(voornaam="Cornelis", email="kees@ziggo.nl", mobiel=None)]
        why, against = words.sentences(found(rows[1:]).pairs[0].why)
    finally:
        text.set_language("nl")
    assert "Same e-mail address (kees@ziggo.nl)" in why
    assert "First name Kees fits Cornelis" in why
    assert any(sentence.startswith("Same street, other house number") for sentence in [*why, *against])
    assert words.level_name("zeker") and words.left_out("email", 600)


def test_a_senior_and_a_junior_are_father_and_son_even_in_one_mailbox() -> None:
    assert level(but(voornaam="Jan sr."), but(achternaam="Hooikamp jr.")) in ("", "huishouden")
    assert level(but(voornaam="Jan sr."), JAN) == "waarschijnlijk"
    assert level(but(voornaam="Junior"), but(voornaam="Junior")) == "zeker"


def test_a_double_first_name_is_the_same_with_and_without_its_hyphen() -> None:
    bare = {"achternaam": "Hooikamp", "email": "hjh.hooikamp@ziggo.nl"}
    assert level({**bare, "voornaam": "Hendrik-Jan"}, {**bare, "voornaam": "Hendrik Jan"}) == "waarschijnlijk"
    assert level({**bare, "voornaam": "Anne-Marie"}, {**bare, "voornaam": "Anne"}) != "zeker"


@pytest.mark.parametrize(
    ("one", "other"),
    [("VvE Parkzicht 1-20", "VvE Parkzicht 21-40"), ("Camping Oost", "Camping West")],
)
def test_branches_that_differ_in_a_number_or_direction_are_not_one_company(one: str, other: str) -> None:
    shared = {**FIRM, "kvk": None}
    assert level({**shared, "bedrijfsnaam": one}, {**shared, "bedrijfsnaam": other}) == ""


def test_one_registration_under_two_names_is_proposed_never_as_certain() -> None:
    bare = {"kvk": "30123456"}
    one, other = "Loodgietersbedrijf De Kraan B.V.", "De Kraan Loodgieters"
    assert level({**bare, "bedrijfsnaam": one}, {**bare, "bedrijfsnaam": other}) in PROPOSED[1:]
