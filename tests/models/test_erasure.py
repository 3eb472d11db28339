"""Erasing one person: nothing readable is left, the others stay whole, and a backup is no way back."""

from pathlib import Path

from core.fields import CUSTOMERS, ORDERS
from models import changes, erasure, hand, safety
from models.changes import change
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import sheet

WHO = "test"
NAME, ADDRESS = "Zonneveldt", "zonneveldt@voorbeeld.nl"


def _filled(path: Path) -> None:
    rows = [
        {"klantnummer": "K1", "achternaam": NAME, "email": ADDRESS, "notities": "belt graag"},
        {"klantnummer": "K2", "achternaam": "Bakker", "email": "b@voorbeeld.nl", "aangebracht_door": "K1"},
        {"klantnummer": "K3", "achternaam": "Visser", "email": ADDRESS},
    ]
    orders = [
        {"klantnummer": number, "bestelnummer": f"B{number}", "datum": "2025-03-01", "bedrag": 10.0}
        for number in ("K1", "K2")
    ]
    with open_base(path, create=True) as base:
        with change(base, "import", kind="import"):
            write_sheet(base, sheet(CUSTOMERS, rows))
            write_sheet(base, sheet(ORDERS, orders))
        with change(base, "x", kind="edit"):
            hand.set_hand(base, [_id(base, "K1")], "plaats", "Zonnedorp", who=WHO)


def _id(base: Base, number: str) -> int:
    return int(base.sql("SELECT id FROM customers WHERE klantnummer = ?", (number,)).fetchone()[0])


def _contents(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*") if file.is_file())


def test_nothing_readable_is_left(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    _filled(path)
    assert NAME.encode() in _contents(path) and b"Zonnedorp" in _contents(path)
    with open_base(path, write=True) as base:
        assert erasure.erase(base, [_id(base, "K1")], label="gewist", who=WHO) == 1
        assert safety.check(base) == []
        assert base.sql("SELECT COUNT(*) FROM orders").fetchone()[0] == 1
        assert (
            base.sql("SELECT aangebracht_door FROM customers WHERE klantnummer = 'K2'").fetchone()[0] is None
        )
    for word in (NAME, "Zonnedorp", "BK1", "belt graag"):
        assert word.encode() not in _contents(path), word


def test_the_history_of_others_can_still_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    _filled(path)
    with open_base(path, write=True) as base:
        erasure.erase(base, [_id(base, "K1")], label="gewist", who=WHO)
        while changes.next_undo(base):
            changes.undo(base)
        assert base.sql("SELECT COUNT(*) FROM customers").fetchone()[0] == 0
        while changes.next_redo(base):
            changes.redo(base)
        assert {row[0] for row in base.sql("SELECT klantnummer FROM customers")} == {"K2", "K3"}
        assert safety.check(base) == []
        assert changes.history(base)[0].label


def test_a_backup_that_is_put_back_is_erased_again(tmp_path: Path) -> None:
    path, copy = tmp_path / "b.db", tmp_path / "copy.db"
    _filled(path)
    with open_base(path, write=True) as base:
        safety.backup(base, copy)
        erasure.erase(base, [_id(base, "K1")], label="gewist", who=WHO)
    safety.restore(copy, path)
    with open_base(path, write=True) as base:
        assert {row[0] for row in base.sql("SELECT klantnummer FROM customers")} == {"K2", "K3"}
        assert safety.check(base) == []
    assert NAME.encode() not in _contents(path)


def test_a_file_does_not_bring_the_person_back(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    _filled(path)
    with open_base(path, write=True) as base:
        erasure.erase(base, [_id(base, "K1"), _id(base, "K3")], label="gewist", who=WHO)
        people = [
            {"klantnummer": "K1", "achternaam": NAME},
            {"achternaam": NAME, "email": ADDRESS},
            {"klantnummer": "K9", "achternaam": "Nieuw"},
        ]
        orders = [
            {"klantnummer": "K3", "bestelnummer": "B9", "datum": "2025-03-01", "bedrag": 1.0},
            {"klantnummer": "K8", "bestelnummer": "B8", "datum": "2025-03-01", "bedrag": 1.0},
        ]
        with change(base, "import", kind="import"):
            people_report = write_sheet(base, sheet(CUSTOMERS, people))
            orders_report = write_sheet(base, sheet(ORDERS, orders))
        assert (people_report.created, people_report.rejected) == (1, 2)
        assert {issue.code for issue in people_report.issues if issue.row} == {"erased_customer"}
        assert (orders_report.created, orders_report.rejected) == (1, 1)
        assert {row[0] for row in base.sql("SELECT klantnummer FROM customers")} == {"K2", "K8", "K9"}


def test_a_shared_mailbox_keeps_the_other_one_welcome(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    _filled(path)
    with open_base(path, write=True) as base:
        erasure.erase(base, [_id(base, "K1")], label="gewist", who=WHO)
        erased = erasure.Erased(erasure.marks(base))
        assert (
            erased.person("k1 ", None)
            and not erased.person("K3", ADDRESS)
            and not erased.person(None, ADDRESS)
        )
