"""How a text table is cut into cells: delimiter, escapes, a `sep=` line, lines in quotes once more."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_CANDIDATES: Final = (";", ",", "\t", "|")
#: what no file has: reads every line as one cell (quotes still count)
_NONE: Final = "\x1f"
_SEP_LINE: Final = re.compile(r"\s*\"?sep=(.|\\t)\"?[;,\t|]*\s*", re.IGNORECASE)
_BACKSLASH: Final = re.compile(r'[^\\;,\t|\r\n]\\"[^;,\t|\r\n]')
_RECORDS: Final = 300


@dataclass(frozen=True)
class Dialect:
    """`delimiter` '' = a single column. `preamble`: lines before the table that are no rows (`sep=;`).

    `wrapped`: some lines are one quoted cell that holds the whole row.
    """

    delimiter: str
    escape: bool = False
    wrapped: bool = False
    preamble: int = 0

    def reader(self, lines: Iterable[str]) -> "Iterator[list[str]]":
        """The csv module's reader for this dialect (it has `line_num`)."""
        return csv.reader(
            lines,
            delimiter=self.delimiter or _NONE,
            skipinitialspace=self.delimiter != "\t",
            escapechar="\\" if self.escape else None,
        )


def find_dialect(sample: str) -> Dialect:
    """The dialect of a text from its first lines (whole lines)."""
    lines = sample.splitlines(keepends=True)
    said = _SEP_LINE.fullmatch(lines[0].rstrip("\r\n")) if lines else None
    if said:
        mark = "\t" if said[1] == "\\t" else said[1]
        rest = "".join(lines[1:])
        return Dialect(mark, _escaped(rest), _some_wrapped(rest, mark), 1)
    escape = _escaped(sample)
    found = _best(sample, escape)
    if found:
        return Dialect(found, escape, _some_wrapped(sample, found))
    inner = _unwrapped(sample)
    found = _best(inner, False) if inner else ""
    return Dialect(found, False, True) if found else Dialect("", escape)


def _escaped(text: str) -> bool:
    return bool(_BACKSLASH.search(text))


def _widths(sample: str, mark: str, escape: bool) -> list[int]:
    """Cells per record, blank records left out; a record that the sample cuts in two is left out."""
    widths = []
    try:
        for record in Dialect(mark, escape).reader(sample.splitlines(keepends=True)):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) >= _RECORDS:
                break
    except csv.Error:
        return []
    return widths


def _best(sample: str, escape: bool) -> str:
    """The delimiter with which most records have one width, from as early a record as possible; '' if none.

    The true one fits the header too; a false one (the decimal comma) begins to fit below it.
    """
    scores: list[tuple[int, float, str]] = []
    for mark in _CANDIDATES:
        widths = _widths(sample, mark, escape)
        many = Counter(w for w in widths if w > 1)
        if not many:
            continue
        width, n = max(many.items(), key=lambda item: (item[1], item[0]))
        share = n / len(widths)
        weak = 0 if share >= 0.4 else 1
        scores.append((weak * 1000 + widths.index(width), -share * (1 - 1 / width), mark))
    return min(scores)[2] if scores else ""


def unwrap(cell: str, dialect: Dialect) -> list[str]:
    """The row inside a line that was quoted as a whole; [] if it holds no one row."""
    try:
        rows = list(dialect.reader(cell.splitlines(keepends=True)))
    except csv.Error:
        return []
    return rows[0] if len(rows) == 1 else []


def _some_wrapped(sample: str, mark: str) -> bool:
    """Whether lines that are one cell hold a row as wide as the others."""
    dialect = Dialect(mark)
    try:
        records = [
            r for _, r in zip(range(_RECORDS), dialect.reader(sample.splitlines(keepends=True)), strict=False)
        ]
    except csv.Error:
        return False
    widths = Counter(len(r) for r in records if len(r) > 1)
    if not widths:
        return False
    width = widths.most_common(1)[0][0]
    single = [r[0] for r in records if len(r) == 1 and mark in r[0]]
    return any(len(unwrap(cell, dialect)) == width for cell in single)


def _unwrapped(sample: str) -> str:
    """The lines without the quotes around each of them, or '' if not every line is one quoted cell."""
    lines = [line for line in sample.splitlines() if line.strip()]
    cells = []
    for line in lines:
        text = line.strip().rstrip(";,\t")
        if not (len(text) > 1 and text[0] == '"' and text[-1] == '"'):
            return ""
        record = unwrap(text, Dialect(""))
        if len(record) != 1:
            return ""
        cells.append(record[0])
    return "\n".join(cells)
