"""The card "Waarom is … een stille genieter?": one customer of a cell, and the values that decided it."""

from PySide6.QtCore import Signal

from core.text import _, number
from core.words import cell_name
from gui.segments.reading import Why
from gui.widgets.basics import Card, button, label, row


class CellWhyCard(Card):
    """Hidden until there is a customer to tell of; walks through the cell with previous and next."""

    #: how many customers further in the cell
    stepped = Signal(int)
    #: what to search for to see the customer
    customer_wanted = Signal(str)
    #: id and name of a customer whose scores are to be accounted for
    grounds_wanted = Signal(int, str)

    def __init__(self) -> None:
        self.title = label("", "card-title", wrap=True)
        self.said = label("", "muted", wrap=True)
        self._place = label("", "caption")
        self._previous = button("‹", lambda: self.stepped.emit(-1), role="flat", name=_("Previous customer"))
        self._next = button("›", lambda: self.stepped.emit(1), role="flat", name=_("Next customer"))
        self._open = button(_("Show the profile"), self._show, role="link")
        self.grounds = button(_("What this rests on"), self._account, role="link")
        super().__init__(self.title, self.said)
        self.body.addLayout(row(self.grounds, 0))
        self.body.addLayout(row(self._open, 0, self._place, self._previous, self._next))
        self._why: Why | None = None
        self.hide()

    def show_why(self, why: Why | None, set_code: str) -> None:
        """Tell of this customer; nobody: nothing."""
        self._why = why
        if why is None or not why.sentences:
            self.hide()
            return
        name = why.name or why.klantnummer or _("this customer")
        cell = cell_name(why.cell, set_code)
        self.title.setText(_("Why is {name} “{cell}”?").format(name=name, cell=cell))
        self.said.setText(" ".join(why.sentences))
        walking = why.at >= 0
        for part in (self._previous, self._next, self._place):
            part.setVisible(walking and why.total > 1)
        if walking:
            place = _("{at} of {total}").format(at=number(why.at + 1), total=number(why.total))
            self._place.setText(place)
        self.show()

    def _account(self) -> None:
        if self._why is not None:
            self.grounds_wanted.emit(self._why.customer, self._why.name or self._why.klantnummer)

    def _show(self) -> None:
        if self._why is not None:
            self.customer_wanted.emit(self._why.klantnummer or self._why.name)
