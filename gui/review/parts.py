"""Small parts of this page: facts under each other, keys that press a button, when to look again."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QPushButton,
    QWidget,
)

from core.text import _
from gui.widgets.basics import button, clear, column, label, row

#: months until a value is looked at again, as offered
_MONTHS = (3, 6, 12, 24)


class Facts(QWidget):
    """Head and text on a line; a text without a head goes with the one above."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """These, in this order; what is empty is left out."""
        clear(self._grid)
        for at, (head, text) in enumerate((head, text) for head, text in facts if text):
            if head:
                name = label(head, "muted")
                name.setAlignment(Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(name, at, 0)
            self._grid.addWidget(label(text, "" if head else "muted", wrap=True), at, 1)


class WhoLine(QWidget):
    """Whom this is about, and the way there."""

    #: the customer is to be shown
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = label("", "card-title", wrap=True)
        self._go = button(_("To the customer"), self.wanted.emit, role="link")
        self.setLayout(column(self._name, row(self._go, 0, spacing=0), spacing=2))

    def say(self, who: str) -> None:
        """Another customer."""
        self._name.setText(who)
        self._go.setAccessibleName(_("To {customer}").format(customer=who))


class ReviewWhen(QComboBox):
    """When a value is to be looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Look at it again"))
        words = (_("in 3 months"), _("in 6 months"), _("in a year"), _("in two years"))
        for months, text in zip(_MONTHS, words, strict=True):
            self.addItem(text, months)
        self.addItem(_("not again"), 0)
        self.setCurrentIndex(2)

    def day(self, today: date) -> date | None:
        """The day, counted from today; None for not again."""
        months = int(self.currentData())
        return months_later(today, months) if months else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def shortcut(within: QWidget, key: str, pressed: QAbstractButton) -> None:
    """A letter that presses a button while the keyboard is on this part of the page; its tool tip says so."""
    made = QShortcut(QKeySequence(key), within)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(pressed.click)
    pressed.setToolTip(_("Key: {key}").format(key=key))


class Switch(QFrame):
    """A few choices side by side, one of them in force; arrows walk them."""

    #: code of the choice
    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """`choices`: code and words, the first in force."""
        super().__init__()
        self.setAccessibleName(name)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = row(spacing=4)
        for code, words in choices:
            made = button(words, partial(self.chosen.emit, code), role="switch")
            made.setCheckable(True)
            self._group.addButton(made)
            self._buttons[code] = made
            layout.addWidget(made)
        self._buttons[choices[0][0]].setChecked(True)
        self.setLayout(layout)

    @property
    def code(self) -> str:
        """The choice in force."""
        return next(code for code, made in self._buttons.items() if made.isChecked())

    def choose(self, code: str) -> None:
        """As a click does."""
        self._buttons[code].click()

    def say(self, code: str, words: str) -> None:
        """Other words for a choice."""
        self._buttons[code].setText(words)
