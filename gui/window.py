"""The window: rail, top bar, pages, status bar. Pages do their own work; the window leads to them."""

import logging
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMainWindow, QStackedWidget, QWidget

from core.errors import KlantbeeldError
from core.paths import documents_dir
from core.text import _, day, ngettext, number
from gui import deeds
from gui.appearance.page import AppearancePage
from gui.customers.page import CustomersPage
from gui.facts import BaseFacts, base_facts
from gui.importing.page import ImportPage
from gui.overview.page import OverviewPage
from gui.preferences import Preferences
from gui.review.page import ReviewPage
from gui.segments.page import SegmentsPage
from gui.session import CUSTOMERS, DUPLICATES, EVERYTHING, HISTORY, PROFILES, Session
from gui.settings.page import SettingsPage
from gui.strategy.page import StrategyPage
from gui.theme import Theme
from gui.widgets.basics import column, row
from gui.widgets.page import Page
from gui.widgets.rail import Entry, Rail
from gui.widgets.statusbar import StatusBar
from gui.widgets.topbar import TopBar
from gui.worker import Job

_log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """One window on one base. Pages are made when they are first shown, so that the first stands quickly."""

    language_chosen = Signal(str)
    scale_chosen = Signal(float)
    mode_chosen = Signal(str)
    another_base = Signal()
    closed = Signal()

    def __init__(self, session: Session, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._session, self._theme, self._preferences = session, theme, preferences
        self.page = ""
        self._pages: dict[str, Page] = {}
        self._rail = Rail(theme, _entries())
        self._top = TopBar(theme, max(self._rail.sizeHint().width(), self._rail.minimumWidth()))
        self._status = StatusBar(theme)
        self._stack = QStackedWidget()
        frame = QWidget()
        middle = row(self._rail, self._stack, spacing=0)
        middle.setStretch(1, 1)
        outer = column(self._top, middle, self._status)
        outer.setStretch(1, 1)
        frame.setLayout(outer)
        self.setCentralWidget(frame)
        self.setWindowTitle(f"Klantbeeld · {session.path.stem}")
        self._place()
        self._connect()
        self._refresh(EVERYTHING)

    @property
    def session(self) -> Session:
        """The open base."""
        return self._session

    @property
    def theme(self) -> Theme:
        """Colours and sizes."""
        return self._theme

    @property
    def preferences(self) -> Preferences:
        """What the window remembers."""
        return self._preferences

    @property
    def search_box(self) -> QLineEdit:
        """Where the user types whom to find."""
        return self._top.box

    @property
    def current(self) -> Page:
        """The page on show."""
        return self._page(self.page)

    def show_page(self, code: str) -> None:
        """Take the user to a page."""
        page = self._page(code)
        self.page = code
        self._stack.setCurrentWidget(page)
        self._rail.show_chosen(code)
        self._rail.focus_chosen()
        page.arrive()

    def import_file(self, file: Path) -> None:
        """Start the import of a file that was picked elsewhere."""
        self.show_page("importing")
        self._import_page().take(file)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood; the job that runs is stopped and waited for."""
        if not self.isVisible():
            return
        self._preferences.geometry = self.saveGeometry()
        self.closed.emit()
        super().closeEvent(event)

    def _page(self, code: str) -> Page:
        if code not in self._pages:
            made = self._builders()[code]()
            self._pages[code] = made
            self._stack.addWidget(made)
        return self._pages[code]

    def _builders(self) -> dict[str, Callable[[], Page]]:
        return {
            "overview": self._overview_page,
            "customers": self._customers_page,
            "review": self._review_page,
            "segments": self._segments_page,
            "strategy": self._strategy_page,
            "importing": self._importing_page,
            "organisation": self._organisation_page,
            "settings": self._settings_page,
            "appearance": self._appearance_page,
        }

    def _overview_page(self) -> Page:
        page = OverviewPage(self._session, self._theme)
        page.customer_wanted.connect(self._find)
        page.show_customers.connect(self._show_cell)
        page.show_todo.connect(self._show_todo)
        page.show_review.connect(self._show_review)
        page.go_to.connect(self.show_page)
        return page

    def _customers_page(self) -> Page:
        page = CustomersPage(self._session, self._theme, self._preferences)
        page.search_cleared.connect(self._top.box.clear)
        page.search_shown.connect(self._top.box.setText)
        page.compare_wanted.connect(self._compare)
        page.go_to.connect(self.show_page)
        return page

    def _review_page(self) -> Page:
        page = ReviewPage(self._session, self._theme)
        page.customer_wanted.connect(self._show_customer)
        return page

    def _segments_page(self) -> Page:
        page = SegmentsPage(self._session, self._theme)
        page.selection = self._selected
        page.show_customers.connect(self._show_cell)
        page.customer_wanted.connect(self._find)
        page.go_to.connect(self.show_page)
        return page

    def _strategy_page(self) -> Page:
        page = StrategyPage(self._session, self._theme)
        page.go_to.connect(self.show_page)
        page.show_customers.connect(self._show_cell)
        page.selection = self._selected
        return page

    def _selected(self) -> list[int]:
        """The customers that are selected on their page, if it was ever opened."""
        page = self._pages.get("customers")
        return page.selected() if isinstance(page, CustomersPage) else []

    def _importing_page(self) -> Page:
        page = ImportPage(self._session, self._theme)
        page.go_to.connect(self.show_page)
        page.show_review.connect(self._show_review)
        return page

    def _settings_page(self) -> Page:
        return SettingsPage(self._session, self._theme)

    def _organisation_page(self) -> Page:
        from gui.organisation.page import OrganisationPage  # the rules read pandas: not while starting

        return OrganisationPage(self._session, self._theme)

    def _appearance_page(self) -> Page:
        page = AppearancePage(self._session, self._theme)
        page.language_chosen.connect(self.language_chosen)
        page.scale_chosen.connect(self.scale_chosen)
        page.mode_chosen.connect(self.mode_chosen)
        page.another_base.connect(self.another_base)
        return page

    def _import_page(self) -> ImportPage:
        page = self._page("importing")
        assert isinstance(page, ImportPage)
        return page

    def _customers(self) -> CustomersPage:
        page = self._page("customers")
        assert isinstance(page, CustomersPage)
        return page

    def _show_cell(self, set_code: str, cell: str) -> None:
        self._customers().show_cell(set_code, cell)
        self.show_page("customers")

    def _show_todo(self, code: str) -> None:
        self._customers().show_todo(code)
        self.show_page("customers")

    def _compare(self, ids: Sequence[int]) -> None:
        """Customers side by side, to merge them."""
        page = self._page("review")
        assert isinstance(page, ReviewPage)
        self.show_page("review")
        page.compare(ids)

    def _show_review(self, tab: str) -> None:
        page = self._page("review")
        assert isinstance(page, ReviewPage)
        page.show_tab(tab)
        self.show_page("review")

    def _show_customer(self, customer_id: int) -> None:
        self._customers().choose(customer_id)
        self.show_page("customers")

    def _search(self, text: str) -> None:
        if text or self.page == "customers":
            self._customers().search(text)
            if self.page != "customers":
                self.show_page("customers")
                self._top.box.setFocus()

    def _find(self, words: str) -> None:
        """Look a customer up as if the user had typed it."""
        self._top.box.setText(words)
        self._search(words)

    def _connect(self) -> None:
        self._rail.chosen.connect(self.show_page)
        self._top.search.connect(self._search)
        self._top.undo.connect(self.undo)
        self._top.redo.connect(self.redo)
        self._top.export.connect(self._export)
        for worker in (self._session.jobs, self._session.searching):
            worker.started.connect(self._job_started)
            worker.progressed.connect(self._job_progressed)
            worker.ended.connect(self._job_ended)
            worker.problem.connect(self._say)
        self._session.lookups.problem.connect(self._say)
        self._session.weighing.problem.connect(self._say)
        self._status.cancelled.connect(self._cancel)
        self._session.data_changed.connect(self._refresh)
        for number_, entry in enumerate(_entries(), start=1):
            QShortcut(QKeySequence(f"Ctrl+{number_}"), self, lambda code=entry.code: self.show_page(code))

    def _place(self) -> None:
        self.setMinimumSize(900, 600)
        geometry = self._preferences.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 900)

    def _refresh(self, kinds: frozenset[str]) -> None:
        """Counts, last change, undo and redo: what the frame of the window shows."""
        if not kinds & {CUSTOMERS, PROFILES, HISTORY, DUPLICATES}:
            return
        self._session.look_up("facts", self._session.in_reader(base_facts), self._show_facts)

    def _show_facts(self, facts: BaseFacts) -> None:
        count = number(facts.customers)
        self._rail.set_badge("customers", count if facts.customers else "")
        self._rail.set_badge("review", number(facts.waiting) if facts.waiting else "")
        said = [ngettext("{n} customer", "{n} customers", facts.customers).format(n=count)]
        if facts.as_of:
            said.append(_("as of {day}").format(day=day(facts.as_of)))
        if facts.last_change:
            said.append(_("last change: {change}").format(change=facts.last_change))
        self._status.set_facts(" · ".join(said))
        self._top.set_history(facts.undo, facts.redo)
        self._top.export_button.setEnabled(facts.customers > 0)

    def undo(self) -> None:
        """Take the last change back."""
        deeds.undo(self._session, None, self._undone)

    def redo(self) -> None:
        """Do again what was undone last."""
        deeds.redo(self._session, self._undone)

    def _undone(self, sentence: str) -> None:
        self.current.banner.say(sentence)
        self._session.bring_up_to_date()

    def _export(self) -> None:
        offered = documents_dir() / f"{self._session.path.stem}.xlsx"
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the workbook as"), str(offered), _("Excel workbook (*.xlsx)")
        )
        if name:
            to = Path(name).with_suffix(".xlsx")
            said = _("The workbook lies in {file}.").format(file=to)
            deeds.export(self._session, to, lambda: self.current.banner.say(said))

    def _job_started(self, job: Job) -> None:
        if job is self._working():
            self._status.working(job.label)

    def _job_progressed(self, job: Job, done: int, total: int, text: str) -> None:
        if not job.stopping and job is self._working():
            self._status.working(f"{job.label} · {text}" if text else job.label, done, total)

    def _job_ended(self, _job: Job) -> None:
        job = self._working()
        if job is None:
            self._status.idle(_("Up to date"))
        else:
            self._status.working(job.label)

    def _working(self) -> Job | None:
        """What the status bar tells of: the deed that runs, else the search in the background."""
        return self._session.jobs.current or self._session.searching.current

    def _cancel(self) -> None:
        job = self._working()
        if job is not None:
            job.cancel()
            self._status.working(_("Stopping: {job}").format(job=job.label))

    def _say(self, error: Exception) -> None:
        """A known error is a sentence; anything else is our mistake, and goes to the log."""
        banner = self.current.banner
        if isinstance(error, KlantbeeldError):
            banner.say(str(error))
            return
        details = "".join(traceback.format_exception(error))
        # the message of the error may quote a customer's data; where it happened does not
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("a job failed with %s:\n%s", type(error).__name__, where)
        banner.say(_("Something went wrong in the program itself; your data is as it was before."), details)


def _entries() -> tuple[Entry, ...]:
    return (
        Entry("overview", _("Overview")),
        Entry("customers", _("Customers")),
        Entry("review", _("Review")),
        Entry("segments", _("Segments")),
        Entry("strategy", _("Strategy")),
        Entry("importing", _("Import")),
        Entry("organisation", _("Organisation"), below=True),
        Entry("settings", _("How it is computed")),
        Entry("appearance", _("Settings")),
    )
