"""The last step: what was done, and where to go from here."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.rows import SheetReport
from core.text import _
from gui.importing.checkstep import count_cards
from gui.widgets.basics import Card, button, clear, column, label, row


class DoneStep(QWidget):
    """The import is one step of the history; undo takes it back as a whole."""

    to_customers = Signal()
    another = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._counts = QHBoxLayout()
        self._counts.setSpacing(16)
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
        clear(self._counts)
        for made in count_cards(reports):
            self._counts.addWidget(made, 1)
