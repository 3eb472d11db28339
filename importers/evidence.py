"""What a whole column says about how its dates or numbers are written: one format a column.

Cells that fit only one format decide; otherwise what the rest of the file shows decides and is marked
`assumed`; otherwise the answer is a question. Counting is per distinct text, so that all cells of a column of
a million rows can be looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.text import _
from importers import dates, numbers
from importers.cells import Cell
from importers.locale_hints import Hints, dutch_headers

# What one text can be read as, as bits.
_D, _M, _Y, _X, _NAMED, _DUTCH, _DOT, _SHORT, _SAME = (1 << n for n in range(9))
_BIT: Final = {dates.DMY: _D, dates.MDY: _M, dates.YMD: _Y, dates.EXCEL: _X}
_FAR: Final = date(2999, 1, 1)
#: the share of the deciding cells that must agree; the rest become issues
_AGREE_DATES: Final = 0.9
_AGREE_NUMBERS: Final = 0.8
_SEEN_LIMIT: Final = 100_000
#: in what is remembered of a text, beside its notation class (three bits)
_PERCENT: Final = 8
_EMPTY: Final = -1


@dataclass(frozen=True)
class Decision:
    """How a column is read. `format` is '' while `question` is set; `options` are the formats to choose from.

    `evidence` is a translated sentence part with counts. `assumed`: the rest of the file decided.
    """

    format: str
    evidence: str
    assumed: bool = False
    question: str | None = None
    options: tuple[str, ...] = ()


class ColumnEvidence:
    """Counts of what the cells of one column can be read as; feed it batch after batch."""

    def __init__(self) -> None:
        self.total = 0
        self.empty = 0
        self.types: Counter[type] = Counter()
        #: text cells by notation class of `numbers.classify`
        self.numbers = [0, 0, 0, 0, 0]
        self.percent = 0
        #: native dates on the 13th or later
        self.late_days = 0
        #: cells by what they can be as dates (bits above); 0 = no date
        self.dates: Counter[int] = Counter()
        self._seen = _Seen()

    @property
    def filled(self) -> int:
        """Cells that are not empty."""
        return self.total - self.empty

    @property
    def native_dates(self) -> int:
        """Cells that the workbook itself holds as dates."""
        return self.types[datetime] + self.types[date]

    @property
    def native_numbers(self) -> int:
        """Cells that the workbook itself holds as numbers."""
        return self.types[int] + self.types[float]

    @property
    def number_share(self) -> float:
        """The share of filled cells that are numbers in some notation."""
        found = self.native_numbers + sum(self.numbers[1:])
        return found / self.filled if self.filled else 0.0

    @property
    def date_share(self) -> float:
        """The share of filled cells that are dates in some notation (serial numbers not counted)."""
        found = self.native_dates + sum(n for mask, n in self.dates.items() if mask & (_D | _M | _Y | _NAMED))
        return found / self.filled if self.filled else 0.0

    def add(self, cells: Sequence[Cell]) -> None:
        """Count some more cells."""
        self.total += len(cells)
        types = Counter(map(type, cells))
        self.types.update(types)
        if types[str] == len(cells):
            self._add_texts(cells)  # type: ignore[arg-type]
        elif types[str]:
            self._add_texts([c for c in cells if type(c) is str])
        if types[date] or types[datetime]:
            self.late_days += sum(c.day > 12 for c in cells if isinstance(c, date))
        if types[int] or types[float]:
            self._add_natives(Counter(c for c in cells if type(c) is int or type(c) is float))

    def _add_texts(self, texts: Iterable[str]) -> None:
        for code, n in Counter(map(self._seen.__getitem__, texts)).items():
            if code == _EMPTY:
                self.empty += n
                continue
            self.numbers[code & 7] += n
            self.dates[code >> 4] += n
            if code & _PERCENT:
                self.percent += n
        self._seen.trim()

    def _add_natives(self, values: "Counter[Cell]") -> None:
        for value, n in values.items():
            self.dates[_number_mask(float(value))] += n  # type: ignore[arg-type]


class _Seen(dict[str, int]):
    """What each text can be, judged once: notation class, percent, date mask from the fifth bit on."""

    def __init__(self) -> None:
        super().__init__({"": _EMPTY})
        self._heads: dict[str, int] = {}
        self._tails: dict[str, bool] = {}

    def __missing__(self, text: str) -> int:
        mask = self._date_mask(text)
        if mask and len(text) > 10:
            # a day with its time: no number, and hardly ever seen again
            return mask << 4
        kind = numbers.classify(text)
        percent = _PERCENT if kind and text.endswith("%") else 0
        code = self[text] = mask << 4 | percent | kind
        return code

    def trim(self) -> None:
        """Forget what was seen when it grows too large."""
        for held in (self, self._heads, self._tails):
            if len(held) > _SEEN_LIMIT:
                held.clear()
        self[""] = _EMPTY

    def _date_mask(self, text: str) -> int:
        """The mask of a text; day and time are looked at apart, as columns repeat days and times."""
        if len(text) > 10 and text[0].isdigit():
            cut = text.find(" " if text[10] != "T" else "T", 6)
            if cut >= 6:
                return self._split_mask(text, text[:cut], text[cut:])
        return _text_mask(text)

    def _split_mask(self, text: str, head: str, tail: str) -> int:
        mask = self._heads.get(head)
        if mask is None:
            mask = self._heads[head] = _text_mask(head)
        if not mask or mask == _X:
            return _text_mask(text)
        good = self._tails.get(tail)
        if good is None:
            good = self._tails[tail] = dates.take_apart("2001-01-01" + tail) is not None
        return mask if good else 0


def _text_mask(text: str) -> int:
    if not 5 <= len(text) <= 60:
        return 0
    parts = dates.take_apart(text)
    if parts is None:
        return _X if dates.serial_of(text) is not None else 0
    mask = 0
    for order in parts.orders:
        if dates.day_of(parts, order, birth=False, as_of=_FAR):
            mask |= _BIT[order]
    if not mask:
        return 0
    if parts.named:
        known = parts.named in dates.DUTCH_MONTHS
        return mask | _NAMED | (_DUTCH if known else 0)
    if parts.year_digits == 2:
        mask |= _SHORT
    if parts.numbers[0] == parts.numbers[1] and mask & _D:
        mask |= _SAME
    return mask | (_DOT if "." in text[:6] else 0)


def _number_mask(value: float) -> int:
    if 20000 <= value <= 60000:
        return _X
    if value.is_integer() and 18000101 <= value <= 21991231:
        return _text_mask(str(int(value)))
    return 0


# ---------------------------------------------------------------- numbers


def number_format(evidence: ColumnEvidence, hints: Hints) -> Decision:
    """Decimal comma or decimal point (COMMA, POINT) for the column, or the question."""
    comma, point, either, plain = evidence.numbers[1:]
    natives, filled = evidence.native_numbers, evidence.filled
    if comma or point:
        winner, n = (numbers.COMMA, comma) if comma >= point else (numbers.POINT, point)
        fits = n + either + plain + natives
        words = _("{n} of {total} cells fit {example}").format(n=fits, total=filled, example=_example(winner))
        if n >= _AGREE_NUMBERS * (comma + point):
            return Decision(winner, words)
        return _number_question(
            _("{comma} cells have a decimal comma, {point} a decimal point").format(comma=comma, point=point)
        )
    if either:
        words = _("{n} of {total} cells can be read as both 1.234,56 and 1,234.56").format(
            n=either, total=filled
        )
        found = hints.for_numbers()
        if found is None:
            return _number_question(words)
        return Decision(found[0], f"{words}; {found[1]}", assumed=True)
    format_ = (hints.for_numbers() or (numbers.POINT, ""))[0]
    if natives and natives >= plain:
        words = _("{n} of {total} cells are numbers in the workbook itself").format(n=natives, total=filled)
    else:
        words = _("{n} of {total} cells are whole numbers").format(n=plain + natives, total=filled)
    return Decision(format_, words)


def _number_question(words: str) -> Decision:
    return Decision("", words, question="ambiguous_number", options=(numbers.COMMA, numbers.POINT))


def _example(notation: str) -> str:
    return "1.234,56" if notation == numbers.COMMA else "1,234.56"


# ---------------------------------------------------------------- dates


def date_format(evidence: ColumnEvidence, hints: Hints) -> Decision:
    """Day, month and year order for the column (dmy, mdy, ymd, excel), or the question."""
    masks = evidence.dates
    natives, filled = evidence.native_dates, evidence.filled
    fits = {order: sum(n for m, n in masks.items() if m & (bit | _NAMED)) for order, bit in _BIT.items()}
    short = sum(n for m, n in masks.items() if m & _SHORT and m & _Y and m & (_D | _M))
    written = sum(n for m, n in masks.items() if m & (_D | _M | _Y))
    serials = masks[_X]
    if not written and not serials:
        return _no_texts(natives, filled, hints)
    if serials > written:
        words = _("{n} of {total} cells are whole numbers that Excel uses for dates").format(
            n=serials + natives, total=filled
        )
        return Decision(dates.EXCEL, words, assumed=serials > natives)
    day_first = max(fits[dates.DMY], fits[dates.MDY])
    long_ymd = fits[dates.YMD] - short
    if long_ymd > day_first or (fits[dates.YMD] > day_first and day_first < _AGREE_DATES * written):
        return Decision(dates.YMD, _fit_words(fits[dates.YMD] + natives, filled, dates.YMD))
    return _day_or_month(evidence, fits, hints)


def _no_texts(natives: int, filled: int, hints: Hints) -> Decision:
    if natives:
        words = _("{n} of {total} cells are dates in the workbook itself").format(n=natives, total=filled)
        return Decision(dates.EXCEL, words)
    format_ = (hints.for_dates() or (dates.YMD, ""))[0]
    return Decision(format_, _("0 of {total} cells look like a date").format(total=filled), assumed=True)


def _day_or_month(evidence: ColumnEvidence, fits: dict[str, int], hints: Hints) -> Decision:
    """Day first or month first: the cells that fit only one decide, else the file, else the user."""
    masks, filled, natives = evidence.dates, evidence.filled, evidence.native_dates
    only_day = sum(n for m, n in masks.items() if m & _D and not m & _M)
    only_month = sum(n for m, n in masks.items() if m & _M and not m & _D)
    open_ = sum(n for m, n in masks.items() if m & _D and m & _M and not m & _SAME)
    winner, n = (dates.DMY, only_day) if only_day >= only_month else (dates.MDY, only_month)
    words = _fit_words(fits[winner] + natives, filled, winner)
    if natives >= 5 and not evidence.late_days and n >= 3 and n == only_day + only_month and not open_:
        # what a program reads a file with in the wrong country's way: it turned round all that it could
        words = _("the {natives} cells that are dates all have a day up to 12, the {n} texts do not").format(
            natives=natives, n=n
        )
        return Decision("", words, question="swapped_dates", options=(winner,))
    if only_day or only_month:
        if n >= _AGREE_DATES * (only_day + only_month):
            return Decision(winner, words)
        return _date_question(
            _("{day} cells can only be day-month, {month} only month-day").format(
                day=only_day, month=only_month
            )
        )
    if not open_:
        return Decision(dates.DMY, words)
    words = _("{n} of {total} cells fit both day-month and month-day").format(n=open_, total=filled)
    found = hints.for_dates()
    if found is None and sum(n for m, n in masks.items() if m & _DOT) == open_:
        found = dates.DMY, _("points between the numbers are used with the day first")
    if found is None:
        return _date_question(words)
    return Decision(found[0], f"{words}; {found[1]}", assumed=True)


def _date_question(words: str) -> Decision:
    return Decision("", words, question="ambiguous_date", options=(dates.DMY, dates.MDY))


def _fit_words(n: int, total: int, order: str) -> str:
    example = {
        dates.DMY: _("day-month-year"),
        dates.MDY: _("month-day-year"),
        dates.YMD: _("year-month-day"),
    }[order]
    return _("{n} of {total} cells fit {example}").format(n=n, total=total, example=example)


def certain_date(evidence: ColumnEvidence) -> str | None:
    """dmy or mdy if this column is one of dates and its own cells decide that; else None."""
    if evidence.date_share < 0.8:
        return None
    decision = date_format(evidence, Hints())
    own = sum(n for m, n in evidence.dates.items() if bool(m & _D) != bool(m & _M) and not m & _NAMED)
    return decision.format if own and decision.format in {dates.DMY, dates.MDY} else None


def certain_number(evidence: ColumnEvidence) -> str | None:
    """comma or point if this column is one of numbers and its own cells decide that; else None."""
    if evidence.number_share < 0.8 or not (evidence.numbers[1] or evidence.numbers[2]):
        return None
    return number_format(evidence, Hints()).format or None


def dutch_months(evidence: ColumnEvidence) -> int:
    """How many cells name a month as only Dutch does."""
    return sum(n for m, n in evidence.dates.items() if m & _DUTCH)


def file_hints(delimiter: str | None, columns: Mapping[str, ColumnEvidence]) -> Hints:
    """The locale evidence of a file: its delimiter, its headers, and the columns that are certain."""
    headers = list(columns)
    dated = {name: certain_date(found) for name, found in columns.items()}
    counted = {name: certain_number(found) for name, found in columns.items()}
    months = next((name for name, found in columns.items() if dutch_months(found)), "")
    return Hints(
        semicolon=delimiter == ";",
        dutch_headers=dutch_headers(headers),
        dutch_months=months,
        dmy_columns=tuple(n for n, f in dated.items() if f == dates.DMY),
        mdy_columns=tuple(n for n, f in dated.items() if f == dates.MDY),
        comma_columns=tuple(n for n, f in counted.items() if f == numbers.COMMA),
        point_columns=tuple(n for n, f in counted.items() if f == numbers.POINT),
    )
