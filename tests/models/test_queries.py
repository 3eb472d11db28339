"""What the window reads: search, order, cells, to-do lists, one customer."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.cells import reading_order
from core.errors import DatabaseError
from models import changes, hand, profiles
from models.database import Base, open_base
from models.importing import write_sheet
from models.queries import Reader
from tests.models.sheets import sheet

Row = dict[str, Any]
PEOPLE: list[Row] = [
    {"klantnummer": "1", "voornaam": "Zoë", "achternaam": "Müller", "plaats": "Delft", "omzet": 30},
    {
        "klantnummer": "2",
        "voornaam": "Jan",
        "tussenvoegsel": "van",
        "achternaam": "Dam",
        "telefoon": "+31612345678",
    },
    {"klantnummer": "3", "bedrijfsnaam": "Bos [BV]", "soort": "zakelijk", "postcode": "1234 AB", "omzet": 5},
    {"klantnummer": "4", "email": "weg@x.nl", "achternaam": "Weg"},
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_base(tmp_path / "b.db", create=True) as base, changes.change(base, "i", kind="import"):
        write_sheet(
            base,
            sheet(
                "customers",
                [{**one, "Regio": f"Noord {one['klantnummer']}"} for one in PEOPLE],
                own=["Regio"],
            ),
        )
        base.sql("UPDATE customers SET deleted = 1 WHERE id = 4")
    return tmp_path / "b.db"


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    with Reader(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", [3, 2, 1]),
        ("muller", [1]),
        ("MÜLLER", [1]),
        ("zoe delft", [1]),
        ("delft dam", []),
        ("06 1234 5678", [2]),
        ("0612345678", [2]),
        ("1234ab", [3]),
        ("[bv]", [3]),
        ("*", []),
        ("?", []),
        ("noord 2", []),
        ("noord", [3, 2, 1]),
        ("regio", []),
        ("d", [2, 1]),
        ("weg", []),
    ],
)
def test_search(reader: Reader, search: str, found: list[int]) -> None:
    assert list(reader.ids(search)) == found


def test_order_has_the_unknown_last_both_ways(reader: Reader) -> None:
    assert list(reader.ids(sort="omzet")) == [3, 1, 2]
    assert list(reader.ids(sort="omzet", descending=True)) == [1, 3, 2]
    assert list(reader.ids(sort="own:Regio", descending=True)) == [3, 2, 1]
    assert list(reader.ids(sort="naam", descending=True)) == [1, 2, 3]
    with pytest.raises(KeyError):
        reader.ids(sort="id; DROP TABLE customers")


def test_a_page_follows_its_ids(reader: Reader) -> None:
    columns = ["klantnummer", "naam", "own:Regio", "clv", "hand"]
    assert reader.rows([3, 99, 1], columns) == [
        ("3", "Bos [BV]", "Noord 3", None, 0),
        (None,) * 5,
        ("1", "Zoë Müller", "Noord 1", None, 0),
    ]
    assert reader.own_columns() == ["Regio"]


def test_changes_of_others_are_seen(path: Path, reader: Reader) -> None:
    assert list(reader.ids()) == [3, 2, 1]
    with open_base(path, write=True) as base, changes.change(base, "i", kind="import"):
        write_sheet(base, sheet("customers", [{"klantnummer": "9", "achternaam": "Aa"}]))
    assert list(reader.ids()) == [5, 3, 2, 1]
    assert reader.counts()["customers"] == 4
    assert [one["kind"] for one in reader.imports()] == ["customers", "customers"]
    assert reader.imports()[0]["created"] == 1
    assert reader.import_report(reader.imports()[0]["id"])["mapping"] == {
        "Kop klantnummer": "klantnummer",
        "Kop achternaam": "achternaam",
    }
    undo = reader.next_undo()
    assert undo is not None and undo.id == reader.history()[0].id


def test_find(path: Path, reader: Reader) -> None:
    assert reader.find(" 2 ") == 2
    assert reader.find("4") is None
    assert reader.find("nooit") is None
    with open_base(path, write=True) as base, changes.change(base, "m", kind="merge"):
        base.sql("UPDATE customers SET merged_into = 1 WHERE id = 2")
    assert reader.find("2") == 1
    assert list(reader.ids()) == [3, 1]


def test_one_customer_field_by_field(path: Path, reader: Reader) -> None:
    with open_base(path, write=True) as base, changes.change(base, "e", kind="edit"):
        hand.set_hand(base, [1], "plaats", "Gouda", reason="gebeld", who="ik", review_on="2020-01-01")
        hand.set_hand(base, [1], "verplicht", True, reason="", who="ik")
        hand.set_hand(base, [1], "relatievorm", "geen", reason="", who="ik")
    fields = reader.customer(1)
    assert fields["klantnummer"] == {"value": "1", "source": "file", "conflict": False}
    assert fields["Regio"] == {"value": "Noord 1", "source": "file", "conflict": False}
    town = fields["plaats"]
    assert (town["value"], town["source"], town["conflict"], town["file"]) == ("Gouda", "hand", True, "Delft")
    assert (town["reason"], town["who"], town["review_on"]) == ("gebeld", "ik", "2020-01-01")
    assert (fields["verplicht"]["value"], fields["verplicht"]["conflict"]) == (True, False)
    assert (fields["relatievorm"]["value"], fields["relatievorm"]["source"]) == ("geen", "hand")
    assert fields["lid"] == {"value": None, "source": "file", "conflict": False}
    assert "clv" not in fields
    assert reader.customer(99) == {}
    assert reader.hand_marks([1, 2]) == {1: {"plaats", "verplicht", "relatievorm"}}
    assert {one.field for one in reader.hand_list()} == {"plaats", "verplicht", "relatievorm"}
    assert [one.name for one in reader.hand_list(date.today())] == ["Zoë Müller"]
    assert (reader.hand_count(), reader.hand_count(date(2019, 1, 1))) == (3, 0)
    assert reader.conflict_list() == [] and reader.conflict_count() == 0, "nobody asked yet"
    with open_base(path, write=True) as base, changes.change(base, "i", kind="import"):
        write_sheet(base, sheet("customers", [{"klantnummer": "1", "plaats": "Rotterdam"}]))
    assert [(one.field, one.value, one.file_value) for one in reader.conflict_list()] == [
        ("plaats", "Gouda", "Rotterdam")
    ]
    assert reader.customer(1)["plaats"]["asked"]
    assert reader.todo() == {"unreachable": 2, "consent_unknown": 3, "conflict": 1, "review_due": 1}
    assert list(reader.ids(todo="conflict")) == [1]


def _run(path: Path, base: Base | None = None) -> None:
    values = pd.DataFrame(
        {
            "id": [1, 2],
            "relatievorm": ["langdurig", "onbekend"],
            "relatievorm_computed": ["langdurig", "onbekend"],
            "set_relatie": ["langdurig", "onbekend"],
            "set_waarde": pd.Series(["kampioen", None], dtype=object),
            "clv": [10.5, float("nan")],
            "crv": [1.0, 2.0],
            "relatievorm_evidence": ['[["contract", {}]]', None],
        }
    )
    with open_base(path, write=True) as opened:
        profiles.write(opened, values, date(2026, 1, 1), {}, {"border": 1}, {"customers": 3})


def test_cells_and_points_of_the_last_run(path: Path, reader: Reader) -> None:
    assert reader.run() is None
    empty = reader.segment_counts("relatie")
    assert {"name": "onbekend", "customers": 3, "clv_total": None, "share": 1.0} in empty
    assert {"name": "geen", "customers": 0, "clv_total": 0.0, "share": 0.0} in empty
    _run(path)
    cells = {cell["name"]: cell for cell in reader.segment_counts("waarde")}
    assert cells["kampioen"] == {"name": "kampioen", "customers": 1, "clv_total": 10.5, "share": 1 / 3}
    assert cells["onbekend"]["customers"] == 2
    assert sum(cell["customers"] for cell in cells.values()) == 3
    assert list(reader.ids(set_name="waarde", cell="kampioen")) == [1]
    assert list(reader.ids(set_name="waarde", cell="onbekend")) == [3, 2]
    assert list(reader.ids("dam", set_name="waarde", cell="onbekend")) == [2]
    assert reader.points("waarde", "clv", "crv") == ([(1, 10.5, 1.0, "kampioen")], 1)
    assert list(reader.ids(sort="clv")) == [1, 3, 2] or list(reader.ids(sort="clv")) == [1, 2, 3]
    run = reader.run()
    assert run is not None and (run.as_of, run.context) == (date(2026, 1, 1), {"border": 1})
    assert reader.customer(1)["clv"] == {"value": 10.5, "source": "computed", "conflict": False}
    assert reader.profile(1)["relatievorm_evidence"] == [["contract", {}]]
    assert reader.todo()["relationship_unknown"] == 1
    with pytest.raises(KeyError):
        reader.segment_counts("nee")


def test_children_of_the_merged_count_for_the_survivor(path: Path, reader: Reader) -> None:
    with open_base(path, write=True) as base, changes.change(base, "i", kind="import"):
        rows = [{"klantnummer": n, "datum": f"2025-01-0{n}", "bedrag": 1} for n in ("1", "2")]
        write_sheet(base, sheet("orders", rows))
        base.sql("UPDATE customers SET merged_into = 1 WHERE id = 2")
    assert [one["datum"] for one in reader.children(1, "orders")] == ["2025-01-02", "2025-01-01"]


def test_no_base_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        Reader(tmp_path / "none.db")


def test_pandas_is_not_read_for_it() -> None:
    code = "import sys, models.queries; sys.exit('pandas' in sys.modules or 'numpy' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_the_window_reads_segments_in_the_order_of_the_commands() -> None:
    names = ["gedwongen · nvt", "langdurig · kampioen", "geen · prospect", "langdurig · vrek"]
    assert sorted(names, key=reading_order) == [names[2], names[3], names[1], names[0]]
