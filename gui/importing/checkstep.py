"""The third step: what would change, counted and listed; nothing is written yet."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSplitter, QWidget

from core.issues import Issue
from core.rows import SheetReport
from core.text import _, ngettext, number
from gui.importing.plan import KINDS, MODES, ImportPlan
from gui.theme import Theme
from gui.widgets.basics import Card, button, clear, column, label, row, scrolled
from gui.widgets.cells import MUTED, PLAIN, Look
from gui.widgets.table import Column, ListModel, Table

Rejected = tuple[int, list[str], str]
_SHOWN = 500


class CheckStep(QWidget):
    """Shows the reports of a dry run."""

    plan_changed = Signal(object)
    back = Signal()
    go_on = Signal()
    save_rejected = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._counts = QHBoxLayout()
        self._counts.setSpacing(16)
        self.issues: ListModel[Issue] = ListModel(_issue_columns())
        self._issue_table = Table(theme, _("What stood out"), row_height=36)
        self._issue_table.setModel(self.issues)
        self._issue_title = label("", "card-title", wrap=True)
        self.sheets: ListModel[SheetReport] = ListModel(_sheet_columns())
        self._sheet_table = Table(theme, _("Sheets"), row_height=32)
        self._sheet_table.setModel(self.sheets)
        self._sheet_card = Card(self._sheet_table, margin=8)
        self.rejected: ListModel[Rejected] = ListModel(_rejected_columns())
        self._rejected_table = Table(theme, _("Rejected rows"), row_height=32)
        self._rejected_table.setModel(self.rejected)
        self._rejected_table.setMinimumHeight(theme.px(32 * 5))
        self._rejected_title = label("", "card-title", wrap=True)
        self._save = button(_("Save as Excel with reason"), self.save_rejected.emit)
        self._conflict_title = label("", "card-title", wrap=True)
        self.mode = QComboBox()
        self.mode.setAccessibleName(_("How to write"))
        self.mode.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.mode.setMinimumContentsLength(12)
        for code, name in MODES.items():
            self.mode.addItem(_(name), code)
        self.empty = QCheckBox(_("An empty cell empties the field"))
        self.consent = QCheckBox(_("Permission may be restored by this file"))
        self.apply_button = button("", self.go_on.emit, role="primary")
        self._build(theme)
        self.mode.activated.connect(lambda _at: self._change(mode=self.mode.currentData()))
        self.empty.clicked.connect(lambda on: self._change(empty_clears=on))
        self.consent.clicked.connect(lambda on: self._change(restore_consent=on))

    def show_reports(self, plan: ImportPlan, reports: Sequence[SheetReport]) -> None:
        """What the dry run found."""
        self._plan = plan
        self._show_counts(reports)
        found = [issue for report in reports for issue in report.issues]
        self.issues.show(found[:_SHOWN])
        self._issue_table.fit_columns(2)
        self._issue_title.setText(
            ngettext("{n} thing stood out", "{n} things stood out", len(found)).format(n=number(len(found)))
            if found
            else _("Nothing stood out")
        )
        self.sheets.show(reports)
        self._sheet_table.fit_columns(0)
        self._sheet_card.setVisible(len(reports) > 1)
        rows = [one for report in reports for one in report.rejected_rows]
        count = sum(report.rejected for report in reports)
        self.rejected.show(rows[:_SHOWN])
        self._rejected_table.fit_columns(2, limit=200)
        said = ngettext("{n} row rejected", "{n} rows rejected", count).format(n=number(count))
        self._rejected_title.setText(said if count else _("No rows were rejected"))
        self._rejected_table.setVisible(bool(rows))
        self._save.setVisible(bool(rows))
        conflicts = sum(report.conflicts for report in reports)
        self._conflict_card.setVisible(bool(conflicts))
        self._conflict_title.setText(
            ngettext("{n} value differs from what you filled in yourself",
                     "{n} values differ from what you filled in yourself", conflicts)
            .format(n=number(conflicts))
        )  # fmt: skip
        self.mode.setCurrentIndex(self.mode.findData(plan.mode))
        self.empty.setChecked(plan.empty_clears)
        self.consent.setChecked(plan.restore_consent)
        created, updated = (sum(getattr(r, name) for r in reports) for name in ("created", "updated"))
        said = _("Carry out ({created} + {updated})")
        self.apply_button.setText(said.format(created=number(created), updated=number(updated)))
        self.apply_button.setEnabled(created + updated > 0)

    def _build(self, theme: Theme) -> None:
        self._sheet_table.setMinimumHeight(theme.px(32 * 4))
        left = QWidget()
        issues = Card(self._issue_title, self._issue_table, margin=16)
        issues.body.setStretch(1, 1)
        layout = column(self._sheet_card, issues, spacing=16)
        layout.setStretch(1, 1)
        left.setLayout(layout)
        rejected = Card(self._rejected_title, self._rejected_table, row(self._save, 0))
        keeps = label(
            _("What you filled in yourself stays, and the file's value is kept beside it."),
            "muted",
            wrap=True,
        )
        self._conflict_card = Card(self._conflict_title, keeps)
        how = Card(label(_("How to write"), "card-title"), self.mode, self.empty, self.consent)
        inner = QWidget()
        inner.setLayout(column(rejected, self._conflict_card, how, 0, spacing=16))
        right = QWidget()
        buttons = row(0, button(_("Back"), self.back.emit), self.apply_button)
        side = column(scrolled(inner), buttons, spacing=12)
        side.setStretch(0, 1)
        right.setLayout(side)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(760), theme.px(400)])
        whole = column(self._counts, splitter, spacing=16)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show_counts(self, reports: Sequence[SheetReport]) -> None:
        clear(self._counts)
        for made in count_cards(reports):
            self._counts.addWidget(made, 1)

    def _change(self, **changes: object) -> None:
        if self._plan is not None:
            self.plan_changed.emit(replace(self._plan, **changes))  # type: ignore[arg-type]


def count_cards(reports: Sequence[SheetReport]) -> list[Card]:
    """Read = new + changed + unchanged + rejected, as cards; and where the file differs from hand work."""
    cards = []
    for caption, name, role in (
        (_("Read"), "read", "figure"),
        (_("New"), "created", "figure"),
        (_("Changed"), "updated", "figure"),
        (_("Unchanged"), "unchanged", "figure"),
        (_("Rejected"), "rejected", "figure-bad"),
        (_("Other than by hand"), "conflicts", "figure-warning"),
    ):
        count = sum(int(getattr(report, name)) for report in reports)
        figure: QLabel = label(number(count), role if count else "figure")
        cards.append(Card(label(caption, "muted"), figure, margin=16))
    return cards


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
