"""Who was merged into whom, and the way back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.text import _, day
from gui.review.listtab import ListTab
from gui.review.parts import Facts, shortcut
from gui.review.words import who_text
from gui.theme import Theme
from gui.widgets.basics import button, label, row
from gui.widgets.cells import MUTED, STRONG
from gui.widgets.table import Column

if TYPE_CHECKING:
    from models.queries import MergedPair


class MergedTab(ListTab["MergedPair"]):
    """Merging is a link: splitting gives everything back, also what came since."""

    #: the customer who is to stand on its own again
    split = Signal(int)

    def __init__(self, theme: Theme, rows: "Callable[[Sequence[int]], Sequence[MergedPair]]") -> None:
        super().__init__(theme, _("Merged customers"), _columns(), rows, (28, 28, 11, 12))
        self.list.say_empty(
            _("Nobody was merged yet"),
            _("Customers that you merge are listed here, and can be split again at any time."),
        )
        self._title = label("", "card-title", wrap=True)
        self.facts = Facts()
        self.into = button("", self.go, role="link")
        self.split_button = button(_("Split again"), self._split)
        words = _("The customer then stands on its own again, with everything it brought "
                  "and everything that files brought for it since.")  # fmt: skip
        for part in (self._title, self.facts, self.into, label(words, "muted", wrap=True)):
            self.hand.body.addWidget(part)
        self.hand.body.addLayout(row(self.split_button, 0))
        self.lay_out()
        shortcut(self, "W", self.split_button)

    def show_many(self, many: int) -> None:
        """So many are merged."""
        self.list.show_keys(range(many))

    def customer_of(self, found: "MergedPair") -> int:
        """Who is there now."""
        return found.survivor_id

    def show_row(self, found: "MergedPair") -> None:
        """Who, when, why, and into whom."""
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


def _columns() -> "tuple[Column[MergedPair], ...]":
    return (
        Column(_("Merged"), lambda m: who_text(m.name, m.klantnummer), lambda _m: STRONG),
        Column(_("Into"), lambda m: who_text(m.into_name, m.into_number)),
        Column(_("When"), lambda m: day(m.at), lambda _m: MUTED),
        Column(_("By"), lambda m: m.who, lambda _m: MUTED),
    )
