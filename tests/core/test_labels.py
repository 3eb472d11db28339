"""Labels beside labels, in the file's own separator; fields and values in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import field_words, labels
from core.fields import CONTRACTS

WORDS = st.lists(st.sampled_from(["vip", "Nieuw", "zomer 2026", "oud"]), max_size=4)


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        (None, "vip", "vip"),
        ("vip", "VIP", "vip"),
        ("vip, nieuw", "oud", "vip, nieuw, oud"),
        ("vip;nieuw", "oud", "vip;nieuw;oud"),
        ("vip | nieuw", "oud", "vip | nieuw | oud"),
        ("vip", "oud; vip, laat", "vip, oud, laat"),
        ("", " ", ""),
    ],
)
def test_added(text: str | None, label: str, after: str) -> None:
    assert labels.added(text, label) == after


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        (None, "vip", None),
        ("vip", "Vip", None),
        ("vip;nieuw;oud", "nieuw", "vip;oud"),
        ("vip ,nieuw", "oud", "vip ,nieuw"),
    ],
)
def test_without(text: str | None, label: str, after: str | None) -> None:
    assert labels.without(text, label) == after


@settings(max_examples=50)
@given(WORDS, st.sampled_from([", ", ";", "|"]), st.sampled_from(["vip", "geheel nieuw"]))
def test_there_and_back(words: list[str], between: str, label: str) -> None:
    text = between.join(words)
    more = labels.added(text, label)
    assert label.casefold() in [one.casefold() for one in labels.split(more)]
    left = [one for one in labels.split(text) if one.casefold() != label.casefold()]
    assert labels.split(labels.without(more, label)) == left


@pytest.mark.parametrize(
    ("field", "value", "kind", "words"),
    [
        ("omzet", 1234.5, "customers", "€\N{NO-BREAK SPACE}1.234,50"),
        ("lid", 0, "customers", "nee"),
        ("geboortedatum", "1985-12-31", "customers", "31-12-1985"),
        ("plaats", None, "customers", "leeg"),
        ("relatievorm", "langdurig", "customers", "langdurig"),
        ("commitment", 70.5, "customers", "70,5"),
        ("clv", 12, "customers", "€\N{NO-BREAK SPACE}12,00"),
        ("opzegtermijn", 2.0, CONTRACTS, "2"),
        ("verplicht", 1, CONTRACTS, "ja"),
        ("own:Regio", "Noord", "customers", "Noord"),
    ],
)
def test_values_in_words(field: str, value: object, kind: str, words: str) -> None:
    assert field_words.value_words(field, value, kind) == words


def test_fields_in_words() -> None:
    assert field_words.field_name("own:Regio") == "Regio"
    assert field_words.field_name("relatievorm") == "Relatievorm"
    assert field_words.field_name("soort", CONTRACTS) != field_words.field_name("soort")
