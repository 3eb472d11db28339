"""Tables as this window has them (whole rows, hair lines, no grid), and a model for lists in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.theme import Theme
from gui.widgets.cells import PLAIN, CellDelegate, Look
from gui.widgets.heads import NOWHERE, HeadedModel, Index

R = TypeVar("R")


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a short list: its head, the text of a row, and how that text looks."""

    title: str
    text: Callable[[R], str]
    look: Callable[[R], Look] = lambda _row: PLAIN
    right: bool = False


class ListModel(HeadedModel, Generic[R]):
    """Rows that are all at hand (history, cells of a set, rejected rows): a few thousand at most."""

    columns: tuple[Column[R], ...]

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[R] = []

    def show(self, rows: Sequence[R]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def cell(self, row: int, column: int) -> tuple[str, Look]:
        """Text and look of a cell."""
        found = self.columns[column]
        return found.text(self.rows[row]), found.look(self.rows[row])


class Table(QTableView):
    """A view on either kind of model. Enter or a double click chooses a row; Ctrl+C copies for Excel."""

    chosen = Signal(int)
    #: the row that is current now, -1 for none
    moved = Signal(int)

    def __init__(self, theme: Theme, name: str, *, row_height: int = 32) -> None:
        super().__init__()
        self._theme = theme
        self._row_height = row_height
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(theme.px(40))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.doubleClicked.connect(lambda index: self.choose(index.row()))
        theme.changed.connect(self._measure)
        self._measure()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show this model, and say when the current row moves."""
        super().setModel(model)
        if self.selectionModel() is not None and model is not None:
            # The head would look at every row to know whether its whole column is selected: 100,000 rows
            # times the columns, at each change of the selection. It has nothing to show of that.
            self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
            self.selectionModel().currentRowChanged.connect(lambda now, _old: self.moved.emit(now.row()))

    def fit_columns(self, stretch: int, *, limit: int = 320) -> None:
        """Columns as wide as what they hold (for short lists), one of them taking what is left."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        self.resizeColumnsToContents()
        for column in range(header.count()):
            wanted = min(max(self.columnWidth(column), header.sectionSizeHint(column)), self._theme.px(limit))
            self.setColumnWidth(column, wanted)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        if 0 <= stretch < header.count():
            others = sum(self.columnWidth(c) for c in range(header.count()) if c != stretch)
            if others + self.columnWidth(stretch) <= self.viewport().width() or not self.isVisible():
                header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def fit_height(self, most: int) -> None:
        """As high as its rows (for short lists), at most so many; then it scrolls."""
        rows = min(max(self.model().rowCount(), 1), most)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + rows * self._theme.px(self._row_height) + 2)

    def choose(self, row: int) -> None:
        """What a double click or Enter does with a row."""
        self.chosen.emit(row)

    def keyboardSearch(self, search: str) -> None:
        """Qt's search would read every row of 100,000 at a key press; the search box is made for it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, Ctrl+C copies rows as Excel pastes them."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.choose(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected rows, heads above, as tab-separated text on the clipboard."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        model = self.model()
        shown = [c for c in range(model.columnCount()) if not self.isColumnHidden(c)]
        lines = [[model.headerData(c, Qt.Orientation.Horizontal) for c in shown]]
        lines += [[model.index(r, c).data() for c in shown] for r in sorted(rows)]
        text = "\n".join("\t".join(_one_line(cell) for cell in cells) for cells in lines)
        QGuiApplication.clipboard().setText(text + "\n")

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(self._row_height))
        self.viewport().update()


def _one_line(cell: object) -> str:
    return str(cell or "").replace("\t", " ").replace("\n", " ")
