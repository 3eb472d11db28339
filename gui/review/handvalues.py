"""Everything that was filled in by hand, and what of it is to be looked at again."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.text import _, day, number
from gui.review.listtab import ListTab
from gui.review.parts import Facts, ReviewWhen, Switch, WhoLine, shortcut
from gui.review.words import field_name, is_computed, said_by, value_text, who_text
from gui.theme import Theme
from gui.widgets.basics import button, label
from gui.widgets.cells import MUTED, PLAIN, STRONG, Look
from gui.widgets.table import Column

if TYPE_CHECKING:
    from models.queries import HandValue

ALL, DUE = "all", "due"


class HandTab(ListTab["HandValue"]):
    """What a person said, with the way back."""

    #: these hand values are still right; day of the next look (None: never)
    still_right = Signal(object, object)
    #: these go back to the file or the computation
    back = Signal(object)

    def __init__(
        self, theme: Theme, rows: "Callable[[Sequence[int]], Sequence[HandValue]]", today: Callable[[], str]
    ) -> None:
        """`today` gives the day (ISO) against which 'due' is measured."""
        self._today = today
        letters = (24, 18, 17, 18, 16)
        super().__init__(theme, _("Filled in by hand"), self._columns(), rows, letters, many=True)
        self._ids: dict[str, Sequence[int]] = {ALL: (), DUE: ()}
        self.switch = Switch(_("What is listed"), ((ALL, _("All")), (DUE, _("Look again"))))
        self.list.add_tools(self.switch)
        self.who = WhoLine()
        self.facts = Facts()
        self.when = ReviewWhen()
        self.right = button("", self._still_right, role="primary")
        self.back_button = button("", self._back)
        self._go_on = label("", "muted", wrap=True)
        next_look = label(_("Next look"), "caption")
        for part in (self.who, self.facts, self._go_on, next_look, self.when, self.right, self.back_button):
            self.hand.body.addWidget(part)
        self.lay_out()
        self.switch.chosen.connect(lambda _code: self._list())
        self.who.wanted.connect(self.go)
        self.list.selected.connect(self._show)
        shortcut(self, "G", self.right)
        shortcut(self, "T", self.back_button)

    def show_keys(self, by_hand: Sequence[int], due: Sequence[int]) -> None:
        """All hand values there are, and those that are to be looked at again."""
        self._ids = {ALL: by_hand, DUE: due}
        self.switch.say(ALL, _("All ({n})").format(n=number(len(by_hand))))
        self.switch.say(DUE, _("Look again ({n})").format(n=number(len(due))))
        if by_hand:
            self.list.say_empty(
                _("Nothing to look at again"),
                _("Give a value a day on which it is to be looked at again, and it is listed here by then."),
            )
        else:
            self.list.say_empty(
                _("Nothing was filled in by hand yet"),
                _("Change a value of a customer, and it is listed here with the reason. "
                  "What you fill in stays, also when a file says something else."),
            )  # fmt: skip
        self._list()

    def _list(self) -> None:
        self.list.show_keys(self._ids[self.switch.code])

    def customer_of(self, found: "HandValue") -> int:
        """Whose value it is."""
        return found.customer_id

    def show_row(self, found: "HandValue") -> None:
        """The value with what stands beside it, and the answers for what is selected."""
        many = max(self.list.count_selected(), 1)
        computed = is_computed(found.field)
        self.who.say(who_text(found.name, found.klantnummer))
        self.facts.show_facts(
            (
                (_("Field"), field_name(found.field)),
                (_("You say"), value_text(found.field, found.value)),
                ("", said_by(found.who, found.at, found.reason)),
                ("", _("taken over from a merged customer") if found.from_customer else ""),
                (_("Computed") if computed else _("The file says"), other_text(found)),
                (_("Look again"), self._when_text(found)),
            )
        )
        self._go_on.setText(_("What you choose here goes for all that is selected."))
        self._go_on.setVisible(many > 1)
        right, back = _("Still right"), _("Back to computed") if computed else _("Back to the file")
        if many > 1:
            back = _("Back to file or computed")
        counted = f" ({number(many)})" if many > 1 else ""
        self.right.setText(right + counted)
        self.back_button.setText(back + counted)

    def _when_text(self, found: "HandValue") -> str:
        if not found.review_on:
            return _("not planned")
        said = day(found.review_on)
        return _("{day}, now due").format(day=said) if found.review_on <= self._today() else said

    def _still_right(self) -> None:
        if self.list.current() is not None:
            self.still_right.emit(self.list.selected_keys(), self.when.day(date.today()))

    def _back(self) -> None:
        if self.list.current() is not None:
            self.back.emit(self.list.selected_keys())

    def _columns(self) -> "tuple[Column[HandValue], ...]":
        return (
            Column(_("Customer"), lambda h: who_text(h.name, h.klantnummer), lambda _h: STRONG),
            Column(_("Field"), lambda h: field_name(h.field)),
            Column(_("You say"), lambda h: value_text(h.field, h.value), lambda _h: Look(hand=True)),
            Column(_("File or computed"), other_text, lambda _h: MUTED),
            Column(_("Look again"), lambda h: day(h.review_on) or "–", self._due_look),
        )

    def _due_look(self, found: "HandValue") -> Look:
        if not found.review_on:
            return MUTED
        return Look(tone="warning", bold=True) if found.review_on <= self._today() else PLAIN


def other_text(found: "HandValue") -> str:
    """What the file or the computation says beside it."""
    if is_computed(found.field):
        return _("computed again") if found.computed is None else value_text(found.field, found.computed)
    return value_text(found.field, found.file_value)
