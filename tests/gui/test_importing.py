"""Importeren: from a file to facts, with nothing written before the last button."""

from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.importing.mapping import AFTER, FIELD
from gui.importing.page import ImportPage
from gui.importing.steps import CHECK, COLUMNS, DONE, FILE
from gui.session import Session
from gui.window import MainWindow
from models.queries import Reader
from tests.gui.conftest import calm

MORE = """\
Klantnummer;Achternaam;Plaats;Vrij veld
10042;Berg;Delft;A
10099;Nieuw;Goes;B
;;Zonder sleutel;C
"""
AMBIGUOUS = """\
Order,Customer,Order date,Total
9,10042,03-04-2026,10
10,10043,05-06-2026,20
"""


def page_of(qtbot: QtBot, window: MainWindow) -> ImportPage:
    window.show_page("importing")
    calm(qtbot, window.session)
    page = window.current
    assert isinstance(page, ImportPage)
    return page


def file(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def take(qtbot: QtBot, page: ImportPage, session: Session, path: Path) -> None:
    page.take(path)
    calm(qtbot, session)


def counts(session: Session) -> dict[str, int]:
    with Reader(session.path) as reader:
        return reader.counts()


def test_the_whole_way(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "nieuw.csv", MORE))
    assert page.stack.currentIndex() == COLUMNS
    mapped = {line.header: line.field for line in page.column_step.table.mapping.rows}
    assert mapped["Klantnummer"] == "klantnummer" and mapped["Plaats"] == "plaats"
    assert mapped["Vrij veld"] == "own"  # kept beside the fields
    page.column_step.next_button.click()
    calm(qtbot, session)
    assert page.stack.currentIndex() == CHECK
    assert "(1 + 1)" in page.check_step.apply_button.text()
    assert [row[0] for row in page.check_step.rejected.rows] == [4]
    assert counts(session)["customers"] == 4  # nothing is written yet
    page.check_step.apply_button.click()
    calm(qtbot, session)
    assert page.stack.currentIndex() == DONE
    assert counts(session)["customers"] == 5
    page.done_step.customers_button.click()
    assert window.page == "customers"


def test_two_clicks_change_what_a_column_becomes(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "nieuw.csv", MORE))
    table = page.column_step.table
    row = next(i for i, line in enumerate(table.mapping.rows) if line.header == "Vrij veld")
    index = table.mapping.index(row, FIELD)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    box = table.viewport().findChild(QComboBox)
    assert box is not None
    at = box.findData("labels")
    box.setCurrentIndex(at)
    box.activated.emit(at)
    calm(qtbot, session)
    mapped = {line.header: line.field for line in table.mapping.rows}
    assert mapped["Vrij veld"] == "labels"
    assert mapped["Plaats"] == "plaats"  # the others stay as they were


def test_a_field_given_to_another_column_leaves_the_first(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "nieuw.csv", MORE))
    page.column_step.table.mapping.field_chosen.emit("Vrij veld", "plaats")
    calm(qtbot, session)
    mapped = {line.header: line.field for line in page.column_step.table.mapping.rows}
    assert mapped["Vrij veld"] == "plaats" and mapped["Plaats"] == "own"


def test_an_ambiguous_date_is_asked_and_the_answer_is_kept(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "orders.csv", AMBIGUOUS))
    step = page.column_step
    assert not step.next_button.isEnabled()
    answers = [b for b in step.findChildren(QPushButton) if b.text() == "dag-maand-jaar"]
    assert len(answers) == 1
    answers[0].click()
    calm(qtbot, session)
    assert step.next_button.isEnabled()
    line = next(line for line in step.table.mapping.rows if line.header == "Order date")
    assert line.format == "dmy" and line.after.startswith("03-04-2026")
    assert step.table.mapping.flags(step.table.mapping.index(2, AFTER)) & Qt.ItemFlag.ItemIsEditable


def test_a_workbook_shows_its_sheets_and_one_can_be_left_out(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Klanten"
    for row in (["Klantnummer", "Achternaam", "Plaats"], ["20001", "Een", "Goes"]):
        sheet.append(row)
    orders = book.create_sheet("Bestellingen")
    for cells in (
        ["Bestelnummer", "Klantnummer", "Besteldatum", "Bedrag"],
        ["77", "20001", "2026-05-01", 12.5],
        ["78", "20001", "2026-05-02", 13.5],
    ):
        orders.append(cells)
    path = tmp_path / "alles.xlsx"
    book.save(path)
    page = page_of(qtbot, window)
    take(qtbot, page, session, path)
    step = page.column_step
    assert [step.sheet_box.itemText(i) for i in range(step.sheet_box.count())] == [
        "Klanten · klanten",
        "Bestellingen · bestellingen",
    ]
    step.sheet_box.setCurrentIndex(1)
    assert step.kind_box.currentData() == "orders"
    step.include.click()
    calm(qtbot, session)
    step.next_button.click()
    calm(qtbot, session)
    assert [report.kind for report in page.check_step.sheets.rows] == ["customers"]


def test_a_file_that_cannot_be_read_is_one_sentence(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, tmp_path / "bestaat niet.csv")
    assert page.stack.currentIndex() == FILE
    assert "bestaat niet.csv" in page.banner.text
    picture = tmp_path / "plaatje.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    take(qtbot, page, session, picture)
    assert page.stack.currentIndex() == FILE and page.banner.text


def test_a_dropped_file_is_taken(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    page = page_of(qtbot, window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file(tmp_path, "nieuw.csv", MORE)))])
    drop = page.file_step.drop
    drop.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    calm(qtbot, session)
    assert page.stack.currentIndex() == COLUMNS


def test_the_history_undoes_and_carries_out_again(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    model = page.file_step.model
    assert len(model.rows) == 1 and not model.rows[0].undone
    page.file_step.table.selectRow(0)
    page.file_step.undo_button.click()
    calm(qtbot, session)
    assert len(model.rows) == 1 and model.rows[0].undone
    assert counts(session)["customers"] == 0
    page.file_step.table.selectRow(0)
    page.file_step.undo_button.click()
    calm(qtbot, session)
    assert not model.rows[0].undone
    assert counts(session)["customers"] == 4
