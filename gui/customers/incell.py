"""Editing a cell of the customers table where it stands: a line, a choice, or an outcome with its reason.

Enter keeps and goes one customer down, Tab keeps and opens the next cell that can be edited, Esc leaves.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from core.errors import InputError
from gui.customers.editor import FieldEditor, choice_box, choice_value, shown_text
from gui.customers.entry import choices_of, read_entry
from gui.customers.spec import LONG, FieldShown, Given
from gui.theme import Theme
from gui.widgets.basics import set_role
from gui.widgets.cells import CellDelegate
from gui.widgets.heads import RIGHT, Index

_HINT = QAbstractItemDelegate.EndEditHint
_SAID_MS = 8000  # how long a sentence about what was typed stays

#: row, column → the field as it stands; None for what cannot be set
Field = Callable[[int, int], FieldShown | None]


class CellLine(QLineEdit):
    """A line of text in a cell."""

    def __init__(self, shown: FieldShown, parent: QWidget) -> None:
        super().__init__(shown_text(shown), parent)
        self.shown = shown
        self.before = self.text()
        self.setProperty("role", "cell")
        self.setAccessibleName(shown.label)
        self.selectAll()

    def read(self) -> Given | None:
        """What was typed; None when nothing changed. Raises InputError."""
        if self.text() == self.before:
            return None
        return Given(self.shown.name, read_entry(self.shown.name, self.text()))


class CellChoice(QComboBox):
    """A choice in a cell; picked from the open list it is kept at once."""

    picked = Signal()

    def __init__(self, shown: FieldShown, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = shown
        filled = choice_box(shown)
        for at in range(filled.count()):
            self.addItem(filled.itemText(at), filled.itemData(at))
        self.setPlaceholderText(filled.placeholderText())
        self.setCurrentIndex(filled.currentIndex())
        self.before = self.currentIndex()
        self.setProperty("role", "cell")
        self.setAccessibleName(shown.label)
        self._open = False
        self.activated.connect(lambda _at: self._open and QTimer.singleShot(0, self, self.picked.emit))

    def read(self) -> Given | None:
        """What was chosen; None when nothing changed."""
        if self.currentIndex() == self.before:
            return None
        return Given(self.shown.name, choice_value(self, self.shown))

    def showPopup(self) -> None:
        """A choice out of the open list ends the editing; an arrow key on the closed one does not."""
        self._open = True
        super().showPopup()

    def hidePopup(self) -> None:
        """Closed again, with or without a choice."""
        super().hidePopup()
        QTimer.singleShot(0, self, self._closed)

    def _closed(self) -> None:
        self._open = False


class EditDelegate(CellDelegate):
    """Draws as every table of ours, and makes the editor that suits the column."""

    #: row, what was given
    given = Signal(int, object)
    #: what was typed in a cell that the user left, and cannot be kept: why
    refused = Signal(str)
    #: rows down, columns to the right, after an edit was kept
    moved_on = Signal(int, int)
    #: row, field: back to the file or the computation
    back = Signal(int, str)

    def __init__(self, theme: Theme, view: QAbstractItemView, field: Field) -> None:
        super().__init__(theme, view, ring=True)
        self._view = view
        self._field = field

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A card with the reason for outcomes and long texts, a choice or a line for the rest."""
        shown = self._field(index.row(), index.column())
        assert shown is not None  # the model says which cells can be edited
        if shown.computed or shown.name in LONG:
            return self._card(shown, index.row(), parent)
        if choices_of(shown.kind, shown.choices):
            choice = CellChoice(shown, parent)
            choice.picked.connect(lambda: self.finish(choice, 1, 0))
            return choice
        line = CellLine(shown, parent)
        if index.data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT:
            line.setAlignment(RIGHT)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor was filled when it was made: news from the base must not lay over what is typed."""

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """The user went on: keep what was typed, or say why not."""
        if isinstance(editor, CellLine | CellChoice):
            try:
                found = editor.read()
            except InputError as error:
                self.refused.emit(f"{editor.shown.label}: {error}")
                return
            if found is not None:
                self.given.emit(index.row(), found)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """A line fills its cell; a card stands under it, where there is room."""
        if not isinstance(editor, FieldEditor):
            box = QRect(option.rect)
            box.setWidth(max(box.width(), self._theme.px(120)))
            editor.setGeometry(box)
            return
        around = self._view.viewport().rect()
        size = editor.sizeHint()
        width = min(max(size.width(), self._theme.px(300)), around.width())
        height = min(max(editor.heightForWidth(width), size.height()), around.height())
        left = max(0, min(option.rect.left(), around.width() - width))
        top = option.rect.bottom() + 1
        if top + height > around.height():
            top = max(0, option.rect.top() - height)
        editor.setGeometry(left, top, width, height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and Esc are ours; leaving the cell keeps what was typed."""
        if isinstance(editor, CellLine | CellChoice):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(editor, event)
            if event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is not None:
                return False  # the list of the choice, or a menu: the user is still here
        if isinstance(editor, FieldEditor) and event.type() == QEvent.Type.KeyPress:
            return False  # it has keys of its own
        return super().eventFilter(editor, event)

    def finish(self, editor: QWidget, down: int, right: int) -> None:
        """Keep what is in the editor and go on; what cannot be kept is said, and the editor stays."""
        assert isinstance(editor, CellLine | CellChoice)
        try:
            editor.read()
        except InputError as error:
            self._say(editor, str(error))
            return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _HINT.NoHint)
        self.moved_on.emit(down, right)

    def _key(self, editor: CellLine | CellChoice, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.finish(editor, -1 if up else 1, 0)
        elif event.key() == Qt.Key.Key_Tab:
            self.finish(editor, 0, 1)
        elif event.key() == Qt.Key.Key_Backtab:
            self.finish(editor, 0, -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closeEditor.emit(editor, _HINT.RevertModelCache)
        else:
            return False
        return True

    def _card(self, shown: FieldShown, row: int, parent: QWidget) -> FieldEditor:
        card = FieldEditor(shown)
        card.setParent(parent)
        card.setAutoFillBackground(True)

        def keep(given: Given) -> None:
            self.closeEditor.emit(card, _HINT.NoHint)
            self.given.emit(row, given)
            self.moved_on.emit(1, 0)

        def back(name: str) -> None:
            self.closeEditor.emit(card, _HINT.NoHint)
            self.back.emit(row, name)

        card.given.connect(keep)
        card.back.connect(back)
        card.left.connect(lambda: self.closeEditor.emit(card, _HINT.RevertModelCache))
        return card

    def _say(self, editor: QWidget, sentence: str) -> None:
        set_role(editor, "cell-bad")
        editor.setAccessibleDescription(sentence)
        below = editor.mapToGlobal(QPoint(0, editor.height()))
        QToolTip.showText(below, sentence, editor, QRect(), _SAID_MS)
