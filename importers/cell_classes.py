"""What a cell looks like by itself, for telling headers, titles, totals and notes from data."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from importers import dates, numbers
from importers.cells import Cell, ErrorCell

BLANK: Final = ""
TEXT: Final = "text"
NUMBER: Final = "number"
YEAR: Final = "year"
DATE: Final = "date"
EMAIL: Final = "email"
CODE: Final = "code"
FLAG: Final = "flag"
LONG: Final = "long"
#: classes that a header cell does not have
DATA: Final = frozenset({NUMBER, DATE, EMAIL, CODE, FLAG})

_YES_NO: Final = "ja nee yes no true false waar onwaar j n y x"
_FLAGS: Final = frozenset(_YES_NO.split())
_EMAIL: Final = re.compile(r"(?:mailto:)?<?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}>?", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"[1-9]\d{3}\s?[A-Z]{2}")
_PHONE: Final = re.compile(r"\(?(?:\+|00?)\d[\d\s().\-/]{7,16}")
#: a code with more digits than letters and no blanks: K00012, F-2024-0012 (a header has few digits)
_CODE: Final = re.compile(r"(?=(?:\D*\d){3})[A-Za-z]{0,4}[-_./#]?\d[\d\-_./]*[A-Za-z]?")
_TOTAL: Final = re.compile(
    r"(?:sub|eind|groot|grand|over|algemeen|generaal)?[\s-]?tota+l(?:en|s)?"
    r"(?:[\s-]+(?:generaal|general|algemeen|20\d\d|in(?:cl)?\W.*|ex(?:cl)?\W.*|inclusief.*|exclusief.*|per\s.*|aantal.*"
    r"|omzet.*|bedrag.*|klanten.*|orders?.*|bestellingen.*|contracten.*|amount.*|revenue.*|rows.*|€|eur))?\s*[:=]?"
    r"|(?:som|sum|saldo|gemiddelde?|average|avg|gem\.)\s*[:=]?",
    re.IGNORECASE,
)


def class_of(cell: Cell) -> str:
    """One of the classes above."""
    if isinstance(cell, str):
        return _text_class(cell)
    if isinstance(cell, bool):
        return FLAG
    if isinstance(cell, (int, float)):
        return YEAR if 1990 <= cell <= 2100 and int(cell) == cell else NUMBER
    if isinstance(cell, (date, datetime, time)):
        return DATE
    return NUMBER if isinstance(cell, ErrorCell) else TEXT


@lru_cache(maxsize=4096)
def _text_class(text: str) -> str:
    if not text or len(text) > 300:
        return LONG if text else BLANK
    if numbers.classify(text) != numbers.NEITHER:
        return YEAR if re.fullmatch(r"(?:199|20\d)\d", text) else NUMBER
    if text.casefold() in _FLAGS:
        return FLAG
    if dates.take_apart(text) or _EMAIL.fullmatch(text):
        return EMAIL if "@" in text else DATE
    if _POSTCODE.fullmatch(text) or _PHONE.fullmatch(text) or _CODE.fullmatch(text):
        return CODE
    return TEXT


def is_total_label(cell: Cell) -> bool:
    """'Totaal', 'Subtotaal:', 'Grand total', 'Totaal 2024' …, but not a name that begins with it."""
    return isinstance(cell, str) and len(cell) < 60 and bool(_TOTAL.fullmatch(cell))


def is_number(cell: Cell) -> bool:
    """A number, also as text; errors count (a sum over an error is one)."""
    if isinstance(cell, str):
        return numbers.classify(cell) != numbers.NEITHER
    return isinstance(cell, (int, float, ErrorCell)) and not isinstance(cell, bool)


_DIGITS: Final = re.compile(r"\d+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def shape_of(cell: Cell) -> str:
    """'K00012' → 'A9', 'C-2024/7' → 'A-9/9': cells of one kind of code have one shape."""
    if not isinstance(cell, str):
        return type(cell).__name__
    return _DIGITS.sub("9", _LETTERS.sub("A", cell))
