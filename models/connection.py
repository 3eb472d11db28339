"""The driver: a connection to a file, with our settings and nothing checked."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

driver: Any = dbapi2
_ALWAYS: Final = (("busy_timeout", 10_000), ("foreign_keys", 1), ("recursive_triggers", 1))
_WRITING: Final = (("journal_mode", "wal"), ("synchronous", "FULL"), ("cache_size", -65_536))
_READING: Final = (("query_only", 1),)


def connect(path: Path | str, passphrase: str | None, *, write: bool = False) -> Any:
    """A peewee database on the file; without `write` it refuses every write.

    Raises peewee's DatabaseError when the first page cannot be read (wrong passphrase, damage).
    """
    _silence()
    pragmas = [*_ALWAYS, *(_WRITING if write else _READING)]
    if str(path) == ":memory:":
        pragmas = list(_ALWAYS)
    # a window's worker thread may close what another opened; peewee keeps a connection per thread
    db = SqlCipherDatabase(str(path), pragmas=pragmas, passphrase=passphrase or "", check_same_thread=False)
    db.connect()
    return db


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
