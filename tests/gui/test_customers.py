"""Klanten: what is shown, searched, sorted, explained, edited by hand and taken back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from gui.customers.page import CustomersPage
from gui.customers.scores import WhyCard
from gui.customers.spec import Given
from gui.session import EVERYTHING, Session
from gui.widgets.cells import HAND_MARK, LOOK_ROLE
from gui.window import MainWindow
from models.queries import Reader
from tests.gui.conftest import calm


def customers(qtbot: QtBot, window: MainWindow) -> CustomersPage:
    """The page, with everything on it."""
    window.show_page("customers")
    calm(qtbot, window.session)
    page = window.current
    assert isinstance(page, CustomersPage)
    return page


def names(page: CustomersPage) -> list[str]:
    at = [shown.name for shown in page.model.columns].index("naam")
    return [page.model.index(row, at).data() for row in range(page.model.rowCount())]


def cell(page: CustomersPage, row: int, column: str) -> str:
    at = [shown.name for shown in page.model.columns].index(column)
    return str(page.model.index(row, at).data())


def test_customers_are_shown_by_name_with_their_profile(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    assert names(page) == ["Youssef El Amrani", "Anna van der Berg", "Piet Jansen", "Joke de Vries"]
    assert "4 klanten" in page.subtitle.text()
    assert page.profile.card is not None and page.profile.card.name == "Youssef El Amrani"
    assert cell(page, 0, "relatievorm") == "geen"
    assert cell(page, 1, "relatievorm") == "occasioneel"
    assert cell(page, 0, "commitment") == "onbekend"  # unknown is said, never empty or zero


def test_search_narrows_as_you_type(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    QTest.keyClicks(window.search_box, "berg")
    qtbot.waitUntil(lambda: names(page) == ["Anna van der Berg"])
    assert "1 van 4" in page.subtitle.text()
    window.search_box.clear()
    qtbot.waitUntil(lambda: len(names(page)) == 4)


def test_search_without_a_hit_says_so(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    page.search("bestaat niet")
    calm(qtbot, window.session)
    assert names(page) == []
    assert page.profile.card is None


def test_a_click_on_a_head_sorts_in_the_base_and_a_third_lets_go(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    header = page.table.horizontalHeader()
    at = [shown.name for shown in page.model.columns].index("plaats")
    header.setSortIndicator(at, Qt.SortOrder.DescendingOrder)
    calm(qtbot, window.session)
    assert [cell(page, row, "plaats") for row in range(4)] == ["Utrecht", "Rotterdam", "Breda", "Assen"]
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    calm(qtbot, window.session)
    assert names(page)[0] == "Youssef El Amrani"


def test_the_current_customer_stays_when_the_order_changes(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    page.step(2)
    assert page.profile.card is not None and page.profile.card.name == "Piet Jansen"
    page.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    calm(qtbot, window.session)
    assert page.profile.card.name == "Piet Jansen"


def test_next_and_previous_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.profile.card is not None and page.profile.card.name == "Anna van der Berg"
    QTest.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.profile.card.name == "Youssef El Amrani"
    page.step(-1)  # there is none before the first
    assert page.profile.card.name == "Youssef El Amrani"


def test_why_shows_parts_that_sum_to_the_score(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    page.step(1)
    calm(qtbot, window.session)
    page.profile.summary.open_why("commitment")
    why = page.profile.findChild(WhyCard)
    assert why is not None and not why.isHidden()
    said = [label.text() for label in why.findChildren(type(page.title)) if not label.isHidden()]
    assert any(text.startswith("Waarom commitment 85,0?") for text in said)  # NPS 9 → .85
    assert said.count("85,0") >= 2  # the part and the sum


def test_a_field_is_edited_in_place_marked_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    page.profile.open_fields()
    row = page.profile.fields.row("plaats")
    row.open()
    editor = page.profile.fields.editor
    assert editor is not None
    assert isinstance(editor.value, QLineEdit)
    assert editor.value.text() == "Rotterdam"
    editor.value.setText("Schiedam")
    editor.reason.setText("is verhuisd")
    QTest.keyClick(editor.value, Qt.Key.Key_Return)
    calm(qtbot, window.session)
    assert cell(page, 0, "plaats") == "Schiedam"
    assert page.model.index(0, 1).data(LOOK_ROLE).hand
    shown = page.profile.fields.row("plaats").shown
    assert shown is not None and shown.by_hand and shown.file_value == "Rotterdam"
    assert shown.reason == "is verhuisd"
    page.profile.back_to_file.emit("plaats")
    calm(qtbot, window.session)
    assert cell(page, 0, "plaats") == "Rotterdam"
    assert not page.model.index(0, 1).data(LOOK_ROLE).hand


def test_a_relationship_type_set_by_hand_stands_over_the_computed_one(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = customers(qtbot, window)
    page.profile.open_fields()
    page.profile.fields.row("relatievorm").open()
    editor = page.profile.fields.editor
    assert editor is not None and isinstance(editor.value, QComboBox)
    editor.value.setCurrentIndex(editor.value.findData("langdurig"))
    editor.keep()
    calm(qtbot, session)
    assert cell(page, 0, "relatievorm") == "langdurig"
    shown = page.profile.fields.row("relatievorm").shown
    assert shown is not None and shown.by_hand and shown.computed and shown.file_value == "geen"
    assert any(HAND_MARK in text for text in page.profile.summary.hand_sentences())


def test_a_wrong_date_is_said_and_nothing_is_written(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    page.profile.open_fields()
    page.profile.fields.row("klant_sinds").open()
    editor = page.profile.fields.editor
    assert editor is not None and isinstance(editor.value, QLineEdit)
    editor.value.setText("31-02-2024")
    editor.keep()
    assert "31-12-2025" in editor.trouble.text() and not editor.trouble.isHidden()
    assert not window.session.jobs.busy
    QTest.keyClick(editor.value, Qt.Key.Key_Escape)
    assert page.profile.fields.editor is None


def test_what_is_being_typed_survives_news_from_the_base(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = customers(qtbot, window)
    page.profile.open_fields()
    page.profile.fields.row("plaats").open()
    editor = page.profile.fields.editor
    assert editor is not None and isinstance(editor.value, QLineEdit)
    editor.value.setText("Half geschre")
    session.data_changed.emit(EVERYTHING)
    calm(qtbot, session)
    assert page.profile.fields.editor is editor and editor.value.text() == "Half geschre"
    page.step(1)  # another customer: let go of
    assert page.profile.fields.editor is None


def test_undo_brings_the_old_value_back(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = customers(qtbot, window)
    page.profile.value_given.emit(Given("plaats", "Delft"))
    calm(qtbot, session)
    assert cell(page, 0, "plaats") == "Delft"
    window.undo()
    calm(qtbot, session)
    assert cell(page, 0, "plaats") == "Rotterdam"
    assert "Ongedaan gemaakt" in page.banner.text
    window.redo()
    calm(qtbot, session)
    assert cell(page, 0, "plaats") == "Delft"


def test_copy_gives_rows_that_excel_pastes(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    page.table.selectRow(1)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["Nr", "Naam", "Plaats"]
    assert row.split("\t")[:3] == ["10042", "Anna van der Berg", "Utrecht"]


def test_a_cell_and_a_todo_list_narrow_the_table(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = customers(qtbot, window)
    page.show_cell("relatie", "occasioneel")
    calm(qtbot, session)
    assert len(names(page)) == 3
    page.show_todo("consent_unknown")
    calm(qtbot, session)
    assert len(names(page)) == 4
    page.show_all()
    calm(qtbot, session)
    assert page.query.todo == "" and len(names(page)) == 4


def test_columns_are_kept_for_the_next_time(qtbot: QtBot, window: MainWindow) -> None:
    page = customers(qtbot, window)
    page.show_columns(("naam", "email", "own:bestaat niet meer", "nps"))
    assert [shown.name for shown in page.model.columns] == ["naam", "email", "nps"]
    assert cell(page, 1, "email") == "anna@voorbeeld.nl"


def test_many_are_changed_as_one_step(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = customers(qtbot, window)
    page.table.selectAll()
    page.hand.set_value(page.selected(), Given("voorkeurskanaal", "post", "afgesproken"))
    calm(qtbot, session)
    with Reader(session.path) as reader:
        assert {row[0] for row in reader.rows(list(page.model.ids), ["voorkeurskanaal"])} == {"post"}
        assert len(reader.history(10)) == 2  # the import, and this as one step
