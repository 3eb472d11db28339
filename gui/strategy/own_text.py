"""The user's own words over the advice: a small window with what is advised beside it, and a way back."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from core.text import _, moment
from core.words import cell_name
from gui.widgets.basics import button, column, label, row

_FIELDS: Final = ("core_message", "proposition", "goal_text", "note")


class OwnTextWindow(QDialog):
    """One text at a time. `keep` gives field, text and reason; an empty text is the way back."""

    #: field, text ('' back to the advice), reason
    keep = Signal(str, str, str)

    def __init__(self, segment: Mapping[str, Any], set_code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segment = segment
        self.setWindowTitle(_("Own text"))
        self.picker = QComboBox()
        self.picker.setAccessibleName(_("Which text"))
        for field in _FIELDS:
            self.picker.addItem(field_name(field), field)
        self.advised = label("", "muted", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Your own text"))
        self.text.setTabChangesFocus(True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why (others read it too)"))
        self.reason.setAccessibleName(_("Reason"))
        self._said = label("", "hand", wrap=True)
        self.save = button(_("Save"), self._save, role="primary")
        self.back = button(_("Back to the advice"), self._back, role="link")
        self.setLayout(
            column(
                label(cell_name(str(segment["name"]), set_code), "card-title"),
                self.picker, label(_("Advised"), "caption"), self.advised,
                label(_("In your own words"), "caption"), self.text, self.reason, self._said,
                row(self.back, 0, button(_("Cancel"), self.reject), self.save),
                spacing=8, margins=16,
            )
        )  # fmt: skip
        self.resize(560, 400)
        self.picker.currentIndexChanged.connect(lambda _at: self._show())
        self._show()

    def _field(self) -> str:
        return str(self.picker.currentData())

    def _show(self) -> None:
        field = self._field()
        own = (self._segment.get("own") or {}).get(field)
        advised = own["advised"] if own else self._segment.get(field)
        self.advised.setText(str(advised or _("The advice has no text here.")))
        self.text.setPlainText(str(own["text"] if own else advised or ""))
        self.reason.setText(str(own["reason"]) if own else "")
        self.back.setVisible(own is not None)
        self._said.setText(own_words(own) if own else "")

    def _save(self) -> None:
        text = self.text.toPlainText().strip()
        self.keep.emit(self._field(), text, self.reason.text())
        self.accept()

    def _back(self) -> None:
        self.keep.emit(self._field(), "", "")
        self.accept()


def field_name(field: str) -> str:
    """A text of the advice by name."""
    names = {
        "core_message": _("Message"),
        "proposition": _("Proposition"),
        "goal_text": _("Goal"),
        "note": _("Note"),
    }
    return names[field]


def own_words(own: Mapping[str, Any]) -> str:
    """'✎ Door Anna op 22-11-2026 14:02: reden'."""
    text = _("✎ By {who} on {when}").format(who=own["who"], when=moment(str(own["at"])))
    return f"{text}: {own['reason']}" if own.get("reason") else text
