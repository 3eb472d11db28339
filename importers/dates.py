"""Dates as people write them: 3-4-2024, 2024-04-03T10:00, 20240403, "3 mrt 2024", "5-Apr-13", serials.

A text is taken apart once into day parts and time; which part is the day is for the column to decide.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

DMY: Final = "dmy"
MDY: Final = "mdy"
YMD: Final = "ymd"
EXCEL: Final = "excel"

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january januar janv janvier",
            "feb februari february februar fevr",
            "mrt maart mar march mär märz mars",
            "apr april avr avril",
            "mei may mai",
            "jun juni june juin",
            "jul juli july juil juillet",
            "aug augustus august aout août",
            "sep sept september septembre",
            "okt oktober oct october octobre",
            "nov november novembre",
            "dec december dez dezember déc décembre",
        ),
        start=1,
    )
    for name in names.split()
}
#: month names that only Dutch writes: evidence for a Dutch file
_DUTCH: Final = "januari februari mrt maart mei juni juli augustus okt oktober"
DUTCH_MONTHS: Final = frozenset(_DUTCH.split())

_WEEKDAYS: Final = (
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|ma|di|wo|do|vr|za|zo|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s+"
)
_TIME: Final = (
    r"(?P<h>\d{1,2})(?:(?:[:.]|(?<=\d)u)(?P<mi>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<ap>[ap]\.?\s?m\.?)?\s*(?:uur|u|h)?"
    r"\s*(?:Z|UTC|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|GMT|[CEMW]ES?T|MES?Z|BST|[ECMP][SD]T)?"
)
_ANY: Final = re.compile(
    rf"(?:{_WEEKDAYS})?"
    r"(?:(?P<a>\d{1,4})(?P<sep>[-/. ])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<c>\d{1,4})"
    r"|(?P<d>\d{1,2})(?:st|nd|rd|th|e)?[-/. ]{0,2}(?P<m>[^\W\d_]{3,9})\.?[-/., ]{1,2}'?(?P<y>\d{4}|\d{2})"
    r"|(?P<m2>[^\W\d_]{3,9})\.?[-/ ]\s?(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?[-/ ]\s?(?P<y2>\d{4}|\d{2})"
    r"|(?P<y3>\d{4})[-/ ](?P<m3>[^\W\d_]{3,9})\.?[-/ ](?P<d3>\d{1,2})"
    r"|(?P<packed>\d{8}))"
    rf"(?:(?:,?\s+(?:om\s+|at\s+)?|T|,)(?P<time>{_TIME}))?\s*",
    re.IGNORECASE,
)
#: longer is no date (and would cost the pattern too much time)
_LONGEST: Final = 60
_SERIAL: Final = re.compile(r"\d{5}(?:[.,]\d+)?")
_EPOCH: Final = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Parts:
    """A text taken apart. `orders`: which formats its day parts can be (before any range check)."""

    numbers: tuple[int, int, int]
    year_digits: int
    orders: tuple[str, ...]
    clock: str
    named: str = ""


def _clock(found: re.Match[str]) -> str | None:
    """'T14:05:00', '' for midnight or no time, None for a time that does not exist."""
    if not found["time"]:
        return ""
    if found["mi"] is None and not found["ap"]:
        return None
    hour, minute, second = int(found["h"]), int(found["mi"] or 0), int(found["s"] or 0)
    if found["ap"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["ap"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"T{hour:02}:{minute:02}:{second:02}" if hour or minute or second else ""


def _named(found: re.Match[str], clock: str) -> Parts | None:
    """The parts of a date whose month is a word: such a date needs no format."""
    for day, month, year, order in (("d", "m", "y", DMY), ("d2", "m2", "y2", MDY), ("d3", "m3", "y3", YMD)):
        if found[month]:
            word = found[month].lower()
            number = _MONTHS.get(word)
            if number is None:
                return None
            numbers = int(found[year]), number, int(found[day])
            return Parts(numbers, len(found[year]), (order,), clock, word)
    return None


def take_apart(text: str) -> Parts | None:
    """The parts of a text that has the shape of a date, or None."""
    found = _ANY.fullmatch(text) if 5 <= len(text) <= _LONGEST else None
    clock = _clock(found) if found else None
    if found is None or clock is None:
        return None
    if found["packed"]:
        return _packed(found["packed"], clock)
    return _numbered(found, clock) if found["a"] else _named(found, clock)


def _numbered(found: re.Match[str], clock: str) -> Parts | None:
    """The parts of a date of three numbers: the year has four digits, or it is for the column to say."""
    a, c = found["a"], found["c"]
    numbers = int(a), int(found["b"]), int(c)
    match len(a), len(c):
        case (4, 1 | 2):
            return Parts(numbers, 4, (YMD,), clock)
        case (1 | 2, 4):
            return Parts(numbers, 4, (DMY, MDY), clock)
        case (1 | 2, 2):
            return Parts(numbers, 2, (DMY, MDY, YMD), clock)
        case (2, 1):
            return Parts(numbers, 2, (YMD,), clock)
    return None


def _packed(digits: str, clock: str) -> Parts | None:
    """20240403 (or 03042024): eight digits, year where 1800-2199 stands."""
    if "1800" <= digits[:4] <= "2199":
        return Parts((int(digits[:4]), int(digits[4:6]), int(digits[6:])), 4, (YMD,), clock)
    if "1800" <= digits[4:] <= "2199":
        return Parts((int(digits[:2]), int(digits[2:4]), int(digits[4:])), 4, (DMY, MDY), clock)
    return None


def day_of(parts: Parts, order: str, *, birth: bool, as_of: date) -> date | None:
    """The day that the parts are in that order; None if there is no such day (never rolled over)."""
    first, second, third = parts.numbers
    if parts.named:
        year, month, day = parts.numbers
    elif order not in parts.orders:
        return None
    elif order == YMD:
        year, month, day = first, second, third
    elif order == DMY:
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    try:
        if parts.year_digits == 4:
            return date(year, month, day)
        return _short_year(year, month, day, birth=birth, as_of=as_of)
    except ValueError:
        return None


def _short_year(year: int, month: int, day: int, *, birth: bool, as_of: date) -> date:
    """Two digits: 20xx up to as_of's year + 10 (design §4); a birth date is always in the past."""
    recent = 2000 + year
    if birth:
        if recent < as_of.year or (recent == as_of.year and date(recent, month, day) <= as_of):
            return date(recent, month, day)
        return date(recent - 100, month, day)
    return date(recent if recent <= as_of.year + 10 else recent - 100, month, day)


def serial_of(text: str) -> float | None:
    """The number of an Excel serial written as text (20000-60000), or None."""
    if not _SERIAL.fullmatch(text):
        return None
    serial = float(text.replace(",", "."))
    return serial if 20000 <= serial <= 60000 else None


def from_serial(serial: float) -> str | None:
    """Excel's day number (1900 system) as ISO text, to the second; None outside 1900-03-01 … 9999."""
    if not 61 <= serial < 2958466:
        return None
    return iso(_EPOCH + timedelta(seconds=round(serial * 86400)))


def iso(value: date | datetime) -> str:
    """ISO text to the second; midnight is written as the day alone."""
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.microsecond:
        value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    value = value.replace(tzinfo=None)
    return value.date().isoformat() if value.time() == time() else value.isoformat()


def parse(text: str, order: str, *, birth: bool, as_of: date) -> str | None:
    """The ISO text of a date written in that order, or None where it does not fit."""
    if order == EXCEL:
        serial = serial_of(text)
        return from_serial(serial) if serial is not None else None
    parts = take_apart(text)
    if parts is None:
        return None
    day = day_of(parts, order, birth=birth, as_of=as_of)
    return day.isoformat() + parts.clock if day else None
