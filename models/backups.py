"""Copies of a base: made whole, kept in a folder beside it, thinned out.

They are named by moment and reason and carry the base's own passphrase. The last ten are kept; of the older
ones the last of each day of the past month, and the last of each month.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from core.errors import DatabaseError
from core.text import _
from models.connection import bare, driver

KEEP: Final = 10
_STAMP: Final = "%Y-%m-%d %H%M%S"
_NAME: Final = re.compile(r" (\d{4}-\d\d-\d\d \d{6}) [a-z ]+(-\d+)?$")


def folder_of(path: Path) -> Path:
    """Where the backups of the base at `path` are kept."""
    return path.with_name(path.stem + "-backups")


def listed(path: Path) -> list[Path]:
    """The backups of the base at `path`, newest first."""
    found = [file for file in folder_of(path).glob("*") if _NAME.search(file.stem)]
    return sorted(found, key=lambda file: (_moment(file), file.stat().st_mtime_ns), reverse=True)


def copy_aside(connection: Any, path: Path, passphrase: str | None, why: str) -> Path:
    """Copy an open base into its backup folder, then thin the folder out; gives the copy's place."""
    to = _free_name(path, why)
    copy_whole(connection, to, passphrase)
    for old in thinned(listed(path)):
        old.unlink(missing_ok=True)
    return to


def set_unreadable_aside(path: Path) -> None:
    """Keep the file of a base that can no longer be read, as it is."""
    to = _free_name(path, "unreadable")
    with plain_words(to.parent):
        for tail in ("", "-wal"):
            part = path.with_name(path.name + tail)
            if part.exists():
                to.with_name(to.name + tail).write_bytes(part.read_bytes())


def thinned(files: list[Path]) -> list[Path]:
    """Which of these backups (newest first) are one too many."""
    superfluous: list[Path] = []
    days, months = set(), set()
    for place, file in enumerate(files):
        moment = _moment(file)
        month = (moment.year, moment.month)
        last_of_day = moment.date() not in days and moment > _moment(files[0]) - timedelta(days=31)
        if place >= KEEP and month in months and not last_of_day:
            superfluous.append(file)
        days.add(moment.date())
        months.add(month)
    return superfluous


def copy_whole(connection: Any, to: Path, passphrase: str | None) -> None:
    """An exact copy of an open base as the file `to`, under another name until it is complete."""
    part = to.with_name(to.name + ".part")
    with plain_words(to.parent):
        part.unlink(missing_ok=True)
        try:
            with closing(bare(part, passphrase)) as copy:
                connection.backup(copy)
                # one file: no -wal beside a backup
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def plain_words(folder: Path) -> Iterator[None]:
    """Turn what the disk may refuse into one sentence (DatabaseError)."""
    try:
        yield
    except (OSError, driver.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DatabaseError(
            _("{folder} cannot be written to ({reason}); make room or choose another place.").format(
                folder=folder, reason=reason
            )
        ) from error


def _free_name(path: Path, why: str) -> Path:
    folder = folder_of(path)
    with plain_words(folder):
        folder.mkdir(exist_ok=True)
    stem = f"{path.stem} {datetime.now().strftime(_STAMP)} {why}"
    to, turn = folder / f"{stem}{path.suffix}", 1
    while to.exists():
        turn += 1
        to = folder / f"{stem}-{turn}{path.suffix}"
    return to


def _moment(file: Path) -> datetime:
    match = _NAME.search(file.stem)
    return datetime.strptime(match[1], _STAMP) if match else datetime.min
