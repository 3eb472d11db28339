"""Segmenten: a border is tried, kept and undone; two days side by side; why a customer is in a cell."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.segments.flow import layout
from gui.segments.matrix import rounded
from gui.segments.page import SegmentsPage
from gui.segments.reading import why_empty
from gui.session import Session
from gui.window import MainWindow
from models.database import open_base
from tests.gui.conftest import calm


@pytest.fixture(scope="session")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve buyers, of whom two referred somebody, profiled on two days."""
    from actions.importing import ImportRequest, apply
    from actions.profiling import profile
    from core import text

    folder = tmp_path_factory.mktemp("lively")
    text.set_language("nl")
    people = ["Klantnummer;Achternaam;E-mail;Aangebracht door"]
    people += [f"{n};Buyer{n:02d};b{n}@voorbeeld.nl;{'1' if n in (3, 4) else ''}" for n in range(1, 13)]
    orders = ["Bestelnummer;Klantnummer;Besteldatum;Bedrag"]
    orders += [
        f"{n}-{t};{n};{1 + n:02d}-{m:02d}-2026;{20 * n},00"
        for n in range(1, 13)
        for t, m in enumerate((1, 5))
    ]
    requests = []
    for name, lines in (("klanten.csv", people), ("bestellingen.csv", orders)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        requests.append(ImportRequest(folder / name, as_of=date(2026, 6, 30)))
    base = folder / "lively.klantbeeld"
    apply(base, requests)
    profile(base, date(2026, 3, 31))
    profile(base, date(2026, 6, 30))
    return base


@pytest.fixture
def base(lively: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lively, tmp_path / "lively.klantbeeld"))


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, session: Session) -> SegmentsPage:
    window.show_page("segments")
    made = window.current
    assert isinstance(made, SegmentsPage)
    made.show_set("waarde")
    calm(qtbot, session)
    return made


def customers(page: SegmentsPage) -> dict[str, int]:
    return {cell.code: cell.customers for cell in page.model.rows}


def test_a_matrix_without_points_says_why_and_what_to_do(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.show_page("segments")
    page = window.current
    assert isinstance(page, SegmentsPage)
    page.show_set("engagement")
    calm(qtbot, session)
    assert page.matrix.empty.isVisible() and "NPS" in page.matrix.empty.text()
    assert page.matrix._plot is None
    page.show_set("waarde")
    calm(qtbot, session)
    assert page.matrix._plot is not None
    assert not page.matrix.empty.isVisible() and page.matrix._plot.isVisible()
    edges = page._answer.edges if page._answer is not None else None
    assert edges is not None
    nobody = replace(edges.standing, crv=edges.standing.crv * float("nan"))
    assert "aangebracht door" in why_empty(replace(edges, standing=nobody), "waarde")
    assert "importeer" in why_empty(None, "waarde").lower()


def test_a_dragged_border_says_who_moves_and_changes_nothing(
    qtbot: QtBot, page: SegmentsPage, session: Session
) -> None:
    before = customers(page)
    line = page.matrix._lines[0]
    line.setValue(line.value() * 1.2)  # as a drag does
    calm(qtbot, session)
    assert page.trial is not None and page.trial.moves.customers > 0
    assert (
        page.borders.sentence == f"{page.trial.moves.customers} klanten verhuizen; er is nog niets gewijzigd"
    )
    assert page.borders.field("clv").value == page.trial.borders.clv
    assert page.borders.mode("clv").currentData() == "number"
    assert session.reader.settings().border_clv is None and customers(page) == before
    page.borders.back_button.click()
    assert page.trial is None and not page.borders.save_button.isVisible()


def test_a_typed_border_is_kept_as_one_step_and_undone(
    qtbot: QtBot, window: MainWindow, page: SegmentsPage, session: Session
) -> None:
    before = customers(page)
    page.borders.field("clv").give(10_000.0)
    calm(qtbot, session)
    page.borders.save_button.click()
    calm(qtbot, session)
    assert session.reader.settings().border_clv == 10_000
    assert session.reader.history(1)[0].label == "Grens: koopwaarde € 10.000".replace(
        "€ ", "€\N{NO-BREAK SPACE}"
    )
    assert customers(page) != before and page.borders.mode("clv").currentData() == "number"
    window.undo()
    calm(qtbot, session)
    assert session.reader.settings().border_clv is None
    assert customers(page) == before


def test_a_percentile(qtbot: QtBot, page: SegmentsPage, session: Session) -> None:
    mode = page.borders.mode("clv")
    mode.setCurrentIndex(mode.findData("percentile"))
    mode.activated.emit(mode.currentIndex())
    calm(qtbot, session)
    assert page.trial is not None and page.trial.settings.border_percentiles == {"clv": 75.0}
    page.borders.field("clv").give(90.0)
    calm(qtbot, session)
    assert page.trial.settings.border_percentiles == {"clv": 90.0}
    page.keep_borders()
    calm(qtbot, session)
    run = session.reader.run()
    assert run is not None and run.context["borders"]["clv"] > 0


def test_two_days_side_by_side(qtbot: QtBot, page: SegmentsPage, session: Session) -> None:
    page.compare_with("2026-03-31")
    calm(qtbot, session)
    found = page.moved.found
    assert found is not None and page.movement.isVisible()
    assert sum(move.customers for move in found.moves) == 12
    assert page.movement.title.text() == "Sinds 31-03-2026"
    flow = layout(found)
    assert sum(ribbon.customers for ribbon in flow.ribbons) == 12
    assert flow.left[-1].bottom <= 1.0001 and flow.right[-1].bottom <= 1.0001
    for block in flow.left:
        width = sum(r.left[1] - r.left[0] for r in flow.ribbons if r.before == block.cell)
        assert width == pytest.approx(block.bottom - block.top)
    page.movement.flow.click()
    assert page.moved.isVisible() and page.moved.flow.isVisible()
    page.moved.left.emit()
    assert page.matrix.isVisible()


def test_who_dropped_is_named_and_can_be_looked_up(
    qtbot: QtBot, window: MainWindow, page: SegmentsPage, session: Session
) -> None:
    first = session.reader.snapshots()[-1].run_id
    with open_base(session.path, write=True) as base:
        # as if they had been champions before; snapshots are not journalled
        base.sql(f'UPDATE snapshots SET cells = \'{{"waarde": "kampioen"}}\' WHERE run_id = {first}')
    page.compare_with("2026-03-31")
    calm(qtbot, session)
    page.movement.dropped.click()
    calm(qtbot, session)
    assert page.moved.table.isVisible() and page.moved.model.rows
    assert {person.before for person in page.moved.model.rows} == {"kampioen"}
    number = page.moved.model.rows[0].klantnummer
    page.moved.table.chosen.emit(0)
    qtbot.waitUntil(lambda: window.page == "customers")
    assert window.search_box.text() == number


def test_why_a_customer_is_in_a_cell(qtbot: QtBot, page: SegmentsPage, session: Session) -> None:
    page.matrix.cell_chosen.emit("stille_genieter")
    calm(qtbot, session)
    assert page.why.isVisible()
    assert page.why.title.text() == "Waarom is Buyer12 “stille genieter”?"
    assert "ligt op of boven" in page.why.said.text() and "niemand via deze klant" in page.why.said.text()
    page.why.stepped.emit(1)
    calm(qtbot, session)
    assert "Buyer11" in page.why.title.text()
    page.matrix.customer_chosen.emit(1)
    calm(qtbot, session)
    assert "Buyer01" in page.why.title.text()
    assert all(label.text() != "None" for label in page.why.findChildren(QLabel))


def test_amounts_are_dragged_to_round_ones() -> None:
    assert [rounded(amount) for amount in (0.2, 12.4, 104, 683.27, 1234, 98_765)] == [
        0,
        12,
        100,
        680,
        1200,
        99_000,
    ]


def test_what_the_scores_rest_on_down_to_the_rows(qtbot: QtBot, page: SegmentsPage, session: Session) -> None:
    page.matrix.customer_chosen.emit(3)
    calm(qtbot, session)
    page.why.grounds.click()
    calm(qtbot, session)
    said = [made.text() for made in page.grounds.findChildren(QLabel)]
    assert any(text.startswith("Relationele uitwisseling ") for text in said)
    rows = [text.strip() for text in said if "bestellingen" in text]
    assert (
        "bestellingen · Besteldatum 04-05-2026 · Bedrag 60 · Bestelnummer 3-1 (bestellingen.csv, rij 7)"
        in rows
    )
    page.grounds.accept()
