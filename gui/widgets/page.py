"""A page: title, one line that says what is here in numbers, controls at the right (or below, where there is
no room for them), then the content."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from gui.widgets.banner import Banner
from gui.widgets.basics import Elided, column, label, row

MARGIN = 24


class Page(QWidget):
    """The frame that every page of the window fills."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._stale = False
        self.title = label(title, "title")
        self.subtitle = Elided("", "muted")
        self.controls: QHBoxLayout = row(spacing=8)
        self.banner = Banner()
        self._words = column(self.title, self.subtitle, spacing=4)
        self._head = row(self._words, self.controls, spacing=16)
        self._head.setStretch(0, 1)
        self._head.setAlignment(self.controls, Qt.AlignmentFlag.AlignBottom)
        self._layout = column(self._head, self.banner, spacing=16, margins=MARGIN)
        self.setLayout(self._layout)

    def replace_subtitle(self, widget: QWidget) -> None:
        """Another widget in the place of the line under the title."""
        self._words.replaceWidget(self.subtitle, widget)
        self.subtitle.hide()

    def fill(self, content: QWidget | QLayout) -> None:
        """Put the content under the head."""
        if isinstance(content, QWidget):
            self._layout.addWidget(content, 1)
        else:
            self._layout.addLayout(content, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The controls go under the title where both do not fit beside each other."""
        super().resizeEvent(event)
        wanted = self.title.sizeHint().width() + self._head.spacing() + self.controls.sizeHint().width()
        beside = wanted + 2 * MARGIN <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._head.direction() != way:
            self._head.setDirection(way)
            side = Qt.AlignmentFlag.AlignBottom if beside else Qt.AlignmentFlag.AlignLeft
            self._head.setAlignment(self.controls, side)
            self._head.setStretch(0, 1 if beside else 0)

    def arrive(self) -> None:
        """Called when the page comes into view: what changed in the meantime is asked for now."""
        if self._stale:
            self._stale = False
            self.ask()

    def ask(self) -> None:
        """Ask for everything that the page shows; pages with questions have their own."""

    def ask_when_seen(self) -> None:
        """What the page shows is others now: asked for at once, or when somebody looks."""
        if self.isVisible():
            self.ask()
        else:
            self._stale = True
