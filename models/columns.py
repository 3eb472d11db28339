"""A whole table as numpy columns, without a Python row ever being made.

SQLite writes a column out as one text and numpy reads it back: a million numbers in a tenth of the time that
rows take, and without holding the interpreter. Numbers go through SQL's quote(), which gives every digit.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from models.database import Base

#: between texts, and in the place of an unknown one; control characters that no cell holds
_BETWEEN: Final = "\x1f"
_UNKNOWN: Final = "\x1e\x1e"
#: a column with more different texts than this (order numbers, addresses) is not worth comparing
MANY: Final = 10_000

#: a column with at most so many different texts (channels, kinds, states) is read as a character a row
FEW: Final = 60
#: the character of the first code; the one before it is the unknown
_FIRST: Final = ord("0")

_DAY: Final = 86_400.0

Column = tuple[str, str, str]  # name, kind (whole, number, date, text), SQL


def read_few(base: Base, column: str, table: str) -> "npt.NDArray[np.object_] | None":
    """A text column of a whole table in order of id, as objects (None unknown), written out with a character
    a row; None where it holds more than a few different texts."""
    asked = f"SELECT DISTINCT {column} FROM {table} LIMIT {FEW + 2}"
    names = [str(name) for (name,) in base.connection.execute(asked) if name is not None]
    if len(names) > FEW:
        return None
    if not names:
        return np.full(
            base.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0], None, dtype=object
        )
    written = "".join(f" WHEN ? THEN '{chr(_FIRST + code)}'" for code in range(len(names)))
    value = f"CASE {column}{written} ELSE '{chr(_FIRST - 1)}' END"
    text = base.connection.execute(f"SELECT group_concat({value}, '') FROM {table} NOT INDEXED", names)
    codes = np.frombuffer((text.fetchone()[0] or "").encode("ascii"), dtype=np.uint8)
    table_of = np.full(_FIRST + FEW, None, dtype=object)
    table_of[_FIRST : _FIRST + len(names)] = names
    return np.asarray(table_of[codes])


def read_columns(base: Base, columns: Sequence[Column], source: str) -> "dict[str, npt.NDArray[Any]] | None":
    """The columns of `source`, each an array; None where a text holds one of our separators (then rows must
    be read one by one). One consistent reading.

    `source` gives its rows in order by itself ('FROM t NOT INDEXED WHERE …': the order of id), which is the
    quick way, or is a subquery that does ('FROM (SELECT … ORDER BY …)').
    """
    with base.db.atomic():
        counted = base.connection.execute(
            f"SELECT COUNT(*), {', '.join(f'COUNT({sql})' for _, _, sql in columns)} {source}"
        ).fetchone()
        n, known = int(counted[0]), dict(zip((name for name, _, _ in columns), counted[1:], strict=True))
        found: dict[str, npt.NDArray[Any]] = {}
        asked = [column for column in columns if known[column[0]]]
        texts = _written(base, [(*column, known[column[0]] < n) for column in asked], source)
    for (name, kind, _), text in zip(asked, texts, strict=True):
        if kind == "text":
            parts = text.split(_BETWEEN)
            if len(parts) != n:
                return None
            found[name] = _objects(parts, known[name] < n)
        else:
            # seconds without a gap are whole numbers, which are read four times as fast
            whole = kind == "whole" or (kind == "date" and known[name] == n)
            values = np.fromstring(text, dtype=np.int64 if whole else np.float64, sep=",")
            found[name] = values / _DAY if kind == "date" else values
    for name, kind, _ in columns:
        if name not in found:
            found[name] = _nothing(kind, n)
    if any(len(values) != n for values in found.values()):
        return None
    return found


def _written(base: Base, columns: Sequence[tuple[str, str, str, bool]], source: str) -> list[str]:
    """Each column (with whether some of it is unknown) written out as one text."""
    if not columns:
        return []
    asked = ", ".join(
        f"group_concat({_value(kind, sql, gaps)}{', char(31)' if kind == 'text' else ''})"
        for _, kind, sql, gaps in columns
    )
    return list(base.connection.execute(f"SELECT {asked} {source}").fetchone())


def _value(kind: str, sql: str, gaps: bool) -> str:
    if kind == "text":
        return f"COALESCE({sql}, char(30, 30))" if gaps else sql
    if kind == "whole":
        return sql
    # whole seconds are short to write, and exact
    written = f"unixepoch({sql})" if kind == "date" else f"quote({sql})"
    return f"CASE WHEN {sql} IS NULL THEN 'nan' ELSE {written} END" if gaps else written


def _objects(parts: list[str], gaps: bool) -> npt.NDArray[np.object_]:
    """Texts as objects, unknown ones None; texts that come often are one object in memory."""
    out = np.empty(len(parts), dtype=object)
    known: dict[str, Any] = {_UNKNOWN: None}
    for text in parts[:MANY]:
        known.setdefault(text, text)
    if len(known) > MANY * 0.9 and not gaps:
        out[:] = parts  # nearly all of the first ones differ: the rest will too
    else:
        out[:] = list(map(known.setdefault, parts, parts))
    return out


def _nothing(kind: str, n: int) -> npt.NDArray[Any]:
    if kind == "text":
        return np.full(n, None, dtype=object)
    return np.zeros(n, dtype=np.int64) if kind == "whole" else np.full(n, np.nan)
