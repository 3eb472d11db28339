"""Numbers as people write them: 1.234,56 · 1,234.56 · € 149,99 · 12,- · (12,50) · 12,50- · 12% · 1'234.56.

A text is reduced to its bare number once; then it fits the decimal comma, the decimal point, or both.
"""

import re
from typing import Final

COMMA: Final = "comma"
POINT: Final = "point"

#: what a text can be: NEITHER (no number), one of the two, AMBIGUOUS (1.234), PLAIN (1234: no difference)
NEITHER, COMMA_ONLY, POINT_ONLY, AMBIGUOUS, PLAIN = range(5)

_CURRENCY: Final = r"(?:€|EUR|EURO|\$|USD|£|GBP|CHF|US\$)"
_WRAPPED: Final = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+])?\s*(?:{_CURRENCY})?\s*(?P<sign2>[-+])?\s*"
    r"(?P<body>\d[\d.,' ]*|[.,]\d+)(?P<dash>[-=]{1,2})?"
    rf"(?P<exp>E[-+]?\d{{1,3}})?\s*(?P<percent>%)?\s*(?:{_CURRENCY})?\s*(?P<close>\))?(?P<sign3>-)?",
    re.IGNORECASE,
)
#: longer is no number (and would cost the pattern too much time)
_LONGEST: Final = 40
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ") | {
    ord("\u2212"): "-",
    ord("\u2013"): "-",
    ord("\u2014"): "-",
    ord("’"): "'",
}
_GROUPED: Final = {
    ",": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$"),
    ".": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$"),
}
_UNGROUPED: Final = {",": re.compile(r"\d*(?:,\d*)?$"), ".": re.compile(r"\d*(?:\.\d*)?$")}
_OTHER_GROUPS: Final = re.compile(r"\d{1,3}(?:[' ]\d{3})+(?:[.,]\d*)?$")
_MARK: Final = {COMMA: ",", POINT: "."}


def bare(text: str) -> tuple[str, float] | None:
    """The digits and marks of a number, and its factor (sign, percent, power of ten); None: no number."""
    if "  " in text:
        text = " ".join(text.split())
    if not text.isascii() or "\t" in text:
        text = text.translate(_SPACES).strip()
    found = _WRAPPED.fullmatch(text) if len(text) <= _LONGEST else None
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [s for s in (found["sign"], found["sign2"], found["sign3"], found["open"]) if s]
    body = found["body"].strip()
    if found["dash"] and body[-1] not in ".,":
        # "12-" is a trailing minus, unlike the "-" of "12,-"; "12--" is nothing
        if found["dash"] != "-" or signs:
            return None
        signs.append("-")
    if len(signs) > 1:
        return None
    factor = -1.0 if signs and signs[0] != "+" else 1.0
    if found["percent"]:
        factor /= 100
    if found["exp"]:
        power = int(found["exp"][1:])
        if abs(power) > 30:
            return None
        factor *= 10.0**power
    if "'" in body or " " in body:
        if not _OTHER_GROUPS.match(body):
            return None
        body = body.replace("'", "").replace(" ", "")
        if body[-1:].isdigit() and ("," in body or "." in body) and re.search(r"[.,]\d{3}$", body):
            # groups are already marked otherwise: the last mark is the decimal one, also with three digits
            body += "0"
    return body, factor


def _fits(body: str, mark: str) -> bool:
    return bool(_UNGROUPED[mark].match(body) or _GROUPED[mark].match(body))


def classify(text: str) -> int:
    """Which notations the text fits: NEITHER, COMMA_ONLY, POINT_ONLY, AMBIGUOUS or PLAIN."""
    found = bare(text)
    if found is None:
        return NEITHER
    body = found[0]
    if body.isdigit():
        return PLAIN
    comma, point = _fits(body, ","), _fits(body, ".")
    if comma and point:
        return AMBIGUOUS
    return COMMA_ONLY if comma else POINT_ONLY if point else NEITHER


def parse(text: str, notation: str) -> float | None:
    """The number in that notation (COMMA or POINT); 12% is .12; None where it does not fit."""
    found = bare(text)
    if found is None:
        return None
    body, factor = found
    mark = _MARK[notation]
    if not _fits(body, mark):
        return None
    other = "." if mark == "," else ","
    value = float(body.replace(other, "").replace(mark, ".").rstrip(".") or "0")
    if factor in {1.0, -1.0}:
        return value * factor
    return float(f"{value * factor:.15g}")
