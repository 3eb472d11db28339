"""`models.duplicates`: columns out, pairs in, and what a person says about a pair."""

from pathlib import Path
from typing import Any

import pytest

from core.fields import CUSTOMERS
from models import changes, duplicates, hand, pair_list
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import sheet

PEOPLE: list[dict[str, Any]] = [
    {"klantnummer": "1", "voornaam": "Jan", "achternaam": "Bos", "email": "jan@x.nl"},
    {"klantnummer": "2", "voornaam": "Jan\x1f", "achternaam": "Bos", "email": "jan@x.nl"},
    {"klantnummer": "3", "voornaam": "Els", "achternaam": "Mol"},
    {"klantnummer": "4", "achternaam": "Weg"},
]


@pytest.fixture
def base(tmp_path: Path) -> Base:
    made = open_base(tmp_path / "b.klantbeeld", create=True)
    with changes.change(made, "import", kind="import"):
        write_sheet(made, sheet(CUSTOMERS, PEOPLE))
        made.sql("UPDATE customers SET deleted = 1 WHERE klantnummer = '4'")
    with changes.change(made, "edit", kind="edit"):
        hand.set_hand(made, [3], "email", "els@x.nl", who="wij")
    return made


def store(base: Base, pairs: list[tuple[int, int, str, float, Any]], change_id: int) -> None:
    duplicates.store(base, pairs, [("email", 1, 600)], change_id=change_id, customers=3, seconds=0.1)


def test_only_who_is_there_is_read_and_with_what_a_person_said(base: Base) -> None:
    ids, columns, last = duplicates.load(base, ("voornaam", "email"))
    assert list(ids) == [1, 2, 3]
    assert list(columns["email"]) == ["jan@x.nl", "jan@x.nl", "els@x.nl"]
    assert columns["voornaam"][1] == "Jan\x1f"  # a separator of ours in a cell
    assert last == changes.history(base)[0].id
    base.close()


def test_a_search_takes_the_place_of_the_last_one_and_is_no_change(base: Base) -> None:
    before = len(changes.history(base))
    why = [["email_equal", {"one": "jan@x.nl", "other": "jan@x.nl"}]]
    store(base, [(1, 3, "mogelijk", 0.2, [])], 1)
    store(base, [(1, 2, "zeker", 0.99, why)], 2)
    assert pair_list.ids(base.connection, "zeker") == [(1, 2)]
    assert pair_list.ids(base.connection, "mogelijk") == []
    assert pair_list.rows(base.connection, [(1, 2)])[0].why == tuple(why)
    assert duplicates.left_out(base.connection) == [("email", 1, 600)]
    assert len(changes.history(base)) == before
    base.close()


def test_not_the_same_is_kept_lowest_first_once_and_can_be_undone(base: Base) -> None:
    store(base, [(1, 2, "zeker", 0.99, [])], 2)
    for _again in range(2):
        with changes.change(base, "x", kind="distinct"):
            duplicates.set_distinct(base, 2, 1, reason="broers", who="wij")
    found = base.sql("SELECT first_id, second_id, reason FROM distinct_pairs").fetchall()
    assert [tuple(row) for row in found] == [(1, 2, "broers")]
    assert pair_list.ids(base.connection, "zeker") == []
    changes.undo(base)
    assert pair_list.ids(base.connection, "zeker") == [(1, 2)]
    assert duplicates.names(base, [1, 4]) == {1: "Jan Bos"}
    base.close()
