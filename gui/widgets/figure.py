"""A field for a number as the user writes it ('12,5'), with its unit; empty where that is allowed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from core.text import language, money, number


class FigureField(QLineEdit):
    """What cannot be read, or lies outside of `low`..`high`, is put back as it was."""

    #: the user gave another number (a float, or None for an empty field)
    given = Signal(object)

    def __init__(self, name: str, *, low: float = 0.0, high: float = 1e9, empty: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._low, self._high, self._empty = low, high, empty
        self._value: float | None = None
        self._money = False
        self.editingFinished.connect(self._read)

    @property
    def value(self) -> float | None:
        """The number on show."""
        return self._value

    def set_range(self, low: float, high: float, *, euro: bool = False) -> None:
        """What can be given from now on, and whether it is an amount."""
        self._low, self._high, self._money = low, high, euro
        self.show_value(self._value)

    def show_value(self, value: float | None) -> None:
        """Show this number; nobody gave it, so nothing is emitted."""
        self._value = value
        self.setText("" if value is None else self._said(value))

    def give(self, value: float | None) -> None:
        """Take this number as the user's."""
        if value is not None:
            value = min(max(value, self._low), self._high)
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.given.emit(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All of it is selected, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def _read(self) -> None:
        text = self.text().replace("€", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "").rstrip("%")
        known = "" if self._value is None else self._said(self._value)
        if self.text() == known:
            return
        if not text:
            if self._empty:
                self.give(None)
            else:
                self.show_value(self._value)
            return
        value = parsed(text)
        if value is None or not self._low <= value <= self._high:
            self.show_value(self._value)
        else:
            self.give(value)

    def _said(self, value: float) -> str:
        decimals = next((d for d in range(3) if abs(value - round(value, d)) < 1e-9), 4)
        return money(value, 2 if decimals else 0) if self._money else number(value, decimals)


def parsed(text: str) -> float | None:
    """'1.234,5' (nl) or '1,234.5' (en) as a number; a lone point with one or two digits behind it is read as
    a decimal one in Dutch too. None for what is no number."""
    if language() == "nl":
        head, point, tail = text.rpartition(".")
        if "," not in text and point and "." not in head and len(tail) in (1, 2):
            text = f"{head},{tail}"
        text = text.replace(".", "").replace(",", ".")
    else:
        text = text.replace(",", "")
    if not text.lstrip("-").replace(".", "", 1).isdecimal():
        return None
    return float(text)
