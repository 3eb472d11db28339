"""A list of what would change: customer, field, the value now, the value then, or why it cannot be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.text import _
from gui.customers.columns import as_text
from gui.customers.spec import field_spec
from gui.theme import Theme
from gui.widgets.cells import MUTED, PLAIN, Look
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from actions.editing import CellChange

_ROWS = 12  # on the screen at once
_MEASURED = 50  # rows that say how wide the columns are


class ChangeList(Table):
    """Rows are shown in the order in which they come."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("What would change"))
        self.model_of_changes: ListModel[CellChange] = ListModel(
            (
                Column(_("Customer"), who),
                Column(_("Field"), lambda c: field_spec(c.field)[2], lambda _c: MUTED),
                Column(_("Now"), lambda c: value_words(c.field, c.old), lambda _c: MUTED),
                Column(_("Becomes"), _becomes, _look),
            )
        )
        self.setModel(self.model_of_changes)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)

    def show_changes(self, changes: "Sequence[CellChange]") -> None:
        """These changes; a few thousand at most."""
        self.model_of_changes.show(changes)
        # a reason why something cannot be needs the room more than a long name does
        self.fit_columns(3, limit=150 if any(change.problem for change in changes) else 280)
        self.fit_height(_ROWS)


def who(change: "CellChange") -> str:
    """The customer by name and number."""
    return " · ".join(part for part in (change.name, change.klantnummer) if part) or _("unknown")


def value_words(name: str, value: Any) -> str:
    """A value of a field as it is read; 'unknown' where there is none."""
    if value is None or value == "":
        return _("unknown")
    try:
        return " ".join(as_text(field_spec(name)[0], value).split())
    except (ValueError, TypeError):
        return str(value)  # what was typed, and does not fit


def _becomes(change: "CellChange") -> str:
    if change.problem:
        return f"⚠ {change.problem}"
    return value_words(change.field, change.new)


def _look(change: "CellChange") -> Look:
    return Look(tone="bad") if change.problem else PLAIN
