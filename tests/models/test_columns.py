"""Whole tables as columns: to the last digit what rows would have given."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models import changes, columns, frames
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import sheet

AMOUNTS = [0.1 + 0.2, 1 / 3, -0.0, 5e-324, 1.7976931348623157e308, 123456789.123456789, 2.0**53 + 2, 10.2]
TEXTS = ["winkel", None, "x", "a,b", "é ‘x’", "nan", "NULL", "regel\nregel"]


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base("", memory=True) as opened:
        yield opened


def bring(base: Base, texts: list[Any]) -> None:
    rows = [
        {"klantnummer": "1", "datum": f"2025-01-0{i + 1}T06:30:0{i}", "bedrag": amount, "kanaal": text}
        for i, (amount, text) in enumerate(zip(AMOUNTS, texts, strict=True))
    ]
    with changes.change(base, "i", kind="import"):
        write_sheet(base, sheet("orders", rows))


def by_rows(base: Base, monkeypatch: pytest.MonkeyPatch) -> dict[str, pd.DataFrame]:
    with monkeypatch.context() as patched:
        patched.setattr(frames, "read_columns", lambda *_: None)
        patched.setattr(frames, "read_few", lambda *_: None)
        return frames.load(base)


def test_columns_and_rows_are_the_same(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(base, TEXTS)
    found = frames.load(base)
    for name, frame in by_rows(base, monkeypatch).items():
        pd.testing.assert_frame_equal(found[name], frame, check_exact=True)
    assert found["orders"]["bedrag"].tolist() == AMOUNTS
    assert found["orders"]["kanaal"].tolist() == TEXTS


def test_a_text_that_holds_our_separator_is_read_by_row(base: Base) -> None:
    bring(base, [*TEXTS[:-1], "a\x1fb"])
    asked = [("kanaal", "text", "kanaal")]
    assert columns.read_columns(base, asked, "FROM orders NOT INDEXED") is None
    assert frames.load(base)["orders"]["kanaal"].tolist()[-1] == "a\x1fb"


def test_nothing_at_all_has_the_right_kinds(base: Base) -> None:
    asked = [("id", "whole", "id"), ("datum", "date", "datum"), ("kanaal", "text", "kanaal")]
    found = columns.read_columns(base, asked, "FROM orders NOT INDEXED")
    assert found is not None
    assert [values.dtype for values in found.values()] == [np.int64, np.float64, np.object_]
    assert all(len(values) == 0 for values in found.values())


def test_few_texts_are_read_a_character_each_and_many_are_not(base: Base) -> None:
    bring(base, [*TEXTS[:-1], "a\x1fb"])
    found = columns.read_few(base, "kanaal", "orders")
    assert found is not None and found.tolist() == [*TEXTS[:-1], "a\x1fb"]
    rows = [
        {"klantnummer": "2", "datum": "2025-02-01", "bedrag": n, "kanaal": f"kanaal {n}"} for n in range(70)
    ]
    with changes.change(base, "i", kind="import"):
        write_sheet(base, sheet("orders", rows))
    assert columns.read_few(base, "kanaal", "orders") is None
    assert frames.load(base)["orders"]["kanaal"].tolist()[-1] == "kanaal 69"


def test_order_numbers_are_read_where_two_lines_share_one(base: Base) -> None:
    rows = [
        {"klantnummer": "1", "datum": f"2025-01-0{n}", "bedrag": n, "bestelnummer": f"B{n}"} for n in (1, 2)
    ]
    with changes.change(base, "i", kind="import"):
        write_sheet(base, sheet("orders", rows))
    assert frames.load(base)["orders"]["bestelnummer"].tolist() == [None, None]
    lines = [{**rows[0], "bestelnummer": "B3", "product": name} for name in "xy"]
    with changes.change(base, "i", kind="import"):
        write_sheet(base, sheet("orders", lines))
    assert frames.load(base)["orders"]["bestelnummer"].tolist() == ["B1", "B2", "B3", "B3"]
