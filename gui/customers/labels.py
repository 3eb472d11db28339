"""The labels of a customer as words that are taken away with a key, and a line for a new one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.labels import split
from core.text import _
from gui.widgets.basics import button, clear, column
from gui.widgets.wrap import WrapLayout


class LabelLine(QLineEdit):
    """Enter gives the label, Esc goes back to where the user was."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Labels(QWidget):
    """Emits what is wanted; shows what it is given."""

    added = Signal(str)
    removed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[str] | None = None
        self._words = WrapLayout()
        self.line = LabelLine()
        self.line.setPlaceholderText(_("Add a label (Ctrl+L)"))
        self.line.setAccessibleName(_("New label"))
        self.line.returnPressed.connect(self._give)
        self.line.left.connect(self.left)
        self._place = QWidget()
        self._place.setLayout(self._words)
        self.setLayout(column(self._place, self.line, spacing=4))

    def show_labels(self, text: str) -> None:
        """The labels of this customer, as the base has them in one text."""
        found = split(text)
        if found == self._shown:
            return
        self._shown = found
        clear(self._words)
        for word in found:
            name = _("Take the label {label} away").format(label=word)
            made = button(f"{word} ✕", partial(self.removed.emit, word), role="label", name=name)
            self._words.addWidget(made)
        self._place.setVisible(bool(found))

    @property
    def words(self) -> list[str]:
        """The labels on show."""
        return list(self._shown or [])

    def _give(self) -> None:
        word = self.line.text().strip()
        if word:
            self.line.clear()
            self.added.emit(word)
        self.left.emit()
