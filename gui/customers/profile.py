"""The profile beside the table: who it is, what is known, every field, and what happened."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar

from core.text import N_, _, day, money, number
from core.words import cell_name
from gui.customers.card import CustomerCard, Event
from gui.customers.fieldlist import FieldList
from gui.customers.reading import events
from gui.customers.summary import Summary
from gui.session import Session
from gui.theme import Theme
from gui.widgets.basics import button, column, label, row, scrolled
from gui.widgets.cells import MUTED
from gui.widgets.table import Column, ListModel, Table

_TABS: Final = (N_("Profile"), N_("Details"), N_("History"))


class ProfilePanel(QFrame):
    """Shows one customer; says what the user wants done and leaves the doing to the page."""

    previous = Signal()
    next = Signal()
    #: what a person gave for a field (`spec.Given`)
    value_given = Signal(object)
    #: field
    back_to_file = Signal(str)

    #: the editor that was open is gone
    calm = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "card")
        self.setAccessibleName(_("Profile of the customer"))
        self.card: CustomerCard | None = None
        self._name = label("", "name", wrap=True)
        self._place = label("", "muted")
        self._who = label("", "muted", wrap=True)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(_("Parts of the profile"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for title in _TABS:
            self._tabs.addTab(_(title))
        self.summary = Summary(theme)
        self.fields = FieldList()
        self.past = Past(theme)
        self._stack = QStackedWidget()
        for part in (scrolled(self.summary), scrolled(self.fields), self.past):
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        for source in (self.summary, self.fields):
            source.value_given.connect(self.value_given)
            source.back_to_file.connect(self.back_to_file)
            source.calm.connect(self.calm)
        self._build()

    @property
    def editing(self) -> bool:
        """Whether somebody is typing in it."""
        return self.fields.editor is not None or self.summary.editor is not None

    def show_card(self, card: CustomerCard, place: int, total: int) -> None:
        """Another customer, or the same one with other values."""
        self.card = card
        self._name.setText(card.name or _("unknown"))
        self._place.setText(_("{place} of {total}").format(place=number(place), total=number(total)))
        self._who.setText(_who(card))
        self.summary.show_card(card)
        self.fields.show_card(card)
        self.past.show_events(events(self._session.reader, card.id))
        self._stack.setVisible(True)
        self._tabs.setVisible(True)

    def show_detail(self, detail: Mapping[str, Any]) -> None:
        """The parts of the scores, which take a moment longer."""
        self.summary.show_detail(detail)

    def show_nobody(self, sentence: str) -> None:
        """No customer is chosen."""
        self.card = None
        self._name.setText("")
        self._place.setText("")
        self._who.setText(sentence)
        self._stack.setVisible(False)
        self._tabs.setVisible(False)

    def open_fields(self) -> None:
        """Go to the fields by keyboard."""
        self._tabs.setCurrentIndex(1)
        self.fields.focus_first()

    def show_tab(self, at: int) -> None:
        """Profile (0), fields (1) or history (2)."""
        self._tabs.setCurrentIndex(at)

    def _build(self) -> None:
        back = button("‹", self.previous.emit, role="flat", name=_("Previous customer (Alt+Up)"))
        on = button("›", self.next.emit, role="flat", name=_("Next customer (Alt+Down)"))
        for step in (back, on):
            step.setFixedWidth(step.fontMetrics().height() * 2)
        head = row(self._name, back, self._place, on, spacing=0)
        head.setStretch(0, 1)
        head.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        layout = column(head, self._who, self._tabs, self._stack, spacing=8)
        layout.setContentsMargins(20, 16, 12, 8)
        layout.setStretch(3, 1)
        self.setLayout(layout)


def _who(card: CustomerCard) -> str:
    said = [card.text("klantnummer")]
    if card.text("soort"):
        said.append(cell_name(card.text("soort")))
    said.append(card.text("plaats"))
    since = card.text("klant_sinds")
    if since:
        said.append(_("customer since {year}").format(year=since[:4]))
    return " · ".join(part for part in said if part)


class Past(QFrame):
    """What the customer bought, signed, said and answered, the latest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model: ListModel[Event] = ListModel(
            (
                Column(_("When"), lambda e: day(e.at) or _("unknown"), lambda _e: MUTED),
                Column(_("What"), lambda e: f"{e.kind} · {e.what}" if e.what else e.kind),
                Column(_("Amount"), lambda e: "" if e.amount is None else money(e.amount, 2), right=True),
            )
        )
        self._none = label(_("Nothing is known of the past yet."), "muted")
        self._table = Table(theme, _("History of the customer"))
        self._table.setModel(self.model)
        layout = column(self._none, self._table, spacing=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_events(self, events: Sequence[Event]) -> None:
        """Another customer's past."""
        self.model.show(events)
        self._table.fit_columns(1)
        self._none.setVisible(not events)
        self._table.setVisible(bool(events))
