"""The page Overzicht: what is in the base, what waits for the user, how the customers are spread."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from core.text import _, day, money, number, percent
from core.words import cell_name
from gui.overview import reading
from gui.overview.knowledge import KnowledgeCard
from gui.review.words import review_lines
from gui.session import Session
from gui.theme import Theme
from gui.widgets.bar import Bar
from gui.widgets.basics import Card, button, clear, column, label, row, scrolled
from gui.widgets.chip import Dot
from gui.widgets.page import Page

#: text of this size and larger has room for fewer figures side by side
_LARGE = 1.5
_NARROW = 760  # px at 100 % text


class OverviewPage(Page):
    """Every number leads somewhere."""

    #: set, cell
    show_customers = Signal(str, str)
    #: code of a to-do list
    show_todo = Signal(str)
    #: part of the page Nakijken
    show_review = Signal(str)
    #: page
    go_to = Signal(str)
    #: what to search for to see a customer
    customer_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Overview"))
        self._session, self._theme = session, theme
        self._figures = QGridLayout()
        self._figures.setSpacing(16)
        self._todo = Card(label(_("What waits for you"), "card-title"))
        self._todo_lines = column(spacing=4)
        self._todo.body.addLayout(self._todo_lines)
        self._todo.body.addStretch(1)
        self._values = Card(label(_("Customer value matrix"), "card-title"))
        self._value_lines = _lines()
        self._values.body.addLayout(self._value_lines)
        self._values.body.addStretch(1)
        self._types = Card(label(_("Relationship with your customers"), "card-title"))
        self._type_lines = _lines()
        self._types.body.addLayout(self._type_lines)
        self._types.body.addStretch(1)
        self._model = Card(label(_("How customer value was found"), "card-title"))
        self._model_lines = column(spacing=6)
        self._model.body.addLayout(self._model_lines)
        self.knowledge = KnowledgeCard(theme)
        self.knowledge.customer_wanted.connect(self.customer_wanted)
        content = QWidget()
        left = column(self._types, self._values, self._model, 0, spacing=16)
        self._below = row(left, column(self._todo, self.knowledge, 0, spacing=16), spacing=16)
        self._below.setStretch(0, 3)
        self._below.setStretch(1, 2)
        content.setLayout(column(self._figures, self._below, 0, spacing=16))
        self.fill(scrolled(content))
        session.data_changed.connect(self._refresh)
        self.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The two columns lie one above the other where the text is too large for both."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._below.setDirection(way)

    def _refresh(self, _kinds: frozenset[str]) -> None:
        self.ask_when_seen()

    def ask(self) -> None:
        """Everything, in one look-up."""
        self._session.look_up("overview", self._session.in_reader(reading.overview), self._show)

    def _show(self, found: reading.Overview) -> None:
        self.subtitle.setText(
            _("Profiles as of {day}").format(day=day(found.as_of)) if found.as_of else _("No profiles yet")
        )
        self._show_figures(found)
        self._show_cells(self._type_lines, "relatie", found.relationship, found.customers)
        self._show_cells(self._value_lines, "waarde", found.value, found.customers)
        self._values.setVisible(bool(found.value))
        self._show_todo(found)
        self._show_model(found.model)
        self.knowledge.show_knowledge(found.knowledge, found.whom)

    def _show_figures(self, found: reading.Overview) -> None:
        clear(self._figures)
        columns = 3 if self._theme.scale >= _LARGE else 5
        figures = (
            (_("Customers"), number(found.customers)),
            (_("Order lines"), number(found.orders)),
            (_("Contacts"), number(found.interactions)),
            (_("Contracts"), number(found.contracts)),
            (_("Customer value in all"), _("unknown") if found.clv is None else money(found.clv)),
        )
        for at, (caption, figure) in enumerate(figures):
            card = Card(label(caption, "muted"), label(figure, "figure"))
            self._figures.addWidget(card, at // columns, at % columns)

    def _show_cells(
        self, grid: QGridLayout, set_code: str, cells: Sequence[tuple[str, int]], total: int
    ) -> None:
        clear(grid)
        for at, (code, customers) in enumerate(cells):
            share = customers / total if total else 0.0
            go = button(
                cell_name(code, set_code), partial(self.show_customers.emit, set_code, code), role="link"
            )
            if set_code == "relatie":
                grid.addWidget(Dot(self._theme, code), at, 0)
            grid.addWidget(go, at, 1)
            grid.addWidget(Bar(self._theme, share), at, 2)
            grid.addWidget(_right(number(customers)), at, 3)
            grid.addWidget(_right(percent(share), "muted"), at, 4)
        grid.setColumnMinimumWidth(0, self._theme.px(8))
        grid.setColumnMinimumWidth(1, min(self._theme.px(120), 180))
        grid.setColumnStretch(2, 1)

    def _show_model(self, sentences: Sequence[str]) -> None:
        """Which model, why, and what it found, in words; the settings that it used are a page further."""
        clear(self._model_lines)
        self._model.setVisible(bool(sentences))
        for sentence in sentences:
            self._model_lines.addWidget(label(sentence, "muted", wrap=True))
        go = button(_("To how it is computed"), partial(self.go_to.emit, "settings"), role="link")
        self._model_lines.addLayout(row(go, 0))

    def _show_todo(self, found: reading.Overview) -> None:
        clear(self._todo_lines)
        if not found.customers:
            start = button(_("Import a file"), partial(self.go_to.emit, "importing"), role="primary")
            self._todo_lines.addWidget(
                label(_("Begin with a file of customers or orders."), "muted", wrap=True)
            )
            self._todo_lines.addLayout(row(start, 0))
            return
        waiting = [(code, name, n) for code, name, n in found.todo if n]
        reviews = review_lines(found.review)
        for tab, words in reviews:
            self._todo_lines.addWidget(button(words, partial(self.show_review.emit, tab), role="link"))
        for code, name, n in waiting:
            self._todo_lines.addWidget(
                button(f"{number(n)} {name}", partial(self.show_todo.emit, code), role="link")
            )
        if not waiting and not reviews:
            self._todo_lines.addWidget(label(_("Nothing. Well done."), "muted"))


def _right(text: str, role: str = "") -> QWidget:
    made = label(text, role)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _lines() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(12)
    made.setVerticalSpacing(8)
    return made
