"""The history of changes, undo and redo."""

from pathlib import Path
from typing import Final

from actions.base import reading, user_name, writing
from actions.profiling import REFRESH_AT_MOST, refresh
from models import changes, undo_words
from models import story as story_of
from models.changes import ChangeRow, UndoResult
from models.database import Base
from models.story import Told
from models.undo_words import Stays

__all__ = [
    "ChangeRow", "Stays", "Told", "UndoResult", "explained", "history", "redo", "story", "undo",
    "undo_preview",
]  # fmt: skip


#: an undo of more rows is about more customers than are profiled at once
_MANY_ROWS: Final = 10_000


def history(db: Path, limit: int = 200, passphrase: str | None = None) -> list[ChangeRow]:
    """The changes, the latest first."""
    with reading(db, passphrase) as base:
        return changes.history(base, limit)


def story(db: Path, customer_id: int, field: str | None = None, passphrase: str | None = None) -> list[Told]:
    """The history of one customer in words, the latest first; with `field` only of that one."""
    with reading(db, passphrase) as base:
        return story_of.story(base, customer_id, field=field)


def explained(db: Path, result: UndoResult, limit: int = 50, passphrase: str | None = None) -> list[Stays]:
    """Of an undo or its preview: which rows stay as they are, and why, in words; at most `limit`."""
    with reading(db, passphrase) as base:
        return undo_words.explained(base, result.details[:limit])


def undo(db: Path, change_id: int | None = None, passphrase: str | None = None) -> UndoResult:
    """Undo the latest change, or that one on its own; says per row what became of it."""
    with writing(db, passphrase) as base:
        result = changes.undo(base, change_id, who=user_name())
        _refresh(base, result)
        return result


def redo(db: Path, passphrase: str | None = None, change_id: int | None = None) -> UndoResult:
    """Do again what was undone last, or put that change in force again."""
    with writing(db, passphrase) as base:
        result = changes.redo(base, change_id, who=user_name())
        _refresh(base, result)
        return result


def _refresh(base: Base, result: UndoResult) -> None:
    """Profile anew whom an undo was about, where they are few; many wait for the next run."""
    if result.reversed > _MANY_ROWS:
        return
    moved = changes.moved_customers(base, REFRESH_AT_MOST + 1)
    if moved and len(moved) <= REFRESH_AT_MOST:
        refresh(base, moved)


def undo_preview(db: Path, change_id: int | None = None, passphrase: str | None = None) -> UndoResult:
    """What undoing that change (or the latest) would do, without doing it."""
    with reading(db, passphrase) as base:
        return changes.preview(base, change_id)
