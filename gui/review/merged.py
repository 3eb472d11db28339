"""Who was merged into whom, and the way back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.text import _, day
from gui.review.longlist import LongList
from gui.review.parts import Facts, shortcut
from gui.review.words import who_text
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.cells import MUTED, STRONG
from gui.widgets.halves import Halves
from gui.widgets.table import Column

if TYPE_CHECKING:
    from models.queries import MergedPair


class MergedTab(QWidget):
    """Merging is a link: splitting gives everything back, also what came since."""

    #: the customer who is to stand on its own again
    split = Signal(int)
    customer_wanted = Signal(int)

    def __init__(self, theme: Theme, rows: "Callable[[Sequence[int]], Sequence[MergedPair]]") -> None:
        super().__init__()
        self.list: LongList[int, MergedPair] = LongList(
            theme, _("Merged customers"), _columns(), rows, letters=(28, 28, 11, 12)
        )
        self.list.say_empty(
            _("Nobody was merged yet"),
            _("Customers that you merge are listed here, and can be split again at any time."),
        )
        self._title = label("", "card-title", wrap=True)
        self.facts = Facts()
        self.into = button("", self._go, role="link")
        self.split_button = button(_("Split again"), self._split)
        words = _("The customer then stands on its own again, with everything it brought "
                  "and everything that files brought for it since.")  # fmt: skip
        self.hand = Card(
            self._title, self.facts, row(self.into, 0), label(words, "muted", wrap=True),
            row(self.split_button, 0),
        )  # fmt: skip
        side = QWidget()
        side.setLayout(column(self.hand, 0, spacing=16))
        self.setLayout(column(Halves(theme, self.list, scrolled(side), (800, 360), (420, 320))))
        self.list.moved.connect(lambda _row: self._show())
        self.list.chosen.connect(lambda _row: self._go())
        shortcut(self, "W", self.split_button)

    def show_many(self, many: int) -> None:
        """So many are merged."""
        self.list.show_keys(range(many))

    def _show(self) -> None:
        found = self.list.current()
        self.hand.setVisible(found is not None)
        if found is None:
            return
        self._title.setText(who_text(found.name, found.klantnummer))
        self.facts.show_facts(
            (
                (_("Merged on"), day(found.at)),
                (_("By"), found.who),
                (_("Reason"), found.reason or ""),
            )
        )
        self.into.setText(_("To {customer}").format(customer=who_text(found.into_name, found.into_number)))

    def _split(self) -> None:
        found = self.list.current()
        if found is not None:
            self.split.emit(found.id)

    def _go(self) -> None:
        found = self.list.current()
        if found is not None:
            self.customer_wanted.emit(found.survivor_id)


def _columns() -> "tuple[Column[MergedPair], ...]":
    return (
        Column(_("Merged"), lambda m: who_text(m.name, m.klantnummer), lambda _m: STRONG),
        Column(_("Into"), lambda m: who_text(m.into_name, m.into_number)),
        Column(_("When"), lambda m: day(m.at), lambda _m: MUTED),
        Column(_("By"), lambda m: m.who, lambda _m: MUTED),
    )
