"""The grid of rows that did not fit: their cells are typed over here, and the file checked again."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from core.text import _, ngettext, number
from gui.theme import Theme
from gui.widgets.basics import button, column, label, row
from gui.widgets.cells import LOOK_ROLE, MUTED, PLAIN, CellDelegate, Look
from gui.widgets.heads import LEFT, NOWHERE, RIGHT, Index
from gui.widgets.table import Table

if TYPE_CHECKING:
    from actions.wizard import Mendable

#: columns before the file's own: the row's number and what is the matter with it
_BEFORE = 2

#: sheet → sheet row → column → what was typed
Typed = dict[str, dict[int, dict[int, str]]]


class MendModel(QAbstractTableModel):
    """The rows of one sheet; what was typed stays here until the file is checked again."""

    typed_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headers: Sequence[str] = ()
        self._width = 0
        self.rows: Sequence[Mendable] = ()
        self.typed: dict[int, dict[int, str]] = {}

    def show(
        self, headers: Sequence[str], rows: "Sequence[Mendable]", typed: dict[int, dict[int, str]]
    ) -> None:
        """Other rows."""
        self.beginResetModel()
        self._width = len(headers)
        widest = max((len(one.cells) for one in rows), default=0)
        beyond = [_("beyond the header") for _at in range(len(headers), widest)]
        self.headers, self.rows, self.typed = [*headers, *beyond], rows, typed
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Number, trouble, and the columns of the file."""
        return 0 if parent.isValid() else len(self.headers) + _BEFORE

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The file's own cells can be typed over."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.column() >= _BEFORE else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and look of a cell; what is wrong with it is its tool tip."""
        found, at = self.rows[index.row()], index.column() - _BEFORE
        text_roles = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        if role in text_roles:
            return self._text(found, at)
        if role == Qt.ItemDataRole.ToolTipRole:
            own = found.trouble.get(self.headers[at]) if at >= 0 else None
            return own or _trouble(found)
        if role == LOOK_ROLE:
            return self._look(found, at)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() == 0 else LEFT
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Something was typed over a cell."""
        found, at = self.rows[index.row()], index.column() - _BEFORE
        text = str(value).strip()
        if text == self._text(found, at):
            return False
        self.typed.setdefault(found.row, {})[at] = text
        self.dataChanged.emit(index, index)
        self.typed_changed.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads of the file."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (_("Row"), _("What is the matter"), *self.headers)[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if section == 0 else LEFT
        return None

    def _text(self, found: "Mendable", at: int) -> str:
        if at == -2:
            return number(found.row)
        if at == -1:
            return _trouble(found)
        typed = self.typed.get(found.row, {})
        return typed.get(at, found.cells[at] if at < len(found.cells) else "")

    def _look(self, found: "Mendable", at: int) -> Look:
        if at < 0:
            return MUTED if at == -2 else Look(tone="bad" if found.rejected else "warning")
        if at in self.typed.get(found.row, {}):
            return Look(hand=True)
        short = at < self._width > len(found.cells) and found.rejected
        beyond = at >= self._width and bool(self._text(found, at))
        wrong = self.headers[at] in found.trouble or short or beyond
        return Look(ground="warning_ground") if wrong else PLAIN


class MendPanel(QWidget):
    """Rows to mend, a sheet at a time. `check_again` carries what was typed; `leave_out` sheet and rows;
    `about` sheet, row and the customer that the row is about."""

    check_again = Signal(object)
    leave_out = Signal(str, object)
    about = Signal(str, int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: Sequence[Mendable] = ()
        self._headers: Mapping[str, Sequence[str]] = {}
        self._typed: Typed = {}
        self.sheet_box = QComboBox()
        self.sheet_box.setAccessibleName(_("Sheet"))
        self.model = MendModel()
        self.table = Table(theme, _("Rows to mend"), row_height=34)
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellDelegate(theme, self.table, single_cells=True))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed | trigger.SelectedClicked
        )
        words = _("Click twice on a cell and type what it should be; your file itself stays as it is. "
                  "Empty what stands beyond the header.")  # fmt: skip
        self._nothing = label(_("There is nothing to mend."), "muted")
        self._words = label(words, "muted", wrap=True)
        self.again = button(_("Check again"), self._check)
        self.leave = button(_("Leave this row out"), self._leave_out)
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("Which customer is this?"))
        self.whose.activated.connect(self._choose)
        foot = row(self.again, self.leave, self.whose, 0)
        layout = column(self._nothing, self.sheet_box, self._words, self.table, foot, spacing=8)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.sheet_box.currentIndexChanged.connect(lambda _at: self._show_sheet())
        self.model.typed_changed.connect(self._allow)
        self.table.moved.connect(lambda _at: self._allow())

    def show_rows(self, rows: "Sequence[Mendable]", headers: Mapping[str, Sequence[str]]) -> None:
        """The rows that a check found, by sheet."""
        self._rows, self._headers, self._typed = rows, headers, {}
        keep = self.sheet_box.currentData()
        self.sheet_box.blockSignals(True)
        self.sheet_box.clear()
        for name in dict.fromkeys(one.sheet for one in rows):
            self.sheet_box.addItem(name or _("Sheet"), name)
        self.sheet_box.setCurrentIndex(max(self.sheet_box.findData(keep), 0) if rows else -1)
        self.sheet_box.blockSignals(False)
        self.sheet_box.setVisible(self.sheet_box.count() > 1)
        self._nothing.setVisible(not rows)
        for part in (self._words, self.table, self.again, self.leave):
            part.setVisible(bool(rows))
        self._show_sheet()

    def begin(self) -> None:
        """The keyboard on the first cell that is wrong."""
        if self.model.rowCount():
            first = self.model.rows[0]
            wrong = [at for at, header in enumerate(self.model.headers) if header in first.trouble]
            index = self.model.index(0, _BEFORE + (wrong[0] if wrong else 0))
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
        self.table.setFocus()

    def _show_sheet(self) -> None:
        name = str(self.sheet_box.currentData() or "")
        rows = [one for one in self._rows if one.sheet == name]
        self.model.show(self._headers.get(name, ()), rows, self._typed.setdefault(name, {}))
        self.table.fit_columns(-1, limit=200)
        self._allow()

    def _show_candidates(self) -> None:
        """The customers that the row under the cursor may be about, to choose from."""
        at = self.table.currentIndex().row()
        found = self.model.rows[at].candidates if 0 <= at < len(self.model.rows) else ()
        self.whose.clear()
        self.whose.setVisible(bool(found))
        if found:
            self.whose.addItem(_("Which customer is this?"), 0)
            for one in found:
                parts = (one.name, one.klantnummer, one.place, one.email)
                self.whose.addItem(" · ".join(dict.fromkeys(part for part in parts if part)), one.id)

    def _choose(self, _at: int) -> None:
        at, customer = self.table.currentIndex().row(), self.whose.currentData()
        if customer and 0 <= at < len(self.model.rows):
            chosen = self.model.rows[at]
            self.about.emit(chosen.sheet, chosen.row, customer)

    def _allow(self) -> None:
        self._show_candidates()
        self.again.setEnabled(any(cells for sheet in self._typed.values() for cells in sheet.values()))
        self.leave.setEnabled(self.table.currentIndex().isValid())

    def _check(self) -> None:
        self.check_again.emit(self._typed)

    def _leave_out(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.model.rows):
            found = self.model.rows[at]
            self.leave_out.emit(found.sheet, frozenset({found.row}))


def mending_words(rows: "Sequence[Mendable]") -> str:
    """How many rows there are to mend."""
    said = ngettext("{n} row to mend", "{n} rows to mend", len(rows))
    return said.format(n=number(len(rows)))


def _trouble(found: "Mendable") -> str:
    return found.trouble.get("") or next(iter(found.trouble.values()), "")
