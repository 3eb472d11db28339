"""new, delete, merge and split from the command line (`cli/people.py`, `actions/merging.py`,
`actions/customers.py`): what a script sees, and what every command then shows."""

from datetime import date
from pathlib import Path

import pytest

from actions import customers, merging, profiling
from actions.merging import TOGETHER
from core.errors import InputError
from models import backups, comparing, queries
from models.database import open_base
from tests.cli.calling import Program, write_csv

HEADER = "klantnummer;voornaam;achternaam;e-mail;plaats;geboortedatum;toestemming e-mail;clubkleur"
ROWS = (
    "1001;Jan;Jansen;;Utrecht;01-02-1980;ja;",
    "1002;Johan;Jansen;jan@voorbeeld.nl;;01-03-1980;nee;zeilen",
    "1003;Piet;Pietersen;piet@voorbeeld.nl;Ede;;;",
)
ORDERS = (
    "1001;B1;01-02-2025;10,50",
    "1002;B2;01-03-2025;20,25",
    "1002;B3;01-04-2025;1,25",
    "1003;B4;01-05-2025;5",
)


@pytest.fixture
def shop(program: Program, tmp_path: Path) -> Program:
    program("import", write_csv(tmp_path / "klanten.csv", HEADER, ROWS))
    header = "klantnummer;bestelnummer;besteldatum;bedrag"
    program("import", write_csv(tmp_path / "bestellingen.csv", header, ORDERS))
    program("profile", "--as-of", "2025-06-01")
    return program


def test_a_new_customer_is_shown_and_can_be_undone(program: Program) -> None:
    made = program.json(
        "new", "--set", "klantnummer=0042", "--set", "achternaam=Vos", "--set", "omzet=1.234,50"
    )
    assert made["klantnummer"] == "0042"
    fields = program.json("show", "0042")["fields"]
    assert (fields["omzet"]["value"], fields["omzet"]["source"]) == (1234.5, "hand")
    assert "0042" in program.fails("new", "--set", "klantnummer=0042", "--set", "achternaam=Bos")
    assert "klantnummer" in program.fails("new", "--set", "plaats=Ede")
    assert "datum" in program.fails("new", "--set", "achternaam=Bos", "--set", "geboortedatum=gisteren")
    assert [change["kind"] for change in program.json("history")["changes"]] == ["new"]
    program("undo")
    assert "0042" in program.fails("show", "0042")
    program("new", "zomaar", code=2)
    program("new", "--set", "zomaar", code=2)


def test_merged_customers_are_one_everywhere(shop: Program) -> None:
    before = shop.json("show", "1001")
    shop.json("merge", "1001", "1002", "--reason", "zelfde adres")
    card = shop.json("show", "1002")
    assert card["fields"]["klantnummer"]["value"] == "1001"
    assert (card["fields"]["email"]["value"], card["fields"]["email"]["source"]) == (
        "jan@voorbeeld.nl",
        "hand",
    )
    assert card["fields"]["toestemming_email"]["value"] is False, "a no stays a no"
    assert card["fields"]["clubkleur"]["value"] == "zeilen", "the user's own columns too"
    assert card["value"]["clv"] != before["value"]["clv"], "profiled again at once"
    for words in (["jan@voorbeeld.nl"], ["1001"]):
        assert shop.json("show", *words)["fields"]["klantnummer"]["value"] == "1001"
    assert sum(cell["customers"] for cell in shop.json("segments", "--set", "waarde")["cells"]) == 2
    assert backups.listed(shop.db)[0].stem.endswith("merge")
    assert shop.json("split", "1002")["customer"] == "1002"
    assert shop.json("show", "1001") == before
    assert shop.json("show", "1002")["fields"]["voornaam"]["value"] == "Johan"
    assert sum(cell["customers"] for cell in shop.json("segments", "--set", "waarde")["cells"]) == 3
    assert shop.json("check")["ok"]


def test_the_profile_is_as_if_all_was_computed_anew(shop: Program) -> None:
    shop("merge", "1001", "1002", "1003")
    with open_base(shop.db) as base:
        kept = base.sql("SELECT * FROM profiles").fetchall()
        assert len(kept) == 1
        revenue = base.sql("SELECT revenue FROM profiles").fetchone()[0]
    assert revenue == pytest.approx(10.5 + 20.25 + 1.25 + 5)
    profiling.profile(shop.db, date(2025, 6, 1))
    with open_base(shop.db) as base:
        assert base.sql("SELECT revenue FROM profiles").fetchall() == [(revenue,)]


def test_a_series_of_merges_shares_a_backup(shop: Program) -> None:
    shop("merge", "1001", "1002")
    shop("merge", "1001", "1003")
    assert len([file for file in backups.listed(shop.db) if "merge" in file.stem]) == 1


def test_picking(shop: Program) -> None:
    said_no = shop.fails("merge", "1001", "1002", "--take", "toestemming_email=1001")
    assert "Toestemming e-mail" in said_no
    shop("merge", "1001", "1002", "--take", "voornaam=1002", "--take", "plaats=1002")
    fields = shop.json("show", "1001")["fields"]
    assert (fields["voornaam"]["value"], fields["plaats"]["value"]) == ("Johan", None)


def test_side_by_side(shop: Program) -> None:
    found = shop.json("merge", "1001", "1002", "--dry-run")
    assert [side["orders"] for side in found["customers"]] == [1, 2]
    assert [side["revenue"] for side in found["customers"]] == [10.5, 21.5]
    assert found["survivor"] == "1002"
    assert found["fields"]["email"]["proposed"] == "1002"
    assert found["fields"]["toestemming_email"]["proposed"] == "1002"
    assert found["fields"]["plaats"]["values"] == {"1001": "Utrecht", "1002": None}
    assert found["fields"]["own:clubkleur"] == {
        "values": {"1001": None, "1002": "zeilen"},
        "sources": {"1001": "file", "1002": "file"},
        "differs": True,
        "proposed": "1002",
        "together": None,
    }
    assert len(found["warnings"]) == 2, found["warnings"]
    text = shop("merge", "1001", "1002", "--dry-run")
    assert "Overgenomen van" in text
    assert len(shop.json("history")["changes"]) == 2, "nothing was written"


def test_what_goes_wrong_is_one_sentence(shop: Program) -> None:
    assert "9999" in shop.fails("merge", "1001", "9999")
    assert "9999" in shop.fails("split", "9999")
    assert "9999" in shop.fails("delete", "1001", "9999")
    assert "zichzelf" in shop.fails("merge", "1001", "1001")
    assert "niet samengevoegd" in shop.fails("split", "1001")
    shop("merge", "1001", "1002")
    assert "al samengevoegd" in shop.fails("merge", "1003", "1002")
    assert "1002" in shop.fails("split", "1001")
    assert "samengevoegd" in shop.fails("delete", "1002")
    assert len(shop.json("history")["changes"]) == 3


def test_deleting_and_undoing(shop: Program) -> None:
    shop("merge", "1001", "1002")
    assert shop.json("delete", "1001")["deleted"] == ["1001"]
    label = shop.json("history")["changes"][0]["label"]
    assert "1001" in label
    assert "1002" in label
    for number in ("1001", "1002", "jan@voorbeeld.nl"):
        assert number in shop.fails("show", number)
    assert "verwijderd" in shop.fails("merge", "1003", "1001")
    shop("undo")
    assert shop.json("show", "1002")["fields"]["klantnummer"]["value"] == "1001"


def test_actions_say_what_a_window_needs(shop: Program) -> None:
    first, second, third = customers.ids_of(shop.db, ["1001", "1002", "1003"])
    found = merging.compare(shop.db, [first, second, third])
    assert found.survivor == second
    assert "1002" in found.why_survivor
    (names,) = [field for field in found.fields if field.field == "achternaam"]
    assert [cell.value for cell in names.values] == ["Jansen", "Jansen", "Pietersen"]
    assert (names.differs, names.proposed) == (True, second)
    with pytest.raises(InputError):
        merging.compare(shop.db, [first])
    customers.new_customer(shop.db, {"achternaam": "Vos", "notities": "belt"}, reason="beurs")
    merging.merge(shop.db, second, [first], {"notities": TOGETHER})
    assert [one.klantnummer for one in merging.merged_of(shop.db, second)] == ["1001"]
    merging.split(shop.db, first)
    assert merging.merged_of(shop.db, second) == []
    with open_base(shop.db) as base:
        facts = comparing.facts(base, [first, second])
    assert comparing.proposals(facts)["klantnummer"] == first


def test_an_undone_merge_has_both_profiles_at_once(shop: Program) -> None:
    def profiles() -> list[tuple[int, float]]:
        with open_base(shop.db) as base:
            return list(base.sql("SELECT customer_id, revenue FROM profiles ORDER BY 1").fetchall())

    before = profiles()
    shop("merge", "1001", "1002")
    assert len(profiles()) == 2
    shop("undo")
    assert profiles() == before


def test_one_edit_does_not_make_an_import_known(shop: Program, tmp_path: Path) -> None:
    header = "klantnummer;bestelnummer;besteldatum;bedrag"
    shop("import", write_csv(tmp_path / "meer.csv", header, ("1003;B9;01-05-2025;500",)))
    shop("new", "--set", "klantnummer=7")
    shop("merge", "1001", "1002")
    shop("segments")
    with open_base(shop.db) as base:
        assert base.sql("SELECT MAX(revenue) FROM profiles").fetchone()[0] == 505


def test_who_was_merged_did_not_leave(shop: Program) -> None:
    shop("profile", "--as-of", "2025-09-01")
    shop("merge", "1001", "1002")
    with queries.Reader(shop.db) as reader:
        later, earlier = (one.run_id for one in reader.snapshots())
        moves = reader.movement("waarde", earlier, later)
    assert sum(move.customers for move in moves) == 2
    assert "" not in {move.after for move in moves}
