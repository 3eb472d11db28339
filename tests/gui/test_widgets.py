"""Small parts: the amount field reads and steps, the parts of a score add up in words."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.text import set_language
from gui.customers.explained import hint
from gui.customers.profile import breakable
from gui.facts import named
from gui.widgets.amount import AmountField
from gui.widgets.basics import button
from gui.widgets.cells import in_lines
from gui.widgets.nothing import Nothing
from gui.widgets.page import MARGIN, Page
from models.queries import ChangeRow


@pytest.fixture
def field(qtbot: QtBot) -> AmountField:
    made = AmountField("Budget")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12000", 12000), ("€ 12.000", 12000), ("12.000,75", 12000), ("0", 0), ("veel", 500), ("-3", 500)],
)
def test_an_amount_is_read_or_put_back(field: AmountField, typed: str, value: float) -> None:
    field.show_value(500)
    field.setText(typed)
    field.editingFinished.emit()
    assert field.value == value
    assert field.text().startswith("€")


def test_english_amounts(qtbot: QtBot) -> None:
    set_language("en")
    made = AmountField("Budget")
    qtbot.addWidget(made)
    made.setText("1,234.50")
    made.editingFinished.emit()
    assert made.value == 1234 and made.text() == "€\N{NO-BREAK SPACE}1,234"


def test_up_and_down_step(field: AmountField) -> None:
    given: list[float] = []
    field.given.connect(given.append)
    field.show_value(12000)
    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.keyClick(field, Qt.Key.Key_Down)
    field.show_value(0)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert given == [13000, 12000, 0]


def test_the_hint_names_what_would_move_the_score_most() -> None:
    nps = {"indicator": "nps", "raw": 6, "normalised": 0.3, "weight": 2.0, "points": 30.0}
    inner = {
        "value": 30.0,
        "parts": [nps],
        "missing": [
            {"indicator": "survey_affectief", "weight": 3.0},
            {"indicator": "review_mean", "weight": 1.0},
        ],
    }
    outer = {
        "value": 30.0,
        "parts": [{"indicator": "affectief", "raw": 30.0, "normalised": 0.3, "weight": 0.75, "points": 30.0}],
        "missing": [],
        "components": {"affectief": inner},
    }
    # (2·.3 + 3·0)/5 = 12 and (2·.3 + 3·1)/5 = 72: the survey reaches farthest
    assert "12" in hint(outer) and "72" in hint(outer) and "enquête" in hint(outer)
    assert hint({"parts": [nps], "missing": [], "components": {}}) == ""


def test_a_high_row_shows_a_long_name_in_two_lines(field: AmountField) -> None:
    metrics = QFontMetrics(field.font())
    text = "occasioneel · stille genieter"
    wide, high = metrics.horizontalAdvance(text) * 0.7, metrics.height()
    assert in_lines(metrics, text, QRectF(0, 0, wide, 2.5 * high))
    assert not in_lines(metrics, text, QRectF(0, 0, wide, 1.5 * high)), "a low row keeps one line"
    assert not in_lines(metrics, text, QRectF(0, 0, wide / 4, 2.5 * high)), "a word is not cut"


def test_the_last_change_may_be_an_undo() -> None:
    set_language("nl")
    done = ChangeRow(2, "Grens", "settings", "x", "2026-11-22T09:05:00Z", 1, False, None, None)
    assert named(done) == "Grens"
    assert named(ChangeRow(3, "Grens", "undo", "x", done.at, 1, False, 2, None)) == "Ongedaan gemaakt: Grens"
    assert named(ChangeRow(4, "Grens", "redo", "x", done.at, 1, False, None, 2)) != "Grens"


def test_the_controls_of_a_page_go_under_the_title_where_there_is_no_room(qtbot: QtBot) -> None:
    around = QWidget()  # a window of its own would not become smaller than what is in it
    qtbot.addWidget(around)
    page = Page("Strategie")
    page.setParent(around)
    made = [button(f"Knop {at} met veel woorden") for at in range(3)]
    for each in made:
        page.controls.addWidget(each)
    around.show()
    narrow = page.controls.sizeHint().width() + 2 * MARGIN  # the buttons alone, in whatever font there is
    for width, below in ((3 * narrow, False), (narrow, True), (3 * narrow, False)):
        page.resize(width, 300)
        qtbot.wait(1)
        assert (made[0].x() == page.title.x()) == below
        assert all(each.width() >= each.sizeHint().width() for each in made)


def test_a_name_of_one_long_word_may_be_broken() -> None:
    assert breakable("Anna van der Berg") == "Anna van der Berg"
    assert len(breakable("Hottentottententententoonstelling")) == 2 * 33 - 1


def test_an_empty_page_says_where_to_begin(qtbot: QtBot) -> None:
    """`gui.widgets.nothing`"""
    asked: list[str] = []
    page = Nothing("Er zijn nog geen klanten.", "Importeer er een.", lambda: asked.append("importing"))
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.begin.click()
    assert asked == ["importing"] and page.begin.width() < 300
    assert abs(page.begin.geometry().center().x() - page.rect().center().x()) <= 1
