"""A bar for a share of a whole: the drawing beside a number, never instead of it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme


def paint_bar(painter: QPainter, box: QRectF, share: float, theme: Theme, colour: str = "") -> None:
    """A rounded bar in `box`, filled for `share` (0..1) of its width."""
    painter.setPen(QColor(0, 0, 0, 0))
    radius = min(box.height() / 2, 3.0)
    painter.setBrush(QColor(theme.colours.sunk))
    painter.drawRoundedRect(box, radius, radius)
    share = min(max(share, 0.0), 1.0)
    if share > 0:
        filled = QRectF(box)
        filled.setWidth(max(box.width() * share, 2.0))
        painter.setBrush(QColor(colour or theme.colours.accent))
        painter.drawRoundedRect(filled, radius, radius)


class Bar(QWidget):
    """`share` is None where nothing was measured: then the bar is empty and unoutlined."""

    def __init__(self, theme: Theme, share: float | None = None) -> None:
        super().__init__()
        self._theme, self._share = theme, share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float | None) -> None:
        """Fill the bar to `share`."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of text, so that rows line up."""
        return QSize(self._theme.px(120), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, centred on the line."""
        if self._share is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._theme.px(6)
        paint_bar(
            painter, QRectF(0, (self.height() - height) / 2, self.width(), height), self._share, self._theme
        )
        painter.end()
