"""A value as a person types or pastes it → as the base keeps it, read the way an import reads it.

1.234,56 · € 12,50 · 31-12-2025 · ja · Zakelijk · langdurig · 06 1234 5678: what a file may say, a person may
too, and ends as the same value, so that it is found and compared the same way.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from core import fields
from core.errors import InputError
from core.field_words import field_name
from core.fields import Field
from core.rows import KEEP
from core.text import _, language
from core.words import cell_name
from importers import dates, numbers, values
from importers.columns import DateColumn
from models import hand
from models.own_fields import is_own

#: how a set is called in the words of cells, for outcomes with codes
_SETS: Final = {"relatievorm": "relatie", "almost_type": "almost", "binding": "binding"}
_UNKNOWN: Final = "onbekend"
#: fields that take more than a line
LONG: Final = frozenset({"notities", "voorkeuren"})
#: dates of which a year alone says enough
_YEARS: Final = frozenset({"klant_sinds", "start"})
_NUMBERS: Final = frozenset({"money", "number", "integer", "scale"})
_READERS: Final[dict[str, Callable[[Any], values.Found]]] = {
    "text": values.text,
    "code": values.code,
    "email": values.email,
    "phone": values.phone,
    "postcode": values.postcode,
    "country": values.country,
    "flag": values.flag,
}


def read(name: str, value: object) -> Any:
    """The value for a customer's field or computed outcome. Raises InputError with one sentence."""
    if hand.is_outcome(name):
        return hand.checked(name, _outcome(name, value))
    if is_own(name):
        return hand.checked(name, values.text(one_line(value))[0] if isinstance(value, str) else value)
    known = fields.field(fields.CUSTOMERS, name)
    return hand.checked(name, value if known is None or known.virtual else read_field(known, value))


def read_field(field: Field, value: object) -> Any:
    """The value for a field of any kind of row. Raises InputError with one sentence."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if field.kind == "choice":
        return _choice(field, value)
    if field.kind in ("date", "datetime"):
        return _date(field, value)
    if field.kind in _NUMBERS:
        return _number(field, value)
    cell: Any = value
    if isinstance(value, str):
        cell = (value if field.name in LONG else one_line(value)).strip()
    found, code = _READERS[field.kind](cell)
    if found is KEEP:
        raise _problem(field, value, code)
    return found


def one_line(text: str) -> str:
    """A text without line breaks, as a paste brings them: a space stands where one was."""
    return " ".join(text.splitlines())


def _outcome(name: str, value: object) -> Any:
    """A code by its word, or a number; empty is no outcome, 'unknown' is one where it has a code."""
    empty = value is None or (isinstance(value, str) and not value.strip())
    if name not in hand.CODES:
        if empty:
            raise InputError(
                _("{field} cannot be emptied; go back to the computed value instead.").format(
                    field=field_name(name)
                )
            )
        return as_number(value)
    if empty:
        return _UNKNOWN
    word = str(value).strip().casefold()
    for code in hand.CODES[name]:
        if word in {code, code.replace("_", " "), cell_name(code, _SETS[name]).casefold()}:
            return code
    raise _not_among(field_name(name), value, [cell_name(code, _SETS[name]) for code in hand.CODES[name]])


def _choice(field: Field, value: object) -> Any:
    text = str(value).strip()
    for code in field.choices:
        if text.casefold() in {code, _(code).casefold()}:
            return code
    found, code_ = values.choice(field.name)(text)
    if code_:
        raise _not_among(_(field.label), value, list(field.choices))
    return found


def _date(field: Field, value: object) -> Any:
    if isinstance(value, date):
        day = value.isoformat()
        return day if field.kind == "datetime" or not isinstance(value, datetime) else day[:10]
    text = str(value).strip()
    today = date.today()
    for order in (dates.YMD, _order()):
        column = DateColumn(
            order, as_of=today, birth=field.name == "geboortedatum", time=field.kind == "datetime"
        )
        found, code = values.dated(column, years=field.name in _YEARS)(text)
        if found is not KEEP and len(text) != 5:  # five digits are a spreadsheet's day number
            return found
    raise _problem(field, value, code)


def _order() -> str:
    """31-12-2025 in Dutch and English alike; what an American means by 12/31/2025 is no day here."""
    return dates.DMY


def _number(field: Field, value: object) -> Any:
    if field.name == "opzegtermijn" and isinstance(value, str):
        found, code = values.months(_notation(value))(value.strip())
        if code:
            raise _problem(field, value, code)
        return found
    number = as_number(value)
    if field.kind == "integer" and not float(number).is_integer():
        raise InputError(_("{value} is no whole number.").format(value=value))
    return number


def as_number(value: object) -> float:
    """A number as people write it, in the notation that it shows; 1.234 goes by the language in force.

    Raises InputError.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = str(value).strip()
    found = numbers.parse(text, _notation(text))
    if found is None:
        raise InputError(_("{value} is no number.").format(value=value))
    return found


def _notation(text: str) -> str:
    kind = numbers.classify(text.strip())
    if kind == numbers.AMBIGUOUS:
        return numbers.COMMA if language() == "nl" else numbers.POINT
    return numbers.POINT if kind == numbers.POINT_ONLY else numbers.COMMA


def _not_among(field: str, value: object, choices: list[str]) -> InputError:
    return InputError(
        _("{value} is not possible for {field}; choose from {choices}.").format(
            value=value, field=field, choices=", ".join(choices)
        )
    )


def _problem(field: Field, value: object, code: str | None) -> InputError:
    return InputError(
        _problems()
        .get(code or "", _("{value} does not fit {field}."))
        .format(value=value, field=_(field.label))
    )


@lru_cache(maxsize=4)
def _sentences(_language: str) -> dict[str, str]:
    return {
        "bad_email": _("{value} is no e-mail address."),
        "bad_phone": _("{value} is no telephone number."),
        "bad_postcode": _("{value} is no postcode."),
        "bad_flag": _("{value} is neither yes nor no."),
        "bad_date": _("{value} is no date; write it as 31-12-2025."),
        "bad_number": _("{value} is no number."),
        "damaged_number": _("{value} has lost digits in a spreadsheet; type it in full."),
        "became_date": _("{value} became a date in a spreadsheet; type it in full."),
    }


def _problems() -> dict[str, str]:
    return _sentences(language())
