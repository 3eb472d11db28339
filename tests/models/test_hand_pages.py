"""Long lists of handwork are held as ids and read a page at a time, in the order of the lists."""

from datetime import date
from pathlib import Path

import pytest

from actions import editing
from actions.importing import ImportRequest, apply
from models.queries import Reader

PEOPLE = "Klantnummer;Achternaam;Plaats\n" + "".join(f"{n};Naam{n:02d};Ede\n" for n in range(1, 31))
AGAIN = "Klantnummer;Plaats\n" + "".join(f"{n};Goes\n" for n in range(1, 31))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for name, words in (("klanten.csv", PEOPLE), ("weer.csv", AGAIN)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    path = tmp_path / "b.kb"
    apply(path, [ImportRequest(tmp_path / "klanten.csv", as_of=date(2026, 6, 30))])
    with Reader(path) as reader:
        ids = list(reader.ids())
    editing.set_value(path, ids[:20], "plaats", "Zeist", review_on=date(2026, 5, 1))
    editing.set_value(path, ids[5:9], "branche", "zorg", review_on=date(2026, 4, 1))
    apply(path, [ImportRequest(tmp_path / "weer.csv", as_of=date(2026, 6, 30))])
    return path


def test_ids_and_rows_are_the_lists(base: Path) -> None:
    day = date(2026, 5, 1)
    with Reader(base) as reader:
        for ids, listed in (
            (reader.hand_ids(), reader.hand_list(limit=-1)),
            (reader.hand_ids(day), reader.hand_list(day, limit=-1)),
            (reader.hand_ids(date(2026, 4, 1)), reader.hand_list(date(2026, 4, 1), limit=-1)),
            (reader.conflict_ids(), reader.conflict_list(limit=-1)),
        ):
            assert ids == [one.id for one in listed] and ids
            assert reader.hand_rows(ids) == listed
            assert reader.hand_rows([*ids[3:0:-1], 10**9]) == listed[3:0:-1]
        assert len(reader.conflict_ids()) == 20 and len(reader.hand_ids(date(2026, 4, 1))) == 4
