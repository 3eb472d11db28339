"""The commands of what a person says (cli.handwork, cli.belonging), as a script calls them."""

from pathlib import Path

import pytest

from tests.cli.calling import Program, write_csv

HEADER = "klantnummer;voornaam;achternaam;plaats;labels;lid"


@pytest.fixture
def shop(program: Program, tmp_path: Path) -> Program:
    program(
        "import", write_csv(tmp_path / "k.csv", HEADER, ["1;Jan;Jansen;Ede;vip;ja", "2;Piet;Bos;Gouda;;"])
    )
    return program


def test_set_clear_and_what_it_says(shop: Program) -> None:
    found = shop.json("set", "1", "plaats=Velp", "lid=nee", "--reason", "belde", "--review", "2027-01-01")
    assert found["changes"] == [
        {"klantnummer": "1", "field": "plaats", "old": "Ede", "new": "Velp", "problem": None},
        {"klantnummer": "1", "field": "lid", "old": True, "new": False, "problem": None},
    ]
    assert shop.json("show", "1")["fields"]["plaats"]["value"] == "Velp"
    listed = shop.json("hand", "--due", "2027-06-01")["values"]
    assert {(one["field"], one["value"], one["file"], one["reason"]) for one in listed} == {
        ("plaats", "Velp", "Ede", "belde"),
        ("lid", False, True, "belde"),
    }
    shop.json("hand", "--reviewed", str(listed[0]["id"]))
    assert len(shop.json("hand", "--due", "2027-06-01")["values"]) == 1
    assert "Velp" in shop("hand")
    shop("clear", "1", "plaats")
    assert shop.json("show", "1")["fields"]["plaats"]["value"] == "Ede"
    assert shop.fails("clear", "1", "plaats")


def test_set_refuses_and_tries(shop: Program) -> None:
    assert "abc" in shop.fails("set", "1", "lid=abc")
    assert shop.fails("set", "1") and shop.fails("set", "plaats=Ede")
    assert shop.fails("set", "1", "plaats+=Ede") and shop.fails("set", "77", "plaats=Ede")
    assert shop.json("set", "--dry-run", "1", "plaats=Velp")["change"] is None
    shop("set", "1", "--nonsense", code=2)
    assert shop.json("show", "1")["fields"]["plaats"]["value"] == "Ede"


def test_a_word_that_is_in_force_already_stands_too(shop: Program) -> None:
    shop("set", "1", "2", "plaats=Velp")
    shop("set", "1", "2", "plaats=Velp", "lid=nee", "--review", "2027-01-01")
    assert [one["review_on"] for one in shop.json("hand")["values"]] == ["2027-01-01"] * 4


def test_a_score_by_hand_is_shown_with_who_said_it_and_why(shop: Program) -> None:
    shop("profile", "--as-of", "2026-06-30")
    shop("set", "1", "commitment=20", "--reason", "belde", "--review", "2027-01-01")
    hand = shop.json("show", "1")["scores"]["commitment"]["hand"]
    assert (hand["value"], hand["reason"], hand["review_on"]) == (20, "belde", "2027-01-01")
    assert hand["who"] and hand["at"]
    assert "met de hand: 20,0" in shop("show", "1")


def test_labels_for_several(shop: Program) -> None:
    shop("set", "1", "2", "labels+=zomer")
    assert shop.json("show", "1")["fields"]["labels"]["value"] == "vip, zomer"
    shop("set", "1", "2", "labels-=vip")
    assert shop.json("show", "1")["fields"]["labels"]["value"] == "zomer"


def test_conflicts_are_answered(shop: Program, tmp_path: Path) -> None:
    assert shop.json("conflicts") == {"conflicts": [], "always_file": []}
    shop("set", "1", "2", "plaats=Velp")
    shop("import", write_csv(tmp_path / "l.csv", HEADER, ["1;Jan;Jansen;Elst;vip;ja", "2;Piet;Bos;Elst;;"]))
    first, second = (one["id"] for one in shop.json("conflicts")["conflicts"])
    assert "Elst" in shop("conflicts") and "l.csv" in shop.out
    assert shop.json("conflicts", "--mine", str(first))["left"] == 1
    assert shop.json("conflicts", "--file", "alle")["left"] == 0
    assert {shop.json("show", who)["fields"]["plaats"]["value"] for who in "12"} == {"Velp", "Elst"}
    assert shop.fails("conflicts", "--mine", str(second))
    assert shop.json("conflicts", "--always", "plaats")["always_file"] == ["plaats"]
    assert "Plaats" in shop("conflicts")
    assert shop.json("conflicts", "--ask-again", "plaats")["always_file"] == []


def test_contracts_persons_households(shop: Program) -> None:
    made = shop.json("contract", "1", "start=1-1-2026", "bedrag_per_maand=12,50", "--reason", "balie")
    assert made["contracts"][0]["start"] == "2026-01-01"
    shop("contract", "1", "--number", "#1", "einde=31-12-2026")
    assert "31-12-2026" in shop("contract", "1") and "met de hand" in shop.out
    assert shop.fails("contract", "1", "--number", "#7", "--delete") and shop.fails(
        "contract", "1", "--delete"
    )
    assert shop.json("contract", "1", "--number", "#1", "--delete")["contracts"] == []
    shop("person", "2", "voornaam=Kees")
    assert shop.json("person", "2", "--number", "1", "functie=inkoper")["persons"][0]["functie"] == "inkoper"
    assert shop.fails("person", "2", "kees")
    assert shop.json("person", "2", "--number", "Kees", "--delete")["persons"] == []
    found = shop.json("household", "1", "2", "--name", "Samen")["household"]
    assert found["name"] == "Samen" and [one["klantnummer"] for one in found["members"]] == ["2", "1"]
    shop("household", "1", "--name", "Anders")
    assert "Anders" in shop("household", "2")
    assert shop.json("household", "1", "--leave")["household"] is None


def test_history_of_one_customer(shop: Program) -> None:
    shop("set", "1", "plaats=Velp", "--reason", "belde")
    shop("undo")
    shop("redo")
    lines = shop.json("history", "--customer", "1", "--field", "plaats")["history"]
    assert [(one["kind"], one["old"], one["new"]) for one in lines] == [
        ("redo", "Ede", "Velp"),
        ("undo", "Velp", "Ede"),
        ("edit", "Ede", "Velp"),
    ]
    assert "belde" in lines[-1]["text"]
    told = shop("history", "--customer", "1")
    assert "k.csv" in told and "Ede → Velp" in told
    assert shop.fails("history", "--customer", "77")


def test_undo_foretold(shop: Program) -> None:
    shop("set", "1", "2", "plaats=Velp")
    shop("set", "1", "plaats=Rheden")
    number = shop.json("history")["changes"][1]["id"]
    found = shop.json("undo", "--preview", str(number))
    assert (found["reversed"], found["kept"], found["impossible"]) == (2, 2, 0)
    assert "Jan Jansen" in found["details"][0]["who"] and found["details"][0]["why"]
    assert "Jan Jansen" in shop("undo", "--preview", str(number))
    assert shop.json("show", "2")["fields"]["plaats"]["value"] == "Velp", "nothing was written"
    shop("undo", str(number))
    assert shop.json("show", "2")["fields"]["plaats"]["value"] == "Gouda"
    assert shop.json("redo", str(number))["reversed"] == 2
    assert shop.fails("redo")
