"""The running program: one QApplication, one base open at a time, one window on it."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from core import paths, text
from core.errors import DatabaseError, KlantbeeldError
from core.text import _
from gui import deeds
from gui.collector import Collector
from gui.preferences import Preferences
from gui.session import Session
from gui.speech import speak
from gui.start.page import StartWindow
from gui.theme import Theme
from gui.window import MainWindow

#: base, what is the matter → the passphrase, or None
Ask = Callable[[Path, str], str | None]


def start(db: Path | None, language: str = "") -> int:
    """Show the window and stay until it is closed; returns Qt's exit code."""
    app = QApplication(sys.argv[:1])
    Collector(app)
    # The window waits at most this long for the worker to let go of the interpreter, instead of 5 ms.
    sys.setswitchinterval(0.001)
    folder = paths.data_dir()
    _log_to(folder / "klantbeeld.log")
    preferences = Preferences(folder / "window.ini")
    text.set_language(language or preferences.language or "nl")
    program = Application(app, preferences)
    program.open_first(db)
    code = app.exec()
    keep_clipboard_as_text()
    return code


def keep_clipboard_as_text() -> None:
    """Before the end: a table that we put on the clipboard is Python's, and Qt lets go of it after Python."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())


class Application(QObject):
    """Keeps theme, language and the open base; makes the window anew when the language changes."""

    def __init__(self, app: QApplication, preferences: Preferences, ask: Ask | None = None) -> None:
        """`ask` gets a passphrase from the user (base, sentence → passphrase or None)."""
        super().__init__(app)
        self._ask = ask or self._ask_passphrase
        self._app = app
        self.preferences = preferences
        app.setApplicationName("Klantbeeld")
        app.setQuitOnLastWindowClosed(True)
        self.theme = Theme(app, mode=preferences.mode, scale=preferences.scale)
        self.session: Session | None = None
        self.window: MainWindow | None = None
        self.start_window: StartWindow | None = None
        self._translator = speak(app)

    def open_first(self, db: Path | None) -> None:
        """The base that was asked for, else the last one, else the three choices."""
        path = db or self.preferences.last_base
        if path is None or not path.exists():
            self.show_start(path)
        else:
            self.open_base(path)

    def show_start(self, wanted: Path | None = None, sentence: str = "") -> None:
        """The three choices; `sentence` says what went wrong before, if anything did."""
        made = StartWindow(self.theme, wanted)
        made.open_existing.connect(self.open_base)
        made.own_file.connect(self._begin_with)
        made.samples.connect(self._begin_with_samples)
        if sentence:
            made.banner.say(sentence)
        self._swap(start=made)

    def open_base(self, path: Path, first_file: Path | None = None) -> None:
        """Open the base (asking its passphrase when it has one) and show it; go on with `first_file`."""
        passphrase = os.environ.get("KLANTBEELD_PASSPHRASE") or None
        while True:
            try:
                session = Session(path, passphrase, self)
                break
            except DatabaseError as error:
                answer = self._ask(path, str(error)) if _may_be_encrypted(path) else None
                if answer is None:
                    self.show_start(None, str(error))
                    return
                passphrase = answer
            except KlantbeeldError as error:
                self.show_start(None, str(error))
                return
        self._close_session()
        self.session = session
        self.preferences.last_base = path
        self._show_window(first_file=first_file)
        # The first rows are on the screen before anything is computed.
        QTimer.singleShot(300, session, session.bring_up_to_date)

    def _begin_with(self, path: Path, file: Path) -> None:
        """A new base, and the import of the user's first file."""
        if self._create(path):
            self.open_base(path, first_file=file)

    def _begin_with_samples(self, path: Path) -> None:
        """A new base with the sample sheets, read in while the window already stands."""
        if self._create(path):
            self.open_base(path)
            assert self.session is not None and self.window is not None
            deeds.fill_with_samples(self.session)
            self.window.show_page("overview")

    def _create(self, path: Path) -> bool:
        """An empty base; a folder that cannot be written in is said, and the three choices stay."""
        from actions.base import writing

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with writing(path, create=True):
                return True
        except (KlantbeeldError, OSError) as error:
            sentence = _("{file} cannot be made here: {reason}").format(file=path, reason=error)
            self.show_start(None, sentence)
            return False

    def close(self) -> None:
        """Let go of windows and base."""
        for shown in (self.window, self.start_window):
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        self.window = self.start_window = None
        self._close_session()
        self.theme.deleteLater()

    def speak(self, language: str) -> None:
        """Switch the language and show the same page in it."""
        if self._busy():
            return
        text.set_language(language)
        self.preferences.language = language
        self._translator = speak(self._app, self._translator)
        self.rebuild()

    def rebuild(self) -> None:
        """The window anew, on the same page: language and text size go everywhere."""
        page = self.window.page if self.window is not None else "overview"
        self._show_window(page)

    def _show_window(self, page: str = "", first_file: Path | None = None) -> None:
        assert self.session is not None
        made = MainWindow(self.session, self.theme, self.preferences)
        made.language_chosen.connect(self.speak)
        made.scale_chosen.connect(self._set_scale)
        made.mode_chosen.connect(self._set_mode)
        made.another_base.connect(self.show_start)
        made.closed.connect(self._window_closed)
        self._swap(window=made)
        made.show_page("importing" if first_file else page or "customers")
        if first_file:
            made.import_file(first_file)

    def _swap(self, *, window: MainWindow | None = None, start: StartWindow | None = None) -> None:
        """The new window in the place of the old one; the old goes when the new one stands."""
        old = [w for w in (self.window, self.start_window) if w is not None]
        self.window, self.start_window = window, start
        shown = window or start
        assert shown is not None
        shown.show()
        for one in old:
            one.hide()
            one.deleteLater()
        if start is not None:
            self._close_session()

    def _window_closed(self) -> None:
        self._close_session()
        self.preferences.save()
        self._app.quit()

    def _close_session(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
            self.session = None

    def _busy(self) -> bool:
        """A window that waits for its job is not made anew; that is said."""
        if self.session is None or self.window is None or not self.session.jobs.busy:
            return False
        self.window.current.banner.say(_("Wait until the job at the bottom is done, and choose again."))
        return True

    def _set_scale(self, scale: float) -> None:
        if self._busy():
            return
        self.preferences.scale = scale
        self.theme.set_scale(scale)
        self.rebuild()

    def _set_mode(self, mode: str) -> None:
        self.preferences.mode = mode
        self.theme.set_mode(mode)

    def _ask_passphrase(self, path: Path, sentence: str) -> str | None:
        """The passphrase as typed, or None when the user gives up."""
        answer, given = QInputDialog.getText(
            self.window or self.start_window,
            path.name,
            sentence + "\n\n" + _("Passphrase of this customer base:"),
            QLineEdit.EchoMode.Password,
        )
        return answer if given and answer else None


def _may_be_encrypted(path: Path) -> bool:
    """A file that is no plain database: asking for a passphrase may help."""
    try:
        with path.open("rb") as file:
            return file.read(16) not in (b"SQLite format 3\x00", b"")
    except OSError:
        return False


def _log_to(file: Path) -> None:
    """Bugs go to a log of ours, without customers' data; known errors never get there."""
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
