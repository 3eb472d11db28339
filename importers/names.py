"""Dutch names: one cell of name taken apart, tussenvoegsels found, companies told from people.

"Jan van der Berg", "Berg, J. van der", "dhr. J.P. de Vries" and "Bakkerij Smit B.V." all go right.
"""

import re
from dataclasses import dataclass
from typing import Final

_DUTCH: Final = frozenset(
    [
        "van",
        "von",
        "de",
        "den",
        "der",
        "het",
        "ter",
        "ten",
        "te",
        "'t",
        "'s",
        "d'",
        "in",
        "op",
        "aan",
        "onder",
        "bij",
        "tot",
        "uit",
        "uijt",
        "voor",
        "over",
        "v.d.",
        "v.d",
        "vd",
        "v/d",
    ]
)
#: these also start names of their own (Ben, Al, Di), so they count only in lower case
_FOREIGN: Final = frozenset(
    [
        "el",
        "al",
        "bin",
        "ben",
        "ibn",
        "la",
        "le",
        "les",
        "du",
        "des",
        "da",
        "di",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "zu",
        "zum",
        "zur",
        "vom",
        "af",
    ]
)
#: … or in capitals behind a first name ("Fatima El Amrani")
_FOREIGN_CAPITAL: Final = frozenset(["El", "Al", "La", "Le", "Di", "Da", "Del", "Della"])

_SALUTATION: Final = re.compile(
    r"(?P<title>(?:(?:de\s+)?(?:heer|hr\.|dhr\.?|de\s+heer)|mevrouw|mevr\.?|mw\.?|mej\.?|fam\.?|familie|mrs\.?|ms\.?"
    r"|miss|dr\.|drs\.?|ir\.|ing\.|mr\.|prof\.?|ds\.)(?:\s*(?:dr\.|drs\.?|ir\.|ing\.|mr\.|prof\.?))*)\s+(?=\S)",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.)+(?:[^\W\d_]\.?)?|[^\W\d_]")
_CAPITALS: Final = re.compile(r"[A-Z]{2,4}")
_VOWEL: Final = re.compile(r"[AEIOUY]")
_SUFFIX: Final = re.compile(
    r"(?:jr|sr|junior|senior|ii|iii|iv|msc|bsc|ba|ma|phd|mba|ll\.?m)\.?", re.IGNORECASE
)
_LEGAL: Final = re.compile(
    r"(?:^|[\s,(])(?:b\.?\s?v\.?(?:\s?b\.?a\.?)?|n\.v\.?|nv|v\.?o\.?f\.?|c\.v\.?|u\.a\.?|bvba|gmbh|ltd\.?|limited"
    r"|inc\.?|llc|plc|s\.a\.?|s\.?r\.?l\.?|holding|stichting|vereniging|coöperatie|cooperatie|maatschap"
    r"|eenmanszaak|i\.o\.)(?=$|[\s,)])"
    r"|(?:&|\ben)\s+(?:co|zn|zoon|zonen|partners|dochters)\b",
    re.IGNORECASE,
)
_TRADE: Final = re.compile(
    r"\b(?:\w{3,}(?:bedrijf|bedrijven|bureau|kantoor|winkel|handel|centrum|praktijk|salon|makelaardij|makelaars)"
    r"|bakkerij|slagerij|garage|restaurant|café|brasserie|hotel|apotheek|supermarkt|drukkerij|uitgeverij|studio"
    r"|group|services|consultancy|advies|transport|logistiek|techniek|notariaat|advocaten|accountants"
    r"|gemeente|provincie|basisschool|college|universiteit|ziekenhuis|hogeschool|fietsen|tweewielers"
    r"|installaties|schoonmaak|hoveniers|kwekerij|solutions|systems|software|design|company)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name; None where there is none."""

    aanhef: str | None = None
    voornaam: str | None = None
    voorletters: str | None = None
    tussenvoegsel: str | None = None
    achternaam: str | None = None
    bedrijfsnaam: str | None = None


def is_company(text: str) -> bool:
    """Whether a name has a legal form (B.V., VOF, Stichting …) in it."""
    return bool(_LEGAL.search(text))


def looks_like_company(text: str) -> bool:
    """Whether a name has a legal form or a word of trade (Bakkerij, Garage …) in it."""
    return bool(_LEGAL.search(text) or _TRADE.search(text))


def split(text: str) -> Name:
    """One cell of name → its parts. A company comes back whole, as bedrijfsnaam."""
    text = " ".join(text.replace(" - ", "-").split())
    if not text:
        return Name()
    if looks_like_company(text) or any(c.isdigit() for c in text):
        return Name(bedrijfsnaam=text)
    aanhef, text = _salutation(text)
    if "," in text:
        last, _, rest = text.partition(",")
        return _reversed(aanhef, last.strip(), rest.replace(",", " ").split())
    words = text.split()
    start, end = _prefix_run(words)
    if start < 0:
        start = end = _last_name_start(words)
    prefix = " ".join(words[start:end]) or None
    first, initials = _first_names(words[:start], text.isupper())
    return Name(aanhef, first, initials, prefix, " ".join(words[end:]) or None)


def _salutation(text: str) -> tuple[str | None, str]:
    found = _SALUTATION.match(text)
    return (found["title"], text[found.end() :]) if found else (None, text)


def _reversed(aanhef: str | None, last: str, rest: list[str]) -> Name:
    """'Berg, J. van der' and 'van der Berg, Jan'."""
    prefix, last = glued(last)
    end = len(rest)
    while end and _is_prefix(rest[end - 1]):
        end -= 1
    if end < len(rest):
        behind = " ".join(rest[end:])
        prefix = f"{behind} {prefix}" if prefix else behind
    first, initials = _first_names(rest[:end], last.isupper())
    return Name(aanhef, first, initials, prefix, last or None)


def _is_prefix(word: str) -> bool:
    return word.lower() in _DUTCH or word in _FOREIGN


def _prefix_run(words: list[str]) -> tuple[int, int]:
    """First run of tussenvoegsel words that has a name behind it: (start, end); (-1, -1) if none."""
    for start, word in enumerate(words[:-1]):
        if _is_prefix(word) or (start and word in _FOREIGN_CAPITAL):
            end = start + 1
            while end < len(words) - 1 and _is_prefix(words[end]):
                end += 1
            return start, end
    return -1, -1


def _last_name_start(words: list[str]) -> int:
    """Where the last name starts when there is no tussenvoegsel: the last word, or before a suffix."""
    for at, word in enumerate(words[:-1]):
        if "-" in word and _is_prefix(word.rpartition("-")[2]):
            return at
    last = len(words) - 1
    while last > 1 and _SUFFIX.fullmatch(words[last]):
        last -= 1
    return last


def _first_names(words: list[str], capitals: bool) -> tuple[str | None, str | None]:
    """(first names, initials): 'J.P.' and 'PJ' are initials; among capitals only without vowels."""
    names, initials = [], []
    for word in words:
        if _INITIALS.fullmatch(word):
            initials.append(word if word.endswith(".") else f"{word}.")
        elif _CAPITALS.fullmatch(word) and (not capitals or not _VOWEL.search(word)):
            initials.append("".join(f"{c}." for c in word))
        else:
            names.append(word)
    return " ".join(names) or None, "".join(initials) or None


def glued(last: str) -> tuple[str | None, str]:
    """A last name with its tussenvoegsel: 'van der Berg' or 'Berg, van der' → ('van der', 'Berg')."""
    if "," in last:
        name, _, behind = last.partition(",")
        words = behind.split()
        if words and all(_is_prefix(word) for word in words):
            return " ".join(words), name.strip()
        return None, last
    words = last.split()
    end = 0
    while end < len(words) - 1 and _is_prefix(words[end]):
        end += 1
    return (" ".join(words[:end]), " ".join(words[end:])) if end else (None, last)


def trailing(first: str) -> tuple[str, str | None]:
    """First names with the tussenvoegsel glued behind: 'Jan van der' → ('Jan', 'van der')."""
    words = first.split()
    end = len(words)
    while end > 1 and words[end - 1].lower() == words[end - 1] and _is_prefix(words[end - 1]):
        end -= 1
    return (" ".join(words[:end]), " ".join(words[end:]) or None) if end < len(words) else (first, None)
