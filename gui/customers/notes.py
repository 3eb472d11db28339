"""The notes on a customer, read in full and written in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.text import _
from gui.customers.editor import FieldEditor
from gui.customers.spec import FieldShown, Given
from gui.widgets.basics import button, column, label, row
from gui.widgets.cells import HAND_MARK


class Notes(QWidget):
    """Emits what was written (`spec.Given`)."""

    given = Signal(object)
    back = Signal(str)
    #: the editor that was open is gone
    calm = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: FieldShown | None = None
        self.editor: FieldEditor | None = None
        self._text = label("", wrap=True)
        self.open_button = button("", self.open, role="link", name=_("Write a note (Ctrl+M)"))
        self._column = column(self._text, row(self.open_button, 0), spacing=4)
        self.setLayout(self._column)

    def show_notes(self, shown: FieldShown | None) -> None:
        """The notes of this customer."""
        self._shown = shown
        text = str(shown.value or "") if shown is not None else ""
        by_hand = shown is not None and shown.by_hand
        self._text.setText(f"{text}  {HAND_MARK}" if by_hand and text else text)
        self._text.setVisible(bool(text))
        self.open_button.setText(_("Change the note …") if text else _("Write a note … (Ctrl+M)"))

    def open(self) -> None:
        """Write."""
        if self._shown is None or self.editor is not None:
            return
        self.editor = FieldEditor(self._shown)
        self.editor.given.connect(self._give)
        self.editor.back.connect(self._go_back)
        self.editor.left.connect(self.close_editor)
        self._column.addWidget(self.editor)
        self._text.hide()
        self.open_button.hide()
        self.editor.value.setFocus()

    def close_editor(self) -> None:
        """Let go of what was being written."""
        if self.editor is None:
            return
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = None
        self.open_button.show()
        self.show_notes(self._shown)
        self.calm.emit()

    def _give(self, given: Given) -> None:
        self.close_editor()
        self.given.emit(given)

    def _go_back(self, name: str) -> None:
        self.close_editor()
        self.back.emit(name)
