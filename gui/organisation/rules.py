"""The rules of the advice as a table: read, switch off, change, add, restore, out to CSV and in again."""

import re
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHeaderView, QLineEdit, QWidget

from core.errors import KlantbeeldError
from core.settings import Settings
from core.text import _, language, ngettext, number
from gui.organisation.assessment import points_words
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.cells import MUTED, PLAIN, STRONG, Look
from gui.widgets.halves import Halves
from gui.widgets.table import Column, ListModel, Table
from gui.widgets.wrap import WrapLayout
from strategy.rule_table import Line, lines, points_text, read_points

_HAND: Final = Look(hand=True)


class RulesPanel(QWidget):
    """Every change is one change of the settings: the last word is with undo."""

    #: rule, change (None: as it came)
    change = Signal(str, object)
    restore_all = Signal()
    read_file = Signal()
    write_file = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._all: list[Line] = []
        self.model: ListModel[Line] = ListModel(_columns())
        self.table = Table(theme, _("Rules of the advice"))
        self.table.setModel(self.model)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Filter: a word, a form, a channel"))
        self.search.setMinimumWidth(theme.px(280))
        self.search.setAccessibleName(_("Filter the rules"))
        self._count = label("", "muted")
        self.reason = label("", wrap=True)
        self._when = label("", "caption", wrap=True)
        self._words = label("", "muted", wrap=True)
        self._source = label("", "caption", wrap=True)
        self.points = QLineEdit()
        self.points.setAccessibleName(_("Points of the rule"))
        self.switch = button("", self._switch)
        self.keep = button(_("Change points"), self._keep, role="primary")
        self.restore = button(_("As it came"), self._restore, role="link")
        self.own = {name: QLineEdit() for name in ("code", "when", "points", "reason")}
        self._build(theme)
        self._connect()

    def show_settings(self, settings: Settings) -> None:
        """The table with the user's changes."""
        chosen = self.current.rule.code if self.current else ""
        self._all = lines(settings)
        self._filter()
        codes = [line.rule.code for line in self.model.rows]
        at = codes.index(chosen) if chosen in codes else 0
        if codes:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._show()

    @property
    def current(self) -> Line | None:
        """The rule in hand."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _build(self, theme: Theme) -> None:
        files = WrapLayout(spacing=8)
        for part in (
            self.search,
            button(_("Save as CSV …"), self.write_file.emit),
            button(_("Read CSV …"), self.read_file.emit),
            button(_("Restore all"), self.restore_all.emit, name=_("All rules as they came")),
        ):
            files.addWidget(part)
        left = Card(files, self._count, self.table, margin=8)
        left.body.setStretch(2, 1)
        hand = column(
            label(_("The rule in hand"), "card-title"), self.reason, self._source, self._when, 4,
            label(_("Points"), "muted"), self.points, self._words,
            row(self.keep, self.switch, self.restore, 0), 16, self._own_rule(), 0, spacing=6, margins=16,
        )  # fmt: skip
        right = QWidget()
        right.setLayout(hand)
        card = Card(margin=0)
        card.body.addWidget(scrolled(right))
        card.setMinimumWidth(theme.px(320))
        self.setLayout(column(Halves(theme, left, card, (760, 416), (400, 420))))

    def _own_rule(self) -> QWidget:
        form = QFormLayout()
        form.setVerticalSpacing(6)
        heads = {
            "code": _("Name"),
            "when": _("Holds when"),
            "points": _("Points"),
            "reason": _("Reason"),
        }
        examples = {
            "code": _("short, without spaces"),
            "when": "relatievorm = langdurig and satisfaction < 50",
            "points": "form:persoonlijke_assistentie +10; channel:telefoon@na +15",
            "reason": _("why, as you would tell a colleague"),
        }
        for name, box in self.own.items():
            box.setAccessibleName(heads[name])
            box.setPlaceholderText(examples[name])
            form.addRow(label(heads[name], "muted"), box)
        add = button(_("Add rule"), self._add)
        made = Card(label(_("A rule of your own"), "card-title"), form, row(add, 0), role="inset")
        self.add_button = add
        return made

    def _connect(self) -> None:
        self.table.moved.connect(lambda _row: self._show())
        self.search.textChanged.connect(lambda _text: self._filter())
        self.points.textChanged.connect(lambda _text: self._mark())

    def _filter(self) -> None:
        word = self.search.text().strip().casefold()
        shown = [line for line in self._all if not word or word in _searched(line)]
        self.model.show(shown)
        self.table.fit_columns(1, limit=230)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        own = sum(line.state == "own" for line in self._all)
        said = [ngettext("{n} rule", "{n} rules", len(self._all)).format(n=number(len(self._all)))]
        said += [
            text.format(n=number(count))
            for text, count in (
                (_("{n} changed"), sum(line.state == "changed" for line in self._all)),
                (_("{n} off"), sum(line.state == "off" for line in self._all)),
                (_("{n} of your own"), own),
            )
            if count
        ]
        self._count.setText(" · ".join(said))
        if shown:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show()

    def _show(self) -> None:
        line = self.current
        for part in (self.points, self.keep, self.switch, self.restore):
            part.setEnabled(line is not None)
        if line is None:
            return
        rule = line.rule
        self.reason.setText(_reason(line))
        self._source.setText(f"{rule.code} · {rule.source}")
        self._when.setText(_("Holds when: {condition}").format(condition=rule.when.text or _("always")))
        self._words.setText(points_words(rule))
        self.points.setText(points_text(rule.points))
        self.points.setCursorPosition(0)
        self.switch.setText(_("Switch on") if rule.off else _("Switch off"))
        self.restore.setText(_("Remove") if line.shipped is None else _("As it came"))
        self.restore.setVisible(line.state != "shipped")
        self._mark()

    def _mark(self) -> None:
        line = self.current
        self.keep.setEnabled(line is not None and self.points.text() != points_text(line.rule.points))

    def _switch(self) -> None:
        line = self.current
        if line is not None:
            self.change.emit(line.rule.code, _with(line, off=not line.rule.off))

    def _keep(self) -> None:
        line = self.current
        if line is None:
            return
        try:
            points = read_points(self.points.text())
        except KlantbeeldError as error:
            self.refused.emit(str(error))
            return
        self.change.emit(line.rule.code, _with(line, points=points))

    def _restore(self) -> None:
        line = self.current
        if line is not None:
            self.change.emit(line.rule.code, None)

    def _add(self) -> None:
        words = {name: box.text().strip() for name, box in self.own.items()}
        code = "_".join(words["code"].casefold().split())
        if not code or any(line.rule.code == code for line in self._all):
            self.refused.emit(_("Give the rule a name that no other rule has."))
            return
        try:
            points = read_points(words["points"])
        except KlantbeeldError as error:
            self.refused.emit(str(error))
            return
        reason = words["reason"] or _("Your own rule.")
        self.change.emit(
            code, {"when": words["when"], "points": points, "reason_nl": reason, "reason_en": reason}
        )

    def added(self) -> None:
        """The rule was kept: the form is empty again."""
        for box in self.own.values():
            box.clear()


def _with(line: Line, *, off: bool | None = None, points: dict[str, float] | None = None) -> object:
    """The change that the settings keep when a rule is switched or gets other points; None: as it came."""
    from strategy.rule_table import change_of

    return change_of(line, off=line.rule.off if off is None else off, points=points)


def _columns() -> tuple[Column[Line], ...]:
    def look(line: Line) -> Look:
        if line.rule.off:
            return MUTED
        return _HAND if line.state in ("changed", "own") else PLAIN

    return (
        Column[Line](_("On"), lambda line: "–" if line.rule.off else "✓", lambda _line: STRONG),
        Column[Line](_("Reason"), _reason, look),
        Column[Line](_("Gives"), lambda line: points_words(line.rule), lambda _line: MUTED),
        Column[Line](_("State"), lambda line: _state(line.state), lambda _line: MUTED),
    )


def _reason(line: Line) -> str:
    text = line.rule.reason_nl if language() == "nl" else line.rule.reason_en
    # the number that stands there is of the segment: in the table there is none
    return re.sub(r"\{\w+\}", "…", text) if line.rule.names else text


def _state(code: str) -> str:
    return {"shipped": "", "changed": _("changed"), "own": _("your own"), "off": _("off")}[code]


def _searched(line: Line) -> str:
    rule = line.rule
    return f"{_reason(line)} {rule.code} {rule.when.text} {points_words(rule)} {rule.source}".casefold()
