"""Strategie: own texts over the advice, two segments beside each other, advice for people, and paper."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.session import Session
from gui.strategy import papers
from gui.strategy.own_text import OwnTextWindow
from gui.strategy.page import StrategyPage
from gui.window import MainWindow
from strategy.card_words import compared
from tests.gui.conftest import calm


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, session: Session) -> StrategyPage:
    window.show_page("strategy")
    calm(qtbot, session)
    found = window.current
    assert isinstance(found, StrategyPage) and found.model.rows
    return found


def said(page: StrategyPage) -> str:
    return "\n".join(
        found.text() for found in page.card.findChildren(type(page.title)) if found.isVisibleTo(page)
    )


def test_own_words_are_marked_and_there_is_a_way_back(
    qtbot: QtBot, session: Session, page: StrategyPage
) -> None:
    segment = page.model.rows[page.table.currentIndex().row()]
    window = OwnTextWindow(segment, "strategie", page)
    window.keep.connect(page.keep_text)
    assert window.advised.text() == segment["core_message"]
    window.text.setPlainText("Kom eens langs.")
    window.reason.setText("met het team")
    window.save.click()
    calm(qtbot, session)
    qtbot.waitUntil(lambda: bool(said(page)))  # labels of a rebuilt card show at the next turn
    assert "Kom eens langs." in said(page) and "✎" in said(page) and "met het team" in said(page)
    page.card.take_back.emit("core_message")
    calm(qtbot, session)
    qtbot.waitUntil(lambda: bool(said(page)))
    assert "Kom eens langs." not in said(page) and str(segment["core_message"]) in said(page)
    assert session.reader.settings().own_texts == {}


def test_two_segments_stand_side_by_side(page: StrategyPage) -> None:
    window = page.compare()
    assert len(page.model.rows) >= 2
    words = {found.text() for found in window.findChildren(type(page.title))}
    for segment in page.model.rows[:2]:
        assert str(segment["goal_text"]) in words
        assert all(text in words for _head, text in compared(segment) if text)
    window.close()


def test_one_customer_is_advised(qtbot: QtBot, session: Session, page: StrategyPage) -> None:
    window = page.advise_people()
    window.numbers.setText("99999")
    window.ask_button.click()
    assert "99999" in window._said.text()
    window.numbers.setText("10042")
    window.ask_button.click()
    calm(qtbot, session)
    words = [found.text() for found in window.card.findChildren(type(page.title))]
    assert "Anna van der Berg (10042)" in words
    assert window.card.own_texts
    window._keep_text("core_message", "Anna, kom eens langs.", "gesproken")
    calm(qtbot, session)
    words = [found.text() for found in window.card.findChildren(type(page.title))]
    assert "Anna, kom eens langs." in words
    assert list(session.reader.settings().own_texts) == [f"klant|{session.reader.find('10042')}"]
    window.numbers.setText("10042, joke@voorbeeld.nl")
    window.ask_button.click()
    calm(qtbot, session)
    words = [found.text() for found in window.card.findChildren(type(page.title))]
    assert "Selectie van 2 klanten" in words
    window.close()


def test_report_personas_and_action_list_lie_where_they_should(
    qtbot: QtBot, session: Session, page: StrategyPage, tmp_path: Path
) -> None:
    heard: list[str] = []
    segments = len(page.model.rows)
    for document, suffix, pages in (
        ("report", ".pdf", segments + 2),
        ("personas", ".pdf", segments),
        ("report", ".html", 0),
    ):
        to = tmp_path / f"{document}{suffix}"
        papers.print_document(session, document, "strategie", None, to, heard.append)
        calm(qtbot, session)
        assert to.stat().st_size > 2000
        assert str(to) in heard[-1] and (not pages or heard[-1].startswith(f"{pages} "))
    papers.write_plan(session, "strategie", None, tmp_path / "acties.xlsx", heard.append)
    calm(qtbot, session)
    assert (tmp_path / "acties.xlsx").exists() and "acties.xlsx" in heard[-1]


def test_the_action_list_is_shown_before_it_is_written(
    qtbot: QtBot, session: Session, page: StrategyPage
) -> None:
    page.ask_plan()
    calm(qtbot, session)
    window = page.plan_window
    assert window is not None and window.isVisible()
    words = " ".join(found.text() for found in window.findChildren(type(page.title)))
    assert "om te benaderen" in words and "Op geen lijst" in words and "geen juridisch advies" in words
    window.close()


def test_a_file_that_cannot_be_written_is_said(
    qtbot: QtBot, window: MainWindow, session: Session, page: StrategyPage, tmp_path: Path
) -> None:
    papers.print_document(session, "report", "strategie", None, tmp_path / "weg" / "r.pdf", page.banner.say)
    calm(qtbot, session)
    qtbot.waitUntil(lambda: "r.pdf" in page.banner.text)
