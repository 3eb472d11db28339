"""Organisatie: what is typed is kept as one change; assessments and rules show what they do."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.organisation import amounts
from gui.organisation.form import OrganisationForm
from gui.organisation.page import OrganisationPage
from gui.session import Session
from gui.theme import Theme
from gui.window import MainWindow
from tests.gui.conftest import calm


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, session: Session) -> OrganisationPage:
    window.show_page("organisation")
    calm(qtbot, session)
    found = window.current
    assert isinstance(found, OrganisationPage)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("7", 7.0), ("7,50", 7.5), ("1.234", 1234.0), ("€ 1.234,56", 1234.56), ("12,5 %", 12.5)],
)
def test_amounts_are_read_as_they_are_typed(text: str, value: float | None) -> None:
    assert amounts.read(text) == value
    assert amounts.read(amounts.write(value)) == value


@pytest.mark.parametrize("text", ["zeven", "-3", "1e12", "1,2,3"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        amounts.read(text)


def test_the_form_is_kept_as_one_change_and_undone(
    qtbot: QtBot, window: MainWindow, session: Session, page: OrganisationPage
) -> None:
    form = page.form
    assert not form.is_changed
    form.name.setText("Fietsen & Zo")
    form.amounts["margin_percent"].setText("32,5")
    form.amounts["conversion"].setText("4")
    form.flags["has_moderator"].click()
    at = next(i for i, row in enumerate(form.model.rows) if row.code == "chat")
    form.model.toggle(at)
    assert form.model.setData(form.model.index(at, 2), "2,50")
    assert form.model.setData(form.model.index(at, 3), "400")
    assert form.is_changed
    form.keep.click()
    calm(qtbot, session)
    kept = session.reader.settings()
    assert (kept.organisation_name, kept.margin_percent, kept.conversion) == ("Fietsen & Zo", 32.5, 0.04)
    assert kept.has_moderator
    assert kept.channels == {"chat": {"available": True, "cost": 2.5, "capacity": 400.0}}
    qtbot.waitUntil(lambda: not form.is_changed)
    window.undo()
    calm(qtbot, session)
    assert session.reader.settings().channels == {}
    assert form.name.text() == ""


def test_a_wrong_amount_is_said_and_nothing_is_kept(
    qtbot: QtBot, session: Session, page: OrganisationPage
) -> None:
    page.form.amounts["acquisition_cost"].setText("veel")
    page.form._mark(changed=True)
    page.form.keep.click()
    assert "werven" in page.banner.text
    assert not page.form.model.setData(page.form.model.index(0, 2), "gratis")
    assert "gratis" in page.banner.text
    page.form.back.click()
    assert page.form.amounts["acquisition_cost"].text() == ""
    calm(qtbot, session)
    assert session.reader.settings().acquisition_cost is None


def test_an_assessment_tells_its_result_and_what_it_changes(
    qtbot: QtBot, session: Session, page: OrganisationPage
) -> None:
    page.show_tab("assessments")
    card = page.assessments[0]
    assert card.result_words == "Nog niet ingevuld"
    for code in card._groups:
        card.answer(code, 5)
    assert card.result_words == "Many to many"
    said = [found.text() for found in card.findChildren(type(page.title)) if "many to many" in found.text()]
    assert said and "waardecommunity" in said[0]
    card.keep.click()
    calm(qtbot, session)
    assert len(session.reader.settings().assessments["netwerk"]) == len(card._groups)
    card.wipe.click()
    card.keep.click()
    calm(qtbot, session)
    assert session.reader.settings().assessments == {}


def test_rules_are_switched_changed_added_and_restored(
    qtbot: QtBot, session: Session, page: OrganisationPage
) -> None:
    page.show_tab("rules")
    rules = page.rules
    assert len(rules.model.rows) >= 108
    rules.search.setText("waarde_vrek")
    assert rules.current is not None and rules.current.rule.code == "waarde_vrek"
    rules.switch.click()
    calm(qtbot, session)
    assert session.reader.settings().rules == {"waarde_vrek": {"off": True}}
    assert rules.current.state == "off"
    rules.restore.click()
    calm(qtbot, session)
    assert session.reader.settings().rules == {}
    rules.points.setText("form:zelfbediening +11")
    rules.keep.click()
    calm(qtbot, session)
    assert session.reader.settings().rules["waarde_vrek"]["points"] == {"form:zelfbediening": 11.0}
    rules.points.setText("form:zelfbedienig +11")
    rules.keep.click()
    assert "zelfbedienig" in page.banner.text
    for name, text in (
        ("code", "Mijn regel"),
        ("when", "relatievorm = geen"),
        ("points", "form:community +1"),
    ):
        rules.own[name].setText(text)
    rules.add_button.click()
    calm(qtbot, session)
    assert "mijn_regel" in session.reader.settings().rules
    assert rules.own["code"].text() == ""


def test_rules_go_to_a_file_and_come_back(
    qtbot: QtBot, session: Session, page: OrganisationPage, tmp_path: Path
) -> None:
    file = tmp_path / "regels.csv"
    page.write_rules(file)
    calm(qtbot, session)
    assert str(file) in page.banner.text
    text = file.read_text("utf-8-sig")
    file.write_text(text.replace("relatievorm = geen and", "relatievrom = geen and", 1), encoding="utf-8")
    page.read_rules(file)
    calm(qtbot, session)
    assert "rij 2" in page.banner.text and "when" in page.banner.text
    file.write_text(text.replace(";1\r\n", ";0\r\n", 1).replace(";1\n", ";0\n", 1), encoding="utf-8")
    page.read_rules(file)
    calm(qtbot, session)
    assert session.reader.settings().rules == {"relatie_geen": {"off": True}}


def test_the_channel_table_is_worked_by_keyboard(qtbot: QtBot, page: OrganisationPage) -> None:
    table, model = page.form.table, page.form.model
    table.setFocus()
    table.setCurrentIndex(model.index(0, 1))
    before = model.rows[0].available
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.rows[0].available is not before
    assert page.form.is_changed


def test_no_field_of_the_form_lies_over_another_in_a_small_window(qtbot: QtBot, theme: Theme) -> None:
    for scale in (1.0, 2.0):
        theme.set_scale(scale)
        form = OrganisationForm(theme)
        qtbot.addWidget(form)
        form.resize(776, 460)
        form.show()
        qtbot.wait(1)
        fields = [form.name, *form.choices.values(), *form.amounts.values()]
        assert all(one.y() + one.height() <= two.y() for one, two in pairwise(fields))
        assert all(field.height() >= field.minimumSizeHint().height() for field in fields)
    theme.set_scale(1.0)
