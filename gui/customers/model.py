"""The customers table's model: it holds ids, and reads a page of rows when the view comes to it."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from gui.customers.columns import Shown, written
from gui.widgets.cells import Look
from gui.widgets.heads import NOWHERE, Index
from gui.widgets.paged import PagedModel

#: ids and column names → one tuple a customer, in the order of the ids
Fetch = Callable[[Sequence[int], Sequence[str]], Sequence[Sequence[Any]]]
#: ids → the fields of each that were set by hand
HandMarks = Callable[[Sequence[int]], dict[int, set[str]]]
#: one customer as the table shows it: text, look and value of each cell
Cells = list[tuple[str, Look, Any]]


class CustomersModel(PagedModel[Cells]):
    """Sorting and filtering happen in the base; this only shows what it was told, in that order."""

    columns: tuple[Shown, ...]

    def __init__(self, fetch: Fetch, hand_marks: HandMarks, columns: Sequence[Shown]) -> None:
        super().__init__()
        self._fetch, self._hand_marks = fetch, hand_marks
        self.columns = tuple(columns)
        self.ids: array[int] = array("q")
        #: (customer, field) → what was given by hand and is on its way to the base
        self._given: dict[tuple[int, str], Any] = {}

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

    def column_of(self, name: str) -> int:
        """The place of a column, -1 when it is not shown."""
        return next((at for at, shown in enumerate(self.columns) if shown.name == name), -1)

    def value(self, row: int, column: int) -> Any:
        """What lies in the base for a cell; None when unknown."""
        found = self.at(row)
        return None if found is None else found[column][2]

    def put(self, row: int, column: int, value: Any) -> None:
        """Show what was just given by hand, until the base has it (`landed`)."""
        name = self.columns[column].name
        self._given[self.ids[row], name] = value
        found = self.at(row)
        if found is not None:
            found[column] = self._shown(self.columns[column], value, {name})
            self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def landed(self, customer_id: int, name: str) -> None:
        """The base has what was given, or refused it: from now on it is read there."""
        self._given.pop((customer_id, name), None)

    def let_go(self) -> None:
        """Something was refused: show what is in the base."""
        self._given.clear()
        self.forget()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many customers."""
        return 0 if parent.isValid() else len(self.ids)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Which cells can be changed in place."""
        given = super().flags(index)
        if index.isValid() and self.columns[index.column()].editable:
            return given | Qt.ItemFlag.ItemIsEditable
        return given

    def read(self, first: int, many: int) -> list[Cells]:
        """A page of customers, every cell as it is shown."""
        ids = self.ids[first : first + many]
        hand = self._hand_marks(ids)
        rows = self._fetch(ids, [column.name for column in self.columns])
        found = [
            [
                self._shown(column, value, hand.get(customer_id, ()))
                for column, value in zip(self.columns, row, strict=True)
            ]
            for customer_id, row in zip(ids, rows, strict=True)
        ]
        for (customer_id, name), value in self._given.items():
            if customer_id in ids and (at := self.column_of(name)) >= 0:
                found[ids.index(customer_id)][at] = self._shown(self.columns[at], value, {name})
        return found

    def written(self, row: Cells, column: int) -> tuple[str, Look]:
        """The cell as it was read."""
        text, look, _value = row[column]
        return text, look

    @staticmethod
    def _shown(column: Shown, value: Any, hand: "set[str] | tuple[()]") -> tuple[str, Look, Any]:
        text, look = written(column.kind, value, column.name)
        if column.name in hand or (column.name == "naam" and bool(hand)):
            look = replace(look, hand=True)
        return text, look, value
