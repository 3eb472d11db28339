"""Figures and dates as a Dutch (or English) reader writes them."""

from collections.abc import Iterator
from datetime import date

import pytest

from core import text


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    text.set_language("nl")
    yield
    text.set_language("nl")


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (1234.5, 2, "1.234,50", "1,234.50"),
        (-0.001, 1, "0,0", "0.0"),
        (1e6, 0, "1.000.000", "1,000,000"),
        (-12, 0, "-12", "-12"),
    ],
)
def test_number(value: float, decimals: int, nl: str, en: str) -> None:
    assert text.number(value, decimals) == nl
    text.set_language("en")
    assert text.number(value, decimals) == en


def test_money_percent_and_day() -> None:
    space = "\N{NO-BREAK SPACE}"
    assert text.money(-1234.5, 2) == f"-€{space}1.234,50"
    assert text.money(-0.2) == f"€{space}0"
    assert text.percent(0.125, 1) == f"12,5{space}%"
    assert text.day(date(2025, 4, 3)) == text.day("2025-04-03T10:00") == "03-04-2025"
    assert text.day(None) == ""


def test_dutch_is_the_default_and_english_the_source() -> None:
    assert text._("Customer number") == "Klantnummer"
    text.set_language("en")
    assert text._("Customer number") == "Customer number"
    with pytest.raises(ValueError, match="de"):
        text.set_language("de")
