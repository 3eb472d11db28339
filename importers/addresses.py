"""Addresses: one cell split into street, number and addition; postcodes and countries in one spelling."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.paths import RESOURCES

_NL_POSTCODE: Final = re.compile(r"([1-9]\d{3})[\s.\-\u00a0]*([A-Za-z]{2})")
_OTHER_POSTCODE: Final = re.compile(
    r"(?:[A-Za-z]{1,2}[-\s])?(?:\d{4,6}|\d{5}-\d{4}|\d{2,3}[-\s]\d{2,4}|[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}"
    r"|[A-Za-z]\d[A-Za-z]\s*\d[A-Za-z]\d)"
)
_LONE: Final = re.compile(
    r"(?P<number>\d{1,5})\s*(?P<addition>(?:[-/+.,\s]|bis|hs|[a-z])[\w\s\-/.+]{0,12})?", re.IGNORECASE
)
_STREET_FIRST: Final = re.compile(
    r"(?P<street>.*[^\W\d_].*?)[\s,]+(?:nr\.?\s*|no\.?\s*)?(?P<number>\d{1,5})"
    r"(?:\s?[-/+]?\s*(?P<addition>[A-Za-z]{1,4}\d{0,3}|bis(?:\s?\w{1,3})?|[-/+]\s?\d{1,4}\s?[A-Za-z]{0,2}"
    r"|(?:[A-Za-z]\s?[-/]?\s?\d{1,3})|(?:hs|huis|boven|onder|bus|app?\.?|unit|kamer|toev\.?|rood|zw|rd)\.?\s?\w{0,5}"
    r"|[IVX]{1,4}|\d{1,3}\s?(?:hoog|e)\s?\w{0,4}))?\s*",
    re.IGNORECASE,
)
_NUMBER_FIRST: Final = re.compile(
    r"(?P<number>\d{1,5})(?P<addition>[A-Za-z])?,?\s+(?P<street>[^\W\d_][\w\s.'-]{2,})"
)
_TAIL: Final = re.compile(
    r"[,\s]+(?P<postcode>[1-9]\d{3}\s?[A-Z]{2})(?:[,\s]+(?P<plaats>['’‘]?[^\W\d_][\w\s.'’‘-]+))?$"
)
_TOWN: Final = re.compile(_TAIL.pattern, re.IGNORECASE)
#: streets that end in a number of their own: the number is the street's ("Plein 1944", "Laan 1940-1945")
_YEAR_STREET: Final = re.compile(
    r"(?:plein|laan|straat|weg|park|hof)\s+(?:19[0-9]{2}(?:\s?-\s?'?\d{2,4})?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; None where there is none."""

    straat: str | None = None
    huisnummer: str | None = None
    toevoeging: str | None = None
    postcode: str | None = None
    plaats: str | None = None


def split(text: str) -> Address:
    """'Kerkstraat 12a, 1234 AB Utrecht' → its parts; what has no number comes back as street."""
    text = " ".join(text.split()).strip(" ,")
    before, _comma, last = text.rpartition(",")
    if before and len(last) > 3 and country_code(last.strip()):
        text = before.strip(" ,")
    postcode = plaats = None
    if found := _TAIL.search(text):
        postcode, plaats = clean_postcode(found["postcode"]), found["plaats"]
        text = text[: found.start()].strip(" ,")
    if not text:
        return Address(None, None, None, postcode, plaats)
    if _YEAR_STREET.fullmatch(text):
        return Address(text, None, None, postcode, plaats)
    found = _STREET_FIRST.fullmatch(text) or _NUMBER_FIRST.fullmatch(text)
    if not found:
        return Address(text, None, None, postcode, plaats)
    addition = (found["addition"] or "").strip(" -/+.,") or None
    return Address(found["street"].strip(" ,"), found["number"], addition, postcode, plaats)


def split_town(text: str) -> Address:
    """'1234 AB Ede' → postcode and town; what has no postcode comes back as town."""
    found = _TOWN.search(f"x, {' '.join(text.split())}")
    if not found or found.start() > 1:
        return Address(plaats=text)
    return Address(postcode=clean_postcode(found["postcode"]), plaats=found["plaats"])


def split_number(text: str) -> tuple[str, str | None]:
    """A cell of house number with the addition in it: '12a' → ('12', 'a'), '12-3 hoog' → ('12', '3 hoog')."""
    found = _LONE.fullmatch(text)
    if not found:
        return text, None
    return found["number"], (found["addition"] or "").strip(" -/+.,") or None


def clean_postcode(text: str) -> str | None:
    """'1234ab' → '1234 AB'; another country's as it is, in capitals; None if it is no postcode at all."""
    found = _NL_POSTCODE.fullmatch(text)
    if found:
        return f"{found[1]} {found[2].upper()}"
    text = " ".join(text.split()).upper()
    return text if _OTHER_POSTCODE.fullmatch(text) else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    words: dict[str, str] = {}
    with (RESOURCES / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in (row["code"], row["code3"], row["nl"], row["en"], *row["synonyms"].split("|")):
                if word:
                    words.setdefault(_plain(word), row["code"])
    return words


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def country_code(text: str) -> str | None:
    """'Nederland', 'The Netherlands', 'NLD', 'nl' → 'NL'; None for a name that is not known."""
    return _countries().get(_plain(text))
