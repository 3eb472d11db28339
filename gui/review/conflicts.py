"""Where an import brought another value than a person had given: whose word holds."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.text import _, day, ngettext, number
from gui.review.listtab import ListTab
from gui.review.parts import Facts, WhoLine, shortcut
from gui.review.words import field_name, said_by, value_text, who_text
from gui.theme import Theme
from gui.widgets.basics import Card, button, clear, column, label, row
from gui.widgets.cells import MUTED, STRONG, Look
from gui.widgets.table import Column

if TYPE_CHECKING:
    from models.queries import HandValue

MINE, FILE = "mine", "file"


class ConflictsTab(ListTab["HandValue"]):
    """A person's word stays until that person says otherwise."""

    #: answer ('mine' or 'file') to these hand values
    decided = Signal(str, object)
    #: from now on the file's word counts for this field
    always = Signal(str)
    #: ask about this field again
    ask_again = Signal(str)

    def __init__(self, theme: Theme, rows: "Callable[[Sequence[int]], Sequence[HandValue]]") -> None:
        name = _("Differences with the file")
        super().__init__(theme, name, _columns(), rows, (28, 16, 18, 18, 12, 12), many=True)
        self.list.say_empty(
            _("Nothing to decide"),
            _("When a file says something else than you filled in, it is listed here. "
              "Until you decide, your value holds."),
        )  # fmt: skip
        self.who = WhoLine()
        self.facts = Facts()
        self.mine = button("", partial(self._decide, MINE), role="primary")
        self.file = button("", partial(self._decide, FILE))
        self.every = button("", self._always, role="link")
        self._why = label("", "muted", wrap=True)
        for part in (self.who, self.facts, self._why, self.mine, self.file, self.every):
            self.hand.body.addWidget(part)
        self._known: Sequence[int] = ()
        self.old_news = label("", "muted", wrap=True)
        self.all_mine = button("", self._keep_known)
        self.nothing_new = Card(
            label(_("Where the file says nothing new"), "card-title", wrap=True), self.old_news, self.all_mine
        )
        self._wins_lines = column(spacing=4)
        self.wins = Card(label(_("The file always counts for"), "card-title", wrap=True), self._wins_lines)
        self.lay_out(self.nothing_new, self.wins)
        self.who.wanted.connect(self.go)
        self.list.selected.connect(self._show)
        shortcut(self, "M", self.mine)
        shortcut(self, "B", self.file)
        shortcut(self, "A", self.all_mine)

    def show_keys(self, ids: Sequence[int], file_wins: Sequence[str], known: Sequence[int] = ()) -> None:
        """These hand values wait for an answer; for these fields the file always counts; in `known` the file
        said the same already when the person said theirs."""
        self._known, many = known, len(known)
        self.nothing_new.setVisible(bool(known))
        self.old_news.setText(
            ngettext(
                "{n} difference is not new: the file said so already when you filled in yours.",
                "{n} differences are not new: the file said so already when you filled in yours.",
                many,
            ).format(n=number(many))
        )
        self.all_mine.setText(_("Keep mine in all of these (A)"))
        clear(self._wins_lines)
        self.wins.setVisible(bool(file_wins))
        for name in sorted(file_wins, key=field_name):
            title = field_name(name)
            again = button(
                _("ask again"), partial(self.ask_again.emit, name), role="link",
                name=_("{field}: ask again").format(field=title),
            )  # fmt: skip
            line = row(label(title), 0, again)
            self._wins_lines.addLayout(line)
        self.list.show_keys(ids)

    def customer_of(self, found: "HandValue") -> int:
        """Whose value it is."""
        return found.customer_id

    def show_row(self, found: "HandValue") -> None:
        """Both values, and the answers for what is selected."""
        many = max(self.list.count_selected(), 1)
        self.who.say(who_text(found.name, found.klantnummer))
        title = field_name(found.field)
        self.facts.show_facts(
            (
                (_("Field"), title),
                (_("You say"), value_text(found.field, found.value)),
                ("", said_by(found.who, found.at, found.reason)),
                (_("The file says"), value_text(found.field, found.file_value)),
                ("", _offered(found)),
                *((("", _("It said so already when you filled in yours.")),) if found.known else ()),
            )
        )
        self._why.setText("" if many == 1 else _("What you choose here goes for all that is selected."))
        self._why.setVisible(many > 1)
        self.mine.setText(_("Keep mine") if many == 1 else _("Keep mine ({n})").format(n=number(many)))
        self.file.setText(
            _("Take the file's") if many == 1 else _("Take the file's ({n})").format(n=number(many))
        )
        self.every.setText(_("Always take the file's for {field}").format(field=title))

    def _decide(self, answer: str) -> None:
        if self.list.current() is not None:
            self.decided.emit(answer, self.list.selected_keys())

    def _keep_known(self) -> None:
        if self._known:
            self.decided.emit(MINE, list(self._known))

    def _always(self) -> None:
        found = self.list.current()
        if found is not None:
            self.always.emit(found.field)


def _offered(found: "HandValue") -> str:
    """Which file, which row of it, and when it was imported."""
    row_ = _("row {n}").format(n=number(found.row)) if found.row else ""
    return ", ".join(part for part in (found.file or "", row_, day(found.offered_at)) if part)


def _columns() -> "tuple[Column[HandValue], ...]":
    return (
        Column(_("Customer"), lambda h: who_text(h.name, h.klantnummer), lambda _h: STRONG),
        Column(_("Field"), lambda h: field_name(h.field)),
        Column(_("You say"), lambda h: value_text(h.field, h.value), lambda _h: Look(hand=True)),
        Column(_("The file says"), lambda h: value_text(h.field, h.file_value)),
        Column(_("New?"), lambda h: _("said so already") if h.known else _("new"), lambda _h: MUTED),
        Column(_("File"), lambda h: h.file or "", lambda _h: MUTED),
    )
