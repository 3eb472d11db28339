"""Contracts by hand: made, changed and deleted; imports, frames, lists and the relationship follow."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions import contracts
from actions.history import redo, undo
from actions.profiling import profile, show
from core.errors import InputError
from models import frames
from models.database import open_base
from models.queries import Reader
from tests.actions.handwork import CONTRACTS, bring, made


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return made(tmp_path)


def of(db: Path, customer: int) -> list[dict[str, Any]]:
    return contracts.listed(db, customer)


def test_a_new_contract_makes_the_relationship(db: Path) -> None:
    profile(db, date(2026, 6, 30))
    assert show(db, "1003")["relationship"]["value"] == "geen"
    contracts.set_contract(
        db, 3, None, {"start": "1-1-2026", "einde": "31-12-2027", "opzegtermijn": "2 maanden"}, "aan de balie"
    )
    assert show(db, "1003")["relationship"]["value"] == "langdurig"
    with Reader(db) as reader:
        assert reader.profile(3)["relatievorm"] == "langdurig", "profiled again at once"
        assert reader.counts()["contracts"] == 3
    made_one = of(db, 3)[0]
    assert made_one["hand"] == {"start": None, "einde": None, "opzegtermijn": None}
    assert made_one["said"]["reason"] == "aan de balie"
    undo(db)
    assert of(db, 3) == []
    redo(db)
    assert len(of(db, 3)) == 1


def test_a_change_stands_through_imports(db: Path) -> None:
    number = of(db, 1)[0]["id"]
    contracts.set_contract(db, 1, number, {"bedrag_per_maand": "€ 20,00"})
    bring(db, CONTRACTS.replace("12,50", "15,00").replace("31-12-2027", "31-12-2028"), "contracten2.csv")
    (now,) = of(db, 1)
    assert (now["bedrag_per_maand"], now["einde"]) == (20.0, "2028-12-31")
    assert now["hand"] == {"bedrag_per_maand": 15.0} and now["said"]["who"]
    contracts.back_to_file(db, number, ["bedrag_per_maand"])
    (now,) = of(db, 1)
    assert (now["bedrag_per_maand"], now["hand"], now["said"]) == (15.0, {}, None)


def test_deleted_stays_deleted(db: Path) -> None:
    contracts.delete_contract(db, of(db, 2)[0]["id"])
    assert of(db, 2) == []
    bring(db, CONTRACTS.replace("10,00", "11,00"), "contracten2.csv")
    assert of(db, 2) == []
    with Reader(db) as reader:
        assert reader.counts()["contracts"] == 1
    with open_base(db) as base:
        assert len(frames.load(base)["contracts"]) == 1
        assert len(frames.load(base, [2])["contracts"]) == 0
    undo(db)
    assert len(of(db, 2)) == 1, "the second import changed nothing, and is no step"


def test_contract_of_a_customers_sheet_shows_who_set_it(tmp_path: Path) -> None:
    db = tmp_path / "k.klantbeeld"
    text = "klantnummer;naam;plaats;telefoon;contract_start;bedrag_per_maand\n"
    text += "1;Jan Jansen;Ede;0612345678;01-03-2025;12,50\n"
    bring(db, text)
    contracts.set_contract(db, 1, of(db, 1)[0]["id"], {"bedrag_per_maand": "9"}, "afgesproken")
    field = show(db, "1")["fields"]["bedrag_per_maand"]
    assert (field["value"], field["source"], field["file"], field["reason"]) == (
        9.0,
        "hand",
        12.5,
        "afgesproken",
    )
    contracts.delete_contract(db, of(db, 1)[0]["id"])
    assert show(db, "1")["fields"]["bedrag_per_maand"]["value"] is None


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"start": ""},
        {"start": "31-02-2026"},
        {"start": "1-1-2026", "einde": "1-1-2025"},
        {"start": "1-1-2026", "bedrag_per_maand": "-5"},
        {"start": "1-1-2026", "klantnummer": "3"},
    ],
)
def test_what_cannot_be(db: Path, given: dict[str, object]) -> None:
    with pytest.raises(InputError):
        contracts.set_contract(db, 3, None, given)
    assert of(db, 3) == []


def test_whose_it_is(db: Path) -> None:
    with pytest.raises(InputError):
        contracts.set_contract(db, 1, of(db, 2)[0]["id"], {"soort": "x"})
    with pytest.raises(InputError):
        contracts.delete_contract(db, 999)
    with pytest.raises(InputError):
        contracts.set_contract(db, 999, None, {"soort": "x"})
