"""Changes: whole or not at all, exact, in three buckets, and through a kill."""

import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError

from core.errors import Cancelled, DatabaseError
from models import bulk, changes, safety
from models.changes import change
from models.database import Base, open_base

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with open_base(tmp_path / "b.db", create=True) as opened:
        yield opened


def run(base: Base, *statements: str | tuple[str, tuple[Any, ...]], label: str = "stap") -> int:
    with change(base, label, kind="edit", who="ik") as number:
        for statement in statements:
            base.sql(*((statement,) if isinstance(statement, str) else statement))
    return number


def dump(base: Base, *, but: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Every journalled row, floats by their bits."""
    from models.journal import JOURNALLED

    return {
        table: [
            tuple((type(v).__name__, v.hex() if isinstance(v, float) else v) for v in row)
            for row in base.sql(f"SELECT * FROM {table} ORDER BY id").fetchall()
        ]
        for table in JOURNALLED
        if table not in but
    }


def customer(base: Base, number: str = "K1") -> int:
    run(base, ("INSERT INTO customers(klantnummer) VALUES (?)", (number,)))
    return int(base.sql("SELECT MAX(id) FROM customers").fetchone()[0])


def test_whole_or_not_at_all(base: Base) -> None:
    before = dump(base)
    for error in (ValueError, Cancelled, KeyboardInterrupt):
        with pytest.raises(error), change(base, "x", kind="import"):
            base.sql("INSERT INTO customers(klantnummer) VALUES ('1')")
            raise error
    with change(base, "droog", kind="import", keep=False):
        base.sql("INSERT INTO customers(klantnummer) VALUES ('1')")
        assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (1,)
    assert dump(base) == before
    assert changes.history(base) == []
    assert base.open_change is None
    assert safety.check(base) == []


def test_nested_and_empty(base: Base) -> None:
    with pytest.raises(RuntimeError), change(base, "x", kind="edit"), change(base, "y", kind="edit"):
        pass
    run(base, "DELETE FROM customers")
    assert changes.history(base) == []
    with pytest.raises(DatabaseError):
        changes.undo(base)
    with pytest.raises(DatabaseError):
        changes.redo(base)
    with pytest.raises(DatabaseError):
        changes.undo(base, 99)


VALUES: list[Any] = [
    None,
    0.1 + 0.2,
    1e-320,
    math.inf,
    -1.5e308,
    2**62,
    "10.20",
    "007",
    "",
    "é€\U0001f600",
    "a\0b",
    "'; DROP TABLE customers; --",
    "\r\n\t",
    b"\x00\xff",
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_exact(base: Base, value: Any) -> None:
    row = customer(base)
    run(
        base,
        ("UPDATE customers SET notities = ?, omzet = ? WHERE id = ?", (value, value, row)),
        (
            "INSERT INTO hand_values(customer_id, field, value, file_value, who, at) "
            "VALUES (?, 'x', ?, ?, 'i', 'n')",
            (row, value, value),
        ),
    )
    before = dump(base)
    run(
        base,
        "UPDATE customers SET notities = 'z', omzet = 1",
        "UPDATE hand_values SET value = 5, file_value = 6",
    )
    run(base, "DELETE FROM hand_values", "DELETE FROM customers")
    changes.undo(base)
    changes.undo(base)
    assert dump(base) == before
    changes.redo(base)
    changes.redo(base)
    assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (0,)
    changes.undo(base)
    changes.undo(base)
    assert dump(base) == before


def test_a_type_that_changes_is_a_change(base: Base) -> None:
    row = customer(base)
    run(
        base,
        ("INSERT INTO hand_values(customer_id, field, value, who, at) VALUES (?, 'x', 1, 'i', 'n')", (row,)),
    )
    run(base, "UPDATE hand_values SET value = 1.0")
    changes.undo(base)
    assert base.sql("SELECT typeof(value) FROM hand_values").fetchone() == ("integer",)


def test_history_says_what_was_done(base: Base) -> None:
    customer(base)
    number = run(base, "UPDATE customers SET plaats = 'Ede'", label="Plaats van 1 klant")
    changes.undo(base, who="zij")
    newest, edit, _first = changes.history(base)
    assert (newest.kind, newest.undoes, newest.who, newest.label) == (
        "undo",
        number,
        "zij",
        "Plaats van 1 klant",
    )
    assert (edit.id, edit.rows, edit.undone, edit.who) == (number, 1, True, "ik")
    assert changes.next_undo(base) is not None
    redo = changes.next_redo(base)
    assert redo is not None and redo.id == number
    changes.redo(base)
    assert [row.undone for row in changes.history(base)] == [False] * 4
    assert [row.id for row in changes.history(base, 2, before=3)] == [2, 1]


def test_a_new_change_ends_redo_but_not_by_number(base: Base) -> None:
    customer(base)
    number = run(base, "UPDATE customers SET plaats = 'Ede'")
    changes.undo(base)
    run(base, "UPDATE customers SET straat = 'Dorpsweg'")
    with pytest.raises(DatabaseError):
        changes.redo(base)
    result = changes.redo(base, number)
    assert (result.reversed, result.kept) == (0, 1)
    assert result.details[0].why == "touched"
    run(base, "UPDATE customers SET straat = NULL")
    changes.undo(base)
    changes.undo(base)
    assert changes.redo(base, number).reversed == 1
    assert base.sql("SELECT plaats, straat FROM customers").fetchone() == ("Ede", None)


def test_an_older_import_in_three_buckets(base: Base) -> None:
    with change(base, "Import", kind="import") as number:
        base.sql(
            "INSERT INTO imports(file, sheet, kind, at, counts, report) VALUES ('a', 'b', 'c', 'd', '', '')"
        )
        bulk.insert(
            base.connection, "customers", ["klantnummer", "import_id"], ((f"K{i}", 1) for i in range(5))
        )
    run(base, "UPDATE customers SET plaats = 'Ede' WHERE id = 2")
    run(base, "INSERT INTO orders(customer_id, datum, bedrag) VALUES (3, '2024-01-01', 5)")
    run(base, "DELETE FROM customers WHERE id = 4")
    before = dump(base)
    preview = changes.preview(base, number)
    assert dump(base) == before
    result = changes.undo(base, number)
    assert result == preview
    assert (result.reversed, result.kept, result.impossible) == (2, 2, 1)
    assert {(d.row_id, d.bucket, d.why, d.since) for d in result.details} == {
        (2, "kept", "touched", 2),
        (3, "impossible", "referenced", None),
        (4, "kept", "touched", 4),
    }
    assert base.sql("SELECT id FROM customers").fetchall() == [(2,), (3,)]
    assert base.sql("SELECT COUNT(*) FROM imports").fetchone() == (1,), "rows of it are still there"
    assert safety.check(base) == []
    changes.redo(base)
    assert dump(base) == before


def test_preview_while_reading(base: Base) -> None:
    number = run(base, "INSERT INTO customers(klantnummer) VALUES ('1')")
    assert base.path is not None
    with open_base(base.path) as reader:
        assert changes.preview(reader, number).reversed == 1
        with pytest.raises(RuntimeError):
            changes.undo(reader)
        assert reader.db.pragma("query_only") == 1


def test_not_possible(base: Base) -> None:
    """What a row hangs on is gone, or its name is taken by another."""
    row = customer(base)
    run(base, ("INSERT INTO orders(customer_id, datum, bedrag) VALUES (?, '2024-01-01', 5)", (row,)))
    gone = run(base, "DELETE FROM orders")
    run(base, "DELETE FROM customers")
    result = changes.undo(base, gone)
    assert (result.reversed, result.impossible, result.details[0].why) == (0, 1, "parent_gone")
    assert not changes.history(base)[1].undone, "nothing was taken back"
    run(base, "INSERT INTO settings(name, value) VALUES ('horizon', '36')")
    taken = run(base, "DELETE FROM settings")
    run(base, "INSERT INTO settings(id, name, value) VALUES (77, 'horizon', '24')")
    assert changes.undo(base, taken).details[0].why == "taken"
    assert safety.check(base) == []


def test_a_customer_and_its_hand_value_stay_together(base: Base) -> None:
    from models import hand

    row = customer(base)
    with change(base, "hand", kind="edit") as number:
        hand.set_hand(base, [row], "plaats", "Ede", who="ik")
    run(base, "UPDATE customers SET straat = 'Dorpsweg'")
    result = changes.undo(base, number)
    assert (result.reversed, result.kept) == (0, 2)
    assert {d.why for d in result.details} == {"touched", "together"}


def test_undo_of_an_undo_is_a_redo(base: Base) -> None:
    number = run(base, "INSERT INTO customers(klantnummer) VALUES ('1')")
    changes.undo(base)
    undo = changes.history(base)[0].id
    assert changes.undo(base, undo).reversed == 1
    assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (1,)
    with pytest.raises(DatabaseError):
        changes.redo(base, number)
    redo = changes.history(base)[0].id
    assert changes.undo(base, redo).change_id == number
    with pytest.raises(DatabaseError):
        changes.undo(base, number)


def test_replace_cannot_slip_past(base: Base) -> None:
    run(base, "INSERT INTO settings(name, value) VALUES ('a', '1')")
    before = dump(base)
    run(base, "INSERT OR REPLACE INTO settings(name, value) VALUES ('a', '2')")
    run(
        base,
        "INSERT INTO settings(name, value) VALUES ('a', '3') ON CONFLICT(name) DO UPDATE SET value = '3'",
    )
    run(base, "UPDATE OR REPLACE settings SET value = '4'")
    changes.undo(base)
    changes.undo(base)
    changes.undo(base)
    assert dump(base) == before


def test_ids_of_customers_are_never_used_twice(base: Base) -> None:
    first = customer(base)
    changes.undo(base)
    assert customer(base) > first


def test_profiles_go_with_their_customer(base: Base) -> None:
    row = customer(base)
    base.sql("INSERT INTO profiles(customer_id) VALUES (?)", (row,))
    changes.undo(base)
    assert base.sql("SELECT COUNT(*) FROM profiles").fetchone() == (0,)


def test_a_merge_is_a_link_and_can_be_split(base: Base) -> None:
    one, two = customer(base, "K1"), customer(base, "K2")
    before = dump(base)
    number = run(base, ("UPDATE customers SET merged_into = ? WHERE id = ?", (one, two)))
    assert changes.undo(base, 1).details[0].why == "referenced"
    changes.undo(base, number)
    assert dump(base) == before
    with pytest.raises(IntegrityError):
        run(base, ("UPDATE customers SET merged_into = 99 WHERE id = ?", (two,)))


def test_a_large_import_and_its_undo_are_fast(tmp_path: Path) -> None:
    """20,000 rows; measured .3 s, the target for 50,000 is 10 s."""
    with open_base(tmp_path / "b.db", create=True) as base:
        empty = dump(base)
        with change(base, "Import", kind="import"):
            names = ["klantnummer", "email", "achternaam", "postcode", "plaats"]
            rows = ((f"K{i}", f"k{i}@x.nl", f"N{i}", "1234AB", "Ede") for i in range(20_000))
            bulk.insert(base.connection, "customers", names, rows)
        start = time.perf_counter()
        assert changes.undo(base).reversed == 20_000
        assert time.perf_counter() - start < 5
        assert dump(base) == empty
        assert base.sql("SELECT COUNT(*) FROM inserted").fetchone() == (1,), "one range, not a line a row"


def test_bulk_writes_what_one_by_one_would(base: Base) -> None:
    for count in (0, 1, 49, 50, 51, 120):
        with change(base, "x", kind="import"):
            base.sql("DELETE FROM customers")
            bulk.insert(
                base.connection,
                "customers",
                ["klantnummer", "omzet"],
                ((str(i), i / 3) for i in range(count)),
            )
            ids = [row[0] for row in base.sql("SELECT id FROM customers ORDER BY id").fetchall()]
            bulk.update(base.connection, "customers", ["omzet", "plaats"], ((i, i / 7, None) for i in ids))
            bulk.delete(base.connection, "customers", ids[: count // 2])
        found = base.sql("SELECT id, klantnummer, omzet FROM customers ORDER BY id").fetchall()
        assert found == [(i, str(n), i / 7) for n, i in enumerate(ids)][count // 2 :]


WRITER = """
import sys, time
from models import bulk, changes
from models.database import open_base
base = open_base(sys.argv[1], write=True)
print("ready", flush=True)
for turn in range(10**9):
    if turn % 3 == 2:
        changes.undo(base)
        continue
    with changes.change(base, "turn", kind="import"):
        bulk.insert(base.connection, "customers", ["klantnummer"], ((f"{turn}-{i}",) for i in range(3000)))
        bulk.update(base.connection, "customers", ["plaats"], ((i, f"t{turn}") for i in range(1, 1001)))
"""


@pytest.mark.parametrize("wait", [0.02, 0.11, 0.23, 0.37])
def test_killed_in_the_middle(tmp_path: Path, wait: float) -> None:
    path = tmp_path / "b.db"
    with open_base(path, create=True) as base:
        run(base, "INSERT INTO customers(klantnummer) VALUES ('eerste')")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(wait)
    writer.kill()
    writer.wait()
    writer.stdout.close()
    with open_base(path, write=True) as base:
        assert safety.check(base) == []
        whole = base.sql(
            "SELECT COUNT(*) FROM customers "
            "GROUP BY substr(klantnummer, 1, instr(klantnummer || '-', '-') - 1)"
        ).fetchall()
        assert {row[0] for row in whole} <= {1, 3000}
        places = base.sql("SELECT COUNT(*), COUNT(DISTINCT plaats) FROM customers WHERE plaats IS NOT NULL")
        assert places.fetchone() in ((0, 0), (1000, 1))
        while changes.next_undo(base):
            assert changes.undo(base).kept == 0
        assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (0,)
        assert safety.check(base) == []
