"""A sentence across the page that says what is the matter and what to do; nothing has to be clicked away."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QSizePolicy

from core.text import _
from gui.widgets.basics import button, label, row


class Banner(QFrame):
    """Hidden until it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._details = ""
        self._sentence = label("", wrap=True)
        self._copy = button(_("Copy details"), self._copy_details, role="flat")
        self._close = button("✕", self.hide, role="flat", name=_("Close this message"))
        layout = row(self._sentence, self._copy, self._close)
        layout.setStretch(0, 1)
        layout.setContentsMargins(16, 8, 8, 8)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, sentence: str, details: str = "") -> None:
        """Show the sentence; `details` can be copied for whoever helps."""
        self._details = details
        self._sentence.setText(sentence)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(sentence)
        self._copy.setVisible(bool(details))
        self.show()

    @property
    def text(self) -> str:
        """The sentence on show, or ''."""
        return "" if self.isHidden() else self._sentence.text()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._sentence.text()}\n\n{self._details}")
