"""The last tab of the profile: what the customer did, or what was changed in what is known of them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHeaderView, QWidget

from core.text import _, day, money, number
from gui.customers.card import Event
from gui.customers.reading import events
from gui.session import Session
from gui.theme import Theme
from gui.widgets.basics import clear, column, label, scrolled
from gui.widgets.cells import MUTED
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from models.queries import Told

_MOST = 200  # changes on show
_ROW = 40  # px: two lines, for the profile is narrow


class Past(QFrame):
    """Events are read at once, changes away from the GUI thread; either only when somebody looks."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self._customer = 0
        self.which = QComboBox()
        self.which.setAccessibleName(_("What the history shows"))
        self.which.addItem(_("What the customer did"))
        self.which.addItem(_("What was changed here"))
        self.which.currentIndexChanged.connect(lambda _at: self._fill())
        self.model: ListModel[Event] = ListModel(
            (
                Column(_("When"), lambda e: day(e.at) or _("unknown"), lambda _e: MUTED),
                Column(_("What"), lambda e: f"{e.what} · {e.kind}" if e.what else e.kind),
                Column(_("Amount"), lambda e: "" if e.amount is None else money(e.amount, 2), right=True),
            )
        )
        self._told = column(spacing=2)
        self._none = label("", "muted", wrap=True)
        self._table = Table(theme, _("History of the customer"), row_height=_ROW)
        self._table.setModel(self.model)
        lines = QWidget()
        lines.setLayout(column(self._told, 0))
        self._changes = scrolled(lines)
        self._changes.setAccessibleName(_("Changes to the customer"))
        layout = column(self.which, self._none, self._table, self._changes, spacing=8)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        layout.setContentsMargins(0, 4, 0, 0)
        self.setLayout(layout)

    def show_past(self, customer_id: int) -> None:
        """Another customer, or another past."""
        self._customer = customer_id
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if not self._customer:
            return
        if self.which.currentIndex() == 0:
            found = events(self._session.reader, self._customer)
            self.model.show(found)
            self._table.fit_columns(1)
            # the profile is narrow: the words give way, and say the rest in their tool tip
            self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
            self._say(_("Nothing is known of the past yet.") if not found else "")
            return
        customer = self._customer
        question = self._session.in_reader(lambda reader: reader.story(customer))
        self._session.look_up("story", question, partial(self._show_changes, customer))

    def _show_changes(self, customer: int, told: "list[Told]") -> None:
        if customer != self._customer:
            return
        clear(self._told)
        for line in told[:_MOST]:
            self._told.addWidget(label(f"{day(line.at)} · {source_words(line)}", "caption", wrap=True))
            said = label(line.text, wrap=True)
            said.setContentsMargins(0, 0, 8, 6)
            self._told.addWidget(said)
        if len(told) > _MOST:
            more = _("and {n} more").format(n=number(len(told) - _MOST))
            self._told.addWidget(label(more, "muted"))
        self._say(_("Nothing was changed yet.") if not told else "")

    def _say(self, sentence: str) -> None:
        first = self.which.currentIndex() == 0
        self._none.setText(sentence)
        self._none.setVisible(bool(sentence))
        self._table.setVisible(first and not sentence)
        self._changes.setVisible(not first and not sentence)


def source_words(told: "Told") -> str:
    """Who changed it, or which file and row."""
    if told.file is None:
        return told.who
    row = _("row {n}").format(n=number(told.file_row)) if told.file_row else ""
    return ", ".join(part for part in (told.file, row) if part)
