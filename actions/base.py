"""Opening a customer base for one deed: read-only or for writing, with the passphrase of the environment."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DatabaseError
from core.settings import Settings
from core.text import _
from models import changes, settings_store
from models.database import Base, open_base


def passphrase_from_environment() -> str | None:
    """KLANTBEELD_PASSPHRASE, or None where it is unset or empty."""
    return os.environ.get("KLANTBEELD_PASSPHRASE") or None


def user_name() -> str:
    """Who is at the keyboard, as the history names them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return _("unknown user")


@contextmanager
def reading(db: Path, passphrase: str | None = None) -> Iterator[Base]:
    """The base, read-only. Raises DatabaseError when there is none."""
    if not db.exists():
        raise DatabaseError(_("There is no customer base {file}; import a file first.").format(file=db))
    with open_base(db, passphrase=passphrase or passphrase_from_environment()) as base:
        yield base


@contextmanager
def writing(db: Path, passphrase: str | None = None, *, create: bool = False) -> Iterator[Base]:
    """The base, locked for writing by us alone; `create` makes a missing one."""
    if not create and not db.exists():
        raise DatabaseError(_("There is no customer base {file}; import a file first.").format(file=db))
    with open_base(
        db, passphrase=passphrase or passphrase_from_environment(), create=create, write=True
    ) as base:
        yield base


def change_settings(
    db: Path,
    label: str,
    made: Callable[[Settings], Settings],
    passphrase: str | None,
    check: Callable[[Settings], None] | None = None,
) -> bool:
    """Put the settings that `made` makes of those in force in their place, as one change; False where they
    are the same. `check` raises InputError where they cannot be used."""
    with writing(db, passphrase) as base:
        known = settings_store.load(base)
        wanted = made(known)
        if wanted == known:
            return False
        if check is not None:
            check(wanted)
        with changes.change(base, label, kind="settings", who=user_name()):
            settings_store.save(base, wanted)
        return True
