"""Who belong together without being the same: households, and colleagues of one company."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.text import _, ngettext, number
from gui.review.listtab import ListTab
from gui.review.reading import COMPANY
from gui.review.words import who_text
from gui.theme import Theme
from gui.widgets.basics import button, clear, column, label, row
from gui.widgets.cells import MUTED, STRONG
from gui.widgets.table import Column

if TYPE_CHECKING:
    from models.queries import Household


class HouseholdsTab(ListTab["Household"]):
    """Each household with its members; one goes out, or all do."""

    #: customer who leaves
    leave = Signal(int)
    #: the members of a household that is dissolved
    dissolve = Signal(object)

    def __init__(self, theme: Theme, rows: "Callable[[Sequence[int]], Sequence[Household]]") -> None:
        super().__init__(theme, _("Households"), _columns(), rows, (24, 12, 40, 8))
        self.list.say_empty(
            _("No households yet"),
            _("People at one address and colleagues with one mailbox stay customers of their own. "
              "Under “Doubles” they are proposed; make a household of them there."),
        )  # fmt: skip
        self._name = label("", "card-title", wrap=True)
        self._kind = label("", "muted")
        self._lines = column(spacing=4)
        self.dissolve_button = button("", self._dissolve)
        for part in (self._name, self._kind):
            self.hand.body.addWidget(part)
        self.hand.body.addLayout(self._lines)
        self.hand.body.addLayout(row(self.dissolve_button, 0))
        self.lay_out()

    def show_many(self, many: int) -> None:
        """So many households there are."""
        self.list.show_keys(range(many))

    def show_row(self, found: "Household") -> None:
        """The members, each with the way to it and the way out."""
        self._name.setText(found.name)
        self._kind.setText(f"{kind_text(found.kind)} · {_members(found)}")
        clear(self._lines)
        for number_, klantnummer, name in found.members:
            who = who_text(name, klantnummer)
            go = button(who, partial(self.customer_wanted.emit, number_), role="link")
            out = button(
                _("take out"), partial(self.leave.emit, number_), role="link",
                name=_("{customer}: take out").format(customer=who),
            )  # fmt: skip
            self._lines.addLayout(row(go, 0, out))
        dissolve = _("Dissolve the company") if found.kind == COMPANY else _("Dissolve the household")
        self.dissolve_button.setText(dissolve)

    def _dissolve(self) -> None:
        found = self.list.current()
        if found is not None:
            self.dissolve.emit([member[0] for member in found.members])


def kind_text(kind: str) -> str:
    """Household or colleagues."""
    return _("colleagues") if kind == COMPANY else _("household")


def _members(found: "Household") -> str:
    many = len(found.members)
    return ngettext("{n} member", "{n} members", many).format(n=number(many))


def _columns() -> "tuple[Column[Household], ...]":
    return (
        Column(_("Name"), lambda h: h.name, lambda _h: STRONG),
        Column(_("Kind"), lambda h: kind_text(h.kind), lambda _h: MUTED),
        Column(_("Members"), lambda h: ", ".join(name or nr for _id, nr, name in h.members)),
        Column(_("How many"), lambda h: number(len(h.members)), right=True),
    )
