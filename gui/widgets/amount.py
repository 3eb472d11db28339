"""A field for an amount in euro, written as the user writes it: '€ 12.000'. Up and down step it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from core.text import money


class AmountField(QLineEdit):
    """Whole euros, never negative. What cannot be read is put back as it was."""

    #: the user gave another amount
    given = Signal(float)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._value = 0.0
        self.editingFinished.connect(self._read)
        self.show_value(0.0)

    @property
    def value(self) -> float:
        """The amount in euro."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show this amount; nobody gave it, so nothing is emitted."""
        self._value = float(round(max(value, 0.0)))
        self.setText(money(self._value))

    def give(self, value: float) -> None:
        """Take this amount as the user's."""
        self.show_value(value)
        self.given.emit(self._value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All of it is selected, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down change the amount by a tenth of its size, at least by ten."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        size = 10.0 ** max(len(str(int(self._value))) - 2, 1)
        self.give(self._value + step * size)

    def _read(self) -> None:
        digits = "".join(sign for sign in self.text().split(self._decimal())[0] if sign.isdigit())
        if not digits or "-" in self.text():
            self.show_value(self._value)
        elif float(digits) != self._value:
            self.give(min(float(digits), 1e9))
        else:
            self.show_value(self._value)

    @staticmethod
    def _decimal() -> str:
        """What stands before cents in the language in force."""
        return money(0.5, 2)[-3]
