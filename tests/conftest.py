"""What every test keeps: Dutch, no stray log lines at WARNING or above, no network, no thread left over."""

import logging
import os
import threading
from collections.abc import Iterator

import pytest

from core.text import set_language

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as main.py does; before numpy is imported


@pytest.fixture(autouse=True)
def _speak_dutch() -> Iterator[None]:
    set_language("nl")
    yield
    set_language("nl")


@pytest.fixture(autouse=True)
def _no_stray_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log is a finding: the test that means it asks for it with caplog.clear()."""
    yield
    stray = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not stray, stray


@pytest.fixture(autouse=True)
def _no_thread_left_over() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    assert not left, left
