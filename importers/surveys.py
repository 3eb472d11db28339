"""Survey questions: which dimension a header measures, on which scale, and whether it is put in reverse.

A question is tied to a dimension only where its words clearly say so (resources/survey_words.csv); otherwise
the mapping does, and until then it is kept without one.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from core.fields import SCALES, SURVEY_DIMENSIONS
from core.paths import RESOURCES
from importers.cells import Cell, ErrorCell
from importers.choices import plain

_REVERSED: Final = re.compile(
    r"[\s_\-.]*[\[(]\s*(?:r|omgekeerd|reversed?|reverse coded|omgekeerd gesteld|gespiegeld|-)\s*[\])]"
    r"|(?<=[\w\s])[\s_\-](?:omgekeerd|reversed?|gespiegeld)\s*$|(?<=\d)[_\-\s]?[rR]\s*$|_[rR]\s*$"
)
_BRACKETS: Final = re.compile(r"[\[(]([^\])]*)[\])]")
_REVERSE_WORDS: Final = frozenset(
    {"r", "omgekeerd", "reversed", "reverse", "reversecoded", "omgekeerdgesteld", "gespiegeld"}
)
_SCALE_IN_HEADER: Final = re.compile(r"(?<!\d)(0|1)\s?(?:-|–|t/m|tot|to)\s?(5|7|10|100)(?!\d)")
_NUMBERING: Final = re.compile(
    r"^\s*(?:(?:vraag|stelling|q|v|item|nr)?\s*\d{1,3}\s*[.:)\-]?\s+|\d{1,3}[.:)]\s*)", re.IGNORECASE
)
_DENIAL: Final = re.compile(r"\b(?:niet|geen|nooit|not|no|never|isn't|don't|doesn't|nauwelijks|weinig)\b")
_NOT_ASKED: Final = re.compile(
    r"\b(?:leeftijd|age|geboortejaar|jaar|year|id|nr|nummer|number|duur|duration|seconden|seconds|lat|long"
    r"|latitude|longitude|ip|postcode|zip|aantal|count|bedrag|amount|omzet|tijd|time|progress|voortgang|index|rij|row"
    r"|telefoon|phone|maand|month|week)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"-?\d{1,9}(?:\.\d{0,17})?")
_LEADING: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:[-–=:.(]|sterren|stars|/).*")
_OUT_OF: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:/|van de|uit|out of)\s*(\d{1,3})")


@dataclass(frozen=True)
class Reading:
    """What a header says of a question: dimension, scale name and reversed (None: it does not say)."""

    dimension: str | None
    scale: str | None
    reversed: bool
    evidence: str = ""


@dataclass
class Range:
    """The answers of one question so far: how many, lowest, highest, whole numbers only, zeros."""

    n: int = 0
    low: float = float("inf")
    high: float = float("-inf")
    whole: bool = True
    seen: Counter[float] = field(default_factory=Counter)

    def add(self, value: float, n: int = 1) -> None:
        """Count an answer."""
        self.n += n
        self.low, self.high = min(self.low, value), max(self.high, value)
        self.whole = self.whole and value == int(value)
        if len(self.seen) < 300:
            self.seen[value] += n


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    names: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    with (RESOURCES / "survey_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row["names"].split("|"):
                names.setdefault(plain(name), row["dimension"])
            phrases += [(p, row["dimension"]) for p in row["phrases"].split("|") if p]
    for dimension in SURVEY_DIMENSIONS:
        names.setdefault(plain(dimension), dimension)
    return names, tuple(phrases)


def read_header(header: str) -> Reading:
    """Dimension, scale and reversal as far as the header's own words say them."""
    found = _SCALE_IN_HEADER.search(header)
    scale = f"{found[1]}-{found[2]}" if found and f"{found[1]}-{found[2]}" in SCALES else None
    labels = [word.strip() for inside in _BRACKETS.findall(header) for word in re.split(r"[,;/]", inside)]
    reverse = bool(_REVERSED.search(header)) or any(plain(label) in _REVERSE_WORDS for label in labels)
    bare = _BRACKETS.sub(" ", _SCALE_IN_HEADER.sub(" ", _REVERSED.sub("", header)))
    bare = _NUMBERING.sub("", bare).strip(" ?.!:;-_\"'")
    dimension, evidence = _labelled(labels, bare)
    if dimension is None:
        dimension, evidence = _dimension(bare)
    if scale is None and dimension == "nps":
        scale = "0-10"
    if scale is None and "rapportcijfer" in header.casefold():
        scale = "1-10"
    return Reading(dimension, scale, reverse, evidence)


def _labelled(labels: list[str], text: str) -> tuple[str | None, str]:
    """A dimension named outright: '(affectief)' behind the question, or 'Affectief: …' before it."""
    names = _words()[0]
    before = re.match(r"([^:|]{3,40}?)\s*(?::|\||\s[-–]\s)", text)
    for label in [*labels, *([before[1]] if before else [])]:
        word = re.sub(r"\d+$", "", plain(label))
        if word in names:
            return names[word], label
    return None, ""


def _dimension(text: str) -> tuple[str | None, str]:
    """The dimension that a header is the name of, or that its words clearly ask about."""
    names, phrases = _words()
    word = plain(text)
    stripped = re.sub(r"\d+[a-z]?$", "", word)
    for name in (word, stripped, re.sub(r"^\w{1,2}\d+", "", word)):
        if name in names:
            return names[name], name
    lowered = " ".join(text.casefold().split())
    hits = {dimension: phrase for phrase, dimension in phrases if phrase in lowered}
    if len(hits) > 1:  # the longest phrase, if it is clearly more telling than the others
        by_length = sorted(hits, key=lambda d: len(hits[d]), reverse=True)
        if len(hits[by_length[0]]) < len(hits[by_length[1]]) + 4:
            return None, ""
        hits = {by_length[0]: hits[by_length[0]]}
    if not hits:
        return None, ""
    dimension, phrase = next(iter(hits.items()))
    if _DENIAL.search(lowered.replace(phrase, " ")):
        return None, ""  # "ik voel me niet …": not clear which way it points
    return dimension, phrase


def is_question(header: str) -> bool:
    """Whether a header reads as a question or statement: a sentence, or the name of a dimension."""
    if _NOT_ASKED.search(header) and len(header.split()) < 4:
        return False
    return header.strip().endswith("?") or len(header.split()) >= 4 or bool(read_header(header).dimension)


def can_be_answer(header: str) -> bool:
    """Whether a numeric column of that name can hold answers (an age or a number cannot)."""
    return not (_NOT_ASKED.search(header.replace("_", " ")) and len(header.split()) < 4)


def answer(cell: Cell) -> float | None:
    """The number of an answer: 4, '4', '7,5', '4 - eens', 'helemaal eens' (5), '8/10'; None if it is none."""
    if isinstance(cell, (bool, ErrorCell)):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    if not isinstance(cell, str) or not cell:
        return None
    text = cell.strip().replace(",", ".")
    if _NUMBER.fullmatch(text):
        return float(text)
    worded = _answer_words().get(plain(cell.replace(",", " ")))
    if worded is not None:
        return worded
    found = _OUT_OF.fullmatch(cell) or _LEADING.fullmatch(cell)
    return float(found[1].replace(",", ".")) if found else None


@lru_cache(maxsize=1)
def _answer_words() -> dict[str, float]:
    with (RESOURCES / "answer_words.csv").open(encoding="utf-8", newline="") as file:
        return {
            plain(w): float(row["value"]) for row in csv.DictReader(file) for w in row["words"].split("|")
        }


def scale_of(answers: Range, pooled: Range) -> tuple[str | None, bool]:
    """(scale, assumed) of a question by its answers; None: unclear, the user has to say.

    `pooled` holds the answers of all questions whose highest is at most 7: one that reaches 7 says that all
    run to 7. 6 or 7 without an 8, in a few answers, can be 1-7 or 1-10.
    """
    low, high = answers.low, answers.high
    if not answers.n:
        return "1-5", True
    if low < 0 or high > 100:
        return None, True
    if high > 7:
        return _long_scale(low, high)
    if low < 1:
        return ("0-10" if high > 5 else None), True
    if max(high, pooled.high) > 5:
        is_seven = pooled.n >= 20 and pooled.high == 7 and pooled.whole
        return ("1-7", False) if is_seven else (None, True)
    return "1-5", answers.n < 20 or high < 5


def _long_scale(low: float, high: float) -> tuple[str, bool]:
    if high > 10:
        return "0-100", high <= 20
    return ("0-10", False) if low < 1 else ("1-10", True)
