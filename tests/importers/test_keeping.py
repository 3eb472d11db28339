"""A sheet is read once and walked as often as needed (`importers.keeping`)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from importers.keeping import Keeper
from importers.reading import BATCH, Batch, read_file


def walked(keeper: Keeper, size: int = BATCH) -> list[Any]:
    return [(b.rows, b.cells, b.bad, b.skipped, b.notes) for b in keeper.batches(size)]


def counting(batches: list[Batch]) -> tuple[Any, list[int]]:
    walks: list[int] = []

    def walk(size: int) -> Iterator[Batch]:
        walks.append(size)
        for b in batches:
            yield Batch(list(b.rows), [list(row) for row in b.cells], b.bad, b.skipped, b.notes)

    return walk, walks


MIXED = Batch(
    [2, 3, 7],
    [["007", 1.5, "", date(2024, 1, 2)], ["a\x1fb", -0.0, 3, True], ["", 1e300, "é", "x"]],
    [(5, ["te", "kort"], "row_too_short")],
    4,
    [(6, "note", "los")],
)
TEXTS = Batch([8, 9], [["a", "b", "", ""], ["c", "", "", "d"]])
EMPTY = Batch([], [], [], 2)


def test_the_second_walk_gives_the_same_to_the_letter_without_reading() -> None:
    walk, walks = counting([MIXED, TEXTS, EMPTY])
    keeper = Keeper(walk)
    first = walked(keeper)
    assert first == walked(keeper) == walked(keeper)
    assert [type(cell) for row in first[0][1] for cell in row] == [
        type(cell) for row in MIXED.cells for cell in row
    ]
    assert walks == [BATCH]
    assert [list(map(list, b.columns())) for b in keeper.batches()][1] == [
        ["a", "c"],
        ["b", ""],
        ["", ""],
        ["", "d"],
    ]


def test_another_size_or_a_walk_that_stops_early_is_read_anew() -> None:
    walk, walks = counting([MIXED, TEXTS])
    keeper = Keeper(walk)
    next(keeper.batches())
    walked(keeper, 10)
    walked(keeper)
    walked(keeper)
    assert walks == [BATCH, 10, BATCH]


def test_what_takes_too_much_room_is_read_again() -> None:
    walk, walks = counting([MIXED, TEXTS])
    keeper = Keeper(walk, room=400)
    assert walked(keeper) == walked(keeper)
    assert walks == [BATCH, BATCH]


def test_changing_a_batch_does_not_change_the_next_walk() -> None:
    walk, _walks = counting([TEXTS])
    keeper = Keeper(walk)
    before = walked(keeper)
    for batch in keeper.batches():
        batch.rows.clear()
        batch.cells[0][0] = "anders"
    assert walked(keeper) == before


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_that_is_gone_after_the_first_walk_can_still_be_walked(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "klanten.csv"
    lines = ["klantnummer;e-mail", *(f"{n:05};k{n}@x.nl" for n in range(12_000)), "Totaal;12000"]
    file.write_text(ending.join(lines), encoding="utf-8", newline="")
    sheet = read_file(file)[0]
    first = [(b.rows, b.cells, b.skipped) for b in sheet.batches()]
    file.unlink()
    assert [(b.rows, b.cells, b.skipped) for b in sheet.batches()] == first
    assert sum(len(rows) for rows, _cells, _skipped in first) == 12_000
