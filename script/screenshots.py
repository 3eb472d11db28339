"""Pictures of every page, to be looked at.

script/screenshots.py BASE FOLDER [--modes light dark] [--languages nl en] [--scales 1 2] [--import FILE]

Drives the real window on that base (which stays as it is: nothing is carried out) and grabs each page.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from gui.importing.page import ImportPage
    from gui.preferences import Preferences
    from gui.review.page import ReviewPage
    from gui.theme import Theme
    from gui.window import MainWindow

_LONG = 30.0  # seconds that a page may take to be complete
SIZE = (1440, 900)


class Camera:
    """Waits until a page is complete, and keeps its picture."""

    def __init__(self, app: "QApplication", folder: Path, tag: str) -> None:
        self._app, self._folder, self._tag = app, folder, tag
        folder.mkdir(parents=True, exist_ok=True)

    def settle(self, done: Callable[[], bool] = lambda: True) -> None:
        """Let the window work until `done`, and a little longer."""
        end = time.monotonic() + _LONG
        while not done() and time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.01)
        calm = time.monotonic() + 0.25
        while time.monotonic() < calm:
            self._app.processEvents()
            time.sleep(0.01)

    def take(self, widget: "QWidget", name: str) -> None:
        """Keep the picture as <name>-<tag>.png."""
        path = self._folder / f"{name}-{self._tag}.png"
        widget.grab().save(str(path))
        print(path)


def main(arguments: list[str]) -> int:
    """Every combination that was asked for."""
    options = _options(arguments)
    from PySide6.QtWidgets import QApplication

    from core import text
    from gui.preferences import Preferences
    from gui.speech import speak
    from gui.theme import Theme

    app = QApplication(sys.argv[:1])
    preferences = Preferences(options.folder / "window.ini")
    theme = Theme(app)
    translator = None
    for language in options.languages:
        text.set_language(language)
        translator = speak(app, translator)
        for mode in options.modes:
            for scale in options.scales:
                theme.set_mode(mode)
                theme.set_scale(scale)
                camera = Camera(app, options.folder, f"{mode}-{language}-{round(100 * scale)}")
                _start_window(theme, camera)
                with _window(options.base, theme, preferences) as window:
                    _walk(window, camera, options.import_file)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--modes", nargs="+", default=["light", "dark"])
    parser.add_argument("--languages", nargs="+", default=["nl"])
    parser.add_argument("--scales", nargs="+", type=float, default=[1.0])
    parser.add_argument("--import", dest="import_file", type=Path)
    return parser.parse_args(arguments)


def _start_window(theme: "Theme", camera: Camera) -> None:
    from gui.start.page import StartWindow

    made = StartWindow(theme)
    made.show()
    camera.settle()
    camera.take(made, "start")
    made.deleteLater()


@contextmanager
def _window(base: Path, theme: "Theme", preferences: "Preferences") -> "Iterator[MainWindow]":
    from gui.session import Session
    from gui.window import MainWindow

    session = Session(base, os.environ.get("KLANTBEELD_PASSPHRASE") or None)
    window = MainWindow(session, theme, preferences)
    window.resize(*SIZE)
    window.show()
    try:
        yield window
    finally:
        window.hide()
        session.close()
        window.deleteLater()


def _walk(window: "MainWindow", camera: Camera, import_file: Path | None) -> None:
    from gui.customers.page import CustomersPage
    from gui.importing.page import ImportPage
    from gui.organisation.page import OrganisationPage
    from gui.review.page import ReviewPage
    from gui.segments.page import SegmentsPage

    session = window.session

    def calm() -> bool:
        return not session.busy

    pages = ("overview", "customers", "review", "segments", "strategy", "importing", "organisation")
    for code in (*pages, "settings", "appearance"):
        window.show_page(code)
        camera.settle(calm)
        camera.take(window, code)
        page = window.current
        if isinstance(page, CustomersPage):
            page.step(6)
            camera.settle(calm)
            page.profile.summary.open_why("commitment")
            camera.settle()
            camera.take(window, "customers-why")
            page.profile.open_fields()
            camera.settle()
            camera.take(window, "customers-fields")
            for at, name in ((2, "around"), (3, "history")):
                page.profile.show_tab(at)
                camera.settle(calm)
                camera.take(window, f"customers-{name}")
            page.table.stand_on(8, page.model.column_of("relatievorm"))
            page.table.edit_here("l")
            camera.settle(calm)
            camera.take(window, "customers-cell")
            page.table.setFocus()
        elif isinstance(page, ReviewPage):
            _review(window, page, camera, calm)
        elif isinstance(page, OrganisationPage):
            for tab in ("assessments", "rules"):
                page.show_tab(tab)
                camera.settle(calm)
                camera.take(window, f"organisation-{tab}")
        elif isinstance(page, SegmentsPage):
            for set_code in ("waarde", "engagement"):
                page.show_set(set_code)
                camera.settle(calm)
                camera.take(window, f"segments-{set_code}")
        elif isinstance(page, ImportPage) and import_file is not None:
            _import(window, page, camera, import_file, calm)


def _review(window: "MainWindow", page: "ReviewPage", camera: Camera, calm: Callable[[], bool]) -> None:
    """Every part, and customers side by side where there are doubles."""
    if page.doubles.list.current() is not None:
        page.doubles.merge_button.click()
        camera.settle(calm)
        camera.take(window, "review-compare")
        page.doubles.show_list()
    for code in ("conflicts", "hand", "households", "merged"):
        page.show_tab(code)
        camera.settle(calm)
        camera.take(window, f"review-{code}")


def _import(
    window: "MainWindow",
    page: "ImportPage",
    camera: Camera,
    file: Path,
    calm: Callable[[], bool],
) -> None:
    """The steps before anything is written."""
    page.take(file)
    camera.settle(calm)
    camera.take(window, "importing-columns")
    if page.column_step.next_button.isEnabled():
        page.column_step.next_button.click()
        camera.settle(calm)
        camera.take(window, "importing-check")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
