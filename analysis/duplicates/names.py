"""Dutch names made comparable: without accents, tussenvoegsels apart, short forms known, companies bare.

Shares of names and short forms are in `resources/common_names.csv` and `resources/nicknames.csv`: rounded
general knowledge of Dutch names (order of magnitude), used only to say how little a common name proves.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from analysis.duplicates.strings import words
from core.paths import RESOURCES

#: the share of a name that is in no list
RARE: Final = {"first": 0.0008, "last": 0.0002}
PARTICLES: Final = frozenset(
    words(
        "van von de den der het ter ten te t s d in op aan onder bij tot uit uijt voor over vd v el al "
        "bin ben ibn la le les du des da di do dos das del della zu zum zur vom af"
    )
)
_OTHER_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_NO_WORD: Final = re.compile(r"[^\w-]+|_")
_HYPHENS: Final = re.compile(r"[-/\u2010-\u2015]+")
_GLUED: Final = re.compile(r"(?:van(?:der|den|de)?|vd|von|ter|ten)(?=\w{4})")
_GLUED_DE: Final = re.compile(r"de[nr]?(?=[bcdfghjklmnpqrstvwxz]\w{2})")
_TITLES: Final = frozenset(
    words("dhr de heer hr mevrouw mevr mw mej fam familie mrs ms miss dr drs ir ing mr prof ds")
)
_SUFFIXES: Final = frozenset(words("jr sr junior senior msc bsc ba ma phd mba llm"))
_SENIOR: Final = re.compile(r"\b(?:sr|senior)\b")
_JUNIOR: Final = re.compile(r"\b(?:jr|junior)\b")
_LEGAL: Final = re.compile(
    r"\b(?:b\s?v(?:\s?b\s?a)?|n\s?v|v\s?o\s?f|c\s?v|u\s?a|i\s?o|gmbh|ltd|limited|inc|llc|plc"
    r"|holding|stichting|st|vereniging|cooperatie|maatschap|eenmanszaak|firma|fa)\b"
)
_FILLERS: Final = frozenset(words("en and und de het the t van der den voor co zn zoon zonen nederland nl"))
_SOUNDS: Final = (
    (re.compile(r"eij|ij|ei|ey|y"), "i"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|cq|q|c(?=[aoukrlt])|c$"), "k"),
    (re.compile(r"sch"), "s"),
    (re.compile(r"th|dt"), "t"),
    (re.compile(r"z|c"), "s"),
    (re.compile(r"v|w"), "f"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"d$"), "t"),
)
_DOUBLE: Final = re.compile(r"(.)\1+")
_VOWELS: Final = str.maketrans("", "", "aeiouh")


@dataclass(frozen=True, slots=True)
class Given:
    """First names: the first of them ('' when only letters are known), and the letters."""

    first: str = ""
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Last:
    """A last name: its cores without tussenvoegsel (two for 'Jansen-de Vries'), and all of it in one word."""

    parts: tuple[str, ...] = ()
    joined: str = ""


def fold(text: str) -> str:
    """Lower case without accents, only letters, digits, spaces and hyphens; one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_OTHER_LETTERS)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_NO_WORD.sub(" ", plain.replace("'", "")).split())


def given(text: str) -> Given:
    """'Jan Willem' → jan, jw; 'J.W.', 'JW' and 'j w' → only letters; a tussenvoegsel behind is dropped."""
    folded = [word for word in fold(text.replace(".", " ")).split() if word not in _TITLES]
    while len(folded) > 1 and generation(folded[-1]):
        folded.pop()
    words = [part for word in folded for part in word.split("-") if part]
    while len(words) > 1 and words[-1] in PARTICLES:
        words.pop()
    raw = text.strip()
    if not words or raw[0].isdigit():
        return Given()
    bare = raw.replace(" ", "")
    if all(len(word) == 1 for word in words) or ("." in bare and all(len(word) <= 2 for word in words)):
        return Given("", "".join(word[0] for word in words))
    if len(words) == 1 and raw.isupper() and len(raw) <= 3 and not set("AEIOUY") & set(raw):
        return Given("", words[0])
    whole = [word.replace("-", "") for word in folded if len(word) > 1]
    return Given(whole[0], "".join(word[0] for word in words))


def generation(text: str) -> int:
    """1 for a senior, 2 for a junior, 0 where the name does not say."""
    plain = fold(text.replace(".", " "))
    return 1 if _SENIOR.search(plain) else 2 if _JUNIOR.search(plain) else 0


def last(text: str) -> Last:
    """'van der Berg', 'Vanderberg' and 'Berg, van der' have the same core; a maiden name is a second one."""
    plain = _HYPHENS.sub(" - ", fold(text))
    cores: list[list[str]] = [[]]
    for word in plain.split():
        if word == "-" or (word in PARTICLES and cores[-1]):
            cores.append([])
        if word != "-" and word not in PARTICLES and word not in _SUFFIXES:
            cores[-1].append(word)
    parts = ["".join(words) for words in cores if words]
    joined = plain.replace("-", "").replace(" ", "")
    if not parts:
        return Last((joined,) if joined else (), joined)
    return Last(tuple(dict.fromkeys(_GLUED.sub("", part, count=1) for part in parts)), joined)


def person(text: str) -> tuple[Given, Last]:
    """A whole name in one cell: 'dhr. J. van der Berg', 'Berg, J. van der'."""
    before, comma, behind = text.partition(",")
    if comma:
        words = behind.split()
        names = [word for word in words if fold(word) not in PARTICLES]
        return given(" ".join(names)), last(before)
    words = text.split()
    while len(words) > 1 and fold(words[0]).strip("-") in _TITLES:
        words = words[1:]
    if len(words) < 2:
        return Given(), last(text)
    at = next((i for i, word in enumerate(words) if i and fold(word) in PARTICLES), len(words) - 1)
    return given(" ".join(words[:at])), last(" ".join(words[at:]))


@lru_cache(maxsize=100_000)
def sound(core: str) -> str:
    """How a core sounds, roughly: ij/y, c/k, z/s, v/f, doubled letters and h make no difference."""
    for pattern, letter in _SOUNDS:
        core = pattern.sub(letter, core)
    return _DOUBLE.sub(r"\1", core)


def skeleton(core: str) -> str:
    """The key under which last names are looked for: the sound without vowels, behind its first letter."""
    heard = sound(_GLUED_DE.sub("", core, count=1))
    return heard[:1] + heard[1:].translate(_VOWELS)


def company(text: str) -> tuple[str, ...]:
    """The telling words of a company's name, in alphabetical order: no B.V., no '&' or 'en'."""
    plain = fold(text.replace(".", "")).replace("-", " ")
    bare = [word for word in _LEGAL.sub(" ", plain).split() if word not in _FILLERS]
    return tuple(sorted(bare or plain.split()))


@lru_cache(maxsize=1)
def full_forms() -> dict[str, frozenset[str]]:
    """Short form → the full names that it may stand for."""
    forms: dict[str, set[str]] = {}
    with (RESOURCES / "nicknames.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            forms.setdefault(row["short"], set()).update(row["full"].split("|"))
    return {short: frozenset(full) for short, full in forms.items()}


@lru_cache(maxsize=1)
def shares() -> dict[tuple[str, str], float]:
    """('first' or 'last', name in one word) → its share of the Dutch."""
    found: dict[tuple[str, str], float] = {}
    with (RESOURCES / "common_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["kind"], row["name"].replace(" ", "")] = float(row["per_10000"]) / 10_000
    return found


@lru_cache(maxsize=100_000)
def is_known(first: str) -> bool:
    """Is it a first name of its own, so that one letter more or less makes another person?"""
    return ("first", first) in shares() or first in full_forms()


@lru_cache(maxsize=100_000)
def may_be(first: str) -> frozenset[str]:
    """The names that someone called so may also be written as: itself and its full forms."""
    return full_forms().get(first, frozenset()) | {first}


def initials_of(names: Iterable[str]) -> int:
    """The first letters of names as bits a … z."""
    bits = 0
    for name in names:
        if name and "a" <= name[0] <= "z":
            bits |= 1 << (ord(name[0]) - ord("a"))
    return bits
