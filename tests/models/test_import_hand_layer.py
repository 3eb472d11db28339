"""What a person said, and an import that says something else (`models.hand_layer`): asked once, answered for
good, or never asked because the file's word counts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from core.rows import SheetReport
from models import changes, hand, hand_lists
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import sheet

Row = dict[str, Any]
JAN: Row = {"klantnummer": "7", "email": "jan@x.nl", "achternaam": "Vos", "plaats": "Delft"}


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base("", memory=True) as opened:
        bring(opened, [JAN])
        by_hand(opened, "plaats", "Gouda")
        yield opened


def bring(base: Base, rows: list[Row], kind: str = "customers", **how: Any) -> SheetReport:
    with changes.change(base, "import", kind="import"):
        report = write_sheet(base, sheet(kind, rows), **how)
    assert report.read == report.created + report.updated + report.unchanged + report.rejected
    return report


def by_hand(base: Base, field: str, value: object, customer: int = 1) -> None:
    with changes.change(base, "edit", kind="edit"):
        hand.set_hand(base, [customer], field, value, reason="gebeld", who="ik")


def file_wins(base: Base, *fields: str) -> None:
    with changes.change(base, "settings", kind="settings"):
        base.sql("DELETE FROM settings WHERE name = 'file_wins'")
        base.sql("INSERT INTO settings(name, value) VALUES ('file_wins', ?)", (json.dumps(fields),))


def state(base: Base) -> Any:
    """In force, by hand, the file's word, the import that waits for an answer."""
    found = base.sql(
        "SELECT c.plaats, h.value, h.file_value, h.offered_by FROM customers c "
        "LEFT JOIN hand_values h ON h.customer_id = c.id AND h.field = 'plaats' WHERE c.id = 1"
    )
    return found.fetchone()


def quiet(base: Base, rows: list[Row], **how: Any) -> SheetReport:
    """The same file again: nothing is written, and every row is unchanged."""
    before = base.sql("SELECT * FROM customers").fetchall(), base.sql("SELECT * FROM hand_values").fetchall()
    report = bring(base, rows, **how)
    assert report.unchanged == report.read
    assert changes.history(base)[0].rows == 0
    after = base.sql("SELECT * FROM customers").fetchall(), base.sql("SELECT * FROM hand_values").fetchall()
    assert after == before
    return report


def test_another_value_waits_for_an_answer_once(base: Base) -> None:
    moved = {**JAN, "plaats": "Leiden"}
    first = bring(base, [moved])
    assert (first.updated, first.conflicts) == (1, 1)
    assert state(base) == ("Gouda", "Gouda", "Leiden", first.id)
    assert quiet(base, [moved]).conflicts == 1
    other = bring(base, [{**JAN, "plaats": "Assen"}])
    assert state(base) == ("Gouda", "Gouda", "Assen", other.id)
    changes.undo(base)
    assert state(base) == ("Gouda", "Gouda", "Leiden", first.id)


def test_the_value_that_was_corrected_is_asked_about_too_without_counting_as_a_change(base: Base) -> None:
    again = bring(base, [JAN])
    assert (again.unchanged, again.conflicts) == (1, 1)
    assert state(base) == ("Gouda", "Gouda", "Delft", again.id)
    quiet(base, [JAN])


def test_a_file_that_agrees_takes_the_question_away(base: Base) -> None:
    bring(base, [{**JAN, "plaats": "Leiden"}])
    agreed = {**JAN, "plaats": "Gouda"}
    assert bring(base, [agreed]).conflicts == 0
    assert state(base) == ("Gouda", "Gouda", "Gouda", None)
    quiet(base, [agreed])


def test_what_the_file_does_not_say_or_leaves_empty_asks_nothing(base: Base) -> None:
    for row in ({"klantnummer": "7", "taal": "nl"}, {"klantnummer": "7", "plaats": None}):
        assert bring(base, [row]).conflicts == 0
        assert state(base) == ("Gouda", "Gouda", "Delft", None)
    bring(base, [{**JAN, "plaats": "Leiden"}])
    assert bring(base, [{"klantnummer": "7", "plaats": None}], empty_clears=True).conflicts == 0
    assert state(base) == ("Gouda", "Gouda", None, None)


def test_mine_is_not_asked_again_until_the_file_says_something_new(base: Base) -> None:
    moved = {**JAN, "plaats": "Leiden"}
    bring(base, [moved])
    with changes.change(base, "answer", kind="edit"):
        hand_lists.decide(base, {1: hand_lists.MINE})
    report = quiet(base, [moved])
    assert (report.conflicts, [issue.code for issue in report.issues]) == (0, ["nothing_changed"])
    other = bring(base, [{**JAN, "plaats": "Assen"}])
    assert (other.conflicts, state(base)) == (1, ("Gouda", "Gouda", "Assen", other.id))
    assert bring(base, [moved]).conflicts == 0
    assert state(base) == ("Gouda", "Gouda", "Leiden", None)


def test_the_files_answer_puts_its_value_in_force(base: Base) -> None:
    moved = {**JAN, "plaats": "Leiden"}
    bring(base, [moved])
    with changes.change(base, "answer", kind="edit"):
        hand_lists.decide(base, {1: hand_lists.FILE})
    assert state(base) == ("Leiden", None, None, None)
    quiet(base, [moved])


def test_where_the_file_always_counts_the_hand_value_goes_and_that_is_said(base: Base) -> None:
    file_wins(base, "plaats")
    quiet(base, [{"klantnummer": "7", "plaats": None}])
    report = bring(base, [JAN])  # the file says what it said before; in force it is something else
    assert (report.updated, report.conflicts) == (1, 0)
    found = next(issue for issue in report.issues if issue.code == "file_wins")
    assert (found.row, found.column, found.value) == (2, "Kop plaats", "Gouda")
    assert "Gouda" in found.message
    assert state(base) == ("Delft", None, None, None)
    quiet(base, [JAN])
    changes.undo(base)
    assert state(base) == ("Gouda", "Gouda", "Delft", None)
    file_wins(base)
    assert bring(base, [{**JAN, "plaats": "Leiden"}]).conflicts == 1


def test_a_value_that_the_file_has_too_stays_by_hand(base: Base) -> None:
    file_wins(base, "plaats")
    same = {**JAN, "plaats": "Gouda"}
    bring(base, [same])
    assert state(base) == ("Gouda", "Gouda", "Gouda", None)
    quiet(base, [same])


def test_the_file_never_wins_over_a_refusal_unless_chosen(base: Base) -> None:
    by_hand(base, "toestemming_email", 0)
    by_hand(base, "toestemming_post", 1)
    file_wins(base, "toestemming_email", "toestemming_post")
    row: Row = {"klantnummer": "7", "toestemming_email": 1, "toestemming_post": 0}
    report = bring(base, [row])
    assert report.conflicts == 1
    consents = "SELECT toestemming_email, toestemming_post FROM customers"
    assert base.sql(consents).fetchone() == (0, 0)
    quiet(base, [row])
    chosen = bring(base, [row], restore_consent=True)
    assert {"file_wins", "consent_restored"} <= {issue.code for issue in chosen.issues}
    assert base.sql(consents).fetchone() == (1, 0)


@pytest.mark.parametrize(("mode", "conflicts"), [("add", 0), ("fill", 0), ("update", 1)])
def test_modes_that_may_not_touch_the_value_ask_nothing(base: Base, mode: str, conflicts: int) -> None:
    file_wins(base, "achternaam")
    by_hand(base, "achternaam", "Voss")
    report = bring(base, [{**JAN, "plaats": "Leiden"}], mode=mode)
    assert report.conflicts == conflicts
    name = base.sql("SELECT achternaam FROM customers").fetchone()[0]
    assert name == ("Vos" if mode == "update" else "Voss")


def test_a_customer_twice_in_a_sheet_is_judged_by_the_last_row(base: Base) -> None:
    rows = [{**JAN, "plaats": "Leiden"}, {**JAN, "plaats": "Gouda"}]
    report = bring(base, rows)
    assert report.conflicts == 1
    assert state(base) == ("Gouda", "Gouda", "Gouda", None)
    bring(base, rows)
    assert changes.history(base)[0].rows == 0


def test_a_number_by_hand_over_none_meets_the_files_number(base: Base) -> None:
    bring(base, [{"email": "an@x.nl", "voornaam": "An"}])
    by_hand(base, "klantnummer", "700", customer=2)
    order = {"klantnummer": "12", "email": "an@x.nl", "datum": "2025-01-01", "bedrag": 5.0}
    report = bring(base, [order], kind="orders")
    assert (report.created, report.conflicts) == (1, 1)
    waiting = base.sql("SELECT value, file_value, offered_by FROM hand_values WHERE customer_id = 2")
    assert waiting.fetchone() == ("700", "12", report.id)
    assert base.sql("SELECT klantnummer FROM customers WHERE id = 2").fetchone() == ("700",)
    quiet(base, [order], kind="orders")


def test_what_a_merge_took_from_another_asks_only_about_news(base: Base) -> None:
    with changes.change(base, "edit", kind="edit"):
        base.sql("INSERT INTO customers(klantnummer, plaats) VALUES ('8', 'Gouda')")
        base.sql("UPDATE hand_values SET from_customer = 2")
    assert quiet(base, [JAN]).conflicts == 0
    moved = {**JAN, "plaats": "Leiden"}
    assert bring(base, [moved]).conflicts == 1
    assert quiet(base, [moved]).conflicts == 1
