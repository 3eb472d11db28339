"""`duplicates` and `distinct` (`cli.duplicates` over `actions.duplicates`), as a script calls them."""

from pathlib import Path

import pytest

from actions import duplicates
from tests.cli.calling import Program, write_csv

HEADER = (
    "Klantnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail;Mobiel;Straat;Huisnummer;"
    "Postcode;Plaats;Geboortedatum"
)
ROWS = [
    "1;Cornelis;van der;Hooikamp;kees@hooikamp.nl;06-12345678;Kerkstraat;12;3511 AB;Utrecht;14-03-1961",
    "2;Kees;;Hooikamp, van der;kees@hooikamp.nl;06-12345678;Dorpsplein;3;1012 AB;Amsterdam;14-03-1961",
    "3;Anna;;Bakker;anna@voorbeeld.nl;06-23456789;Lindelaan;5;6711 CD;Ede;02-05-1980",
    "4;Bram;;Bakker;anna@voorbeeld.nl;06-34567890;Lindelaan;5;6711 CD;Ede;01-04-1979",
    "5;Fatima;;El Idrissi;fatima@elders.nl;06-45678901;Veldweg;8;9401 XX;Assen;11-11-1991",
]


@pytest.fixture
def base(program: Program, tmp_path: Path) -> Program:
    program("import", write_csv(tmp_path / "klanten.csv", HEADER, ROWS))
    return program


def test_the_pairs_are_listed_with_their_reasons(base: Program) -> None:
    said = base("duplicates")
    assert "zeker (" in said and "1 Cornelis van der Hooikamp | 2 Kees" in said
    assert "+ Zelfde e-mailadres (kees@hooikamp.nl)" in said
    assert "Voornaam Cornelis past bij Kees" in said
    assert "- Ander adres: Kerkstraat 12 3511 AB Utrecht en Dorpsplein 3 1012 AB Amsterdam" in said
    assert "- Andere voornaam: Anna en Bram" in said


def test_json_has_every_part_of_it(base: Program) -> None:
    found = base.json("duplicates", "--level", "huishouden")
    assert found["counts"] == {"zeker": 1, "waarschijnlijk": 0, "mogelijk": 0, "huishouden": 1}
    (pair,) = found["pairs"]
    assert (pair["first_number"], pair["second_number"], pair["level"]) == ("3", "4", "huishouden")
    assert found["search"]["customers"] == 5 and not found["stale"]
    assert base.json("duplicates")["search"] is None  # kept since


def test_not_the_same_is_remembered_over_another_search(base: Program) -> None:
    assert base.json("duplicates")["counts"]["zeker"] == 1
    assert "worden niet meer samen voorgesteld" in base("distinct", "2", "1", "--reason", "vader en zoon")
    assert base.json("duplicates")["counts"]["zeker"] == 0
    assert base.json("duplicates", "--find")["counts"]["zeker"] == 0
    base("undo")
    assert base.json("duplicates")["counts"]["zeker"] == 1


def test_one_customer_is_no_pair(base: Program) -> None:
    assert "twee verschillende klanten" in base.fails("distinct", "1", "1")
    assert "9" in base.fails("distinct", "1", "9")


def test_a_merged_customer_is_no_question_any_more(base: Program) -> None:
    assert base.json("duplicates")["counts"]["zeker"] == 1
    base("merge", "1", "2")
    assert base.json("duplicates", "--find")["counts"]["zeker"] == 0
    base("split", "2")
    assert base.json("duplicates", "--find")["counts"]["zeker"] == 1


def test_a_later_import_makes_the_list_old(base: Program, tmp_path: Path) -> None:
    base("duplicates")
    assert not duplicates.is_stale(base.db)
    more = (
        ROWS[4]
        .replace("5;Fatima", "6;Fatima")
        .replace("Veldweg;8;9401 XX;Assen", "Acacialaan;1;9401 YY;Assen")
    )
    base("import", write_csv(tmp_path / "meer.csv", HEADER, [more]))
    assert "--find" in base("duplicates") and duplicates.is_stale(base.db)
    assert base.json("duplicates", "--find")["counts"]["zeker"] == 2
