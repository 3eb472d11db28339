"""What hangs on a customer (`around`), asked for in the profile (`beside`, `handwork`): labels, contracts,
persons, household, merged, `past`, `ways`, and the rows behind a score (`widgets.sources`)."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.customers.around import contract_words, person_words
from gui.customers.page import CustomersPage
from gui.session import Session
from gui.strategy.people import PeopleWindow
from gui.widgets.sources import place_words, row_words
from gui.widgets.wrap import WrapLayout
from gui.window import MainWindow
from models.queries import Reader
from tests.gui.conftest import calm
from tests.gui.test_blocks import when_open


def page_of(qtbot: QtBot, window: MainWindow, name: str) -> CustomersPage:
    window.activateWindow()
    window.show_page("customers")
    page = window.current
    assert isinstance(page, CustomersPage)
    calm(qtbot, window.session)
    while page.profile.card is None or page.profile.card.name != name:
        page.step(1)
    calm(qtbot, window.session)
    return page


def words(widget: QWidget) -> list[str]:
    parts: list[QLabel | QPushButton] = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return [part.text() for part in parts if not part.isHidden()]


def click(widget: QWidget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text() == text and not b.isHidden()).click()


def test_labels_are_added_and_taken_away(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window, "Anna van der Berg")
    labels = page.profile.summary.labels
    for word in ("vip", "beurs"):
        QTest.keyClick(page.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget() is labels.line
        QTest.keyClicks(labels.line, word)
        QTest.keyClick(labels.line, Qt.Key.Key_Return)
        assert page.table.hasFocus()
        calm(qtbot, session)
    assert labels.words == ["vip", "beurs"]
    chip = next(b for b in labels.findChildren(QPushButton) if b.text() == "vip ✕")
    assert chip.accessibleName() == "Label vip weghalen"
    chip.click()
    calm(qtbot, session)
    assert labels.words == ["beurs"]
    with Reader(session.path) as reader:
        assert len(reader.history(9)) == 4


def test_contracts_and_contact_persons_are_made_changed_and_deleted(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window, "Anna van der Berg")
    around = page.profile.around
    page.profile.show_tab(2)

    def fill(values: dict[str, str]) -> Callable[[QWidget], None]:
        def act(dialog: QWidget) -> None:
            for name, text in values.items():
                dialog.inputs[name].setText(text)  # type: ignore[attr-defined]
            dialog._keep()  # type: ignore[attr-defined]

        return act

    when_open(
        lambda: around.dialog, fill({"soort": "onderhoud", "start": "1-1-2026", "bedrag_per_maand": "12,5"})
    )
    click(around, "Nieuw contract …")
    calm(qtbot, session)
    assert {"onderhoud  ✎", "vanaf 01-01-2026 · €\xa012,50 per maand"} <= set(words(around))
    when_open(lambda: around.dialog, fill({"einde": "31-12-2026"}))
    click(around, "Wijzigen …")
    calm(qtbot, session)
    entry = "vanaf 01-01-2026 · tot 31-12-2026 · €\xa012,50 per maand"
    assert entry in words(around)
    when_open(lambda: around.dialog, lambda dialog: dialog._delete())  # type: ignore[attr-defined]
    click(around, "Wijzigen …")
    calm(qtbot, session)
    assert "Er is geen contract bekend." in words(around)
    window.undo()
    calm(qtbot, session)
    assert entry in words(around)
    assert "Contactpersonen" not in words(around)
    customer = page.model.ids[page.table.currentIndex().row()]
    page.hand.set_person(customer, None, {"voornaam": "Iris", "functie": "inkoop", "telefoon": "0301234567"})
    calm(qtbot, session)
    assert "Contactpersonen" in words(around)
    assert "Iris · inkoop" in words(around)
    assert person_words({"naam": "", "functie": None}) == []
    with Reader(session.path) as reader:
        person = reader.contact_persons(customer)[0]
    page.hand.delete_person(int(person["id"]))
    calm(qtbot, session)
    assert "Contactpersonen" not in words(around)


def test_a_household_is_left_and_who_was_merged_is_split_again(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    from actions.merging import merge

    page = page_of(qtbot, window, "Youssef El Amrani")
    page.hand.make_household(list(page.model.ids)[:2], "", "huishouden")
    calm(qtbot, session)
    page.profile.show_tab(2)
    click(page.profile.around, "Anna van der Berg · 10042")
    calm(qtbot, session)
    assert page.profile.card is not None and page.profile.card.name == "Anna van der Berg"
    click(page.profile.around, "Uit het huishouden halen")
    calm(qtbot, session)
    assert "Huishouden" not in words(page.profile.around)
    first, other = page.model.ids[1], page.model.ids[3]
    session.do("", lambda _p: merge(session.path, first, [other], {}, "dezelfde"))
    calm(qtbot, session)
    page.profile.show_tab(2)
    assert "Samengevoegd uit" in words(page.profile.around) and page.model.rowCount() == 3
    click(page.profile.around, "Weer splitsen")
    calm(qtbot, session)
    assert "Samengevoegd uit" not in words(page.profile.around) and page.model.rowCount() == 4


def test_channels_scores_and_changes_are_accounted_for(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window, "Anna van der Berg")
    customer = page.model.ids[page.table.currentIndex().row()]
    page.hand.set_values(
        [(customer, "toestemming_email", "nee"), (customer, "toestemming_email_datum", "3-2-2025")], None
    )
    calm(qtbot, session)
    ways = page.profile.summary.ways
    assert ways.opener.text() == "Welke kanalen mogen?"
    ways.toggle()
    QApplication.processEvents()
    said = words(ways)
    assert "✗ alleen service" in said
    assert "de klant zei nee of trok de toestemming in op 03-02-2025" in said
    page.profile.summary.open_why("commitment")
    click(page.profile.summary, "Uit welke rijen?")
    calm(qtbot, session)
    QApplication.processEvents()
    assert any(text.startswith("klanten · ") for text in words(page.profile.summary))
    place = {"file": "a.xlsx", "sheet_name": "Blad1", "row": 12}
    assert place_words(place) == "a.xlsx, Blad1, rij 12"
    source = {"sheet": "orders", "fields": {"bedrag": 12.5, "order_id": 3}}
    assert row_words({**source, **place}).endswith("12,50 (a.xlsx, Blad1, rij 12)")
    page.profile.show_tab(3)
    page.profile.past.which.setCurrentIndex(1)
    calm(qtbot, session)
    said = words(page.profile.past)
    assert any("e-mail" in text for text in said)
    assert any("klanten.csv" in text for text in said)


def test_the_advice_for_one_customer_opens(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window, "Anna van der Berg")
    page.profile.advice_wanted.emit()
    calm(qtbot, session)
    opened = page.findChild(PeopleWindow)
    assert opened is not None and opened.isVisible()
    opened.close()


def test_words_go_on_on_the_next_line(qtbot: QtBot) -> None:
    layout = WrapLayout(spacing=4)
    assert layout.heightForWidth(100) == 0
    holder = QWidget()
    qtbot.addWidget(holder)
    for _each in range(3):
        part = QWidget()
        part.setFixedSize(40, 10)
        layout.addWidget(part)
    holder.setLayout(layout)
    assert layout.heightForWidth(200) == 10 and layout.heightForWidth(90) == 24
    layout.setGeometry(QRect(0, 0, 90, 24))
    third = layout.itemAt(2)
    assert third is not None and third.geometry().topLeft().toTuple() == (0, 14)


def test_a_contract_in_words() -> None:
    found = {"soort": None, "product": None, "start": None, "einde": None, "opgezegd_op": "2026-01-01"}
    assert contract_words(found) == ["Contract", "opgezegd"]
