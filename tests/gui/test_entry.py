"""What is typed into a field: read as an import reads it, refused with a sentence."""

import pytest

from core.errors import InputError
from core.text import set_language
from gui.customers.entry import read_day, read_entry


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("klant_sinds", "3-4-2025", "2025-04-03"),
        ("klant_sinds", "2025-04-03", "2025-04-03"),
        ("klant_sinds", "3 april 2025", "2025-04-03"),
        ("omzet", "€ 1.234,56", 1234.56),
        ("omzet", "1234,5", 1234.5),
        ("omzet", "1.234", 1234.0),
        ("nps", "7.5", 7.5),
        ("aantal_bestellingen", "12", 12),
        ("commitment", "100", 100.0),
        ("plaats", "  Goes ", "Goes"),
        ("email", "a@b.nl", "a@b.nl"),
        ("mobiel", "06 12345678", "+31612345678"),
        ("postcode", "3511ab", "3511 AB"),
        ("klantnummer", "00412", "00412"),
        ("klant_sinds", "   ", None),
        ("own:Kleur", " rood ", "rood"),
    ],
)
def test_reads_dutch(name: str, typed: str, value: object) -> None:
    assert read_entry(name, typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("klant_sinds", "31-02-2025"),
        ("klant_sinds", "morgen"),
        ("klant_sinds", "1-2"),
        ("omzet", "veel"),
        ("omzet", "nan"),
        ("nps", "inf"),
        ("nps", "11"),
        ("aantal_bestellingen", "1,5"),
        ("commitment", "101"),
        ("commitment", "-1"),
        ("email", "geen adres"),
        ("omzet", "1.234.5"),
        ("clv", ""),
    ],
)
def test_refuses_with_a_sentence(name: str, typed: str) -> None:
    with pytest.raises(InputError) as error:
        read_entry(name, typed)
    assert str(error.value).endswith(".") and ".0 " not in str(error.value)


def test_reads_english_when_english_is_spoken() -> None:
    set_language("en")
    assert read_entry("omzet", "1,234.56") == 1234.56
    assert read_entry("omzet", "1.234") == 1.234


def test_a_day_to_look_again() -> None:
    assert read_day("1-3-2027") == "2027-03-01" and read_day("") == ""
    with pytest.raises(InputError):
        read_day("ooit")
