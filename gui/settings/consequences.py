"""The card at the right: what the draft would change, before anything is saved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from core.text import _, money, ngettext, number
from core.words import cell_name, score_name, set_name
from gui.widgets.basics import Card, button, clear, column, label, row

if TYPE_CHECKING:
    from actions.settings import Change, Preview

_PEOPLE = 5


class ConsequencesCard(Card):
    """Nothing is saved before `saved`."""

    saved = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label(_("What a change would do"), "card-title", wrap=True)
        self.said = label("", "muted", wrap=True)
        self._body: QVBoxLayout = column(spacing=12)
        self.save_button = button(_("Keep these settings"), self.saved.emit, role="primary")
        self.back_button = button(_("Back"), self.left.emit)
        self.body.addWidget(self.title)
        self.body.addWidget(self.said)
        self.body.addLayout(row(self.save_button, self.back_button, 0))
        self.body.addLayout(self._body)
        self.show_nothing()

    def show_nothing(self) -> None:
        """The draft is what is in force."""
        clear(self._body)
        self.said.setText(_("Change a setting: here you see who would move, before anything is kept."))
        self.save_button.hide()
        self.back_button.hide()

    def wait(self, names: Sequence[str]) -> None:
        """These settings were changed; the consequences are being computed."""
        clear(self._body)
        self._offer(names)
        self._body.addWidget(label(_("Computing what this changes …"), "muted", wrap=True))

    def show_preview(self, names: Sequence[str], found: "Preview | None") -> None:
        """What would change; None: there are no profiles to compare with."""
        clear(self._body)
        self._offer(names)
        if found is None:
            self._body.addWidget(label(_("There are no profiles yet; import customers first."), "muted"))
            return
        if found.sampled is not None:
            words = _("About: seen on {n} of your customers, the exact numbers follow.")
            self._body.addWidget(label(words.format(n=number(found.sampled)), "muted", wrap=True))
        self._show_value(found)
        moved = [(code, change) for code, change in found.sets.items() if change.customers]
        for code, change in moved:
            self._show_set(code, change)
        if not moved:
            self._body.addWidget(label(_("Nobody changes cell."), "strong", wrap=True))
        self._show_scores(found)

    def _offer(self, names: Sequence[str]) -> None:
        changed = _("Changed: {names}. Nothing is kept yet.").format(names=", ".join(names))
        self.said.setText(changed)
        self.save_button.show()
        self.back_button.show()

    def _show_value(self, found: "Preview") -> None:
        now, then = (_("unknown") if each is None else money(each) for each in found.clv)
        if now != then:
            grid = _grid(self._body)
            _line(grid, _("Customer value in all"), now, then)

    def _show_set(self, code: str, change: "Change") -> None:
        n = change.customers
        said = ngettext("{set}: {n} customer moves", "{set}: {n} customers move", n)
        self._body.addWidget(label(said.format(set=set_name(code), n=number(n)), "strong", wrap=True))
        grid = _grid(self._body)
        for cell, now, then in change.cells:
            if now or then:
                _line(grid, cell_name(cell, code), number(now), number(then), muted=now == then)
        people = [
            f"{name or '–'}: {cell_name(before, code)} → {cell_name(after, code)}"
            for _id, name, before, after in change.people[:_PEOPLE]
        ]
        if n > len(people):
            people.append(_("and {n} more").format(n=number(n - len(people))))
        for one in people:
            self._body.addWidget(label(one, "muted", wrap=True))

    def _show_scores(self, found: "Preview") -> None:
        changed = [(name, *rest) for name, rest in found.scores.items() if rest[2]]
        if not changed:
            return
        self._body.addWidget(label(_("Mean of the scores"), "strong", wrap=True))
        grid = _grid(self._body)
        for name, now, then, customers in changed:
            words = ngettext("{score} ({n} customer)", "{score} ({n} customers)", customers)
            shown = (_("unknown") if each is None else number(each, 1) for each in (now, then))
            _line(grid, words.format(score=score_name(name), n=number(customers)), *shown)


def _grid(into: QVBoxLayout) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    into.addLayout(grid)
    return grid


def _line(grid: QGridLayout, words: str, now: str, then: str, *, muted: bool = False) -> None:
    at, role = grid.rowCount(), "muted" if muted else ""
    grid.addWidget(label(words, role, wrap=True), at, 0)
    for place, text in enumerate((now, "→", then), start=1):
        made: QLabel = label(text, role)
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(made, at, place)
