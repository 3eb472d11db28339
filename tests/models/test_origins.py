"""The rows behind a score with the file, sheet and row that they came from (`origins`)."""

from datetime import date
from pathlib import Path

from actions.base import reading
from actions.editing import set_value
from actions.explaining import grounds
from actions.importing import ImportRequest, apply
from actions.profiling import profile
from models.origins import origins

CUSTOMERS = "Klantnummer;Achternaam;NPS;Klant sinds\n1;Bos;9;01-02-2020\n2;Vos;3;01-02-2021\n"
ORDERS = "Bestelnummer;Klantnummer;Besteldatum;Bedrag\n7;2;01-03-2026;10,50\n8;1;02-03-2026;12,00\n"


def test_every_row_tells_where_it_came_from_but_not_what_a_person_said(tmp_path: Path) -> None:
    requests = []
    for name, text in (("klanten.csv", CUSTOMERS), ("bestellingen.csv", ORDERS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        requests.append(ImportRequest(tmp_path / name, as_of=date(2026, 6, 30)))
    db = tmp_path / "b.klantbeeld"
    apply(db, requests)
    profile(db, date(2026, 6, 30))
    with reading(db) as base:
        vos = base.sql("SELECT id FROM customers WHERE klantnummer = '2'").fetchone()[0]
        found = origins(base, vos)
    assert [(one.file, one.row) for one in found["orders"]] == [("bestellingen.csv", 2)]
    rows = grounds(db, vos)["commitment"]["sources"]["nps"]
    assert [(row["file"], row["row"], row["fields"]) for row in rows] == [("klanten.csv", 3, {"nps": 3.0})]
    set_value(db, [vos], "nps", 8)
    assert "file" not in grounds(db, vos)["commitment"]["sources"]["nps"][0]
