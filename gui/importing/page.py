"""The page Importeren: it walks a file through its steps and asks the actions for each of them."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from core.errors import KlantbeeldError
from core.progress import Progress
from core.rows import SheetReport
from core.text import _, number
from gui import deeds
from gui.importing import reading, undoing
from gui.importing.checkstep import CheckStep
from gui.importing.columnstep import ColumnStep
from gui.importing.donestep import DoneStep
from gui.importing.filestep import FileStep, PastChange
from gui.importing.plan import ImportPlan
from gui.importing.steps import CHECK, COLUMNS, DONE, FILE, StepLine
from gui.review.reading import waiting
from gui.session import EVERYTHING, Session
from gui.theme import Theme
from gui.widgets.page import Page
from gui.worker import Function

if TYPE_CHECKING:
    from actions.wizard import Checked
    from importers.prepare import PreparedSheet


@dataclass(frozen=True)
class _Looked:
    """A plan with what was found under it."""

    plan: ImportPlan
    sheets: "tuple[PreparedSheet, ...]"
    samples: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    first: bool = False


class ImportPage(Page):
    """Nothing is written before the button of the third step."""

    go_to = Signal(str)
    #: part of the page Nakijken
    show_review = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Import"))
        self._session, self._theme = session, theme
        self.undo_dialog: undoing.UndoDialog | None = None
        self._looked: _Looked | None = None
        self._reports: Sequence[SheetReport] = ()
        self.steps = StepLine()
        self.file_step = FileStep(theme)
        self.column_step = ColumnStep(theme)
        self.check_step = CheckStep(theme)
        self.done_step = DoneStep(theme)
        self.stack = QStackedWidget()
        for part in (self.file_step, self.column_step, self.check_step, self.done_step):
            self.stack.addWidget(part)
        self.replace_subtitle(self.steps)
        self.fill(self.stack)
        self._connect()
        self._show_step(FILE)
        self._show_history()

    def take(self, file: Path) -> None:
        """Begin with this file, read anew: it may have been mended since."""
        self._looked = None
        self._look(ImportPlan(file))

    def _connect(self) -> None:
        self.file_step.picked.connect(self.take)
        self.file_step.undo.connect(self._undo)
        self.column_step.plan_changed.connect(self._look)
        self.column_step.back.connect(self._begin_anew)
        self.column_step.go_on.connect(self._check)
        self.check_step.back.connect(lambda: self._show_step(COLUMNS))
        self.column_step.save_mapping.connect(self._save_mapping)
        self.column_step.load_mapping.connect(self._load_mapping)
        self.check_step.plan_changed.connect(self._check_with)
        self.check_step.plan_noted.connect(self._note)
        self.check_step.go_on.connect(self._apply)
        self.check_step.save_rejected.connect(self._save_rejected)
        self.done_step.to_customers.connect(lambda: self.go_to.emit("customers"))
        self.done_step.another.connect(self._begin_anew)
        self.done_step.to_review.connect(self.show_review)
        self._session.data_changed.connect(self._refresh)

    def _show_step(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        plan = self._looked.plan if self._looked is not None else None
        self.title.setText(plan.path.name if plan is not None and step != FILE else _("Import"))
        found = reading.found_words(self._looked.sheets) if self._looked is not None and step != FILE else ""
        self.steps.show_step(step, found)

    def _begin_anew(self) -> None:
        self._looked, self._reports = None, ()
        self.banner.hide()
        self._show_step(FILE)

    def _refresh(self, _kinds: frozenset[str]) -> None:
        self._show_history()
        if self.stack.currentIndex() == DONE:
            self._show_waiting()

    def _show_history(self) -> None:
        self.file_step.show_history(reading.history(self._session.reader))

    def _undo(self, change: PastChange) -> None:
        undoing.ask(self._session, self._theme, change, self.window(), self._foreseen)

    def _foreseen(self, dialog: undoing.UndoDialog) -> None:
        self.undo_dialog = dialog
        dialog.accepted.connect(lambda: deeds.undo(self._session, dialog.change_id, self._undone))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _undone(self, sentence: str) -> None:
        self.banner.say(sentence)
        self._session.bring_up_to_date()

    def _look(self, plan: ImportPlan) -> None:
        """Look at the file under this plan, away from the GUI thread."""
        db, passphrase = self._session.path, self._session.passphrase
        before = self._looked

        def look(_progress: Progress) -> _Looked:
            from actions.importing import inspect

            if (
                before is None
                or before.plan.path != plan.path
                or before.plan.mapping_file != plan.mapping_file
            ):
                from actions.importing import ImportRequest
                from importers.adjusting import raw_samples

                request = ImportRequest(plan.path, mapping_file=plan.mapping_file)
                file = inspect(request, db, passphrase)
                samples = {sheet.name: raw_samples(sheet) for sheet in file.sheets}
                found = tuple(file.sheets)
                return _Looked(reading.first_plan(plan, found), found, samples, first=True)
            sheets = tuple(_again(sheet, before.plan, plan) for sheet in before.sheets)
            return _Looked(plan, sheets, before.samples)

        self.banner.hide()
        self.steps.show_step(self.stack.currentIndex(), _("reading {file} …").format(file=plan.path.name))
        self._session.look_up("import", look, self._show_looked, self._failed)

    def _show_looked(self, looked: _Looked) -> None:
        self._looked = looked
        self.column_step.show_file(looked.plan, looked.sheets, looked.samples)
        self._show_step(COLUMNS)
        if looked.first and reading.known_wholly(looked.plan, looked.sheets):
            self._check()

    def _note(self, plan: ImportPlan) -> None:
        """The plan is another now, and what was checked still holds."""
        if self._looked is not None:
            self._looked = replace(self._looked, plan=plan)

    def _failed(self, error: Exception) -> None:
        self.stack.setEnabled(True)
        if isinstance(error, KlantbeeldError):
            self.banner.say(str(error))
        else:
            self._session.lookups.problem.emit(error)
        self._show_step(FILE if self._looked is None else self.stack.currentIndex())

    def _check(self) -> None:
        if self._looked is not None:
            self._check_with(self._looked.plan)

    def _check_with(self, plan: ImportPlan) -> None:
        assert self._looked is not None
        self._looked = replace(self._looked, plan=plan)
        db, passphrase = self._session.path, self._session.passphrase

        sheets = self._looked.sheets

        def check(progress: Progress) -> "Checked":
            from actions.wizard import check as dry_run

            return dry_run(db, plan.choices(sheets), plan.writing(), with_rate(progress), passphrase)

        said = _("Checking {file}").format(file=plan.path.name)
        self._work(said, check, self._show_check, _("The check was stopped; nothing was changed."))

    def _show_check(self, checked: "Checked") -> None:
        if self._looked is None:
            return  # the user went back to the beginning
        self._reports = checked.reports
        self.check_step.show_checked(self._looked.plan, checked)
        self._show_step(CHECK)
        known = reading.known_wholly(self._looked.plan, self._looked.sheets)
        words = _("You imported a file with these columns before, so they are read in the same way. "
                  "“Back” shows the columns.")  # fmt: skip
        self.check_step.say(words if known else "")

    def _apply(self) -> None:
        assert self._looked is not None
        plan, db, passphrase = self._looked.plan, self._session.path, self._session.passphrase
        sheets, named = self._looked.sheets, _("Import {file}").format(file=self._looked.plan.path.name)

        def write(progress: Progress) -> list[SheetReport]:
            from actions.wizard import apply

            choices = plan.choices(sheets)
            return apply(db, choices, plan.writing(), named, with_rate(progress), passphrase)

        said = _("Importing {file}").format(file=plan.path.name)
        self._work(said, write, self._show_done, _("The import was stopped; nothing was changed."))

    def _work(self, label: str, function: Function, then: Callable[[Any], None], stopped: str) -> None:
        """A deed on the worker; nobody clicks a second time while it is on its way."""
        self.banner.hide()
        self.stack.setEnabled(False)
        changes = EVERYTHING if then == self._show_done else frozenset[str]()
        self._session.do(
            label,
            function,
            changes=changes,
            then=partial(self._worked, then),
            failed=self._failed,
            cancelled=partial(self._stopped, stopped),
        )

    def _worked(self, then: Callable[[Any], None], result: Any) -> None:
        self.stack.setEnabled(True)
        then(result)

    def _stopped(self, sentence: str) -> None:
        self.stack.setEnabled(True)
        self.banner.say(sentence)

    def _show_done(self, reports: list[SheetReport]) -> None:
        self.done_step.show_reports(reports)
        self._show_step(DONE)
        self._session.bring_up_to_date()
        self._show_waiting()

    def _show_waiting(self) -> None:
        """What the import (and those before it) left to be decided."""
        self._session.look_up("import waiting", self._session.in_reader(waiting), self.done_step.show_waiting)

    def _save_mapping(self) -> None:
        assert self._looked is not None
        sheet = next(s for s in self._looked.sheets if s.name == self.column_step.sheet_name)
        offered = self._looked.plan.path.with_suffix(".toml")
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save layout"), str(offered), _("Layout (*.toml)")
        )
        if name:
            from importers.mapping_file import save

            to = Path(name).with_suffix(".toml")
            try:
                unused = self._looked.plan.sheet(sheet.name).unused_of(sheet)
                save(to, replace(sheet, unused=unused).saved())
            except OSError as error:
                self.banner.say(_("{file} cannot be written ({why}).").format(file=to.name, why=error))
                return
            self.banner.say(_("How the columns are read lies in {file}.").format(file=to))

    def _load_mapping(self) -> None:
        assert self._looked is not None
        at = str(self._looked.plan.path.parent)
        name, _filter = QFileDialog.getOpenFileName(self, _("Load layout"), at, _("Layout (*.toml)"))
        if name:
            self._look(ImportPlan(self._looked.plan.path, mapping_file=Path(name)))

    def _save_rejected(self) -> None:
        assert self._looked is not None
        offered = self._looked.plan.path.with_name(
            _("{stem} - rejected.xlsx").format(stem=self._looked.plan.path.stem)
        )
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the rejected rows"), str(offered), _("Excel workbook (*.xlsx)")
        )
        if not name:
            return
        to, reports = Path(name).with_suffix(".xlsx"), self._reports

        def write(_progress: Progress) -> Any:
            from exporters.rejected import write_rejected

            return write_rejected(to, reports)

        said = _("The rejected rows lie in {file}; mend them there and import that file.").format(file=to)
        self._session.do(
            _("Saving the rejected rows"), write, changes=frozenset(), then=lambda _n: self.banner.say(said)
        )


def with_rate(progress: Progress) -> Progress:
    """The same progress in rows, and how many of them go by in a second (once half a second has passed)."""
    begin, sheet = time.monotonic(), ""

    def tell(done: int, total: int, text: str) -> None:
        nonlocal begin, sheet
        if text != sheet:  # another sheet begins
            begin, sheet = time.monotonic(), text
        passed = time.monotonic() - begin
        said = _("{done} of {total} rows").format(done=number(done), total=number(total))
        if passed > 0.5 and done:
            said += " · " + _("{rate} a second").format(rate=number(round(done / passed)))
        progress(done, total, said)

    return tell


def _again(sheet: "PreparedSheet", before: ImportPlan, now: ImportPlan) -> "PreparedSheet":
    """The sheet under the new decisions; one about which nothing was decided stays as it is."""
    old, new = before.sheet(sheet.name), now.sheet(sheet.name)
    if (old.kind, old.mapping, old.formats, old.items) == (new.kind, new.mapping, new.formats, new.items):
        return sheet
    return sheet.changed(kind=new.kind, mapping=new.mapping, formats=new.formats, items=new.items)
