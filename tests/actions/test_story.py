"""The history of one customer in words: who, from what into what, which file and row, merges, belongings."""

from pathlib import Path

import pytest

from actions import contracts, editing, finding, hand_values, households, merging
from actions.editing import Edit
from actions.history import explained, redo, story, undo, undo_preview
from core.errors import InputError
from models import handwork_reader, undo_words
from models.queries import Reader
from tests.actions.handwork import CUSTOMERS, bring, made


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return made(tmp_path)


def lines(db: Path, customer: int, field: str | None = None) -> list[str]:
    return [line.text for line in story(db, customer, field)]


def test_one_value_from_file_to_hand_and_back(db: Path) -> None:
    editing.set_values(db, [Edit(1, "plaats", "Velp")], reason="belde")
    bring(db, CUSTOMERS.replace("Ede", "Arnhem"))
    hand_values.decide(db, {one.id: "mine" for one in hand_values.conflicts(db)})
    editing.clear_values(db, [(1, "plaats")])
    assert lines(db, 1, "plaats") == [
        "Plaats: Velp → Arnhem, terug naar het bestand",
        "Plaats: Velp gehouden, niet Arnhem uit het bestand",
        "Plaats: het bestand zegt Arnhem; Velp blijft staan tot u kiest",
        "Plaats: Ede → Velp, met de hand (belde)",
    ]
    first = story(db, 1)[-1]
    assert (first.text, first.file, first.file_row) == ("Nieuwe klant", "klanten.csv", 2)
    told = [line for line in story(db, 1) if line.field == "contract"]
    assert [(line.text, line.file) for line in told] == [("Contract C1: nieuw", "contracten.csv")]


def test_outcomes_and_own_columns(db: Path) -> None:
    bring(db, "klantnummer;plaats;telefoon;Regio\n1001;Ede;0612345678;Noord\n", "regio.csv")
    editing.set_values(db, [Edit(1, "relatievorm", "langdurig"), Edit(1, "own:Regio", "Zuid")])
    editing.clear_values(db, [(1, "relatievorm")])
    assert lines(db, 1)[:4] == [
        "Relatievorm: terug naar berekend",
        "Relatievorm: langdurig, met de hand",
        "Regio: Noord → Zuid, met de hand",
        "Regio: leeg → Noord",
    ]


def test_what_belongs_to_the_customer(db: Path) -> None:
    contracts.set_contract(db, 1, contracts.listed(db, 1)[0]["id"], {"bedrag_per_maand": "20"}, "mail")
    contracts.delete_contract(db, contracts.listed(db, 1)[0]["id"])
    undo(db)
    households.set_contact_person(db, 1, None, {"voornaam": "Kees"})
    households.make_household(db, [1, 3])
    told = lines(db, 1)
    assert told[0] == "In een huishouden gezet" and told[1] == "Contactpersoon Kees: nieuw"
    assert told[2:4] == ["Contract C1: teruggezet", "Contract C1: verwijderd"]
    assert told[4] == "Contract C1, Bedrag per maand: € 12,50 → € 20,00, met de hand (mail)".replace(
        "€ ", "€\xa0"
    )


def test_merged_and_split(db: Path) -> None:
    merging.merge(db, 1, [2], {"plaats": 2}, "dubbel")
    told = lines(db, 1)
    assert "Plaats: Ede → Zwolle, overgenomen van Piet Bakker · 1002 (dubbel)" in told
    assert "Piet Bakker · 1002 is in deze klant opgegaan (dubbel)" in told
    assert any(text.startswith("Piet Bakker: Nieuwe klant") for text in told)
    merging.split(db, 2)
    assert lines(db, 2)[0] == "Weer losgemaakt van Jan Jansen · 1001"


def test_what_stays_is_explained(db: Path) -> None:
    number = editing.set_value(db, [1, 2], "plaats", "Velp")
    editing.set_value(db, [1], "plaats", "Elst")
    result = undo_preview(db, number)
    assert {(row.who, row.bucket) for row in explained(db, result)} == {
        ("klant Jan Jansen", "kept"),
        ("een met de hand gezette waarde van Jan Jansen", "kept"),
    }
    assert all(isinstance(row, undo_words.Stays) and "Jan Jansen" in row.why for row in explained(db, result))
    undo(db, number)
    redo(db, change_id=number)


def test_whom_and_what_is_meant(db: Path) -> None:
    bring(db, "klantnummer;plaats;telefoon;Regio\n1001;Ede;0612345678;Noord\n", "regio.csv")
    assert finding.fields(db, ["plaats", "Plaats", "regio", "Relatievorm", "iets"]) == [
        "plaats",
        "plaats",
        "own:Regio",
        "relatievorm",
        "iets",
    ]
    merging.merge(db, 1, [2], {}, None)
    assert finding.customers(db, ["1002", "1001", "1003"]) == [1, 3]
    with pytest.raises(InputError):
        finding.customer(db, "9")
    with Reader(db) as reader:
        assert isinstance(reader, handwork_reader.HandworkReader)
        assert [line.text for line in reader.story(3)] == lines(db, 3)
