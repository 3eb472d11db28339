"""What a customer may ask for, in the profile (`gui.customers.rights`)."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.customers.page import CustomersPage
from gui.session import Session
from gui.window import MainWindow
from tests.gui.conftest import calm


def test_everything_is_saved_and_nobody_is_erased_without_the_number(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_page("customers")
    calm(qtbot, session)
    page = window.current
    assert isinstance(page, CustomersPage) and page.profile.card is not None
    card = page.profile.card
    to = tmp_path / "alles"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(to), "Werkmap (*.xlsx)"))
    page.rights.save()
    calm(qtbot, session)
    assert to.with_suffix(".xlsx").is_file() and "alles.xlsx" in page.banner.text

    page.rights.ask_to_erase()
    dialog = page.rights.dialog
    assert dialog is not None and not dialog.go.isEnabled()
    dialog.typed.setText("1")
    assert not dialog.go.isEnabled()
    dialog.reject()
    calm(qtbot, session)
    assert session.reader.name(card.id)

    page.rights.ask_to_erase()
    dialog = page.rights.dialog
    assert dialog is not None
    dialog.typed.setText(f" {card.text('klantnummer')} ")
    before = session.reader.counts()["customers"]
    dialog.go.click()
    calm(qtbot, session)
    assert session.reader.counts()["customers"] == before - 1
    assert session.reader.find(card.text("klantnummer")) is None
    assert "gewist" in page.banner.text
