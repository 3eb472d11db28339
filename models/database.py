"""Opening a base: one file, encrypted when there is a passphrase, brought to today's schema, and kept safe.

`open_base` is the only way in. Everything that can be wrong with a file in a user's world (missing, in use,
another program's, newer than this program, wrong passphrase, damaged) is one DatabaseError with one sentence.
"""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from peewee import DatabaseError as PeeweeDatabaseError
from peewee import OperationalError

from core.errors import DatabaseError
from core.text import _
from models import backups, journal
from models.connection import connect
from models.locking import WriteLock

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"
HISTORY: Final = "schema_migration"
#: "KLBD": tells our files from other programs' SQLite files
APPLICATION_ID: Final = 0x4B4C4244
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
    fresh = _look(path, passphrase, create)
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
    if migrate and not write and _is_behind(path, passphrase):
        open_base(path, passphrase=passphrase, write=True).close()
    db = _checked(path, passphrase, write, fresh)
    try:
        if write:
            _bring_up_to_date(db, path, passphrase, fresh)
    except BaseException:
        db.close()
        raise
    return Base(db, path, passphrase, lock, write)


def _look(path: Path, passphrase: str | None, create: bool) -> bool:
    """Is the file still to be made? Raises DatabaseError on what a glance at the file shows."""
    if path.is_dir():
        raise DatabaseError(_("{path} is a folder, not a database.").format(path=path))
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise DatabaseError(
                _("There is no database at {path}; import something first.").format(path=path)
            )
        if not path.parent.is_dir():
            raise DatabaseError(_("The folder {folder} does not exist.").format(folder=path.parent))
        return True
    try:
        with path.open("rb") as file:
            plain = file.read(len(_PLAIN)) == _PLAIN
    except OSError as error:
        raise DatabaseError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from None
    if plain and passphrase:
        raise DatabaseError(_("{path} has no passphrase; open it without one.").format(path=path))
    if not plain and not passphrase:
        raise DatabaseError(
            _("{path} has a passphrase, or is no database of this program; give the passphrase.").format(
                path=path
            )
        )
    return False


def _checked(path: Path, passphrase: str | None, write: bool, fresh: bool) -> Any:
    """The connection, after the checks that need one. Raises DatabaseError."""
    db = None
    try:
        db = connect(path, passphrase, write=write)
        application = db.pragma("application_id")
        if fresh:
            db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        elif application != APPLICATION_ID:
            raise DatabaseError(_("{path} is a database of another program.").format(path=path))
        _refuse_newer(db, path)
    except PeeweeDatabaseError as error:
        if db is not None:
            db.close()
        raise DatabaseError(unreadable(path, passphrase, error)) from error
    except DatabaseError:
        if db is not None:
            db.close()
        raise
    return db


def unreadable(path: Path, passphrase: str | None, error: Exception) -> str:
    """The sentence for a file that the driver could not read."""
    if isinstance(error, OperationalError) and "locked" in str(error):
        return _("{path} is in use by another program; close it there and try again.").format(path=path)
    if passphrase:
        text = _("Wrong passphrase, or {path} is damaged; the backups are in {folder}.")
    else:
        text = _("{path} is damaged; the backups are in {folder}.")
    return text.format(path=path, folder=backups.folder_of(path))


def _refuse_newer(db: Any, path: Path) -> None:
    if applied(db) - known():
        raise DatabaseError(
            _("{path} was made by a newer version of this program; install that version.").format(path=path)
        )


def applied(db: Any) -> set[str]:
    """The names of the migrations that the file has had."""
    if not db.table_exists(HISTORY):
        return set()
    return {row[0] for row in db.execute_sql(f"SELECT name FROM {HISTORY}").fetchall()}


def known() -> set[str]:
    """The names of the migrations that this program knows."""
    return {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}


def _is_behind(path: Path, passphrase: str | None) -> bool:
    db = _checked(path, passphrase, False, False)
    try:
        return bool(known() - applied(db))
    finally:
        db.close()


def _bring_up_to_date(db: Any, path: Path, passphrase: str | None, fresh: bool) -> None:
    if known() - applied(db):
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
