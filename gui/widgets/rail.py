"""The rail at the left: the pages by name, with a count where one helps."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy

from gui.theme import Theme
from gui.widgets.basics import column, line


@dataclass(frozen=True)
class Entry:
    """One page on the rail; `below` puts a hair line above it."""

    code: str
    title: str
    below: bool = False


class RailButton(QAbstractButton):
    """A page's name, its count in a pill, and soft ground when it is the page on show."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._badge = ""
        self._by_keyboard = False
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set_badge(self, text: str) -> None:
        """The count beside the name; '' for none."""
        if text != self._badge:
            self._badge = text
            self.setAccessibleName(f"{self.text()} {text}".strip())
            self.updateGeometry()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A ring only for who walks here by keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_keyboard = event.reason() in reasons
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        """Wide enough for the name in bold and the pill."""
        px = self._theme.px
        words = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(self.text())
        pill = (
            QFontMetrics(self._theme.font(11)).horizontalAdvance(self._badge) + px(16) if self._badge else 0
        )
        return QSize(words + pill + px(36), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, name, pill, focus ring."""
        px, colours = self._theme.px, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.soft if self.isChecked() else colours.sunk))
            painter.drawRoundedRect(box, px(6), px(6))
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, px(6), px(6))
        inner = box.adjusted(px(12), 0, -px(12), 0)
        painter.setPen(QColor(colours.text if self.isChecked() else colours.muted))
        painter.setFont(self._theme.font(bold=self.isChecked()))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if self._badge:
            self._pill(painter, inner)
        painter.end()

    def _pill(self, painter: QPainter, box: QRectF) -> None:
        px, colours = self._theme.px, self._theme.colours
        font = self._theme.font(11)
        width = QFontMetrics(font).horizontalAdvance(self._badge) + px(16)
        pill = QRectF(box.right() - width, box.center().y() - px(10), width, px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface if self.isChecked() else colours.sunk))
        painter.drawRoundedRect(pill, px(10), px(10))
        painter.setPen(QColor(colours.text if self.isChecked() else colours.muted))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._badge)


class Rail(QFrame):
    """Tab reaches the rail, the arrow keys walk it, Ctrl+1 … Ctrl+9 jump (the window has those)."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self._theme = theme
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        layout = column(spacing=0, margins=8)
        for entry in entries:
            if entry.below:
                layout.addSpacing(8)
                layout.addWidget(line())
                layout.addSpacing(8)
            made = RailButton(theme, entry.title)
            made.clicked.connect(lambda _checked=False, code=entry.code: self.chosen.emit(code))
            self._group.addButton(made)
            self._buttons[entry.code] = made
            layout.addWidget(made)
        layout.addStretch(1)
        layout.setContentsMargins(8, 16, 8, 8)
        self.setLayout(layout)
        self.setMinimumWidth(max(200, self.sizeHint().width()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_chosen(self, code: str) -> None:
        """Mark the page on show."""
        self._buttons[code].setChecked(True)

    def focus_chosen(self) -> None:
        """Put the keyboard on the page on show."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_badge(self, code: str, text: str) -> None:
        """A count beside a page's name."""
        self._buttons[code].set_badge(text)
        self.setMinimumWidth(max(200, self.sizeHint().width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the pages."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        codes = list(self._buttons)
        now = next((i for i, code in enumerate(codes) if self._buttons[code].hasFocus()), 0)
        self._buttons[codes[(now + step) % len(codes)]].setFocus(Qt.FocusReason.TabFocusReason)
