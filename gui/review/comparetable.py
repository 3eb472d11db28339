"""The table of customers side by side: a column a customer, a row a field, what it becomes at the right."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from core.text import N_, _, money, number
from gui.review.comparing import TOGETHER, Choice
from gui.review.words import value_text, who_text
from gui.theme import Theme
from gui.widgets.cells import MUTED, PLAIN, CellDelegate, Look
from gui.widgets.heads import NOWHERE, HeadedModel, Index
from gui.widgets.table import Table

if TYPE_CHECKING:
    from actions.merging import FieldCompared, Side

_CHOSEN: Final = "◉ "
_OPEN: Final = "○ "
#: what hangs on a customer, by its name in `Side`
_HELD: Final = {
    "orders": N_("Order lines"),
    "contracts": N_("Contracts"),
    "contacts": N_("Contacts"),
    "answers": N_("Answers"),
    "merged": N_("Merged before"),
}
_STAYS: Final = "stays"
_BELONGS: Final = "belongs"
_REVENUE: Final = "revenue"
_PICKED: Final = Look(bold=True, ground="soft")


@dataclass(frozen=True)
class SideHead:
    """A column: the field names, one of the customers, or what it becomes."""

    title: str
    right: bool = False


class CompareModel(HeadedModel):
    """Rows: who stays, who belongs (from three on), what hangs on each, then the fields."""

    def __init__(self) -> None:
        super().__init__()
        self.choice: Choice | None = None
        self._rows: list[str | FieldCompared] = []

    def show(self, choice: Choice, *, equal: bool) -> None:
        """These customers; fields in which they are alike only when asked for."""
        self.beginResetModel()
        self.choice = choice
        sides = choice.sides
        heads = [SideHead(who_text(side.name, side.klantnummer)) for side in sides]
        self.columns = (SideHead(""), *heads, SideHead(_("Becomes")))
        belongs = [_BELONGS] if len(sides) > 2 else []
        held = [name for name in _HELD if any(getattr(side, name) for side in sides)]
        lines = [line for line in choice.compared.fields if equal or line.differs]
        self._rows = [_STAYS, *belongs, *held, _REVENUE, *lines]
        self.endResetModel()

    def again(self) -> None:
        """Another choice was made."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def about(self, row: int) -> "str | FieldCompared":
        """What a row is about."""
        return self._rows[row]

    def side(self, column: int) -> "Side | None":
        """The customer of a column; None for the first and the last."""
        sides = self.choice.sides if self.choice is not None else ()
        return sides[column - 1] if 1 <= column <= len(sides) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def cell(self, row: int, column: int) -> tuple[str, Look]:
        """Text and look; what stays is marked by a sign, bold letters, and ground."""
        choice, about = self.choice, self._rows[row]
        assert choice is not None
        if column == 0:
            return _row_name(about), MUTED
        side = self.side(column)
        if side is None:
            return _becomes(choice, about)
        out = side.customer_id in choice.dropped
        if about == _STAYS:
            stays = side.customer_id == choice.survivor
            return (_CHOSEN + _("this one stays"), _PICKED) if stays else (_OPEN, MUTED)
        if about == _BELONGS:
            return ("☐ " + _("left out"), MUTED) if out else ("☑ " + _("belongs to it"), PLAIN)
        if isinstance(about, str):
            return _held_text(about, side), MUTED if out else PLAIN
        return _value(choice, about, column - 1, out=out)


def _row_name(about: "str | FieldCompared") -> str:
    if not isinstance(about, str):
        return about.label
    fixed = {_STAYS: _("Who stays"), _BELONGS: _("Belongs together"), _REVENUE: _("Revenue")}
    return fixed.get(about) or _(_HELD[about])


def _held_text(about: str, side: "Side") -> str:
    if about == _REVENUE:
        return _("unknown") if side.revenue is None else money(side.revenue)
    return number(getattr(side, about))


def _value(choice: Choice, line: "FieldCompared", at: int, *, out: bool) -> tuple[str, Look]:
    found = line.values[at]
    by_hand = found.source == "hand"
    text = _one_line(value_text(line.field, found.value))
    if not line.differs or not line.pickable:
        return text, Look(tone="muted", hand=by_hand)
    if choice.winner(line) == found.customer_id:
        return _CHOSEN + text, Look(bold=True, ground="soft", hand=by_hand)
    # what is the same as what stays, or cannot stay, draws no attention
    quiet = out or line.fixed or found.value in (None, "", choice.result(line))
    return ("" if line.fixed else _OPEN) + text, Look(tone="muted" if quiet else "text", hand=by_hand)


def _becomes(choice: Choice, about: "str | FieldCompared") -> tuple[str, Look]:
    """The merged customer: its value, and what will hang on it."""
    if isinstance(about, str):
        return _held_together(choice, about)
    if not about.pickable:
        return _("stays with each"), MUTED
    text = _one_line(value_text(about.field, choice.result(about)))
    if about.together is None or not about.differs:
        return text, PLAIN
    if choice.winner(about) == TOGETHER:
        return _CHOSEN + text, _PICKED
    return _OPEN + _("together"), MUTED


def _held_together(choice: Choice, about: str) -> tuple[str, Look]:
    members = choice.members()
    if about == _STAYS:
        stays = next(side for side in members if side.customer_id == choice.survivor)
        return who_text(stays.name, stays.klantnummer), Look(bold=True)
    if about == _BELONGS:
        return _("{n} together").format(n=number(len(members))), PLAIN
    if about == _REVENUE:
        known = [side.revenue for side in members if side.revenue is not None]
        return (money(sum(known)), PLAIN) if known else (_("unknown"), MUTED)
    total = sum(int(getattr(side, about)) for side in members)
    return number(total + (len(members) - 1 if about == "merged" else 0)), PLAIN


def _one_line(text: str) -> str:
    return " ".join(text.split())


class CompareTable(Table):
    """Arrows walk the cells; Enter, the space bar or a click chooses."""

    #: the choice is another one now; whether another customer stays, or another belongs
    changed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Customers side by side"))
        self.sides = CompareModel()
        self.setItemDelegate(CellDelegate(theme, self, single_cells=True))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setModel(self.sides)
        self.clicked.connect(self.pick)

    def show_choice(self, choice: Choice, *, equal: bool) -> None:
        """These customers, as chosen so far."""
        at = self.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), 1)
        self.sides.show(choice, equal=equal)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self._theme.px(150))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, self._theme.px(190))
        last = self.sides.rowCount() - 1, header.count() - 1
        self.setCurrentIndex(self.sides.index(min(row, last[0]), min(column, last[1])))

    def pick(self, index: QModelIndex) -> None:
        """The cell that was clicked or is current: that customer stays, belongs, or gives the value."""
        choice = self.sides.choice
        if choice is None or not index.isValid():
            return
        side, about = self.sides.side(index.column()), self.sides.about(index.row())
        if not isinstance(about, str):
            if side is not None:
                choice.pick(about, side.customer_id)
            elif index.column() > 0 and about.together is not None:
                choice.pick(about, TOGETHER)
        elif side is None:
            return
        elif about == _STAYS:
            choice.stay(side.customer_id)
        elif about == _BELONGS:
            choice.toggle(side.customer_id)
        self.sides.again()
        self.changed.emit(about in (_STAYS, _BELONGS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar choose the current cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pick(self.currentIndex())
        else:
            super().keyPressEvent(event)
