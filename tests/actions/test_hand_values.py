"""Conflicts: mine, the file's, always the file's; asked once; undone, done again, and over restarts."""

from datetime import date
from pathlib import Path

import pytest

from actions import editing, hand_values
from actions.editing import Edit
from actions.history import redo, undo
from core.errors import InputError
from tests.actions.handwork import CUSTOMERS, bring, made, values

ARNHEM = CUSTOMERS.replace("Ede", "Arnhem")
NIJMEGEN = CUSTOMERS.replace("Ede", "Nijmegen")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    to = made(tmp_path)
    editing.set_values(
        to, [Edit(1, "plaats", "Wageningen"), Edit(4, "plaats", "Wageningen")], reason="gebeld"
    )
    bring(to, ARNHEM)
    return to


def waiting(db: Path) -> list[tuple[int, str, object]]:
    return [(one.customer_id, one.field, one.file_value) for one in hand_values.conflicts(db)]


def ids(db: Path) -> list[int]:
    return [one.id for one in hand_values.conflicts(db)]


def test_a_file_that_says_otherwise_waits(db: Path) -> None:
    assert sorted(waiting(db)) == [(1, "plaats", "Arnhem"), (4, "plaats", "Arnhem")]
    assert {one.file for one in hand_values.conflicts(db)} == {"klanten.csv"}
    assert values(db, 1, "plaats") == ["Wageningen"]


def test_mine_is_not_asked_again_but_another_value_is(db: Path) -> None:
    hand_values.decide(db, dict.fromkeys(ids(db), hand_values.MINE))
    assert waiting(db) == [] and values(db, 1, "plaats") == ["Wageningen"]
    assert all(one.kept for one in hand_values.listed(db))
    bring(db, ARNHEM)
    assert waiting(db) == []
    bring(db, NIJMEGEN)
    assert len(waiting(db)) == 2
    assert values(db, 1, "plaats") == ["Wageningen"]


def test_the_files_takes_the_hand_value_away(db: Path) -> None:
    first, second = sorted(ids(db))
    hand_values.decide(db, {first: hand_values.FILE, second: hand_values.MINE})
    assert values(db, 1, "plaats") + values(db, 4, "plaats") == ["Arnhem", "Wageningen"]
    assert [one.customer_id for one in hand_values.listed(db)] == [4]
    undo(db)
    assert len(waiting(db)) == 2 and values(db, 1, "plaats") == ["Wageningen"]
    redo(db)
    assert waiting(db) == [] and values(db, 1, "plaats") == ["Arnhem"]
    with pytest.raises(InputError):
        hand_values.decide(db, {first: hand_values.FILE})
    with pytest.raises(InputError):
        hand_values.decide(db, {first: "misschien"})


def test_what_the_file_said_all_along_stands_behind_what_is_new(tmp_path: Path) -> None:
    db = made(tmp_path)
    editing.set_values(db, [Edit(1, "plaats", "Velp"), Edit(4, "plaats", "Velp")])
    bring(db, CUSTOMERS)
    assert [one.known for one in hand_values.conflicts(db)] == [True, True]
    editing.set_value(db, [4], "plaats", "Elst")  # an answer: the file's word is refused
    bring(db, ARNHEM)
    assert {(one.customer_id, one.known) for one in hand_values.conflicts(db)} == {(1, False), (4, False)}
    editing.set_value(db, [2], "plaats", "Velp")
    bring(db, ARNHEM)
    assert [one.known for one in hand_values.conflicts(db)] == [False, False, True]


def test_undoing_the_import_takes_the_question_away(db: Path) -> None:
    undo(db)
    assert waiting(db) == []
    assert {one.file_value for one in hand_values.listed(db)} == {"Ede"}
    redo(db)
    assert len(waiting(db)) == 2


def test_always_the_files_for_a_field_and_back(db: Path) -> None:
    hand_values.always_file(db, "plaats")
    assert waiting(db) == [] and values(db, 1, "plaats") == ["Arnhem"]
    assert hand_values.always_file_fields(db) == ["plaats"]
    with pytest.raises(InputError):
        hand_values.always_file(db, "plaats")
    editing.set_value(db, [1], "plaats", "Doorn")
    report = bring(db, NIJMEGEN)
    assert values(db, 1, "plaats") == ["Nijmegen"], "the file wins, without asking"
    assert "file_wins" in {issue.code for issue in report.issues}
    undo(db)
    assert values(db, 1, "plaats") == ["Doorn"]
    undo(db)
    undo(db)
    assert hand_values.always_file_fields(db) == [] and len(waiting(db)) == 2
    redo(db)
    assert hand_values.always_file_fields(db) == ["plaats"] and waiting(db) == []
    hand_values.ask_again(db, "plaats")
    assert hand_values.always_file_fields(db) == []
    editing.set_value(db, [1], "plaats", "Doorn")
    bring(db, NIJMEGEN, "later.csv")
    assert waiting(db) == [(1, "plaats", "Nijmegen")]
    for name in ("relatievorm", "naam"):
        with pytest.raises(InputError):
            hand_values.always_file(db, name)


def test_settings_leave_the_choice_alone(db: Path) -> None:
    from actions import settings as deeds
    from core.settings import Settings

    hand_values.always_file(db, "plaats")
    deeds.save(db, Settings(margin_percent=40), "Marge")
    assert hand_values.always_file_fields(db) == ["plaats"]
    assert deeds.current(db).margin_percent == 40


def test_setting_it_again_is_an_answer(db: Path) -> None:
    editing.set_value(db, [1], "plaats", "Doorn")
    assert [one[0] for one in waiting(db)] == [4]
    bring(db, ARNHEM)
    assert [one[0] for one in waiting(db)] == [4], "Arnhem was refused when Doorn was set"
    bring(db, NIJMEGEN)
    assert sorted(one[0] for one in waiting(db)) == [1, 4]


def test_empty_by_hand_stands_too(db: Path) -> None:
    editing.set_value(db, [1], "plaats", None)
    bring(db, NIJMEGEN)
    assert values(db, 1, "plaats") == [None] and (1, "plaats", "Nijmegen") in waiting(db)
    wanted = {one.id: hand_values.FILE for one in hand_values.conflicts(db) if one.customer_id == 1}
    hand_values.decide(db, wanted)
    assert values(db, 1, "plaats") == ["Nijmegen"]


def test_due_for_review(db: Path) -> None:
    editing.set_value(db, [2], "plaats", "Kampen", review_on=date(2026, 1, 1))
    due = hand_values.listed(db, due_by=date(2026, 6, 1))
    assert [one.customer_id for one in due] == [2]
    hand_values.reviewed(db, [due[0].id], date(2027, 1, 1))
    assert hand_values.listed(db, due_by=date(2026, 6, 1)) == []
    hand_values.reviewed(db, [due[0].id])
    assert hand_values.listed(db, due_by=date(2099, 1, 1)) == []
    undo(db)
    undo(db)
    assert len(hand_values.listed(db, due_by=date(2026, 6, 1))) == 1


def test_pages_of_a_long_list(db: Path) -> None:
    from models.queries import Reader

    with Reader(db) as reader:
        first, second = reader.hand_list(limit=1), reader.hand_list(limit=1, offset=1)
        assert {first[0].id, second[0].id} == {one.id for one in reader.hand_list()}
        assert reader.conflict_list(1, 1)[0] in reader.conflict_list()
        assert (reader.hand_count(), reader.conflict_count()) == (2, 2)
        assert reader.file_wins() == []


def test_a_mark_keeps_its_scale(db: Path) -> None:
    from actions.profiling import profile, show

    editing.set_values(db, [Edit(1, "tevredenheid", "8"), Edit(2, "tevredenheid", "6,5")])
    assert values(db, 1, "tevredenheid", "tevredenheid_schaal") == [8.0, "1-10"]
    profile(db, date(2026, 6, 30))
    assert show(db, "1001")["scores"]["satisfaction"]["value"] == pytest.approx(100 * 7 / 9)
    assert [one.field for one in hand_values.listed(db)].count("tevredenheid") == 2
    assert not [one for one in hand_values.listed(db) if one.field == "tevredenheid_schaal"]
    bring(db, "klantnummer;plaats;telefoon;tevredenheid (1-5)\n1001;Arnhem;0612345678;4\n", "cijfers.csv")
    assert values(db, 1, "tevredenheid", "tevredenheid_schaal") == [8.0, "1-10"]
    (asked,) = [one.id for one in hand_values.conflicts(db) if one.field == "tevredenheid"]
    assert editing.preview(db, [Edit(1, "tevredenheid", "70")])[0].problem
    hand_values.decide(db, {asked: hand_values.FILE})
    assert values(db, 1, "tevredenheid", "tevredenheid_schaal") == [4.0, "1-5"]
    undo(db)
    hand_values.decide(db, {asked: hand_values.MINE})
    bring(db, "klantnummer;plaats;telefoon;tevredenheid (1-5)\n1001;Arnhem;0612345678;4\n", "cijfers.csv")
    assert not [one for one in hand_values.conflicts(db) if "tevredenheid" in one.field]
    hand_values.always_file(db, "tevredenheid")
    assert hand_values.always_file_fields(db) == ["tevredenheid"]
    bring(db, "klantnummer;plaats;telefoon;tevredenheid (1-5)\n1001;Arnhem;0612345678;3\n", "cijfers.csv")
    assert values(db, 1, "tevredenheid", "tevredenheid_schaal") == [3.0, "1-5"]


REGION = (
    "klantnummer;plaats;telefoon;Regio;Status van de klant\n1001;Ede;0612345678;Noord;A\n1002;Zwolle;;;B\n"
)


def own(db: Path, customer: int, header: str = "Regio") -> object:
    return values(db, customer, header)[0]


def test_a_column_of_the_users_own_is_a_field_too(db: Path) -> None:
    bring(db, REGION, "regio.csv")
    assert own(db, 1) == "Noord"
    edits = [
        Edit(1, "own:Regio", " Zuid "),
        Edit(2, "own:Regio", "West"),
        Edit(2, "own:Status van de klant", ""),
    ]
    assert [cell.old for cell in editing.preview(db, edits)] == ["Noord", None, "B"]
    editing.set_values(db, edits)
    assert (own(db, 1), own(db, 2), own(db, 2, "Status van de klant")) == ("Zuid", "West", None)
    before = db.read_bytes()
    bring(db, REGION.replace("Noord", "Oost").replace(";A", ";C"), "regio2.csv")
    assert (own(db, 1), own(db, 1, "Status van de klant")) == ("Zuid", "C")
    asked = {(one.customer_id, one.field): one.file_value for one in hand_values.conflicts(db)}
    assert asked[1, "own:Regio"] == "Oost" and asked[2, "own:Status van de klant"] == "B"
    assert (2, "own:Regio") not in asked
    undo(db)
    assert own(db, 1) == "Zuid" and (1, "own:Regio") not in {
        (one.customer_id, one.field) for one in hand_values.conflicts(db)
    }
    redo(db)
    wanted = {one.id: hand_values.FILE for one in hand_values.conflicts(db) if one.field == "own:Regio"}
    hand_values.decide(db, wanted)
    assert own(db, 1) == "Oost"
    editing.clear_values(db, [(2, "own:Regio"), (2, "own:Status van de klant")])
    assert own(db, 2, "Status van de klant") == "B"
    assert before != db.read_bytes()
    hand_values.always_file(db, "own:Regio")
    editing.set_value(db, [1], "own:Regio", "Mars")
    bring(db, REGION, "regio3.csv")
    assert own(db, 1) == "Noord"


def test_the_same_file_again_leaves_own_columns_alone(db: Path) -> None:
    bring(db, REGION, "regio.csv")
    editing.set_value(db, [1], "own:Regio", "Zuid")
    report = bring(db, REGION, "regio.csv")
    assert (report.unchanged, report.updated) == (2, 0) and own(db, 1) == "Zuid"
