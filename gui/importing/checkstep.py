"""The third step: what would change, counted and listed; nothing is written yet."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from core.issues import Issue
from core.rows import SheetReport
from core.text import _, ngettext, number
from gui.importing.counts import CountCards
from gui.importing.differences import ConflictCard, changed_columns, double_columns
from gui.importing.mending import MendPanel, Typed, mending_words
from gui.importing.plan import KINDS, MODES, ImportPlan
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.cells import MUTED, PLAIN, Look
from gui.widgets.halves import Halves
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from actions.wizard import ChangedField, Checked, Double

Rejected = tuple[int, list[str], str]
_SHOWN: Final = 1000
ISSUES, CHANGES, MEND, DOUBLES = range(4)


class CheckStep(QWidget):
    """Shows what a dry run found. `plan_changed` asks for another one, `plan_noted` does not need one."""

    plan_changed = Signal(object)
    plan_noted = Signal(object)
    back = Signal()
    go_on = Signal()
    save_rejected = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._repeated: Mapping[str, frozenset[int]] = {}
        self._written = 0
        self._counts = CountCards(theme)
        self.issues: ListModel[Issue] = ListModel(_issue_columns())
        self._issue_table = _table(theme, _("What stood out"), self.issues, 36)
        self.changed: ListModel[ChangedField] = ListModel(changed_columns())
        self._changed_table = _table(theme, _("What changes"), self.changed, 32)
        self.doubles: ListModel[Double] = ListModel(double_columns())
        self._double_table = _table(theme, _("Possible doubles"), self.doubles, 32)
        self.mending = MendPanel(theme)
        self.sheets: ListModel[SheetReport] = ListModel(_sheet_columns())
        self._sheet_table = _table(theme, _("Sheets"), self.sheets, 32)
        self._sheet_card = Card(self._sheet_table, margin=8)
        self.rejected: ListModel[Rejected] = ListModel(_rejected_columns())
        self._rejected_table = _table(theme, _("Rejected rows"), self.rejected, 32)
        self._rejected_title = label("", "card-title", wrap=True)
        self.mend_button = button(_("Mend here"), self.mend)
        self._save = button(_("Save as Excel with reason"), self.save_rejected.emit)
        self.conflicts = ConflictCard(theme)
        self.leave_repeated = button("", self._leave_repeated)
        self._repeated_title = label("", "card-title", wrap=True)
        self.mode = QComboBox()
        self.mode.setAccessibleName(_("How to write"))
        self.mode.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.mode.setMinimumContentsLength(12)
        for code, name in MODES.items():
            self.mode.addItem(_(name), code)
        self.empty = QCheckBox(_("An empty cell empties the field"))
        self.consent = QCheckBox(_("Permission may be restored by this file"))
        self.apply_button = button("", self.go_on.emit, role="primary")
        #: what there is to know about how the file was read
        self.note = label("", "muted", wrap=True)
        self.note.hide()
        self.tabs = QTabBar()
        self._lists = QStackedWidget()
        self._build(theme)
        self._connect()

    def show_checked(self, plan: ImportPlan, checked: "Checked") -> None:
        """What the dry run found."""
        self._plan = plan
        reports = checked.reports
        self._counts.show_reports(reports)
        self._show_lists(checked)
        self.sheets.show(reports)
        self._sheet_table.fit_columns(0)
        self._sheet_table.fit_height(5)
        self._sheet_card.setVisible(len(reports) > 1)
        self._show_rejected(checked)
        count = sum(report.conflicts for report in reports)
        self.conflicts.show_conflicts(checked.conflicts, count, plan.take_file)
        self._show_repeated(checked)
        self.mode.setCurrentIndex(self.mode.findData(plan.mode))
        self.empty.setChecked(plan.empty_clears)
        self.consent.setChecked(plan.restore_consent)
        created, updated = (sum(getattr(r, name) for r in reports) for name in ("created", "updated"))
        said = _("Carry out ({created} + {updated})")
        self.apply_button.setText(said.format(created=number(created), updated=number(updated)))
        self._written = created + updated
        self.apply_button.setEnabled(bool(self._written or plan.take_file))

    def say(self, note: str) -> None:
        """A word about how the file was read; '' for none."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def mend(self) -> None:
        """Go to the rows that can be mended."""
        self.tabs.setCurrentIndex(MEND)
        self.mending.begin()

    def _show_lists(self, checked: "Checked") -> None:
        found = [issue for report in checked.reports for issue in report.issues]
        self.issues.show(found[:_SHOWN])
        self._issue_table.fit_columns(2)
        self.changed.show(checked.changed)
        self._changed_table.fit_columns(1, limit=220)
        self.doubles.show(checked.doubles)
        self._double_table.fit_columns(2)
        headers = {report.sheet: tuple(report.headers) for report in checked.reports}
        self.mending.show_rows(checked.mendable, headers)
        n = len(found)
        stood_out = ngettext("{n} thing stood out", "{n} things stood out", n).format(n=number(n))
        self.tabs.setTabText(ISSUES, stood_out if n else _("Nothing stood out"))
        n = checked.changed_rows
        changes = ngettext("{n} row changes", "{n} rows change", n).format(n=number(n))
        self.tabs.setTabText(CHANGES, changes)
        self.tabs.setTabText(MEND, mending_words(checked.mendable))
        n = len(checked.doubles)
        said = ngettext("{n} possible double", "{n} possible doubles", n).format(n=number(n))
        self.tabs.setTabText(DOUBLES, said)
        for at, filled in ((CHANGES, checked.changed_rows), (MEND, checked.mendable), (DOUBLES, n)):
            self.tabs.setTabVisible(at, bool(filled))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(ISSUES)
        if not found and checked.changed_rows:
            self.tabs.setCurrentIndex(CHANGES)
        QTimer.singleShot(0, self.tabs, self._measure_tabs)

    def _measure_tabs(self) -> None:
        """The tabs keep the widths of their old words until they are told that their style is another."""
        QCoreApplication.sendEvent(self.tabs, QEvent(QEvent.Type.StyleChange))

    def _show_rejected(self, checked: "Checked") -> None:
        rows = [one for report in checked.reports for one in report.rejected_rows]
        count = sum(report.rejected for report in checked.reports)
        self.rejected.show(rows[:_SHOWN])
        self._rejected_table.fit_columns(1, limit=200)
        self._rejected_table.fit_height(8)
        said = ngettext("{n} row rejected", "{n} rows rejected", count).format(n=number(count))
        self._rejected_title.setText(said if count else _("No rows were rejected"))
        self._rejected_table.setVisible(bool(rows))
        self._save.setVisible(bool(rows))
        self.mend_button.setVisible(bool(checked.mendable))

    def _show_repeated(self, checked: "Checked") -> None:
        self._repeated = checked.repeated
        n = sum(len(rows) for rows in self._repeated.values())
        self._repeated_card.setVisible(bool(n))
        said = ngettext("{n} line repeats another exactly", "{n} lines repeat another exactly", n)
        self._repeated_title.setText(said.format(n=number(n)))
        said = ngettext("Leave this line out", "Leave these {n} lines out", n)
        self.leave_repeated.setText(said.format(n=number(n)))

    def _build(self, theme: Theme) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(_("What the check found"))
        for part in (self._issue_table, self._changed_table, self.mending, self._double_table):
            self._lists.addWidget(part)
            self.tabs.addTab("")
        left = QWidget()
        lists = Card(self.tabs, self._lists, margin=16)
        lists.body.setStretch(1, 1)
        layout = column(self._sheet_card, lists, spacing=16)
        layout.setStretch(1, 1)
        left.setLayout(layout)
        large = theme.scale > 1.3  # side by side the buttons would be cut off
        doors = (
            [row(self.mend_button, 0), row(self._save, 0)]
            if large
            else [row(self.mend_button, self._save, 0)]
        )
        rejected = Card(self._rejected_title, self._rejected_table, *doors)
        repeated = label(
            _("They count as separate orders. If they came into the file twice, leave them out."),
            "muted",
            wrap=True,
        )
        self._repeated_card = Card(self._repeated_title, repeated, row(self.leave_repeated, 0))
        how = Card(label(_("How to write"), "card-title"), self.mode, self.empty, self.consent)
        inner = QWidget()
        inner.setLayout(column(rejected, self._repeated_card, self.conflicts, how, 0, spacing=16))
        head = QWidget()
        head.setLayout(column(self.note, self._counts, spacing=12))
        halves = Halves(theme, left, scrolled(inner), (760, 400), (420, 360), head)
        buttons = row(0, button(_("Back"), self.back.emit), self.apply_button)
        whole = column(halves, buttons, spacing=12)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._lists.setCurrentIndex)
        self.mode.activated.connect(lambda _at: self._change(mode=self.mode.currentData()))
        self.empty.clicked.connect(lambda on: self._change(empty_clears=on))
        self.consent.clicked.connect(lambda on: self._change(restore_consent=on))
        self.conflicts.chosen.connect(self._take)
        self.mending.check_again.connect(self._mended)
        self.mending.leave_out.connect(lambda sheet, rows: self._leave_out({sheet: rows}))
        self.mending.about.connect(self._about)

    def _take(self, take: frozenset[tuple[int, str]]) -> None:
        assert self._plan is not None
        self._plan = replace(self._plan, take_file=take)
        self.apply_button.setEnabled(bool(self._written or take))
        self.plan_noted.emit(self._plan)

    def _mended(self, typed: Typed) -> None:
        plan = self._plan
        assert plan is not None
        for name, rows in typed.items():
            for at, cells in rows.items():
                plan = plan.with_sheet(plan.sheet(name).mended(at, cells))
        self.plan_changed.emit(plan)

    def _about(self, sheet: str, at: int, customer: int) -> None:
        plan = self._plan
        assert plan is not None
        self.plan_changed.emit(plan.with_sheet(plan.sheet(sheet).about(at, customer)))

    def _leave_repeated(self) -> None:
        self._leave_out(self._repeated)

    def _leave_out(self, rows: Mapping[str, frozenset[int]]) -> None:
        plan = self._plan
        assert plan is not None
        for name, gone in rows.items():
            decided = plan.sheet(name)
            plan = plan.with_sheet(replace(decided, left_out=decided.left_out | gone))
        self.plan_changed.emit(plan)

    def _change(self, **changes: object) -> None:
        if self._plan is not None:
            self.plan_changed.emit(replace(self._plan, **changes))  # type: ignore[arg-type]


def _table(theme: Theme, name: str, model: ListModel, height: int) -> Table:  # type: ignore[type-arg]
    made = Table(theme, name, row_height=height)
    made.setModel(model)
    return made


def _issue_columns() -> tuple[Column[Issue], ...]:
    return (
        Column(_("Row"), lambda i: number(i.row) if i.row else "–", lambda _i: MUTED, right=True),
        Column(_("Column"), lambda i: i.column or "–"),
        Column(_("What"), lambda i: i.message),
        Column(
            _("Value"),
            lambda i: i.value or "–",
            lambda i: Look(ground="warning_ground") if i.value else MUTED,
        ),
    )


def _rejected_columns() -> tuple[Column[Rejected], ...]:
    return (
        Column(_("Row"), lambda r: number(r[0]), right=True),
        Column(_("Reason"), lambda r: r[2]),
        Column(_("Row as it is"), lambda r: ";".join(cell for cell in r[1] if cell), lambda _r: MUTED),
    )


def _sheet_columns() -> tuple[Column[SheetReport], ...]:
    def count(title: str, name: str) -> Column[SheetReport]:
        return Column(title, lambda r: number(getattr(r, name)), right=True)

    return (
        Column(_("Sheet"), lambda r: r.sheet),
        Column(_("Kind"), lambda r: _(KINDS.get(r.kind, r.kind)), lambda _r: PLAIN),
        count(_("Read"), "read"),
        count(_("New"), "created"),
        count(_("Changed"), "updated"),
        count(_("Rejected"), "rejected"),
    )
