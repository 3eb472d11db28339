"""The driver: a connection to a file, with our settings and nothing checked."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

driver: Any = dbapi2
_ALWAYS: Final = (("busy_timeout", 10_000), ("foreign_keys", 1), ("recursive_triggers", 1))
#: query_only first: nothing is written on a file before it is known to be ours
_WRITING: Final = (
    ("query_only", 0),
    ("journal_mode", "wal"),
    ("synchronous", "FULL"),
    ("cache_size", -65_536),
)


def connect(path: Path | str, passphrase: str | None) -> Any:
    """A peewee database on the file that refuses every write (in memory: allows them).

    The file is not read yet: a wrong passphrase shows at the first statement.
    """
    _silence()
    pragmas = [*_ALWAYS, *(() if str(path) == ":memory:" else (("query_only", 1),))]
    # a window's worker thread may close what another opened; peewee keeps a connection per thread
    db = SqlCipherDatabase(
        str(path), pragmas=pragmas, passphrase=passphrase or "", check_same_thread=False, autoconnect=False
    )
    db.connect()
    return db


def allow_writing(db: Any) -> None:
    """Let a connection write, safely: WAL, and every commit on the disk."""
    for name, value in _WRITING:
        db.pragma(name, value, permanent=True)


def bare(path: Path, passphrase: str | None) -> Any:
    """The driver's own connection, for copying whole files."""
    _silence()
    connection = driver.connect(str(path), isolation_level=None)
    if passphrase:
        connection.execute("PRAGMA key='{}'".format(passphrase.replace("'", "''")))
    return connection


@cache
def _silence() -> None:
    """Stop SQLCipher from writing its own error lines to stderr (once a process)."""
    quiet = driver.connect(":memory:")
    quiet.execute("PRAGMA cipher_log_level = NONE").fetchall()
    quiet.close()
