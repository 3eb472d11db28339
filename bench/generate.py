"""Make large sheets from a seed: customers (20 columns, xlsx), orders and contacts (csv).

uv run python -m bench.generate FOLDER [--customers 100000] [--orders 300000] [--contacts 0]
"""

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from script.sample_stories import FIRST, LAST, STREETS, TOWNS

CUSTOMER_HEADERS = (
    "Klantnummer;Soort;Voornaam;Tussenvoegsel;Achternaam;Bedrijfsnaam;E-mail;Telefoon;Straat;Huisnummer;"
    "Toevoeging;Postcode;Plaats;Land;Geboortedatum;Klant sinds;Voorkeurskanaal;Toestemming e-mail;NPS;Labels"
).split(";")
ORDER_HEADERS = ["Bestelnummer", "Klantnummer", "Besteldatum", "Bedrag", "Kanaal"]
CONTACT_HEADERS = ["Klantnummer", "Datum", "Kanaal", "Richting", "Soort contact"]
AS_OF = date(2026, 6, 30)
_KINDS = (
    "e-mail geopend",
    "e-mail geklikt",
    "pagina bezocht",
    "like",
    "compliment",
    "klacht",
    "review",
    "gedeeld",
)


def customers(count: int, seed: int = 1) -> Iterator[list[object]]:
    """Rows of the customers sheet."""
    rng = random.Random(seed)
    for index in range(count):
        first, (last, _colon, prefix) = rng.choice(FIRST), rng.choice(LAST).partition(":")
        town, digits, area = rng.choice(TOWNS)
        company = f"{last} {rng.choice(('Advies', 'Techniek', 'Zorg'))} B.V." if rng.random() < 0.1 else None
        yield [
            f"K{index:06d}",
            "zakelijk" if company else "particulier",
            first,
            prefix or None,
            last,
            company,
            f"{first}.{index}@voorbeeld.nl".lower() if rng.random() < 0.9 else None,
            f"06-{rng.randint(10000000, 59999999)}"
            if rng.random() < 0.7
            else f"{area}-{rng.randint(1000000, 9999999)}",
            rng.choice(STREETS),
            str(rng.randint(1, 200)),
            rng.choice((None, None, "A", "bis")),
            f"{digits}{rng.randint(10, 99)} {rng.choice('ABCDEGHJ')}{rng.choice('KLMNPRST')}",
            town,
            "Nederland",
            date(1940, 1, 1) + timedelta(days=rng.randint(0, 23000)) if rng.random() < 0.6 else None,
            date(2015, 1, 1) + timedelta(days=rng.randint(0, 3800)),
            rng.choice((None, "e-mail", "telefoon", "winkel")),
            rng.choice(("ja", "nee", None)),
            rng.randint(0, 10) if rng.random() < 0.3 else None,
            rng.choice((None, "nieuwsbrief", "vip", "beurs 2025")),
        ]


def orders(count: int, people: int, seed: int = 2) -> Iterator[list[str]]:
    """Rows of the till's list, each its own order, in time; a few customers buy most."""
    rng = random.Random(seed)
    span = 4 * 365 * 24 * 60
    start = datetime(2022, 7, 1)
    for index in range(count):
        who = int(people * rng.random() ** 2)
        when = start + timedelta(minutes=span * index // count)
        amount = f"{rng.lognormvariate(3.6, 0.8):.2f}".replace(".", ",")
        yield [
            f"B{index:07d}",
            f"K{who:06d}",
            when.strftime("%d-%m-%Y"),
            amount,
            rng.choice(("winkel", "web")),
        ]


def contacts(count: int, people: int, seed: int = 3) -> Iterator[list[str]]:
    """Rows of the contact list of the last two years."""
    rng = random.Random(seed)
    for _index in range(count):
        when = AS_OF - timedelta(days=rng.randint(0, 730))
        who = int(people * rng.random())
        yield [
            f"K{who:06d}",
            when.strftime("%d-%m-%Y"),
            "e-mail",
            rng.choice(("in", "uit")),
            rng.choice(_KINDS),
        ]


def write_xlsx(path: Path, headers: list[str], rows: Iterator[list[object]]) -> None:
    """A plain workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Klanten")
    sheet.append(headers)
    for row in rows:
        sheet.append(row)
    book.save(path)


def write_csv(path: Path, headers: list[str], rows: Iterator[list[str]]) -> None:
    """Semicolons and UTF-8 with a BOM, as Excel's "CSV UTF-8"."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headers)
        writer.writerows(rows)


def generate(folder: Path, people: int, order_count: int, contact_count: int) -> list[Path]:
    """Write the sheets that are not there yet; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / f"klanten-{people}.xlsx"]
    if not made[0].exists():
        write_xlsx(made[0], CUSTOMER_HEADERS, customers(people))
    if order_count:
        made.append(folder / f"bestellingen-{people}-{order_count}.csv")
        if not made[-1].exists():
            write_csv(made[-1], ORDER_HEADERS, orders(order_count, people))
    if contact_count:
        made.append(folder / f"contacten-{people}-{contact_count}.csv")
        if not made[-1].exists():
            write_csv(made[-1], CONTACT_HEADERS, contacts(contact_count, people))
    return made


def main() -> None:
    """Parse and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=300_000)
    parser.add_argument("--contacts", type=int, default=0)
    options = parser.parse_args()
    for path in generate(options.folder, options.customers, options.orders, options.contacts):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
