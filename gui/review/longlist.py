"""A list that may have thousands of rows, on a card: what is said above it, the table, or why it is empty."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QWidget

from gui.theme import Theme
from gui.widgets.basics import Card, column, label, row
from gui.widgets.paged import FetchedModel
from gui.widgets.table import Column, Table

R = TypeVar("R")
#: rows that are measured to find how wide a column is
_MEASURED: Final = 40


class LongList(Card, Generic[R]):
    """Keeps its place when rows go, so that who works through the list goes on with the next."""

    #: the current row is another one now, or was read anew; -1: there is none
    moved = Signal(int)
    #: Enter or a double click on a row
    chosen = Signal(int)
    #: other rows are selected
    selected = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column[R]],
        fetch: Callable[[int, int], Sequence[R]],
        *,
        many: bool = False,
        stretch: int = 0,
    ) -> None:
        """`fetch` gives at most so many rows from a place on; `many` rows can be selected at once."""
        super().__init__(margin=8)
        self._stretch = stretch
        self.model = FetchedModel(columns, fetch)
        self.table = Table(theme, name, row_height=36)
        if many:
            self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setModel(self.model)
        self.table.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.said = label("", "muted", wrap=True)
        self.tools: QHBoxLayout = row(spacing=8)
        self._nothing = label("", "card-title", wrap=True)
        self._why = label("", "muted", wrap=True)
        for words in (self._nothing, self._why):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty_tools: QHBoxLayout = row(spacing=8)
        empty = QWidget()
        empty.setProperty("role", "clear")
        empty.setLayout(column(0, self._nothing, self._why, row(0, self.empty_tools, 0), 0, spacing=12))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        head = column(self.tools, self.said, spacing=8)
        head.setContentsMargins(8, 8, 8, 0)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        self.table.moved.connect(self.moved)
        self.table.chosen.connect(self.chosen)
        self.table.selectionModel().selectionChanged.connect(lambda *_ranges: self.selected.emit())

    def show_many(self, many: int) -> None:
        """So many rows there are now; the current one stays, or the one that came in its place."""
        was = max(self.table.currentIndex().row(), 0)
        had_rows = self.model.rowCount() > 0
        self.model.show_many(many)
        self._stack.setCurrentIndex(0 if many else 1)
        if not many:
            self.moved.emit(-1)
            return
        if not had_rows:
            self.table.fit_columns(self._stretch, limit=280)
        self.select(min(was, many - 1))
        self.moved.emit(self.table.currentIndex().row())

    def say_empty(self, title: str, why: str) -> None:
        """What is to be read where there are no rows."""
        self._nothing.setText(title)
        self._why.setText(why)

    def select(self, at: int) -> None:
        """Make this row the current and only selected one."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(at, 0), flags)

    def current(self) -> R | None:
        """The row in hand."""
        return self.model.at(self.table.currentIndex().row())

    def ranges(self) -> list[tuple[int, int]]:
        """First and last rows of what is selected: no index for each of thousands of rows."""
        chosen = self.table.selectionModel().selection()
        return sorted((chosen.at(i).top(), chosen.at(i).bottom()) for i in range(chosen.size()))

    def count_selected(self) -> int:
        """How many rows are selected."""
        return sum(bottom - top + 1 for top, bottom in self.ranges())
