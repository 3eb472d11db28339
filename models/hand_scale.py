"""The scale of a satisfaction mark that a person sets: a number alone says nothing.

The scale is pinned beside the mark, as a hand value of its own that is shown and asked about nowhere: a later
import on another scale then cannot change what the mark means.
"""

from typing import Any, Final

from core.errors import InputError
from core.fields import SCALES
from core.text import _, number

MARK: Final = "tevredenheid"
SCALE: Final = "tevredenheid_schaal"
#: where neither the customer nor the base says: a school mark, else the widest
_USUAL: Final = ("1-10", "0-10", "0-100")


def scale_for(value: float, known: str | None, usual: str | None) -> str:
    """The scale that this mark is on: the customer's own, the base's usual one, or one that it fits.

    Raises InputError for a mark outside the customer's own scale, or outside all.
    """
    if known in SCALES and not _fits(value, known):
        raise InputError(
            _("{value} is not on the scale {scale}.").format(
                value=number(value, 0 if value.is_integer() else 1), scale=known
            )
        )
    for scale in (known, usual, *_USUAL):
        if scale in SCALES and _fits(value, str(scale)):
            return str(scale)
    raise InputError(
        _("{value} is not between {low} and {high}.").format(value=number(value), low="0", high="100")
    )


def usual_scale(connection: Any) -> str | None:
    """The scale that most marks of the base are on."""
    row = connection.execute(
        f"SELECT {SCALE} FROM customers WHERE {SCALE} IS NOT NULL AND deleted = 0 "
        f"GROUP BY {SCALE} ORDER BY COUNT(*) DESC, {SCALE} LIMIT 1"
    ).fetchone()
    return None if row is None else str(row[0])


def _fits(value: float, scale: str) -> bool:
    low, high = SCALES[scale]
    return low <= value <= high
