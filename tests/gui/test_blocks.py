"""Blocks to and from a spreadsheet: `sheettext` reads and writes cells, `pasting` says what each is for,
`blocks` and `paste` show it before anything changes; `bulk`, `many` and `changelist` do so for one value."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.customers import blocks, pasting
from gui.customers.bulk import ADD_LABEL, REMOVE_LABEL, BulkDialog
from gui.customers.columns import available
from gui.customers.form import FormDialog
from gui.customers.page import CustomersPage
from gui.customers.paste import PasteDialog
from gui.customers.sheettext import read_cells, written_cells, written_table
from gui.session import Session
from gui.window import MainWindow
from models.queries import Reader
from tests.gui.conftest import calm

SHOWN = [available()[name] for name in ("klantnummer", "naam", "plaats", "commitment", "lid")]
PLACE = pasting.Place(SHOWN, [7, 8], 0, hidden=tuple(available().values()))


def page_of(qtbot: QtBot, window: MainWindow) -> CustomersPage:
    window.show_page("customers")
    page = window.current
    assert isinstance(page, CustomersPage)
    page.show_columns(("klantnummer", "naam", "plaats", "klant_sinds", "lid"))
    calm(qtbot, window.session)
    return page


def when_open(find: Callable[[], QWidget | None], act: Callable[[QWidget], None]) -> None:
    """Do that with a dialog as soon as it is there."""

    def look() -> None:
        dialog = find()
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(10, look)
        else:
            act(dialog)

    QTimer.singleShot(0, look)


def test_reads_what_excel_puts_on_the_clipboard() -> None:
    text = 'a\tb\r\n"twee\nregels"\t"zegt ""ja"""\r\n\t12"\r\n\r\n'
    assert read_cells(text) == [["a", "b"], ["twee\nregels", 'zegt "ja"'], ["", '12"']]
    assert read_cells('"open\tx') == [['"open', "x"]]  # a quote that is never closed is a letter
    assert read_cells("") == []


@settings(max_examples=30)
@given(st.lists(st.lists(st.text(alphabet='ab"\t\n é', max_size=5), min_size=2, max_size=2), max_size=4))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    rows = [[*row, "x"] for row in rows]  # no empty rows at the end
    assert read_cells(written_cells(rows)) == rows


def test_the_table_form_keeps_zeros_and_is_no_formula() -> None:
    made = written_table([["Nr", "Bedrag"], ["00412", "1,5"], ["=1+1", "2"]], [False, True])
    assert made.count("mso-number-format") == 4 and "<td>1,5</td>" in made  # heads too are text


def test_a_block_with_heads_goes_by_customer_number() -> None:
    block = read_cells("Plaats\tNr\tNaam\nEde\t10042\tx\nBreda\t99\ty\n")
    assert pasting.is_headed(block, PLACE) and pasting.numbers_in(block, PLACE) == ["10042", "99"]
    plan = pasting.by_head(block, pasting.Place(SHOWN, [7, 8], 0), {"10042": 3})
    assert [(t.customer, t.column.name, t.text) for t in plan.targets] == [(3, "plaats", "Ede")]
    assert plan.unknown == ["99"]
    assert not pasting.is_headed([["Plaats"]], PLACE)  # a head alone is a value


def test_heads_of_columns_that_are_not_shown_or_unknown_are_heads_too() -> None:
    block = read_cells("Klantnummer\tOmzet\tMijn kolom\n10042\t12,50\tx\n")
    assert pasting.is_headed(block, PLACE) and pasting.numbers_in(block, PLACE) == ["10042"]
    plan = pasting.by_head(block, PLACE, {"10042": 3})
    assert [(t.customer, t.column.name, t.text) for t in plan.targets] == [(3, "omzet", "12,50")]
    assert plan.strange == ["Mijn kolom"] and "Mijn kolom" in " ".join(blocks.notes(plan))
    assert not pasting.is_headed([["Straat"], ["x"]], PLACE)  # one word, of no column on the screen
    assert not pasting.is_headed([["Plaats", "Ede", "Goes"], ["x", "y", "z"]], PLACE)


def test_a_block_fills_the_selection_or_begins_at_the_cell() -> None:
    place = pasting.Place(SHOWN, [7, 8], 2, [7, 8, 9, 10])
    plan = pasting.by_place([["Ede"], ["Goes"]], place)
    assert [(t.customer, t.text) for t in plan.targets] == [(7, "Ede"), (8, "Goes"), (9, "Ede"), (10, "Goes")]
    plan = pasting.by_place([["x", "Ede", "80", "ja", "buiten"]] * 3, pasting.Place(SHOWN, [7, 8], 1))
    assert {t.column.name for t in plan.targets} == {"plaats", "commitment", "lid"}
    assert plan.fixed == ["Naam"] and plan.beyond == 2 + 5
    assert blocks.notes(plan)[-1] == "7 cellen vallen buiten de tabel."


def test_what_stands_there_already_is_no_edit() -> None:
    plan = pasting.by_place([["Ede", "85,6", ""]], pasting.Place(SHOWN, [7], 2))
    values = {"plaats": "Ede", "commitment": 85.6, "lid": 1}

    def value_of(_customer: int, name: str) -> object:
        return values[name]

    assert pasting.meant(plan, value_of, empties=False) == []
    assert pasting.meant(plan, value_of, empties=True) == [(7, "lid", "")]


def test_paste_shows_old_and_new_and_is_one_step(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    page.table.setFocus()
    page.table.stand_on(1, 2)
    QGuiApplication.clipboard().setText('Ede\t3-4-2019\tja\n"Den\nHaag"\tgisteren\t\n')
    seen: list[object] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, PasteDialog)
        model = dialog.list.model()
        seen.append([[model.index(r, c).data() for c in range(4)] for r in range(model.rowCount())])
        seen.append(dialog.title.text())
        dialog.accept()

    when_open(lambda: page.blocks.dialog, look)
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(seen) == 2)
    calm(qtbot, session)
    rows, title = seen
    assert isinstance(rows, list) and title == "3 waarden van 2 klanten veranderen"
    assert rows[0][0] == "Piet Jansen · 10047" and rows[0][3].startswith("⚠")  # what cannot be comes first
    assert ["Anna van der Berg · 10042", "Plaats", "Utrecht", "Ede"] in rows
    assert not any(row[1] == "Klant sinds" and row[0].startswith("Anna") for row in rows)  # as it was
    with Reader(session.path) as reader:
        found = reader.rows(list(page.model.ids)[1:3], ["plaats", "lid"])
        assert found == [("Ede", 1), ("Den Haag", None)] and len(reader.history(9)) == 2
    window.undo()
    calm(qtbot, session)
    assert page.model.index(1, 2).data() == "Utrecht"


def test_a_copy_pastes_back_by_number_wherever_the_user_stands(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window)
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "mso-number-format" in QGuiApplication.clipboard().mimeData().html()
    page.blocks.paste()  # unchanged: nothing to do, and it says so
    calm(qtbot, session)
    assert "alles staat er al zo" in page.banner.text and page.blocks.dialog is None
    text = QGuiApplication.clipboard().text().replace("Breda", "Gouda")
    QGuiApplication.clipboard().setText(text)
    page.table.selectRow(0)
    when_open(lambda: page.blocks.dialog, lambda dialog: dialog.accept())  # type: ignore[attr-defined]
    page.blocks.paste()
    calm(qtbot, session)
    with Reader(session.path) as reader:
        changed = reader.find("10047")
        assert changed is not None and reader.rows([changed], ["plaats"]) == [("Gouda",)]
    QGuiApplication.clipboard().clear()
    page.blocks.paste()
    assert "klembord" in page.banner.text


def test_labels_for_many_with_their_preview(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    said: list[str] = []

    def fill(code: str, text: str) -> Callable[[QWidget], None]:
        def act(dialog: QWidget) -> None:
            assert isinstance(dialog, BulkDialog)
            dialog.field.setCurrentIndex(dialog.field.findData(code))
            assert dialog.editor is not None
            dialog.editor.value.setText(text)
            qtbot.waitUntil(lambda: "verand" in dialog.said.text())
            said.append(dialog.said.text())
            dialog.editor.keep()

        return act

    page.hand.label(list(page.model.ids)[:2], "vip")
    page.table.selectAll()
    when_open(lambda: page.many.dialog, fill(ADD_LABEL, "vip"))
    page.many.change()
    calm(qtbot, session)
    when_open(lambda: page.many.dialog, fill(REMOVE_LABEL, "VIP"))
    page.many.change()
    calm(qtbot, session)
    assert said == ["2 klanten veranderen. 2 blijven zoals ze zijn.", "4 klanten veranderen."]
    with Reader(session.path) as reader:
        assert {row[0] for row in reader.rows(list(page.model.ids), ["labels"])} == {None}
    dialog = BulkDialog(session, window.theme, list(page.model.ids), window)
    for at in range(dialog.field.count()):  # every kind of field has its editor
        dialog.field.setCurrentIndex(at)
        assert dialog.editor is not None and dialog.editor.value.accessibleName()
    dialog.field.setCurrentIndex(dialog.field.findData("plaats"))
    assert dialog.editor is not None
    dialog.editor.back.emit("plaats")
    assert dialog.back_to_file and dialog.given().field == "plaats"
    dialog.deleteLater()


def test_a_new_customer_and_a_deleted_one(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, FormDialog)
        dialog.inputs["email"].setText("geen adres")  # type: ignore[union-attr]
        dialog._keep()
        assert not dialog.trouble.isHidden()
        dialog.inputs["email"].setText("nieuw@voorbeeld.nl")  # type: ignore[union-attr]
        dialog.inputs["achternaam"].setText("Nieuwenhuis")  # type: ignore[union-attr]
        dialog._keep()

    when_open(lambda: page.many.dialog, fill)
    page.many.new()
    calm(qtbot, session)
    qtbot.waitUntil(lambda: page.profile.card is not None and page.profile.card.name == "Nieuwenhuis")
    assert page.model.rowCount() == 5

    def confirm(box: QWidget) -> None:
        assert isinstance(box, QMessageBox) and "Ongedaan maken" in box.informativeText()
        assert box.text() == "Nieuwenhuis verwijderen?"
        box.defaultButton().click()

    when_open(lambda: page.many.dialog, confirm)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    calm(qtbot, session)
    assert page.model.rowCount() == 4
    window.undo()
    calm(qtbot, session)
    assert page.model.rowCount() == 5
