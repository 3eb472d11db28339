"""The table of columns: what each becomes, before → after, and why; two clicks change what is wrong."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from core.text import _
from gui.importing.lines import ColumnLine, field_choices, field_label
from gui.importing.plan import FORMATS, LEAVE_OUT, OWN
from gui.theme import Theme
from gui.widgets.cells import MUTED, PLAIN, CellDelegate, Index, Look
from gui.widgets.table import Column, ListModel, Table

FIELD: Final = 1
AFTER: Final = 3
_CHANGEABLE: Final = "  ▾"


class MappingModel(ListModel[ColumnLine]):
    """Editing says what the user chose; the page has the file looked at again."""

    #: header, field ('' for leave out)
    field_chosen = Signal(str, str)
    #: header, format
    format_chosen = Signal(str, str)

    def __init__(self) -> None:
        self.kind = "customers"
        super().__init__(
            (
                Column(_("Column in the file"), lambda line: line.header, lambda _line: PLAIN),
                Column(_("Becomes"), self._becomes, _becomes),
                Column(_("Example"), lambda line: line.before or "–", lambda _line: MUTED),
                Column(_("Read as"), _read_as, _read_look),
                Column(_("Evidence"), lambda line: line.evidence or "–", lambda _line: MUTED),
            )
        )

    def show_lines(self, kind: str, lines: Sequence[ColumnLine]) -> None:
        """The columns of a sheet."""
        self.kind = kind
        self.show(lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What a column becomes can be changed; so can the format of dates and numbers."""
        found = super().flags(index)
        line = self.rows[index.row()] if index.isValid() else None
        if line is not None and (index.column() == FIELD or (index.column() == AFTER and line.formats)):
            return found | Qt.ItemFlag.ItemIsEditable
        return found

    def options(self, index: Index) -> tuple[list[tuple[str, str]], str]:
        """The choices of a cell as (code, words), and the code that holds now."""
        line = self.rows[index.row()]
        if index.column() == FIELD:
            out = [(LEAVE_OUT, _("(leave out)"))]
            if self.kind == "customers":
                out.append((OWN, _("own field")))
            return [*out, *field_choices(self.kind)], line.field or LEAVE_OUT
        return [(code, _(FORMATS[code])) for code in line.formats], line.format

    def _becomes(self, line: ColumnLine) -> str:
        said = _("question") if line.question else field_label(self.kind, line.field)
        return said + _CHANGEABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The user chose something else."""
        line = self.rows[index.row()]
        chosen = self.field_chosen if index.column() == FIELD else self.format_chosen
        if value != (line.field or LEAVE_OUT if index.column() == FIELD else line.format):
            chosen.emit(line.header, str(value))
        return True


class ChoiceDelegate(CellDelegate):
    """A cell that opens into a list: one click opens it, the second chooses."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The list, open at once."""
        box = QComboBox(parent)
        model = index.model()
        assert isinstance(model, MappingModel)
        options, now = model.options(index)
        for code, words in options:
            box.addItem(words, code)
        box.setCurrentIndex(max(box.findData(now), 0))
        box.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        box.activated.connect(lambda _at: self._chosen(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the choice over."""
        assert isinstance(editor, QComboBox)
        model.setData(model.index(index.row(), index.column()), editor.currentData())

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The list was filled when it was made."""

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class MappingTable(Table):
    """Enter on a row opens what it becomes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Columns of the file"), row_height=38)
        self.mapping = MappingModel()
        self.setModel(self.mapping)
        self.setItemDelegate(ChoiceDelegate(theme, self, single_cells=True))
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, F2 and space open the cell in hand (or the one that says what the column becomes)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            index = self.currentIndex()
            if index.isValid():
                at = AFTER if index.column() == AFTER else FIELD
                self._open(self.mapping.index(index.row(), at))
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if self.mapping.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)


def _read_as(line: ColumnLine) -> str:
    if not line.field and not line.question:
        return "–"
    return (line.after or "–") + (_CHANGEABLE if line.formats else "")


def _read_look(line: ColumnLine) -> Look:
    return PLAIN if line.field or line.question else MUTED


def _becomes(line: ColumnLine) -> Look:
    if not line.field and not line.question:
        return MUTED
    return PLAIN if line.sure else Look(tone="warning")
