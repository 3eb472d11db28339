"""Back up, restore and check a customer base."""

from pathlib import Path

from actions.base import passphrase_from_environment, reading
from models import safety


def backup(db: Path, to: Path, passphrase: str | None = None) -> None:
    """Copy the base, as it is now, to a file."""
    with reading(db, passphrase) as base:
        safety.backup(base, to)


def restore(file: Path, db: Path, passphrase: str | None = None) -> None:
    """Put a backup in the base's place; the base that stood there is kept beside it as a backup."""
    safety.restore(file, db, passphrase or passphrase_from_environment())


def check(db: Path, passphrase: str | None = None) -> list[str]:
    """What is wrong with the base, in sentences; empty when it is sound."""
    with reading(db, passphrase) as base:
        return safety.check(base)
