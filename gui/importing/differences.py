"""What an import changes field by field, where it differs from hand work, and who may be a double."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Signal

from core import fields
from core.text import _, ngettext, number
from gui.customers.columns import as_text
from gui.importing.lines import field_label
from gui.theme import Theme
from gui.widgets.basics import Card, button, label, row
from gui.widgets.cells import MUTED, PLAIN, Look
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from actions.wizard import ChangedField, Double, HandConflict


def value_words(kind: str, name: str, value: Any) -> str:
    """A kept value as the user reads it; nothing is said, never left empty."""
    if value is None or value == "":
        return _("empty")
    found = fields.field(kind, name)
    return as_text(found.kind if found is not None else "text", value)


def changed_columns() -> "tuple[Column[ChangedField], ...]":
    """Who, which field, old → new."""
    return (
        Column(_("Row"), lambda c: number(c.row) if c.row else "–", lambda _c: MUTED, right=True),
        Column(_("Who"), lambda c: c.name or c.number or "–"),
        Column(_("What"), lambda c: field_label(c.kind, c.field)),
        Column(_("Was"), lambda c: value_words(c.kind, c.field, c.old), lambda _c: MUTED),
        Column(_("Becomes"), lambda c: "→ " + value_words(c.kind, c.field, c.new)),
    )


def double_columns() -> "tuple[Column[Double], ...]":
    """The new customer, and whom it resembles."""
    return (
        Column(_("Row"), lambda d: number(d.row), lambda _d: MUTED, right=True),
        Column(_("New in this file"), lambda d: d.name or "–"),
        Column(_("Looks like"), lambda d: " · ".join(p for p in (d.other_name, d.other_number) if p) or "–"),
    )


class ConflictCard(Card):
    """Where the file says something else than a person did; a click chooses whose word holds."""

    #: every (customer, field) where the file's word is to hold
    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = label("", "card-title", wrap=True)
        self._take: set[tuple[int, str]] = set()
        self.model: ListModel[HandConflict] = ListModel(
            (
                Column(_("Who"), lambda c: f"{c.name or c.number} · {field_label('customers', c.field)}"),
                Column(
                    _("You"),
                    lambda c: value_words("customers", c.field, c.hand),
                    lambda c: MUTED if self._taken(c) else Look(hand=True),
                ),
                Column(
                    _("File"),
                    lambda c: value_words("customers", c.field, c.file),
                    lambda c: PLAIN if self._taken(c) else MUTED,
                ),
                Column(_("Holds"), lambda c: _("the file's") if self._taken(c) else _("yours")),
            )
        )
        self.table = Table(theme, _("Other than by hand"), row_height=32)
        self.table.setModel(self.model)
        words = _("What you filled in yourself stays, unless you choose otherwise here. "
                  "Click on a line to let the file's value hold.")  # fmt: skip
        self.mine = button(_("Keep all of mine"), lambda: self._choose_all(take=False))
        with_all = _("Let the file's value hold for this field, with everybody here")
        self.field = button(_("File for this field"), self._choose_field, name=with_all)
        self.all = button(_("All from the file"), lambda: self._choose_all(take=True))
        self.body.addWidget(self._title)
        self.body.addWidget(self.table)
        self.body.addWidget(label(words, "muted", wrap=True))
        self.body.addLayout(row(self.mine, self.all, 0))
        self.body.addLayout(row(self.field, 0))
        self.table.clicked.connect(self._toggle)
        self.table.chosen.connect(lambda at: self._toggle(self.model.index(at, 0)))

    def show_conflicts(
        self, conflicts: "Sequence[HandConflict]", count: int, take: frozenset[tuple[int, str]]
    ) -> None:
        """The conflicts of a check; `count` counts those too that are not listed."""
        self._take = set(take)
        self.setVisible(bool(count))
        self._title.setText(
            ngettext("{n} value differs from what you filled in yourself",
                     "{n} values differ from what you filled in yourself", count)
            .format(n=number(count))
        )  # fmt: skip
        self.model.show(conflicts)
        self.table.fit_columns(0, limit=150)
        self.table.fit_height(8)
        for part in (self.table, self.mine, self.field, self.all):
            part.setVisible(bool(conflicts))

    def _taken(self, conflict: "HandConflict") -> bool:
        return (conflict.customer_id, conflict.field) in self._take

    def _toggle(self, index: QModelIndex) -> None:
        found = self.model.rows[index.row()]
        self._take ^= {(found.customer_id, found.field)}
        self._tell()

    def _choose_all(self, *, take: bool) -> None:
        listed = {(c.customer_id, c.field) for c in self.model.rows}
        self._take = self._take | listed if take else self._take - listed
        self._tell()

    def _choose_field(self) -> None:
        at = max(self.table.currentIndex().row(), 0)
        if at < len(self.model.rows):
            name = self.model.rows[at].field
            self._take |= {(c.customer_id, c.field) for c in self.model.rows if c.field == name}
            self._tell()

    def _tell(self) -> None:
        last = self.model.index(self.model.rowCount() - 1, self.model.columnCount() - 1)
        self.model.dataChanged.emit(self.model.index(0, 0), last)
        self.chosen.emit(frozenset(self._take))
