"""The customers table's model: it holds ids, and reads a page of rows when the view comes to it."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from gui.customers.columns import Shown, written
from gui.widgets.cells import Look
from gui.widgets.heads import NOWHERE, Index
from gui.widgets.paged import PagedModel

#: ids and column names → one tuple a customer, in the order of the ids
Fetch = Callable[[Sequence[int], Sequence[str]], Sequence[Sequence[Any]]]
#: ids → the fields of each that were set by hand
HandMarks = Callable[[Sequence[int]], dict[int, set[str]]]
#: one customer as the table shows it
Cells = list[tuple[str, Look]]


class CustomersModel(PagedModel[Cells]):
    """Sorting and filtering happen in the base; this only shows what it was told, in that order."""

    columns: tuple[Shown, ...]

    def __init__(self, fetch: Fetch, hand_marks: HandMarks, columns: Sequence[Shown]) -> None:
        super().__init__()
        self._fetch, self._hand_marks = fetch, hand_marks
        self.columns = tuple(columns)
        self.ids: array[int] = array("q")

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

    def row_of(self, customer_id: int) -> int:
        """The row of a customer, -1 when it is not among those shown."""
        try:
            return self.ids.index(customer_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many customers."""
        return 0 if parent.isValid() else len(self.ids)

    def read(self, first: int, many: int) -> list[Cells]:
        """A page of customers, every cell as it is shown."""
        ids = self.ids[first : first + many]
        hand = self._hand_marks(ids)
        rows = self._fetch(ids, [column.name for column in self.columns])
        return [
            [
                self._shown(column, value, hand.get(customer_id, ()))
                for column, value in zip(self.columns, row, strict=True)
            ]
            for customer_id, row in zip(ids, rows, strict=True)
        ]

    def written(self, row: Cells, column: int) -> tuple[str, Look]:
        """The cell as it was read."""
        return row[column]

    @staticmethod
    def _shown(column: Shown, value: Any, hand: "set[str] | tuple[()]") -> tuple[str, Look]:
        text, look = written(column.kind, value, column.name)
        by_hand = column.name in hand or (column.name == "naam" and bool(hand))
        if by_hand:
            look = Look(look.tone, look.bold, look.dot, look.bar, hand=True)
        return text, look
