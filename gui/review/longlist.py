"""A list that may have thousands of rows, on a card: what is said above it, the table, or why it is empty."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QWidget

from core.text import _
from gui.theme import Theme
from gui.widgets.basics import Card, Elided, column, label, row
from gui.widgets.paged import FetchedModel
from gui.widgets.table import Column, Table

K = TypeVar("K")
R = TypeVar("R")
#: no column is narrower than this share of what it would like
_LEAST: Final = 0.8


class LongList(Card, Generic[K, R]):
    """Holds a key a row and reads rows page by page. Keeps its place when rows go, so that who works through
    the list goes on with the next."""

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
        rows: Callable[[Sequence[K]], Sequence[R]],
        *,
        letters: Sequence[int],
        many: bool = False,
    ) -> None:
        """`rows` gives the rows of a page of keys; `letters`: how wide each column would like to be; `many`
        rows can be selected at once."""
        super().__init__(margin=8)
        self._letters = tuple(letters)
        self._keys: Sequence[K] = ()
        self.model = FetchedModel(columns, lambda first, many: rows(self._keys[first : first + many]))
        self.table = Table(theme, name, row_height=36)
        self.table.viewport().installEventFilter(self)
        if many:
            self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setModel(self.model)
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
        self.tools.setContentsMargins(8, 8, 8, 0)
        self.head = QWidget()
        self.head.setLayout(self.tools)
        self.head.hide()
        self.body.addWidget(self.head)
        self.body.addWidget(self._stack, 1)
        self._words, self._asked = ("", ""), False
        self._tell_empty()
        self._stack.setCurrentIndex(1)
        self.table.moved.connect(self.moved)
        self.table.chosen.connect(self.chosen)
        self.table.selectionModel().selectionChanged.connect(lambda *_ranges: self.selected.emit())

    def show_keys(self, keys: Sequence[K]) -> None:
        """These rows there are now; the place in the list stays."""
        was, many = max(self.table.currentIndex().row(), 0), len(keys)
        self._keys, self._asked = keys, True
        self._tell_empty()
        self.model.show_many(many)
        self._stack.setCurrentIndex(0 if many else 1)
        if not many:
            self.moved.emit(-1)
            return
        self.select(min(was, many - 1))
        self.moved.emit(self.table.currentIndex().row())

    def say_empty(self, title: str, why: str) -> None:
        """What is to be read where there are no rows, once that is known."""
        self._words = (title, why)
        self._tell_empty()

    def _tell_empty(self) -> None:
        title, why = self._words if self._asked else (_("One moment …"), "")
        self._nothing.setText(title)
        self._why.setText(why)

    def add_tools(self, *tools: QWidget) -> None:
        """Controls above the table; words among them take the room that is left."""
        for tool in tools:
            self.tools.addWidget(tool, 1 if isinstance(tool, Elided) else 0)
        if not any(isinstance(tool, Elided) for tool in tools):
            self.tools.addStretch(1)
        self.head.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The columns share the room that there is, as they would like it."""
        if event.type() == QEvent.Type.Resize:
            self._share(self.table.viewport().width())
        return super().eventFilter(watched, event)

    def _share(self, room: int) -> None:
        letter = self.table.fontMetrics().averageCharWidth()
        scale = max(room / (sum(self._letters) * letter), _LEAST)
        widths = [int(letters * letter * scale) for letters in self._letters]
        widths[0] += max(room - sum(widths), 0)
        for at, width in enumerate(widths):
            self.table.setColumnWidth(at, width)

    def select(self, at: int) -> None:
        """Make this row the current and only selected one."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(at, 0), flags)

    def current(self) -> R | None:
        """The row in hand."""
        return self.model.at(self.table.currentIndex().row())

    def selected_keys(self) -> list[K]:
        """The keys of the rows that are selected: no index for each of thousands of rows."""
        return [key for top, bottom in self._ranges() for key in self._keys[top : bottom + 1]]

    def count_selected(self) -> int:
        """How many rows are selected."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def _ranges(self) -> list[tuple[int, int]]:
        chosen = self.table.selectionModel().selection()
        return sorted((chosen.at(i).top(), chosen.at(i).bottom()) for i in range(chosen.size()))
