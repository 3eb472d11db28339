"""Rekenregels: a setting is tried, kept, undone, kept under a name; nothing changes before it is kept."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.setting_specs import SPECS, differences
from core.settings import Settings
from gui.overview.page import OverviewPage
from gui.session import Session
from gui.settings.page import SettingsPage
from gui.widgets.figure import FigureField, parsed
from gui.window import MainWindow
from tests.gui.conftest import calm


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, session: Session) -> SettingsPage:
    window.show_page("settings")
    made = window.current
    assert isinstance(made, SettingsPage)
    calm(qtbot, session)
    return made


def settled(qtbot: QtBot, page: SettingsPage, session: Session) -> None:
    qtbot.waitUntil(lambda: not page._pause.isActive(), timeout=5000)
    calm(qtbot, session)
    qtbot.wait(50)  # new lines have their turn to be shown


def words(page: SettingsPage) -> str:
    return " ".join(made.text() for made in page.consequences.findChildren(QLabel) if made.isVisible())


def test_a_setting_shows_what_it_would_do_before_it_is_kept(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, session: Session
) -> None:
    page.fields["margin_percent"].give(50.0)
    settled(qtbot, page, session)
    assert "Gewijzigd: Marge. Er is nog niets bewaard." in words(page) and "→" in words(page)
    assert session.reader.settings() == Settings()
    page.consequences.save_button.click()
    calm(qtbot, session)
    assert session.reader.settings().margin_percent == 50
    assert session.reader.history(1)[0].label == "Rekenregels: Marge"
    run = session.reader.run()
    assert run is not None and run.settings == {"margin_percent": "50.0"}
    assert not page.consequences.save_button.isVisible() and "1 instelling" in page.subtitle.text()
    window.undo()
    calm(qtbot, session)
    assert session.reader.settings() == Settings() and page.draft == Settings()
    assert page.fields["margin_percent"].field.value is None  # type: ignore[attr-defined]


def test_everybody_obliged_moves_everybody(qtbot: QtBot, page: SettingsPage, session: Session) -> None:
    page.change("all_mandatory", True)
    settled(qtbot, page, session)
    assert "Relatievorm: 4 klanten verhuizen" in words(page)
    assert "occasioneel → gedwongen" in words(page)
    page.consequences.back_button.click()
    assert page.draft == Settings() and not page.consequences.save_button.isVisible()


def test_weights_and_points_are_settings_too(qtbot: QtBot, page: SettingsPage, session: Session) -> None:
    assert page.points is not None
    page.points.fields["klacht"].give(9.0)
    page.weights["affectief"].fields["affectief.nps"].give(0.0)
    assert page.draft.contact_points == {"klacht": 9.0} and page.draft.weights == {"affectief.nps": 0.0}
    settled(qtbot, page, session)
    assert "Commitment (3 klanten)" in words(page)
    page.points.fields["klacht"].give(4.0)
    assert page.draft.contact_points == {}
    assert differences(Settings(), page.draft) == ["Gewichten van de scores"]


def test_settings_under_a_name(qtbot: QtBot, page: SettingsPage, session: Session) -> None:
    page.change("horizon_months", 12)
    page.keep_as("kort")
    calm(qtbot, session)
    assert session.reader.named_settings() == {"kort": Settings(horizon_months=12)}
    assert session.reader.settings() == Settings()
    page.consequences.back_button.click()
    page.try_named("kort")
    assert page.draft.horizon_months == 12


def test_every_setting_says_its_default_and_what_it_is(page: SettingsPage) -> None:
    for name, spec in SPECS.items():
        assert spec.usual and hasattr(Settings(), name)
        said = [made.text() for made in page.fields[name].findChildren(QLabel)]
        assert any(text.startswith("standaard: ") for text in said), name


def test_numbers_are_read_as_they_are_written(qtbot: QtBot) -> None:
    assert [parsed(text) for text in ("1.234,5", "12.5", "1.234", "0,25", "x", "1,2,3", "-3")] == [
        1234.5,
        12.5,
        1234.0,
        0.25,
        None,
        None,
        -3.0,
    ]
    field = FigureField("x", high=100, empty=True)
    qtbot.addWidget(field)
    field.show_value(5.0)
    for typed, kept in (("twaalf", 5.0), ("101", 5.0), ("12,5", 12.5), ("", None)):
        field.setText(typed)
        field.editingFinished.emit()
        assert field.value == kept


def test_the_overview_tells_what_is_known_and_what_to_ask(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.show_page("overview")
    page = window.current
    assert isinstance(page, OverviewPage)
    calm(qtbot, session)
    said = " ".join(made.text() for made in page.findChildren(QLabel))
    assert page.knowledge.isVisible() and "Hoe tevreden bent u over ons?" in said
    assert "4 klanten, 4 zijn bereikbaar." in said
    assert "Hoe de klantwaarde is bepaald" in said and "Er is geen marge ingesteld" in said
