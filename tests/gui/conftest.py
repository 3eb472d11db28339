"""A small real base for the window, and the rules of its tests: no Qt warning, no thread left over."""

import gc
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import text
from gui.preferences import Preferences
from gui.session import Session
from gui.theme import Theme
from gui.window import MainWindow

FOLDER = Path(__file__).parent
CUSTOMERS = """\
Klantnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail;Postcode;Plaats;Klant sinds;NPS;Voorkeurskanaal
10042;Anna;van der;Berg;anna@voorbeeld.nl;3511 AB;Utrecht;03-04-2019;9;telefoon
10043;Joke;de;Vries;joke@voorbeeld.nl;9401 CD;Assen;21-11-2021;5;e-mail
10044;Youssef;El;Amrani;youssef@voorbeeld.nl;3011 EF;Rotterdam;15-05-2026;;
10047;Piet;;Jansen;piet@voorbeeld.nl;4811 GH;Breda;30-06-2018;7;winkel
"""
ORDERS = """\
Bestelnummer;Klantnummer;Besteldatum;Bedrag;Kanaal
1;10042;03-04-2026;1.234,56;webwinkel
2;10042;21-05-2026;99,00;winkel
3;10043;30-01-2026;45,10;winkel
4;10047;14-02-2024;12,50;winkel
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt's fails every test of the window."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # what the offscreen platform says of itself
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))


@pytest.fixture(scope="session", autouse=True)
def clipboard_of_qt() -> Iterator[None]:
    """What a test copied is gone at the end: Qt without a screen would let go of it after Python is gone."""
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture(scope="session")
def made_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four customers with orders, profiled; made once, copied for each test."""
    from datetime import date

    from actions.importing import ImportRequest, apply
    from actions.profiling import profile

    folder = tmp_path_factory.mktemp("base")
    requests = []
    for name, words in (("klanten.csv", CUSTOMERS), ("bestellingen.csv", ORDERS)):
        (folder / name).write_text(words, encoding="utf-8")
        requests.append(ImportRequest(folder / name, as_of=date(2026, 6, 30)))
    text.set_language("nl")
    base = folder / "klanten.klantbeeld"
    apply(base, requests)
    profile(base, date(2026, 6, 30))
    return base


@pytest.fixture
def base(made_base: Path, tmp_path: Path) -> Path:
    """A base of the test's own."""
    return Path(shutil.copy(made_base, tmp_path / "klanten.klantbeeld"))


@pytest.fixture(scope="package", autouse=True)
def _collector_on_this_thread_only() -> Iterator[None]:
    """As `gui.collector` has it: a worker that collects would destroy widgets of the test."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _collected_after_each_test() -> Iterator[None]:
    yield
    gc.collect(1)


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """Every test begins in Dutch, whatever the one before it spoke."""
    text.set_language("nl")
    yield
    text.set_language("nl")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Light, at 100 %."""
    made = Theme(qapp, mode="light")
    yield made
    made.deleteLater()


@pytest.fixture
def session(qapp: QApplication, base: Path) -> Iterator[Session]:
    """The base, open; its threads are gone after the test."""
    made = Session(base, None)
    yield made
    made.close()
    made.deleteLater()
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith("klantbeeld")]
    assert left == []


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Of nobody."""
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def window(qtbot: QtBot, session: Session, theme: Theme, preferences: Preferences) -> Iterator[MainWindow]:
    """The window on that base, shown."""
    made = MainWindow(session, theme, preferences)
    made.resize(1440, 900)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def calm(qtbot: QtBot, session: Session) -> None:
    """Wait until nothing is looked up or done any more."""
    qtbot.waitUntil(lambda: not session.busy, timeout=15_000)
