"""The whole search (`search`, `blocking`): properties, bounds, and figures on the labelled set."""

import random
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.duplicates import blocking
from analysis.duplicates.people import COLUMNS
from analysis.duplicates.search import find
from bench.duplicates import Score, measured
from bench.labelled import labelled
from core.errors import Cancelled
from tests.analysis.duplicates.people_of import JAN, Row, found, levels

STRANGER: Row = {
    "voornaam": "Wietske",
    "achternaam": "Xanthopoulos",
    "email": "wx@elders.example",
    "mobiel": "+31687654321",
    "postcode": "9999 ZZ",
    "huisnummer": "77",
    "plaats": "Roodeschool",
    "geboortedatum": "1933-12-31",
}


@lru_cache(maxsize=1)
def figures() -> Score:
    """Seeds that nothing was tuned on, apart from those that are reported."""
    return measured(range(200, 206), 2500)


def test_what_is_called_certain_is_right() -> None:
    assert figures().precision("zeker") >= 0.98
    assert figures().right["zeker"] > 300


def test_nine_of_ten_doubles_are_found() -> None:
    assert figures().there["all"] > 700
    assert figures().recall() >= 0.90


def test_households_and_colleagues_are_hardly_ever_called_one_person() -> None:
    fooled = figures().fooled
    for tag in ("father_son", "twins", "sisters", "couple_mail", "colleagues", "namesakes", "branches"):
        assert fooled[tag, ""] > 20, tag
        assert fooled[tag, "zeker"] <= 0.01 * fooled[tag, ""], tag
    assert figures().precision("huishouden") > 0.97


def test_the_order_of_the_rows_makes_no_difference() -> None:
    truth = labelled(3, 400)
    ids = list(range(10, 10 + len(truth.rows)))
    before = levels(truth.rows, ids)
    order = list(range(len(ids)))
    random.Random(1).shuffle(order)
    after = levels([truth.rows[i] for i in order], [ids[i] for i in order])
    assert before == after and len(before) > 30
    assert all(first < second for first, second in before)


def test_an_unrelated_customer_changes_nobody_elses_pair() -> None:
    truth = labelled(4, 400)
    before = levels(truth.rows)
    for place in (0, 200, len(truth.rows)):
        rows: list[Row] = [*truth.rows[:place], STRANGER, *truth.rows[place:]]
        ids = [*range(1, place + 1), 9999, *range(place + 1, len(truth.rows) + 1)]
        assert levels(rows, ids) == before


def test_nobody_and_one_and_nothing_known() -> None:
    assert find([], {}).pairs == []
    assert find([], {name: [] for name in COLUMNS}).pairs == []
    assert found([JAN]).pairs == []
    assert found([{}] * 50).pairs == []
    assert find([5, 6], {"achternaam": ["Bos", None]}).pairs == []


def test_a_search_can_be_stopped_while_it_looks_for_pairs() -> None:
    told: list[int] = []

    def stop(done: int, total: int, text: str) -> None:
        told.append(done)
        if done == 15:
            raise Cancelled

    with pytest.raises(Cancelled):
        find([1, 2], {name: [JAN.get(name)] * 2 for name in COLUMNS}, stop)
    assert told == [0, 10, 15]


def test_a_thousand_the_same_are_one_group() -> None:
    result = found([JAN] * 1000)
    assert [(pair.first, pair.second) for pair in result.pairs] == [(1, other) for other in range(2, 1001)]
    assert {pair.level for pair in result.pairs} == {"zeker"}
    assert result.compared == 0


@pytest.mark.parametrize("field", ["email", "achternaam", "postcode", "telefoon", "kvk", "bedrijfsnaam"])
def test_a_value_that_everybody_has_does_not_explode(field: str) -> None:
    rows = [{field: "info@voorbeeld.nl", "voornaam": f"N{i}", "huisnummer": str(i)} for i in range(3000)]
    result = found(rows)
    assert result.compared <= 3000 * blocking.LARGEST
    assert len(result.pairs) < 3000


def test_what_is_too_large_to_compare_is_said() -> None:
    rows = [{"email": "info@voorbeeld.nl", "mobiel": f"+316{10000000 + 137 * i}"} for i in range(200)]
    (left,) = found(rows).left_out
    assert (left.key, left.blocks, left.customers) == ("email", 1, 200)


def test_a_fine_cut_keeps_doubles_in_a_large_block() -> None:
    first = [f"{a}{b}" for a in ("Ba", "Do", "Fi", "Ge", "Ka") for b in ("ldo", "rvin", "stra", "mme")]
    last = ("Hooikamp", "Zwanenburg", "Kromhout", "Wijnveld", "Tolsma")
    rows = [{"voornaam": f, "achternaam": s, "email": "info@club.nl"} for f in first for s in last]
    rows.append({**rows[7], "plaats": "Ede"})
    assert (8, 101) in {(pair.first, pair.second) for pair in found(rows).pairs}


_TEXT = st.one_of(
    st.none(),
    st.sampled_from(
        ["Jan", "J.", "van der Berg", "jan@x.nl", "0612345678", "1990-01-01", "12a", "dhr.", "'t"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, _TEXT)), max_size=8))
def test_any_text_is_taken_and_both_orders_agree(rows: list[dict[str, str | None]]) -> None:
    there = levels(rows)
    n = len(rows)
    back = levels(rows[::-1], list(range(n, 0, -1)))
    assert there == back
