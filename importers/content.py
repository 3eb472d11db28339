"""What the cells of a column look like, whatever its header says: e-mail, phone, date, amount, yes or no.

Looked at in a sample; it confirms or contradicts a header, and finds columns whose header says nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from importers import choices, endless
from importers.cells import Cell, ErrorCell, text_of
from importers.evidence import ColumnEvidence

EMAIL: Final = "email"
PHONE: Final = "phone"
POSTCODE: Final = "postcode"
DATE: Final = "date"
NUMBER: Final = "number"
FLAG: Final = "flag"
CODE: Final = "code"
TEXT: Final = "text"
EMPTY: Final = "empty"

#: so many filled cells are looked at
SAMPLE: Final = 400
_ENOUGH: Final = 0.8

_EMAIL: Final = re.compile(r"\S+@\S+\.[A-Za-z]{2,}>?")
_PHONE: Final = re.compile(r"(?:\+|00|0)\s*[1-9][\d\s\-().]{7,16}|6\d{8}")
_POSTCODE: Final = re.compile(r"[1-9]\d{3}\s?[A-Za-z]{2}")
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{0,15})?")
_CODE: Final = re.compile(r"(?=\S*\d)[A-Za-z]{0,6}[-_./#]?\d[\w\-./]*|\w+-\d[\w-]*")
_STREET_NUMBER: Final = re.compile(r"[^\d,]{3,}\s\d{1,5}(?:\s?[-/]?\s?\w{0,5})?(?:,.*)?")
_OTHER_POSTCODE: Final = re.compile(r"\d{4,5}|\d{5}-\d{4}|[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}")


@dataclass(frozen=True)
class Content:
    """What a column looks like: `kind` of cells, the share that does, and figures to judge by."""

    kind: str
    share: float
    filled: int
    distinct: int
    #: share of cells that have a space in them, and that are letters only
    spaced: float
    lettered: float
    #: share that are a street with a number behind it
    streets: float
    dates: float
    numbers: float
    #: share that are a yes or a no
    flags: float
    #: share of numbers with a fraction or a currency sign
    money: float
    lowest: float | None
    highest: float | None
    samples: tuple[str, ...]
    #: share that says there is no end: 'onbepaald', 31-12-9999
    endless: float = 0.0


def look(cells: Sequence[Cell]) -> Content:
    """What the filled cells of a column look like."""
    filled = [c for c in cells if c != "" and not isinstance(c, ErrorCell)][:SAMPLE]
    if not filled:
        return Content(EMPTY, 1.0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, None, None, ())
    texts = [text_of(c) for c in filled]
    n = len(texts)
    evidence = ColumnEvidence()
    evidence.add(filled)
    numbers = [v for v in map(_number, filled) if v is not None]
    kind, share = _kind(texts, evidence)
    return Content(
        kind,
        share,
        n,
        len(set(texts)),
        sum(" " in t for t in texts) / n,
        sum(t.replace(" ", "").replace(".", "").replace("-", "").isalpha() for t in texts) / n,
        sum(bool(_STREET_NUMBER.fullmatch(t)) for t in texts) / n,
        evidence.date_share,
        evidence.number_share,
        sum(choices.flag(t) is not None for t in texts) / n,
        sum(v != int(v) or "€" in t or "EUR" in t for v, t in zip(numbers, texts, strict=False)) / n
        if len(numbers) == n
        else evidence.number_share * (sum("€" in t or "," in t for t in texts) / n),
        min(numbers, default=None),
        max(numbers, default=None),
        tuple(t for t, _ in Counter(texts).most_common(3)),
        sum(map(endless.is_word, texts)) / n,
    )


def _kind(texts: list[str], evidence: ColumnEvidence) -> tuple[str, float]:
    n = len(texts)
    for name, pattern in ((EMAIL, _EMAIL), (POSTCODE, _POSTCODE), (PHONE, _PHONE)):
        share = sum(bool(pattern.fullmatch(t)) for t in texts) / n
        if share >= _ENOUGH and not (name == PHONE and evidence.date_share >= share):
            return name, share
    flags = sum(choices.flag(t) is not None for t in texts) / n
    if flags >= _ENOUGH and len({t.casefold() for t in texts}) <= 4:
        return FLAG, flags
    if evidence.date_share >= _ENOUGH:
        return DATE, evidence.date_share
    if evidence.number_share >= _ENOUGH:
        return NUMBER, evidence.number_share
    codes = sum(bool(_CODE.fullmatch(t)) for t in texts) / n
    return (CODE, codes) if codes >= _ENOUGH else (TEXT, 1.0)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return None
    text = text_of(cell).replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) else None


def fits(field_kind: str, field: str, content: Content) -> bool:
    """Whether a column with such cells can be a field of that kind; an empty or small column always can."""
    if content.filled < 3:
        return True
    kind = content.kind
    match field_kind:
        case "date" | "datetime":
            return _dated(field, content)
        case "money" | "number" | "integer" | "scale":
            return kind not in (EMAIL, DATE, FLAG, POSTCODE) or content.numbers >= 0.5
        case "phone":
            return kind not in (FLAG, EMAIL, DATE) and content.lettered < 0.8
        case "flag":
            return content.flags >= 0.5
    has_address = kind == EMAIL or any("@" in sample for sample in content.samples)
    return {"email": has_address, "postcode": kind not in (EMAIL, DATE, FLAG)}.get(field_kind, True)


def _dated(field: str, content: Content) -> bool:
    """Dates, Excel's day numbers, or (where a year alone will do) years."""
    low, high = content.lowest, content.highest
    if field in endless.FIELDS and content.endless:
        return content.dates + content.endless >= 0.3
    if content.dates >= 0.3 or low is None or high is None:
        return content.dates >= 0.3
    return (low >= 10000 and high < 80000) or (field == "klant_sinds" and low >= 1900 and high <= 2100)
