"""Segmenten, Strategie, Overzicht: what they show leads to customers; the budget solves anew."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.customers.page import CustomersPage
from gui.overview.page import OverviewPage
from gui.segments.page import SegmentsPage
from gui.session import Session
from gui.strategy.page import StrategyPage
from gui.window import MainWindow
from tests.gui.conftest import calm


def test_a_cell_leads_to_its_customers(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_page("segments")
    page = window.current
    assert isinstance(page, SegmentsPage)
    page.show_set("relatie")
    calm(qtbot, session)
    cells = {cell.code: cell.customers for cell in page.model.rows}
    assert cells == {"geen": 1, "occasioneel": 3, "langdurig": 0, "gedwongen": 0, "onbekend": 0}
    page.wide.setCurrentIndex(page.model.index(1, 0))
    QTest.keyClick(page.wide, Qt.Key.Key_Return)
    calm(qtbot, session)
    shown = window.current
    assert isinstance(shown, CustomersPage)
    assert len(shown.model.ids) == 3 and "occasioneel" in shown.subtitle.text()


def test_a_matrix_is_drawn_with_its_borders(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_page("segments")
    page = window.current
    assert isinstance(page, SegmentsPage)
    page.show_set("engagement")
    calm(qtbot, session)
    assert page.matrix.isVisible() and page.narrow.isVisible() and not page.wide.isVisible()
    page.matrix.cell_chosen.emit("loyaal")
    assert page.model.rows[page.narrow.currentIndex().row()].code == "loyaal"


def test_the_budget_is_solved_anew(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_page("strategy")
    page = window.current
    assert isinstance(page, StrategyPage)
    calm(qtbot, session)
    assert page.model.rows
    assert sum(int(segment["customers"]) for segment in page.model.rows) == 4
    page.field.give(0)
    qtbot.waitUntil(lambda: page.advice is not None and page.advice["budget"] == 0)
    assert page.advice is not None and page.advice["cost"] == 0
    assert {segment["form"] for segment in page.model.rows} <= {"zelfbediening", "geautomatiseerd"}
    assert page.slider.value() == 0
    page.slider.setValue(100)
    qtbot.waitUntil(lambda: page.advice is not None and page.advice["budget"] > 0)
    assert page.advice["cost"] <= page.advice["budget"]
    assert page.field.value == page.advice["budget"]


def test_the_card_gives_reasons_with_their_source(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_page("strategy")
    page = window.current
    assert isinstance(page, StrategyPage)
    calm(qtbot, session)
    said = [label.text() for label in page.card.findChildren(type(page.title))]
    segment = page.model.rows[page.table.currentIndex().row()]
    assert any(str(segment["proposition"]) in text for text in said)
    assert any(str(segment["reasons"][0]["source"]) in text for text in said)


def test_the_overview_counts_and_leads_on(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_page("overview")
    page = window.current
    assert isinstance(page, OverviewPage)
    calm(qtbot, session)
    assert "30-06-2026" in page.subtitle.text()
    link = next(b for b in page.findChildren(QPushButton) if "toestemming" in b.text())
    assert link.text().startswith("4 ")
    link.click()
    calm(qtbot, session)
    shown = window.current
    assert isinstance(shown, CustomersPage) and len(shown.model.ids) == 4
