"""The shape of a comparison: one outcome of `weights` per pair and field, as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.duplicates.people import Flags
from analysis.duplicates.strings import distance
from analysis.duplicates.weights import Odds

Outcomes = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]

#: one letter may be wrong in a word of at least so many letters, and two in a longer one
_ONE_WRONG: Final = 4
_TWO_WRONG: Final = 8


@dataclass(frozen=True)
class Field:
    """A comparison: its odds by outcome, and the outcome of every pair as a number in that order."""

    odds: Mapping[str, Odds]
    outcome: Outcomes

    def where(self, *names_: str) -> Flags:
        """The pairs with one of these outcomes."""
        wanted = [i for i, name in enumerate(self.odds) if name in names_]
        found: Flags = np.isin(self.outcome, wanted)
        return found


def index(odds: Mapping[str, Odds], name: str) -> int:
    return list(odds).index(name)


def chosen(odds: Mapping[str, Odds], n: int, *choices: tuple[str, Flags]) -> Outcomes:
    """The first choice that holds, else 'unknown'."""
    out = np.zeros(n, dtype=np.int8)
    free = np.ones(n, dtype=bool)
    for name, flags in choices:
        out[free & flags] = index(odds, name)
        free &= ~flags
    return out


def typo(one: list[str], other: list[str]) -> Flags:
    """May one word be the other with a typing error?"""
    apart = distance(one, other, 2)
    short = np.array([min(len(x), len(y)) for x, y in zip(one, other, strict=True)])
    return ((apart <= 1) & (short >= _ONE_WRONG)) | ((apart <= 2) & (short >= _TWO_WRONG))
