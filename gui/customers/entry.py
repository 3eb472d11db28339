"""What a person types into a field, read as strictly as a file is: a value, or a sentence about the form."""

import re
from collections.abc import Sequence
from datetime import date

from core.errors import InputError
from core.text import _, language


def read_entry(kind: str, text: str) -> object:
    """The typed text as a value of that kind; None for an empty field. Raises InputError with a sentence."""
    text = text.strip()
    if not text:
        return None
    if kind in ("date", "datetime"):
        return _date(text)
    if kind in ("money", "euro", "number", "scale", "score"):
        return _number(kind, text)
    if kind == "integer":
        value = _number(kind, text)
        if value != int(value):
            raise InputError(_("Give a whole number."))
        return int(value)
    if kind == "email" and not _looks_like_email(text):
        raise InputError(_("This does not look like an e-mail address (name@company.nl)."))
    if kind == "phone":
        return _phone(text)
    return text


def choices_of(kind: str, choices: Sequence[str]) -> tuple[str, ...]:
    """What can be chosen for a field; empty when it is typed."""
    return ("1", "0") if kind == "flag" else tuple(choices)


def _phone(text: str) -> str:
    """E.164, as an import keeps it; refused where it is no telephone number."""
    from importers.contacts import phone

    found = phone(text).value
    if found is None:
        raise InputError(_("This does not look like a telephone number (06 12345678)."))
    return found


def _date(text: str) -> str:
    parts = text.replace("/", "-").replace(".", "-").split("-")
    try:
        day, month, year = (int(part) for part in parts)
        if len(parts[0]) == 4:
            day, year = year, day
        return date(year, month, day).isoformat()
    except ValueError:
        raise InputError(_("Give the date as dd-mm-yyyy, for example 31-12-2025.")) from None


def _number(kind: str, text: str) -> float:
    bare = text.replace("€", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    thousands, decimal = (".", ",") if language() == "nl" else (",", ".")
    sentence = _("Give a number, for example {example}.").format(example=_("1,234.56"))
    if not _plain_number(bare, thousands, decimal):
        raise InputError(sentence)
    value = float(_without_thousands(bare, thousands, decimal))
    if kind == "score" and not 0 <= value <= 100:
        raise InputError(_("Give a number from 0 to 100."))
    return value


def _plain_number(text: str, thousands: str, decimal: str) -> bool:
    """1234,5 and 1.234,56; a lone point with other than three figures behind it is a decimal point too.

    '1.234' could be either, and is refused rather than guessed.
    """
    grouped = rf"-?\d{{1,3}}({re.escape(thousands)}\d{{3}})+{re.escape(decimal)}\d+"
    twice = rf"-?\d{{1,3}}({re.escape(thousands)}\d{{3}}){{2,}}"
    plain = rf"-?\d+({re.escape(decimal)}\d+)?"
    other = rf"-?\d+{re.escape(thousands)}(\d{{1,2}}|\d{{4,}})" if thousands == "." else r"(?!)"
    return any(re.fullmatch(pattern, text) for pattern in (grouped, twice, plain, other))


def _without_thousands(text: str, thousands: str, decimal: str) -> str:
    if decimal in text or text.count(thousands) > 1:
        return text.replace(thousands, "").replace(decimal, ".")
    return text


def _looks_like_email(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and "." in host.strip(".") and " " not in text)
