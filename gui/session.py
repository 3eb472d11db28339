"""The open customer base as the window has it: reads at hand, deeds on the worker, one signal on change."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from core.progress import Progress
from core.text import _
from gui.worker import Function, Job, Worker, is_alive

if TYPE_CHECKING:
    from actions.duplicates import Searched
    from models.queries import Reader

_log = logging.getLogger(__name__)
CUSTOMERS: Final = "customers"
PROFILES: Final = "profiles"
HISTORY: Final = "history"
SETTINGS: Final = "settings"
#: who may be in the base twice
DUPLICATES: Final = "duplicates"
EVERYTHING: Final = frozenset({CUSTOMERS, PROFILES, HISTORY, SETTINGS, DUPLICATES})


class Session(QObject):
    """One base, from opening to closing. Raises DatabaseError when it cannot be read."""

    #: the kinds of things that are others now (a frozenset of the names above)
    data_changed = Signal(object)

    def __init__(self, path: Path, passphrase: str | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.passphrase = passphrase
        self.reader = _open_reader(path, passphrase)
        self.jobs = Worker("jobs", self)
        self._lookup_reader: Reader | None = None  # of the look-up thread, which alone touches it
        self.lookups = Worker("lookups", self, at_end=self._close_lookup_reader)
        self.weighing = Worker("weighing", self)
        self.searching = Worker("searching", self)

    def do(
        self,
        label: str,
        function: Function,
        *,
        changes: frozenset[str] = EVERYTHING,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """One deed of the user on the worker; afterwards `then(result)`, then everybody hears `changes`."""
        return self.jobs.start(
            Job(
                label,
                function,
                done=partial(self._done, then, changes),
                failed=failed,
                cancelled=cancelled,
            )
        )

    def look_up(
        self,
        key: str,
        function: Function,
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """A question that takes longer than a blink; a newer one with the same `key` takes its place."""
        return self.lookups.start(Job(_("Looking up"), function, done=then, failed=failed, key=key))

    def weigh(self, function: Function, then: Callable[[Any], None]) -> Job:
        """A long computation that writes nothing (the advice); nobody's search waits for it."""
        return self.weighing.start(Job(_("Weighing"), function, done=then, key="advice"))

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return any(worker.busy for worker in (self.jobs, self.lookups, self.weighing, self.searching))

    def in_reader(self, question: "Callable[[Reader], Any]") -> Function:
        """A look-up over the look-up thread's own reader: a connection never crosses threads, and the
        reader remembers the orders that it has computed."""

        def ask(_progress: Progress) -> Any:
            if self._lookup_reader is None:
                self._lookup_reader = _open_reader(self.path, self.passphrase)
            return question(self._lookup_reader)

        return ask

    def _close_lookup_reader(self) -> None:
        if self._lookup_reader is not None:
            self._lookup_reader.close()

    def bring_up_to_date(self) -> None:
        """Profile anew, in the background, when facts or settings changed since the last run."""
        path, passphrase = self.path, self.passphrase

        def profile(progress: Progress) -> None:
            from actions.base import writing
            from actions.profiling import fresh

            with writing(path, passphrase) as base:
                fresh(base, progress=progress)

        self.do(_("Bringing profiles up to date"), profile, changes=frozenset({PROFILES}))
        self.find_duplicates()

    def find_duplicates(self) -> None:
        """Look for doubles, in the background, when customers changed since the last search.

        The search only reads and has a thread of its own; what it found is stored in one short job between
        the deeds of the user. A newer search takes the place of one that still runs.
        """
        path, passphrase = self.path, self.passphrase

        def search(progress: Progress) -> "Searched | None":
            from actions.duplicates import is_stale, search

            return search(path, progress, passphrase) if is_stale(path, passphrase) else None

        self.searching.start(
            Job(_("Looking for doubles"), search, done=self._keep_duplicates, failed=_unfound, key="doubles")
        )

    def _keep_duplicates(self, searched: "Searched | None") -> None:
        path, passphrase = self.path, self.passphrase
        if searched is None:
            return

        def keep(_progress: Progress) -> None:
            from actions.duplicates import keep

            keep(path, searched, passphrase)

        self.do(_("Keeping what was found"), keep, changes=frozenset({DUPLICATES}), failed=_unfound)

    def close(self) -> None:
        """Stop what runs, wait for it, and let go of the file."""
        for worker in (self.searching, self.weighing, self.lookups, self.jobs):
            worker.close()
        self.reader.close()

    def _done(self, then: Callable[[Any], None] | None, changes: frozenset[str], result: Any) -> None:
        if then is not None and is_alive(then):
            then(result)
        if changes:
            self.data_changed.emit(changes)


def _unfound(error: Exception) -> None:
    """Nobody asked for this search: what goes wrong in it is no message for the user; the list stays."""
    _log.warning("the search for doubles failed: %s", error)


def _open_reader(path: Path, passphrase: str | None) -> "Reader":
    from models.queries import Reader

    return Reader(path, passphrase)
