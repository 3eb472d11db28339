"""The customers table's model: it holds ids, and reads a page of rows when the view comes to it."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, Qt

from gui.customers.columns import Shown, written
from gui.widgets.cells import LOOK_ROLE, PLAIN, Look
from gui.widgets.table import LEFT, NOWHERE, RIGHT, Index

PAGE_ROWS: Final = 64
_PAGES_KEPT: Final = 48

#: ids and column names → one tuple a customer, in the order of the ids
Fetch = Callable[[Sequence[int], Sequence[str]], Sequence[Sequence[Any]]]
#: ids → the fields of each that were set by hand
HandMarks = Callable[[Sequence[int]], dict[int, set[str]]]


class CustomersModel(QAbstractTableModel):
    """Sorting and filtering happen in the base; this only shows what it was told, in that order."""

    def __init__(self, fetch: Fetch, hand_marks: HandMarks, columns: Sequence[Shown]) -> None:
        super().__init__()
        self._fetch, self._hand_marks = fetch, hand_marks
        self.columns = tuple(columns)
        self.ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[list[tuple[str, Look]]]] = OrderedDict()

    def show_ids(self, ids: "array[int]") -> None:
        """Show these customers, in this order."""
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Shown]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._pages.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Values are others now: read again what is in view."""
        self._pages.clear()
        if len(self.ids):
            last = self.index(len(self.ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, customer_id: int) -> int:
        """The row of a customer, -1 when it is not among those shown."""
        try:
            return self.ids.index(customer_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many customers."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, look and alignment of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(index.row(), index.column())[0]
        if role == LOOK_ROLE:
            return self._cell(index.row(), index.column())[1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[index.column()].right else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self.columns[section].right else LEFT
        return None

    def _cell(self, row: int, column: int) -> tuple[str, Look]:
        page = row // PAGE_ROWS
        if page not in self._pages:
            self._pages[page] = self._read(page)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        rows = self._pages[page]
        at = row - page * PAGE_ROWS
        return rows[at][column] if at < len(rows) else ("", PLAIN)

    def _read(self, page: int) -> list[list[tuple[str, Look]]]:
        ids = self.ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
        hand = self._hand_marks(ids)
        rows = self._fetch(ids, [column.name for column in self.columns])
        return [
            [
                self._written(column, value, hand.get(customer_id, ()))
                for column, value in zip(self.columns, row, strict=True)
            ]
            for customer_id, row in zip(ids, rows, strict=True)
        ]

    @staticmethod
    def _written(column: Shown, value: Any, hand: "set[str] | tuple[()]") -> tuple[str, Look]:
        text, look = written(column.kind, value, column.name)
        by_hand = column.name in hand or (column.name == "naam" and bool(hand))
        if by_hand:
            look = Look(look.tone, look.bold, look.dot, look.bar, hand=True)
        return text, look
