"""Kept views of the customers table, and the table on paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.customers.page import CustomersPage
from gui.customers.reading import Query
from gui.customers.views import SavedView, views_from, views_text
from gui.session import Session
from gui.widgets.halves import Halves
from gui.window import MainWindow
from tests.gui.conftest import calm


def page_of(qtbot: QtBot, window: MainWindow) -> CustomersPage:
    window.show_page("customers")
    calm(qtbot, window.session)
    page = window.current
    assert isinstance(page, CustomersPage)
    return page


def test_views_come_back_as_they_were_kept() -> None:
    view = SavedView("Vrekken", Query(search="a", set_code="waarde", cell="vrek"), ("naam", "clv"))
    assert views_from(views_text([view])) == [view]
    assert views_from("no json") == views_from("") == views_from('[{"name": "x"}]') == []


def test_a_view_is_kept_shown_again_and_forgotten(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    page.search("utrecht")
    page.show_columns(("naam", "plaats"))
    calm(qtbot, session)
    assert len(page.model.ids) == 1
    page.keep_view("Utrecht")
    page.show_all()
    page.show_columns(("naam", "clv"))
    calm(qtbot, session)
    assert len(page.model.ids) == 4
    page.show_view(page.kept_views()[0])
    calm(qtbot, session)
    assert len(page.model.ids) == 1
    assert [shown.name for shown in page.model.columns] == ["naam", "plaats"]
    assert window.search_box.text() == "utrecht"
    page.forget_view("Utrecht")
    assert page.kept_views() == []


def test_the_table_goes_on_paper(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "klanten.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(to), ""))
    page = page_of(qtbot, window)
    page.print_table()
    calm(qtbot, session)
    assert to.read_bytes().startswith(b"%PDF") and str(to) in page.banner.text


def test_the_halves_lie_one_above_the_other_at_large_text(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window)
    halves = page.findChild(Halves)
    assert halves is not None and not halves.stacked
    window.resize(1000, 800)
    qtbot.waitUntil(lambda: halves.stacked)
    assert halves.splitter.orientation() == Qt.Orientation.Vertical
