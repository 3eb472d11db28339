"""Opening a base: one file, encrypted when there is a passphrase, brought to today's schema, and kept safe.

`open_base` is the only way in. Everything that can be wrong with a file in a user's world (missing, in use,
another program's, newer than this program, wrong passphrase, damaged) is one DatabaseError with one sentence.
"""

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from peewee import DatabaseError as PeeweeDatabaseError

from core.errors import DatabaseError
from core.text import _
from models import backups, journal
from models.connection import allow_writing, connect, driver
from models.locking import WriteLock

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"
HISTORY: Final = "schema_migration"
#: "KLBD": tells our files from other programs' SQLite files
APPLICATION_ID: Final = 0x4B4C4244
#: SQLite takes anything smaller for an empty file, and would write over it
_SMALLEST: Final = 512
#: SQLite's words for a wrong key, and for a file that is none of its own
_UNREADABLE: Final = "not a database"
_DAMAGE: Final = ("malformed", _UNREADABLE, "disk I/O error", "unsupported file format")
_PLAIN: Final = b"SQLite format 3\x00"


class Base:
    """An open base. `db` is peewee's database; close it, or use it as a context manager.

    `writable` tells whether changes can be made; `open_change` is the id of the change under way, if any.
    """

    def __init__(
        self, db: Any, path: Path | None, passphrase: str | None, lock: WriteLock | None, writable: bool
    ) -> None:
        self.db = db  # peewee's SqlCipherDatabase, which has no types
        self.path = path
        self.passphrase = passphrase
        self.writable = writable
        self.open_change: int | None = None
        self._lock = lock

    @property
    def connection(self) -> Any:
        """The driver's own connection: `executemany` on it is the fast way to write (never `insert_many`)."""
        return self.db.connection()

    def sql(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        """Execute one statement; gives the cursor."""
        return self.db.execute_sql(statement, parameters)

    def close(self) -> None:
        """Close the file and give the lock back; closing twice is harmless."""
        try:
            if not self.db.is_closed():
                self.db.close()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> "Base":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, Exception):
            known_error = plain(self.path, self.passphrase, error)
            if known_error is not None:
                raise known_error from error


def open_base(
    path: Path | str,
    *,
    passphrase: str | None = None,
    create: bool = False,
    write: bool = False,
    memory: bool = False,
    migrate: bool = True,
) -> Base:
    """Open the base at `path` (with `memory`: one that lives nowhere else, for trying and testing).

    `write` takes the lock; `create` makes a missing file (and means `write`). A base with an older schema is
    brought to today's after a backup, also when it was opened for reading (unless `migrate` is False).
    Raises DatabaseError.
    """
    if memory:
        return _open_memory()
    path = Path(path)
    write = write or create
    fresh = _look(path, create)
    lock = WriteLock(path) if write else None
    try:
        return _open_file(path, passphrase, lock, fresh, write, migrate)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _open_memory() -> Base:
    db = connect(":memory:", None)
    _migrate(db)
    journal.install(db)
    return Base(db, None, None, None, True)


def _open_file(
    path: Path, passphrase: str | None, lock: WriteLock | None, fresh: bool, write: bool, migrate: bool
) -> Base:
    db = _checked(path, passphrase, write)
    try:
        behind = bool(known() - applied(db))
        if write:
            _bring_up_to_date(db, path, passphrase, behind, fresh)
    except BaseException:
        db.close()
        raise
    if behind and migrate and not write:
        db.close()
        open_base(path, passphrase=passphrase, write=True).close()
        db = _checked(path, passphrase, write)
    return Base(db, path, passphrase, lock, write)


def _missing(path: Path) -> str:
    return _("There is no database at {path}; import something first.").format(path=path)


def _look(path: Path, create: bool) -> bool:
    """Is the file still to be made? Raises DatabaseError on what a glance at the file shows."""
    if path.is_dir():
        raise DatabaseError(_("{path} is a folder, not a database.").format(path=path))
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise DatabaseError(_missing(path))
        if not path.parent.is_dir():
            raise DatabaseError(_("The folder {folder} does not exist.").format(folder=path.parent))
        return True
    if not os.access(path, os.R_OK):
        raise DatabaseError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=os.strerror(errno.EACCES))
        )
    if path.stat().st_size < _SMALLEST:
        raise DatabaseError(_("{path} is no database of this program.").format(path=path))
    return False


def _checked(path: Path, passphrase: str | None, write: bool) -> Any:
    """The connection, after the checks that need one. Raises DatabaseError."""
    db = connect(path, passphrase)
    try:
        _refuse_foreign(db, path, write)
        if write:
            allow_writing(db)
            if db.pragma("application_id") != APPLICATION_ID:  # else a trial would touch the file
                db.pragma("application_id", APPLICATION_ID)
    except (PeeweeDatabaseError, driver.DatabaseError) as error:
        db.close()
        raise (_wrong_key(path, passphrase, error) or plain(path, passphrase, error) or error) from error
    except DatabaseError:
        db.close()
        raise
    return db


def _wrong_key(path: Path, passphrase: str | None, error: Exception) -> DatabaseError | None:
    """What the first bytes say of a file that could not be opened so; None when they say nothing.

    Only of a file that no connection of ours reads: closing a file takes away every lock that this process
    has on it (POSIX), SQLite's too, and another program would then clear away the -wal under an open window.
    """
    if _UNREADABLE not in str(error):
        return None
    try:
        with path.open("rb") as file:
            is_plain = file.read(len(_PLAIN)) == _PLAIN
    except OSError:
        return None
    if is_plain and passphrase:
        return DatabaseError(_("{path} has no passphrase; open it without one.").format(path=path))
    if not is_plain and not passphrase:
        return DatabaseError(
            _("{path} has a passphrase, or is no database of this program; give the passphrase.").format(
                path=path
            )
        )
    return None


def _refuse_foreign(db: Any, path: Path, write: bool) -> None:
    """Only our own bases, of today or before; an empty one (left by a creation cut short) may be finished."""
    tables = db.execute_sql("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    if tables == 0 and not write:
        raise DatabaseError(_missing(path))
    if tables and db.pragma("application_id") != APPLICATION_ID:
        raise DatabaseError(_("{path} is a database of another program.").format(path=path))
    if applied(db) - known():
        raise DatabaseError(
            _("{path} was made by a newer version of this program; install that version.").format(path=path)
        )


def plain(path: Path | None, passphrase: str | None, error: Exception) -> DatabaseError | None:
    """The known error behind one of the driver or of peewee; None when it is a mistake of ours."""
    words = str(error)
    if path is None or not isinstance(error, (PeeweeDatabaseError, driver.DatabaseError)):
        return None
    if "locked" in words:
        text = _("{path} is in use by another program; close it there and try again.")
    elif "full" in words:
        text = _("The disk of {path} is full; make room and try again.")
    elif "unable to open" in words:
        text = _("{path} cannot be opened there; copy it to a folder of your own and open the copy.")
    elif not any(sign in words for sign in _DAMAGE):
        return None
    elif passphrase:
        text = _("Wrong passphrase, or {path} is damaged; the backups are in {folder}.")
    else:
        text = _("{path} is damaged; the backups are in {folder}.")
    return DatabaseError(text.format(path=path, folder=backups.folder_of(path)))


def applied(db: Any) -> set[str]:
    """The names of the migrations that the file has had."""
    if not db.table_exists(HISTORY):
        return set()
    return {row[0] for row in db.execute_sql(f"SELECT name FROM {HISTORY}").fetchall()}


def known() -> set[str]:
    """The names of the migrations that this program knows."""
    return {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}


def _bring_up_to_date(db: Any, path: Path, passphrase: str | None, behind: bool, fresh: bool) -> None:
    if behind:
        if not fresh:
            backups.copy_aside(db.connection(), path, passphrase, "migration")
        _migrate(db)
    with db.atomic("IMMEDIATE"):
        journal.install(db)


def _migrate(db: Any) -> None:
    """Run what is pending; foreign keys rest meanwhile (tables are rebuilt) and are checked after."""
    from playhouse import migrations

    if applied(db):
        journal.drop_triggers(db)
    db.execute_sql("PRAGMA foreign_keys = 0")
    try:
        runner: Any = migrations.Runner
        runner(db, str(MIGRATIONS), table_name=HISTORY).up()
        broken = db.execute_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"a migration left rows without their parent: {broken[:3]}")
    finally:
        db.execute_sql("PRAGMA foreign_keys = 1")
