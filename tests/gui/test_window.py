"""The frame: rail, shortcuts, names for screen readers, languages, colours, closing while a job runs."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from actions.base import writing
from core import text
from core.progress import Progress
from gui.application import Application
from gui.palette import DARK, LIGHT, Colours
from gui.preferences import Preferences
from gui.session import EVERYTHING, Session
from gui.start.page import StartWindow, free_place
from gui.theme import Theme
from gui.window import MainWindow
from tests.gui.conftest import calm

PAGES = ("overview", "customers", "segments", "strategy", "importing", "appearance")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_page_comes_up_in_both_palettes(
    qtbot: QtBot, window: MainWindow, session: Session, theme: Theme, mode: str
) -> None:
    theme.set_mode(mode)
    for code in PAGES:
        window.show_page(code)
        calm(qtbot, session)
        assert window.current.banner.text == ""
        assert window.current.title.text()
        picture = window.grab().toImage()
        assert picture.pixelColor(4, 200).name().upper() == theme.colours.surface


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    for code in PAGES:
        window.show_page(code)
        calm(qtbot, session)
        nameless = [
            f"{code}: {type(widget).__name__}"
            for widget in window.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _name(widget)
        ]
        assert nameless == []


def _name(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton):
        return widget.accessibleName() or widget.text()
    around = widget.parentWidget()
    return widget.accessibleName() or (around.accessibleName() if around is not None else "")


def test_pages_by_shortcut_and_search_by_ctrl_f(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.show_page("overview")
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "customers"
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "review"
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "importing"
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search_box.hasFocus()


def test_tab_reaches_table_and_profile(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.activateWindow()
    window.show_page("customers")
    calm(qtbot, session)
    seen = set()
    for _step in range(40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        seen.add(type(QApplication.focusWidget()).__name__)
    assert {"CustomersTable", "ScoreRow", "QLineEdit", "RailButton", "QPushButton"} <= seen


def test_no_sentence_is_left_in_english(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    """The same walk in both languages: no label of ours says the same in Dutch and English, but for names."""
    text.set_language("en")
    english = MainWindow(session, window.theme, window.preferences)
    qtbot.addWidget(english)
    text.set_language("nl")
    dutch = [b.text() for b in window.findChildren(QAbstractButton) if b.text()]
    assert "Klanten" in dutch and "Importeren" in dutch
    assert "Customers" in [b.text() for b in english.findChildren(QAbstractButton)]


def test_switching_the_language_keeps_the_page(
    qtbot: QtBot, qapp: QApplication, base: Path, preferences: Preferences
) -> None:
    program = Application(qapp, preferences)
    program.open_base(base)
    assert program.window is not None and program.session is not None
    program.window.show_page("segments")
    program.speak("en")
    assert program.window.page == "segments"
    assert program.window.current.title.text() == "Segments"
    assert preferences.language == "en"
    calm(qtbot, program.session)
    program.session.data_changed.emit(EVERYTHING)  # pages of the window before hear nothing any more
    calm(qtbot, program.session)
    program.close()


def test_the_first_start_offers_three_ways(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, preferences: Preferences
) -> None:
    program = Application(qapp, preferences)
    program.open_first(None)
    assert isinstance(program.start_window, StartWindow)
    program.start_window.samples.emit(tmp_path / "map" / "voorbeeld.klantbeeld")
    assert program.session is not None and program.window is not None
    with qtbot.waitSignal(program.session.data_changed, timeout=30_000):
        pass
    calm(qtbot, program.session)
    with_samples = program.session.reader.counts()
    assert with_samples["customers"] > 300 and with_samples["orders"] > 2000
    assert preferences.last_base == tmp_path / "map" / "voorbeeld.klantbeeld"
    program.close()


def test_a_base_that_cannot_be_opened_is_said_on_the_first_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, preferences: Preferences
) -> None:
    wrong = tmp_path / "brief.klantbeeld"
    wrong.write_text("dit is geen klantenbasis " * 100, encoding="utf-8")
    program = Application(qapp, preferences, ask=lambda _path, _sentence: None)
    program.open_base(wrong)
    assert program.start_window is not None and program.start_window.banner.text
    assert program.session is None
    program.close()


def test_closing_stops_the_job_and_waits(
    qtbot: QtBot, qapp: QApplication, base: Path, preferences: Preferences
) -> None:
    program = Application(qapp, preferences)
    program.open_base(base)
    assert program.session is not None and program.window is not None
    started = threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress(1, 2, "bezig")
            time.sleep(0.002)

    program.session.do("lang werk", work)
    qtbot.waitUntil(started.is_set)
    program.window.close()
    assert program.session is None
    assert not [t for t in threading.enumerate() if t.name.startswith("klantbeeld")]
    program.close()


def test_a_hidden_page_asks_when_it_is_looked_at(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    for code in ("overview", "strategy", "customers"):
        window.show_page(code)
        calm(qtbot, session)
    session.data_changed.emit(EVERYTHING)
    assert session.lookups.busy and not session.weighing.busy  # the customers are in view, the advice is not
    calm(qtbot, session)
    window.show_page("strategy")
    assert session.weighing.busy
    calm(qtbot, session)


def test_an_encrypted_base_asks_for_its_passphrase(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, preferences: Preferences
) -> None:
    path = tmp_path / "geheim.klantbeeld"
    with writing(path, "zeer geheim", create=True):
        pass
    asked: list[str] = []

    def ask(_path: Path, sentence: str) -> str | None:
        asked.append(sentence)
        return "fout" if len(asked) == 1 else "zeer geheim"

    program = Application(qapp, preferences, ask=ask)
    program.open_base(path)
    assert len(asked) == 2 and program.session is not None
    calm(qtbot, program.session)
    program.close()


def test_a_name_that_is_taken_is_not_taken_again(tmp_path: Path) -> None:
    (tmp_path / "Klanten.klantbeeld").touch()
    assert free_place(tmp_path, "Klanten") == tmp_path / "Klanten 2.klantbeeld"


def test_a_bug_is_said_and_logged_without_its_message(
    qtbot: QtBot, window: MainWindow, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    name = "".join(("Anna", " van der Berg"))

    def fail(_progress: Progress) -> None:
        raise ValueError(name)

    window.show_page("overview")
    session.do("fout", fail)
    calm(qtbot, session)
    assert "Er ging iets mis" in window.current.banner.text
    assert "ValueError" in caplog.text and "Anna" not in caplog.text
    caplog.clear()


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_reads_on_every_ground(colours: Colours) -> None:
    for ground in (colours.background, colours.surface, colours.soft):
        assert _contrast(colours.text, ground) >= 7
        assert _contrast(colours.muted, ground) >= 4.5
    assert _contrast(colours.warning, colours.warning_ground) >= 4.5
    assert _contrast(colours.on_accent, colours.accent) >= 4.5
    assert _contrast(colours.bad, colours.surface) >= 4.5
    assert _contrast(colours.accent, colours.surface) >= 4.5


def _contrast(one: str, other: str) -> float:
    """WCAG contrast of two '#RRGGBB' colours."""

    def light(colour: str) -> float:
        parts = [value / 255 for value in bytes.fromhex(colour[1:])]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
