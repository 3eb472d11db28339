"""`access` and `erase` from outside."""

import json
from pathlib import Path

import openpyxl
import pytest

from cli.arguments import parse
from cli.commands import run

CUSTOMERS = """Klantnummer;Voornaam;Achternaam;E-mail;Toestemming e-mail
K1;Aad;Zonneveldt;aad@voorbeeld.nl;ja
K2;Bo;Bakker;bo@voorbeeld.nl;nee
"""
ORDERS = "Bestelnummer;Klantnummer;Datum;Bedrag\nB1;K1;01-03-2025;12,50\nB2;K2;02-03-2025;20,00\n"


@pytest.fixture
def base(tmp_path: Path) -> str:
    for name, text in (("klanten.csv", CUSTOMERS), ("bestellingen.csv", ORDERS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    db = str(tmp_path / "b.klantbeeld")
    files = [str(tmp_path / "klanten.csv"), str(tmp_path / "bestellingen.csv")]
    assert run(parse(["import", *files, "--db", db])) == 0
    assert run(parse(["profile", "--db", db, "--as-of", "2025-06-30"])) == 0
    return db


def test_access_shows_all_of_one_and_nothing_of_another(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, book = tmp_path / "a.html", tmp_path / "a.xlsx"
    assert run(parse(["access", "K1", "--to", str(page), "--db", base])) == 0
    text = page.read_text(encoding="utf-8")
    for held in ("Zonneveldt", "aad@voorbeeld.nl", "€ 12,50", "B1", "klanten.csv", "occasioneel"):
        assert held in text.replace("\u00a0", " "), held
    assert "Bakker" not in text and "B2" not in text
    capsys.readouterr()
    assert run(parse(["access", "K1", "--to", str(book), "--db", base, "--json"])) == 0
    assert json.loads(capsys.readouterr().out)["lines"] > 10
    cells = [
        c for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows(values_only=True) for c in row
    ]
    assert "aad@voorbeeld.nl" in cells and "bo@voorbeeld.nl" not in cells
    assert run(parse(["access", "K1", "--to", str(tmp_path / "a.pdf"), "--db", base])) == 1


def test_erase_is_for_ever(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parse(["erase", "K1", "--db", base, "--json"])) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 1
    assert b"Zonneveldt" not in b"".join(f.read_bytes() for f in tmp_path.glob("b.klantbeeld*"))
    assert run(parse(["erase", "K1", "--db", base])) == 1
    assert run(parse(["check", "--db", base])) == 0
    capsys.readouterr()
    assert run(parse(["import", str(tmp_path / "klanten.csv"), "--db", base, "--json"])) == 0
    report = json.loads(capsys.readouterr().out)["imports"][0]
    assert (report["rejected"], report["unchanged"]) == (1, 1)
