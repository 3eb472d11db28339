"""The first tab of the profile: relationship with evidence, scores that open, value, channel, hand work."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from core.text import _, day, money
from core.words import SCORES, cell_name, set_name
from gui.customers.card import CustomerCard
from gui.customers.editor import FieldEditor
from gui.customers.fields import hand_sentence
from gui.customers.labels import Labels
from gui.customers.notes import Notes
from gui.customers.scores import ScoreRow, WhyCard
from gui.customers.spec import FieldShown, Given, empty
from gui.customers.ways import Ways
from gui.strategy.words import channel_word, word
from gui.theme import Theme
from gui.widgets.basics import Elided, button, clear, column, label, line, reveal, row
from gui.widgets.cells import HAND_MARK
from gui.widgets.chip import Chip

_MAIN: Final = ("commitment", "calculative", "trust", "satisfaction", "engagement")
_MORE: Final = tuple(name for name in SCORES if name not in _MAIN)
_SETS: Final = ("waarde", "engagement", "scrm", "rfm", "participatie")


class Summary(QWidget):
    """Emits what the user set by hand; shows what it is given."""

    value_given = Signal(object)
    back_to_file = Signal(str)
    #: the editor that was open is gone
    calm = Signal()
    #: the rows behind a score
    rows_wanted = Signal(str)
    advice_wanted = Signal()
    label_added = Signal(str)
    label_removed = Signal(str)
    #: the label line was left
    label_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._card: CustomerCard | None = None
        self._detail: Mapping[str, Any] = {}
        self._chips = row(spacing=8)
        self._evidence = label("", "muted", wrap=True)
        self._warning = label("", wrap=True)
        self._warning_box = _warning_box(self._warning)
        self._rows: dict[str, ScoreRow] = {}
        self._scores = QVBoxLayout()
        self._scores.setSpacing(0)
        self._why = WhyCard()
        self._why.set_by_hand.connect(self._edit_score)
        self._why.back_to_computed.connect(self.back_to_file)
        self._why.rows_wanted.connect(self.rows_wanted)
        self.ways = Ways()
        self.labels = Labels()
        self.labels.added.connect(self.label_added)
        self.labels.removed.connect(self.label_removed)
        self.labels.left.connect(self.label_left)
        self.notes = Notes()
        self.notes.given.connect(self.value_given)
        self.notes.back.connect(self.back_to_file)
        self.notes.calm.connect(self.calm)
        self._open_score = ""
        self.editor: FieldEditor | None = None
        self._figures = QGridLayout()
        self._cells = QGridLayout()
        self._hand = QVBoxLayout()
        self._build()

    def show_card(self, card: CustomerCard) -> None:
        """Another customer, or other values."""
        same = self._card is not None and self._card.id == card.id
        self._card = card
        self._why.forget_rows()  # the values behind them may be others now
        if not same:
            self._detail = {}
            self._close_editor()  # of the same customer it stays: somebody is typing in it
        self._show_relationship(card)
        for name, made in self._rows.items():
            made.show_score(card.score(name))
        self._show_figures(card)
        self.labels.show_labels(card.text("labels"))
        if not same:
            self.notes.close_editor()
        self.notes.show_notes(card.fields.get("notities"))
        self.ways.show_ways(card, self._detail.get("channels") or {})
        self._show_hand(card)
        self._show_why()

    def show_detail(self, detail: Mapping[str, Any]) -> None:
        """Parts of scores and evidence in sentences."""
        self._detail = detail
        evidence = (detail.get("relationship") or {}).get("evidence") or ()
        if evidence:
            self._evidence.setText(_sentence_case(" · ".join(str(e) for e in evidence)))
            self._evidence.show()
        if self._card is not None:
            self.ways.show_ways(self._card, detail.get("channels") or {})
        self._show_why()

    def show_rows(self, score: str, sources: Mapping[str, Any]) -> None:
        """The rows of the sheets behind the score whose parts are open."""
        self._why.show_rows(score, sources)
        reveal(self._why)

    @property
    def editing(self) -> bool:
        """Whether somebody is typing in it."""
        typing = bool(self.labels.line.text())
        return self.editor is not None or self.notes.editor is not None or typing

    def hand_sentences(self) -> list[str]:
        """What is said of the values that a person set."""
        return [said.text() for said in self.findChildren(QLabel) if said.property("role") == "hand"]

    def open_why(self, name: str) -> None:
        """Open the parts of one score (or close them when they are open)."""
        self._open_score = "" if self._open_score == name else name
        self._close_editor()
        self._show_why()

    def _build(self) -> None:
        for name in _MAIN:
            self._add_score(name)
        self._more = button(_("More scores"), self._toggle_more, role="link")
        self._scores.addLayout(row(self._more, 0))
        for name in _MORE:
            self._add_score(name)
            self._rows[name].hide()
        for grid in (self._figures, self._cells):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setVerticalSpacing(4)
            grid.setHorizontalSpacing(8)
        self._hand.setSpacing(4)
        advice = button(_("Advice for this customer …"), self.advice_wanted.emit, role="link")
        layout = column(
            self._chips, self._evidence, self._warning_box, 4, self._scores, 4, self._figures, self.ways,
            row(advice, 0), line(), self.labels, self.notes, line(), self._cells, 4, self._hand, 0, spacing=8,
        )  # fmt: skip
        layout.setContentsMargins(0, 4, 8, 8)
        self.setLayout(layout)
        self._why.hide()

    def _add_score(self, name: str) -> None:
        made = ScoreRow(self._theme, name)
        made.clicked.connect(lambda _checked=False, name=name: self.open_why(name))
        self._rows[name] = made
        self._scores.addWidget(made)

    def _toggle_more(self) -> None:
        showing = self._rows[_MORE[0]].isHidden()
        for name in _MORE:
            self._rows[name].setVisible(showing)
        self._more.setText(_("Fewer scores") if showing else _("More scores"))

    def _show_relationship(self, card: CustomerCard) -> None:
        clear(self._chips)
        relation = card.outcomes.get("relatievorm")
        tone = relation if relation in ("geen", "occasioneel", "langdurig", "gedwongen") else "muted"
        said = cell_name(relation) if relation else _("unknown")
        self._chips.addWidget(Chip(self._theme, said, str(tone)))
        binding = card.outcomes.get("binding")
        if binding and binding != "onbekend":
            tone = "warning" if binding in ("kosten", "geen_keuze") else "muted"
            self._chips.addWidget(Chip(self._theme, cell_name(binding, "binding"), tone))
        self._chips.addStretch(1)
        self._evidence.setVisible(bool(self._evidence.text()) and bool(self._detail))
        sentence = call_sentence(card)
        self._warning.setText(sentence)
        self._warning_box.setVisible(bool(sentence))

    def _show_why(self) -> None:
        for name, made in self._rows.items():
            made.setChecked(name == self._open_score)
        if not self._open_score:
            self._why.hide()
            return
        scores: Mapping[str, Any] = self._detail.get("scores") or {}
        detail = scores.get(self._open_score)
        at = self._scores.indexOf(self._rows[self._open_score])
        self._scores.removeWidget(self._why)
        self._scores.insertWidget(self._scores.indexOf(self._rows[self._open_score]) + 1, self._why)
        if detail is None:
            self._why.wait()
        else:
            self._why.explain(self._open_score, detail, self._by_hand(self._open_score))
            reveal(self._why)
        self._why.setVisible(at >= 0)

    def _by_hand(self, name: str) -> FieldShown | None:
        shown = self._card.fields.get(name) if self._card is not None else None
        return shown if shown is not None and shown.by_hand else None

    def _show_figures(self, card: CustomerCard) -> None:
        clear(self._figures)
        get = card.outcomes.get
        value = _("unknown") if get("clv") is None else money(float(get("clv") or 0))
        spread = ""
        if get("clv_low") is not None and get("clv_high") is not None:
            spread = f"{money(float(get('clv_low') or 0))}–{money(float(get('clv_high') or 0))}"
        channel = channel_word(str(get("channel"))) if get("channel") else _("unknown")
        moment = " ".join(word(part) for part in str(get("moment") or "").split("|") if part)
        referral = _("unknown") if get("crv") is None else money(float(get("crv") or 0))
        upcoming = day(get("next_purchase")) or _("unknown")
        cells = (
            (card.value_name, value, spread),
            (_("Channel and moment"), channel, moment),
            (_("Referral value"), referral, ""),
            (_("Expected next purchase"), upcoming, ""),
        )
        for place, (caption, main, rest) in enumerate(cells):
            box = _figure(caption, main, rest)
            self._figures.addLayout(box, place // 2, place % 2)
        self._figures.setColumnStretch(0, 1)
        self._figures.setColumnStretch(1, 1)
        clear(self._cells)
        for place, code in enumerate(_SETS):
            cell = str(get(f"set_{code}") or "onbekend")
            self._cells.addWidget(label(set_name(code), "muted", wrap=True), place, 0)
            role = "muted" if cell in ("onbekend", "nvt") else ""
            self._cells.addWidget(label(cell_name(cell, code), role, wrap=True), place, 1)
        self._cells.setColumnStretch(0, 1)
        self._cells.setColumnStretch(1, 1)

    def _show_hand(self, card: CustomerCard) -> None:
        clear(self._hand)
        for shown in card.fields.values():
            if not shown.by_hand:
                continue
            said = f"{HAND_MARK} {shown.label}: {hand_sentence(shown)}"
            words = _("back to computed") if shown.computed else _("back to the file")
            back = button(words, partial(self.back_to_file.emit, shown.name), role="link")
            self._hand.addWidget(label(said, "hand", wrap=True))
            self._hand.addLayout(row(back, 0))

    def _edit_score(self, name: str) -> None:
        self._close_editor()
        made = FieldEditor(empty(name))
        made.given.connect(self._give)
        made.left.connect(self._close_editor)
        self.editor = made
        self._scores.insertWidget(self._scores.indexOf(self._why) + 1, made)
        made.value.setFocus()
        reveal(made)

    def _give(self, given: Given) -> None:
        self._close_editor()
        self.value_given.emit(given)

    def _close_editor(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self.calm.emit()


def call_sentence(card: CustomerCard) -> str:
    """Who is held by costs, is dissatisfied and can leave soon is the customer to call (domain §5)."""
    get = card.outcomes.get
    satisfaction, until = get("satisfaction"), get("opzegdatum")
    if get("binding") != "kosten" or satisfaction is None or float(satisfaction) >= 50 or not until:
        return ""
    return _(
        "Call before {day}: satisfaction is low ({score}), and it is the contract that holds this customer, "
        "not the feeling."
    ).format(day=day(until), score=round(float(satisfaction)))


def _figure(caption: str, main: str, rest: str) -> QVBoxLayout:
    """A value under its caption; what belongs to it (a range, a moment) on a line of its own."""
    parts: list[QWidget] = [Elided(caption, "caption"), label(main, "strong", wrap=True)]
    if rest:
        parts.append(label(rest, "muted", wrap=True))
    return column(*parts)


def _warning_box(words: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("role", "banner")
    made.setLayout(column(words, margins=12))
    made.hide()
    return made


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
