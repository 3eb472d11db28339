"""Advice on a base whose profiles are behind."""

from pathlib import Path

from actions import advising, importing
from tests.cli.calling import write_csv


def brought(db: Path, tmp_path: Path, *numbers: int) -> None:
    rows = [f"{n};B{n};03-04-2025;10,00" for n in numbers]
    file = write_csv(tmp_path / "orders.csv", "Klantnummer;Bestelnummer;Besteldatum;Bedrag", rows)
    importing.apply(db, [importing.ImportRequest(file)])


def test_weighing_waits_for_the_profiles_of_new_customers(tmp_path: Path) -> None:
    db = tmp_path / "b.klantbeeld"
    brought(db, tmp_path, 1, 2)
    assert advising.weigh(db) is None
    advising.segments(db)
    assert advising.weigh(db) is not None
    brought(db, tmp_path, 3)
    assert advising.weigh(db) is None
    assert sum(cell["customers"] for cell in advising.segments(db)["cells"]) == 3
    assert advising.weigh(db) is not None
