"""What a pasted block would change, before anything is: old → new, and what cannot be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from core.text import _, ngettext, number
from gui.customers.changelist import ChangeList
from gui.theme import Theme
from gui.widgets.basics import button, column, label, row

if TYPE_CHECKING:
    from actions.editing import CellChange

_SHOWN = 2_000  # rows of the preview; the rest is counted


class PasteDialog(QDialog):
    """Enter pastes, Esc leaves everything as it is. `edits()` and `reason()` after it was accepted."""

    def __init__(
        self,
        theme: Theme,
        changes: "Sequence[tuple[CellChange, str]]",
        notes: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._changes = changes
        self.setWindowTitle(_("Paste"))
        self.title = label("", "card-title", wrap=True)
        self._said = label(" ".join(notes), "muted", wrap=True)
        self._trouble = label("", "warning", wrap=True)
        self.list = ChangeList(theme)
        empties = sum(not text for _change, text in changes)
        self.empty = QCheckBox(_("Empty cells make a value unknown ({n})").format(n=number(empties)))
        self.empty.setVisible(empties > 0)
        self.empty.toggled.connect(lambda _on: self._show())
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Why? (may stay empty)"))
        self._reason.setAccessibleName(_("Reason"))
        self.keep = button("", self.accept, role="primary")
        self.keep.setDefault(True)
        self.setLayout(
            column(
                self.title,
                self._said,
                self._trouble,
                self.list,
                self.empty,
                self._reason,
                row(0, button(_("Cancel"), self.reject), self.keep),
                spacing=12,
                margins=16,
            )
        )
        self._said.setVisible(bool(notes))
        self.resize(theme.px(760), self.sizeHint().height())
        self._show()
        self.keep.setFocus()

    def edits(self) -> list[tuple[int, str, object]]:
        """Customer, field and text of every cell that can be kept."""
        return [(c.customer_id, c.field, text) for c, text in self._chosen() if not c.problem]

    def reason(self) -> str:
        """Why, in the user's words."""
        return self._reason.text().strip()

    def _chosen(self) -> "list[tuple[CellChange, str]]":
        return [found for found in self._changes if found[1] or self.empty.isChecked()]

    def _show(self) -> None:
        chosen = [change for change, _text in self._chosen()]
        wrong = sum(bool(change.problem) for change in chosen)
        good = len(chosen) - wrong
        customers = len({change.customer_id for change in chosen if not change.problem})
        values = ngettext("{n} value", "{n} values", good).format(n=number(good))
        people = ngettext("{n} customer", "{n} customers", customers).format(n=number(customers))
        self.title.setText(_("{values} of {customers} would change").format(values=values, customers=people))
        self._trouble.setText(
            ngettext(
                "{n} cell cannot be kept and is left out.",
                "{n} cells cannot be kept and are left out.",
                wrong,
            ).format(n=number(wrong))
        )
        self._trouble.setVisible(wrong > 0)
        self.list.show_changes(sorted(chosen, key=lambda change: not change.problem)[:_SHOWN])
        self.keep.setText(_("Paste {values}").format(values=values))
        self.keep.setEnabled(good > 0)
