"""Backups: whole, thinned, restored; and what a check finds."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.errors import DatabaseError
from models import backups, changes, safety
from models.changes import change
from models.connection import driver
from models.database import Base, open_base


def add(base: Base, number: str) -> None:
    with change(base, "toevoegen", kind="edit"):
        base.sql("INSERT INTO customers(klantnummer) VALUES (?)", (number,))


def numbers(path: Path, passphrase: str | None = None) -> list[str]:
    with open_base(path, passphrase=passphrase) as base:
        return [row[0] for row in base.sql("SELECT klantnummer FROM customers ORDER BY id").fetchall()]


@pytest.mark.parametrize("passphrase", [None, "gehe'im"])
def test_there_and_back(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "b.db"
    with open_base(path, passphrase=passphrase, create=True) as base:
        assert safety.backup_before(base, "import") is None, "nothing to keep yet"
        add(base, "K1")
        copy = safety.backup(base, tmp_path / "kopie.db")
        add(base, "K2")
        folder = tmp_path / "stick"
        folder.mkdir()
        assert numbers(safety.backup(base, folder), passphrase) == ["K1", "K2"]
    assert not list(tmp_path.glob("kopie.db-*"))
    safety.restore(copy, path, passphrase)
    assert numbers(path, passphrase) == ["K1"]
    aside = backups.listed(path)
    assert [numbers(file, passphrase) for file in aside] == [["K1", "K2"]]
    safety.restore(aside[0], path, passphrase)
    with open_base(path, passphrase=passphrase, write=True) as base:
        assert safety.check(base) == []
        assert changes.undo(base).reversed == 1, "the history came back with it"
    safety.restore(copy, tmp_path / "nieuw.db", passphrase)
    assert numbers(tmp_path / "nieuw.db", passphrase) == ["K1"]


def test_a_restore_that_cannot_be_leaves_the_base(tmp_path: Path) -> None:
    path, wrong = tmp_path / "b.db", tmp_path / "foto.db"
    with open_base(path, create=True) as base:
        add(base, "K1")
        with pytest.raises(DatabaseError):
            safety.backup(base, path)
        with pytest.raises(DatabaseError):
            safety.backup(base, tmp_path / "weg" / "b.db")
    before = path.read_bytes()
    wrong.write_bytes(b"\x89PNG" + bytes(9000))
    for file in (wrong, path, tmp_path / "bestaat_niet.db", tmp_path):
        with pytest.raises(DatabaseError):
            safety.restore(file, path)
    torn = tmp_path / "kapot.db"
    content = bytearray(before)
    content[9 * 4096 : 12 * 4096] = b"\xff" * (3 * 4096)
    torn.write_bytes(bytes(content))
    with pytest.raises(DatabaseError):
        safety.restore(torn, path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.restoring"))


def test_over_a_base_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with open_base(path, create=True) as base:
        add(base, "K1")
        copy = safety.backup(base, tmp_path / "kopie.db")
    path.write_bytes(b"kapot" * 2000)
    safety.restore(copy, path)
    assert numbers(path) == ["K1"]
    (kept,) = (tmp_path / "b-backups").iterdir()
    assert kept.read_bytes() == b"kapot" * 2000


def test_thinning(tmp_path: Path) -> None:
    start = datetime(2026, 11, 22, 12)
    moments = [start - timedelta(hours=3 * n) for n in range(24)] + [
        start - timedelta(days=n) for n in range(4, 400)
    ]
    files = [tmp_path / f"b {moment:%Y-%m-%d %H%M%S} import.db" for moment in moments]
    gone = set(backups.thinned(files))
    kept = [moment for moment, file in zip(moments, files, strict=True) if file not in gone]
    assert kept[:10] == moments[:10]
    recent = {moment.date() for moment in moments if moment > start - timedelta(days=31)}
    assert {moment.date() for moment in kept} >= recent
    assert {(m.year, m.month) for m in kept} == {(m.year, m.month) for m in moments}
    assert len(kept) < 60


def test_the_folder_is_thinned_and_other_files_are_left(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with open_base(path, create=True) as base:
        add(base, "K1")
        folder = backups.folder_of(path)
        folder.mkdir()
        (folder / "vakantie.jpg").write_bytes(b"x")
        for _ in range(13):
            assert safety.backup_before(base, "bulk edit") is not None
    assert len(backups.listed(path)) == 10
    assert (folder / "vakantie.jpg").exists()


def test_check_finds_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    with open_base(path, create=True) as base:
        add(base, "K1")
        assert safety.check(base) == []
    connection = driver.connect(str(path))
    connection.execute("DROP TRIGGER customers_journal_insert")
    connection.execute("INSERT INTO active_change VALUES ('customers', 1, 1)")
    connection.execute("INSERT INTO profiles(customer_id) VALUES (77)")
    connection.commit()
    connection.close()
    with open_base(path) as base:
        assert len(safety.check(base)) == 3
    with pytest.raises(RuntimeError), open_base(path, write=True) as base, change(base, "x", kind="edit"):
        safety.backup_before(base, "import")
