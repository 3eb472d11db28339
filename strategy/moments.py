"""When a customer is best approached (domain §9): weekday, part of the day and month.

From the customer's own orders and contacts, with five pseudo-events at the base's own pattern; the base's
pattern alone for who has no history. The season is shown only where the base has one.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from analysis.frames import Floats, Ints

if TYPE_CHECKING:
    from strategy.affinity import Events

PRIOR: Final = 5.0
#: a season is claimed only over two whole years, for a clear peak that chance hardly makes
_SEASON_DAYS: Final = 730
_SEASON_PEAK: Final = 1.3
_SEASON_EVENTS: Final = 200
_CHANCE: Final = 0.001
_KINDS: Final = {"weekday": 7, "daypart": 4, "month": 12}


@dataclass(frozen=True)
class Moments:
    """Positions per customer (-1 unknown): weekday 0 = Monday, daypart 0 = night, month 0 = January."""

    weekday: Ints
    daypart: Ints
    month: Ints
    #: events of the customer's own that the choice rests on
    own: Ints


def context(found: "Events", day: float) -> dict[str, Any]:
    """The base's own pattern (shares per weekday, part of the day and month) and its season, JSON-able."""
    kinds = _kinds(found.moment)
    out: dict[str, Any] = {}
    for name, size in _KINDS.items():
        count = np.bincount(kinds[name][kinds[name] >= 0], minlength=size).astype(np.float64)
        out[name] = (count / count.sum()).tolist() if count.sum() else None
    out["season"] = _season(found, kinds["month"], day)
    return out


def moments(found: "Events", n: int, base: dict[str, Any]) -> Moments:
    """The best moment of `n` customers, given the base's pattern."""
    kinds = _kinds(found.moment)
    chosen = {
        name: _best(found.customer, kinds[name], n, size, base.get(name)) for name, size in _KINDS.items()
    }
    own = np.bincount(found.customer, minlength=n).astype(np.int64)
    return Moments(chosen["weekday"], chosen["daypart"], chosen["month"], own)


def _kinds(moment: Floats) -> dict[str, Ints]:
    whole = np.floor(moment).astype(np.int64)
    # of a million events in some thousand days the month is looked up, not computed each time
    low = int(whole.min(initial=0))
    every = np.arange(low, int(whole.max(initial=0)) + 1)
    months = (every.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) % 12
    # midnight to the second is a date without a time
    daypart = np.minimum(3, ((moment - whole) * 4).astype(np.int64))
    daypart[moment == whole] = -1
    return {"weekday": ((every + 3) % 7)[whole - low], "daypart": daypart, "month": months[whole - low]}


def _best(customer: Ints, kind: Ints, n: int, size: int, base: list[float] | None) -> Ints:
    if base is None:
        return np.full(n, -1, dtype=np.int64)
    keep = kind >= 0
    count = np.bincount(customer[keep] * size + kind[keep], minlength=n * size).reshape(n, size)
    return np.asarray((count + PRIOR * np.array(base)).argmax(axis=1), dtype=np.int64)


def _season(found: "Events", month: Ints, day: float) -> dict[str, Any] | None:
    """The busiest month where the base has a season: {"month": 1..12, "index": times the average}."""
    orders = found.source == 0
    if int(orders.sum()) < _SEASON_EVENTS:
        return None
    first = np.floor(found.moment[orders].min())
    whole_years = int((day + 1 - first) // 365.25)
    if (day + 1 - first) < _SEASON_DAYS:
        return None
    # whole years only, so that every month had the same number of days to sell in
    inside = orders & (found.moment >= day + 1 - whole_years * 365.25)
    count = np.bincount(month[inside], minlength=12).astype(np.float64)
    return _peak(count)


def _peak(count: Floats) -> dict[str, Any] | None:
    from scipy.special import chdtrc

    expected = count.sum() / 12
    statistic = float(((count - expected) ** 2 / expected).sum())
    top = int(count.argmax())
    index = float(count[top] / expected)
    if index < _SEASON_PEAK or chdtrc(11, statistic) > _CHANCE:
        return None
    return {"month": top + 1, "index": round(index, 2)}
