"""What is typed into a field: read as strictly as a file is, refused with a sentence."""

import pytest

from core.errors import InputError
from core.text import set_language
from gui.customers.entry import read_entry


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("date", "3-4-2025", "2025-04-03"),
        ("date", "2025-04-03", "2025-04-03"),
        ("date", "03/04/2025", "2025-04-03"),
        ("money", "€ 1.234,56", 1234.56),
        ("money", "1234,5", 1234.5),
        ("number", "7.5", 7.5),
        ("integer", "12", 12),
        ("score", "100", 100.0),
        ("text", "  Goes ", "Goes"),
        ("email", "a@b.nl", "a@b.nl"),
        ("code", "00412", "00412"),
        ("date", "   ", None),
    ],
)
def test_reads_dutch(kind: str, typed: str, value: object) -> None:
    assert read_entry(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("date", "31-02-2025"),
        ("date", "morgen"),
        ("date", "1-2"),
        ("money", "veel"),
        ("money", "nan"),
        ("number", "inf"),
        ("integer", "1,5"),
        ("score", "101"),
        ("score", "-1"),
        ("email", "geen adres"),
        ("money", "1.234.5"),
        ("number", "1.234"),
    ],
)
def test_refuses_with_a_sentence(kind: str, typed: str) -> None:
    with pytest.raises(InputError) as error:
        read_entry(kind, typed)
    assert str(error.value).endswith(".")


def test_reads_english_when_english_is_spoken() -> None:
    set_language("en")
    assert read_entry("money", "1,234.56") == 1234.56
