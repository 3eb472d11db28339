"""A field of the profile on a line: label, value, ✎ for what a person said, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.text import _, day
from gui.customers.columns import as_text
from gui.customers.spec import (
    FieldShown,
)
from gui.widgets.basics import Elided, button, column, label, restyle, row
from gui.widgets.cells import HAND_MARK


class FieldRow(QWidget):
    """Label and value on a line; the value opens into an editor."""

    edit = Signal(object)
    back = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.shown: FieldShown | None = None
        self.said_on: FieldShown | None = None
        self._words, self._mark = "", ""
        self._label = Elided("", "muted")
        self._value = button("", self.open, role="value")
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._hand = label("", "hand", wrap=True)
        self._back = button(_("back to the file"), lambda: self.back.emit(self.name), role="link")
        line = row(self._label, self._value, spacing=8)
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        self._below = QWidget()
        self._below.setLayout(row(self._hand, self._back, spacing=8))
        self.setLayout(column(line, self._below, spacing=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._below.hide()

    def show_field(self, shown: FieldShown, said_on: FieldShown | None = None) -> None:
        """Another customer's value, with the day on which it was said."""
        self.shown, self.said_on = shown, said_on
        known = shown.value not in (None, "")
        text = as_text(shown.kind, shown.value) if known else _("unknown")
        if known and said_on is not None and said_on.value:
            text = f"{text} · {as_text('date', said_on.value)}"
        mark = f"  {HAND_MARK}" if shown.by_hand else ""
        self._label.setText(shown.label)
        self._words, self._mark = _one_line(text), mark
        self._fit()
        self._value.setToolTip(text)
        self._value.setAccessibleName(_("{field}: {value}. Change").format(field=shown.label, value=text))
        if self._value.property("known") != ("true" if known else "false"):
            self._value.setProperty("known", "true" if known else "false")
            restyle(self._value)
        self._value.setEnabled(shown.editable)
        self._below.setVisible(shown.by_hand)
        if shown.by_hand:
            self._hand.setText(hand_sentence(shown))
            self._back.setText(_("back to computed") if shown.computed else _("back to the file"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the value as fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The value on its line, ending in … where the room does; the mark is never cut off."""
        metrics = self._value.fontMetrics()
        room = self._value.width() - metrics.horizontalAdvance(self._mark) - metrics.height()
        elided = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0))
        self._value.setText((elided if self.isVisible() else self._words) + self._mark)

    def focus_value(self) -> None:
        """Put the keyboard on the value."""
        self._value.setFocus()

    def open(self) -> None:
        """Ask for the editor, as a click on the value does."""
        if self.shown is not None:
            self.edit.emit(self)


def hand_sentence(shown: FieldShown) -> str:
    """By hand, since when, why, and what the file says instead."""
    said = [_("by hand")]
    if shown.at:
        said.append(day(shown.at))
    if shown.reason:
        said.append(shown.reason)
    other = as_text(shown.kind, shown.file_value) if shown.file_value not in (None, "") else _("nothing")
    said.append(
        (_("computed: {value}") if shown.computed else _("the file says {value}")).format(value=other)
    )
    if shown.review_on:
        said.append(_("to look at again on {day}").format(day=day(shown.review_on)))
    return " · ".join(said)


def _one_line(text: str) -> str:
    return " ".join(text.split())
