"""Notations of numbers: what each text fits, and its value in both."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import dates, numbers

TABLE = [
    # text, class, as comma, as point
    ("1.234,56", numbers.COMMA_ONLY, 1234.56, None),
    ("1,234.56", numbers.POINT_ONLY, None, 1234.56),
    ("1234.56", numbers.POINT_ONLY, None, 1234.56),
    ("1234,56", numbers.COMMA_ONLY, 1234.56, None),
    ("€ 149,99", numbers.COMMA_ONLY, 149.99, None),
    ("149,99 EUR", numbers.COMMA_ONLY, 149.99, None),
    ("€\u00a01.149,99", numbers.COMMA_ONLY, 1149.99, None),
    ("$1,149.99", numbers.POINT_ONLY, None, 1149.99),
    ("12%", numbers.PLAIN, 0.12, 0.12),
    ("12,5 %", numbers.COMMA_ONLY, 0.125, None),
    ("(12,50)", numbers.COMMA_ONLY, -12.5, None),
    ("12,50-", numbers.COMMA_ONLY, -12.5, None),
    ("-€ 12,50", numbers.COMMA_ONLY, -12.5, None),
    ("€ -12,50", numbers.COMMA_ONLY, -12.5, None),
    ("−5", numbers.PLAIN, -5.0, -5.0),
    ("+5", numbers.PLAIN, 5.0, 5.0),
    ("12,-", numbers.COMMA_ONLY, 12.0, None),
    ("€ 1.250,--", numbers.COMMA_ONLY, 1250.0, None),
    ("1'234.56", numbers.POINT_ONLY, None, 1234.56),
    ("1 234,56", numbers.COMMA_ONLY, 1234.56, None),
    ("1\u00a0234", numbers.PLAIN, 1234.0, 1234.0),
    ("1.234", numbers.AMBIGUOUS, 1234.0, 1.234),
    ("1,234", numbers.AMBIGUOUS, 1.234, 1234.0),
    ("0.123", numbers.POINT_ONLY, None, 0.123),
    ("1.234.567", numbers.COMMA_ONLY, 1234567.0, None),
    ("1,234,567", numbers.POINT_ONLY, None, 1234567.0),
    ("6,12E+08", numbers.COMMA_ONLY, 612000000.0, None),
    (".5", numbers.POINT_ONLY, None, 0.5),
    ("00123", numbers.PLAIN, 123.0, 123.0),
]


@pytest.mark.parametrize(("text", "kind", "comma", "point"), TABLE)
def test_notations(text: str, kind: int, comma: float | None, point: float | None) -> None:
    assert numbers.classify(text) == kind
    assert numbers.parse(text, numbers.COMMA) == comma
    assert numbers.parse(text, numbers.POINT) == point


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "abc",
        "€",
        "1.234.56",
        "1,23,456",
        "12--",
        "--5",
        "(5",
        "5)",
        "1.2.3",
        "12 34",
        "1e999",
        "K12",
    ],
)
def test_no_number(text: str) -> None:
    assert numbers.classify(text) == numbers.NEITHER
    assert numbers.parse(text, numbers.COMMA) is None
    assert numbers.parse(text, numbers.POINT) is None


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
@settings(max_examples=200, deadline=None)
def test_written_either_way_reads_back(value: object) -> None:
    english = f"{value:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert numbers.parse(dutch, numbers.COMMA) == float(str(value))
    assert numbers.parse(english, numbers.POINT) == float(str(value))


@pytest.mark.parametrize("text", [" " * 50_000 + "x", "1 " * 50_000, "1" + " " * 50_000 + "x", "1." * 50_000])
def test_long_texts_cost_nothing(text: str) -> None:
    start = time.perf_counter()
    assert numbers.classify(text) == numbers.NEITHER
    assert dates.take_apart(text) is None
    assert time.perf_counter() - start < 0.5


@given(st.text(max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_text_is_judged(text: str) -> None:
    kind = numbers.classify(text)
    for notation in (numbers.COMMA, numbers.POINT):
        value = numbers.parse(text, notation)
        assert value is None or math.isfinite(value)
        if kind == numbers.NEITHER:
            assert value is None
