"""Where the header is: under titles and logos, on one line or two, or nowhere.

A header row is as full as the table, holds words where the rows below hold numbers, dates, codes or flags,
and perhaps words that are known as headers. The first of the best rows wins.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from core.issues import Issue
from core.text import _
from importers.cell_classes import BLANK, DATA, FLAG, LONG, TEXT, YEAR, class_of
from importers.cells import Cell, text_of
from importers.raw import Area

#: what people write for nothing: such a row is data, not a second header line
_NOTHING: Final = frozenset({"onbekend", "n.v.t.", "nvt", "geen", "-", "unknown", "n/a", "null", "none", "?"})
#: rows looked at
WINDOW: Final = 80
#: rows below a row that it is compared with
_BELOW: Final = 6


@dataclass(frozen=True)
class Header:
    """`first` and `last` are row indexes from 0 (two lines: last = first + 1); -1 = no header.

    `width`: columns that the header covers. `names`: cleaned and unique; `notes` says what was mended.
    """

    first: int
    last: int
    width: int
    names: list[str]
    notes: list[Issue]


Rows = Sequence[Sequence[Cell]]


def find_header(rows: Rows, merged: Sequence[Area], left: int, known: Callable[[str], bool]) -> Header:
    """The header among the first rows of a table (which has at least one filled cell)."""
    window = _Window(rows, known)
    at = window.best()
    if at is None:
        widths = Counter(len(row) - _trailing(row) for row in rows if any(cell != "" for cell in row))
        # where rows differ (csv), most of them are right
        width = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
        names = [column_name(column + left) for column in range(width)]
        sentence = _("No row with headers was found; the columns are called kolom A, kolom B and so on.")
        return Header(-1, -1, width, names, [Issue("no_header", sentence)])
    first, last, cells = _lines(window, at, merged)
    width = len(cells) - _trailing(cells)
    names, notes = _unique([_clean(cell) for cell in cells[:width]], left, last + 1)
    return Header(first, last, width, names, notes)


def column_name(column: int) -> str:
    """The name of a column without a header: 'kolom A', the same in every language (mappings hold it)."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"kolom {letters}"


def _trailing(row: Sequence[Cell]) -> int:
    """How many empty cells end the row."""
    n = 0
    for cell in reversed(row):
        if cell != "":
            break
        n += 1
    return n


class _Window:
    """The first rows of a table by the classes of their cells, and how much each looks like a header."""

    def __init__(self, rows: Rows, known: Callable[[str], bool]) -> None:
        self.rows = rows
        self.known = known
        self.classes = [[class_of(cell) for cell in row] for row in rows]
        self.filled = [sum(c != BLANK for c in row) for row in self.classes]
        self._below: dict[tuple[int, int], list[int]] = {}
        self.full = [at for at, n in enumerate(self.filled) if n]
        counts = sorted(self.filled[at] for at in self.full)
        self.width = max(1, counts[int(0.8 * (len(counts) - 1))])

    def below(self, at: int, limit: int = _BELOW) -> list[int]:
        """The next filled rows that are not much emptier than the table."""
        found = self._below.get((at, limit))
        if found is None:
            least = min(self.width, self.filled[at])
            found = [r for r in self.full if r > at and 2 * self.filled[r] >= least][:limit]
            self._below[(at, limit)] = found
        return found

    def column_below(self, at: int, column: int, limit: int = _BELOW) -> str:
        """The class that most filled cells of a column have below a row; BLANK if there is none."""
        found = Counter(
            self.classes[r][column]
            for r in self.below(at, limit)
            if column < len(self.classes[r]) and self.classes[r][column] != BLANK
        )
        if not found:
            return BLANK
        name, n = found.most_common(1)[0]
        return name if 2 * n > found.total() else TEXT

    def labels(self, at: int) -> tuple[float, float, float]:
        """Shares of label-like cells (of the filled ones), columns of data under a label, known headers."""
        label = contrast = known = 0.0
        for column, kind in enumerate(self.classes[at]):
            if kind == BLANK:
                continue
            below = self.column_below(at, column)
            cell = self.rows[at][column]
            letter = kind == FLAG and below == BLANK and isinstance(cell, str)
            wordlike = kind == TEXT or (kind == YEAR and below != YEAR) or letter
            differs = kind != below and below not in {BLANK, TEXT, LONG} and kind != LONG
            if wordlike or (differs and kind in DATA and kind != "date"):
                label += 1
                contrast += below in DATA
            if isinstance(cell, str) and kind == TEXT and self.known(cell):
                known += 1
        n = self.filled[at]
        return label / n, contrast / max(n, self.width), known / max(n, self.width)

    def best(self) -> int | None:
        """The index of the row that looks most like a header, or None."""
        top, best = 0.0, None
        for at in self.full:
            label, contrast, known = self.labels(at)
            if self._data_row(at) and label < 1 and best is not None:
                break
            if label < 0.5 or (label < 1 and known == 0 and self._data_like(at)):
                if self._data_row(at):
                    break
                continue
            cells = [text_of(c).casefold() for c in self.rows[at] if c != ""]
            double = 1 - len(set(cells)) / len(cells)
            points = min(1.0, self.filled[at] / self.width) + label + contrast + 1.5 * known - double
            if points > top + 1e-9:
                top, best = points, at
        return best

    def _data_row(self, at: int) -> bool:
        """As full as the table, with data in it: no header stands below such a row."""
        return self.filled[at] >= 0.8 * self.width and any(kind in DATA for kind in self.classes[at])

    def _data_like(self, at: int) -> bool:
        """Some cell is a number, date, e-mail address or code just as the cells below it are."""
        return any(
            kind in DATA and self.column_below(at, column) in ({kind} if kind == FLAG else {kind, BLANK})
            for column, kind in enumerate(self.classes[at])
        )

    def words(self, at: int) -> bool:
        """Whether all filled cells of a row are words."""
        return (
            0 <= at < len(self.rows)
            and self.filled[at] > 0
            and all(kind in {BLANK, TEXT, YEAR} for kind in self.classes[at])
        )


# ---------------------------------------------------------------- two lines


def _lines(window: _Window, at: int, merged: Sequence[Area]) -> tuple[int, int, list[Cell]]:
    """First and last line of the header and its cells, put together from its lines where it has several."""
    first, last = at, _merged_end(window, at, merged)
    if last == at:
        if _continues(window, at):
            last = at + 1
        elif _groups(window, at - 1, at, merged):
            first = at - 1
    cells = list(window.rows[first])
    for row in (r for r in range(first + 1, last + 1) if window.filled[r]):
        lower = list(window.rows[row])
        cells = _join(_spread(cells, row - 1, merged, lower), cells, lower)
    return first, last, cells


def _merged_end(window: _Window, at: int, merged: Sequence[Area]) -> int:
    """The last line of a header whose cells are merged downwards, or across with words below them."""
    own = [area for area in merged if area[0] == at]
    end = max((bottom for _top, _first, bottom, _last in own), default=at)
    if any(last > first for _top, first, _bottom, last in own) and window.words(at + 1):
        end = max(end, at + 1)
    end = min(end, at + 4, len(window.rows) - 1)
    lines = [row for row in range(at + 1, end + 1) if window.filled[row]]
    return lines[-1] if lines and all(map(window.words, lines)) else at


def _continues(window: _Window, at: int) -> bool:
    """The row below is a second header line: remarks in brackets, or words above columns of data only."""
    lower = at + 1
    if not window.words(lower) or not window.below(lower):
        return False
    texts = [text_of(c) for c in window.rows[lower] if c != ""]
    if len(set(texts)) < len(texts) or max(map(len, texts)) > 40 or _NOTHING & {t.casefold() for t in texts}:
        return False
    bracketed = sum(1 for text in texts if text[0] in "([" and text[-1] in ")]")
    if 2 * bracketed >= len(texts):
        return True
    data = [
        column
        for column, kind in enumerate(window.classes[lower])
        if kind == TEXT and window.column_below(lower, column, 50) in DATA and _pure(window, lower, column)
    ]
    return len(data) >= 2 and 2 * len(data) >= window.width and 2 * window.filled[lower] >= window.width


def _pure(window: _Window, at: int, column: int) -> bool:
    kinds = {window.classes[r][column] for r in window.below(at, 50) if column < len(window.classes[r])} - {
        BLANK
    }
    return bool(kinds) and kinds <= DATA


def _groups(window: _Window, upper: int, at: int, merged: Sequence[Area]) -> bool:
    """The row above names groups of columns: words, merged or with gaps, and no running text above it."""
    if not window.words(upper) or window.filled[upper] < 2:
        return False
    if upper > 0 and window.filled[upper - 1] > 1:
        return False
    across = any(top == upper and last > first for top, first, _bottom, last in merged)
    down = any(top == upper and bottom >= at for top, _first, bottom, _last in merged)
    gaps = window.filled[upper] < window.filled[at]
    brackets = all(text_of(c)[0] in "([" for c in window.rows[at] if c != "")
    if not (across or down or gaps or brackets):
        return _pure_columns(window, at) >= 2
    starts = window.classes[upper][0] != BLANK or window.classes[at][0] != BLANK
    return starts and (across or down or brackets or window.filled[upper] >= 2)


def _pure_columns(window: _Window, at: int) -> int:
    columns = range(len(window.classes[at]))
    return sum(1 for c in columns if window.classes[at][c] == TEXT and _pure(window, at, c))


def _spread(upper: list[Cell], at: int, merged: Sequence[Area], lower: list[Cell]) -> list[Cell]:
    """The upper line with each group name over all columns of its group."""
    out = list(upper) + [""] * (len(lower) - len(upper))
    if merged:
        for top, first, _bottom, last in merged:
            if top == at and 0 <= first < len(upper):
                for column in range(first, min(last + 1, len(out))):
                    out[column] = upper[first]
        return out
    for column in range(1, len(out)):
        if out[column] == "" and column < len(lower) and lower[column] != "":
            out[column] = out[column - 1]
    return out


def _join(spread: list[Cell], upper: list[Cell], lower: list[Cell]) -> list[Cell]:
    """One name per column: the lower line's where those are unique; with its group's name where they are not.

    Two full lines are one text broken in two ("Klant" / "nummer"); remarks in brackets are left out.
    """
    width = max(len(spread), len(lower))
    tops = [_clean(c) for c in spread] + [""] * (width - len(spread))
    lows = [_clean(c) for c in lower] + [""] * (width - len(lower))
    own = [_clean(c) for c in upper] + [""] * (width - len(upper))
    seen = Counter(low for low in lows if low)
    full = sum(1 for o, low in zip(own, lows, strict=True) if o and low) >= max(1, sum(map(bool, lows)))
    out: list[Cell] = []
    for top, low in zip(tops, lows, strict=True):
        if not low or (low[0] in "([" and low[-1] in ")]"):
            out.append(top or low)
        elif top and top != low and (full or seen[low] > 1):
            out.append(f"{top} {low}")
        else:
            out.append(low)
    return out


# ---------------------------------------------------------------- names


def _clean(cell: Cell) -> str:
    """A header as one line, without the spaces and quotation marks around it."""
    return " ".join(text_of(cell).split()).strip("\"'`").strip()


def _unique(names: list[str], left: int, row: int) -> tuple[list[str], list[Issue]]:
    """Unique names: a second "naam" becomes "naam (2)", a blank one "kolom C"; both are said."""
    taken: set[str] = set()
    out: list[str] = []
    notes: list[Issue] = []
    for column, name in enumerate(names):
        new = name or column_name(column + left)
        n = 1
        while new in taken:
            n += 1
            new = f"{name or column_name(column + left)} ({n})"
        taken.add(new)
        out.append(new)
        if not name:
            text = _("Column {letter} has no header; it is called {name} here.")
            letter = column_name(column + left).split()[1]
            notes.append(Issue("blank_header", text.format(letter=letter, name=new), row, new))
        elif new != name:
            text = _("The header {name} occurs more than once; this one is called {new} here.")
            notes.append(Issue("duplicate_header", text.format(name=name, new=new), row, new, name))
    return out, notes
