"""The card of customer knowledge: how much is known per score and per field, what to ask next and of whom."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core import fields
from core.text import _, money, ngettext, number, percent
from core.words import outcome_name
from gui.theme import Theme
from gui.widgets.bar import Bar
from gui.widgets.basics import Card, button, clear, column, label, row

if TYPE_CHECKING:
    from analysis.knowledge import Filled, Knowledge, Question
    from models.queries import Person


class KnowledgeCard(Card):
    """Hidden while there is nothing to know of."""

    #: what to search for to see the customer
    customer_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(label(_("What you know of your customers"), "card-title"))
        self._theme = theme
        self._said = label("", "muted", wrap=True)
        self._asks: QVBoxLayout = column(spacing=4)
        self._scores, self._fields = _grid(), _grid()
        self._more = button(_("All fields"), self._toggle, role="link")
        self._field_box = QWidget()
        self._field_box.setLayout(self._fields)
        self._field_box.hide()
        self.body.addWidget(self._said)
        for title, part in ((_("Known of how many"), self._scores), (_("Ask next"), self._asks)):
            self.body.addWidget(label(title, "strong"))
            self.body.addLayout(part)
        self.body.addLayout(row(self._more, 0))
        self.body.addWidget(self._field_box)
        self.hide()

    def show_knowledge(self, found: "Knowledge | None", whom: "Sequence[Sequence[Person]]") -> None:
        """What is known, and for each of the first questions whom to ask."""
        self.setVisible(found is not None)
        if found is None:
            return
        from analysis.knowledge import summary_words

        self._said.setText(summary_words(found))
        self._show_shares(self._scores, [(outcome_name(each.name), each) for each in found.scores])
        named = [(_label(each.name), each) for each in found.fields]
        self._show_shares(self._fields, sorted(named, key=lambda one: (-one[1].share, one[0])))
        clear(self._asks)
        for question, people in zip(found.questions, whom, strict=False):
            self._ask(question, people)
        if not found.questions:
            self._asks.addWidget(label(_("Nothing: you know what can be known."), "muted", wrap=True))

    def _ask(self, question: "Question", people: "Sequence[Person]") -> None:
        self._asks.addWidget(label(f"“{question.text}”", wrap=True))
        said = ngettext("{n} customer", "{n} customers", question.customers)
        reach = _("{n} can be reached").format(n=number(question.reachable))
        words = f"{said.format(n=number(question.customers))}, {reach}. {question.why}"
        self._asks.addWidget(label(words, "muted", wrap=True))
        if people:
            self._asks.addWidget(label(_("First:"), "muted"))
            for person in people:
                wanted = person.klantnummer or person.name
                go = partial(self.customer_wanted.emit, wanted)
                worth = "" if person.clv is None else money(person.clv)
                name = button(person.name or wanted, go, role="link")
                self._asks.addLayout(row(name, 0, label(worth, "muted")))

    def _show_shares(self, grid: QGridLayout, lines: "Sequence[tuple[str, Filled]]") -> None:
        clear(grid)
        for at, (name, each) in enumerate(lines):
            grid.addWidget(label(name, wrap=True), at, 0)
            grid.addWidget(Bar(self._theme, each.share), at, 1)
            for place, text in ((2, number(each.known)), (3, percent(each.share))):
                figure = label(text, "" if place == 2 else "muted")
                figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(figure, at, place)
        grid.setColumnMinimumWidth(0, min(self._theme.px(120), 180))
        grid.setColumnStretch(1, 1)

    def _toggle(self) -> None:
        self._field_box.setVisible(self._field_box.isHidden())
        self._more.setText(_("All fields") if self._field_box.isHidden() else _("Fewer fields"))


def _label(name: str) -> str:
    known = fields.field(fields.CUSTOMERS, name)
    return _(known.label) if known else name


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(12)
    made.setVerticalSpacing(6)
    return made
