"""Cells set by hand: as people type and paste them, foretold, in one step; labels beside other labels."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from actions import composed, editing, typed_values
from actions.editing import CellChange, Edit
from actions.history import history, redo, undo
from core.errors import InputError
from core.text import set_language
from models import hand_cells
from models.queries import Reader
from tests.actions.handwork import made, values


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("editing"))


@pytest.fixture
def db(whole: Path, tmp_path: Path) -> Path:
    to = tmp_path / "k.klantbeeld"
    to.write_bytes(whole.read_bytes())
    return to


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("omzet", "1.234,56", 1234.56),
        ("plaats", "Den\r\nHaag", "Den Haag"),
        ("own:Kleur", "rood\nen wit", "rood en wit"),
        ("notities", "belde\nweer", "belde\nweer"),
        ("omzet", "€ 12,50", 12.5),
        ("omzet", "€ 1.234", 1234.0),
        ("omzet", "1234.5", 1234.5),
        ("omzet", "-5", -5.0),
        ("omzet", " ", None),
        ("geboortedatum", "31-12-1985", "1985-12-31"),
        ("geboortedatum", "31/12/85", "1985-12-31"),
        ("geboortedatum", "1985-12-31", "1985-12-31"),
        ("geboortedatum", "3 mrt 1985", "1985-03-03"),
        ("geboortedatum", date(1985, 3, 3), "1985-03-03"),
        ("geboortedatum", datetime(1985, 3, 3, 12), "1985-03-03"),
        ("klant_sinds", "2009", "2009-01-01"),
        ("lid", "ja", 1),
        ("lid", "Nee", 0),
        ("lid", True, 1),
        ("lid", "onbekend", None),
        ("soort", "Zakelijk", "zakelijk"),
        ("soort", "bedrijf", "zakelijk"),
        ("telefoon", "06 1234 5678", "+31612345678"),
        ("email", " Jan@Voorbeeld.NL ", "jan@voorbeeld.nl"),
        ("postcode", "1234ab", "1234 AB"),
        ("land", "Nederland", "NL"),
        ("klantnummer", "007", "007"),
        ("notities", "a\0b", "ab"),
        ("aantal_bestellingen", "3", 3),
        ("nps", "9", 9.0),
        ("relatievorm", "Langdurig", "langdurig"),
        ("relatievorm", "", "onbekend"),
        ("binding", "geen keuze", "geen_keuze"),
        ("commitment", "70,5", 70.5),
        ("clv", "€ 1.200,00", 1200.0),
    ],
)
def test_as_people_type_it(field: str, typed: object, kept: object) -> None:
    found = typed_values.read(field, typed)
    assert found == kept and type(found) is type(kept)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("omzet", "veel"),
        ("omzet", "12,34,56"),
        ("geboortedatum", "31-02-1990"),
        ("geboortedatum", "45000"),
        ("lid", "misschien"),
        ("soort", "robot"),
        ("telefoon", "12"),
        ("email", "jan@"),
        ("postcode", "geen idee"),
        ("klantnummer", "6,12E+08"),
        ("aantal_bestellingen", "2,5"),
        ("nps", "11"),
        ("relatievorm", "vriend"),
        ("commitment", ""),
        ("commitment", "101"),
        ("naam", "Jan"),
        ("merged_into", "3"),
    ],
)
def test_what_does_not_fit_is_one_sentence(field: str, typed: object) -> None:
    with pytest.raises(InputError) as refused:
        typed_values.read(field, typed)
    assert str(refused.value).endswith(".") and "\n" not in str(refused.value)


def test_one_notation_by_the_language() -> None:
    assert typed_values.as_number("1.234") == 1234
    set_language("en")
    assert typed_values.as_number("1.234") == 1.234
    assert typed_values.as_number("1,234") == 1234


def test_a_block_is_foretold_and_one_step(db: Path) -> None:
    edits = [
        Edit(1, "plaats", "Wageningen"),
        Edit(1, "omzet", "1.234,56"),
        Edit(2, "plaats", ""),
        Edit(3, "telefoon", "0687654321"),
    ]
    foretold = editing.preview(db, edits)
    assert foretold[0] == CellChange(1, "1001", "Jan Jansen", "plaats", "Ede", "Wageningen")
    assert [cell.changes for cell in foretold] == [True, False, True, True]
    number = editing.set_values(db, edits, reason="uit Excel", review_on=date(2027, 1, 1))
    assert values(db, 1, "plaats", "omzet") == ["Wageningen", 1234.56]
    assert values(db, 2, "plaats") == [None]
    assert values(db, 3, "telefoon") == ["+31687654321"]
    with Reader(db) as reader:
        assert reader.hand_marks([1, 2, 3]) == {1: {"plaats"}, 2: {"plaats"}, 3: {"telefoon"}}
        assert {(one.reason, one.review_on) for one in reader.hand_list()} == {("uit Excel", "2027-01-01")}
    assert history(db)[0].id == number
    undo(db)
    assert values(db, 1, "plaats") + values(db, 2, "plaats") == ["Ede", "Zwolle"]
    redo(db)
    assert values(db, 2, "plaats") == [None], "empty is a word too"


def test_nothing_is_written_where_one_cell_does_not_fit(db: Path) -> None:
    edits = [Edit(1, "plaats", "Ede 2"), Edit(2, "telefoon", "abc"), Edit(99, "plaats", "x")]
    problems = [cell.problem for cell in editing.preview(db, edits)]
    assert problems[0] == "" and "abc" in problems[1] and problems[2]
    before = len(history(db))
    with pytest.raises(InputError, match=r"2 .* 3 .*abc"):
        editing.set_values(db, edits)
    assert len(history(db)) == before
    with pytest.raises(InputError):
        editing.set_values(db, [Edit(1, "plaats", "Ede"), Edit(2, "plaats", "Zwolle")])
    editing.set_values(db, [Edit(1, "plaats", "Ede")])
    with Reader(db) as reader:
        assert reader.hand_marks([1]) == {1: {"plaats"}}, "one value may be confirmed"


def test_a_whole_name_or_address(db: Path) -> None:
    editing.set_values(
        db,
        [
            Edit(1, "naam", "Jan-Willem van der Berg"),
            Edit(3, "naam", "Bakkerij Bos"),
            Edit(4, "naam", "De Groot"),
            Edit(2, "adres", "Kerkstraat 12a, 1234 AB Ede"),
        ],
    )
    assert values(db, 1, "voornaam", "tussenvoegsel", "achternaam") == ["Jan-Willem", "van der", "Berg"]
    assert values(db, 3, "bedrijfsnaam", "achternaam") == ["Bakkerij Bos", "Vries"]
    assert values(db, 4, "bedrijfsnaam") == ["De Groot"]
    assert values(db, 2, "straat", "huisnummer", "toevoeging", "postcode", "plaats") == [
        "Kerkstraat",
        "12",
        "a",
        "1234 AB",
        "Ede",
    ]
    with pytest.raises(InputError):
        editing.set_values(db, [Edit(1, "naam", "")])
    assert composed.parts("naam", "J.P. Bos", {})["voorletters"] == "J.P."
    assert "voorletters" not in composed.parts("naam", "Jan Bos", {})


def test_labels_leave_other_labels_alone(db: Path) -> None:
    editing.add_label(db, [1, 2, 3], "Vip")
    assert [values(db, who, "labels")[0] for who in (1, 2, 3)] == ["vip, nieuw", "Vip", "vip"]
    assert history(db)[0].rows == 2, "only who had not got it"
    editing.remove_label(db, [1, 2, 3], "vip")
    assert [values(db, who, "labels")[0] for who in (1, 2, 3)] == ["nieuw", None, None]
    with pytest.raises(InputError):
        editing.remove_label(db, [1], "vip")
    with pytest.raises(InputError):
        editing.add_label(db, [1], "  ")


def test_back_to_the_file_for_several_fields(db: Path) -> None:
    editing.set_values(db, [Edit(1, "plaats", "A"), Edit(1, "omzet", "3")])
    editing.clear_values(db, [(1, "plaats"), (1, "omzet")])
    assert values(db, 1, "plaats", "omzet") == ["Ede", 1234.56]
    with pytest.raises(InputError):
        editing.clear_values(db, [(1, "plaats")])


def test_in_force_says_who_was_merged(db: Path) -> None:
    from models.changes import change
    from models.database import open_base

    with open_base(db, write=True) as base:
        with change(base, "m", kind="merge"):
            base.sql("UPDATE customers SET merged_into = 1 WHERE id = 2")
        found = hand_cells.in_force(base, [1, 2, 77], ["plaats", "clv"])
    assert set(found) == {1, 2} and found[2].merged_into == 1
    assert found[1].values == {"plaats": "Ede", "clv": None}
    problem = editing.preview(db, [Edit(2, "plaats", "x")])[0].problem
    assert "Jan Jansen" in problem


def test_ten_thousand_customers_in_seconds(tmp_path: Path) -> None:
    import time

    from models.changes import change
    from models.database import open_base
    from models.importing import write_sheet
    from tests.models.sheets import columns_sheet, many_customers

    db = tmp_path / "groot.klantbeeld"
    with open_base(db, create=True) as base, change(base, "i", kind="import"):
        write_sheet(base, columns_sheet("customers", many_customers(10_000)))
    everybody = list(range(1, 10_001))
    took: dict[str, float] = {}
    deeds: dict[str, Callable[[], int]] = {
        "value": lambda: editing.set_value(db, everybody, "plaats", "Ede"),
        "label": lambda: editing.add_label(db, everybody, "zomer"),
        "cells": lambda: editing.set_values(
            db, [Edit(i, "telefoon", f"06 1234 {i:04d}") for i in range(1, 2001)]
        ),
    }
    for name, deed in deeds.items():
        started = time.process_time()
        deed()
        took[name] = time.process_time() - started
    assert max(took.values()) < 2, took
