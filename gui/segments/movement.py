"""The card "Sinds 1 augustus": from which cell to which, with value, and who dropped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from core.text import _, day, money, ngettext, number
from core.words import cell_name
from gui.segments.reading import Movement, downward
from gui.widgets.basics import Card, button, clear, label, row

_LINES = 8


class MovementCard(Card):
    """Hidden until two days are compared."""

    flow_wanted = Signal()
    dropped_wanted = Signal()

    def __init__(self) -> None:
        self.title = label("", "card-title", wrap=True)
        self.said = label("", "muted", wrap=True)
        super().__init__(self.title, self.said)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for at in (0, 1):
            self._grid.setColumnStretch(at, 1)
        self.body.addLayout(self._grid)
        self.flow = button(_("Show as a flow"), self.flow_wanted.emit, role="link")
        self.dropped = button("", self.dropped_wanted.emit, role="link")
        self.body.addLayout(row(self.flow, 0))
        self.body.addLayout(row(self.dropped, 0))
        self._warning = label("", "warning", wrap=True)
        self.body.addWidget(self._warning)
        self.hide()

    def show_movement(self, found: Movement | None) -> None:
        """The moves of a set since a day; None: nothing is compared."""
        self.setVisible(found is not None)
        if found is None:
            return
        moved = [move for move in found.moves if move.before != move.after]
        total = sum(move.customers for move in moved)
        self.title.setText(_("Since {day}").format(day=day(found.earlier.as_of)))
        said = ngettext("{n} customer moved up to {day}", "{n} customers moved up to {day}", total)
        self.said.setText(said.format(n=number(total), day=day(found.later.as_of)))
        clear(self._grid)
        if moved:
            heads = (_("from"), _("to"), _("customers"), _("value"))
            for at, head in enumerate(heads):
                self._put(label(head, "caption"), 0, at)
        for line, move in enumerate(moved[:_LINES], start=1):
            change = _("unknown") if move.clv_change is None else signed(move.clv_change)
            for at, cell in enumerate((move.before, move.after)):
                self._put(label(cell_words(cell, found.set_code), wrap=True), line, at)
            self._put(label(number(move.customers)), line, 2)
            self._put(label(change, "muted" if move.clv_change is None else ""), line, 3)
        self._show_ends(found, total, len(moved) > _LINES)

    def _show_ends(self, found: Movement, total: int, more: bool) -> None:
        steps = set(downward(found))
        fell = sum(move.customers for move in found.moves if (move.before, move.after) in steps)
        self.flow.setVisible(total > 0)
        self.flow.setText(_("Show all of it as a flow") if more else _("Show as a flow"))
        self.dropped.setVisible(fell > 0)
        self.dropped.setText(_("Show who dropped ({n})").format(n=number(fell)))
        self._warning.setVisible(found.other_settings)
        self._warning.setText(
            _("The settings were others then, so part of this comes from another way of computing.")
        )

    def _put(self, made: QLabel, line: int, at: int) -> None:
        if at >= 2:
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(made, line, at)


def cell_words(cell: str, set_code: str) -> str:
    """A cell's name; '' is who was not there."""
    return cell_name(cell, set_code) if cell else _("not a customer")


def signed(amount: float) -> str:
    """'+ € 14.200', '− € 3.100'."""
    sign = "+" if amount >= 0 else "−"
    return f"{sign}\N{NO-BREAK SPACE}{money(abs(amount))}"
