"""Dutch names, addresses, telephone numbers, e-mail addresses and words for yes, no and the rest."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rows import KEEP
from importers import addresses, choices, contacts, names
from importers.people_rows import People


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jan van der Berg", ("Jan", None, "van der", "Berg")),
        ("Berg, J. van der", (None, "J.", "van der", "Berg")),
        ("van der Berg, Jan", ("Jan", None, "van der", "Berg")),
        ("de Vries, J.", (None, "J.", "de", "Vries")),
        ("J. de Vries", (None, "J.", "de", "Vries")),
        ("dhr. J.P. de Vries", (None, "J.P.", "de", "Vries")),
        ("Mevr. A. 't Hart", (None, "A.", "'t", "Hart")),
        ("Jan in 't Veld", ("Jan", None, "in 't", "Veld")),
        ("Anna Maria Smit", ("Anna Maria", None, None, "Smit")),
        ("JAN DE VRIES", ("JAN", None, "DE", "VRIES")),
        ("PJ Smit", (None, "P.J.", None, "Smit")),
        ("Jan Smit - de Boer", ("Jan", None, None, "Smit-de Boer")),
        ("Fatima El Amrani", ("Fatima", None, "El", "Amrani")),
        ("Ben de Boer", ("Ben", None, "de", "Boer")),
        ("Jan Smit jr.", ("Jan", None, None, "Smit jr.")),
        ("Van den Broek", (None, None, "Van den", "Broek")),
        ("Smit", (None, None, None, "Smit")),
        ("Jan Winkel", ("Jan", None, None, "Winkel")),
    ],
)
def test_one_cell_of_name_is_taken_apart(text: str, parts: tuple[str | None, ...]) -> None:
    found = names.split(text)
    assert (found.voornaam, found.voorletters, found.tussenvoegsel, found.achternaam) == parts
    assert found.bedrijfsnaam is None


@pytest.mark.parametrize(
    "text",
    [
        "Bakkerij Smit B.V.",
        "Jansen VOF",
        "Stichting De Brug",
        "Smit & Zonen",
        "Smit en Zn.",
        "Autobedrijf Kees",
    ],
)
def test_a_company_stays_whole(text: str) -> None:
    assert names.split(text) == names.Name(bedrijfsnaam=text)


def test_a_trade_word_alone_is_no_proof_of_a_company() -> None:
    assert names.is_company("Jansen B.V.")
    assert not names.is_company("Autobedrijf Kees")


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    found = names.split(text)
    kept = "".join(getattr(found, part) or "" for part in names.Name.__slots__)
    assert sorted(c for c in kept if c.isalnum()) == sorted(c for c in text if c.isalnum())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kerkstraat 12", ("Kerkstraat", "12", None)),
        ("Kerkstraat 12a", ("Kerkstraat", "12", "a")),
        ("Kerkstraat 12-14", ("Kerkstraat", "12", "14")),
        ("Kerkstraat 12 bis", ("Kerkstraat", "12", "bis")),
        ("1e Jan Steenstraat 12-3 hoog", ("1e Jan Steenstraat", "12", "3 hoog")),
        ("Laan van Meerdervoort 1234 A-2", ("Laan van Meerdervoort", "1234", "A-2")),
        ("Plein 1944", ("Plein 1944", None, None)),
        ("Plein 1944 12", ("Plein 1944", "12", None)),
        ("Postbus 123", ("Postbus", "123", None)),
        ("12 High Street", ("High Street", "12", None)),
        ("Kerkstraat", ("Kerkstraat", None, None)),
    ],
)
def test_an_address_is_split(text: str, parts: tuple[str | None, ...]) -> None:
    found = addresses.split(text)
    assert (found.straat, found.huisnummer, found.toevoeging) == parts


def test_an_address_with_its_town() -> None:
    found = addresses.split("Kerkstraat 12, 1234ab Utrecht".replace("ab", "AB"))
    assert found == addresses.Address("Kerkstraat", "12", None, "1234 AB", "Utrecht")


def test_postcodes_and_countries() -> None:
    assert addresses.clean_postcode("1234ab") == "1234 AB"
    assert addresses.clean_postcode("B-9000") == "B-9000"
    assert addresses.clean_postcode("sw1a 1aa") == "SW1A 1AA"
    assert addresses.clean_postcode("abc") is None
    for text in ("Nederland", "NLD", "nl", "The Netherlands", "HOLLAND"):
        assert addresses.country_code(text) == "NL"
    assert addresses.country_code("Belgique") == "BE"
    assert addresses.country_code("Atlantis") is None


@pytest.mark.parametrize(
    ("text", "e164", "code"),
    [
        ("0612345678", "+31612345678", None),
        ("06-12 34 56 78", "+31612345678", None),
        ("+31 (0)6 12345678", "+31612345678", None),
        ("0031 30 2345678", "+31302345678", None),
        ("612345678", "+31612345678", "mended"),
        ("302345678", "+31302345678", "mended"),
        ("+32 475 12 34 56", "+32475123456", None),
        ("0612345678 / 030-2345678", "+31612345678", "mended"),
        ("6,12E+08", None, "damaged_number"),
        ("6.12E+08", None, "damaged_number"),
        ("123", None, "bad_phone"),
        ("geen", None, "bad_phone"),
    ],
)
def test_telephone_numbers(text: str, e164: str | None, code: str | None) -> None:
    assert contacts.phone(text) == contacts.Contact(e164, code)


def test_a_number_as_people_dial_it() -> None:
    assert contacts.national("+31612345678").replace(" ", "") == "0612345678"
    assert contacts.national("+32475123456").startswith("+32")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Jan@Voorbeeld.NL", "jan@voorbeeld.nl"),
        ("mailto:a@b.nl", "a@b.nl"),
        ("Jan Smit <jan@x.nl>", "jan@x.nl"),
        ("jan @ x.nl", "jan@x.nl"),
        ("jörg@müller.de", "jörg@müller.de"),
        ("a@b.nl; c@d.nl", "a@b.nl"),
        ("a@b", None),
        ("a..b@c.nl", None),
        ("jan@x,nl", None),
    ],
)
def test_email_addresses(text: str, address: str | None) -> None:
    assert contacts.email(text).value == address


@settings(max_examples=100)
@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    assert contacts.email(text).value is None or "@" in str(contacts.email(text).value)
    assert contacts.phone(text).value is None or str(contacts.phone(text).value).startswith("+")
    addresses.split(text)


def test_words_for_yes_and_no() -> None:
    assert [choices.flag(t) for t in ("Ja", "j", "YES", "x", "1", "waar", "Subscribed")] == [1] * 7
    assert [choices.flag(t) for t in ("nee", "N", "false", "0", "Unsubscribed")] == [0] * 5
    assert choices.flag("onbekend") == choices.NOTHING
    assert choices.flag("misschien") is None
    assert choices.choice("status", "wc-completed") == "voltooid"
    assert choices.choice("status", "Refunded") == "retour"
    assert choices.choice("soort", "B2B") == "zakelijk"
    assert choices.contact_kind("E-mail geopend") == choices.contact_kind("opened") == "email_geopend"
    assert choices.contact_kind("iets anders") is None


def filled(columns: dict[str, list[Any]], *, customers: bool = True) -> dict[str, list[Any]]:
    n = len(next(iter(columns.values())))
    People(customers=customers).fill(columns, n)
    return columns


def test_a_glued_tussenvoegsel_goes_to_its_own_column() -> None:
    found = filled({"voornaam": ["Jan van der", "Piet"], "achternaam": ["Berg", "de Vries"]})
    assert found["voornaam"] == ["Jan", "Piet"]
    assert found["tussenvoegsel"] == ["van der", "de"]
    assert found["achternaam"] == ["Berg", "Vries"]


def test_parts_of_a_name_count_before_the_whole() -> None:
    found = filled(
        {"naam": ["Jan Smit", "An Bos"], "voornaam": ["Johannes", None], "achternaam": ["Smit", None]}
    )
    assert (found["voornaam"], found["achternaam"]) == (["Johannes", "An"], ["Smit", "Bos"])
    assert "naam" not in found


def test_a_house_number_column_keeps_what_it_says() -> None:
    found = filled({"adres": ["Kade 12", "Kade 3"], "huisnummer": ["12", None]})
    assert found["straat"] == ["Kade", "Kade"]
    assert found["huisnummer"] == ["12", "3"]
    split = filled({"straat": ["Kade", "Kade"], "huisnummer": ["12a", "3"]})
    assert (split["huisnummer"], split["toevoeging"]) == (["12", "3"], ["a", None])


def test_a_legal_form_makes_a_company_and_nothing_else_does() -> None:
    found = filled({"bedrijfsnaam": ["Bos B.V.", "Bos", None]})
    assert found["soort"] == ["zakelijk", KEEP, KEEP]


def test_towns_that_begin_with_an_apostrophe() -> None:
    whole = addresses.split("Kerkstraat 1, 5211 AB 's-Hertogenbosch")
    assert (whole.straat, whole.huisnummer, whole.postcode, whole.plaats) == (
        "Kerkstraat",
        "1",
        "5211 AB",
        "'s-Hertogenbosch",
    )
    assert addresses.split_town("1234ab Ede") == addresses.Address(postcode="1234 AB", plaats="Ede")
    assert addresses.split_town("Den Haag") == addresses.Address(plaats="Den Haag")
