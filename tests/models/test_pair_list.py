"""Pairs that wait for an answer: what a person said since the search is left out at once."""

import json
from datetime import date
from pathlib import Path

import pytest

from actions import customers, editing, history, households, merging
from actions.base import user_name, writing
from actions.importing import ImportRequest, apply
from models import changes, pair_list
from models.queries import Reader

PEOPLE = "Klantnummer;Voornaam;Achternaam\n" + "".join(f"{n};Jan;Jansen{n}\n" for n in range(1, 9))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Eight customers, and a search that found four pairs."""
    (tmp_path / "klanten.csv").write_text(PEOPLE, encoding="utf-8")
    path = tmp_path / "b.kb"
    apply(path, [ImportRequest(tmp_path / "klanten.csv", as_of=date(2026, 6, 30))])
    found = [
        (1, 2, "zeker", 0.99),
        (2, 3, "zeker", 0.995),
        (4, 5, "mogelijk", 0.5),
        (6, 7, "huishouden", 0.8),
    ]
    with writing(path) as base:
        last = base.sql("SELECT MAX(id) FROM changes").fetchone()[0]
        base.sql(
            "INSERT INTO duplicate_runs(change_id, at, customers, seconds) "
            f"VALUES ({last}, '2026-06-30T12:00:00+00:00', 8, 0.5)"
        )
        base.connection.executemany(
            "INSERT INTO duplicate_pairs VALUES (?, ?, ?, ?, ?)",
            [(*pair, json.dumps([["email_same", {}]])) for pair in found],
        )
    return path


def test_the_likeliest_first_with_names(base: Path) -> None:
    with Reader(base) as reader:
        assert reader.pair_counts() == {"zeker": 2, "waarschijnlijk": 0, "mogelijk": 1, "huishouden": 1}
        assert reader.pair_ids("zeker") == [(2, 3), (1, 2)]
        gone, second = (2, 9), (1, 2)
        (row,) = reader.pair_rows([gone, second])
        assert isinstance(row, pair_list.OpenPair)
        assert (row.first_number, row.second_name, row.why) == ("1", "Jan Jansen2", (["email_same", {}],))


def test_answers_take_pairs_out_and_undo_brings_them_back(base: Path) -> None:
    with Reader(base) as reader:
        merging.merge(base, 1, [2])
        assert reader.pair_counts()["zeker"] == 0
        history.undo(base)
        customers.delete_customers(base, [3])
        assert reader.pair_ids("zeker") == [(1, 2)]
        households.make_household(base, [6, 7])
        assert reader.pair_counts()["huishouden"] == 0
        with writing(base) as opened, changes.change(opened, "x", kind="distinct", who=user_name()):
            opened.sql("INSERT INTO distinct_pairs(first_id, second_id, who, at) VALUES (4, 5, 'u', 'nu')")
        assert reader.pair_counts()["mogelijk"] == 0
        for _ in range(3):
            history.undo(base)
        assert sum(reader.pair_counts().values()) == 4


def test_a_search_is_stale_after_news_not_after_an_answer(base: Path) -> None:
    with Reader(base) as reader:
        run = reader.duplicate_run()
        assert isinstance(run, pair_list.DuplicateRun) and run.customers == 8 and not run.stale
        households.make_household(base, [6, 7])
        run = reader.duplicate_run()
        assert run is not None and not run.stale
        editing.set_value(base, [8], "achternaam", "Janssen")
        run = reader.duplicate_run()
        assert run is not None and run.stale
