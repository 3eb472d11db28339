"""RFM: how recently, how often and for how much somebody bought, 1 (low) to 5 (high), and the usual groups.

Quintiles of the buyers, equal values in one class; under 25 buyers fixed borders (domain §7). R is days since
the last purchase day, F purchase days, M net revenue. The groups are those of the common R × F chart.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from analysis.frames import Bools, Floats, Texts
from core import cells

BUYERS_NEEDED: Final = 25
#: upper borders in days of class 5, 4, 3, 2; lower borders of F class 2, 3, 4, 5
FIXED_R: Final = (30.0, 90.0, 180.0, 365.0)
FIXED_F: Final = (2.0, 3.0, 5.0, 10.0)
_FIFTHS: Final = (0.2, 0.4, 0.6, 0.8)
_THIRDS: Final = (1 / 3, 2 / 3)

# rows R = 1..5, columns F = 1..5
_GROUPS: Final = np.array(
    [
        ["verloren", "verloren", "dreigt_weg_te_vallen", "dreigt_weg_te_vallen", "niet_verliezen"],
        ["slapend", "slapend", "dreigt_weg_te_vallen", "dreigt_weg_te_vallen", "niet_verliezen"],
        ["veelbelovend", "aandacht_nodig", "aandacht_nodig", "trouwe_klanten", "trouwe_klanten"],
        ["veelbelovend", "potentieel_trouw", "potentieel_trouw", "trouwe_klanten", "trouwe_klanten"],
        ["nieuwe_klanten", "potentieel_trouw", "potentieel_trouw", "kampioenen", "kampioenen"],
    ],
    dtype=object,
)
_UNKNOWN: Final = cells.RFM[-1]


@dataclass(frozen=True)
class Rfm:
    """Classes 1..5 (NaN: no buyer, or not known) and the named group."""

    r: Floats
    f: Floats
    m: Floats
    group: Texts


def borders(recency: Floats, frequency: Floats, money: Floats) -> dict[str, Any]:
    """The borders that a base's buyers give, for the context: {"fixed", "r", "f", "m"}.

    `recency` days since the last purchase, `frequency` purchase days, `money` net; NaN for no buyer. A value
    belongs to the class above a border when it is larger than it (fixed F borders: at or above).
    """
    buyer = ~np.isnan(recency)
    fixed = bool(buyer.sum() < BUYERS_NEEDED)
    spent = money[buyer & ~np.isnan(money)]
    return {
        "fixed": fixed,
        "r": list(FIXED_R) if fixed else _quantiles(recency[buyer], _FIFTHS),
        "f": list(FIXED_F) if fixed else _quantiles(frequency[buyer], _FIFTHS),
        "m": _quantiles(spent, _THIRDS if fixed else _FIFTHS),
    }


def classify(recency: Floats, frequency: Floats, money: Floats, known: dict[str, Any]) -> Rfm:
    """The class of each customer by the borders of the base, and the group of R and F."""
    buyer = ~np.isnan(recency)
    r = 5.0 - _above(recency, known["r"])
    if known["fixed"]:
        f = 1.0 + sum((frequency >= border).astype(np.float64) for border in known["f"])
        m = 1.0 + 2.0 * _above(money, known["m"])
    else:
        f = 1.0 + _above(frequency, known["f"])
        m = 1.0 + _above(money, known["m"])
    group = np.full(len(recency), _UNKNOWN, dtype=object)
    group[buyer] = _GROUPS[r[buyer].astype(np.int64) - 1, f[buyer].astype(np.int64) - 1]
    return Rfm(_only(r, buyer), _only(f, buyer), _only(m, buyer & ~np.isnan(money)), group)


def _quantiles(values: Floats, at: tuple[float, ...]) -> list[float]:
    if not len(values):
        return []
    # values that occur, not between two: whoever sits on a border is the same with one customer more
    return [float(value) for value in np.quantile(values, at, method="inverted_cdf")]


def _above(values: Floats, known: list[float]) -> Floats:
    """How many borders each value lies above; equal values share a class."""
    total = np.zeros(len(values))
    for border in known:
        total += values > border
    return total


def _only(values: Floats, where: Bools) -> Floats:
    return np.where(where, values, np.nan)
