"""The last step: what was done, and where to go from here."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.rows import SheetReport
from core.text import _
from gui.importing.counts import CountCards
from gui.review.reading import Waiting
from gui.review.words import review_lines
from gui.theme import Theme
from gui.widgets.basics import Card, button, clear, column, label, row


class DoneStep(QWidget):
    """The import is one step of the history; undo takes it back as a whole."""

    to_customers = Signal()
    another = Signal()
    #: part of the page Nakijken
    to_review = Signal(str)

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
        self._lines = column(spacing=4)
        self.waiting = Card(label(_("What waits for you"), "card-title"), self._lines)
        self.waiting.hide()
        self.setLayout(column(self._counts, card, self.waiting, 0, spacing=16))

    def show_reports(self, reports: Sequence[SheetReport]) -> None:
        """The counts of what was written."""
        self._counts.show_reports(reports)

    def show_waiting(self, found: Waiting) -> None:
        """What there is to decide, with the way there."""
        clear(self._lines)
        for tab, words in review_lines(found):
            go = button(words, partial(self.to_review.emit, tab), role="link")
            self._lines.addLayout(row(go, 0))
        self.waiting.setVisible(found.total > 0)
