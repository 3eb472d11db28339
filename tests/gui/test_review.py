"""The page Nakijken, driven as a user would: answers are changes, lists keep their place, keys work."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from actions import editing
from actions.base import writing
from actions.importing import ImportRequest, apply
from core import text
from gui.importing.page import ImportPage
from gui.review.page import TABS, ReviewPage
from gui.review.reading import Waiting
from gui.session import Session
from gui.theme import Theme
from gui.window import MainWindow
from models.queries import Reader
from tests.gui.conftest import calm

DOUBLES = """\
Klantnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail;Plaats;Toestemming e-mail
20001;A.;van der;Berg;anna@vorbeeld.nl;Utrecht;nee
20002;Anna;vd;Berg;berg@voorbeeld.nl;Bilthoven;
20003;Jan;de;Vries;jan@voorbeeld.nl;Assen;
"""
OTHERWISE = """\
Klantnummer;Plaats;Voorkeurskanaal
10042;Utrecht;e-mail
10043;Assen;post
10047;Goes;sms
"""


@pytest.fixture(scope="module")
def reviewed_base(made_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Doubles that a search found, values by hand, a file that contradicts them; made once."""
    text.set_language("nl")
    folder = tmp_path_factory.mktemp("review")
    base = Path(shutil.copy(made_base, folder / "klanten.klantbeeld"))
    for name, words in (("dubbel.csv", DOUBLES), ("anders.csv", OTHERWISE)):
        (folder / name).write_text(words, encoding="utf-8")
    apply(base, [ImportRequest(folder / "dubbel.csv", as_of=date(2026, 6, 30))])
    with Reader(base) as reader:
        ids = {str(number): one for one, number in _numbers(reader).items()}
    editing.set_value(base, [ids["10042"]], "voorkeurskanaal", "webchat", "klant vroeg erom")
    editing.set_value(base, [ids["10043"]], "voorkeurskanaal", "telefoon")
    editing.set_value(base, [ids["10047"]], "plaats", "Breda", review_on=date.today() - timedelta(days=1))
    editing.set_value(base, [ids["10044"]], "relatievorm", "langdurig", review_on=date.today())
    apply(base, [ImportRequest(folder / "anders.csv", as_of=date(2026, 6, 30))])
    why = json.dumps([])
    found = [
        (ids["10042"], ids["20001"], "zeker", 0.99, why),
        (ids["20001"], ids["20002"], "waarschijnlijk", 0.9, why),
        (ids["10043"], ids["20003"], "huishouden", 0.8, why),
    ]
    with writing(base) as opened:
        last = opened.sql("SELECT MAX(id) FROM changes").fetchone()[0]
        opened.sql(f"INSERT INTO duplicate_runs VALUES (1, {last}, '2026-06-30T12:00:00+00:00', 7, 0.1)")
        opened.connection.executemany("INSERT INTO duplicate_pairs VALUES (?, ?, ?, ?, ?)", found)
    return base


@pytest.fixture
def base(reviewed_base: Path, tmp_path: Path) -> Path:
    """A copy of the test's own."""
    return Path(shutil.copy(reviewed_base, tmp_path / "klanten.klantbeeld"))


@pytest.fixture
def page(qtbot: QtBot, session: Session, window: MainWindow) -> ReviewPage:
    """The page in its window, at rest."""
    window.show_page("review")
    made = window.current
    assert isinstance(made, ReviewPage)
    calm(qtbot, session)
    return made


def _numbers(reader: Reader) -> dict[int, str]:
    ids = list(reader.ids())
    return {one: row[0] for one, row in zip(ids, reader.rows(ids, ["klantnummer"]), strict=True)}


def _value(session: Session, number: str, field: str) -> object:
    one = session.reader.find(number)
    assert one is not None
    return session.reader.customer(one)[field]["value"]


def _press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def test_what_waits_is_counted_everywhere(qtbot: QtBot, page: ReviewPage, window: MainWindow) -> None:
    assert page.subtitle.text() == (
        "2 waarschijnlijke dubbelen · 3 verschillen met het bestand · 2 waarden opnieuw te bekijken"
    )
    names = [made.accessibleName() for made in window.findChildren(QAbstractButton)]
    assert "Nakijken 7" in names
    window.show_page("overview")
    calm(qtbot, window.session)
    links = [made.text() for made in window.current.findChildren(QAbstractButton)]
    assert "3 verschillen met het bestand" in links
    next(m for m in window.current.findChildren(QAbstractButton) if "opnieuw te" in m.text()).click()
    calm(qtbot, window.session)
    assert window.page == "review" and page.hand.list.model.rowCount() == 2


def test_a_group_is_merged_by_keyboard_and_split_again(
    qtbot: QtBot, page: ReviewPage, session: Session
) -> None:
    tab = page.doubles
    assert tab.list.model.index(0, 0).data() == "●●● zeker"
    _press(tab.list.table, Qt.Key.Key_Return)
    calm(qtbot, session)
    assert tab.comparing and tab.panel.choice is not None and len(tab.panel.choice.sides) == 3
    table = tab.panel.table
    assert table.hasFocus() and table.sides.index(0, 1).data() == "◉ deze blijft"
    assert "Splitsen kan altijd." in tab.panel.sentence
    rows = {table.sides.index(at, 0).data(): at for at in range(table.sides.rowCount())}
    table.setCurrentIndex(table.sides.index(rows["Plaats"], 3))
    _press(table, Qt.Key.Key_Space)
    assert table.sides.index(rows["Plaats"], 4).data() == "Bilthoven"
    table.setCurrentIndex(table.sides.index(rows["Toestemming e-mail"], 3))
    _press(table, Qt.Key.Key_Space)  # a no stays a no
    assert table.sides.index(rows["Toestemming e-mail"], 4).data() == "nee"
    tab.panel.reason.setText("zelfde klant")
    tab.panel.merge_button.click()
    calm(qtbot, session)
    assert not tab.comparing and "samengevoegd" in page.banner.text
    assert tab.list.model.rowCount() == 1
    assert _value(session, "10042", "plaats") == "Bilthoven"
    assert _value(session, "10042", "toestemming_email") is False
    page.show_tab("merged")
    assert page.merged.list.model.rowCount() == 2
    page.merged.split_button.click()
    calm(qtbot, session)
    assert page.merged.list.model.rowCount() == 1


def test_one_who_does_not_belong_is_left_out(qtbot: QtBot, page: ReviewPage, session: Session) -> None:
    page.doubles.merge_button.click()
    calm(qtbot, session)
    panel = page.doubles.panel
    assert panel.choice is not None
    third = panel.choice.sides[2]
    table = panel.table
    table.pick(table.sides.index(1, 3))
    calm(qtbot, session)
    assert (
        third.customer_id in panel.choice.dropped and table.sides.index(1, 3).data() == "☐ hoort er niet bij"
    )
    panel.merge_button.click()
    calm(qtbot, session)
    assert session.reader.merged_count() == 1
    with closing(sqlite3.connect(session.path)) as plain:
        assert plain.execute("SELECT COUNT(*) FROM distinct_pairs").fetchone() == (1,)
    assert session.reader.find("20002") == third.customer_id


def test_another_survivor_keeps_what_was_picked(qtbot: QtBot, page: ReviewPage, session: Session) -> None:
    page.compare([one for one in (session.reader.find("10042"), session.reader.find("20001")) if one])
    calm(qtbot, session)
    panel = page.doubles.panel
    table = panel.table
    rows = {table.sides.index(at, 0).data(): at for at in range(table.sides.rowCount())}
    assert panel.equal.text().startswith("Ook ")
    table.pick(table.sides.index(rows["E-mail"], 2))
    table.pick(table.sides.index(0, 2))
    calm(qtbot, session)
    assert panel.choice is not None and panel.choice.survivor == session.reader.find("20001")
    rows = {table.sides.index(at, 0).data(): at for at in range(table.sides.rowCount())}
    assert table.sides.index(rows["E-mail"], 3).data() == "anna@vorbeeld.nl"
    before = table.sides.rowCount()
    panel.equal.setChecked(True)
    assert table.sides.rowCount() > before
    _press(table, Qt.Key.Key_Escape)
    assert not page.doubles.comparing


def test_too_many_are_not_laid_side_by_side(page: ReviewPage, session: Session) -> None:
    page.compare(list(session.reader.ids()) * 3)
    assert "twee tot 8" in page.banner.text and not page.doubles.comparing


def test_a_household_is_made_and_dissolved(qtbot: QtBot, page: ReviewPage, session: Session) -> None:
    tab = page.doubles
    tab.level.setCurrentIndex(tab.level.findData("huishouden"))
    tab.level.activated.emit(tab.level.currentIndex())
    assert tab.list.model.rowCount() == 1
    assert tab.household_button.property("role") == "primary"
    tab.list.table.setFocus()
    _press(tab.list.table, Qt.Key.Key_H)
    calm(qtbot, session)
    assert tab.list.model.rowCount() == 2
    page.show_tab("households")
    assert page.households.list.model.rowCount() == 1
    page.households.dissolve_button.click()
    calm(qtbot, session)
    assert page.households.list.model.rowCount() == 0


def test_later_marks_and_goes_on(page: ReviewPage) -> None:
    tab = page.doubles
    tab.later_button.click()
    assert tab.list.table.currentIndex().row() == 1
    assert tab.list.model.cell(0, 1)[1].tone == "muted"


def test_differences_are_answered_many_at_once(qtbot: QtBot, page: ReviewPage, session: Session) -> None:
    page.show_tab("conflicts")
    tab = page.conflicts
    assert tab.list.model.rowCount() == 3
    tab.list.table.setFocus()
    _press(tab.list.table, Qt.Key.Key_B)
    calm(qtbot, session)
    assert tab.list.model.rowCount() == 2
    tab.list.table.selectAll()
    assert tab.mine.text() == "Mijn waarden houden (2)"
    tab.mine.click()
    calm(qtbot, session)
    assert tab.list.model.rowCount() == 0 and not page.found.conflicts
    assert "blijven staan" in page.banner.text
    assert session.reader.hand_count() == 3


def test_what_the_file_said_all_along_is_kept_with_one_key(
    qtbot: QtBot, page: ReviewPage, session: Session
) -> None:
    page.show_tab("conflicts")
    tab = page.conflicts
    known = session.reader.known_conflict_ids()
    assert session.reader.conflict_ids()[len(session.reader.conflict_ids()) - len(known) :] == known
    assert tab.nothing_new.isHidden() == (not known)
    tab.show_keys(session.reader.conflict_ids(), (), known := session.reader.conflict_ids()[:2])
    assert not tab.nothing_new.isHidden() and "2" in tab.old_news.text()
    tab.list.table.setFocus()
    _press(tab.list.table, Qt.Key.Key_A)
    calm(qtbot, session)
    assert not set(known) & set(session.reader.conflict_ids()) and session.reader.conflict_count() == 1


def test_the_file_wins_until_asked_again(qtbot: QtBot, page: ReviewPage, session: Session) -> None:
    page.show_tab("conflicts")
    tab = page.conflicts
    rows = [tab.list.model.index(at, 1).data() for at in range(3)]
    tab.list.select(rows.index("Voorkeurskanaal"))
    tab.every.click()
    calm(qtbot, session)
    assert tab.list.model.rowCount() == 1 and not tab.wins.isHidden()
    assert _value(session, "10042", "voorkeurskanaal") == "e-mail"
    again = next(m for m in tab.wins.findChildren(QAbstractButton) if m.text() == "weer vragen")
    again.click()
    calm(qtbot, session)
    assert tab.wins.isHidden() and session.reader.file_wins() == []


def test_hand_values_are_looked_at_again_or_go_back(qtbot: QtBot, page: ReviewPage, session: Session) -> None:
    page.show_tab("due")
    tab = page.hand
    assert page._tabs.currentIndex() == 2 and tab.list.model.rowCount() == 2
    tab.when.setCurrentIndex(tab.when.findData(3))
    tab.right.click()
    calm(qtbot, session)
    assert tab.list.model.rowCount() == 1
    tab.switch.choose("all")
    assert tab.list.model.rowCount() == 4
    tab.list.table.selectAll()
    tab.back_button.click()
    calm(qtbot, session)
    assert session.reader.hand_count() == 0 and tab.list.model.rowCount() == 0
    assert _value(session, "10047", "plaats") == "Goes"


def test_the_end_of_an_import_leads_here(page: ReviewPage, window: MainWindow) -> None:
    window.show_page("importing")
    importing = window.current
    assert isinstance(importing, ImportPage)
    importing.done_step.show_waiting(Waiting())
    assert importing.done_step.waiting.isHidden()
    importing.done_step.show_waiting(Waiting(pairs=2, conflicts=1))
    links = importing.done_step.waiting.findChildren(QAbstractButton)
    assert [made.text() for made in links] == ["2 waarschijnlijke dubbelen", "1 verschil met het bestand"]
    links[1].click()
    assert window.page == "review" and page._tabs.currentIndex() == 1


def test_a_name_leads_to_the_customer(qtbot: QtBot, page: ReviewPage, window: MainWindow) -> None:
    page.show_tab("hand")
    page.hand.list.chosen.emit(0)
    calm(qtbot, window.session)
    assert window.page == "customers"


def test_every_part_has_names_words_when_empty_and_room(qtbot: QtBot, page: ReviewPage, theme: Theme) -> None:
    for code in TABS:
        page.show_tab(code)
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            for made in page.findChildren(kind):
                if made.isVisible():
                    words = made.text() if isinstance(made, QAbstractButton) else ""
                    assert made.accessibleName() or words, made
    page.show_tab("households")
    shown = [made.text() for made in page.households.findChildren(QLabel) if made.isVisible()]
    assert "Nog geen huishoudens" in shown
    theme.set_mode("dark")
    theme.set_scale(2)
    for code in TABS:
        page.show_tab(code)
        assert not page.grab().isNull()
