"""How one cell of a table is drawn: text with, where it helps, a dot, a bar or the hand mark."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from gui.theme import Theme
from gui.widgets.bar import paint_bar

#: the data role under which a model gives the `Look` of a cell
LOOK_ROLE: Final = Qt.ItemDataRole.UserRole + 1
HAND_MARK: Final = "✎"
PADDING: Final = 6


@dataclass(frozen=True)
class Look:
    """`tone` names a palette colour for the text; `dot` a palette colour; `bar` a share 0..1."""

    tone: str = "text"
    bold: bool = False
    dot: str = ""
    bar: float | None = None
    hand: bool = False
    ground: str = ""


PLAIN: Final = Look()
MUTED: Final = Look(tone="muted")
STRONG: Final = Look(bold=True)

Index = QModelIndex | QPersistentModelIndex


def in_lines(metrics: QFontMetrics, text: str, box: QRectF) -> bool:
    """Whether a text too long for one line fits the cell whole, in lines broken between words."""
    taken = metrics.boundingRect(box.toRect(), int(Qt.TextFlag.TextWordWrap), text)
    return taken.width() <= box.width() and taken.height() <= box.height()


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of every table of ours."""

    def __init__(
        self, theme: Theme, parent: QWidget, *, single_cells: bool = False, ring: bool = False
    ) -> None:
        """`single_cells`: cells are chosen, not rows; `ring`: rows are, and one cell of them is worked in."""
        super().__init__(parent)
        self._theme = theme
        self._single_cells = single_cells
        self._ring = ring or single_cells

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Wide enough for the text and what stands beside it."""
        look = index.data(LOOK_ROLE) or PLAIN
        font = self._theme.font(bold=look.bold)
        width = QFontMetrics(font).horizontalAdvance(str(index.data() or "")) + 2 * self._theme.px(PADDING)
        width += 2  # what a screen font's hinting adds
        width += self._theme.px(16) * (bool(look.dot) + look.hand)
        width += self._theme.px(64) * (look.bar is not None)
        return QSize(width, self._theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hair line, drawing, text, focus ring."""
        look = index.data(LOOK_ROLE) or PLAIN
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or look.ground:
            painter.fillRect(box, QColor(colours.soft if selected else getattr(colours, look.ground)))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        pad = self._theme.px(PADDING)
        inner = box.adjusted(pad, 0, -pad, -1)
        if look.dot:
            self._dot(painter, inner, look.dot)
            inner.setLeft(inner.left() + self._theme.px(14))
        if look.bar is not None:
            self._bar(painter, inner, look)
        self._text(painter, inner, index, look)
        self._focus(painter, box, index, bool(state & QStyle.StateFlag.State_HasFocus))
        painter.restore()

    def _focus(self, painter: QPainter, box: QRectF, index: Index, here: bool) -> None:
        """Where the keyboard is: a mark before the row, or a ring where single cells are chosen."""
        colour = QColor(self._theme.colours.accent)
        view = self.parent()
        if self._ring and here:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -1.5))
        if not self._single_cells and isinstance(view, QTableView) and view.hasFocus():
            first = view.columnAt(0) == index.column()
            if first and view.currentIndex().row() == index.row():
                painter.fillRect(QRectF(box.left(), box.top(), self._theme.px(3), box.height() - 1), colour)

    def _dot(self, painter: QPainter, box: QRectF, tone: str) -> None:
        radius = self._theme.px(8) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme.colours, tone)))
        painter.drawEllipse(QPointF(box.left() + radius, box.center().y()), radius, radius)

    def _bar(self, painter: QPainter, box: QRectF, look: Look) -> None:
        """The number keeps a column of its own at the left, so that bars begin on one line."""
        if look.hand:
            self._mark(
                painter, QRectF(box.right() - self._theme.px(14), box.top(), self._theme.px(16), box.height())
            )
            box.setRight(box.right() - self._theme.px(18))
        figure = QFontMetrics(self._theme.font()).horizontalAdvance("100")
        height = self._theme.px(6)
        left = box.left() + figure + self._theme.px(8)
        bar = QRectF(left, box.center().y() - height / 2, box.right() - left, height)
        if bar.width() > self._theme.px(12):
            paint_bar(painter, bar, look.bar or 0.0, self._theme)
        box.setRight(box.left() + figure)

    def _text(self, painter: QPainter, box: QRectF, index: Index, look: Look) -> None:
        font = self._theme.font(bold=look.bold)
        metrics = QFontMetrics(font)
        text = str(index.data() or "")
        marked = look.hand and look.bar is None
        room = int(box.width()) - (self._theme.px(18) if marked else 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        right = look.bar is not None or bool(align & Qt.AlignmentFlag.AlignRight)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(QColor(getattr(self._theme.colours, look.tone)))
        if marked and right:
            box = box.adjusted(0, 0, -self._theme.px(18), 0)
        flags = int(side | Qt.AlignmentFlag.AlignVCenter)
        if shown != text and not marked and in_lines(metrics, text, box):
            painter.drawText(box, flags | int(Qt.TextFlag.TextWordWrap), text)
        else:
            painter.drawText(box, flags, shown)
        if marked:
            at = (
                box.right() + self._theme.px(4)
                if right
                else box.left() + metrics.horizontalAdvance(shown + " ")
            )
            self._mark(painter, QRectF(at, box.top(), self._theme.px(18), box.height()))

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        """A person said this."""
        painter.setFont(self._theme.font())
        painter.setPen(QColor(self._theme.colours.warning))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), HAND_MARK)
