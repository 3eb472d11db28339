"""Number formats of an xlsx workbook that change what a cell says: leading zeros, fixed text, percent."""

import re
from dataclasses import dataclass
from typing import Final

_STYLE: Final = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF: Final = re.compile(rb"<(?:\w+:)?xf\b[^>]*?\bnumFmtId=[\"'](\d+)[\"']|<(?:\w+:)?xf\b(?=[\s/>])")
_FORMAT: Final = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_ID: Final = re.compile(rb"\bnumFmtId=[\"'](\d+)[\"']")
_CODE: Final = re.compile(rb"\bformatCode=(?:\"([^\"]*)\"|'([^']*)')")
_TOKEN: Final = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(.)', re.DOTALL)


@dataclass(frozen=True)
class Styles:
    """Cell styles (the `s` attribute) whose formats carry meaning: templates ('0' = digit), percent."""

    zeros: dict[int, str]
    percent: frozenset[int]


def styles_of(xml: bytes) -> Styles:
    """Read styles.xml."""
    codes = {9: "0%", 10: "0.00%"}
    for found in _FORMAT.finditer(xml):
        number, code = _ID.search(found[0]), _CODE.search(found[0])
        if number and code:
            codes[int(number[1])] = _unescape((code[1] or code[2] or b"").decode("utf-8", "replace"))
    block = _STYLE.search(xml)
    zeros: dict[int, str] = {}
    percent = set()
    for at, found in enumerate(_XF.finditer(block[0]) if block else ()):
        code_text = codes.get(int(found[1] or 0))
        if not code_text:
            continue
        template = template_of(code_text)
        if template:
            zeros[at] = template
        elif "%" in re.sub(r'"[^"]*"|\\.', "", code_text):
            percent.add(at)
    return Styles(zeros, frozenset(percent))


def _unescape(text: str) -> str:
    for mark, letter in (("&quot;", '"'), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(mark, letter)
    return text


def template_of(code: str) -> str | None:
    """The template of a format with fixed digits: each 0 a digit, other letters behind \\x1f; else None.

    Only formats that print at least two digits and no decimals, groups, dates or text are such.
    """
    out, digits = [], 0
    for quoted, escaped, plain in _TOKEN.findall(code.split(";", 1)[0]):
        if plain == "0":
            out.append("0")
            digits += 1
        elif quoted or escaped:
            out.extend("\x1f" + letter for letter in quoted or escaped)
        elif plain in {"-", " ", "(", ")", "/", ""} and plain:
            out.append("\x1f" + plain)
        elif plain:
            return None
    return "".join(out) if digits >= 2 else None


def fill(template: str, value: int) -> str:
    """The number as the format prints it: fill('00000', 123) = '00123'."""
    places = template.count("0")
    literal = template.count("\x1f0")
    digits = str(value).zfill(places - literal)
    extra, rest = digits[: len(digits) - (places - literal)], list(digits[len(digits) - (places - literal) :])
    out, letters = [], iter(template)
    for letter in letters:
        if letter == "\x1f":
            out.append(next(letters))
        else:
            out.append(extra + rest.pop(0))
            extra = ""
    return "".join(out)
