"""The last door before the database: whole columns made storable, with a loop per cell only where needed.

The importers give str, int, float, None or KEEP. What SQLite or the journal cannot hold exactly (NUL
characters, lone surrogates, NaN, infinities) never passes here.
"""

import math
from typing import Any, Final

from core.fields import FIELDS
from core.rows import EMPTY, KEEP, Chunk

_KEEP_TYPE: Final = type(KEEP)
_TEXT: Final = frozenset({str, type(None)})
#: KEEP as SQLite can hold it; no cell of ours is a blob
KEPT: Final = b""
#: EMPTY as SQLite can hold it
EMPTIED: Final = b"\0"
#: fields that hold numbers; every other field holds text
NUMBERS: Final = frozenset(
    field.name
    for fields in FIELDS.values()
    for field in fields
    if field.kind in ("money", "number", "integer", "flag", "scale")
)


def column(chunk: Chunk, name: str) -> list[Any]:
    """A column of the chunk as it can be stored: text or None ('' becomes None), or a finite number or None.

    KEEP passes through. The list is the chunk's own where nothing had to change.
    """
    values = chunk.columns[name]
    kinds = set(map(type, values))
    if name in NUMBERS:
        if kinds == {float} and math.isfinite(sum(values)):
            return values
        if float in kinds or not kinds <= {int, type(None), _KEEP_TYPE}:
            return [_number(value) for value in values]
        return values
    if not kinds <= _TEXT or not _sound(values):
        return [_text(value) for value in values]
    return values


def text_column(values: list[str | None]) -> list[str | None]:
    """A column of free text (own columns of the user) as it can be stored."""
    return values if _sound(values) else [_text(value) for value in values]


def without_keep(values: list[Any]) -> list[Any]:
    """The column with None where a cell did not fit or says that there is nothing."""
    if EMPTY in values:
        values = [None if value is EMPTY else value for value in values]
    return [None if value is KEEP else value for value in values] if KEEP in values else values


def with_emptied(values: list[Any]) -> list[Any]:
    """The column with EMPTIED where a cell says that there is nothing, None where it did not fit."""
    return [EMPTIED if value is EMPTY else None if value is KEEP else value for value in values]


def with_kept(values: list[Any]) -> list[Any]:
    """The column with KEPT where a cell did not fit: what can wait in a table, unlike KEEP."""
    if EMPTY in values:
        values = [None if value is EMPTY else value for value in values]
    return [KEPT if value is KEEP else value for value in values] if KEEP in values else values


def _sound(values: list[str | None]) -> bool:
    if "" in values:
        return False
    whole = "".join(filter(None, values))
    if "\0" in whole:
        return False
    try:
        return whole.isascii() or whole.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def _text(value: Any) -> Any:
    if value is None or value is KEEP or value is EMPTY:
        return value
    text = value if isinstance(value, str) else str(value)
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8") or None


def _number(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return int(value) if isinstance(value, bool) else value
