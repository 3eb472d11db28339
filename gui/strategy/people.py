"""The advice for one customer or an own selection, in a window of its own."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QWidget

from core.errors import KlantbeeldError
from core.progress import Progress
from core.text import _, ngettext, number
from gui.session import HISTORY, SETTINGS, Session
from gui.strategy.card import AdviceCard
from gui.strategy.own_text import OwnTextWindow
from gui.theme import Theme
from gui.widgets.basics import button, column, label, row, scrolled

if TYPE_CHECKING:
    from models.queries import Reader

SELECTION = "selectie"


class PeopleWindow(QDialog):
    """Customers by number (or the selection of the list of customers), and the advice for them together."""

    def __init__(
        self, session: Session, theme: Theme, selected: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[int] = []
        self._segment: Mapping[str, Any] = {}
        self._name = ""
        self.setWindowTitle(_("Advice for a customer or selection"))
        self.numbers = QLineEdit()
        self.numbers.setPlaceholderText(_("Customer numbers or e-mail addresses, with a comma between"))
        self.numbers.setAccessibleName(_("Customer numbers"))
        self.ask_button = button(_("Advise"), self._by_number, role="primary")
        self._said = label("", "muted", wrap=True)
        self.card = AdviceCard(deeds=False, own_texts=False)
        parts: list[QWidget | QLayout | int] = [
            row(self.numbers, self.ask_button),
            self._said,
            scrolled(self.card),
        ]
        if selected:
            text = ngettext("The {n} selected customer", "The {n} selected customers", len(selected))
            chosen = button(text.format(n=number(len(selected))), lambda: self.advise(selected))
            parts.insert(1, row(chosen, 0))
        layout = column(*parts, spacing=12, margins=16)
        layout.setStretch(len(parts) - 1, 1)
        self.setLayout(layout)
        self.resize(theme.px(560), theme.px(760))
        self.card.write_over.connect(self._write_over)
        self.card.take_back.connect(lambda field: self._keep_text(field, "", ""))
        self.numbers.returnPressed.connect(self._by_number)
        self.card.hide()
        if selected:
            self.advise(selected)

    def advise(self, ids: Sequence[int]) -> None:
        """Ask for the advice for these customers."""
        self._ids = list(ids)
        self._name = selection_name(self._session.reader, self._ids)
        self._said.setText(_("One moment …"))
        path, passphrase, name, chosen = self._session.path, self._session.passphrase, self._name, self._ids

        def work(progress: Progress) -> Any:
            from actions.advising import advise_customers

            return advise_customers(path, chosen, name, progress, passphrase)

        self._session.do(_("Weighing"), work, changes=frozenset(), then=self._show, failed=self._failed)

    def _by_number(self) -> None:
        words = [word for word in re.split(r"[,;\s]+", self.numbers.text().strip()) if word]
        found = {word: self._session.reader.find(word) for word in words}
        missing = [word for word, one in found.items() if one is None]
        if missing:
            text = _("There is no customer {number}; look the number up in the list of customers.")
            self._said.setText(text.format(number=", ".join(missing)))
        elif found:
            self.advise([one for one in found.values() if one is not None])

    def _show(self, advice: Mapping[str, Any]) -> None:
        segment = advice["segments"][0]
        count = int(segment["customers"])
        text = ngettext("The advice for {n} customer.", "The advice for {n} customers together.", count)
        self._said.setText(text.format(n=number(count)))
        self._segment = segment
        # words of one's own are kept for one customer; a selection is gone tomorrow
        self.card.own_texts = "customer_id" in segment
        self.card.show_segment(segment, SELECTION)
        self.card.show()

    def _write_over(self) -> None:
        made = OwnTextWindow(self._segment, SELECTION, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.keep.connect(self._keep_text)
        made.show()

    def _keep_text(self, field: str, text: str, reason: str) -> None:
        path, passphrase = self._session.path, self._session.passphrase
        customer = str(self._segment["customer_id"])
        called = self._session.reader.name(self._ids[0]) or _("one customer")

        def work(_progress: Progress) -> bool:
            from actions.organisation import own_text
            from strategy.own_texts import CUSTOMER

            wanted = text or None
            return own_text(path, CUSTOMER, customer, field, wanted, reason, passphrase, called=called)

        changed = frozenset({SETTINGS, HISTORY})
        self._session.do(_("Saving"), work, changes=changed, then=lambda _done: self.advise(self._ids))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KlantbeeldError):
            self._said.setText(str(error))
        else:
            self._said.setText(
                _("Something went wrong in the program itself; your data is as it was before.")
            )


def selection_name(reader: "Reader", ids: Sequence[int]) -> str:
    """How a selection is called: one customer by name and number, more by their number."""
    if len(ids) != 1:
        return _("Selection of {n} customers").format(n=number(len(ids)))
    name = reader.name(ids[0])
    key = reader.customer(ids[0]).get("klantnummer", {}).get("value")
    return f"{name} ({key})" if key and name else str(key or name or ids[0])
