"""Every schema that was released comes to today's: a dump with rows and history is opened, whole, and an old
change can still be undone. The dumps are made by `tests.models.schema_fixtures`."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.errors import DatabaseError
from models import backups, changes, safety
from models.database import Base, applied, known, open_base
from models.journal import JOURNALLED, twin
from tests.models.schema_fixtures import DATA, dump, make

FIXTURES = sorted(DATA.glob("schema_*.sql"))
Rows = dict[str, dict[int, dict[str, Any]]]


@pytest.fixture(params=FIXTURES, ids=lambda file: file.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Rows]:
    """A base as that program left it, and every row of the user in it."""
    db = tmp_path / "oud.klantbeeld"
    with closing(sqlite3.connect(db)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return db, rows(connection.execute, [table for table in JOURNALLED if table in tables])


def rows(execute: Callable[..., Any], tables: list[str]) -> Rows:
    found: Rows = {}
    for table in tables:
        names = [row[1] for row in execute(f"PRAGMA table_info({table})").fetchall()]
        lines = execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
        found[table] = {line[0]: dict(zip(names, line, strict=True)) for line in lines}
    return found


def behind(db: Path) -> bool:
    with open_base(db, migrate=False) as base:
        return bool(known() - applied(base.db))


def test_there_is_one_of_every_schema() -> None:
    assert [file.stem for file in FIXTURES][:2] == ["schema_0001", "schema_0002"]
    # 0003 to 0006 were never released apart; 0004 has rows in the tables that 0006 makes anew
    assert FIXTURES[-1].stem >= "schema_0006"


def test_it_comes_to_today_with_everything_in_it(old: tuple[Path, Rows]) -> None:
    db, before = old
    was_behind = behind(db)
    with open_base(db, write=True) as base:
        assert not known() - applied(base.db)
        assert safety.check(base) == []
        after = rows(base.sql, list(before))
        for table, lines in before.items():
            assert after[table].keys() == lines.keys()
            for number, line in lines.items():
                kept = {name: after[table][number][name] for name in line}
                assert {n: (type(v), v) for n, v in kept.items()} == {
                    n: (type(v), v) for n, v in line.items()
                }, table
        assert base.sql("SELECT COUNT(*) FROM customers").fetchone()[0] == 6
    assert bool(backups.listed(db)) == was_behind
    for copy in backups.listed(db):
        assert "migration" in copy.name
        with open_base(copy, migrate=False) as base:
            assert rows(base.sql, list(before)) == before


def test_its_changes_can_be_undone(old: tuple[Path, Rows]) -> None:
    db, _before = old
    with open_base(db, write=True) as base:
        value = base.sql("SELECT omzet FROM customers WHERE id = 3").fetchone()[0]
        assert value.hex() == (0.1 + 0.2).hex()
        # weeks later, on its own: a hand value that nothing touched since
        town = next(row for row in changes.history(base) if re.match("Town of|Plaats van", row.label))
        result = changes.undo(base, town.id)
        moved = base.sql("SELECT plaats FROM customers WHERE id = 2").fetchone()[0]
        assert (result.reversed > 0) == (moved == "Zwolle")
        undone = undo_all(base)
        assert undone >= 5
        assert safety.check(base) == []
        left = base.sql("SELECT COUNT(*) FROM customers").fetchone()[0]
        assert left == 0, "every import was taken back"
        assert base.sql(f"SELECT COUNT(*) FROM {twin('customers')}").fetchone()[0] > 0
        while changes.next_redo(base):
            changes.redo(base)
        assert base.sql("SELECT COUNT(*) FROM customers").fetchone()[0] == 6
        assert safety.check(base) == []


def undo_all(base: Base) -> int:
    undone = 0
    while changes.next_undo(base):
        changes.undo(base)
        undone += 1
    return undone


def test_the_fixtures_can_be_made(tmp_path: Path) -> None:
    text = dump(make(tmp_path))
    assert text.count("CREATE TABLE") > 20
    assert str(tmp_path) not in text
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(text)


def test_a_base_of_tomorrow_is_refused(old: tuple[Path, Rows]) -> None:
    db, _before = old
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("INSERT INTO schema_migration(name, applied) VALUES ('9999_morgen', 'nu')")
    with pytest.raises(DatabaseError, match="nieuwere versie"):
        open_base(db)
