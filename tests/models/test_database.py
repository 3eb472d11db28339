"""Opening a base: every wrong file gives one sentence and is left as it was; migrations; who may write."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError, OperationalError

from core.errors import DatabaseError
from models import backups, changes, database, journal, safety
from models.changes import change
from models.connection import driver
from models.database import Base, open_base
from models.locking import WriteLock, holder, lock_path, note_path

ROOT = Path(__file__).resolve().parents[2]


def add(base: Base, number: str = "K1") -> None:
    with change(base, "toevoegen", kind="edit"):
        base.sql("INSERT INTO customers(klantnummer) VALUES (?)", (number,))


def made(path: Path, passphrase: str | None = None) -> Path:
    with open_base(path, passphrase=passphrase, create=True) as base:
        add(base)
    return path


def names(path: Path, passphrase: str | None = None) -> list[str]:
    with open_base(path, passphrase=passphrase) as base:
        return [row[0] for row in base.sql("SELECT klantnummer FROM customers ORDER BY id").fetchall()]


def refusal(path: Path, **how: Any) -> str:
    with pytest.raises(DatabaseError) as caught:
        open_base(path, **how)
    return str(caught.value)


def test_a_base_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "klanten.db"
    assert str(path) in refusal(path)
    assert str(path) in refusal(path, write=True)
    assert list(tmp_path.iterdir()) == []
    assert names(made(path)) == ["K1"]
    assert str(tmp_path / "weg") in refusal(tmp_path / "weg" / "klanten.db", create=True)
    assert not (tmp_path / "weg").exists()


def test_pragmas(tmp_path: Path) -> None:
    with open_base(tmp_path / "b.db", create=True) as base:
        found = {
            name: base.db.pragma(name)
            for name in (
                "journal_mode",
                "foreign_keys",
                "synchronous",
                "recursive_triggers",
                "application_id",
            )
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "recursive_triggers": 1,
        "application_id": database.APPLICATION_ID,
    }


def test_reading_cannot_write(tmp_path: Path) -> None:
    path = made(tmp_path / "b.db")
    with open_base(path) as base:
        assert not base.writable
        with pytest.raises(OperationalError):
            base.sql("INSERT INTO profile_runs VALUES (1, '', '', 1, '', '', '')")
        with pytest.raises(RuntimeError), change(base, "x", kind="edit"):
            pass


@pytest.mark.parametrize(
    "content", [b"klantnummer;naam\n1;Jan\n" * 50, b"\x89PNG\r\n\x1a\n" + bytes(5000), b"x"]
)
def test_no_database_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.db"
    path.write_bytes(content)
    for how in (
        {},
        {"write": True},
        {"create": True},
        {"passphrase": "geheim"},
        {"passphrase": "a", "write": True},
    ):
        assert "b.db" in refusal(path, **how)
    assert path.read_bytes() == content


def test_folder_and_other_program(tmp_path: Path) -> None:
    assert str(tmp_path) in refusal(tmp_path, create=True)
    path = tmp_path / "places.sqlite"
    other = driver.connect(str(path))
    other.execute("CREATE TABLE moz_places(id INTEGER)")
    other.commit()
    other.close()
    before = path.read_bytes()
    assert "ander programma" in refusal(path, create=True)
    assert path.read_bytes() == before


def test_damage(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = made(tmp_path / "b.db", "geheim")
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(bytes(content))
    sentence = refusal(path, passphrase="geheim", write=True)
    assert "b-backups" in sentence
    plain = made(tmp_path / "p.db")
    content = bytearray(plain.read_bytes())
    content[16:3000] = b"\xff" * 2984
    plain.write_bytes(bytes(content))
    assert "p-backups" in refusal(plain)
    assert capfd.readouterr() == ("", "")


def test_passphrase(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    secret = "niet 'raden' \"é€ %s"
    path = made(tmp_path / "geheim.db", secret)
    assert names(path, secret) == ["K1"]
    assert b"klantnummer" not in path.read_bytes() and b"SQLite format" not in path.read_bytes()
    assert "wachtwoord" in refusal(path)
    assert "wachtwoord" in refusal(path, passphrase="fout")
    assert "geheim-backups" in refusal(path, passphrase="fout", write=True)
    plain = made(tmp_path / "open.db")
    assert "geen wachtwoord" in refusal(plain, passphrase="te veel")
    assert capfd.readouterr() == ("", "")
    with open_base(path, passphrase=secret, write=True) as base:
        copy = safety.backup(base, tmp_path / "kopie.db")
        aside = safety.backup_before(base, "import")
    assert aside is not None
    assert names(copy, secret) == names(aside, secret) == ["K1"]
    assert "wachtwoord" in refusal(copy)


def test_a_newer_base_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "b.db")
    connection = driver.connect(str(path))
    connection.execute("INSERT INTO schema_migration(name, applied) VALUES ('9999_later', '2030-01-01')")
    connection.commit()
    connection.close()
    for how in ({}, {"write": True}):
        assert "nieuwere versie" in refusal(path, **how)


def test_migration_with_backup_and_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later schema: data moved without a change, twins follow, old rows get the new default."""
    path = made(tmp_path / "b.db")
    with open_base(path, write=True) as base, change(base, "wissen", kind="edit"):
        base.sql("DELETE FROM customers")
    with open_base(path, write=True) as base:
        changes.undo(base)
        with change(base, "notitie", kind="edit"):
            base.sql("UPDATE customers SET notities = 'oud'")
        with change(base, "wissen", kind="edit"):
            base.sql("DELETE FROM customers")
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in database.MIGRATIONS.glob("0*.py"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "0099_more.py").write_text(
        "from models import journal\n"
        "def up(migrator, db):\n"
        '    db.execute_sql("ALTER TABLE customers ADD COLUMN rang INTEGER NOT NULL DEFAULT 7")\n'
        "    db.execute_sql(\"INSERT INTO settings(name, value) VALUES ('x', '1')\")\n"
        "    migrator.migrate(migrator.rename_column('settings', 'value', 'content'),\n"
        "                     migrator.rename_column('settings', 'content', 'value'))\n"
        "    journal.rename_column(db, 'customers', 'notities', 'notes')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    with open_base(path) as base:  # reading is enough to be brought up to date
        assert "rang" in journal.columns(base.db, "customers")
        assert journal.missing(base.db) == []
    assert len(backups.listed(path)) == 1
    with open_base(path, write=True) as base:
        assert changes.undo(base).reversed == 1
        found = base.sql("SELECT klantnummer, rang, notes FROM customers").fetchall()
        assert found == [("K1", 7, "oud")]
        assert safety.check(base) == []


def test_a_failing_migration_leaves_the_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "b.db")
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in database.MIGRATIONS.glob("0*.py"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "0099_wrong.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('CREATE TABLE half(a)')\n    raise ValueError('broken')\n",
        encoding="utf-8",
    )
    with monkeypatch.context() as patch:
        patch.setattr(database, "MIGRATIONS", folder)
        with pytest.raises(ValueError, match="broken"):
            open_base(path, write=True)
    with open_base(path, write=True) as base:
        assert not base.db.table_exists("half")
        assert safety.check(base) == []
        add(base, "K2")
    assert names(path) == ["K1", "K2"]


@pytest.mark.parametrize("table", journal.JOURNALLED)
def test_every_table_is_guarded(table: str) -> None:
    with open_base(":memory:", memory=True) as base:
        found = {
            row[0]
            for row in base.sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            )
        }
        assert found >= set(journal.trigger_names(table))
        with change(base, "x", kind="edit"):
            base.sql("PRAGMA defer_foreign_keys = 1")
            columns = base.sql(f"PRAGMA table_info({table})").fetchall()
            needed = [
                row[1] for row in columns if row[3] and row[4] is None and row[1] not in ("id", "customer_id")
            ]
            parent = ", customer_id" if "customer_id" in [row[1] for row in columns] else ""
            base.sql("INSERT INTO customers(id, klantnummer) VALUES (1, '1')")
            base.sql("INSERT INTO households(id) VALUES (1)")
            base.sql(
                f"INSERT INTO {table}(id{parent}{''.join(', ' + name for name in needed)}) "
                f"VALUES (9{', 1' if parent else ''}{', 1' * len(needed)})"
            )
        column = next(row[1] for row in columns if row[1] not in ("id", "customer_id"))
        for write in (
            f"UPDATE {table} SET {column} = 'anders'",
            f"DELETE FROM {table}",
            f"INSERT INTO {table}({column}) SELECT {column} FROM {table}",
        ):
            with pytest.raises(IntegrityError):
                base.sql(write)
        with change(base, "y", kind="edit"), pytest.raises(IntegrityError, match="for ever"):
            base.sql(f"UPDATE {table} SET id = 10")


def test_missing_triggers_are_found_and_put_back(tmp_path: Path) -> None:
    path = made(tmp_path / "b.db")
    with open_base(path, write=True) as base:
        base.sql("DROP TRIGGER orders_journal_update")
        assert len(safety.check(base)) == 1
    with open_base(path, write=True) as base:
        assert safety.check(base) == []


HOLD = """
import sys
from models.database import open_base
with open_base(sys.argv[1], write=True):
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_one_writer(tmp_path: Path) -> None:
    path = made(tmp_path / "b.db")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"ready"
        found = holder(path)
        assert found is not None and found.pid == other.pid
        assert str(other.pid) in refusal(path, write=True)
        assert names(path) == ["K1"]
        other.kill()  # the lock dies with its process, the note does not
        other.wait()
    assert note_path(path).exists()
    with open_base(path, write=True) as base:
        add(base, "K2")
    assert not note_path(path).exists()


def test_one_process_shares_the_lock(tmp_path: Path) -> None:
    path = made(tmp_path / "b.db")
    window = WriteLock(path)
    with open_base(path, write=True) as base:
        add(base, "K2")
    assert holder(path) is not None
    window.release()
    assert holder(path) is None
    assert lock_path(path).parent == tmp_path


def test_opening_is_quick_to_import() -> None:
    """Commands start within .4 s: the database brings none of the heavy libraries."""
    code = (
        "import sys; import models.changes, models.hand, models.safety; "
        "print([m for m in ('pandas', 'scipy', 'numpy', 'openpyxl', 'PySide6') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_full_disk_and_damage_further_on(tmp_path: Path) -> None:
    """What goes wrong while the base is open is one sentence too, and a change is whole or not at all."""
    path = made(tmp_path / "b.db")
    with pytest.raises(DatabaseError, match="vol"), open_base(path, write=True) as base:
        base.sql(f"PRAGMA max_page_count = {base.db.pragma('page_count') + 20}")
        with change(base, "veel", kind="import"):
            for _ in range(2000):
                base.sql("INSERT INTO customers(notities) VALUES (?)", ("x" * 500,))
    assert names(path) == ["K1"]
    with open_base(path, write=True) as base:
        assert safety.check(base) == []
        page = base.sql("SELECT rootpage FROM sqlite_master WHERE name = 'customers'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(bytes(content))
    with pytest.raises(DatabaseError, match="b-backups"):
        names(path)
    with open_base(path) as base:
        assert safety.check(base) != []


@pytest.mark.skipif(
    sys.platform == "win32", reason="locks that closing another handle takes away are POSIX's"
)
@pytest.mark.parametrize("secret", [None, "geheim"])
def test_opening_again_keeps_the_lock_on_the_file(tmp_path: Path, secret: str | None) -> None:
    """Else another program, reading, takes itself for the last user and clears the -wal from under us."""
    path = made(tmp_path / "b.db", secret)
    take_it = (
        "import fcntl, sys; f = open(sys.argv[1], 'r+b')\n"
        # SQLite's shared range of a database file
        "fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)"
    )
    with open_base(path, passphrase=secret) as base:
        base.sql("SELECT COUNT(*) FROM customers").fetchall()
        for write in (False, True):
            with open_base(path, passphrase=secret, write=write):
                taken = subprocess.run(
                    [sys.executable, "-c", take_it, str(path)], capture_output=True, check=False
                )
                assert b"BlockingIOError" in taken.stderr


def test_a_change_that_is_not_kept_leaves_every_byte(tmp_path: Path) -> None:
    path = made(tmp_path / "b.db")
    before = path.read_bytes()
    with open_base(path, write=True) as base, change(base, "", kind="import", keep=False):
        base.sql("UPDATE customers SET plaats = 'Ede'")
    assert path.read_bytes() == before


def test_a_refused_passphrase_leaves_what_was_not_yet_written_back(tmp_path: Path) -> None:
    path = made(tmp_path / "b.db", "geheim")
    left = tmp_path / "left.db"
    with open_base(path, passphrase="geheim", write=True) as base:
        with change(base, "x", kind="edit"):
            base.sql("UPDATE customers SET plaats = 'Ede'")
        for tail in ("", "-wal"):  # as a power cut leaves it
            shutil.copy(f"{path}{tail}", f"{left}{tail}")
    for wrong in (None, "fout"):
        assert "wachtwoord" in refusal(left, passphrase=wrong)
    with open_base(left, passphrase="geheim") as base:
        assert base.sql("SELECT DISTINCT plaats FROM customers").fetchall() == [("Ede",)]
