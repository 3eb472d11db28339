"""Backing up, restoring a backup, and the check that a base is whole."""

from contextlib import closing
from pathlib import Path

from peewee import DatabaseError as PeeweeDatabaseError

from core.errors import DatabaseError
from core.text import _
from models import backups, erasure, journal
from models.connection import bare, driver
from models.database import Base, open_base
from models.locking import WriteLock, whoami


def backup_before(base: Base, why: str) -> Path | None:
    """A backup before something large; `why` is lower-case words ('import', 'bulk edit').

    Gives the copy's place, None for a base in memory or without any change yet. Not inside a change. Raises
    DatabaseError when there is no room or no right to write.
    """
    if base.open_change is not None:
        raise RuntimeError("a backup inside a change")
    if base.path is None or not base.sql("SELECT EXISTS (SELECT 1 FROM changes)").fetchone()[0]:
        return None
    return backups.copy_aside(base.connection, base.path, base.passphrase, why)


def backup(base: Base, to: Path) -> Path:
    """Copy the base to the file (or into the folder) `to`, check the copy, and give its place."""
    if base.path is None:
        raise RuntimeError("a base in memory")
    if to.is_dir():
        to = to / base.path.name
    if to.exists() and to.samefile(base.path):
        raise DatabaseError(_("Choose another file for the backup than the database itself."))
    backups.copy_whole(base.connection, to, base.passphrase)
    with closing(bare(to, base.passphrase)) as copy:
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise DatabaseError(_("The backup {path} is damaged; try another disk.").format(path=to))
    return to


def restore(file: Path, path: Path, passphrase: str | None = None) -> None:
    """Put the backup `file` in the place of the base at `path` (which may be missing).

    The backup is checked first; the base as it stood becomes a backup itself, and who was erased from it is
    erased again. Every connection to the base must be closed. Raises DatabaseError, with the base as it was.
    """
    if path.exists() and file.exists() and file.samefile(path):
        raise DatabaseError(_("Choose a backup, not the database itself."))
    with open_base(file, passphrase=passphrase, migrate=False) as source:
        problems = check(source, guards=False)
        if problems:
            raise DatabaseError(_("The backup cannot be used: {problem}").format(problem=problems[0]))
        lock = WriteLock(path)
        fresh = path.with_name(path.name + ".restoring")
        try:
            remembered = _set_aside(path, passphrase)
            backups.copy_whole(source.connection, fresh, source.passphrase)
            with backups.plain_words(path):
                for tail in ("-wal", "-shm"):
                    path.with_name(path.name + tail).unlink(missing_ok=True)
                fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
            lock.release()
    if remembered:
        with open_base(path, passphrase=passphrase, write=True) as base:
            erasure.carry(base, remembered, label=_("Erased again after a backup was put back"), who=whoami())


def check(base: Base, *, guards: bool = True) -> list[str]:
    """What is wrong with a base, one sentence each; empty when it is sound.

    Looks at every page (SQLite's integrity_check), at every reference, at changes left open and, with
    `guards`, at the triggers that record changes.
    """
    try:
        found = [
            _("The file is damaged: {detail}.").format(detail=row[0])
            for row in base.sql("PRAGMA integrity_check(20)").fetchall()
            if row[0] != "ok"
        ]
        found += [
            _("Row {row} of {table} refers to a row of {parent} that is not there.").format(
                row=row, table=table, parent=parent
            )
            for table, row, parent, _index in base.sql("PRAGMA foreign_key_check").fetchmany(20)
        ]
        if guards:
            found += [
                _("What guards the changes is missing: {name}.").format(name=name)
                for name in journal.missing(base.db)
            ]
        if base.open_change is None and base.sql("SELECT COUNT(*) FROM active_change").fetchone()[0]:
            found.append(_("A change was left open."))
    except (PeeweeDatabaseError, driver.DatabaseError) as error:
        return [_("The file is damaged: {detail}.").format(detail=error)]
    return found


def _set_aside(path: Path, passphrase: str | None) -> list[tuple[bytes, str, str]]:
    """Keep the base that is about to be replaced, also an unreadable one; gives whom it erased."""
    if not path.exists():
        return []
    try:
        with open_base(path, passphrase=passphrase, migrate=False) as base:
            backups.copy_aside(base.connection, path, passphrase, "restore")
            return erasure.marks(base)
    except DatabaseError:
        backups.set_unreadable_aside(path)
        return []
