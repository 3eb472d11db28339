"""The table of channels: which there are, what a contact costs, and how many fit in a year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from core.settings import Settings
from core.text import _
from gui.organisation import amounts
from gui.theme import Theme
from gui.widgets.cells import LOOK_ROLE, MUTED, PLAIN, STRONG, Look
from gui.widgets.heads import LEFT, NOWHERE, RIGHT, Index
from gui.widgets.table import Table

_AVAILABLE, _COST, _CAPACITY = 1, 2, 3
_DISPLAY: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True)
class Line:
    """One channel as the table has it; `stated` False: nobody said whether it is there."""

    code: str
    label: str
    available: bool
    stated: bool
    cost: float
    usual_cost: float
    capacity: float | None
    needs: str


class ChannelModel(QAbstractTableModel):
    """Edited in place; `changed` says that something is others than what was kept."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Line] = []

    def show(self, settings: Settings, seen: frozenset[str] = frozenset()) -> None:
        """The channels as these settings have them; `seen` are in use in the base."""
        from strategy.catalogue import for_organisation, load

        book = load()
        own = for_organisation(book, settings, seen).channels
        self.beginResetModel()
        self.rows = [
            Line(
                *(code, c.label, own[code].available, own[code].stated),
                *(own[code].cost, c.cost, own[code].capacity, _needs(c.consent)),
            )
            for code, c in book.channels.items()
        ]
        self.endResetModel()

    def values(self, kept: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """The channels as the settings keep them: only what differs from the shipped table."""
        out: dict[str, dict[str, Any]] = {}
        for row in self.rows:
            own: dict[str, Any] = {}
            if row.stated:
                own["available"] = row.available
            if row.cost != row.usual_cost or "cost" in kept.get(row.code, {}):
                own["cost"] = row.cost
            if row.capacity is not None:
                own["capacity"] = row.capacity
            if own:
                out[row.code] = own
        return out

    def toggle(self, at: int) -> None:
        """The channel is there, or is not."""
        row = self.rows[at]
        self._replace(at, replace(row, available=not row.available, stated=True))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many channels."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Channel, available, cost, capacity, consent."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        heads = (_("Channel"), _("We have it"), _("€ a contact"), _("Contacts a year"), _("Promotion needs"))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in (_COST, _CAPACITY) else LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, look, alignment, and what is edited."""
        row, column = self.rows[index.row()], index.column()
        if role in _DISPLAY or role == Qt.ItemDataRole.EditRole:
            return self._text(row, column, editing=role == Qt.ItemDataRole.EditRole)
        if role == LOOK_ROLE:
            return self._look(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in (_COST, _CAPACITY) else LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cost and capacity can be typed."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.column() in (_COST, _CAPACITY) else found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed amount; what is no amount is refused in a sentence."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        row = self.rows[index.row()]
        try:
            amount = amounts.read(str(value))
        except ValueError:
            self.refused.emit(_("“{value}” is no amount; write for instance 7,50.").format(value=value))
            return False
        if index.column() == _COST:
            row = replace(row, cost=row.usual_cost if amount is None else amount)
        else:
            row = replace(row, capacity=amount)
        self._replace(index.row(), row)
        return True

    def _replace(self, at: int, row: Line) -> None:
        if row != self.rows[at]:
            self.rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))
            self.changed.emit()

    def _text(self, row: Line, column: int, *, editing: bool) -> str:
        if column == _AVAILABLE:
            return ("✓ " + _("yes")) if row.available else _("no")
        if column == _COST:
            return amounts.write(row.cost)
        if column == _CAPACITY:
            return amounts.write(row.capacity) or ("" if editing else _("no limit"))
        return row.label if column == 0 else row.needs

    def _look(self, row: Line, column: int) -> Look:
        if column == 0:
            return STRONG if row.available else MUTED
        if column == _COST and row.cost == row.usual_cost:
            return MUTED
        return PLAIN if row.available and (column != _CAPACITY or row.capacity is not None) else MUTED


class ChannelTable(Table):
    """A click or the space bar on "We have it" changes it; Enter or F2 types an amount."""

    def __init__(self, theme: Theme, model: ChannelModel) -> None:
        super().__init__(theme, _("Channels of your organisation"))
        self._channels = model
        self.setModel(model)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        self.clicked.connect(self._click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space says yes or no."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid() and index.column() <= _AVAILABLE:
            self._channels.toggle(index.row())
        else:
            super().keyPressEvent(event)

    def _click(self, index: Index) -> None:
        if index.column() == _AVAILABLE:
            self._channels.toggle(index.row())


def _needs(consent: str) -> str:
    words = {
        "telefoon": _("consent"),
        "email": _("consent, or existing customer"),
        "sms": _("consent, or existing customer"),
        "post": _("no objection"),
    }
    return words.get(consent, _("nothing"))
