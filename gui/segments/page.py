"""The page Segmenten: choose a set, see its cells, go to the customers in one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget

from core.text import _, money, ngettext, number, percent
from core.words import cell_name, set_name
from gui.segments import reading
from gui.segments.matrix import MatrixView
from gui.segments.reading import BUILT_IN, MATRICES, Cell
from gui.session import CUSTOMERS, PROFILES, SETTINGS, Session
from gui.theme import Theme
from gui.widgets.basics import Card, button, label
from gui.widgets.cells import MUTED, PLAIN, STRONG, Look
from gui.widgets.page import Page
from gui.widgets.table import Column, ListModel, Table

_UNKNOWN = ("onbekend", "nvt")


class SegmentsPage(Page):
    """A matrix is a picture with the table beside it; any other set is the table alone."""

    #: set, cell
    show_customers = Signal(str, str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Segments"))
        self._session, self._theme = session, theme
        self.set_code = BUILT_IN[0]
        self.model: ListModel[Cell] = ListModel(_columns(self._cell_name))
        self.picker = QComboBox()
        self.picker.setAccessibleName(_("Set of segments"))
        for code in BUILT_IN:
            self.picker.addItem(set_name(code), code)
        self.matrix = MatrixView(theme)
        self.wide = self._table()
        self.narrow = self._table()
        self._title = label("", "card-title", wrap=True)
        self._said = label("", "muted", wrap=True)
        self._open = button(_("Show these customers"), self._show_current, role="primary")
        self._build()
        self._connect()
        self.ask()

    def show_set(self, code: str) -> None:
        """Go to a set."""
        self.picker.setCurrentIndex(self.picker.findData(code))

    def _cell_name(self, code: str) -> str:
        return cell_name(code, self.set_code)

    def _table(self) -> Table:
        made = Table(self._theme, _("Segments"), row_height=36)
        made.setModel(self.model)
        made.moved.connect(self._show_row)
        made.chosen.connect(lambda _row: self._show_current())
        return made

    def _build(self) -> None:
        self.controls.addWidget(self.picker)
        self._left = QStackedWidget()
        self._left.addWidget(Card(self.wide, margin=8))
        self._left.addWidget(Card(self.matrix, margin=16))
        hand = Card(self._title, self._said, self._open)
        hand.body.setAlignment(self._open, Qt.AlignmentFlag.AlignLeft)
        self._narrow_card = Card(self.narrow, margin=8)
        inner = Card(role="clear", margin=0)
        inner.body.setSpacing(16)
        inner.body.addWidget(self._narrow_card, 3)
        inner.body.addWidget(hand)
        inner.body.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left)
        splitter.addWidget(inner)
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([self._theme.px(780), self._theme.px(380)])
        self.fill(splitter)

    def _connect(self) -> None:
        self.picker.currentIndexChanged.connect(self._choose_set)
        self.matrix.cell_chosen.connect(self._choose_cell)
        self._session.data_changed.connect(self._refresh)

    def _refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {CUSTOMERS, PROFILES, SETTINGS}:
            self.ask_when_seen()

    def _choose_set(self) -> None:
        self.set_code = str(self.picker.currentData())
        self.ask()

    def _choose_cell(self, code: str) -> None:
        for row, cell in enumerate(self.model.rows):
            if cell.code == code:
                self._current_table().setCurrentIndex(self.model.index(row, 0))

    def _current_table(self) -> Table:
        return self.narrow if self.set_code in MATRICES else self.wide

    def ask(self) -> None:
        """The cells of the set, and the points of a matrix."""
        set_code = self.set_code
        question = self._session.in_reader(partial(reading.answer, set_code=set_code))
        self._session.look_up("segments", question, self._show_answer)

    def _show_answer(self, answer: reading.Answer) -> None:
        is_matrix = answer.set_code in MATRICES
        self._left.setCurrentIndex(1 if is_matrix else 0)
        self._narrow_card.setVisible(is_matrix)
        self.model.show(answer.cells)
        self.wide.fit_columns(0)
        self.narrow.setColumnHidden(2, True)  # the share is said below; there is no room for a bar
        self.narrow.fit_columns(0)
        known = sum(c.customers for c in answer.cells if c.code not in _UNKNOWN)
        unknown = sum(c.customers for c in answer.cells) - known
        said = [set_name(answer.set_code)]
        said.append(ngettext("{n} customer", "{n} customers", known).format(n=number(known)))
        if unknown:
            said.append(_("{n} unknown").format(n=number(unknown)))
        self.subtitle.setText(" · ".join(said))
        if is_matrix and answer.points is not None:
            counts = {c.code: c.customers for c in answer.cells}
            self.matrix.show_points(answer.points, MATRICES[answer.set_code], answer.borders, counts)
        if answer.cells:
            self._current_table().setCurrentIndex(self.model.index(0, 0))
        self._show_row(0 if answer.cells else -1)

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self.model.rows):
            self._title.setText(_("There are no customers yet."))
            self._said.setText(_("Import a file first; the segments follow by themselves."))
            self._open.setEnabled(False)
            return
        cell = self.model.rows[row]
        self._title.setText(self._cell_name(cell.code))
        said = ngettext("{n} customer", "{n} customers", cell.customers).format(n=number(cell.customers))
        parts = [said, percent(cell.share)]
        if cell.clv is not None:
            parts.append(_("{amount} customer value").format(amount=money(cell.clv)))
        self._said.setText(" · ".join(parts))
        self._open.setEnabled(cell.customers > 0)

    def _show_current(self) -> None:
        row = self._current_table().currentIndex().row()
        if 0 <= row < len(self.model.rows):
            self.show_customers.emit(self.set_code, self.model.rows[row].code)


def _columns(name: Callable[[str], str]) -> tuple[Column[Cell], ...]:
    return (
        Column[Cell](
            _("Segment"),
            lambda c: name(c.code),
            lambda c: STRONG if c.customers and c.code not in _UNKNOWN else MUTED,
        ),
        Column[Cell](_("Customers"), lambda c: number(c.customers), right=True),
        Column[Cell](_("Share"), lambda c: number(100 * c.share), lambda c: Look(bar=c.share)),
        Column[Cell](
            _("Customer value"),
            lambda c: _("unknown") if c.clv is None else money(c.clv),
            lambda c: MUTED if c.clv is None else PLAIN,
            right=True,
        ),
    )
