"""Cells edited where they stand, to-do lists worked through by keyboard, and where the view stays."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from actions.editing import Edit, set_values
from core.text import set_language
from gui.customers.editor import FieldEditor, shown_text
from gui.customers.entry import read_entry
from gui.customers.form import FormDialog
from gui.customers.incell import CellChoice, CellLine
from gui.customers.page import CustomersPage
from gui.customers.spec import SAID_ON, FieldShown, Given, spec
from gui.session import CUSTOMERS, Session
from gui.widgets.cells import LOOK_ROLE
from gui.window import MainWindow
from models.queries import Reader
from tests.gui.conftest import calm

KEY = Qt.Key


def page_of(qtbot: QtBot, window: MainWindow, *columns: str) -> CustomersPage:
    window.activateWindow()
    window.show_page("customers")
    page = window.current
    assert isinstance(page, CustomersPage)
    if columns:
        page.show_columns(columns)
    calm(qtbot, window.session)
    return page


def stand(page: CustomersPage, row: int, name: str) -> None:
    page.table.setFocus()
    page.table.stand_on(row, page.model.column_of(name))


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focus(), key)


def type_in(page: CustomersPage, text: str) -> None:
    """The first letter opens the editor, the others go to it."""
    QTest.keyClicks(page.table, text[0])
    QTest.keyClicks(focus(), text[1:])


def kept(session: Session, klantnummer: str, *names: str) -> list[object]:
    with Reader(session.path) as reader:
        found = reader.find(klantnummer)
        assert found is not None
        return list(reader.rows([found], names)[0])


def test_typing_over_a_cell_keeps_it_and_goes_down(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window)
    stand(page, 1, "plaats")
    type_in(page, "Zeist")
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellLine) and editor.text() == "Zeist" and editor.accessibleName() == "Plaats"
    press(KEY.Key_Return)
    assert page.table.currentIndex().row() == 2 and page.table.hasFocus()
    at = page.model.index(1, page.model.column_of("plaats"))
    assert at.data() == "Zeist" and at.data(LOOK_ROLE).hand  # at once, before the base has it
    calm(qtbot, session)
    assert kept(session, "10042", "plaats") == ["Zeist"]
    assert page.table.currentIndex().row() == 2  # news from the base leaves the user where they are


def test_escape_lets_go_and_a_wrong_value_stays_open(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window, "naam", "klant_sinds", "plaats")
    stand(page, 0, "klant_sinds")
    press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellLine) and editor.text() == "15-05-2026"
    editor.setText("31-02-2024")
    press(KEY.Key_Return)
    assert page.table.editing and "31-12-2025" in editor.accessibleDescription()
    press(KEY.Key_Escape)
    assert not page.table.editing and page.table.hasFocus()
    stand(page, 0, "plaats")
    type_in(page, "x")
    press(KEY.Key_Escape)
    assert not session.jobs.busy and kept(session, "10044", "plaats", "klant_sinds") == [
        "Rotterdam",
        "2026-05-15",
    ]


def test_tab_goes_to_the_next_cell_that_can_be_edited(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window, "naam", "plaats", "set_waarde", "lid", "soort")
    stand(page, 0, "plaats")
    type_in(page, "Ede")
    press(KEY.Key_Tab)  # past the computed cell
    choice = QApplication.focusWidget()
    assert isinstance(choice, CellChoice) and choice.currentIndex() == -1  # unknown until one is chosen
    QTest.keyClicks(choice, "j")
    press(KEY.Key_Tab)
    assert isinstance(QApplication.focusWidget(), CellChoice)
    press(KEY.Key_Escape)
    calm(qtbot, session)
    assert kept(session, "10044", "plaats", "lid", "soort") == ["Ede", 1, None]


def test_an_outcome_asks_for_its_reason_in_place(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    stand(page, 0, "relatievorm")
    type_in(page, "l")
    box = QApplication.focusWidget()
    assert isinstance(box, QComboBox) and box.currentData() == "langdurig"
    press(KEY.Key_Tab)
    QTest.keyClicks(focus(), "tekende een contract")
    press(KEY.Key_Tab)
    QTest.keyClicks(focus(), "1-3-2027")
    press(KEY.Key_Return)
    calm(qtbot, session)
    with Reader(session.path) as reader:
        said = reader.customer(page.model.ids[0])["relatievorm"]
    assert (said["value"], said["reason"], said["review_on"]) == (
        "langdurig",
        "tekende een contract",
        "2027-03-01",
    )
    stand(page, 0, "commitment")
    type_in(page, "101")
    press(KEY.Key_Return)
    card = page.table.findChild(FieldEditor)
    assert card is not None and "tussen 0 en 100" in card.trouble.text()
    press(KEY.Key_Escape)
    assert not page.table.editing


def test_what_is_typed_survives_the_news_of_the_last_edit(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    """The base answers an edit while the next one is being typed, and the list is another one by then."""
    page = page_of(qtbot, window)
    page.search("anna")
    calm(qtbot, session)
    before = len(page.model.ids)
    page.hand.set_value(list(page.model.ids)[:1], Given("plaats", "Assen"))
    page.search("")
    stand(page, 0, "plaats")
    type_in(page, "Half")
    calm(qtbot, session)
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellLine) and editor.text() == "Half" and len(page.model.ids) == before
    press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(page.model.ids) == 4)


def test_a_todo_list_brings_up_the_next_customer(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window, "naam", "toestemming_email", "plaats")
    page.show_todo("consent_unknown")
    calm(qtbot, session)
    names = [page.model.index(row, 0).data() for row in range(4)]
    stand(page, 1, "toestemming_email")
    type_in(page, "n")
    press(KEY.Key_Return)
    calm(qtbot, session)
    left = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert left == [names[0], names[2], names[3]]  # the one that is done has left
    assert page.profile.card is not None and page.profile.card.name == names[2]
    assert page.table.hasFocus()
    assert page.table.currentIndex().column() == page.model.column_of("toestemming_email")
    page.profile.value_given.emit(Given("toestemming_email", 1))  # and the same in the profile
    calm(qtbot, session)
    assert page.profile.card.name == names[3] and page.model.rowCount() == 2


def test_after_a_sort_the_view_is_at_the_top(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    window.resize(1440, 340)  # two rows high
    page.step(3)
    assert page.profile.card is not None and page.profile.card.name == "Joke de Vries"
    header = page.table.horizontalHeader()
    header.setSortIndicator(page.model.column_of("naam"), Qt.SortOrder.AscendingOrder)
    calm(qtbot, session)
    assert page.profile.card.name == "Joke de Vries"  # who was looked up stays beside the table
    assert page.table.verticalScrollBar().value() == 0 and page.table.currentIndex().row() == 3
    page.step(-3)
    header.setSortIndicator(page.model.column_of("plaats"), Qt.SortOrder.AscendingOrder)
    calm(qtbot, session)
    assert page.table.currentIndex().row() == 0 and page.profile.card.name == "Joke de Vries"  # Assen


def test_numbers_fit_and_the_menu_names_every_deed(qtbot: QtBot, window: MainWindow) -> None:
    """`widths` measures by letters; the room that is left, or lacking, is the name's."""
    page = page_of(qtbot, window)
    metrics = page.table.fontMetrics()
    assert page.table.columnWidth(0) >= metrics.horizontalAdvance("KL10042") + 12
    assert page.table.horizontalScrollBar().maximum() == 0
    stand(page, 0, "plaats")
    menu = page.table.menu()
    words = {action.text(): action.isEnabled() for action in menu.actions()}
    assert words["Cel bewerken\tF2"] and not words["Terug naar bestand"] and words["Verwijderen …\tDel"]
    menu.deleteLater()
    page.table.selectAll()
    assert page.table.selected() == list(page.model.ids)


def test_a_number_cell_is_typed_as_it_reads_back() -> None:
    for language, text in (("nl", "1234,5"), ("en", "1234.5")):
        set_language(language)
        assert shown_text(FieldShown("omzet", "", "money", 1234.5)) == text
        assert read_entry("omzet", text) == 1234.5
    set_language("nl")
    assert shown_text(FieldShown("aantal_bestellingen", "", "integer", 1200)) == "1200"
    assert shown_text(FieldShown("clv", "", "euro", 4812.0)) == "4812"


@pytest.mark.parametrize("name", ["naam", "set_waarde", "own:", "next_purchase"])
def test_what_is_computed_or_foreign_has_no_editor(name: str) -> None:
    assert spec(name) is None


def test_a_permission_is_edited_with_its_day(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    page.profile.open_fields()
    assert not any(name in page.profile.fields._rows for name in SAID_ON.values())
    page.profile.fields.row("toestemming_post").open()
    editor = page.profile.fields.editor
    assert editor is not None and isinstance(editor.value, QComboBox)
    editor.value.setCurrentIndex(editor.value.findData("0"))
    assert editor.day.text() != ""  # said today, unless the user says otherwise
    editor.day.setText("3-2-2025")
    editor.reason.setText("per brief")
    editor.keep()
    calm(qtbot, session)
    assert kept(session, "10044", "toestemming_post", "toestemming_post_datum") == [0, "2025-02-03"]
    with Reader(session.path) as reader:
        assert len(reader.history(10)) == 2  # the import, and this as one step
    page.profile.fields.row("toestemming_post").open()
    editor = page.profile.fields.editor
    assert editor is not None and editor.reason.text() == "per brief" and editor.day.text() == "03-02-2025"
    assert isinstance(editor.day, QLineEdit)
    editor.back.emit("toestemming_post")
    calm(qtbot, session)
    assert kept(session, "10044", "toestemming_post") == [None]


def test_a_note_is_written_in_several_lines(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    QTest.keyClick(page.table, KEY.Key_M, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.focusWidget()
    assert isinstance(lines, QPlainTextEdit)
    QTest.keyClicks(lines, "belde")
    press(KEY.Key_Return)
    QTest.keyClicks(lines, "over de factuur")
    QTest.keyClick(lines, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm(qtbot, session)
    assert kept(session, "10044", "notities") == ["belde\nover de factuur"]
    assert page.profile.summary.notes.editor is None


def test_a_column_of_the_users_own_is_edited_in_table_and_profile(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    set_values(session.path, [Edit(1, "own:Kleur", "rood"), Edit(1, "own:plaats", "x")])
    session.data_changed.emit(frozenset({CUSTOMERS}))
    page = page_of(qtbot, window, "naam", "own:Kleur")
    rows = {customer: at for at, customer in enumerate(page.model.ids)}
    stand(page, rows[1], "own:Kleur")
    press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellLine) and (editor.text(), editor.accessibleName()) == ("rood", "Kleur")
    editor.setText("blauw\nmet stip")  # as a paste brings it
    press(KEY.Key_Return)
    calm(qtbot, session)
    stand(page, rows[2], "own:Kleur")  # somebody who has nothing in it
    page.profile.open_fields()
    page.profile.fields.row("own:Kleur").open()
    in_profile = page.profile.fields.editor
    assert in_profile is not None and isinstance(in_profile.value, QLineEdit)
    in_profile.value.setText("geel")
    in_profile.keep()
    calm(qtbot, session)
    with Reader(session.path) as reader:
        assert reader.rows([1, 2], ["own:Kleur"]) == [("blauw met stip",), ("geel",)]
        assert page.profile.card is not None and page.profile.card.fields["own:Kleur"].by_hand
        assert reader.customer(1)["own:plaats"]["value"] == "x"


def test_the_name_cell_opens_its_parts(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    customer = page.model.ids[0]
    stand(page, 0, "naam")

    def fill() -> None:
        dialog = page.many.dialog
        assert isinstance(dialog, FormDialog)
        last = dialog.inputs["achternaam"]
        assert isinstance(last, QLineEdit) and last.text() == "Amrani"
        last.setText("Haddad")
        dialog.keep.click()

    QTimer.singleShot(0, fill)
    press(KEY.Key_F2)
    calm(qtbot, session)
    with Reader(session.path) as reader:
        assert reader.name(customer) == "Youssef El Haddad"
        assert len(reader.history(10)) == 2  # the import, and this as one step
