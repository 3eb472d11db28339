"""What stands in the place of the picture when two days are compared: the flow, or who dropped as a list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.text import _, day, money, ngettext, number
from gui.segments.flow import FlowView
from gui.segments.movement import cell_words, signed
from gui.segments.reading import Movement
from gui.theme import Theme
from gui.widgets.basics import button, column, label, row
from gui.widgets.cells import MUTED, PLAIN, STRONG
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from models.queries import Moved


class MovedView(QWidget):
    """A title, a way back, and below it one of the two."""

    left = Signal()
    #: what to search for to see the customer
    customer_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.found: Movement | None = None
        self.flow = FlowView(theme)
        self.model: ListModel[Moved] = ListModel(self._columns())
        self.table = Table(theme, _("Customers who dropped"))
        self.table.setModel(self.model)
        self.table.chosen.connect(self._choose)
        self.title = label("", "card-title", wrap=True)
        back = button(_("Back to the picture"), self.left.emit, role="link")
        head = row(self.title, back)
        head.setStretch(0, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.flow)
        self._stack.addWidget(self.table)
        layout = column(head, self._stack, spacing=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_flow(self) -> None:
        """The flow of the movement that was found last."""
        if self.found is not None:
            self.flow.show_movement(self.found)
            said = _("From {earlier} to {later}")
            days = {"earlier": day(self.found.earlier.as_of), "later": day(self.found.later.as_of)}
            self.title.setText(said.format(**days))
            self._stack.setCurrentIndex(0)

    def show_people(self, people: "Sequence[Moved]") -> None:
        """Who dropped."""
        self.model.show(people)
        self.table.fit_columns(0)
        said = ngettext("{n} customer dropped", "{n} customers dropped", len(people))
        self.title.setText(said.format(n=number(len(people))))
        self._stack.setCurrentIndex(1)

    def _choose(self, at: int) -> None:
        person = self.model.rows[at]
        self.customer_wanted.emit(person.klantnummer or person.name)

    def _cell(self, cell: str) -> str:
        return cell_words(cell, self.found.set_code if self.found is not None else "")

    def _columns(self) -> "tuple[Column[Moved], ...]":
        return (
            Column(_("Name"), lambda m: m.name or m.klantnummer, lambda _m: STRONG),
            Column(_("from"), lambda m: self._cell(m.before)),
            Column(_("to"), lambda m: self._cell(m.after)),
            Column(
                _("value then"),
                lambda m: _("unknown") if m.clv_before is None else money(m.clv_before),
                lambda m: MUTED if m.clv_before is None else PLAIN,
                right=True,
            ),
            Column(
                _("change"), _change, lambda m: MUTED if _change(m) == _("unknown") else PLAIN, right=True
            ),
        )


def _change(person: "Moved") -> str:
    if person.clv_before is None or person.clv_after is None:
        return _("unknown")
    return signed(person.clv_after - person.clv_before)
