"""Two segments side by side: their numbers and what is advised, with what differs in bold."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from core.text import _
from core.words import cell_name
from gui.widgets.basics import clear, column, label, scrolled
from strategy.card_words import compared

Segment = Mapping[str, Any]


class CompareWindow(QDialog):
    """Either side can be another segment of the same advice."""

    def __init__(
        self, segments: Sequence[Segment], set_code: str, first: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._segments, self._set = list(segments), set_code
        self.setWindowTitle(_("Side by side"))
        self.pickers = (QComboBox(), QComboBox())
        for place, picker in enumerate(self.pickers):
            picker.setAccessibleName(_("Left segment") if place == 0 else _("Right segment"))
            for segment in self._segments:
                picker.addItem(cell_name(str(segment["name"]), set_code))
        self.pickers[0].setCurrentIndex(first)
        self.pickers[1].setCurrentIndex(1 if first == 0 and len(self._segments) > 1 else 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        for place in (1, 2):
            self._grid.setColumnStretch(place, 1)
        inner = QWidget()
        inner.setLayout(column(self._grid, 0, margins=8))
        self.setLayout(column(scrolled(inner), margins=8))
        self.resize(980, 720)
        for picker in self.pickers:
            picker.currentIndexChanged.connect(lambda _at: self._show())
        self._show()

    def _show(self) -> None:
        for picker in self.pickers:
            self._grid.removeWidget(picker)
        clear(self._grid)
        for place, picker in enumerate(self.pickers, 1):
            self._grid.addWidget(picker, 0, place)
        left, right = (self._segments[picker.currentIndex()] for picker in self.pickers)
        pairs = zip(compared(left), compared(right), strict=True)
        for at, ((head, one), (_head, other)) in enumerate(pairs, 1):
            name = label(head, "muted")
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(name, at, 0)
            for place, text in ((1, one), (2, other)):
                made = label(text or "–", "strong" if one != other else "", wrap=True)
                made.setAlignment(Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(made, at, place)
