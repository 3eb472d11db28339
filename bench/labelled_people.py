"""Invented people of the labelled set: names, addresses, numbers and mailboxes, drawn from one seed."""

import random
import unicodedata
from datetime import date, timedelta
from typing import Final

from bench.labelled_names import (
    ACCENTED,
    COMMON_FIRST,
    COMMON_LAST,
    PROVIDERS,
    RARE_BEGIN,
    RARE_END,
    STREETS,
    TOWNS,
)

Row = dict[str, str | None]
FIELDS: Final = (
    "soort aanhef voornaam voorletters tussenvoegsel achternaam bedrijfsnaam contactpersoon email "
    "telefoon mobiel straat huisnummer toevoeging postcode plaats kvk btw_nummer geboortedatum".split()
)


class Drawn:
    """Draws people; the same seed always draws the same ones."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.landlines: dict[str, list[str]] = {}
        self.mailboxes: set[str] = set()

    def first(self, woman: bool, initial: str = "", but: str = "") -> str:
        """A first name; with that initial, and another one than `but`, where there is one."""
        names, weights = COMMON_FIRST[woman]
        fits = [name[0] == initial and name != but for name in names]
        if initial and any(fits):
            weights = tuple(weight * fit for weight, fit in zip(weights, fits, strict=True))
        return self.draw.choices(names, weights)[0]

    def last(self) -> tuple[str | None, str]:
        if self.draw.random() < 0.5:
            names, weights = COMMON_LAST
            *prefix, name = self.draw.choices(names, weights)[0].split(" ")
            return " ".join(prefix) or None, name
        if self.draw.random() < 0.08:
            return None, self.draw.choice(ACCENTED)
        name = self.draw.choice(RARE_BEGIN) + self.draw.choice(RARE_END)
        return self.draw.choice((None, None, None, "van", "van der", "ten", "van de")), name

    def home(self, town: str | None = None) -> Row:
        town = town or self.draw.choices(*TOWNS)[0]
        street = self.draw.choice(STREETS)
        number = self.draw.randint(1, 180)
        # one postcode per side of a stretch of street, as the post has it
        spot = random.Random(f"{town} {street} {number // 20} {number % 2}")
        code = f"{area(town) + spot.randint(0, 60)} {''.join(spot.choices('ABCDEGHJKLNPRSTVXZ', k=2))}"
        addition = self.draw.choice("ABC12") if self.draw.random() < 0.1 else None
        return {
            "straat": street,
            "huisnummer": str(number),
            "toevoeging": addition,
            "postcode": code,
            "plaats": town,
        }

    def landline(self, town: str) -> tuple[str, bool]:
        """A number of that town, and whether somebody had it before."""
        known = self.landlines.setdefault(town, [])
        if known and self.draw.random() < 0.02:
            return self.draw.choice(known), True
        area = str(10 + TOWNS[0].index(town))
        known.append(f"+31{area}{self.draw.randint(1000000, 9999999)}")
        return known[-1], False

    def mobile(self) -> str:
        return f"+316{self.draw.randint(10000000, 59999999)}"

    def email(self, row: Row) -> str:
        first, last = (
            plain(row["voornaam"] or "x"),
            plain((row["tussenvoegsel"] or "") + (row["achternaam"] or "")),
        )
        style = self.draw.random()
        local = (
            f"{first}.{last}" if style < 0.4 else f"{first[0]}.{last}" if style < 0.6 else f"{first}{last}"
        )
        if style > 0.8:
            local = f"{first}{self.draw.randint(50, 999)}"
        elif self.draw.random() < 0.25:
            local += str(self.draw.randint(1, 99))
        address = f"{local}@{self.draw.choices(*PROVIDERS)[0]}"
        while address.replace(".", "") in self.mailboxes:  # a provider gives an address to one person
            address = f"{local}{self.draw.randint(1, 999)}@{address.partition('@')[2]}"
        self.mailboxes.add(address.replace(".", ""))
        return address

    def elsewhere(self, address: str) -> str:
        """The same name at another provider, where nobody has it."""
        local = address.partition("@")[0]
        for _try in range(9):
            other = f"{local}@{self.draw.choices(*PROVIDERS)[0]}"
            if other.replace(".", "") not in self.mailboxes:
                self.mailboxes.add(other.replace(".", ""))
                return other
        return address

    def person(self, home: Row, last: tuple[str | None, str], woman: bool, first: str, born: date) -> Row:
        letters = "".join(
            f"{c}." for c in (first[0], self.draw.choice("ABCEHJMPW"))[: self.draw.choice((1, 1, 2))]
        )
        row: Row = {
            **home,
            "soort": "particulier",
            "aanhef": "mevrouw" if woman else "de heer",
            "voornaam": first,
            "voorletters": letters if self.draw.random() < 0.35 else None,
            "tussenvoegsel": last[0],
            "achternaam": last[1],
            "mobiel": self.mobile(),
            "geboortedatum": born.isoformat(),
        }
        row["email"] = self.email(row)
        return row

    def thin(self, row: Row) -> Row:
        """Leave fields out as in a real list (companies keep theirs)."""
        row = dict(row)
        if row["soort"] == "zakelijk":
            return row
        for name, share in (("email", 0.2), ("mobiel", 0.35), ("telefoon", 0.6), ("geboortedatum", 0.5)):
            if self.draw.random() < share:
                row[name] = None
        if self.draw.random() < 0.4:
            row["aanhef"] = None
        if row.get("voornaam") and self.draw.random() < 0.15:
            row["voorletters"] = row["voorletters"] or f"{(row['voornaam'] or 'x')[0]}."
            row["voornaam"] = None
        if self.draw.random() < 0.06:
            row.update(straat=None, huisnummer=None, toevoeging=None, postcode=None)
        return row

    def born(self, low: int, high: int) -> date:
        return date(low, 1, 1) + timedelta(days=self.draw.randint(0, 365 * (high - low)))


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def plain(text: str) -> str:
    return "".join(c for c in bare(text).lower() if c.isalnum() and c.isascii()) or "x"


def area(town: str) -> int:
    return 1000 + 240 * TOWNS[0].index(town)
