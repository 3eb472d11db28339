"""A small form over fields of one kind of row: a new customer, a contract, a contact person."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from core.errors import InputError
from core.fields import Field
from core.text import _
from gui.customers.editor import Lines, choice_box, shown_text
from gui.customers.spec import LONG, FieldShown
from gui.widgets.basics import button, column, label, row, scrolled


class FormDialog(QDialog):
    """`values()` after it was accepted: what is other than before, read as an import reads it."""

    def __init__(
        self,
        title: str,
        asked: Sequence[Field],
        known: Mapping[str, Any],
        parent: QWidget,
        *,
        can_delete: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._asked, self._known = asked, known
        self._values: dict[str, object] = {}
        #: the row itself is to go
        self.delete_wanted = False
        self.inputs: dict[str, QComboBox | QLineEdit | QPlainTextEdit] = {}
        form = QFormLayout()
        form.setContentsMargins(0, 0, 8, 0)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in asked:
            made = _input(field, known.get(field.name))
            made.setAccessibleName(_(field.label))
            self.inputs[field.name] = made
            said = label(_(field.label), "muted")
            said.setBuddy(made)
            form.addRow(said, made)
        inner = QWidget()
        inner.setLayout(form)
        self.trouble = label("", "bad", wrap=True)
        self.trouble.hide()
        self.keep = button(_("Keep"), self._keep, role="primary")
        self.keep.setDefault(True)
        buttons = row(0, button(_("Cancel"), self.reject), self.keep)
        if can_delete:
            buttons.insertWidget(0, button(_("Delete"), self._delete, role="link"))
        area = scrolled(inner)
        layout = column(
            label(title, "card-title"),
            area,
            self.trouble,
            buttons,
            spacing=12,
            margins=16,
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)
        high = min(inner.sizeHint().height() + self.fontMetrics().height() * 9, parent.height())
        self.resize(self.fontMetrics().averageCharWidth() * 72, high)

    def values(self) -> dict[str, object]:
        """Field → value, of the fields that were filled in or changed."""
        return self._values

    def _delete(self) -> None:
        self.delete_wanted = True
        self.accept()

    def _keep(self) -> None:
        from actions.typed_values import read_field  # the readers of an import: not while starting

        self._values = {}
        for field in self._asked:
            typed = _typed(self.inputs[field.name], field)
            try:
                value = read_field(field, typed)
            except InputError as error:
                self.trouble.setText(str(error))
                self.trouble.show()
                self.inputs[field.name].setFocus()
                return
            if value != self._known.get(field.name):
                self._values[field.name] = value
        self.accept()


def _input(field: Field, value: Any) -> QComboBox | QLineEdit | QPlainTextEdit:
    shown = FieldShown(field.name, _(field.label), field.kind, value, field.choices)
    if field.kind == "flag" or field.choices:
        return choice_box(shown)
    if field.name in LONG:
        return Lines(shown_text(shown))
    made = QLineEdit(shown_text(shown))
    if field.kind == "date":
        made.setPlaceholderText(_("dd-mm-yyyy"))
    return made


def _typed(made: QComboBox | QLineEdit | QPlainTextEdit, field: Field) -> object:
    if isinstance(made, QComboBox):
        code = made.currentData()
        if code in (None, ""):
            return None
        return int(code) if field.kind == "flag" else code
    return made.toPlainText().strip() if isinstance(made, QPlainTextEdit) else made.text()
