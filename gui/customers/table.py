"""The customers table: cells that are edited where they stand, copied to Excel and pasted from it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QWidget

from core.text import _
from gui.customers.columns import Shown
from gui.customers.editor import FieldEditor
from gui.customers.incell import EditDelegate
from gui.customers.model import CustomersModel
from gui.customers.spec import FieldShown, is_outcome, spec
from gui.theme import Theme
from gui.widgets.table import Table

#: customer, field → the field as it stands
Read = Callable[[int, str], FieldShown]

_CHORD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
#: a customer number is not typed over by accident: only F2, Enter or a double click opens it
_GUARDED = ("klantnummer",)
#: put together from parts, which are changed together
_NAME = "naam"


class CustomersTable(Table):
    """Whole rows are selected; within the current row one cell has the keyboard, with a ring around it."""

    #: row, what was given (`spec.Given`)
    given = Signal(int, object)
    pasted = Signal()
    copied = Signal()
    delete_wanted = Signal()
    #: the fields of the customer, the change for all who are selected
    fields_wanted = Signal()
    #: id of a customer whose name is to be changed, by its parts
    name_wanted = Signal(int)
    change_wanted = Signal()
    #: the selected customers side by side, to merge them; or as one household or company
    compare_wanted = Signal()
    together_wanted = Signal(str)
    #: there is more or less room for the columns
    resized = Signal()
    #: row, field: back to what the file (or the computation) says
    back = Signal(int, str)
    #: why what was typed cannot be kept
    refused = Signal(str)
    #: the editor that was open is gone
    calm = Signal()

    def __init__(self, theme: Theme, model: CustomersModel, read: Read) -> None:
        super().__init__(theme, _("Customers"))
        self.customers = model
        self._read = read
        self.delegate = EditDelegate(theme, self, self._field)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.delegate.given.connect(self.given)
        self.delegate.back.connect(self.back)
        self.delegate.refused.connect(self.refused)
        self.delegate.moved_on.connect(self.go)
        # no queued connection: the editor that the signal carries is gone by the time it would arrive
        self.delegate.closeEditor.connect(lambda *_how: QTimer.singleShot(0, self, self.calm.emit))

    @property
    def theme(self) -> Theme:
        """Colours and sizes, for windows that open from here."""
        return self._theme

    @property
    def editing(self) -> bool:
        """Whether somebody is typing in a cell."""
        return self.state() == Table.State.EditingState

    def edit_here(self, typed: str | None = None, *, open_list: bool = True) -> None:
        """Open the editor of the current cell, or the fields of the customer where it has none.

        `typed` is what the user began to type over the value.
        """
        index = self.currentIndex()
        if not index.isValid() or self.editing:
            return
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            if typed is None and self.customers.columns[index.column()].name == _NAME:
                self.name_wanted.emit(self.customers.ids[index.row()])
            elif typed is None:
                self.chosen.emit(index.row())
            return
        self.scrollTo(index)
        self.edit(index)
        editor = self.indexWidget(index)
        if typed is not None:
            _type(editor, typed)
        elif open_list and isinstance(editor, QComboBox):
            editor.showPopup()

    def stand_on(self, row: int, column: int) -> None:
        """Make that cell the current one and its row the only one selected, whatever keys are held down."""
        flag = QItemSelectionModel.SelectionFlag
        index = self.customers.index(row, column)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def go(self, down: int, right: int) -> None:
        """On to another customer, same column; or to the next cell of this one that can be edited."""
        index = self.currentIndex()
        if down:
            row = index.row() + down
            if 0 <= row < self.customers.rowCount():
                self.stand_on(row, index.column())
        elif right:
            column = self._next_editable(index.column(), right)
            if column >= 0:
                self.stand_on(index.row(), column)
                self.edit_here(open_list=False)
                return
        self.setFocus()

    def choose(self, row: int) -> None:
        """Enter and a double click edit."""
        self.edit_here()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2, Enter or typing edits, Ctrl+V pastes, Del deletes the customers (after a question)."""
        key, typed = event.key(), event.text()
        if key == Qt.Key.Key_F2:
            self.edit_here()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_Backspace:
            self._type_over("")
        elif typed and typed.isprintable() and typed != " " and not event.modifiers() & _CHORD:
            self._type_over(typed)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes to another page, or closes the window, has left the cell: no editor outlives that."""
        editor = self.indexWidget(self.currentIndex()) if self.editing else None
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, EditDelegate.EndEditHint.NoHint)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Also when a scroll bar comes or goes."""
        super().resizeEvent(event)
        self.resized.emit()

    def rows(self) -> list[tuple[int, int]]:
        """First and last rows of what is selected: no index for each of 100,000 rows."""
        chosen = self.selectionModel().selection()
        return sorted((chosen.at(i).top(), chosen.at(i).bottom()) for i in range(chosen.size()))

    def selected(self) -> list[int]:
        """The ids of the selected customers, from top to bottom."""
        places: Sequence[int] = sorted({r for top, bottom in self.rows() for r in range(top, bottom + 1)})
        return [self.customers.ids[row] for row in places if row < len(self.customers.ids)]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Every deed with its key, for who does not know the keys."""
        self.menu().exec(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the current cell and the selected customers."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        index = self.currentIndex()
        column = self.customers.columns[index.column()] if index.isValid() else None
        many = len(self.rows()) > 1 or any(bottom > top for top, bottom in self.rows())
        entries: list[tuple[str, str, Callable[[], object], bool] | None] = [
            (_("Edit the cell"), "F2", self.edit_here, column is not None and _opens(column)),
            (self._back_words(column), "", self._back_here, self._has_hand()),
            (_("All details of the customer"), "", self.fields_wanted.emit, index.isValid()),
            None,
            (_("Change the selected customers …"), "", self.change_wanted.emit, many),
            (_("Merge the selected customers …"), "", self.compare_wanted.emit, many),
            (_("They are one household"), "", partial(self.together_wanted.emit, "huishouden"), many),
            (_("They are one company"), "", partial(self.together_wanted.emit, "bedrijf"), many),
            None,
            (_("Copy"), "Ctrl+C", self.copied.emit, index.isValid()),
            (_("Paste …"), "Ctrl+V", self.pasted.emit, index.isValid()),
            None,
            (_("Delete …"), "Del", self.delete_wanted.emit, index.isValid()),
        ]
        for entry in entries:
            if entry is None:
                made.addSeparator()
                continue
            words, key, act, possible = entry
            action = made.addAction(f"{words}\t{key}" if key else words, act)
            action.setEnabled(possible)
        return made

    def _has_hand(self) -> bool:
        index = self.currentIndex()
        if not index.isValid() or not self.customers.columns[index.column()].editable:
            return False
        return bool(self.customers.cell(index.row(), index.column())[1].hand)

    def _back_words(self, column: Shown | None) -> str:
        computed = column is not None and is_outcome(column.name)
        return _("Back to computed") if computed else _("Back to the file")

    def _back_here(self) -> None:
        index = self.currentIndex()
        self.back.emit(index.row(), self.customers.columns[index.column()].name)

    def _type_over(self, typed: str) -> None:
        index = self.currentIndex()
        if index.isValid() and self.customers.columns[index.column()].name not in _GUARDED:
            self.edit_here(typed)

    def _field(self, row: int, column: int) -> FieldShown | None:
        name = self.customers.columns[column].name
        return self._read(self.customers.ids[row], name) if spec(name) is not None else None

    def _next_editable(self, column: int, step: int) -> int:
        header = self.horizontalHeader()
        place = header.visualIndex(column) + step
        while 0 <= place < header.count():
            found = header.logicalIndex(place)
            if self.customers.columns[found].editable:
                return found
            place += step
        return -1


def _opens(column: Shown) -> bool:
    """Whether a cell of that column opens: into its editor, or into the parts of the name."""
    return column.editable or column.name == _NAME


def _type(editor: QWidget | None, typed: str) -> None:
    """Begin with what was typed: over the text, or as the first letter of a choice."""
    widget = editor.value if isinstance(editor, FieldEditor) else editor
    if isinstance(widget, QLineEdit):
        widget.setText(typed)
    elif isinstance(widget, QComboBox) and typed:
        found = widget.findText(typed, Qt.MatchFlag.MatchStartsWith)
        if found >= 0:
            widget.setCurrentIndex(found)
