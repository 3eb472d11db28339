"""Long lists: a model that knows how many rows there are, and reads a page when the view comes there."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from gui.widgets.cells import PLAIN, Look
from gui.widgets.heads import NOWHERE, HeadedModel, Index
from gui.widgets.table import Column

PAGE_ROWS: Final = 64
_PAGES_KEPT: Final = 48

R = TypeVar("R")


class PagedModel(HeadedModel, Generic[R]):
    """Sorting and filtering happen in the base; subclasses read rows by place and write their cells."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()

    def read(self, first: int, many: int) -> Sequence[R]:
        """At most `many` rows from `first` on."""
        return ()

    def written(self, row: R, column: int) -> tuple[str, Look]:
        """Text and look of one cell of a row that was read."""
        return str(row), PLAIN

    def forget(self) -> None:
        """Values are others now: read again what is in view."""
        self._pages.clear()
        rows, columns = self.rowCount(), self.columnCount()
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))

    def at(self, row: int) -> R | None:
        """One row; None where there is none (any more)."""
        if not 0 <= row < self.rowCount():
            return None
        page = row // PAGE_ROWS
        if page not in self._pages:
            self._pages[page] = self.read(page * PAGE_ROWS, PAGE_ROWS)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        rows = self._pages[page]
        place = row - page * PAGE_ROWS
        return rows[place] if place < len(rows) else None

    def cell(self, row: int, column: int) -> tuple[str, Look]:
        """Text and look of one cell, read when it is first asked for."""
        found = self.at(row)
        return ("", PLAIN) if found is None else self.written(found, column)


class FetchedModel(PagedModel[R]):
    """A long list of rows that a question gives page by page, in columns as short lists have them."""

    columns: tuple[Column[R], ...]

    def __init__(self, columns: Sequence[Column[R]], fetch: Callable[[int, int], Sequence[R]]) -> None:
        """`fetch` gives at most so many rows from that place on."""
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._many = 0

    def show_many(self, many: int) -> None:
        """So many rows there are now; they are read anew."""
        self.beginResetModel()
        self._many = many
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else self._many

    def read(self, first: int, many: int) -> Sequence[R]:
        """A page of rows."""
        return self._fetch(first, many)

    def written(self, row: R, column: int) -> tuple[str, Look]:
        """The cell as its column writes it."""
        return self.columns[column].text(row), self.columns[column].look(row)
