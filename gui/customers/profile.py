"""The profile beside the table: who it is, what is known, every field, and what happened."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar

from core.text import N_, _, number
from core.words import cell_name
from gui.customers.around import AroundPanel, around
from gui.customers.card import CustomerCard
from gui.customers.fieldlist import FieldList
from gui.customers.handwork import Handwork
from gui.customers.past import Past
from gui.customers.summary import Summary
from gui.session import Session
from gui.theme import Theme
from gui.widgets.basics import button, column, label, reveal, row, scrolled

_LONGEST: Final = 22  # letters of a word that fit beside each other
_TABS: Final = (N_("Profile"), N_("Details"), N_("Around"), N_("Past"))


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

    #: a label to add, a label to take away
    label_added = Signal(str)
    label_removed = Signal(str)
    advice_wanted = Signal()
    #: the rows behind a score
    rows_wanted = Signal(str)
    #: another customer to go to
    customer_wanted = Signal(int)
    #: back to the table, with the keyboard
    left = Signal()

    def __init__(self, theme: Theme, session: Session, hand: Handwork) -> None:
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
        self._tabs.setUsesScrollButtons(False)
        for title in _TABS:
            self._tabs.addTab(_(title))
        self.summary = Summary(theme)
        self.fields = FieldList()
        self.around = AroundPanel(hand)
        self.past = Past(theme, session)
        self._stack = QStackedWidget()
        for part in (scrolled(self.summary), scrolled(self.fields), scrolled(self.around), self.past):
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        for source in (self.summary, self.fields):
            source.value_given.connect(self.value_given)
            source.back_to_file.connect(self.back_to_file)
            source.calm.connect(self.calm)
        self.summary.label_added.connect(self.label_added)
        self.summary.label_removed.connect(self.label_removed)
        self.summary.label_left.connect(self.left)
        self.summary.advice_wanted.connect(self.advice_wanted)
        self.summary.rows_wanted.connect(self.rows_wanted)
        self.around.customer_wanted.connect(self.customer_wanted)
        self._build()

    @property
    def editing(self) -> bool:
        """Whether somebody is typing in it."""
        return self.fields.editor is not None or self.summary.editing

    def show_card(self, card: CustomerCard, place: int, total: int) -> None:
        """Another customer, or the same one with other values."""
        self.card = card
        self._name.setText(breakable(card.name) or _("unknown"))
        self._place.setText(_("{place} of {total}").format(place=number(place), total=number(total)))
        self._who.setText(_who(card))
        self.summary.show_card(card)
        self.fields.show_card(card)
        company = card.text("soort") == "zakelijk" or bool(card.text("bedrijfsnaam"))
        self.around.show_around(card.id, around(self._session.reader, card.id, company=company))
        self.past.show_past(card.id)
        self.more.setVisible(True)
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
        self.more.setVisible(False)
        self._stack.setVisible(False)
        self._tabs.setVisible(False)

    def open_fields(self) -> None:
        """Go to the fields by keyboard."""
        self._tabs.setCurrentIndex(1)
        self.fields.focus_first()

    def write_note(self) -> None:
        """Open the note, by keyboard."""
        self.show_tab(0)
        self.summary.notes.open()
        reveal(self.summary.notes)

    def write_label(self) -> None:
        """Go to the line for a new label, by keyboard."""
        self.show_tab(0)
        self.summary.labels.line.setFocus()
        reveal(self.summary.labels)

    def show_tab(self, at: int) -> None:
        """Profile (0), fields (1), what hangs on the customer (2) or history (3)."""
        self._tabs.setCurrentIndex(at)

    def _build(self) -> None:
        back = button("‹", self.previous.emit, role="flat", name=_("Previous customer (Alt+Up)"))
        on = button("›", self.next.emit, role="flat", name=_("Next customer (Alt+Down)"))
        self.more = button("⋯", role="flat", name=_("More for this customer"))
        for step in (back, on, self.more):
            step.setFixedWidth(step.fontMetrics().height() * 2)
        # a long name is not cut off by the buttons beside it
        place = row(self._who, back, self._place, on, spacing=0)
        place.setStretch(0, 1)
        for part in (back, self._place, on):
            place.setAlignment(part, Qt.AlignmentFlag.AlignTop)
            part.setMinimumHeight(back.sizeHint().height())
        head = row(self._name, self.more, spacing=0)
        head.setStretch(0, 1)
        head.setAlignment(self.more, Qt.AlignmentFlag.AlignTop)
        layout = column(head, place, self._tabs, self._stack, spacing=8)
        layout.setContentsMargins(20, 16, 12, 8)
        layout.setStretch(3, 1)
        self.setLayout(layout)


def breakable(name: str) -> str:
    """A name whose longest words may go on on the next line."""
    space = "\N{ZERO WIDTH SPACE}"
    return " ".join(word if len(word) <= _LONGEST else space.join(word) for word in name.split(" "))


def _who(card: CustomerCard) -> str:
    said = [card.text("klantnummer")]
    if card.text("soort"):
        said.append(cell_name(card.text("soort")))
    said.append(card.text("plaats"))
    since = card.text("klant_sinds")
    if since:
        said.append(_("customer since {year}").format(year=since[:4]))
    return " · ".join(part for part in said if part)
