"""Numbers as a user types them: '1.234,50', '€ 7', '12,5 %', or nothing."""

import re

from core.text import language, number

_GROUPED = re.compile(r"^\d{1,3}([.,]\d{3})+$")


def read(text: str) -> float | None:
    """The number, None for an empty text. Raises ValueError for what is no number of zero or more."""
    plain = re.sub(r"[\s€%\N{NO-BREAK SPACE}]", "", text)
    if not plain:
        return None
    thousands, point = (".", ",") if language() == "nl" else (",", ".")
    if point in plain:
        plain = plain.replace(thousands, "").replace(point, ".")
    elif _GROUPED.match(plain) and thousands in plain:
        plain = plain.replace(thousands, "")
    value = float(plain)
    if not 0 <= value < 1e9:
        raise ValueError(text)
    return value


def write(value: float | None) -> str:
    """The number without needless decimals; '' for none."""
    if value is None:
        return ""
    text = number(value, 2)
    return text[:-3] if text[-2:] == "00" else text
