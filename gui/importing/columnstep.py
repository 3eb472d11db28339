"""The second step: sheet and kind, the columns with samples and evidence, and what has to be asked."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSplitter, QWidget

from core.text import _, ngettext
from gui.importing.mapping import MappingTable
from gui.importing.plan import FORMATS, KINDS, ImportPlan, lines_of
from gui.theme import Theme
from gui.widgets.basics import Card, button, clear, column, label, row, scrolled

if TYPE_CHECKING:
    from importers.formats import Question
    from importers.prepare import PreparedSheet


class ColumnStep(QWidget):
    """Shows the file as it was prepared; says which plan the user wants instead."""

    plan_changed = Signal(object)
    #: the name of the sheet whose decisions changed
    back = Signal()
    go_on = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._sheets: dict[str, PreparedSheet] = {}
        self.sheet_box = QComboBox()
        self.sheet_box.setAccessibleName(_("Sheet"))
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName(_("What is on this sheet"))
        for code, name in KINDS.items():
            self.kind_box.addItem(_(name), code)
        self.include = QCheckBox(_("Import this sheet"))
        self.table = MappingTable(theme)
        self._evidence = label("", "muted", wrap=True)
        self._questions = column(spacing=16)
        self.next_button = button(_("Check"), self.go_on.emit, role="primary")
        self._waiting = label("", "muted", wrap=True)
        self._build(theme)
        self._connect()

    @property
    def sheet_name(self) -> str:
        """The sheet in hand."""
        return str(self.sheet_box.currentData() or "")

    def show_file(self, plan: ImportPlan, sheets: "Sequence[PreparedSheet]") -> None:
        """The file as it was prepared under this plan."""
        keep = self.sheet_name
        self._plan = plan
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self.sheet_box.blockSignals(True)
        self.sheet_box.clear()
        for sheet in sheets:
            hidden = "" if sheet.visible else " " + _("(hidden)")
            self.sheet_box.addItem(f"{sheet.name}{hidden}" or _("Sheet"), sheet.name)
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
        left = Card(head, self._evidence, self.table, margin=8)
        self._evidence.setContentsMargins(8, 0, 8, 0)
        left.body.setStretch(2, 1)
        inner = QWidget()
        inner.setLayout(column(self._questions, 0))
        buttons = row(0, button(_("Back"), self.back.emit), self.next_button)
        right = QWidget()
        layout = column(scrolled(inner), self._waiting, buttons, spacing=12)
        layout.setStretch(0, 1)
        right.setLayout(layout)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(860), theme.px(316)])
        self.setLayout(column(splitter))

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
        self.include.setChecked(self._plan.sheet(sheet.name).included)
        self.kind_box.setCurrentIndex(self.kind_box.findData(sheet.kind))
        said = sheet.refused or self._said_of(sheet)
        self._evidence.setText(said)
        self._evidence.setVisible(bool(said))
        self.table.mapping.show_lines(sheet.kind or "customers", lines_of(sheet))
        self.table.fit_columns(4, limit=148)
        self._show_questions(sheet)

    def _said_of(self, sheet: "PreparedSheet") -> str:
        """Why it is this kind of list; or that an earlier import had the same columns."""
        assert self._plan is not None
        decided = self._plan.sheet(sheet.name)
        if sheet.kind_evidence != _("chosen"):
            return sheet.kind_evidence
        if decided.kind is None and decided.mapping is None:
            return _("You imported a file with these columns before; they are read in the same way.")
        return ""

    def _show_questions(self, sheet: "PreparedSheet") -> None:
        clear(self._questions)
        assert self._plan is not None
        for question in sheet.questions:
            self._questions.addWidget(self._question_card(question))
        if not sheet.questions:
            self._questions.addWidget(self._read_card(sheet))
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
            label(_title(question), "card-title", wrap=True), label(_words(question), "muted", wrap=True)
        )
        for option in question.options:
            words = (
                _(FORMATS[option]) if option in FORMATS else _(KINDS[option]) if option in KINDS else option
            )
            answer = partial(self._answer, question, option)
            card.body.addWidget(button(words, answer, name=f"{_title(question)} {words}"))
        return card

    def _read_card(self, sheet: "PreparedSheet") -> Card:
        used = sum(1 for name in sheet.mapping.values() if name)
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

    def _choose_field(self, header: str, field: str) -> None:
        sheet = self._sheets[self.sheet_name]
        chosen = {h: guess.field for h, guess in sheet.guesses.items() if guess.evidence == _("chosen")}
        if field:  # a field comes from one column; the one that had it lets go
            chosen |= {h: None for h, f in sheet.mapping.items() if f == field}
        chosen[header] = field or None
        self._change(mapping=chosen)

    def _change(self, **changes: object) -> None:
        assert self._plan is not None
        sheet = replace(self._plan.sheet(self.sheet_name), **changes)  # type: ignore[arg-type]
        self.plan_changed.emit(self._plan.with_sheet(sheet))


def _title(question: "Question") -> str:
    if question.header is None:
        return _("What is on this sheet?")
    return _("How should “{header}” be read?").format(header=question.header)


def _words(question: "Question") -> str:
    if question.header is None:
        return _("The columns do not tell. Choose what one row is about.")
    if question.code == "scale":
        return _("The answers fit more than one scale. Choose the one that was asked.")
    return _("Every value fits more than one way of writing; nothing else in the file tells which.")
