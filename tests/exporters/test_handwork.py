"""The workbook tells what people said: values by hand with the file's beside them, households, contacts."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from actions import contracts, editing, households
from actions.editing import Edit
from actions.exporting import export
from exporters.handwork import fields_in_words
from tests.actions.handwork import made


def rows(path: Path, sheet: str) -> list[list[Any]]:
    book = load_workbook(path)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)] if sheet in book.sheetnames else []


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return made(tmp_path)


def test_sheets_of_handwork(db: Path, tmp_path: Path) -> None:
    editing.set_values(
        db,
        [Edit(1, "plaats", "=Velp"), Edit(1, "omzet", "2,50"), Edit(2, "relatievorm", "langdurig")],
        reason="gebeld",
        review_on=date(2027, 1, 2),
    )
    households.make_household(db, [1, 3], "Samen")
    households.set_contact_person(db, 4, None, {"voornaam": "Kees", "telefoon": "0612345678"})
    contracts.set_contract(db, 2, contracts.listed(db, 2)[0]["id"], {"bedrag_per_maand": "20"}, "mail")
    to = tmp_path / "o.xlsx"
    export(db, to)
    header, *said = rows(to, "Met de hand")
    assert "klantnummer" not in header, "no list of customers"
    town = next(row for row in said if row[2] == "Plaats")
    assert town[:6] == ["1001", "Jan Jansen", "Plaats", "=Velp", "Ede", "gebeld"] and town[8] == "02-01-2027"
    assert [row[3] for row in said if row[2] == "Omzet"] == ["€\N{NO-BREAK SPACE}2,50"]
    amount = next(row for row in said if str(row[2]).startswith("Contract C2"))
    assert amount[3:6] == ["€\N{NO-BREAK SPACE}20,00", "€\N{NO-BREAK SPACE}10,00", "mail"]
    assert rows(to, "Contactpersonen")[1][:2] == ["1004", "Bakkerij Smit"]
    marks = {}
    for sheet in load_workbook(to).worksheets:
        names = [cell.value for cell in sheet[1]]
        if "klantnummer" in names:
            for row in sheet.iter_rows(min_row=2, values_only=True):
                marks[row[0]] = (row[names.index("Huishouden")], row[names.index("Met de hand ingevuld")])
    assert marks["1001"] == ("Samen", "Omzet, Plaats") and marks["1003"] == ("Samen", None)
    one = tmp_path / "een.xlsx"
    export(db, one, "relatie", "langdurig")
    # only of the customers who are in it: the third has neither
    assert {row[0] for row in rows(one, "Met de hand")[1:]} == {"1001", "1002"}
    assert rows(one, "Contactpersonen") == []


def test_nothing_said_is_no_sheet(db: Path, tmp_path: Path) -> None:
    export(db, tmp_path / "o.xlsx")
    assert rows(tmp_path / "o.xlsx", "Met de hand") == []
    assert fields_in_words(None) is None
