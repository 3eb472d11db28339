"""Which field a header names: synonyms (resources/header_synonyms.csv), known exports, and near misses.

Headers are compared by their letters and digits only: "E-mailadres", "e mail adres" and "EMAILADRES" are one.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.fields import FIELDS, KINDS
from core.paths import RESOURCES

#: known, but no field of ours: kept as a column of the user's own where that is possible
KNOWN: Final = "~"
#: never kept: passwords, citizen service numbers and the like
NEVER: Final = "-"

_UNITS: Final = re.compile(
    r"(in euros?|in eur|euros?|eur|incl(usief)? btw|excl(usief)? btw|incl\.? vat|excl\.? vat|incl\.?|excl\.?"
    r"|in maanden|maanden|dd-?mm-?(jj)?(jj|yy)(yy)?|j/n|ja/nee|y/n|yes/no)\s*$",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_NUMBERED: Final = re.compile(r"(.*\S) \(\d+\)")
_OWNERS: Final = re.compile(
    r"^(klanten?|customer|client|cliënt|debiteur|relatie|contact|billing|factuur|deelnemer|lid|member|uw|je|your)"
    r"[\s_.:-]+(.{3,})$",
    re.IGNORECASE,
)
#: fields whose header may carry such an owner in front ("Klant telefoon")
_OWNED: Final = frozenset(
    [
        "klantnummer",
        "email",
        "naam",
        "voornaam",
        "tussenvoegsel",
        "achternaam",
        "bedrijfsnaam",
        "postcode",
        "huisnummer",
        "adres",
        "straat",
        "toevoeging",
        "plaats",
        "land",
        "telefoon",
        "mobiel",
        "geboortedatum",
        "taal",
        "website",
        "soort",
        "voorletters",
        "aanhef",
        "notities",
    ]
)


@dataclass(frozen=True)
class Match:
    """The fields that a header can name (most likely first) and how it was found: exact, inside or near."""

    fields: tuple[str, ...]
    how: str
    synonym: str


@dataclass(frozen=True)
class Export:
    """A well-known export: what it is called, its kind, headers that give it away, header → field."""

    name: str
    kind: str
    marks: frozenset[str]
    mapping: dict[str, str]


@lru_cache(maxsize=4096)
def compact(header: str) -> str:
    """Letters and digits only, lower case, without accents: 'E-mailadres' → 'emailadres'."""
    plain = unicodedata.normalize("NFKD", header.replace("ß", "ss")).lower()
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, tuple[str, ...]]]:
    """kind → compact synonym → the fields it can mean."""
    found: dict[str, dict[str, list[str]]] = {kind: {} for kind in KINDS}
    with (RESOURCES / "header_synonyms.csv").open(encoding="utf-8", newline="") as file:
        # a kind's own words come before the words that all kinds share
        rows = sorted(csv.DictReader(file), key=lambda row: row["kind"] == "*")
    for row in rows:
        for kind in KINDS if row["kind"] == "*" else (row["kind"],):
            for word in row["synonyms"].split("|"):
                _add(found[kind], word, row["field"])
    for kind, fields in FIELDS.items():
        for field in fields:
            _add(found[kind], field.name, field.name)
            _add(found[kind], field.label, field.name)
    return {kind: {word: tuple(names) for word, names in words.items()} for kind, words in found.items()}


def _add(words: dict[str, list[str]], word: str, field: str) -> None:
    names = words.setdefault(compact(word), [])
    if field not in names and field not in (KNOWN, NEVER):
        names[:] = [n for n in names if n not in (KNOWN, NEVER)] + [field]
    elif not names:
        names.append(field)


def _variants(header: str) -> Iterable[tuple[str, str]]:
    """The header, and what is left of it without a unit, brackets, or an owner in front."""
    yield header, "exact"
    if found := _NUMBERED.fullmatch(header):
        header = found[1]
        yield header, "inside"
    bare = _BRACKETS.sub(" ", header).strip()
    if bare and bare != header:
        yield bare, "inside"
    unitless = _UNITS.sub("", bare).strip(" -_:/")
    if unitless and unitless != bare:
        yield unitless, "inside"


def lookup(kind: str, header: str) -> Match | None:
    """The fields of `kind` that a header names by its words, or None."""
    words = table()[kind]
    for text, how in _variants(header):
        if (name := compact(text)) and (names := words.get(name)):
            return Match(names, how, text)
        if owned := _OWNERS.match(text):
            rest = words.get(compact(owned[2]))
            if rest and rest[0] in _OWNED:
                return Match(rest, "inside", owned[2])
    return None


def near(kind: str, header: str) -> Match | None:
    """The one field whose synonym differs from the header by a typo (digits must be the same), or None."""
    name = compact(_BRACKETS.sub(" ", header))
    if len(name) < 5 or len(name) > 40:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    words = table()[kind]
    digits = [c for c in name if c.isdigit()]
    allowed = 1 if len(name) < 11 else 2
    hits = process.extract(name, words.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=10)
    usable = [
        (distance, word)
        for word, distance, _ in hits
        if len(word) >= 5 and word[0] == name[0] and [c for c in word if c.isdigit()] == digits
    ]
    if not usable:
        return None
    best = min(usable)[0]
    found = {words[word] for distance, word in usable if distance == best}
    if len(found) != 1:
        return None
    names = found.pop()
    return None if names[0] in (KNOWN, NEVER) else Match(names, "near", min(usable)[1])


@lru_cache(maxsize=1)
def exports() -> tuple[Export, ...]:
    """The well-known exports of resources/known_exports.csv."""
    found = []
    with (RESOURCES / "known_exports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = (pair.rsplit("=", 1) for pair in row["mapping"].split("|"))
            found.append(
                Export(
                    row["name"],
                    row["kind"],
                    frozenset(compact(header) for header in row["headers"].split("|")),
                    {compact(header): field for header, field in pairs},
                )
            )
    return tuple(found)


def export_of(headers: Sequence[str]) -> Export | None:
    """The well-known export that these headers are of (the one with most marks), or None."""
    present = {compact(header) for header in headers}
    hits = [export for export in exports() if export.marks <= present]
    return max(hits, key=lambda export: len(export.marks), default=None)
