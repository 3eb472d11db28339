"""Importeren: from a file to facts, with nothing written before the last button."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from actions.editing import set_value
from actions.importing import ImportRequest, apply
from exporters.rejected import write_rejected
from gui.importing.mapping import AFTER, FIELD
from gui.importing.page import ImportPage, with_rate
from gui.importing.plan import OWN
from gui.importing.questions import ItemsCard
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
CONFLICTING = """\
Klantnummer;Achternaam;Plaats
10042;Berg;Delft
10043;Vries;Emmen
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


NAMES = """\
Klantnummer;Naam;Adres;Telefoon
30001;"Berg, J. van der";Dorpsstraat 12-A;06-12345678
"""


def step_of(qtbot: QtBot, window: MainWindow, session: Session, path: Path) -> ImportPage:
    """The page at its check."""
    page = page_of(qtbot, window)
    take(qtbot, page, session, path)
    page.column_step.next_button.click()
    calm(qtbot, session)
    assert page.stack.currentIndex() == CHECK
    return page


def test_a_split_and_a_telephone_number_are_shown_as_people_write_them(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "namen.csv", NAMES))
    after = {line.header: line.after for line in page.column_step.table.mapping.rows}
    assert after["Naam"] == "J. · van der · Berg"
    assert after["Adres"] == "Dorpsstraat · 12 · A"
    assert after["Telefoon"] == "06 12345678"


def test_an_own_field_can_be_left_out_and_kept_again(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "nieuw.csv", MORE))
    mapping = page.column_step.table.mapping
    for field, shown in (("", None), (OWN, OWN)):
        mapping.field_chosen.emit("Vrij veld", field)
        calm(qtbot, session)
        assert {line.header: line.field for line in mapping.rows}["Vrij veld"] == shown


def test_a_rejected_row_is_mended_in_the_grid(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = step_of(qtbot, window, session, file(tmp_path, "nieuw.csv", MORE))
    check = page.check_step
    assert check.mend_button.isVisible()
    check.mend_button.click()
    model = check.mending.model
    assert [row.row for row in model.rows] == [4]
    assert model.setData(model.index(0, 2), "10100")
    check.mending.again.click()
    calm(qtbot, session)
    assert not check.rejected.rows and "(2 + 1)" in check.apply_button.text()
    assert counts(session)["customers"] == 4
    check.apply_button.click()
    calm(qtbot, session)
    assert counts(session)["customers"] == 6


def test_a_row_that_fits_two_customers_asks_which(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    two = "E-mail;Voornaam;Plaats\nsamen@x.nl;Jan;Ede\nsamen@x.nl;Joke;Epe\n"
    apply(session.path, [ImportRequest(file(tmp_path, "huis.csv", two))])
    page = step_of(qtbot, window, session, file(tmp_path, "oud.csv", "E-mail;Plaats\nsamen@x.nl;Oss\n"))
    check = page.check_step
    check.mend_button.click()
    choice = check.mending.whose
    assert choice.isVisible()
    assert [choice.itemText(at) for at in range(1, choice.count())] == [
        "Jan · Ede · samen@x.nl",
        "Joke · Epe · samen@x.nl",
    ]
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    calm(qtbot, session)
    assert not check.rejected.rows and "(0 + 1)" in check.apply_button.text()
    check.apply_button.click()
    calm(qtbot, session)
    with Reader(session.path) as reader:
        places = {row[0]: row[1] for row in reader.rows(reader.ids(search="samen@x.nl"), ["naam", "plaats"])}
    assert places == {"Jan": "Ede", "Joke": "Oss"}


def test_a_row_can_be_left_out(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    page = step_of(qtbot, window, session, file(tmp_path, "nieuw.csv", MORE))
    check = page.check_step
    check.mend()
    check.mending.leave.click()
    calm(qtbot, session)
    assert not check.rejected.rows and not check.mend_button.isVisible()


def test_changes_are_shown_field_by_field_and_a_word_can_be_given_up(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    customer = session.reader.find("10042")
    assert customer is not None
    set_value(session.path, [customer], "plaats", "Goes", None)
    check = step_of(qtbot, window, session, file(tmp_path, "nieuw.csv", CONFLICTING)).check_step
    shown = [[column.text(row) for column in check.changed.columns] for row in check.changed.rows]
    assert ["3", "Joke de Vries", "Plaats", "Assen", "→ Emmen"] in shown
    assert [(c.field, c.hand, c.file) for c in check.conflicts.model.rows] == [("plaats", "Goes", "Delft")]
    check.conflicts.all.click()
    check.apply_button.click()
    calm(qtbot, session)
    with Reader(session.path) as reader:
        assert reader.rows([customer], ["plaats"]) == [("Delft",)]


def test_a_layout_is_saved_and_loaded(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "nieuw.csv", MORE))
    mapping = page.column_step.table.mapping
    mapping.field_chosen.emit("Vrij veld", "labels")
    calm(qtbot, session)
    to = tmp_path / "indeling.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(to), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(to), ""))
    page.column_step.save_mapping.emit()
    assert "labels" in to.read_text(encoding="utf-8")
    take(qtbot, page, session, file(tmp_path, "ander.csv", MORE))
    page.column_step.load_mapping.emit()
    calm(qtbot, session)
    assert {line.header: line.field for line in mapping.rows}["Vrij veld"] == "labels"


def test_known_columns_go_straight_to_the_check(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = step_of(qtbot, window, session, file(tmp_path, "nieuw.csv", MORE))
    page.check_step.apply_button.click()
    calm(qtbot, session)
    take(qtbot, page, session, file(tmp_path, "nieuw.csv", MORE.replace("Delft", "Emmen")))
    assert page.stack.currentIndex() == CHECK
    assert page.check_step.note.isVisible()
    page.check_step.back.emit()
    assert page.stack.currentIndex() == COLUMNS


def test_a_refused_sheet_has_a_way_on(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "vreemd.csv", "aap;noot\n1;x\n2;y\n"))
    step = page.column_step
    assert step.refusal.text and not step.next_button.isEnabled()
    assert [line.before for line in step.table.mapping.rows] == ["1", "x"]
    answers = [b for b in step.findChildren(QPushButton) if b.text() == "klanten"]
    answers[0].click()
    calm(qtbot, session)
    step.table.mapping.field_chosen.emit("aap", "klantnummer")
    calm(qtbot, session)
    assert not step.refusal.text and step.next_button.isEnabled()


def test_a_question_of_a_survey_is_given_a_dimension(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    words = "Klantnummer;Datum;Ik vertrouw dit bedrijf;Ik voel me hier thuis\n"
    words += "10042;21-05-2026;4;5\n10043;22-05-2026;5;1\n10047;23-05-2026;2;3\n"
    page = page_of(qtbot, window)
    take(qtbot, page, session, file(tmp_path, "enquete.csv", words))
    card = page.column_step.findChild(ItemsCard)
    assert card is not None
    boxes = [b for b in card.findChildren(QComboBox) if "vertrouw" in b.accessibleName()]
    at = boxes[0].findData("integriteit")
    boxes[0].setCurrentIndex(at)
    boxes[0].activated.emit(at)
    calm(qtbot, session)
    line = next(one for one in page.column_step.table.mapping.rows if "vertrouw" in one.header)
    assert line.question and line.evidence.startswith("integriteit")


def test_the_rejected_rows_can_be_saved_mended_and_imported(tmp_path: Path) -> None:
    path = file(tmp_path, "nieuw.csv", MORE)
    request = ImportRequest(path)
    base = tmp_path / "basis.klantbeeld"
    write_rejected(tmp_path / "afgekeurd.xlsx", apply(base, [request]))
    book = load_workbook(tmp_path / "afgekeurd.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(2, 1, "10101")
    book.save(tmp_path / "afgekeurd.xlsx")
    (report,) = apply(base, [ImportRequest(tmp_path / "afgekeurd.xlsx")])
    assert (report.created, report.rejected) == (1, 0)
    with Reader(base) as reader:
        assert reader.own_columns() == ["Vrij veld"]  # the reason is no field of the customer


def test_rows_per_second_are_told() -> None:
    said: list[str] = []
    ticks = iter((0.0, 0.0, 0.1, 2.0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gui.importing.page.time.monotonic", lambda: next(ticks))
        tell = with_rate(lambda _done, _total, text: said.append(text))
        tell(10, 100, "Importeren")
        tell(100, 100, "Importeren")
    assert said == ["10 van 100 rijen", "100 van 100 rijen · 50 per seconde"]
