"""Makes the dump of a small base of today's schema: `python -m tests.models.schema_fixtures`.

Run it before a release that brings a migration, and commit the dump: every schema that was ever released
must come to today's (`test_schema_fixtures`). The people in it are made up.
"""

import re
import sqlite3
import tempfile
from pathlib import Path

from actions import editing, history, households, importing, merging
from core.progress import silent
from models.database import known, open_base

DATA = Path(__file__).resolve().parent / "data"
_CUSTOMERS = """klantnummer;voornaam;tussenvoegsel;achternaam;postcode;huisnummer;plaats;e-mail;omzet;hobby
0101;Anna;de;Vries;1234 AB;1;Utrecht;anna@voorbeeld.nl;12,10;schaken
0102;Bram;;Bakker;2345 BC;2;Zwolle;bram@voorbeeld.nl;0,30;
0103;Chris;van der;Meer;3456 CD;3;Breda;chris@voorbeeld.nl;1.234,56;zeilen
0104;Dörte;;Smit;4567 DE;4;Delft;;;lezen
"""
_LATER = (
    _CUSTOMERS.replace("Utrecht", "Amersfoort").replace("0,30", "0,40")
    + "0105;Eva;;Vos;5678 EF;5;Ede;eva@voorbeeld.nl;5;\n"
)
_ORDERS = """klantnummer;bestelnummer;besteldatum;bedrag
0101;B1;31-01-2025;10,10
0101;B2;15-02-2025;20,20
0102;B3;16-02-2025;0,10
0106;B4;17-02-2025;7,70
"""


def make(folder: Path) -> Path:
    """A base with imports, hand values, undone and redone changes; gives its place."""
    db = folder / "oud.klantbeeld"
    for name, text in (("klanten.csv", _CUSTOMERS), ("bestellingen.csv", _ORDERS)):
        _import(db, folder / name, text)
    editing.set_value(db, [2], "plaats", "Kampen", "belde zelf")
    editing.set_value(db, [1, 2, 3], "labels", "vip")
    _import(db, folder / "later.csv", _LATER)
    editing.set_value(db, [4], "relatievorm", "langdurig")
    history.undo(db)
    editing.set_value(db, [3], "omzet", 0.1 + 0.2)
    history.undo(db)
    history.redo(db)
    merging.merge(db, 1, [2], {"email": 2}, "zelfde gezin")
    households.make_household(db, [1, 3])
    households.set_contact_person(db, 3, None, {"voornaam": "Piet", "functie": "inkoper"})
    return db


def dump(db: Path) -> str:
    """The base as SQL, with the number that tells our files from other programs'."""
    with open_base(db, write=True) as base:
        base.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        number = base.sql("PRAGMA application_id").fetchone()[0]
    connection = sqlite3.connect(db)
    try:
        lines = [f"PRAGMA application_id = {number};", *connection.iterdump()]
    finally:
        connection.close()
    # whose computer it was made on is nobody's business
    text = "\n".join(lines) + "\n"
    return re.sub(r"'root'|'[^']*@[^']*-pc'", "'iemand'", text)


def _import(db: Path, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    importing.apply(db, [importing.ImportRequest(path=file)], silent)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        DATA.mkdir(exist_ok=True)
        target = DATA / f"schema_{max(known())[:4]}.sql"
        target.write_text(dump(make(Path(where))), encoding="utf-8")
        print(target)
