"""Whole columns of cells into dates or numbers, in the format that was decided for the column.

Values repeat, so each distinct cell is read once.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from core.rows import KEEP
from importers import dates, numbers
from importers.cells import Cell

_CACHE_LIMIT: Final = 200_000


def parse_number(cell: Cell, notation: str) -> float | None:
    """The number of a cell in that notation (`comma`, `point`); 12% is .12; None if empty or no number."""
    if isinstance(cell, str):
        return numbers.parse(cell, notation) if cell else None
    return float(cell) if isinstance(cell, (int, float)) else None


def parse_date(cell: Cell, order: str, *, birth: bool = False, as_of: date) -> str | None:
    """The ISO text of a cell read as `dmy`, `mdy`, `ymd` or `excel`; None if empty or it does not fit.

    A date of the workbook itself fits every format. Never rolls over: 31-02-2024 is None. Time zones are
    dropped: the clock stays as it was written. Midnight is written as the day alone.
    """
    if isinstance(cell, str):
        return dates.parse(cell, order, birth=birth, as_of=as_of) if cell else None
    if isinstance(cell, (date, datetime)):
        return dates.iso(cell)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    if order == dates.EXCEL:
        return dates.from_serial(float(cell))
    return dates.parse(str(cell), order, birth=birth, as_of=as_of) if isinstance(cell, int) else None


class NumberColumn(dict[Cell, Any]):
    """Reads the cells of one column; `read` gives floats, None for empty, KEEP for what is no number."""

    def __init__(self, notation: str) -> None:
        super().__init__({"": None})
        self.notation = notation

    def __missing__(self, cell: Cell) -> Any:
        value = parse_number(cell, self.notation)
        found = self[cell] = KEEP if value is None else value
        return found

    def read(self, cells: Sequence[Cell]) -> list[Any]:
        """One value per cell."""
        if len(self) > _CACHE_LIMIT:
            self.clear()
            self[""] = None
        return list(map(self.__getitem__, cells))


class DateColumn(dict[Cell, Any]):
    """Reads the cells of one column; `read` gives ISO text, None for empty, KEEP for what does not fit.

    `birth`: two-digit years are always past. `time=False` leaves the time of day out.
    """

    def __init__(self, order: str, *, as_of: date, birth: bool = False, time: bool = True) -> None:
        super().__init__({"": None})
        self.order, self.as_of, self.birth, self.time = order, as_of, birth, time
        self._heads: dict[str, str | None] = {}
        self._tails: dict[str, str | None] = {}

    def __missing__(self, cell: Cell) -> Any:
        value = self._text(cell) if isinstance(cell, str) else self._parse(cell)
        if value is not None and not self.time:
            value = value[:10]
        found = self[cell] = KEEP if value is None else value
        return found

    def _parse(self, cell: Cell) -> str | None:
        return parse_date(cell, self.order, birth=self.birth, as_of=self.as_of)

    def _text(self, text: str) -> str | None:
        """Day and time apart: a column of timestamps repeats its days and its times."""
        if len(text) <= 10 or not text[0].isdigit():
            return self._parse(text)
        cut = text.find("T" if text[10] == "T" else " ", 6)
        if cut < 0:
            return self._parse(text)
        head, tail = text[:cut], text[cut:]
        if head not in self._heads:
            self._heads[head] = self._parse(head)
        day = self._heads[head]
        if day is None:
            return self._parse(text)
        if tail not in self._tails:
            whole = dates.parse("2001-01-01" + tail, dates.YMD, birth=False, as_of=self.as_of)
            self._tails[tail] = whole[10:] if whole else None
        clock = self._tails[tail]
        return None if clock is None else day + clock

    def read(self, cells: Sequence[Cell]) -> list[Any]:
        """One value per cell."""
        if len(self) > _CACHE_LIMIT:
            self.clear()
            self[""] = None
        return list(map(self.__getitem__, cells))
