"""Customers for the tests: rows in, levels out."""

from collections.abc import Mapping, Sequence

from analysis.duplicates.people import COLUMNS
from analysis.duplicates.search import Found, find

Row = Mapping[str, str | None]
#: a man with everything, to change one thing of at a time
JAN: Row = {
    "voornaam": "Jan",
    "tussenvoegsel": "van der",
    "achternaam": "Hooikamp",
    "email": "jan.hooikamp@gmail.com",
    "mobiel": "+31612345678",
    "telefoon": "+31302123456",
    "straat": "Kerkstraat",
    "huisnummer": "12",
    "postcode": "3511 AB",
    "plaats": "Utrecht",
    "geboortedatum": "1961-03-14",
}
FIRM: Row = {
    "soort": "zakelijk",
    "bedrijfsnaam": "Hooikamp Transport B.V.",
    "email": "info@hooikamp.nl",
    "telefoon": "+31302123456",
    "straat": "Industrieweg",
    "huisnummer": "3",
    "postcode": "3542 AD",
    "plaats": "Utrecht",
    "kvk": "30123456",
}


def found(rows: Sequence[Row], ids: Sequence[int] | None = None) -> Found:
    """What a search of these rows gives; ids are 1, 2, … unless given."""
    columns = {name: [row.get(name) for row in rows] for name in COLUMNS}
    return find(ids or range(1, len(rows) + 1), columns)


def level(one: Row, other: Row) -> str:
    """What the search calls these two ('' when it does not propose them)."""
    pairs = found([one, other]).pairs
    return pairs[0].level if pairs else ""


def levels(rows: Sequence[Row], ids: Sequence[int] | None = None) -> dict[tuple[int, int], str]:
    """Pair → level."""
    return {(pair.first, pair.second): pair.level for pair in found(rows, ids).pairs}
