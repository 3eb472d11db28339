"""The second tab of the profile: every field in groups; one at a time opens into its editor."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from core.text import _
from gui.customers.card import CustomerCard
from gui.customers.editor import FieldEditor
from gui.customers.fields import FieldRow
from gui.customers.spec import GROUPS, SAID_ON, Given, is_own
from gui.widgets.basics import column, label, reveal

#: shown and edited beside what was said on that day
_DAYS = frozenset(SAID_ON.values())


class FieldList(QWidget):
    """Rows are made once and shown with another customer's values."""

    value_given = Signal(object)
    back_to_file = Signal(str)
    #: the editor that was open is gone
    calm = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, FieldRow] = {}
        self._card: CustomerCard | None = None
        self._editor: FieldEditor | None = None
        self._edited: FieldRow | None = None
        self._column = column(spacing=2)
        self._column.setContentsMargins(0, 4, 8, 8)
        self._own_title = label(_("Own columns"), "strong")
        self.setLayout(self._column)

    def show_card(self, card: CustomerCard) -> None:
        """Another customer, or other values; seventy rows are filled only when somebody looks at them."""
        if self._card is None or self._card.id != card.id:
            self.close_editor()  # of the same customer it stays: somebody is typing in it
        self._card = card
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if not self._rows:
            self._build()
        if self._card is None:
            return
        for name, shown in self._card.fields.items():
            if name in _DAYS:
                continue
            if name not in self._rows and is_own(name):
                self._add(name, before_end=True)
            if name in self._rows:
                self._rows[name].show_field(shown, self._card.fields.get(SAID_ON.get(name, "")))
        own = [name for name in self._rows if is_own(name)]
        for name in own:
            self._rows[name].setVisible(name in self._card.fields)
        self._own_title.setVisible(any(name in self._card.fields for name in own))

    def _build(self) -> None:
        for title, names in GROUPS:
            self._column.addSpacing(8)
            self._column.addWidget(label(_(title), "strong"))
            for name in names:
                if name not in _DAYS:
                    self._add(name)
        self._column.addSpacing(8)
        self._column.addWidget(self._own_title)
        self._column.addStretch(1)

    @property
    def editor(self) -> FieldEditor | None:
        """The editor that is open now."""
        return self._editor

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self._rows[name]

    def focus_first(self) -> None:
        """Put the keyboard on the first field."""
        if self._rows:
            next(iter(self._rows.values())).focus_value()

    def close_editor(self) -> None:
        """Let go of what was being typed."""
        if self._editor is None:
            return
        self._editor.hide()
        self._editor.deleteLater()
        self._editor = None
        if self._edited is not None:
            self._edited.show()
            self._edited.focus_value()
        self._edited = None
        self.calm.emit()

    def _add(self, name: str, *, before_end: bool = False) -> None:
        made = FieldRow(name)
        made.edit.connect(self._edit)
        made.back.connect(self.back_to_file)
        self._rows[name] = made
        if before_end:
            self._column.insertWidget(self._column.count() - 1, made)
        else:
            self._column.addWidget(made)

    def _give(self, given: Given) -> None:
        self.close_editor()
        self.value_given.emit(given)

    def _go_back(self, name: str) -> None:
        self.close_editor()
        self.back_to_file.emit(name)

    def _edit(self, field_row: FieldRow) -> None:
        self.close_editor()
        shown = field_row.shown
        if shown is None:
            return
        made = FieldEditor(shown, field_row.said_on)
        made.given.connect(self._give)
        made.back.connect(self._go_back)
        made.left.connect(self.close_editor)
        self._column.insertWidget(self._column.indexOf(field_row) + 1, made)
        field_row.hide()
        self._editor, self._edited = made, field_row
        made.value.setFocus()
        reveal(made)
