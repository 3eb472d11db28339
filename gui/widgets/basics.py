"""Labels, cards, lines and buttons by role: the style sheet gives them their looks."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

L = TypeVar("L", bound=QBoxLayout)


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label of that role (title, card-title, muted, caption, warning, …)."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        made.setMinimumWidth(1)
    return made


def button(
    text: str, on_click: Callable[[], object] | None = None, *, role: str = "", name: str = ""
) -> QPushButton:
    """A button; `name` is what a screen reader says where the text alone is not enough."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    if name:
        made.setAccessibleName(name)
        made.setToolTip(name)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    made.setAutoDefault(False)
    return made


def line() -> QFrame:
    """A hair line across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role and have it restyled."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def column(*parts: QWidget | QLayout | int, spacing: int = 0, margins: int = 0) -> QVBoxLayout:
    """A layout from top to bottom; a number is an empty space of so many px, 0 a stretch."""
    return _filled(QVBoxLayout(), parts, spacing, margins)


def row(*parts: QWidget | QLayout | int, spacing: int = 8, margins: int = 0) -> QHBoxLayout:
    """A layout from left to right; a number is an empty space of so many px, 0 a stretch."""
    return _filled(QHBoxLayout(), parts, spacing, margins)


def _filled(layout: L, parts: tuple[QWidget | QLayout | int, ...], spacing: int, margins: int) -> L:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        elif part == 0:
            layout.addStretch(1)
        else:
            layout.addSpacing(part)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while layout.count():
        item = layout.takeAt(0)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def scrolled(content: QWidget) -> QScrollArea:
    """The content in an area that scrolls downwards when the window is too small for it."""
    area = QScrollArea()
    content.setProperty("role", "clear")
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    return area


def reveal(widget: QWidget) -> None:
    """Scroll to it, once it has its place; where nothing scrolls, nothing happens."""

    def scroll() -> None:
        around = widget.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, 16)

    QTimer.singleShot(30, widget, scroll)  # the layout has its turn first


class Card(QFrame):
    """A surface with a hair line around it, 8 px corners, and a column of parts inside."""

    def __init__(self, *parts: QWidget | QLayout | int, role: str = "card", margin: int = 16) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.body = column(*parts, spacing=8, margins=margin)
        self.setLayout(self.body)


class Elided(QLabel):
    """One line of text that ends in … where the room does; the whole text is its tool tip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the rest in the tool tip when it does not fit."""
        super().resizeEvent(event)
        fits = QFontMetrics(self.font()).horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the text as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()
