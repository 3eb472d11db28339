"""A column beside the amounts that says which of them are taken off: D/C, 'Debet/Credit', 'Af/Bij'."""

from collections.abc import Sequence
from typing import Any, Final

from core.rows import KEEP
from importers.cells import Cell, text_of

_WORDS: Final = {
    **dict.fromkeys(("d", "db", "debet", "debit", "deb"), "debet"),
    **dict.fromkeys(("c", "cr", "credit", "kredit", "cred"), "credit"),
    **dict.fromkeys(("af", "-", "min"), "af"),
    **dict.fromkeys(("bij", "+", "plus"), "bij"),
}


def side(cell: Cell) -> tuple[Any, str | None]:
    """'debet', 'credit', 'af' or 'bij'."""
    found = _WORDS.get(text_of(cell).casefold().strip(" ."))
    return (found, None) if found else (KEEP, "bad_choice")


def are_sides(samples: Sequence[str]) -> bool:
    """Whether the most frequent cells of a column are such words."""
    return bool(samples) and all(side(sample)[1] is None for sample in samples)


def taken_off(samples: Sequence[str]) -> str:
    """The side whose amounts count as negative: 'af', and of debet and credit the rarer one.

    A list of invoices has few credit notes; a revenue account has its sales on the credit side.
    `samples` are the most frequent cells, the most frequent first.
    """
    first = side(samples[0])[0]
    return "af" if first in ("af", "bij") else "debet" if first == "credit" else "credit"


def signed(amounts: list[Any], sides: list[Any], off: str) -> list[Any]:
    """The amounts, negative on that side."""
    return [
        -abs(amount) if said == off and isinstance(amount, (int, float)) else amount
        for amount, said in zip(amounts, sides, strict=True)
    ]
