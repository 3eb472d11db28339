"""The bar at the top: the program's name, the search box, undo and redo, export."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy

from core.text import _
from gui.theme import Theme
from gui.widgets.basics import button, label, row

_TYPING_PAUSE_MS = 120


class TopBar(QFrame):
    """Says what the user asks for; the window does it."""

    search = Signal(str)
    undo = Signal()
    redo = Signal()
    export = Signal()

    def __init__(self, theme: Theme, rail_width: int) -> None:
        super().__init__()
        self.setProperty("role", "topbar")
        brand = label("Klantbeeld", "brand")
        brand.setFixedWidth(max(rail_width, brand.sizeHint().width()))
        self.box = QLineEdit()
        self.box.setProperty("role", "search")
        self.box.setPlaceholderText(_("Search for a customer, postcode, telephone, note …   Ctrl+F"))
        self.box.setAccessibleName(_("Search customers"))
        self.box.setClearButtonEnabled(True)
        self.box.setMaximumWidth(theme.px(520))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.search.emit(self.box.text().strip()))
        self.box.textEdited.connect(lambda _text: self._pause.start())
        self.box.textChanged.connect(lambda text: None if text else self._pause.start())
        self.box.returnPressed.connect(lambda: self.search.emit(self.box.text().strip()))
        self.undo_button = button(
            "↶ " + _("Undo"), self.undo.emit, role="flat", name=_("Undo the last change")
        )
        self.redo_button = button("↷", self.redo.emit, role="flat", name=_("Redo"))
        self.export_button = button(_("Export"), self.export.emit)
        layout = row(brand, self.box, 0, self.undo_button, self.redo_button, self.export_button, spacing=8)
        layout.setStretch(1, 3)
        layout.setContentsMargins(16, 7, 16, 7)
        self.setLayout(layout)
        self._shortcuts()

    def set_history(self, undo: str | None, redo: str | None) -> None:
        """Labels of the changes that undo and redo are about; None where there is none."""
        for made, text, words in (
            (self.undo_button, undo, _("Undo: {change}")),
            (self.redo_button, redo, _("Redo: {change}")),
        ):
            made.setEnabled(text is not None)
            said = words.format(change=text or "–")
            made.setToolTip(said)
            made.setAccessibleName(said)

    def go_to_search(self) -> None:
        """Go to the search box."""
        self.box.setFocus()
        self.box.selectAll()

    def _shortcuts(self) -> None:
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.go_to_search)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo_button.click)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, self.redo_button.click)
        QShortcut(QKeySequence("Ctrl+Y"), self, self.redo_button.click)
