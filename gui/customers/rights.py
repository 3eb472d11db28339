"""What a customer may ask for (AVG): all that is held about them in a file, and to be erased for good."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QLineEdit, QMenu, QWidget

from core.paths import documents_dir
from core.progress import Progress
from core.text import _, ngettext, number
from gui.customers.card import CustomerCard
from gui.customers.profile import ProfilePanel
from gui.session import Session
from gui.widgets.banner import Banner
from gui.widgets.basics import button, column, label, row


class Rights(QObject):
    """Fills the menu of the profile; a banner says what became of it."""

    def __init__(self, session: Session, profile: ProfilePanel, banner: Banner) -> None:
        super().__init__(profile)
        self._session, self._profile, self._banner = session, profile, banner
        self.dialog: EraseDialog | None = None
        menu = QMenu(profile.more)
        menu.addAction(_("Save everything about this customer …"), self.save)
        menu.addAction(_("Erase for good …"), self.ask_to_erase)
        profile.more.setMenu(menu)

    def save(self) -> None:
        """Ask where to, and write everything that is held about the customer there."""
        card = self._profile.card
        if card is None:
            return
        offered = str(documents_dir() / f"{_file_name(card)}.html")
        kinds = _("Page to read and print (*.html);;Excel workbook (*.xlsx)")
        name, kind = QFileDialog.getSaveFileName(
            self._profile.window(), _("Save everything about this customer"), offered, kinds
        )
        if not name:
            return
        to = Path(name)
        if to.suffix.lower() not in (".html", ".htm", ".xlsx"):
            to = to.with_name(to.name + (".xlsx" if "xlsx" in kind else ".html"))
        path, passphrase, customer = self._session.path, self._session.passphrase, card.id

        def work(_progress: Progress) -> int:
            from actions.rights import access

            return access(path, customer, to, passphrase)

        self._session.do(
            _("Saving"),
            work,
            changes=frozenset(),
            then=lambda lines: self._banner.say(
                ngettext("{n} line is written to {file}.", "{n} lines are written to {file}.", lines).format(
                    n=number(lines), file=to
                )
            ),
        )

    def ask_to_erase(self) -> None:
        """Say what goes, and let the customer's number be typed before it does."""
        card = self._profile.card
        if card is None:
            return
        self.dialog = EraseDialog(card, self._profile.window())
        self.dialog.accepted.connect(partial(self._erase, card.id))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _erase(self, customer: int) -> None:
        path, passphrase = self._session.path, self._session.passphrase

        def work(_progress: Progress) -> Any:
            from actions.rights import erase

            return erase(path, customer, passphrase)

        self._session.do(_("Erasing"), work, then=self._erased)

    def _erased(self, done: Any) -> None:
        said = _("The customer was erased everywhere, from the history too.")
        self._banner.say(f"{said} {done.held}".strip())


class EraseDialog(QDialog):
    """Nobody is erased by a slip of the hand: the number (or the name, for want of one) is typed first."""

    def __init__(self, card: CustomerCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Erase for good"))
        self._asked = card.text("klantnummer") or card.name
        self.typed = QLineEdit()
        self.typed.setAccessibleName(_("Type {word} to erase").format(word=self._asked))
        self.typed.textChanged.connect(self._look)
        self.go = button(_("Erase for good"), self.accept, role="primary")
        self.go.setEnabled(False)
        said = (
            _("This cannot be undone."),
            _(
                "Everything goes: details, orders, contracts, contacts, answers, notes, what was filled in "
                "by hand, and the traces of it in the history; also of customers who were merged with this "
                "one."
            ),
            _(
                "An import does not make this customer anew. Backups keep the customer until they are "
                "thinned; when one is put back the erasure is applied again. Workbooks that were saved are "
                "not touched."
            ),
        )
        ask = label(_("Type {word} to erase").format(word=self._asked), "muted", wrap=True)
        cancel = button(_("Cancel"), self.reject)
        parts: tuple[QWidget | QLayout, ...] = (
            label(_("Erase {name} for good?").format(name=card.name or self._asked), "card-title", wrap=True),
            label(said[0], "bad", wrap=True),
            *(label(text, wrap=True) for text in said[1:]),
            ask,
            self.typed,
            row(0, cancel, self.go),
        )
        layout = column(*parts, spacing=12, margins=16)
        self.setLayout(layout)
        wide = self.fontMetrics().averageCharWidth() * 72
        self.resize(wide, layout.heightForWidth(wide))
        self.typed.setFocus()

    def _look(self, text: str) -> None:
        self.go.setEnabled(text.strip() == self._asked)


def _file_name(card: CustomerCard) -> str:
    """A name that every system takes: 'klant 1042'."""
    known = "".join(letter for letter in card.text("klantnummer") if letter.isalnum() or letter in "-_")
    return " ".join(part for part in (_("customer"), known) if part)
