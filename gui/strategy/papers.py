"""What leaves the page Strategie on paper: report, personas, action list. Made on the worker."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from core.paths import documents_dir
from core.progress import Progress
from core.text import _, ngettext, number
from gui.session import Session

Say = Callable[[str], None]
_KINDS = {".pdf": "PDF (*.pdf)", ".html": "HTML (*.html)", ".xlsx": "Excel (*.xlsx)"}


def title(document: str) -> str:
    """The name of a document, as it stands at the foot of its pages."""
    return _("Customer profiles") if document == "personas" else _("Channel strategy")


def ask_where(parent: QWidget, name: str, suffix: str) -> Path | None:
    """Where to write it; None when the user thinks better of it."""
    offered = documents_dir() / f"{name}{suffix}"
    chosen, _filter = QFileDialog.getSaveFileName(parent, _("Save as"), str(offered), _KINDS[suffix])
    return Path(chosen).with_suffix(suffix) if chosen else None


def print_document(
    session: Session, document: str, set_code: str, budget: float | None, to: Path, say: Say
) -> None:
    """Make the report or the personas, and print it to that file (.pdf, or .html as it is)."""
    path, passphrase, name = session.path, session.passphrase, title(document)

    def work(progress: Progress) -> int:
        from actions.reporting import html, write_html
        from gui.strategy.printing import print_pdf

        text = html(path, document, set_code, budget, progress, passphrase)
        if to.suffix == ".html":
            write_html(to, text)
            return 0
        return print_pdf(text, name, to)

    def told(pages: int) -> None:
        if not pages:
            say(_("The report lies in {file}.").format(file=to))
            return
        text = ngettext("{n} page, in {file}.", "{n} pages, in {file}.", pages)
        say(text.format(n=number(pages), file=to))

    session.do(_("Writing the report"), work, changes=frozenset(), then=told)


def write_plan(session: Session, set_code: str, budget: float | None, to: Path, say: Say) -> None:
    """Write the action list; says how many customers are in it."""
    path, passphrase = session.path, session.passphrase

    def work(progress: Progress) -> int:
        from actions.planning import export_plan

        return export_plan(path, to, set_code, budget, progress, passphrase).customers

    def told(customers: int) -> None:
        text = ngettext(
            "{n} customer to contact, in {file}.", "{n} customers to contact, in {file}.", customers
        )
        say(text.format(n=number(customers), file=to))

    session.do(_("Making the action list"), work, changes=frozenset(), then=told)
