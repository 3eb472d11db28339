"""A base of a few customers from files, for the tests of what people say."""

from pathlib import Path
from typing import Any

from actions.importing import ImportRequest, apply
from models.queries import Reader

CUSTOMERS = """klantnummer;voornaam;achternaam;bedrijfsnaam;plaats;telefoon;labels;omzet;nps
1001;Jan;Jansen;;Ede;0612345678;vip, nieuw;1.234,56;8
1002;Piet;Bakker;;Zwolle;;;;
1003;Anna;de Vries;;Gouda;;vip;;6
1004;;;Bakkerij Smit;Ede;;;99,50;
"""
CONTRACTS = """klantnummer;contractnummer;start;einde;bedrag per maand;opzegtermijn
1001;C1;01-01-2025;31-12-2027;12,50;1
1002;C2;01-02-2025;;10,00;
"""


def bring(db: Path, text: str, name: str = "klanten.csv", **more: Any) -> Any:
    """Import a file of this text; gives its report."""
    file = db.parent / name
    file.write_text(text, encoding="utf-8")
    return apply(db, [ImportRequest(file, **more)])[0]


def made(folder: Path) -> Path:
    """The base: four customers (ids 1 to 4 in their order) and two contracts."""
    db = folder / "k.klantbeeld"
    bring(db, CUSTOMERS)
    bring(db, CONTRACTS, "contracten.csv")
    return db


def values(db: Path, customer: int, *fields: str) -> list[Any]:
    """The values in force."""
    with Reader(db) as reader:
        found = reader.customer(customer)
    return [found[name]["value"] for name in fields]
