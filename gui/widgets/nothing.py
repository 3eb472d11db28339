"""What a page shows while there are no customers: a friendly sentence, and where to begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from core.text import _
from gui.widgets.basics import Card, button, label


class Nothing(Card):
    """In the middle of the page; the button goes to the import."""

    def __init__(self, title: str, words: str, on_begin: Callable[[], object]) -> None:
        head = label(title, "card-title", wrap=True)
        said = label(words, "muted", wrap=True)
        self.begin = button(_("Import a file"), on_begin, role="primary")
        super().__init__(0, head, said, 8, self.begin, 0)
        for sentence in (head, said):
            sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body.setAlignment(self.begin, Qt.AlignmentFlag.AlignHCenter)
