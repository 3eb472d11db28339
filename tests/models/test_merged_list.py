"""The list of who was merged into whom: chains end at who is there now, and a deleted one is not offered."""

from datetime import date
from pathlib import Path

import pytest

from actions import customers, merging
from actions.importing import ImportRequest, apply
from models.merged_list import MergedPair
from models.queries import Reader

PEOPLE = """\
Klantnummer;Voornaam;Achternaam
1;Jan;Jansen
2;J.;Jansen
3;Jan;Janssen
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "klanten.csv").write_text(PEOPLE, encoding="utf-8")
    apply(tmp_path / "b.kb", [ImportRequest(tmp_path / "klanten.csv", as_of=date(2026, 6, 30))])
    return tmp_path / "b.kb"


def test_a_chain_of_merges_is_listed_link_by_link(base: Path) -> None:
    with Reader(base) as reader:
        one, two, three = (reader.find(number) for number in "123")
        assert one and two and three and reader.merged_list() == [] and reader.merged_count() == 0
        merging.merge(base, two, [three], reason="zelfde adres")
        merging.merge(base, one, [two])
        later, first = reader.merged_list()
        assert isinstance(first, MergedPair) and first.reason == "zelfde adres"
        assert (first.klantnummer, first.into_number, first.survivor_id) == ("3", "2", one)
        assert (later.klantnummer, later.into_id, later.survivor_id) == ("2", one, one)
        assert [pair.klantnummer for pair in reader.merged_list(1, 1)] == ["3"]
        merging.split(base, two)
        assert [pair.survivor_id for pair in reader.merged_list()] == [two]
        customers.delete_customers(base, [two])
        assert reader.merged_count() == 0 and reader.merged_list() == []
