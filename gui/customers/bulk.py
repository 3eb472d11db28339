"""One value for many customers, with what it would change before it is kept."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from core.text import _, ngettext, number
from gui.customers.fields import GROUPS, FieldEditor, field_spec
from gui.customers.model import Fetch
from gui.widgets.basics import column, label

#: these say who somebody is; one value for many makes no sense
_NOT_FOR_MANY: Final = ("klantnummer", "email", "voornaam", "achternaam", "telefoon", "mobiel", "kvk")

#: more than this would keep the window waiting for the preview
_LOOKED_AT: Final = 2_000


class BulkDialog(QDialog):
    """`given()` after it was accepted: field, value, reason."""

    def __init__(self, fetch: Fetch, customer_ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._fetch, self._ids = fetch, list(customer_ids)
        self._given: tuple[str, object, str] = ("", None, "")
        count = len(self._ids)
        title = ngettext("Change {n} customer", "Change {n} customers", count).format(n=number(count))
        self.setWindowTitle(title)
        self._field = QComboBox()
        self._field.setAccessibleName(_("Field to change"))
        for _group, names in GROUPS:
            for name in names:
                if name not in _NOT_FOR_MANY:
                    self._field.addItem(field_spec(name)[2], name)
        self._preview = label("", "muted", wrap=True)
        self._place = column()
        self._editor: FieldEditor | None = None
        self.setLayout(
            column(
                label(title, "card-title"), self._field, self._preview, self._place, 0, spacing=12, margins=16
            )
        )
        self._field.currentIndexChanged.connect(self._show_field)
        self._show_field()
        self.resize(self.fontMetrics().averageCharWidth() * 64, self.sizeHint().height())

    def given(self) -> tuple[str, object, str]:
        """Field, value and reason."""
        return self._given

    def _show_field(self) -> None:
        name = str(self._field.currentData())
        kind, choices, title = field_spec(name)
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
        self._editor = FieldEditor(title, kind, choices, "", None)
        self._editor.given.connect(self._accept)
        self._editor.left.connect(self.reject)
        self._place.addWidget(self._editor)
        self._preview.setText(self._what_is_there(name))

    def _what_is_there(self, name: str) -> str:
        """How many of them have a value now, which would be laid over."""
        if len(self._ids) > _LOOKED_AT:
            return _("Values that are there now are laid over; undo brings them back.")
        values: list[Any] = [row[0] for row in self._fetch(self._ids, [name])]
        filled = sum(value not in (None, "") for value in values)
        return ngettext(
            "{n} of them has a value here now; undo brings it back.",
            "{n} of them have a value here now; undo brings them back.",
            filled,
        ).format(n=number(filled))

    def _accept(self, value: object, reason: str) -> None:
        self._given = (str(self._field.currentData()), value, reason)
        self.accept()
