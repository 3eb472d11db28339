"""Clean sheets for the tests: from plain rows, and large ones from a seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.rows import Chunk, CleanSheet, SheetReport, SurveyItem


def sheet(
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    items: Mapping[str, SurveyItem] | None = None,
    size: int = 1000,
    own: Sequence[str] = (),
    name: str = "Blad1",
    detected: Mapping[str, Any] | None = None,
) -> CleanSheet:
    """A sheet of these rows (header in row 1). Names in `own` are the user's own columns, those in `items`
    answers; a field that a row lacks is an empty cell."""
    items = dict(items or {})
    fields = list(
        dict.fromkeys(name for row in rows for name in row if name not in items and name not in own)
    )
    report = SheetReport(
        file=f"{kind}.csv",
        sheet=name,
        kind=kind,
        mapping={**{f"Kop {f}": f for f in fields}, **dict.fromkeys(own)},
        encoding="utf-8",
        delimiter=";",
        header_row=1,
        detected=dict(detected or {}),
        headers=[*(f"Kop {f}" for f in fields), *own],
    )

    def chunks() -> Iterator[Chunk]:
        report.read = report.rejected = 0
        report.issues.clear()
        for start in range(0, len(rows), size):
            some = rows[start : start + size]
            report.read += len(some)
            yield Chunk(
                rows=[start + i + 2 for i in range(len(some))],
                columns={f: [row.get(f) for row in some] for f in fields},
                own={o: [row.get(o) for row in some] for o in own},
                answers=[[(k, row[k]) for k in items if row.get(k) is not None] for row in some]
                if items
                else None,
            )

    return CleanSheet(report, chunks, items, estimated_rows=len(rows))


def columns_sheet(kind: str, columns: Mapping[str, list[Any]], size: int = 5000) -> CleanSheet:
    """A large sheet of whole columns."""
    n = len(next(iter(columns.values())))
    report = SheetReport(
        f"{kind}.csv", "", kind, {name: name for name in columns}, "utf-8", ";", 1, {}, headers=list(columns)
    )

    def chunks() -> Iterator[Chunk]:
        report.read = report.rejected = 0
        report.issues.clear()
        for start in range(0, n, size):
            stop = min(n, start + size)
            report.read += stop - start
            yield Chunk(list(range(start + 2, stop + 2)), {k: v[start:stop] for k, v in columns.items()})

    return CleanSheet(report, chunks, estimated_rows=n)


def many_customers(n: int, seed: int = 1) -> dict[str, list[Any]]:
    """Columns of n made-up customers."""
    draw = random.Random(seed)
    first = ("Anna", "Jan", "Fatima", "Pieter", "Sanne", "Mohamed", "Joke", "Willem")
    last = ("Jansen", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Vos")
    town = ("Utrecht", "Zwolle", "Breda", "Delft", "Assen", "Hoorn")
    return {
        "klantnummer": [f"K{i:06d}" for i in range(n)],
        "email": [f"klant{i}@voorbeeld.nl" for i in range(n)],
        "voornaam": [draw.choice(first) for _ in range(n)],
        "tussenvoegsel": [draw.choice((None, None, "van", "de")) for _ in range(n)],
        "achternaam": [draw.choice(last) for _ in range(n)],
        "telefoon": [f"+316{draw.randrange(10**8):08d}" for _ in range(n)],
        "straat": [f"Straat {draw.randrange(500)}" for _ in range(n)],
        "huisnummer": [str(draw.randrange(1, 300)) for _ in range(n)],
        "postcode": [f"{draw.randrange(1000, 9999)} AB" for _ in range(n)],
        "plaats": [draw.choice(town) for _ in range(n)],
        "land": ["NL"] * n,
        "soort": ["particulier"] * n,
        "geboortedatum": [f"{draw.randrange(1940, 2005)}-0{draw.randrange(1, 9)}-11" for _ in range(n)],
        "klant_sinds": [f"20{draw.randrange(10, 25)}-0{draw.randrange(1, 9)}-01" for _ in range(n)],
        "verplicht": [0] * n,
        "toestemming_email": [draw.choice((0, 1, None)) for _ in range(n)],
        "nps": [draw.choice((None, 6, 8, 9.0)) for _ in range(n)],
        "omzet": [draw.randrange(100000) / 100 for _ in range(n)],
        "labels": [draw.choice((None, "vip", "nieuw")) for _ in range(n)],
        "notities": [None] * n,
    }


def many_orders(n: int, customers: int, seed: int = 2) -> dict[str, list[Any]]:
    """Columns of n made-up orders of the customers above."""
    draw = random.Random(seed)
    return {
        "klantnummer": [f"K{draw.randrange(customers):06d}" for _ in range(n)],
        "bestelnummer": [f"B{i:07d}" for i in range(n)],
        "datum": [f"202{draw.randrange(3, 6)}-0{draw.randrange(1, 10)}-1{i % 10}T10:00:00" for i in range(n)],
        "bedrag": [draw.randrange(-100, 20000) / 100 for _ in range(n)],
        "kanaal": [draw.choice(("webshop", "winkel", "telefoon")) for _ in range(n)],
    }
