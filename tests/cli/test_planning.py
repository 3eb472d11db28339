"""The commands about what to do, called as a script would: advice, lists, documents, rules, organisation."""

import csv
from pathlib import Path

import openpyxl
import pytest

from cli import planning, strategy_words
from core.settings import Settings
from core.text import money
from tests.cli.calling import Program, write_csv


@pytest.fixture
def shop(program: Program, tmp_path: Path) -> Program:
    people = [f"{n};Naam{n};n{n}@voorbeeld.nl;06123456{n:02d};ja;{5 + n % 6}" for n in range(1, 21)]
    head = "Klantnummer;Achternaam;E-mail;Telefoon;Toestemming telefoon;NPS"
    orders = [f"{n};B{n}-{m};0{m}-0{m}-2026;{20 * n},00" for n in range(1, 16) for m in range(1, n % 5 + 2)]
    files = [write_csv(tmp_path / "klanten.csv", head, people)]
    files.append(write_csv(tmp_path / "orders.csv", "Klantnummer;Bestelnummer;Besteldatum;Bedrag", orders))
    program("import", *files)
    program("profile", "--as-of", "2026-06-30")
    return program


def test_every_command_has_a_handler_and_help(shop: Program) -> None:
    for name in planning.HANDLERS:
        shop(name, "--help", db=False)
        assert name in shop.out
    assert "strategie" in strategy_words.sets_help()


def test_one_segment_one_customer_a_selection_and_two_side_by_side(shop: Program) -> None:
    whole = shop.json("advise")
    first, second = (segment["name"] for segment in whole["segments"][:2])
    one = shop.json("advise", "--segment", first)
    assert [s["name"] for s in one["segments"]] == [first] and one["total"] == whole["total"]
    alone = shop.json("advise", "--customer", "3")["segments"][0]
    assert alone["customers"] == 1 and alone["name"] == "Naam3 (3)"
    assert shop.json("advise", "--customer", "3", "4", "n5@voorbeeld.nl")["segments"][0]["customers"] == 3
    pair = shop.json("advise", "--compare", first, second)
    assert [s["name"] for s in pair["segments"]] == [first, second]
    words = shop("advise", "--compare", first, second)
    assert str(pair["segments"][0]["customers"]) in words and "Geschiktheid" in words
    assert "99" in shop.fails("advise", "--customer", "99")
    assert "sterren" in shop.fails("advise", "--segment", "sterren")
    shop("advise", "--segment", first, "--customer", "3", code=2)


def test_words_and_numbers_say_the_same_total(shop: Program) -> None:
    found = shop.json("advise", "--budget", "50")
    assert found["total"] == pytest.approx(found["cost"] + found["reserved"]) and found["total"] <= 50
    said = shop("advise", "--budget", "50")
    assert f"kost {money(found['total'])}" in said


def test_the_action_list_is_written_within_the_capacity(shop: Program, tmp_path: Path) -> None:
    shop("organisation", "--set", "channels.email.capacity=3", "--set", "channels.telefoon.capacity=4")
    to = tmp_path / "acties.xlsx"
    found = shop.json("actions", "--to", to)
    assert found["set"] == "strategie"
    for one in found["channels"]:
        assert one["capacity"] is None or one["channel"] not in ("telefoon",) or one["contacts"] <= 4
    book = openpyxl.load_workbook(to)
    assert len(book.sheetnames) == 1 + len(found["channels"])
    listed = sum(sheet.max_row - 1 for sheet in book.worksheets[1:])
    assert listed == sum(one["customers"] for one in found["channels"])
    assert listed + sum(found["left_out"].values()) == 20
    assert "acties" in shop("actions", "--to", to, "--set", "waarde")


def test_report_and_personas_are_written(shop: Program, tmp_path: Path) -> None:
    shop("report", "--to", tmp_path / "r.html", "--budget", "100")
    assert "Budget" in (tmp_path / "r.html").read_text(encoding="utf-8")
    shop("report", "--to", tmp_path / "r.xlsx")
    assert "Advies" in openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames
    shop("persona", "--to", tmp_path / "p.html")
    several = (tmp_path / "p.html").read_text(encoding="utf-8").count("<h2")
    name = shop.json("advise")["segments"][0]["name"]
    shop("persona", "--segment", name, "--to", tmp_path / "p.html")
    assert (tmp_path / "p.html").read_text(encoding="utf-8").count("<h2") == 1 < several
    assert ".html" in shop.fails("report", "--to", tmp_path / "r.pdf")
    assert ".html" in shop.fails("persona", "--to", tmp_path / "p.xlsx")


def test_rules_go_out_and_come_back_and_a_mistake_names_row_and_column(shop: Program, tmp_path: Path) -> None:
    file = tmp_path / "regels.csv"
    n = shop.json("rules", "--export", file)["rules"]
    assert n == len(shop.json("rules")["rules"]) >= 80
    assert shop.json("rules", "--import", file) == {"changed": 0, "off": 0, "own": 0}
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened, delimiter=";"))
    rows[3][rows[0].index("points")] = "form:zelfbedienig +3"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows(rows)
    said = shop.fails("rules", "--import", file)
    assert "rij 4" in said and "points" in said
    shop("rules", "--off", "relatie_geen")
    states = {one["rule"]: one["state"] for one in shop.json("rules")["rules"]}
    assert states["relatie_geen"] == "off"
    shop("rules", "--on", "relatie_geen")
    shop("rules", "--off", "relatie_occasioneel")
    shop("rules", "--restore", "all")
    assert {one["state"] for one in shop.json("rules")["rules"]} == {"shipped"}
    assert "bestaat_niet" in shop.fails("rules", "--off", "bestaat_niet")


def test_a_channel_that_the_advice_leads_with_is_there(shop: Program) -> None:
    found = shop.json("advise")["segments"]
    leading = {code for one in found for phase in one["channels"].values() for code in phase["lead"]}
    channels = shop.json("organisation")["channels"]
    assert leading and all(channels[code]["available"] for code in leading)
    used = strategy_words.organisation_json(Settings(), {"chat"})["channels"]["chat"]
    assert (
        used["available"]
        and not strategy_words.organisation_json(Settings())["channels"]["chat"]["available"]
    )
    words = shop("organisation")
    assert "False" not in words and "Digitale netwerk-CRM-matrix · " in words


def test_the_organisation_in_words(shop: Program) -> None:
    shop(
        "organisation", "--set", "margin_percent=35,5", "--set", "has_moderator=ja", "--set", "cem.cem_reis=4"
    )
    found = shop.json("organisation")
    assert (found["margin_percent"], found["has_moderator"]) == (35.5, True)
    assert found["assessments"]["cem"]["answers"] == {"cem_reis": 4}
    shop("organisation", "--set", "margin_percent=geen")
    assert shop.json("organisation")["margin_percent"] is None
    for wrong in ("has_moderator=soms", "conversion=veel", "cem.cem_reis=9", "cem.x=1", "sterren=1"):
        shop.fails("organisation", "--set", wrong)
    shop.fails("organisation", "--set", "channels.rooksignaal.cost=1")
    shop("organisation", "--set", "margin_percent", code=2)


def test_own_segments_in_a_sentence(shop: Program) -> None:
    assert "own" in shop("own")
    shop("own", "Fans", "--where", "nps minstens 9")
    found = shop.json("own")["segments"][0]
    assert found["sentence"] == "NPS (0-10) minstens 9" and found["customers"] > 0
    shop("own", "Fans", "--add", "1", "--remove", "4")
    assert shop.json("own", "Fans")["segments"][0]["rules"]["added"]
    assert "Fans" in shop("segments", "--set", "eigen")
    assert shop.json("advise", "--set", "Fans")["segments"][0]["name"] == "Fans"
    shop("own", "Fans", "--delete")
    assert shop.json("own")["segments"] == []
    assert "Fans" in shop.fails("own", "Fans")
    shop.fails("own", "Fans", "--where", "sterren is 3")
    shop.fails("own", "--where", "nps minstens 9")
