"""What a person types into a field, read as strictly as a file is: a value, or a sentence about the form."""

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
    if kind in ("money", "number", "scale", "score"):
        return _number(kind, text)
    if kind == "integer":
        value = _number(kind, text)
        if value != int(value):
            raise InputError(_("Give a whole number."))
        return int(value)
    if kind == "email" and not _looks_like_email(text):
        raise InputError(_("This does not look like an e-mail address (name@company.nl)."))
    return text


def choices_of(kind: str, choices: Sequence[str]) -> tuple[str, ...]:
    """What can be chosen for a field; empty when it is typed."""
    return ("1", "0") if kind == "flag" else tuple(choices)


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
    if language() == "nl":
        bare = bare.replace(".", "").replace(",", ".") if "," in bare else bare
    else:
        bare = bare.replace(",", "")
    try:
        value = float(bare)
    except ValueError:
        raise InputError(_("Give a number, for example {example}.").format(example=_("1,234.56"))) from None
    if kind == "score" and not 0 <= value <= 100:
        raise InputError(_("Give a number from 0 to 100."))
    return value


def _looks_like_email(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and "." in host.strip(".") and " " not in text)
