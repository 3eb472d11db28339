"""Before Qt is imported: one sentence that says what to install or where to start."""

import subprocess
import sys
from pathlib import Path

from gui import start_check

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_asked_of_windows_and_mac() -> None:
    assert start_check.problem("win32", {}, lambda _name: False) is None
    assert start_check.problem("darwin", {}, lambda _name: False) is None


def test_no_display_is_said_before_libraries() -> None:
    sentence = start_check.problem("linux", {}, lambda _name: False)
    assert sentence is not None and "scherm" in sentence and "apt" not in sentence


def test_missing_libraries_are_named_as_packages() -> None:
    sentence = start_check.problem("linux", {"DISPLAY": ":0"}, lambda name: name != "libxcb-cursor.so.0")
    assert sentence is not None and sentence.endswith("sudo apt install libxcb-cursor0")


def test_offscreen_needs_no_display_and_no_x_libraries() -> None:
    asked: list[str] = []

    def loads(name: str) -> bool:
        asked.append(name)
        return True

    assert start_check.problem("linux", {"QT_QPA_PLATFORM": "offscreen"}, loads) is None
    assert not any("xcb" in name for name in asked)


def test_the_window_exits_1_with_one_sentence_where_there_is_no_display(tmp_path: Path) -> None:
    code = "import sys; from gui.app import run; sys.exit(run(None))"
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr


def test_nothing_heavy_is_imported_before_the_window_shows() -> None:
    code = (
        "import sys, gui.application\n"
        "print(sorted({'pandas','scipy','pyqtgraph','openpyxl','numpy','peewee'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.strip() == "[]"


def test_a_display_that_does_not_answer_is_said_before_qt_aborts() -> None:
    everything = lambda _name: True  # noqa: E731 - a stand-in
    dead = start_check.problem("linux", {"DISPLAY": ":99"}, everything, lambda _environment: False)
    assert dead is not None and ":99" in dead
    assert start_check.problem("linux", {"DISPLAY": ":0"}, everything, lambda _environment: True) is None
