"""One cell of a field → (its value, the code of what is wrong or was mended); columns of them with a cache.

KEEP as a value means: the cell does not fit, the field stays as it was.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from core.rows import KEEP
from importers import addresses, choices, contacts, endless, surveys
from importers.cells import Cell, ErrorCell, text_of
from importers.columns import parse_number

Found = tuple[Any, str | None]
One = Callable[[Cell], Found]

_CACHE_LIMIT: Final = 200_000
#: what a cell of a workbook can hold: a longer text could never be exported whole
_LONGEST: Final = 32_767
_DAMAGED: Final = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.u](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?|uur|u|h)?")
_FLOATED: Final = re.compile(r"(-?\d+)[.,]0+")
#: what in a column of text needs a closer look: an apostrophe, ".0" behind, a power of ten, odd spaces
_MARKS: Final = ("'", "’", ".0", ",0", "E+", "e+", "  ", "\n\n", "\t", "\r", "\v", "\x00", "\x0c", "\u00a0")
_FORMULA_GUARD: Final = re.compile(r"^['’](?=[=+\-@\d])")
_NO_VALUE: Final = frozenset(
    {"-", "--", "n.v.t.", "nvt", "n/a", "null", "none", "nan", "(leeg)", "(blank)", "(empty)", "#n/b", "#n/a"}
)
_MONTHS: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(maand(?:en)?|mnd|mnden|months?|m|jaar|jaren|years?|jr|j|dag(?:en)?|days?|d|weken|week|weeks|w)?\.?"
)


class Column(dict[Cell, Any]):
    """Reads the cells of one column, each distinct cell once; `odd` holds cell → code of what was found."""

    def __init__(self, one: One) -> None:
        super().__init__({"": None})
        self._one = one
        self.odd: dict[Cell, str] = {}

    def __missing__(self, cell: Cell) -> Any:
        value, code = error(cell) if isinstance(cell, ErrorCell) else self._one(cell)
        if code:
            self.odd[cell] = code
        self[cell] = value
        return value

    def read(self, cells: Sequence[Cell]) -> list[Any]:
        """One value per cell."""
        if len(self) > _CACHE_LIMIT:
            self.clear()
            self[""] = None
        return list(map(self.__getitem__, cells))


class FastColumn(Column):
    """A column of dates or amounts: the plain reader first, and only what does not fit gets a closer look."""

    def __init__(self, reader: Any, one: One) -> None:
        super().__init__(one)
        self._reader = reader

    def read(self, cells: Sequence[Cell]) -> list[Any]:
        """One value per cell."""
        found: list[Any] = self._reader.read(cells)
        if KEEP in found:
            return [self[cell] if value is KEEP else value for cell, value in zip(cells, found, strict=True)]
        return found


class PlainColumn(Column):
    """A column of text or codes: chunks in which nothing is suspect pass without a look at each cell."""

    def read(self, cells: Sequence[Cell]) -> list[Any]:
        """One value per cell."""
        try:
            whole = "\n".join(cells)  # type: ignore[arg-type]
        except TypeError:
            return super().read(cells)
        if any(mark in whole for mark in _MARKS):
            return super().read(cells)
        if len(whole) > _LONGEST and max(map(len, cells)) > _LONGEST:  # type: ignore[arg-type]
            return super().read(cells)
        return [c or None for c in cells] if "" in cells else list(cells)


def error(cell: ErrorCell) -> Found:
    """What an error cell of a spreadsheet means for its field."""
    return KEEP, cell.code if cell.code in ("uncached_formula", "no_such_day") else "error_cell"


def text(cell: Cell) -> Found:
    """Free text, with single spaces; line ends are kept."""
    if isinstance(cell, bool):
        return ("ja" if cell else "nee"), None
    value = _FORMULA_GUARD.sub("", text_of(cell).replace("\x00", ""))
    value = "\n".join(" ".join(line.split()) for line in value.splitlines()).strip()
    return (KEEP, "text_too_long") if len(value) > _LONGEST else (value or None, None)


def own_text(cell: Cell) -> Found:
    """A cell of a column of the user's own: text, but for a number that a spreadsheet damaged."""
    value, found = text(cell)
    if isinstance(value, str) and _DAMAGED.fullmatch(value):
        return KEEP, "damaged_number"
    return value, found


def code(cell: Cell) -> Found:
    """A code kept to the letter: leading zeros stay, 14409.0 becomes 14409, 6,12E+08 is damaged."""
    if not isinstance(cell, str) and (isinstance(cell, (datetime, date)) or _is_huge(cell)):
        return KEEP, "damaged_number" if _is_huge(cell) else "became_date"
    value = " ".join(text_of(cell).replace("\x00", "").split())
    if len(value) > _LONGEST:
        return KEEP, "text_too_long"
    if value[:1] in ("'", "’") and len(value) > 1:
        value = value[1:].strip()
    if not value:
        return None, None
    if _DAMAGED.fullmatch(value):
        return KEEP, "damaged_number"
    if found := _FLOATED.fullmatch(value):
        return found[1], "floated"
    return value, None


def kvk(cell: Cell) -> Found:
    """A Chamber of Commerce number: eight digits; where seven are left a spreadsheet took the zero."""
    value, found = code(cell)
    if isinstance(value, str) and len(value) == 7 and value.isdigit():
        return f"0{value}", "mended"
    return value, found


def _is_huge(cell: Cell) -> bool:
    """Beyond 15 digits a spreadsheet's number has lost some."""
    return isinstance(cell, (int, float)) and abs(cell) >= 1e15


def email(cell: Cell) -> Found:
    """An e-mail address in lower case."""
    value = text_of(cell)
    if value.casefold() in _NO_VALUE:
        return None, None
    found = contacts.email(value)
    return (KEEP if found.value is None else found.value), found.code


def phone(cell: Cell) -> Found:
    """A telephone number as E.164."""
    value = text_of(cell).removeprefix("'").strip()
    if value.casefold() in _NO_VALUE:
        return None, None
    if floated := _FLOATED.fullmatch(value):
        value = floated[1]
    found = contacts.phone(value)
    return (KEEP if found.value is None else found.value), found.code


def postcode(cell: Cell) -> Found:
    """A postcode: '1234 AB', or another country's in capitals."""
    value = text_of(cell).lstrip("'’").strip()
    if value.casefold() in _NO_VALUE:
        return None, None
    if floated := _FLOATED.fullmatch(value):
        value = floated[1]
    found = addresses.clean_postcode(value)
    if found is None and (with_town := addresses.split_town(value)).postcode:
        return with_town.postcode, "mended"
    return (found, None) if found else (KEEP, "bad_postcode")


def country(cell: Cell) -> Found:
    """A country as its two-letter code; an unknown one as it is written."""
    value = text_of(cell)
    if value.casefold() in _NO_VALUE:
        return None, None
    found = addresses.country_code(value)
    return (found, None) if found else (value, "unknown_country")


def flag(cell: Cell) -> Found:
    """1, 0, or None for 'onbekend'."""
    if isinstance(cell, (int, float)):
        return (int(cell), None) if cell in (0, 1) else (KEEP, "bad_flag")
    value = choices.flag(text_of(cell))
    if value is None:
        return KEEP, "bad_flag"
    return (None if value == choices.NOTHING else value), None


def choice(field: str) -> One:
    """The reader of a choice field."""

    def one(cell: Cell) -> Found:
        value = choices.choice(field, text_of(cell))
        if value is None:
            return KEEP, "bad_choice"
        return value or None, None

    return one


def contact_kind(cell: Cell) -> Found:
    """The code of a kind of contact, or the file's own word for it."""
    value = text_of(cell)
    return choices.contact_kind(value) or value, None


def number(notation: str, *, low: float | None = None, high: float | None = None, whole: bool = False) -> One:
    """The reader of a number field in that notation; outside low..high does not fit."""

    def one(cell: Cell) -> Found:
        if isinstance(cell, str):
            if cell.casefold() in _NO_VALUE:
                return None, None
            cell = cell.removeprefix("'")
        value = None if isinstance(cell, bool) else parse_number(cell, notation)
        if value is None:
            return KEEP, "bad_number"
        if (low is not None and value < low) or (high is not None and value > high):
            return KEEP, "out_of_range"
        if whole:
            return (int(value), None) if value.is_integer() else (KEEP, "bad_number")
        return value, None

    return one


def months(notation: str) -> One:
    """The reader of a notice period in months: 2, '2 maanden', '1 jaar', '30 dagen', 'geen'."""
    plain = number(notation, low=0)

    def one(cell: Cell) -> Found:
        value, code_ = plain(cell)
        if code_ != "bad_number":
            return value, code_
        words = text_of(cell).casefold().strip()
        if words in ("geen", "none", "nee", "no", "direct", "dagelijks", "per direct"):
            return 0.0, None
        found = _MONTHS.fullmatch(words)
        if not found:
            return KEEP, "bad_number"
        n = float(found[1].replace(",", "."))
        unit = (found[2] or "m")[0]
        return round(n * {"m": 1.0, "j": 12.0, "y": 12.0, "d": 1 / 30, "w": 7 / 30}[unit], 2), None

    return one


def dated(reader: Any, *, years: bool, ends: bool = False) -> One:
    """The reader of a date field over READ's column reader; `years`: a bare year is its first of January;
    `ends`: words and far years say that there is no end."""

    def one(cell: Cell) -> Found:
        if ends and (endless.is_word(cell) or endless.is_far(reader[cell])):
            return None, "no_end"
        if isinstance(cell, str):
            if cell.casefold() in _NO_VALUE or not cell.strip("0-/. :T"):
                return None, None
            cell = cell.removeprefix("'")
        if years and (year := _year(cell)):
            return f"{year}-01-01", "year_only"
        value = reader[cell]
        return value, "bad_date" if value is KEEP else None

    return one


def clock(cell: Cell) -> Found:
    """A time of day as 'T14:05:00': 14:05, 14.05, 14u05, '2:05 PM', a workbook's time or share of a day."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return f"T{cell.replace(microsecond=0, tzinfo=None).isoformat()}", None
    if isinstance(cell, float) and 0 <= cell < 1:
        seconds = round(cell * 86400)
        found = (seconds // 3600, seconds // 60 % 60, seconds % 60)
    else:
        match = _CLOCK.fullmatch(text_of(cell).casefold())
        if not match:
            return (None, None) if text_of(cell).casefold() in _NO_VALUE else (KEEP, "bad_time")
        hour, half = int(match[1]), match[4]
        if half and not 1 <= hour <= 12:
            return KEEP, "bad_time"
        hour = hour % 12 + 12 * (half[0] == "p") if half else hour
        found = (hour, int(match[2]), int(match[3] or 0))
    hour, minute, second = found
    if hour > 23 or minute > 59 or second > 59:
        return KEEP, "bad_time"
    return f"T{hour:02}:{minute:02}:{second:02}", None


def channels(cell: Cell) -> Found:
    """The channels that a cell names, as the consent groups joined by spaces; '' for none of them."""
    found = choices.consent_groups(text_of(cell))
    return (KEEP, "bad_channels") if found is None else (" ".join(sorted(found)), None)


def _year(cell: Cell) -> int | None:
    if isinstance(cell, str) and len(cell) == 4 and cell.isdigit():
        cell = int(cell)
    return cell if isinstance(cell, int) and not isinstance(cell, bool) and 1900 <= cell <= 2100 else None


def survey_answer(cell: Cell) -> Found:
    """An answer as a number: 4, '4 - eens', 'helemaal eens'."""
    value = surveys.answer(cell)
    if value is None and text_of(cell).casefold() in _NO_VALUE:
        return None, None
    return (KEEP, "bad_answer") if value is None else (value, None)


def scaled(low: float, high: float, to: tuple[float, float] | None = None) -> One:
    """The reader of an answer on a scale from low to high; `to`: put over to that scale."""

    def one(cell: Cell) -> Found:
        value, code_ = survey_answer(cell)
        if code_ is None and value is not None and not low <= value <= high:
            return KEEP, "out_of_range"
        if to and isinstance(value, float) and to != (low, high):
            value = round(to[0] + (value - low) / (high - low) * (to[1] - to[0]), 4)
        return value, code_

    return one
