"""Deeds of the user that belong to no single page: undo, redo, export."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.progress import Progress
from core.text import _, ngettext
from gui.session import Session


def undo(session: Session, change_id: int | None, then: Callable[[str], None]) -> None:
    """Take back the last change, or that one; `then` hears in a sentence what became of it."""
    path, passphrase = session.path, session.passphrase

    def work(_progress: Progress) -> Any:
        from actions.history import undo as take_back

        return take_back(path, change_id, passphrase)

    session.do(_("Undo"), work, then=lambda result: then(_outcome(result)))


def redo(session: Session, then: Callable[[str], None]) -> None:
    """Do again what was undone last."""
    path, passphrase = session.path, session.passphrase

    def work(_progress: Progress) -> Any:
        from actions.history import redo as do_again

        return do_again(path, passphrase)

    session.do(_("Redo"), work, then=lambda result: then(_outcome(result, again=True)))


def export(session: Session, to: Path, then: Callable[[], None], *, set_code: str = "strategie") -> None:
    """Write the workbook; `then` when it lies there."""
    path, passphrase = session.path, session.passphrase

    def work(progress: Progress) -> Any:
        from actions.exporting import export as write

        return write(path, to, set_name=set_code, progress=progress, passphrase=passphrase)

    session.do(_("Export"), work, changes=frozenset(), then=lambda _result: then())


def fill_with_samples(session: Session) -> None:
    """Import the sample sheets and profile them at their own day."""
    path, passphrase = session.path, session.passphrase

    def work(progress: Progress) -> None:
        from actions.base import writing
        from actions.importing import ImportRequest, apply
        from actions.profiling import profile_base
        from actions.whole import SAMPLES_AS_OF, sample_files

        requests = [ImportRequest(path=file, as_of=SAMPLES_AS_OF) for file in sample_files()]
        apply(path, requests, progress, passphrase)
        with writing(path, passphrase) as base:
            profile_base(base, SAMPLES_AS_OF, progress)

    session.do(_("Reading the sample data"), work)


def _outcome(result: Any, *, again: bool = False) -> str:
    """What undo says: how much was reversed, and what stayed because it was touched since."""
    said = (_("Done again: {change}.") if again else _("Undone: {change}.")).format(change=result.label)
    if result.kept:
        kept = ngettext(
            "{n} row was changed since and stayed as it is.",
            "{n} rows were changed since and stayed as they are.",
            result.kept,
        )
        said += " " + kept.format(n=result.kept)
    if result.impossible:
        impossible = ngettext(
            "{n} row could not be undone.", "{n} rows could not be undone.", result.impossible
        )
        said += " " + impossible.format(n=result.impossible)
    return said
