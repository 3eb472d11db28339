"""Two segments side by side: their numbers and what is advised, with what differs in bold."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from core.text import _, money, number, percent
from core.words import cell_name
from gui.strategy.card import choice_lines
from gui.widgets.basics import clear, column, label, scrolled

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


def compared(segment: Segment) -> list[tuple[str, str]]:
    """Everything that is compared of a segment: head and text, the same heads for each."""
    stake = segment.get("value_at_stake")
    own_numbers = [
        (_("Customers"), number(int(segment["customers"]))),
        (_("S-CRM stage"), cell_name(str(segment["stage"]), "scrm")),
        (_("Binding"), cell_name(str(segment["binding"]), "binding")),
        (_("Goal"), str(segment["goal_text"])),
        (_("At stake in a year"), _("unknown") if stake is None else money(float(stake))),
        (_("Costs a year"), money(float(segment["total"]))),
        (_("Earns itself back"), str(segment["break_even_text"])),
        (_("Fits"), percent(float(segment["fit"]))),
        (_("Proposition"), str(segment["proposition"])),
    ]
    why = "\n".join(str(reason) for reason in segment["why"])
    return [*own_numbers, *choice_lines(segment), (_("Why"), why)]
