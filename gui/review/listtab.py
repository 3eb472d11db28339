"""What most parts of the page are: a list at the left, and what is in hand at the right."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.review.longlist import LongList
from gui.theme import Theme
from gui.widgets.basics import Card, column, scrolled
from gui.widgets.halves import Halves
from gui.widgets.table import Column

R = TypeVar("R")
#: px of list and hand at 100 % text; what they need where they lie one above the other
_WIDTHS = (800, 360)
_HEIGHTS = (420, 420)


class ListTab(QWidget, Generic[R]):
    """Rows are known by a number (an id, or the place in the list). Enter on one leads to its customer."""

    customer_wanted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column[R]],
        rows: Callable[[Sequence[int]], Sequence[R]],
        letters: Sequence[int],
        *,
        many: bool = False,
    ) -> None:
        """See `LongList`."""
        super().__init__()
        self._theme = theme
        self.list: LongList[int, R] = LongList(theme, name, columns, rows, letters=letters, many=many)
        self.hand = Card()
        self.list.moved.connect(lambda _row: self._show())
        self.list.chosen.connect(lambda _row: self.go())

    def lay_out(self, *below: QWidget) -> None:
        """The list, and at the right the card in hand with `below` under it."""
        side = QWidget()
        side.setLayout(column(self.hand, *below, 0, spacing=16))
        self._below, self._side = below, scrolled(side)
        self.setLayout(column(Halves(self._theme, self.list, self._side, _WIDTHS, _HEIGHTS)))
        self._side.hide()

    def go(self) -> None:
        """To the customer of the row in hand."""
        found = self.list.current()
        customer = None if found is None else self.customer_of(found)
        if customer is not None:
            self.customer_wanted.emit(customer)

    def customer_of(self, found: R) -> int | None:
        """Whom a row is about."""
        return None

    def show_row(self, found: R) -> None:
        """Fill the card in hand."""

    def _show(self) -> None:
        found = self.list.current()
        self.hand.setVisible(found is not None)
        # a list without rows has the whole width
        self._side.setVisible(found is not None or any(not part.isHidden() for part in self._below))
        if found is not None:
            self.show_row(found)
