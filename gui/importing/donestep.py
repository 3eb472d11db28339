"""The last step: what was done, and where to go from here."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.rows import SheetReport
from core.text import _
from gui.importing.counts import CountCards
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row


class DoneStep(QWidget):
    """The import is one step of the history; undo takes it back as a whole."""

    to_customers = Signal()
    another = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._counts = CountCards(theme)
        self.customers_button = button(_("To the customers"), self.to_customers.emit, role="primary")
        words = label(
            _("The profiles are being brought up to date; you can go on in the meantime. "
              "“Undo” at the top takes the whole import back."),
            "muted",
            wrap=True,
        )  # fmt: skip
        card = Card(
            label(_("The import is done"), "card-title"),
            words,
            row(self.customers_button, button(_("Another file"), self.another.emit), 0),
        )
        self.setLayout(column(self._counts, card, 0, spacing=16))

    def show_reports(self, reports: Sequence[SheetReport]) -> None:
        """The counts of what was written."""
        self._counts.show_reports(reports)
