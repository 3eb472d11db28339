"""The lazy table model: pages are read when asked for, a few are kept, a change is seen."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from gui.customers.columns import available, written
from gui.customers.model import CustomersModel
from gui.widgets.cells import LOOK_ROLE
from gui.widgets.heads import LEFT, RIGHT
from gui.widgets.paged import PAGE_ROWS, FetchedModel
from gui.widgets.table import Column


class Source:
    """A hundred thousand customers that do not exist."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.town = "Utrecht"

    def rows(self, ids: Sequence[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
        self.asked.append(ids[0])
        return [tuple(f"{self.town} {i}" for _name in columns) for i in ids]

    def marks(self, ids: Sequence[int]) -> dict[int, set[str]]:
        return {i: {"plaats"} for i in ids if i % 10 == 0}


def model(source: Source, count: int = 100_000) -> CustomersModel:
    every = available()
    made = CustomersModel(source.rows, source.marks, [every["klantnummer"], every["plaats"]])
    made.show_ids(array("q", range(1, count + 1)))
    return made


def test_only_pages_in_view_are_read(qapp: QApplication) -> None:
    source = Source()
    made = model(source)
    assert made.rowCount() == 100_000 and source.asked == []
    assert made.index(0, 1).data() == "Utrecht 1"
    assert made.index(PAGE_ROWS - 1, 1).data() == f"Utrecht {PAGE_ROWS}"
    assert source.asked == [1]
    assert made.index(99_999, 1).data() == "Utrecht 100000"
    assert len(source.asked) == 2


def test_few_pages_are_kept(qapp: QApplication) -> None:
    source = Source()
    made = model(source)
    for row in range(0, 100_000, PAGE_ROWS):
        made.index(row, 0).data()
    assert len(made._pages) <= 48


def test_hand_marks_and_new_values(qapp: QApplication) -> None:
    source = Source()
    made = model(source)
    assert made.index(9, 1).data(LOOK_ROLE).hand and not made.index(8, 1).data(LOOK_ROLE).hand
    source.town = "Delft"
    made.forget()
    assert made.index(0, 1).data() == "Delft 1"
    assert made.row_of(500) == 499 and made.row_of(-1) == -1


def test_the_model_keeps_qt_s_rules(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    check: Any = qtmodeltester.check
    check(model(Source(), 200))


def test_unknown_is_said_and_numbers_stand_right() -> None:
    assert written("score", None)[0] == "onbekend"
    assert written("euro", 4812.4)[0] == "€\N{NO-BREAK SPACE}4.812"
    assert written("money", 12.5)[0] == "€\N{NO-BREAK SPACE}12,50"
    assert written("flag", 0)[0] == "nee" and written("date", "2026-03-01")[0] == "01-03-2026"
    assert written("cell", "stille_genieter", "set_waarde")[0] == "stille genieter"
    text, look = written("score", 71.4)
    assert text == "71" and look.bar is not None and abs(look.bar - 0.714) < 1e-9
    every = available()
    assert every["clv"].right and not every["plaats"].right


def test_a_long_list_reads_pages_and_sees_the_end(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    asked: list[int] = []

    def fetch(first: int, many: int) -> list[int]:
        asked.append(first)
        return list(range(first, min(first + many, 20_000)))

    columns = (Column[int]("n", str, right=True), Column[int]("twice", lambda n: str(2 * n)))
    made = FetchedModel(columns, fetch)
    made.show_many(20_001)  # one went meanwhile
    assert asked == [] and made.index(19_999, 1).data() == "39998"
    assert made.at(20_000) is None and made.index(20_000, 0).data() == "" and len(asked) == 1
    assert made.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT
    assert made.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == LEFT
    made.show_many(70)
    assert made.at(70) is None and made.at(-1) is None
    check: Any = qtmodeltester.check
    check(made)
