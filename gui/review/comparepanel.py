"""Customers side by side, what merging them does, and the buttons that do it or not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from core.text import _, ngettext, number
from gui.review.comparetable import CompareTable
from gui.review.comparing import Choice
from gui.review.parts import shortcut
from gui.review.reading import COMPANY, HOUSEHOLD
from gui.review.words import join_words
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.wrap import WrapLayout

if TYPE_CHECKING:
    from actions.merging import Comparison


#: at least so much of the table is seen (px at 100 % text), also where the text is large
_TABLE_HEIGHT: Final = 250


class ComparePanel(QWidget):
    """Nothing is changed before the filled button is pressed."""

    #: survivor, others, who was left out, field → whose value, reason
    merge = Signal(int, object, object, object, str)
    #: these customers are not the same
    distinct = Signal(object)
    #: these customers are a household, or colleagues
    household = Signal(object, str)
    #: another survivor: proposals are to be made again (ids, survivor)
    compare_again = Signal(object, int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.choice: Choice | None = None
        self._title = label("", "card-title", wrap=True)
        self._why = label("", "muted", wrap=True)
        self.equal = QCheckBox(_("Show equal fields too"))
        self.equal.toggled.connect(lambda _on: self._show())
        self.table = CompareTable(theme)
        self.table.changed.connect(self._changed)
        self._warnings = label("", "warning", wrap=True)
        self._sentence = label("", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why? (may stay empty)"))
        self.reason.setAccessibleName(_("Reason for merging"))
        self.merge_button = button(_("Merge"), self._merge, role="primary")
        self.distinct_button = button(_("Not the same"), lambda: self.distinct.emit(self._ids()))
        self.household_button = button("", self._household)
        self.back = button(_("Back to the list"), self.left.emit)
        head = row(column(self._title, self._why, spacing=4), self.equal, spacing=16)
        head.setStretch(0, 1)
        buttons = WrapLayout(8)
        for made in (self.merge_button, self.distinct_button, self.household_button, self.back):
            buttons.addWidget(made)
        foot = column(self._warnings, self._sentence, self.reason, buttons, spacing=8)
        for part in (head, foot):
            part.setContentsMargins(8, 8, 8, 8)
        card = Card(head, self.table, foot, margin=8)
        card.body.setStretch(1, 1)
        self.table.setMinimumHeight(theme.px(_TABLE_HEIGHT))
        inner = QWidget()
        inner.setLayout(column(card))
        self.setLayout(column(scrolled(inner)))
        shortcut(self, "Escape", self.back)
        shortcut(self, "Ctrl+Return", self.merge_button)

    def show_compared(self, compared: "Comparison", survivor: int | None = None) -> None:
        """Other customers, or the same with another survivor: what was picked so far stays."""
        before = self.choice
        ids = [side.customer_id for side in compared.sides]
        self.choice = Choice(compared, survivor or compared.survivor)
        if before is not None and [side.customer_id for side in before.sides] == ids:
            self.choice.dropped, self.choice.picks = before.dropped, before.picks
        else:
            self.reason.clear()
        self._show()

    def forget(self) -> None:
        """The next comparison begins anew."""
        self.choice = None

    @property
    def sentence(self) -> str:
        """What merging would do, as it is told."""
        return self._sentence.text()

    def focus_table(self) -> None:
        """Put the keyboard on the cells."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ids(self) -> list[int]:
        return [side.customer_id for side in self.choice.members()] if self.choice is not None else []

    def _kind(self) -> str:
        """Colleagues where all work for a company, else a household."""
        lines = self.choice.compared.fields if self.choice is not None else ()
        companies = next((line.values for line in lines if line.field == "bedrijfsnaam"), ())
        return COMPANY if companies and all(one.value for one in companies) else HOUSEHOLD

    def _household(self) -> None:
        self.household.emit(self._ids(), self._kind())

    def _show(self) -> None:
        choice = self.choice
        if choice is None:
            return
        self.table.show_choice(choice, equal=self.equal.isChecked())
        alike = sum(not line.differs for line in choice.compared.fields)
        many = len(choice.sides)
        title = ngettext("{n} customer side by side", "{n} customers side by side", many)
        self._title.setText(title.format(n=number(many)))
        self.household_button.setText(join_words(self._kind()))
        text = ngettext("Show {n} equal field too", "Show {n} equal fields too", alike)
        self.equal.setText(text.format(n=number(alike)))
        self._tell()

    def _tell(self) -> None:
        """What will happen, and why this one is proposed to stay."""
        choice = self.choice
        assert choice is not None
        why = choice.compared.why_survivor if choice.survivor == choice.compared.survivor else ""
        words = _("Enter or a click chooses what stays.")
        self._why.setText(f"{why} {words}".strip())
        warnings = _as_lines(choice.compared.warnings)
        self._warnings.setText(warnings)
        self._warnings.setVisible(bool(warnings))
        self._sentence.setText(choice.sentence())
        self.distinct_button.setVisible(len(choice.sides) == 2)

    def _changed(self, who: bool) -> None:
        choice = self.choice
        assert choice is not None
        self._tell()
        if who:
            self.compare_again.emit([side.customer_id for side in choice.sides], choice.survivor)

    def _merge(self) -> None:
        choice = self.choice
        if choice is not None:
            reason = self.reason.text().strip()
            self.merge.emit(
                choice.survivor, choice.others(), sorted(choice.dropped), choice.every_pick(), reason
            )


def _as_lines(warnings: Sequence[str]) -> str:
    return "\n".join(f"⚠ {warning}" for warning in warnings)
