"""Work away from the GUI thread: plain functions, one after another, with progress and cancel.

A job is `function(progress)`. What it returns, or how it ended, is told on the GUI thread. One worker does
every deed, so that writes never meet; three more only read: short look-ups, which a newer question of the
same kind replaces, the long weighing of the advice, for which no search should wait, and the search for
doubles.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.errors import Cancelled
from core.progress import Progress

Function = Callable[[Progress], Any]
_log = logging.getLogger(__name__)
_TELL_EVERY: Final = 0.05  # seconds between two progress reports: more would only keep the window busy


@dataclass(eq=False)
class Job:
    """One deed on its way. `label` is what the status bar says; `cancel()` asks it to stop."""

    label: str
    function: Function
    done: Callable[[Any], None] | None = None
    failed: Callable[[Exception], None] | None = None
    cancelled: Callable[[], None] | None = None
    key: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to stop at its next progress report; what it changed is rolled back by itself."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()


@dataclass(frozen=True)
class _Outcome:
    job: Job
    result: Any = None
    error: Exception | None = None


class Worker(QObject):
    """Runs jobs one at a time on a thread of its own. Use it, and close it, from the GUI thread."""

    #: the job that runs now
    started = Signal(object)
    #: job, done, total (0: unknown), text
    progressed = Signal(object, int, int, str)
    #: the job that ended, however it ended
    ended = Signal(object)
    #: a job failed and brought no `failed` of its own
    problem = Signal(object)
    _came_back = Signal(object)
    _began = Signal(object)

    def __init__(
        self, name: str, parent: QObject | None = None, *, at_end: Callable[[], None] | None = None
    ) -> None:
        """`at_end` runs last, on the worker's own thread: what it holds is let go of there."""
        super().__init__(parent)
        self._at_end = at_end
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._latest: dict[str, Job] = {}
        self._open: list[Job] = []
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._began.connect(self.started, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._loop, name=f"klantbeeld-{name}", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._open)

    @property
    def current(self) -> Job | None:
        """The job that runs, or is next to run."""
        return self._open[0] if self._open else None

    def start(self, job: Job) -> Job:
        """Put the job in line. One with the same `key` that still waits or runs is stopped and forgotten."""
        if job.key:
            older = self._latest.get(job.key)
            if older is not None:
                older.cancel()
            self._latest[job.key] = job
        self._open.append(job)
        self._queue.put(job)
        return job

    def close(self) -> None:
        """Cancel what runs, drop what waits, and wait for the thread."""
        for job in self._open:
            job.cancel()
        self._queue.put(None)
        self._thread.join()
        self._open.clear()

    def _loop(self) -> None:
        while (job := self._queue.get()) is not None:
            outcome = self._run(job)
            self._came_back.emit(outcome)
        if self._at_end is not None:
            self._at_end()

    def _run(self, job: Job) -> _Outcome:
        if job.stopping:
            return _Outcome(job, error=Cancelled())
        self._began.emit(job)
        try:
            return _Outcome(job, job.function(self._progress_of(job)))
        except Exception as error:  # the window must live on, whatever a job raises
            return _Outcome(job, error=error)

    def _progress_of(self, job: Job) -> Progress:
        last = 0.0

        def progress(done: int, total: int, text: str) -> None:
            nonlocal last
            if job.stopping:
                raise Cancelled
            now = time.monotonic()
            if now - last >= _TELL_EVERY or done == total:
                last = now
                self.progressed.emit(job, done, total, text)

        return progress

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        job, error = outcome.job, outcome.error
        if job not in self._open:
            return  # closed meanwhile
        self._open.remove(job)
        replaced = bool(job.key) and self._latest.get(job.key) is not job
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
        self.ended.emit(job)
        if replaced:
            return
        if error is None:
            _call(job.done, outcome.result)
        elif isinstance(error, Cancelled):
            _call(job.cancelled)
        elif job.failed is not None:
            _call(job.failed, error)
        else:
            self.problem.emit(error)


def is_alive(callback: Callable[..., None] | None) -> bool:
    """Whether there is one, and the page that it belongs to (if to any) is still there."""
    bare = callback.func if isinstance(callback, partial) else callback
    owner = getattr(bare, "__self__", None)
    return bare is not None and not (isinstance(owner, QObject) and not shiboken6.isValid(owner))


def _call(callback: Callable[..., None] | None, *arguments: Any) -> None:
    if callback is not None and is_alive(callback):
        callback(*arguments)
