"""One writer at a time: an operating system's lock beside the database, and a note that says who has it.

The lock dies with its process, however that ends; the note may stay behind and is only read while the lock
is held by somebody. Within one process the lock is shared, so that a window can hold it while its actions
open and close the base.
"""

import getpass
import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import DatabaseError
from core.text import _


@dataclass(frozen=True)
class Holder:
    """Who has a base open for writing: user, computer, process id, since when (ISO, local time)."""

    user: str
    host: str
    pid: int
    since: str


def whoami() -> str:
    """The name under which changes of this user are kept."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user name in this environment
        return "onbekend"


def lock_path(path: Path) -> Path:
    """The file that carries the lock of a base."""
    return path.with_name(path.name + ".lock")


def note_path(path: Path) -> Path:
    """The note that says who has the lock (a locked file cannot be read on Windows, hence a second one)."""
    return path.with_name(path.name + ".who")


def holder(path: Path) -> Holder | None:
    """Who wrote the note, or None when there is none that can be read."""
    try:
        return Holder(**json.loads(note_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class WriteLock:
    """The right to write one base, from construction until `release`.

    Raises DatabaseError, naming the holder, when another process has it, or when no lock can be made there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._lock = FileLock(
            str(lock_path(self._path)),
            timeout=0,
            is_singleton=True,
            thread_local=False,
            fallback_to_soft=False,
        )
        try:
            self._lock.acquire()
        except Timeout:
            raise DatabaseError(_busy(holder(self._path))) from None
        except (OSError, NotImplementedError):
            raise DatabaseError(
                _("{folder} cannot be written to; choose another folder for the database.").format(
                    folder=self._path.parent
                )
            ) from None
        if self._lock.lock_counter == 1:
            self._write_note()

    def release(self) -> None:
        """Give the right back (the last holder within this process takes the note away)."""
        if self._lock.lock_counter == 1:
            note_path(self._path).unlink(missing_ok=True)
        self._lock.release()

    def _write_note(self) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        note = {"user": whoami(), "host": platform.node(), "pid": os.getpid(), "since": now}
        note_path(self._path).write_text(json.dumps(note), encoding="utf-8", newline="")


def _busy(found: Holder | None) -> str:
    if found is None:
        return _("The database is open for writing elsewhere; close it there and try again.")
    return _(
        "The database is open for writing by {user} on {host} (process {pid}, since {since}); "
        "close it there and try again."
    ).format(user=found.user, host=found.host, pid=found.pid, since=found.since.replace("T", " ")[:16])
