"""The history of changes, undo and redo."""

from pathlib import Path
from typing import Any

from actions.base import reading, user_name, writing
from models import changes


def history(db: Path, limit: int = 200, passphrase: str | None = None) -> list[changes.ChangeRow]:
    """The changes, the latest first."""
    with reading(db, passphrase) as base:
        return changes.history(base, limit)


def undo(db: Path, change_id: int | None = None, passphrase: str | None = None) -> changes.UndoResult:
    """Undo the latest change, or that one on its own; says per row what became of it."""
    with writing(db, passphrase) as base:
        return changes.undo(base, change_id, who=user_name())


def redo(db: Path, passphrase: str | None = None) -> changes.UndoResult:
    """Do again what was undone last."""
    with writing(db, passphrase) as base:
        return changes.redo(base, who=user_name())


def undo_preview(db: Path, change_id: int, passphrase: str | None = None) -> Any:
    """What undoing that change would do, without doing it."""
    with reading(db, passphrase) as base:
        return changes.preview(base, change_id)
