"""Hand values: over the file's, back to the file's, checked, undone; and the history of one customer."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.errors import InputError
from models import changes, field_history, hand
from models.changes import change
from models.database import Base, open_base


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base(":memory:", memory=True) as opened:
        with change(opened, "Import klanten.xlsx", kind="import", who="ik"):
            opened.sql(
                "INSERT INTO imports(file, sheet, kind, at, counts, report) "
                "VALUES ('klanten.xlsx', 'Blad1', 'customers', 'nu', '', '')"
            )
            for number, city in enumerate(("Ede", "Ede", None)):
                opened.sql(
                    "INSERT INTO customers(klantnummer, plaats, omzet, import_id, import_row) "
                    "VALUES (?, ?, ?, 1, ?)",
                    (f"00{number}", city, 0.1 + 0.2, number + 2),
                )
        yield opened


def set_hand(base: Base, ids: list[int], field: str, value: object, **more: Any) -> int:
    with change(base, f"{field} van {len(ids)} klanten", kind="edit", who="ik"):
        return hand.set_hand(base, ids, field, value, **{"who": "ik", **more})


def rows(base: Base) -> list[Any]:
    return list(
        base.sql("SELECT customer_id, field, value, file_value FROM hand_values ORDER BY id").fetchall()
    )


def test_over_the_file_and_back(base: Base) -> None:
    assert set_hand(base, [1, 3, 99], "plaats", "Wageningen", reason="belde", review_on="2027-01-01") == 2
    assert rows(base) == [(1, "plaats", "Wageningen", "Ede"), (3, "plaats", "Wageningen", None)]
    assert set_hand(base, [1], "plaats", "Arnhem") == 1
    assert rows(base)[0] == (1, "plaats", "Arnhem", "Ede"), "what the file said is kept"
    assert base.sql("SELECT plaats FROM customers").fetchall() == [("Arnhem",), ("Ede",), ("Wageningen",)]
    with change(base, "terug", kind="edit"):
        assert hand.clear_hand(base, [1, 2, 3], "plaats") == 2
    assert base.sql("SELECT plaats FROM customers").fetchall() == [("Ede",), ("Ede",), (None,)]
    assert rows(base) == []
    for _ in range(3):
        changes.undo(base)
    assert base.sql("SELECT plaats FROM customers").fetchall() == [("Ede",), ("Ede",), (None,)]
    for _ in range(2):
        changes.redo(base)
    assert base.sql("SELECT plaats FROM customers").fetchall() == [("Arnhem",), ("Ede",), ("Wageningen",)]


def test_text_that_looks_like_a_number_stays_text(base: Base) -> None:
    set_hand(base, [2], "klantnummer", "007")
    set_hand(base, [2], "omzet", 1e-320)
    assert rows(base) == [(2, "klantnummer", "007", "001"), (2, "omzet", 1e-320, 0.1 + 0.2)]


def test_outcomes_have_no_column(base: Base) -> None:
    set_hand(base, [1], "relatievorm", "langdurig")
    set_hand(base, [1], "commitment", 70)
    assert rows(base) == [(1, "relatievorm", "langdurig", None), (1, "commitment", 70.0, None)]
    with change(base, "terug", kind="edit"):
        assert hand.clear_hand(base, [1], "relatievorm") == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("relatievorm", "vriend"),
        ("commitment", 101),
        ("commitment", float("nan")),
        ("clv", "veel"),
        ("nps", 11),
        ("lid", "misschien"),
        ("geboortedatum", "31-02-1990"),
        ("soort", "robot"),
        ("aantal_bestellingen", -1),
        ("id", 3),
        ("merged_into", 3),
        ("deleted", 1),
        ("naam", "Jan"),
        ("bestaat_niet", 1),
    ],
)
def test_what_cannot_be(base: Base, field: str, value: object) -> None:
    with pytest.raises(InputError):
        hand.checked(field, value)


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("lid", True, 1),
        ("nps", "9", 9.0),
        ("geboortedatum", "1990-02-28", "1990-02-28"),
        ("aantal_bestellingen", 3.0, 3),
        ("notities", "a\0b\ud800", "ab"),
        ("postcode", "", None),
        ("clv", None, None),
        ("telefoon", "0612345678", "0612345678"),
    ],
)
def test_how_it_is_kept(field: str, value: object, stored: object) -> None:
    found = hand.checked(field, value)
    assert found == stored and type(found) is type(stored)


def test_every_field_of_a_customer_can_be_set(base: Base) -> None:
    from core import fields

    for field in fields.columns(fields.CUSTOMERS):
        sample = {"flag": 1, "date": "2024-02-29", "choice": (field.choices or ("",))[0]}.get(field.kind, "7")
        set_hand(base, [1], field.name, sample)
    # and the scale of the mark beside it
    assert len(rows(base)) == len(fields.columns(fields.CUSTOMERS)) + 1


def test_history_of_one_customer(base: Base) -> None:
    set_hand(base, [1, 2], "plaats", "Wageningen")
    changes.undo(base)
    changes.redo(base)
    with change(base, "weg", kind="edit", who="zij"):
        base.sql("DELETE FROM hand_values WHERE customer_id = 1")
        base.sql("DELETE FROM customers WHERE id = 1")
    found = field_history.customer_history(base, 1)
    seen = [(c.change_id, c.kind, c.what, c.field, c.old, c.new) for c in found if c.table == "customers"]
    assert seen == [
        (5, "edit", "deleted", "", None, None),
        (4, "redo", "changed", "plaats", "Ede", "Wageningen"),
        (3, "undo", "changed", "plaats", "Wageningen", "Ede"),
        (2, "edit", "changed", "plaats", "Ede", "Wageningen"),
        (1, "import", "created", "", None, None),
    ]
    assert (found[-1].file, found[-1].file_row, found[-1].who) == ("klanten.xlsx", 2, "ik")
    assert {c.field for c in field_history.customer_history(base, 2, field="plaats")} == {"plaats"}


def importing(base: Base, city: str) -> int:
    with change(base, "Import", kind="import", who="ik") as number:
        base.sql("UPDATE customers SET plaats = ? WHERE id = 1", (city,))
    return number


def in_force(base: Base) -> Any:
    return base.sql(
        "SELECT c.plaats, h.value FROM customers c LEFT JOIN hand_values h ON h.customer_id = c.id "
        "WHERE c.id = 1"
    ).fetchone()


def test_a_word_that_was_in_force_already_stands_when_the_import_is_undone(base: Base) -> None:
    # see models.hand_rules
    number = importing(base, "Velp")
    set_hand(base, [1], "plaats", "Velp")
    result = changes.undo(base, number)
    assert (result.reversed, result.kept) == (0, 1)
    assert in_force(base) == ("Velp", "Velp")


def test_a_word_does_not_come_back_over_a_newer_row(base: Base) -> None:
    set_hand(base, [1], "plaats", "Ede")
    (number,) = base.sql("SELECT MAX(id) FROM changes").fetchone()
    changes.undo(base)
    importing(base, "Velp")
    result = changes.redo(base, number)
    assert (result.reversed, result.kept) == (0, 1) and in_force(base) == ("Velp", None)


def test_an_outcome_set_by_hand_does_not_hold_the_row(base: Base) -> None:
    number = importing(base, "Velp")
    set_hand(base, [1], "relatievorm", "langdurig")
    assert changes.undo(base, number).reversed == 1
    assert in_force(base) == ("Ede", "langdurig")
