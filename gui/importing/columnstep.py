"""The second step: sheet and kind, the columns with samples and evidence, and what has to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from core.text import _, ngettext
from gui.importing.lines import kind_words, lines_of
from gui.importing.mapping import MappingTable
from gui.importing.plan import FORMATS, KINDS, OWN, ImportPlan, SheetPlan
from gui.importing.questions import ItemsCard, question_title, question_words
from gui.theme import Theme
from gui.widgets.banner import Banner
from gui.widgets.basics import Card, button, clear, column, label, row, scrolled
from gui.widgets.halves import Halves

if TYPE_CHECKING:
    from importers.formats import Question
    from importers.prepare import PreparedSheet


class ColumnStep(QWidget):
    """Shows the file as it was prepared; says which plan the user wants instead."""

    plan_changed = Signal(object)
    #: the name of the sheet whose decisions changed
    back = Signal()
    go_on = Signal()
    save_mapping = Signal()
    load_mapping = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._sheets: dict[str, PreparedSheet] = {}
        self._samples: Mapping[str, Mapping[str, str]] = {}
        self.sheet_box = QComboBox()
        self.sheet_box.setAccessibleName(_("Sheet"))
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName(_("What is on this sheet"))
        for code, name in KINDS.items():
            self.kind_box.addItem(_(name), code)
        self.include = QCheckBox(_("Import this sheet"))
        self.table = MappingTable(theme)
        self._evidence = label("", "muted", wrap=True)
        self.refusal = Banner()
        self._coming = label("", "muted", wrap=True)
        self._questions = column(spacing=16)
        self.next_button = button(_("Check"), self.go_on.emit, role="primary")
        self._waiting = label("", "muted", wrap=True)
        self._build(theme)
        self._connect()

    @property
    def sheet_name(self) -> str:
        """The sheet in hand."""
        return str(self.sheet_box.currentData() or "")

    def show_file(
        self,
        plan: ImportPlan,
        sheets: "Sequence[PreparedSheet]",
        samples: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """The file as it was prepared under this plan; `samples` are first cells by sheet and header."""
        self._samples = samples or {}
        keep = self.sheet_name
        self._plan = plan
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self.sheet_box.blockSignals(True)
        self.sheet_box.clear()
        for sheet in sheets:
            self.sheet_box.addItem(sheet_words(sheet, plan.sheet(sheet.name)), sheet.name)
        at = self.sheet_box.findData(keep)
        first = next((i for i, s in enumerate(sheets) if plan.sheet(s.name).included), 0)
        self.sheet_box.setCurrentIndex(at if at >= 0 else first)
        self.sheet_box.blockSignals(False)
        self._show_sheet()

    def _build(self, theme: Theme) -> None:
        self._sheet_label = label(_("Sheet"), "muted")
        kind_label = label(_("This is a list of"), "muted")
        head = row(self._sheet_label, self.sheet_box, kind_label, self.kind_box, 0, self.include, spacing=12)
        head.setContentsMargins(8, 8, 8, 0)
        left = Card(head, self._coming, self.refusal, self._evidence, self.table, margin=8)
        for words in (self._coming, self._evidence):
            words.setContentsMargins(8, 0, 8, 0)
        left.body.setStretch(4, 1)
        inner = QWidget()
        inner.setLayout(column(self._questions, 0))
        buttons = row(0, button(_("Back"), self.back.emit), self.next_button)
        keep = button(_("Save layout …"), self.save_mapping.emit, role="link",
                      name=_("Save how these columns are read"))  # fmt: skip
        load = button(_("Load layout …"), self.load_mapping.emit, role="link",
                      name=_("Read the columns as in a saved layout"))  # fmt: skip
        right = QWidget()
        layout = column(scrolled(inner), self._waiting, row(keep, load, 0), spacing=12)
        layout.setStretch(0, 1)
        right.setLayout(layout)
        halves = Halves(theme, left, right, (860, 316), (400, 260))
        whole = column(halves, buttons, spacing=12)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.sheet_box.currentIndexChanged.connect(lambda _at: self._show_sheet())
        self.kind_box.activated.connect(
            lambda _at: self._change(kind=self.kind_box.currentData(), mapping=None)
        )
        self.include.clicked.connect(lambda on: self._change(included=on))
        self.table.mapping.field_chosen.connect(self._choose_field)
        self.table.mapping.format_chosen.connect(self._choose_format)

    def _show_sheet(self) -> None:
        sheet = self._sheets.get(self.sheet_name)
        if sheet is None or self._plan is None:
            return
        many = len(self._sheets) > 1
        for part in (self._sheet_label, self.sheet_box, self.include):
            part.setVisible(many)
        decided = self._plan.sheet(sheet.name)
        self.include.setChecked(decided.included)
        coming = sum(self._plan.sheet(name).included for name in self._sheets)
        self._coming.setVisible(many)
        self._coming.setText(
            _("{n} of {total} sheets are imported").format(n=coming, total=len(self._sheets))
        )
        self.kind_box.setCurrentIndex(self.kind_box.findData(sheet.kind))
        self.refusal.hide()
        if sheet.refused:
            self.refusal.say(sheet.refused)
        said = "" if sheet.refused else self._said_of(sheet)
        self._evidence.setText(said)
        self._evidence.setVisible(bool(said))
        self.table.mapping.show_lines(
            sheet.kind or "customers", lines_of(sheet, decided, self._samples.get(sheet.name))
        )
        self.table.fit_columns(4, limit=164)
        self._show_questions(sheet)

    def _said_of(self, sheet: "PreparedSheet") -> str:
        """Why it is this kind of list; or that an earlier import had the same columns."""
        if sheet.remembered:
            return _("You imported a file with these columns before; they are read in the same way.")
        return "" if sheet.kind_evidence == _("chosen") else kind_words(sheet)

    def _show_questions(self, sheet: "PreparedSheet") -> None:
        clear(self._questions)
        assert self._plan is not None
        for question in sheet.questions:
            self._questions.addWidget(self._question_card(question))
        if sheet.refused:
            self._questions.addWidget(self._anyway_card(sheet))
        elif not sheet.questions:
            self._questions.addWidget(self._read_card(sheet))
        if sheet.items:
            items = ItemsCard(sheet.items)
            items.item_changed.connect(self._choose_item)
            self._questions.addWidget(items)
        open_ = [s for s in self._sheets.values() if self._plan.sheet(s.name).included and s.questions]
        included = [s for s in self._sheets.values() if self._plan.sheet(s.name).included and not s.refused]
        asked = sum(len(s.questions) for s in open_)
        self._waiting.setText(
            ngettext(
                "{n} question waits for your answer.", "{n} questions wait for your answer.", asked
            ).format(n=asked)
            if asked
            else ""
        )
        self._waiting.setVisible(bool(asked))
        self.next_button.setEnabled(bool(included) and not asked)

    def _question_card(self, question: "Question") -> Card:
        card = Card(
            label(question_title(question), "card-title", wrap=True),
            label(question_words(question), "muted", wrap=True),
        )
        for option in question.options:
            words = (
                _(FORMATS[option]) if option in FORMATS else _(KINDS[option]) if option in KINDS else option
            )
            answer = partial(self._answer, question, option)
            card.body.addWidget(button(words, answer, name=f"{question_title(question)} {words}"))
        return card

    def _anyway_card(self, sheet: "PreparedSheet") -> Card:
        """The way on for a sheet that was refused: say what it is, and which column says whose row it is."""
        card = Card(
            label(_("This sheet cannot be read like this"), "card-title", wrap=True),
            label(
                _("Is it a list for Klantbeeld after all? Say of what, and choose under “Becomes” which "
                  "column holds the customer number or the e-mail address."),
                "muted",
                wrap=True,
            ),
        )  # fmt: skip
        for code, name in KINDS.items():
            if code != sheet.kind:
                card.body.addWidget(button(_(name), partial(self._change, kind=code, mapping=None)))
        return card

    def _read_card(self, sheet: "PreparedSheet") -> Card:
        assert self._plan is not None
        used = sum(1 for one in lines_of(sheet, self._plan.sheet(sheet.name)) if one.field or one.question)
        total = len(sheet.headers)
        said = ngettext("{used} of {n} column is used", "{used} of {n} columns are used", total)
        words = _("Check what each column becomes. Click on a cell under “Becomes” to choose another field; "
                  "where a date or an amount was read in the wrong way, click under “Read as”.")  # fmt: skip
        return Card(
            label(said.format(used=used, n=total), "card-title", wrap=True), label(words, "muted", wrap=True)
        )

    def _answer(self, question: "Question", option: str) -> None:
        if option in KINDS:
            self._change(kind=option, mapping=None)
        elif question.header is not None:
            self._choose_format(question.header, option)

    def _choose_format(self, header: str, format_: str) -> None:
        assert self._plan is not None
        formats = {**self._plan.sheet(self.sheet_name).formats, header: format_}
        self._change(formats=formats)

    def _choose_item(self, header: str, item: object) -> None:
        assert self._plan is not None
        items = {**self._plan.sheet(self.sheet_name).items, header: item}
        self._change(items=items)

    def _choose_field(self, header: str, field: str) -> None:
        assert self._plan is not None
        sheet = self._sheets[self.sheet_name]
        unused = self._plan.sheet(sheet.name).unused_of(sheet) - {header}
        if not field:
            unused |= {header}
        name = field if field != OWN else ""
        chosen = {h: guess.field for h, guess in sheet.guesses.items() if guess.evidence == _("chosen")}
        if name:  # a field comes from one column; the one that had it lets go
            chosen |= {h: None for h, f in sheet.mapping.items() if f == name}
        chosen[header] = name or None
        self._change(mapping=chosen, unused=unused, kind=self._plan.sheet(sheet.name).kind or sheet.kind)

    def _change(self, **changes: object) -> None:
        assert self._plan is not None
        changes.setdefault("included", True)  # who decides about a sheet wants it
        sheet = replace(self._plan.sheet(self.sheet_name), **changes)  # type: ignore[arg-type]
        self.plan_changed.emit(self._plan.with_sheet(sheet))


def sheet_words(sheet: "PreparedSheet", decided: SheetPlan) -> str:
    """A sheet as the list of sheets names it: hidden ones say so, and so do those that stay behind."""
    said = [sheet.name or _("Sheet")]
    if not sheet.visible:
        said[0] += " " + _("(hidden)")
    if not decided.included:
        said.append(_("not imported"))
    elif sheet.kind:
        said.append(_(KINDS[sheet.kind]))
    return " · ".join(said)
