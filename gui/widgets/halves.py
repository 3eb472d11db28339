"""Two halves beside each other; one above the other, and scrolling, where the text is too large for that."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QSplitter, QWidget

from gui.theme import Theme
from gui.widgets.basics import column

#: narrower than this (in px at 100 % text) the halves lie one above the other
_LEAST = 760


class Halves(QScrollArea):
    """A splitter that turns. `heights` are what the halves need at 100 % text once they are stacked; `head`
    stands above both and scrolls with them."""

    def __init__(
        self,
        theme: Theme,
        first: QWidget,
        second: QWidget,
        widths: tuple[int, int],
        heights: tuple[int, int],
        head: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._widths, self._heights = widths, heights
        self._was_narrow: bool | None = None
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._halves = (first, second)
        for half in self._halves:
            self.splitter.addWidget(half)
        self.splitter.setHandleWidth(16)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.px(width) for width in widths])
        inner = QWidget()
        inner.setProperty("role", "clear")
        parts = [self.splitter] if head is None else [head, self.splitter]
        layout = column(*parts, spacing=16)
        layout.setStretch(len(parts) - 1, 1)
        inner.setLayout(layout)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)

    @property
    def stacked(self) -> bool:
        """Whether the halves lie one above the other now."""
        return self.splitter.orientation() == Qt.Orientation.Vertical

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room asks for it."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(_LEAST)
        if narrow == self._was_narrow:
            return
        self._was_narrow = narrow
        self.splitter.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        heights = [self._theme.px(height) if narrow else 0 for height in self._heights]
        for half, height in zip(self._halves, heights, strict=True):
            half.setMinimumHeight(height)
        self.splitter.setSizes(heights if narrow else [self._theme.px(width) for width in self._widths])
