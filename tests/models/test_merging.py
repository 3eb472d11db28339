"""Merging and splitting: nothing lost, what was taken over goes back, half a merge never stays (L13-L17)."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.errors import InputError
from models import (
    changes,
    comparing,
    customer_list,
    customers_by_hand,
    field_history,
    frames,
    hand,
    link_rules,
    merging,
)
from models.changes import change
from models.comparing import TOGETHER
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import sheet


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base(":memory:", memory=True) as opened:
        load(
            opened,
            {
                "klantnummer": "1",
                "voorletters": "J.",
                "achternaam": "Jansen",
                "notities": "belt",
                "omzet": 0.1,
            },
            {
                "klantnummer": "2",
                "voornaam": "Jan",
                "achternaam": "Jansen",
                "email": "jan@x.nl",
                "omzet": 0.2,
            },
            {"klantnummer": "3", "voornaam": "J", "achternaam": "Janssen", "telefoon": "+31201234567"},
            {"klantnummer": "4", "achternaam": "Anders"},
        )
        with change(opened, "Import bestellingen", kind="import"):
            cells = [
                {"klantnummer": n, "bestelnummer": f"B{n}", "datum": "2025-01-01", "bedrag": 10.0 * int(n)}
                for n in "123"
            ]
            write_sheet(opened, sheet("orders", cells))
        yield opened


def load(base: Base, *rows: dict[str, Any]) -> None:
    with change(base, "Import klanten", kind="import", who="ik"):
        write_sheet(base, sheet("customers", rows))


def merge(base: Base, survivor: int, *others: int, **picks: int) -> int:
    with change(base, "Samengevoegd", kind="merge", who="ik") as number:
        merging.merge(base, survivor, list(others), picks, reason="dubbel", who="ik")
    return number


def split(base: Base, customer: int) -> int:
    with change(base, "Gesplitst", kind="split", who="ik") as number:
        merging.split(base, customer)
    return number


def set_hand(base: Base, customer: int, field: str, value: object) -> int:
    with change(base, field, kind="edit", who="ik") as number:
        hand.set_hand(base, [customer], field, value, who="ik")
    return number


def value(base: Base, customer: int, field: str) -> Any:
    return base.sql(f"SELECT {field} FROM customers WHERE id = ?", (customer,)).fetchone()[0]


def dump(base: Base) -> list[Any]:
    tables = ("customers", "hand_values", "merges", "orders")
    return [base.sql(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]


def roots(base: Base) -> list[int | None]:
    return [row[0] for row in base.sql("SELECT merged_into FROM customers ORDER BY id").fetchall()]


def test_the_survivor_takes_over_what_it_lacks_and_a_split_gives_it_back(base: Base) -> None:
    before = dump(base)
    merge(base, 1, 2)
    assert (value(base, 1, "email"), value(base, 1, "voornaam")) == ("jan@x.nl", "Jan")
    assert value(base, 1, "omzet") == 0.3, "totals of a file are added, to the cent"
    assert value(base, 1, "klantnummer") == "1"
    found = frames.load(base)
    assert list(found["customers"]["id"]) == [1, 3, 4]
    assert list(found["orders"]["customer"]) == [0, 0, 1]
    assert [m.id for m in merging.members(base, 1)] == [2]
    split(base, 2)
    assert dump(base) == before
    changes.undo(base)
    changes.undo(base)
    assert dump(base) == before


def test_a_hand_value_that_was_there_returns_with_the_split(base: Base) -> None:
    set_hand(base, 1, "email", "eigen@x.nl")
    own = base.sql("SELECT * FROM hand_values").fetchall()
    set_hand(base, 1, "email", "vergissing@x.nl")
    changes.undo(base)
    merge(base, 1, 2, email=2)
    assert value(base, 1, "email") == "jan@x.nl"
    load(base, {"klantnummer": "1", "email": "bestand@x.nl"})
    split(base, 2)
    assert value(base, 1, "email") == "eigen@x.nl", "not what was undone"
    (row,) = base.sql("SELECT value, file_value, reason, who, at, from_customer FROM hand_values").fetchall()
    assert row == ("eigen@x.nl", "bestand@x.nl", own[0][5], "ik", own[0][7], None)


def test_what_was_edited_since_stays_and_what_came_since_goes_along(base: Base) -> None:
    merge(base, 1, 2)
    set_hand(base, 1, "voornaam", "Johan")
    load(base, {"klantnummer": "2", "plaats": "Ede"}, {"klantnummer": "1", "plaats": "Zwolle"})
    with change(base, "Import bestellingen", kind="import"):
        cells = [{"klantnummer": "2", "bestelnummer": "B9", "datum": "2025-02-01", "bedrag": 9.0}]
        write_sheet(base, sheet("orders", cells))
    assert len(frames.load(base, [1])["orders"]) == 3
    split(base, 2)
    assert (value(base, 1, "voornaam"), value(base, 1, "email")) == ("Johan", None)
    assert (value(base, 1, "plaats"), value(base, 2, "plaats")) == ("Zwolle", "Ede")
    assert len(frames.load(base, [2])["orders"]) == 2


def test_chains_are_flat_and_split_in_the_middle(base: Base) -> None:
    merge(base, 1, 2)
    merge(base, 3, 1)
    assert roots(base) == [3, 3, None, None]
    assert value(base, 3, "email") == "jan@x.nl"
    (link,) = base.sql("SELECT from_customer FROM hand_values WHERE customer_id = 3 AND field = 'email'")
    assert link[0] == 2, "it is the second's, also by way of the first"
    before = dump(base)
    split(base, 1)
    assert roots(base) == [None, 1, None, None]
    assert (value(base, 1, "email"), value(base, 3, "email")) == ("jan@x.nl", None)
    changes.undo(base)
    assert dump(base) == before
    split(base, 2)
    assert roots(base) == [3, None, None, None]
    assert (value(base, 1, "email"), value(base, 3, "email")) == (None, None)
    assert value(base, 3, "notities") == "belt"
    load(base, {"klantnummer": "4", "email": "bestand@x.nl"})
    split(base, 1)
    merge(base, 1, 2)
    merge(base, 4, 1)
    assert value(base, 4, "email") == "bestand@x.nl", "what a merge took over is nobody's word"
    split(base, 1)
    set_hand(base, 1, "email", "gezegd@x.nl")
    merge(base, 4, 1)
    assert value(base, 4, "email") == "gezegd@x.nl", "what a person said goes before a file's"


def test_notes_and_labels_are_told_together(base: Base) -> None:
    for customer, note, labels in ((1, "belt", "vip, utrecht"), (2, "mailt", "vip"), (3, "schrijft", None)):
        set_hand(base, customer, "notities", note)
        set_hand(base, customer, "labels", labels)
    merge(base, 1, 2, 3)
    assert value(base, 1, "notities") == "belt\nmailt\nschrijft"
    assert value(base, 1, "labels") == "vip, utrecht"
    split(base, 2)
    assert value(base, 1, "notities") == "belt\nschrijft"
    split(base, 3)
    assert value(base, 1, "notities") == "belt"
    merge(base, 1, 2, notities=2)
    assert value(base, 1, "notities") == "mailt"
    assert comparing.together("notities", [None, "a", "a"]) == "a"
    assert comparing.together("omzet", [None]) is None


def test_a_no_is_never_lost_and_a_yes_not_gained(base: Base) -> None:
    set_hand(base, 1, "toestemming_email", 1)
    set_hand(base, 2, "toestemming_email", 0)
    set_hand(base, 2, "toestemming_sms", 1)
    set_hand(base, 2, "bezwaar_profilering", 1)
    with pytest.raises(InputError, match="Toestemming e-mail"):
        merge(base, 1, 2, toestemming_email=1)
    merge(base, 1, 2)
    assert [value(base, 1, f) for f in ("toestemming_email", "toestemming_sms", "bezwaar_profilering")] == [
        0,
        None,
        1,
    ]
    split(base, 2)
    assert value(base, 1, "toestemming_email") == 1


def test_a_later_no_in_a_file_reaches_the_survivor(base: Base) -> None:
    load(base, {"klantnummer": "1", "toestemming_email": 1, "toestemming_telefoon": 1})
    merge(base, 1, 2)
    merge(base, 3, 1)
    assert value(base, 3, "toestemming_email") is None, "a yes is not gained"
    set_hand(base, 3, "toestemming_email", 1)
    set_hand(base, 3, "toestemming_telefoon", 1)
    changes.undo(base)
    no = {"toestemming_email": 0, "toestemming_telefoon": 0, "toestemming_telefoon_datum": "2026-01-02"}
    load(base, {"klantnummer": "2", **no})
    assert value(base, 3, "toestemming_email") == 1, "a person's own word stands"
    assert (value(base, 3, "toestemming_telefoon"), value(base, 3, "toestemming_telefoon_datum")) == (
        0,
        "2026-01-02",
    )
    split(base, 1)
    assert value(base, 1, "toestemming_email") == 0, "the one who is left with it keeps it"
    assert value(base, 3, "toestemming_telefoon") is None


def test_outcomes_by_hand_are_taken_over_only_by_picking(base: Base) -> None:
    set_hand(base, 2, "relatievorm", "langdurig")
    set_hand(base, 2, "clv", 100)
    set_hand(base, 1, "relatievorm", "geen")
    merge(base, 1, 2)
    customers = frames.load(base)["customers"]
    assert customers["hand_relatievorm"][0] == "geen"
    assert customers["hand_clv"][0] == 100, "what only the other has"
    split(base, 2)
    merge(base, 1, 2, relatievorm=2)
    assert frames.load(base)["customers"]["hand_relatievorm"][0] == "langdurig"
    split(base, 2)
    assert frames.load(base)["customers"]["hand_relatievorm"].tolist() == ["geen", "langdurig", None, None]


@pytest.mark.parametrize(
    ("survivor", "others", "picks", "words"),
    [
        (1, [], {}, "twee klanten"),
        (1, [1], {}, "zichzelf"),
        (1, [99], {}, "niet"),
        (1, [4], {}, "verwijderd"),
        (4, [1], {}, "verwijderd"),
        (3, [2], {}, "al samengevoegd met 1"),
        (2, [3], {}, "al samengevoegd met 1"),
        (1, [3], {"email": 2}, "een van deze klanten"),
        (1, [3], {"email": TOGETHER}, "een van deze klanten"),
        (1, [3], {"onzin": 3}, "onzin"),
    ],
)
def test_what_cannot_be_merged(
    base: Base, survivor: int, others: list[int], picks: dict[str, int], words: str
) -> None:
    merge(base, 1, 2)
    with change(base, "weg", kind="delete"):
        customers_by_hand.delete(base, [4])
    before = dump(base)
    with pytest.raises(InputError, match=words):
        merge(base, survivor, *others, **picks)
    assert dump(base) == before


def test_what_cannot_be_split(base: Base) -> None:
    merge(base, 1, 2)
    with pytest.raises(InputError, match="niet samengevoegd"):
        split(base, 3)
    with pytest.raises(InputError, match="2 Jan Jansen"):
        split(base, 1)
    with change(base, "weg", kind="delete"):
        assert customers_by_hand.delete(base, [1]) == [1, 2]
    with pytest.raises(InputError, match="verwijderd"):
        split(base, 2)


def test_deleting_the_survivor_takes_all_along_and_undo_brings_them_back(base: Base) -> None:
    merge(base, 1, 2)
    before = dump(base)
    with pytest.raises(InputError, match="samengevoegd"), change(base, "weg", kind="delete"):
        customers_by_hand.delete(base, [2])
    with change(base, "weg", kind="delete"):
        assert customers_by_hand.delete(base, [1, 2]) == [1, 2]
    assert list(frames.load(base)["customers"]["id"]) == [3, 4]
    assert customer_list.found(base.connection, "jan@x.nl") == set()
    with pytest.raises(InputError, match="er niet meer"), change(base, "weg", kind="delete"):
        customers_by_hand.delete(base, [1])
    changes.undo(base)
    assert dump(base) == before


def test_who_was_merged_is_found_under_the_own_name_and_number(base: Base) -> None:
    merge(base, 1, 3)
    assert customer_list.found(base.connection, "janssen") == {1}
    assert customer_list.found(base.connection, "020 1234567") == {1}
    assert customers_by_hand.by_number(base, "3") == 3
    history = field_history.customer_history(base, 1)
    assert "merges" in {line.table for line in history}
    assert {line.label for line in history if line.table == "merges"} == {"Samengevoegd"}


def test_undo_of_an_older_merge_leaves_no_half_one(base: Base) -> None:
    first = merge(base, 2, 1)
    changes.undo(base)
    merge(base, 1, 2)
    # the first merge again would make a ring of the two
    result = changes.redo(base, first)
    assert link_rules.LINKED in {d.why for d in result.details}
    assert roots(base) == [None, 1, None, None]
    second = merge(base, 3, 1)
    changes.undo(base)
    changes.undo(base)
    merge(base, 4, 1)
    result = changes.redo(base, second)
    assert result.reversed == 0, "the first has another survivor now"
    assert roots(base) == [4, None, None, None]


def test_a_merge_is_not_made_again_under_somebody_who_is_gone(base: Base) -> None:
    number = merge(base, 4, 2)
    changes.undo(base)
    with change(base, "weg", kind="delete"):
        customers_by_hand.delete(base, [4])
    changes.redo(base, number)
    assert roots(base) == [None, None, None, None]
    assert value(base, 2, "deleted") == 0


def test_an_older_split_is_undone_only_where_the_survivor_still_is_one(base: Base) -> None:
    merge(base, 1, 2)
    number = split(base, 2)
    merge(base, 3, 1)
    result = changes.undo(base, number)
    assert result.reversed == 0
    assert roots(base) == [3, None, None, None]
    changes.undo(base)
    assert changes.undo(base, number).impossible == 0
    assert roots(base) == [None, 1, None, None]
