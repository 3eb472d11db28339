"""Own segments in the window: made from choices or a sentence, counted live, kept, shown and advised."""

import pytest
from pytestqt.qtbot import QtBot

from core.own_segments import OWN_SET, REST
from gui.segments.own_rules import RuleRow
from gui.segments.own_sets import OwnSegmentsWindow
from gui.segments.page import SegmentsPage
from gui.session import Session
from gui.strategy.page import StrategyPage
from gui.window import MainWindow
from tests.gui.conftest import calm


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, session: Session) -> SegmentsPage:
    window.show_page("segments")
    found = window.current
    assert isinstance(found, SegmentsPage)
    found.show_set(OWN_SET)
    calm(qtbot, session)
    return found


def counted(qtbot: QtBot, session: Session, made: OwnSegmentsWindow, text: str) -> None:
    qtbot.waitUntil(lambda: made.count.text() == text, timeout=5000)
    calm(qtbot, session)


def test_a_segment_is_built_counted_kept_shown_and_undone(
    qtbot: QtBot, session: Session, window: MainWindow, page: SegmentsPage
) -> None:
    made = page.own_segments()
    group = made.editor.groups[0]
    row = group.rows[0]
    row.field.setCurrentIndex(row.field.findData("nps"))
    row.operator.setCurrentIndex(row.operator.findData("at_least"))
    assert not made.keep_button.isEnabled(), "a rule without a value is not complete"
    row.text.setText("7")
    row.changed.emit()
    assert made.sentence.text() == "NPS (0-10) minstens 7"
    counted(qtbot, session, made, "2 klanten")
    made.name.setText("Tevreden")
    made.keep_button.click()
    calm(qtbot, session)
    assert list(session.reader.own_segments()) == ["Tevreden"] and "Bewaard" in made.said.text()
    assert [cell.code for cell in page.model.rows] == ["Tevreden", REST]
    page._show_current()
    calm(qtbot, session)
    assert window.page == "customers"
    made.close()


def test_a_sentence_is_read_into_rows_and_a_mistake_is_answered(
    qtbot: QtBot, session: Session, page: SegmentsPage
) -> None:
    made = page.own_segments()
    made.sentence.setText("(nps minstens 9 of plaats is Assen) en klant sinds vóór 01-01-2025")
    made._read_sentence()
    assert [len(card.rows) for card in made.editor.groups] == [2, 1]
    counted(qtbot, session, made, "2 klanten")
    made.sentence.setText("nps is veel")
    made._read_sentence()
    assert "minstens" in made.said.text()
    made.editor.groups[0].rows[0].removed.emit()
    assert len(made.editor.groups[0].rows) == 1
    made.close()


def test_members_by_hand_a_name_that_is_taken_and_deleting(
    qtbot: QtBot, session: Session, page: SegmentsPage
) -> None:
    chosen = session.reader.find("10043")
    assert chosen is not None
    page.selection = lambda: [chosen]
    made = page.own_segments()
    made.sentence.setText("plaats is Utrecht")
    made._read_sentence()
    counted(qtbot, session, made, "1 klant")
    made._by_hand(put=True)
    counted(qtbot, session, made, "2 klanten")
    made.name.setText("waarde")
    made.keep_button.click()
    calm(qtbot, session)
    assert "andere naam" in made.said.text()
    made.name.setText("Dichtbij")
    made.keep_button.click()
    calm(qtbot, session)
    made.forget_button.click()
    calm(qtbot, session)
    assert session.reader.own_segments() == {}
    made.close()


def test_strategy_advises_own_segments(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    from actions.own_sets import keep
    from core.segment_words import parse

    keep(session.path, "Tevreden", parse("nps minstens 7"))
    window.show_page("strategy")
    page = window.current
    assert isinstance(page, StrategyPage)
    page.picker.setCurrentIndex(page.picker.findData(OWN_SET))
    calm(qtbot, session)
    assert {segment["name"] for segment in page.model.rows} == {"Tevreden", REST}
    assert "4 klanten" in page.subtitle.text()


def test_a_row_offers_the_operators_of_its_field(qtbot: QtBot) -> None:
    row = RuleRow(["Kleur"])
    qtbot.addWidget(row)
    for code, operators in (("lid", {"yes", "no", "unknown"}), ("own:Kleur", {"is", "contains"})):
        row.field.setCurrentIndex(row.field.findData(code))
        offered = {row.operator.itemData(at) for at in range(row.operator.count())}
        assert operators <= offered
    row.field.setCurrentIndex(row.field.findData("opzegdatum"))
    row.operator.setCurrentIndex(row.operator.findData("before"))
    row.text.setText("31-02-2026")
    assert row.rule() is None
    row.text.setText("28-02-2026")
    found = row.rule()
    assert found is not None and found.value == "2026-02-28"
