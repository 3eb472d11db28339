"""Who belongs together: contact persons of a company, households; merged and deleted customers in them."""

from pathlib import Path

import pytest

from actions import customers, households, merging
from actions.history import redo, undo
from core.errors import InputError
from models.queries import Household, Reader
from tests.actions.handwork import made


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return made(tmp_path)


def household(db: Path, customer: int) -> Household:
    found = households.household_of(db, customer)
    assert found is not None
    return found


def together(db: Path, customer: int) -> list[int]:
    found = households.household_of(db, customer)
    return sorted(member[0] for member in found.members) if found else []


def test_contact_persons(db: Path) -> None:
    households.set_contact_person(
        db,
        4,
        None,
        {"voornaam": "Kees", "achternaam": "Smit", "telefoon": "06 1234 5678", "functie": "bakker"},
    )
    households.set_contact_person(db, 4, None, {"email": " Balie@Smit.NL "})
    names = [person["naam"] for person in households.contact_persons_of(db, 4)]
    assert sorted(names) == ["Kees Smit", "balie@smit.nl"]
    kees = next(p for p in households.contact_persons_of(db, 4) if p["achternaam"])
    assert kees["telefoon"] == "+31612345678"
    households.set_contact_person(db, 4, kees["id"], {"functie": "", "achternaam": "de Smit"})
    with Reader(db) as reader:
        kees = next(p for p in reader.contact_persons(4) if p["voornaam"])
    assert (kees["functie"], kees["naam"]) == (None, "Kees de Smit")
    households.delete_contact_person(db, kees["id"])
    assert len(households.contact_persons_of(db, 4)) == 1
    undo(db)
    assert len(households.contact_persons_of(db, 4)) == 2
    for given in ({}, {"telefoon": "0612345678"}, {"email": "x"}, {"plaats": "Ede"}):
        with pytest.raises(InputError):
            households.set_contact_person(db, 4, None, given)
    with pytest.raises(InputError):
        households.set_contact_person(db, 1, kees["id"], {"voornaam": "x"})
    with pytest.raises(InputError):
        households.set_contact_person(db, 4, kees["id"], {"voornaam": "", "achternaam": ""})


def test_a_household_grows_joins_and_shrinks(db: Path) -> None:
    households.make_household(db, [1, 2])
    households.make_household(db, [3, 4], "De straat")
    assert together(db, 1) == [1, 2] and together(db, 4) == [3, 4]
    households.make_household(db, [2, 3])
    assert together(db, 1) == together(db, 4) == [1, 2, 3, 4]
    with Reader(db) as reader:
        assert reader.household_count() == 1 and reader.households()[0] == reader.household(3)
    households.leave_household(db, 4)
    assert together(db, 4) == [] and together(db, 1) == [1, 2, 3]
    households.leave_household(db, [1, 2])
    assert together(db, 3) == [], "one alone is no household"
    for _step in range(5):
        undo(db)
    assert together(db, 1) == []
    for _step in range(3):
        redo(db)
    assert together(db, 1) == [1, 2, 3, 4]
    with pytest.raises(InputError):
        households.make_household(db, [1])
    with pytest.raises(InputError):
        households.make_household(db, [1, 2], soort="kudde")


def test_what_it_is_called(db: Path) -> None:
    households.make_household(db, [1, 3])
    found = household(db, 1)
    assert found.given_name is None
    assert "Jansen" in found.name and "de Vries" in found.name.replace("De", "de")
    households.rename_household(db, 3, "Boven de winkel")
    assert household(db, 1).name == "Boven de winkel"
    households.rename_household(db, 3, None)
    assert household(db, 1).name == found.name
    households.make_household(db, [2, 4], soort=households.COMPANY)
    assert household(db, 4).kind == households.COMPANY
    with pytest.raises(InputError):
        households.leave_household(db, 99)


def test_merged_and_deleted_members(db: Path) -> None:
    households.make_household(db, [1, 2, 3])
    merging.merge(db, 1, [2], {}, "dubbel")
    assert together(db, 1) == together(db, 2) == [1, 3] or together(db, 1) == [1, 3]
    customers.delete_customers(db, [3])
    assert together(db, 1) == []
    undo(db)
    merging.split(db, 2)
    assert together(db, 2) == [1, 2, 3]
    merging.merge(db, 4, [1], {}, "dubbel")
    assert together(db, 4) == [2, 3, 4], "the survivor stands in for who was merged into it"
    households.leave_household(db, 4)
    assert together(db, 4) == []


def test_every_customers_household_at_once(db: Path) -> None:
    from models import households as stored
    from models.database import open_base

    households.make_household(db, [1, 3], "Samen")
    with open_base(db) as base:
        assert stored.names(base.connection) == {1: "Samen", 3: "Samen"}
