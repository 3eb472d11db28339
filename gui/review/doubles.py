"""Who may be the same customer: the list of pairs, why, and what to do with each."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from core.text import _, moment, ngettext, number
from gui.review.comparepanel import ComparePanel
from gui.review.longlist import LongList
from gui.review.parts import shortcut
from gui.review.reading import HOUSEHOLD, LEVELS, MOST, Link, Summary, kind_of, reasons
from gui.review.words import join_words, level_look, level_text, likelihood, who_text
from gui.theme import Theme
from gui.widgets.basics import Card, Elided, button, clear, column, label, row, scrolled, set_role
from gui.widgets.cells import MUTED, PLAIN, STRONG, Look
from gui.widgets.halves import Halves
from gui.widgets.table import Column

if TYPE_CHECKING:
    from actions.merging import Comparison
    from models.queries import OpenPair


class DoublesTab(QWidget):
    """Nobody is merged without being looked at; who is not the same is never proposed again."""

    #: look for doubles (again)
    search = Signal()
    #: compare these customers (survivor 0: as proposed)
    compare = Signal(object, int)
    distinct = Signal(object)
    #: survivor, others, who was left out, field → whose value, reason
    merge = Signal(int, object, object, object, str)
    #: ids, household or company
    household = Signal(object, str)
    customer_wanted = Signal(int)

    def __init__(self, theme: Theme, rows: "Callable[[Sequence[Link]], Sequence[OpenPair]]") -> None:
        """`rows` gives pairs of ids with names and reasons."""
        super().__init__()
        self._theme = theme
        self._found = Summary()
        self._later: set[Link] = set()
        self.list: LongList[Link, OpenPair] = LongList(
            theme,
            _("Possible doubles"),
            self._columns(),
            rows,
            letters=(20, 28, 28, 11),
        )
        self.level = QComboBox()
        self.level.setAccessibleName(_("Which pairs are listed"))
        self.level.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._state = Elided("", "muted")
        self.again = button(_("Search again"), self.search.emit)
        self.begin = button(_("Look for doubles"), self.search.emit, role="primary")
        self.list.empty_tools.addWidget(self.begin)
        self.list.add_tools(self.level, self._state, self.again)
        self.hand = self._hand()
        side = QWidget()
        side.setLayout(column(self.hand, 0, spacing=16))
        self._side = scrolled(side)
        self._pairs = Halves(theme, self.list, self._side, (800, 360), (420, 460))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._pairs)
        self.setLayout(column(self.stack))
        for waits in (self.level, self.again, self.begin, self._side):
            waits.hide()
        self._connect()

    def _hand(self) -> Card:
        self._sign = label("", "muted")
        self._one = button("", lambda: self._go(0), role="link")
        self._other = button("", lambda: self._go(1), role="link")
        self._why = column(spacing=4)
        self._group = label("", "hand", wrap=True)
        self.merge_button = button(_("Merge …"), self._compare, role="primary")
        self.distinct_button = button(_("Not the same"), self._distinct)
        self.household_button = button(_("Make a household"), self._household)
        self.later_button = button(_("Later"), self._put_off)
        return Card(
            self._sign,
            row(self._one, 0),
            row(self._other, 0),
            self._why,
            self._group,
            self.merge_button,
            self.household_button,
            row(self.distinct_button, self.later_button),
        )

    def _connect(self) -> None:
        self.level.activated.connect(lambda _at: self._list_level())
        self.list.moved.connect(lambda _row: self._show())
        self.list.chosen.connect(lambda _row: self._compare())
        for key, pressed in (
            ("S", self.merge_button),
            ("N", self.distinct_button),
            ("H", self.household_button),
            ("L", self.later_button),
        ):
            shortcut(self._pairs, key, pressed)

    @cached_property
    def panel(self) -> ComparePanel:
        """Customers side by side; made when they are first compared."""
        made = ComparePanel(self._theme)
        made.compare_again.connect(self.compare)
        made.distinct.connect(self.distinct)
        made.household.connect(self.household)
        made.merge.connect(self.merge)
        made.left.connect(self.show_list)
        self.stack.addWidget(made)
        return made

    @property
    def comparing(self) -> bool:
        """Whether customers stand side by side now."""
        return self.stack.currentIndex() > 0

    def show_summary(self, found: Summary, *, busy: bool) -> None:
        """How many there are of each level, and when they were looked for."""
        self._found = found
        self._offer_levels(found)
        self.show_searching(busy=busy)
        self._list_level()

    def show_compared(self, compared: "Comparison", survivor: int) -> None:
        """These customers side by side."""
        self.panel.show_compared(compared, survivor or None)
        if not self.comparing:
            self.stack.setCurrentWidget(self.panel)
            self.panel.focus_table()

    def show_list(self) -> None:
        """Back to the pairs."""
        if self.comparing:
            self.panel.forget()
            self.stack.setCurrentIndex(0)
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_level(self) -> None:
        self.list.show_keys(self._found.links(str(self.level.currentData() or "")))

    def _offer_levels(self, found: Summary) -> None:
        chosen = self.level.currentData() or ""
        self.level.clear()
        self.level.addItem(_("All ({n})").format(n=number(found.count(*LEVELS))), "")
        for code in LEVELS:
            if found.count(code):
                self.level.addItem(f"{level_text(code)} ({number(found.count(code))})", code)
        self.level.setCurrentIndex(max(self.level.findData(chosen), 0))
        self.level.setVisible(self.level.count() > 1)

    def show_searching(self, *, busy: bool) -> None:
        """Whether doubles are being looked for now."""
        run = self._found.run
        self.again.setVisible(run is not None and run.stale)
        self.again.setEnabled(not busy)
        self.begin.setVisible(run is None)
        self.begin.setEnabled(not busy)
        if busy:
            self._state.setText(_("Searching …"))
        elif run is None:
            self._state.setText("")
        else:
            many = run.customers
            text = ngettext("Searched on {day} in {n} customer", "Searched on {day} in {n} customers", many)
            said = text.format(day=moment(run.at), n=number(many))
            since = _("there were changes since")
            self._state.setText(f"{said}; {since}" if run.stale else said)
        if run is None:
            self.list.say_empty(
                _("Searching …") if busy else _("Nobody has looked for doubles yet"),
                _("Names, addresses, telephone numbers and e-mail are compared; typing errors and initials "
                  "are seen through. Nobody is merged without you."),
            )  # fmt: skip
        else:
            self.list.say_empty(_("No doubles"), _("Every customer seems to be in the base once. Well done."))

    def _show(self) -> None:
        found = self.list.current()
        self._side.setVisible(found is not None)
        if found is None:
            return
        household = found.level == HOUSEHOLD
        self._sign.setText(f"{level_text(found.level)} · {likelihood(found.score)}")
        for made, who in zip((self._one, self._other), _both(found), strict=True):
            made.setText(who)
            made.setAccessibleName(_("To {customer}").format(customer=who))
        clear(self._why)
        for sentence in reasons(found.why):
            self._why.addWidget(label(sentence, wrap=True))
        group = self.group(found)
        self._group.setVisible(len(group) > 2)
        text = _("{n} customers may be one and the same; they are compared together, and you can leave out "
                 "who does not belong.")  # fmt: skip
        self._group.setText(text.format(n=number(len(group))))
        self.merge_button.setText(_("Merge {n} …").format(n=len(group)) if len(group) > 2 else _("Merge …"))
        self.household_button.setText(join_words(kind_of(found.why)))
        self._lead(self.household_button if household else self.merge_button)

    def _lead(self, leading: QWidget) -> None:
        """One filled button: what is most likely right for this pair."""
        for made in (self.merge_button, self.household_button):
            set_role(made, "primary" if made is leading else "")

    def group(self, found: "OpenPair") -> tuple[int, ...]:
        """Who is compared: the pair, or all who may be one and the same with them."""
        if found.level == HOUSEHOLD:
            return _ids(found)
        groups = self._found.groups
        group = groups.get(found.first_id) or groups.get(found.second_id) or ()
        return group if 0 < len(group) <= MOST else _ids(found)

    def _compare(self) -> None:
        found = self.list.current()
        if found is not None:
            self.compare.emit(list(dict.fromkeys((*_ids(found), *self.group(found)))), 0)

    def _distinct(self) -> None:
        found = self.list.current()
        if found is not None:
            self.distinct.emit(list(_ids(found)))

    def _household(self) -> None:
        found = self.list.current()
        if found is not None:
            self.household.emit(list(_ids(found)), kind_of(found.why))

    def _put_off(self) -> None:
        """Not now: it stays in the list, marked, and the next one is in hand."""
        found = self.list.current()
        if found is not None:
            self._later.add(_ids(found))
            self.list.select(min(self.list.table.currentIndex().row() + 1, self.list.model.rowCount() - 1))

    def _go(self, which: int) -> None:
        found = self.list.current()
        if found is not None:
            self.customer_wanted.emit(_ids(found)[which])

    def _columns(self) -> "tuple[Column[OpenPair], ...]":
        def look(usual: Look) -> "Callable[[OpenPair], Look]":
            return lambda pair: MUTED if _ids(pair) in self._later else usual

        return (
            Column(
                _("How sure"),
                lambda p: level_text(p.level),
                lambda p: MUTED if _ids(p) in self._later else level_look(p.level),
            ),
            Column(_("Customer"), lambda p: _both(p)[0], look(STRONG)),
            Column(_("May be the same as"), lambda p: _both(p)[1], look(PLAIN)),
            Column(_("Chance"), lambda p: likelihood(p.score), look(PLAIN), right=True),
        )


def _ids(pair: "OpenPair") -> Link:
    return pair.first_id, pair.second_id


def _both(pair: "OpenPair") -> tuple[str, str]:
    """Name and number of both."""
    return who_text(pair.first_name, pair.first_number), who_text(pair.second_name, pair.second_number)
