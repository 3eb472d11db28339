"""The worker: results on the GUI thread, progress, cancel, errors, replaced questions, a clean end."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from core.errors import InputError
from core.progress import Progress
from gui.worker import Job, Worker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker("test")
    yield made
    made.close()
    made.deleteLater()


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot, worker: Worker) -> None:
    seen: list[tuple[int, str]] = []
    threads: list[str] = []

    def work(progress: Progress) -> int:
        threads.append(threading.current_thread().name)
        return 42

    worker.start(Job("job", work, done=lambda r: seen.append((r, threading.current_thread().name))))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, threading.main_thread().name)]
    assert threads == ["klantbeeld-test"]
    assert not worker.busy


def _with_progress(work: Callable[[int], int], number: int, _progress: Progress) -> int:
    return work(number)


def test_jobs_run_one_after_another(qtbot: QtBot, worker: Worker) -> None:
    running, most = 0, 0
    order: list[int] = []

    def work(number: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.01)
        running -= 1
        return number

    for number in range(5):
        worker.start(Job("job", partial(_with_progress, work, number), done=order.append))
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]
    assert most == 1


def test_cancel_stops_at_the_next_progress(qtbot: QtBot, worker: Worker) -> None:
    told: list[str] = []
    steps: list[int] = []
    started = threading.Event()

    def work(progress: Progress) -> None:
        for step in range(1000):
            steps.append(step)
            progress(step, 1000, "step")
            started.set()
            time.sleep(0.005)

    job = worker.start(
        Job("job", work, done=lambda _r: told.append("done"), cancelled=lambda: told.append("cancelled"))
    )
    qtbot.waitUntil(started.is_set)
    job.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["cancelled"]
    assert len(steps) < 1000


def test_a_known_error_goes_to_its_own_callback_another_to_the_window(qtbot: QtBot, worker: Worker) -> None:
    mine: list[Exception] = []
    theirs: list[Exception] = []

    def fail(_progress: Progress) -> None:
        raise InputError("Zo kan het niet.")

    worker.problem.connect(theirs.append)
    worker.start(Job("job", fail, failed=mine.append))
    worker.start(Job("job", fail))
    qtbot.waitUntil(lambda: bool(theirs))
    assert [str(error) for error in (*mine, *theirs)] == ["Zo kan het niet."] * 2


def test_a_newer_question_replaces_the_older(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    answers: list[str] = []

    def slow(_progress: Progress) -> str:
        gate.wait(5)
        return "old"

    worker.start(Job("ask", slow, done=answers.append, key="search"))
    worker.start(Job("ask", lambda _p: "newer", done=answers.append, key="search"))
    worker.start(Job("ask", lambda _p: "newest", done=answers.append, key="search"))
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert answers == ["newest"]


def test_progress_is_told_but_not_a_thousand_times(qtbot: QtBot, worker: Worker) -> None:
    told: list[tuple[int, int, str]] = []
    worker.progressed.connect(lambda _job, done, total, text: told.append((done, total, text)))

    def work(progress: Progress) -> None:
        for step in range(10_001):
            progress(step, 10_000, "rows")

    worker.start(Job("job", work))
    qtbot.waitUntil(lambda: not worker.busy)
    qtbot.waitUntil(lambda: bool(told) and told[-1] == (10_000, 10_000, "rows"))
    assert len(told) < 100


def test_closing_cancels_and_waits(qtbot: QtBot) -> None:
    ended: list[str] = []
    worker = Worker("closing", at_end=lambda: ended.append(threading.current_thread().name))
    started = threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress(0, 0, "")
            time.sleep(0.002)

    worker.start(Job("job", work))
    qtbot.waitUntil(started.is_set)
    worker.close()
    assert ended == ["klantbeeld-closing"]
    assert "klantbeeld-closing" not in [thread.name for thread in threading.enumerate()]
    worker.deleteLater()
