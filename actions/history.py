"""The history of changes, undo and redo."""

from pathlib import Path

from actions.base import reading, user_name, writing
from models import changes
from models.changes import ChangeRow, UndoResult

__all__ = ["ChangeRow", "UndoResult", "history", "redo", "undo", "undo_preview"]


def history(db: Path, limit: int = 200, passphrase: str | None = None) -> list[ChangeRow]:
    """The changes, the latest first."""
    with reading(db, passphrase) as base:
        return changes.history(base, limit)


def undo(db: Path, change_id: int | None = None, passphrase: str | None = None) -> UndoResult:
    """Undo the latest change, or that one on its own; says per row what became of it."""
    with writing(db, passphrase) as base:
        return changes.undo(base, change_id, who=user_name())


def redo(db: Path, passphrase: str | None = None, change_id: int | None = None) -> UndoResult:
    """Do again what was undone last, or put that change in force again."""
    with writing(db, passphrase) as base:
        return changes.redo(base, change_id, who=user_name())


def undo_preview(db: Path, change_id: int | None = None, passphrase: str | None = None) -> UndoResult:
    """What undoing that change (or the latest) would do, without doing it."""
    with reading(db, passphrase) as base:
        return changes.preview(base, change_id)
