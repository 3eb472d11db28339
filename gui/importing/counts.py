"""Read = new + changed + unchanged + rejected, as cards; and where the file differs from hand work."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.rows import SheetReport
from core.text import N_, _, number
from gui.theme import Theme
from gui.widgets.basics import Card, Elided, label, set_role

_COUNTS: Final = (
    (N_("Read"), "read", "figure"),
    (N_("New"), "created", "figure"),
    (N_("Changed"), "updated", "figure"),
    (N_("Unchanged"), "unchanged", "figure"),
    (N_("Rejected"), "rejected", "figure-bad"),
    (N_("Other than by hand"), "conflicts", "figure-warning"),
)


class CountCards(QWidget):
    """Six beside each other; in two lines where the text is large."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._figures: list[QLabel] = []
        self._cards = []
        for caption, _name, _role in _COUNTS:
            figure = label("0", "figure")
            self._figures.append(figure)
            self._cards.append(Card(Elided(_(caption), "muted"), figure, margin=16))
        self._in_line = 0
        self._place(6)
        self.setLayout(self._grid)

    def show_reports(self, reports: Sequence[SheetReport]) -> None:
        """The counts of these sheets together."""
        for figure, (_caption, name, role) in zip(self._figures, _COUNTS, strict=True):
            count = sum(int(getattr(report, name)) for report in reports)
            figure.setText(number(count))
            set_role(figure, role if count else "figure")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a line as fit."""
        super().resizeEvent(event)
        self._place(6 if self.width() >= self._theme.px(760) else 3)

    def _place(self, in_line: int) -> None:
        if in_line == self._in_line:
            return
        self._in_line = in_line
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // in_line, at % in_line)
        for at in range(6):
            self._grid.setColumnStretch(at, 0 if at >= in_line else 6 if at == 5 else 5)  # the longest words
