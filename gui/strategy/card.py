"""The card of one segment: what to do, for how much, and why."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from core.text import _, money, ngettext, number
from core.words import cell_name
from gui.strategy.own_text import field_name, own_words
from gui.strategy.words import capital, form_word
from gui.widgets.basics import button, clear, column, label, line, row
from strategy.card_words import choice_lines, target_words

_REASONS_AT_FIRST = 6


class AdviceCard(QWidget):
    """Rebuilt for each segment; a handful of labels."""

    show_members = Signal()
    #: write over the texts of the segment on show
    write_over = Signal()
    #: the segment on show beside another
    compare = Signal()
    #: field whose own text is given up
    take_back = Signal(str)

    def __init__(self, *, deeds: bool = True, own_texts: bool = True) -> None:
        """`deeds`: with buttons for what can be done with a segment; `own_texts`: with own words."""
        super().__init__()
        self._deeds = deeds
        self.own_texts = own_texts
        self._column = column(spacing=8, margins=20)
        self._every = False
        self._segment: Mapping[str, Any] | None = None
        self._set = ""
        self.setLayout(self._column)
        self.setAccessibleName(_("Advice for the segment"))

    def show_nothing(self) -> None:
        """There is no advice to give."""
        clear(self._column)
        self._column.addWidget(label(_("There are no customers to advise on yet."), "muted", wrap=True))
        self._column.addStretch(1)

    def show_segment(self, segment: Mapping[str, Any], set_code: str) -> None:
        """The advice for this segment."""
        if self._segment is None or self._segment["name"] != segment["name"]:
            self._every = False
        self._segment, self._set = segment, set_code
        clear(self._column)
        self._head(segment)
        self._column.addLayout(self._choices(segment))
        self._column.addWidget(line())
        self._money(segment)
        self._column.addWidget(line())
        self._reasons(list(segment.get("reasons") or ()))
        deeds = row(spacing=8)
        if self.own_texts:
            deeds.addWidget(button(_("Own text …"), self.write_over.emit))
        if self._deeds:
            deeds.addWidget(button(_("Show customers"), self.show_members.emit))
        deeds.addStretch(1)
        self._column.addLayout(deeds)
        if self._deeds:
            self._column.addLayout(row(button(_("Side by side …"), self.compare.emit), 0))
        self._column.addStretch(1)

    def _head(self, segment: Mapping[str, Any]) -> None:
        self._column.addWidget(label(cell_name(str(segment["name"]), self._set), "card-title", wrap=True))
        customers = int(segment["customers"])
        said = [ngettext("{n} customer", "{n} customers", customers).format(n=number(customers))]
        said.append(cell_name(str(segment["stage"]), "scrm"))
        if segment.get("goal_text"):
            said.append(str(segment["goal_text"]))
        self._column.addWidget(label(" · ".join(said), "muted", wrap=True))
        if segment.get("proposition"):
            self._column.addWidget(label(f"“{segment['proposition']}”", wrap=True))
        if segment.get("proposition_ground"):
            self._column.addWidget(label(str(segment["proposition_ground"]), "muted", wrap=True))
        if segment.get("note"):
            self._column.addWidget(label(str(segment["note"]), wrap=True))
        self._own(segment.get("own") or {})

    def _own(self, own: Mapping[str, Mapping[str, Any]]) -> None:
        """Which texts are the user's, and the way back."""
        for field, said in own.items():
            words = label(f"{field_name(field)} {own_words(said)}", "hand", wrap=True)
            words.setToolTip(str(said.get("advised") or ""))
            self._column.addWidget(words)
            if self.own_texts:
                back = button(_("Back to the advice"), partial(self.take_back.emit, field), role="link")
                self._column.addLayout(row(back, 0))

    def _choices(self, segment: Mapping[str, Any]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for at, (head, text) in enumerate((head, text) for head, text in choice_lines(segment) if text):
            name, said = label(head, "muted"), label(text, wrap=True)
            for place, made in enumerate((name, said)):
                made.setAlignment(top)
                grid.addWidget(made, at, place)
        return grid

    def _money(self, segment: Mapping[str, Any]) -> None:
        stake, cost = segment.get("value_at_stake"), money(float(segment["total"]))
        if stake is None:
            said = _("Costs {cost} a year; the value at stake is unknown.").format(cost=cost)
        else:
            said = _("Costs {cost} a year; {stake} of customer value is at stake.")
            said = said.format(cost=cost, stake=money(float(stake)))
        self._column.addWidget(label(said, wrap=True))
        if segment.get("break_even_text"):
            self._column.addWidget(label(str(segment["break_even_text"]), "muted", wrap=True))
        left_out = segment.get("left_out")
        if left_out:
            better = _("{form} would suit better, for {extra} more a year.").format(
                form=form_word(str(left_out["form"])), extra=money(float(left_out["extra_cost"]))
            )
            self._column.addWidget(label(better, "muted", wrap=True))
        for exception in segment.get("exceptions") or ():
            count = int(exception["customers"])
            who = ngettext("{n} customer: {advice}", "{n} customers: {advice}", count)
            said = who.format(n=number(count), advice=exception["advice"])
            self._column.addWidget(label(said, "warning", wrap=True))

    def _reasons(self, reasons: Sequence[Mapping[str, Any]]) -> None:
        self._column.addWidget(label(_("Why"), "strong"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        ordered = sorted(reasons, key=lambda r: -abs(float(r["points"])))
        shown = ordered if self._every else ordered[:_REASONS_AT_FIRST]
        for at, reason in enumerate(shown):
            said = label(capital(str(reason["reason"])), wrap=True)
            said.setToolTip(f"{target_words(str(reason['target']))} · {reason['source']}")
            points = float(reason["points"])
            sign = "+" if points >= 0 else "−"
            figure = label(f"{sign} {number(abs(points), 1)}", "muted")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, 2 * at, 0)
            grid.addWidget(figure, 2 * at, 1, Qt.AlignmentFlag.AlignTop)
            source = label(
                f"{target_words(str(reason['target']))} · {reason['source']}", "caption", wrap=True
            )
            grid.addWidget(source, 2 * at + 1, 0)
        self._column.addLayout(grid)
        if len(ordered) > len(shown):
            more = ngettext("{n} more reason", "{n} more reasons", len(ordered) - len(shown))
            all_ = button(more.format(n=len(ordered) - len(shown)), self._show_every, role="link")
            self._column.addLayout(row(all_, 0))

    def _show_every(self) -> None:
        self._every = True
        if self._segment is not None:
            self.show_segment(self._segment, self._set)
