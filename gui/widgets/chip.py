"""A word in a rounded line, as the profile shows the relationship type."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme


class Chip(QWidget):
    """`tone` names a colour of the palette; the word says the same, so colour is never alone."""

    def __init__(self, theme: Theme, text: str = "", tone: str = "accent") -> None:
        super().__init__()
        self._theme, self._text, self._tone = theme, text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def say(self, text: str, tone: str) -> None:
        """Another word, in another tone."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The word on show."""
        return self._text

    def sizeHint(self) -> QSize:
        """The word with room around it."""
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._text) + 2 * metrics.height() // 2 + 2, metrics.height() + 4
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word and its line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(getattr(self._theme.colours, self._tone))
        painter.setPen(QPen(colour, 1))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Dot(QWidget):
    """The colour of a relationship type, beside its word."""

    def __init__(self, theme: Theme, relation: str) -> None:
        super().__init__()
        self._theme, self._relation = theme, relation
        self.setFixedSize(theme.px(8), theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled round."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.relation(self._relation)))
        painter.drawEllipse(self.rect())
        painter.end()
