"""The editor of one field: value, reason, and the day to look at it again. Enter keeps, Esc leaves."""

from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLayout, QLineEdit, QPlainTextEdit, QWidget

from core.errors import InputError
from core.text import _, day, language
from gui.customers.columns import as_text
from gui.customers.entry import choices_of, read_day, read_entry
from gui.customers.spec import LONG, FieldShown, Given
from gui.widgets.basics import button, column, label, row

_LINES: Final = 5  # of a text that takes more than one
#: kinds that are typed without marks for thousands, which could be read as a decimal point
_FIGURES: Final = ("money", "euro", "number", "integer", "scale", "score")


class FieldEditor(QFrame):
    """`given` carries what was given, `back` asks for the file's (or the computed) value again."""

    given = Signal(object)
    left = Signal()
    back = Signal(str)
    #: something in it is other than a moment ago
    changed = Signal()

    def __init__(self, shown: FieldShown, said_on: FieldShown | None = None) -> None:
        """`said_on`: the day on which it was said, edited beside it."""
        super().__init__()
        self.setProperty("role", "inset")
        self._shown = shown
        self.value = _value_widget(shown)
        self.value.setAccessibleName(shown.label)
        self.setFocusProxy(self.value)
        if isinstance(self.value, QComboBox):
            self.value.currentIndexChanged.connect(lambda _at: self.changed.emit())
        else:
            self.value.textChanged.connect(lambda *_text: self.changed.emit())
        self.reason = QLineEdit(shown.reason)
        self.reason.setPlaceholderText(_("Why? (may stay empty)"))
        self.reason.setAccessibleName(_("Reason for {field}").format(field=shown.label))
        self.review = QLineEdit(day(shown.review_on) if shown.review_on else "")
        self.review.setPlaceholderText(_("dd-mm-yyyy"))
        self.review.setAccessibleName(_("Look at {field} again on").format(field=shown.label))
        self.trouble = label("", "bad", wrap=True)
        self.trouble.hide()
        again = label(_("Look again on"), "muted")
        again.setBuddy(self.review)
        buttons: list[QWidget | int] = [0, button(_("Cancel"), self.left.emit)]
        buttons.append(button(_("Keep"), self.keep, role="primary"))
        if shown.by_hand:
            words = _("back to computed") if shown.computed else _("back to the file")
            buttons.insert(0, button(words, lambda: self.back.emit(shown.name), role="link"))
        review = row(again, self.review)
        review.setStretch(1, 1)
        parts: list[QWidget | QLayout] = [label(shown.label, "caption"), self.value]
        self._said_on = said_on
        if said_on is not None:
            parts.append(self._day_line(said_on))
        parts += [self.reason, review, self.trouble, row(*buttons)]
        self.setLayout(column(*parts, spacing=8, margins=12))

    def read(self) -> Given:
        """What stands in it now. Raises InputError with a sentence."""
        review = read_day(self.review.text())
        also: tuple[tuple[str, object], ...] = ()
        if self._said_on is not None:
            also = ((self._said_on.name, read_day(self.day.text()) or None),)
        value = _value_of(self.value, self._shown)
        return Given(self._shown.name, value, self.reason.text().strip(), review, also)

    def _day_line(self, said_on: FieldShown) -> QHBoxLayout:
        """The day stands beside the value; a new value was said today, unless the user says otherwise."""
        before = shown_text(said_on)
        self.day = QLineEdit(before)
        self.day.setPlaceholderText(_("dd-mm-yyyy"))
        self.day.setAccessibleName(said_on.label)
        caption = label(_("Said on"), "muted")
        caption.setBuddy(self.day)

        def today() -> None:
            if self.day.text() in ("", before):
                self.day.setText(day(date.today()))

        self.changed.connect(today)
        made = row(caption, self.day)
        made.setStretch(1, 1)
        return made

    def keep(self) -> None:
        """Hand over what was typed, or say what is wrong with it."""
        try:
            found = self.read()
        except InputError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            self.adjustSize()
            self.value.setFocus()
            return
        self.given.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc leaves; in a text of several lines Ctrl+Enter keeps."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Lines(QPlainTextEdit):
    """A text of several lines: Enter is a new line, Ctrl+Enter keeps, Tab goes on."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is not for the text is for the editor around it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (
            enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)


def choice_box(shown: FieldShown) -> QComboBox:
    """What can be chosen, and 'unknown' where that is something a person may say of it."""
    box = QComboBox()
    for code in choices_of(shown.kind, shown.choices):
        text = as_text(shown.kind, int(code)) if shown.kind == "flag" else as_text("choice", code)
        box.addItem(text, code)
    if not shown.computed:
        box.addItem(_("unknown"), "")
    box.setPlaceholderText(_("unknown"))
    # what is unknown stays so until a choice is made: no first value that slips in
    known = shown.value not in (None, "")
    raw = str(int(shown.value)) if known and shown.kind == "flag" else str(shown.value)
    box.setCurrentIndex(box.findData(raw) if known else -1)
    return box


def choice_value(box: QComboBox, shown: FieldShown) -> object:
    """The chosen code (1 or 0 for a flag), None for 'unknown'. Raises InputError where nothing is chosen."""
    code = box.currentData()
    if code is None:
        raise InputError(_("Choose a value first."))
    if code == "":
        return None
    return int(code) if shown.kind == "flag" else code


def shown_text(shown: FieldShown) -> str:
    """The value as it is typed, so that it reads back as it was; '' when unknown."""
    if shown.value in (None, ""):
        return ""
    if shown.kind in _FIGURES:
        text = f"{round(float(shown.value), 2):.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if language() == "nl" else text
    return as_text(shown.kind, shown.value)


def _value_widget(shown: FieldShown) -> Any:
    if choices_of(shown.kind, shown.choices):
        return choice_box(shown)
    if shown.name in LONG:
        return Lines(shown_text(shown))
    made = QLineEdit(shown_text(shown))
    made.selectAll()
    if shown.kind in ("date", "datetime"):
        made.setPlaceholderText(_("dd-mm-yyyy"))
    elif shown.kind == "score":
        made.setPlaceholderText(_("0 to 100"))
    return made


def _value_of(widget: QComboBox | QLineEdit | QPlainTextEdit, shown: FieldShown) -> object:
    if isinstance(widget, QComboBox):
        return choice_value(widget, shown)
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip() or None
    return read_entry(shown.name, widget.text())
