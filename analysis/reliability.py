"""How far a survey can be trusted: Cronbach's alpha per dimension, turned items, the base's NPS (§5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.frames import Floats, Frames
from analysis.surveys import Coded

LEAST_ANSWERS: Final = 30
RED, AMBER = 0.60, 0.70
Z_95: Final = 1.959963984540054


@dataclass(frozen=True)
class Item:
    """One question: its item-rest correlation, alpha without it (NaN for fewer than two others), and whether
    to ask "omgekeerd gesteld?" (the correlation is negative)."""

    name: str
    rest_correlation: float
    alpha_if_dropped: float
    ask_reversed: bool


@dataclass(frozen=True)
class Reliability:
    """One dimension: complete answers, alpha (raw, on 0..1 values) and the standardised one, level and items.

    `level` is red (alpha < .60), amber (< .70), green, too_few (under 30 complete answers) or one_item (then
    there is no alpha). No norms are printed (domain §5).
    """

    dimension: str
    answers: int
    alpha: float
    standardised: float
    level: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class NpsOfBase:
    """Net promoter score of the base (-100..100) with its 95 % interval, and the numbers behind it."""

    answers: int
    promoters: int
    detractors: int
    value: float
    low: float
    high: float


def cronbach(values: Floats) -> float:
    """Cronbach's alpha k/(k-1) · (1 - Σ var(item) / var(sum)) of complete answers (rows × items); NaN where
    it does not exist. Source: Cronbach 1951."""
    k = values.shape[1]
    if k < 2 or len(values) < 2:
        return float("nan")
    whole = float(values.sum(axis=1).var(ddof=1))
    if whole <= 0:
        return float("nan")
    return float(k / (k - 1) * (1 - values.var(axis=0, ddof=1).sum() / whole))


def standardised_alpha(values: Floats) -> float:
    """k·r / (1 + (k-1)·r), r the mean correlation between items: alpha of items of equal spread."""
    k = values.shape[1]
    if k < 2 or len(values) < 2 or (np.ptp(values, axis=0) <= 0).any():
        return float("nan")
    table = np.corrcoef(values, rowvar=False)
    mean = float((table.sum() - k) / (k * (k - 1)))
    return float(k * mean / (1 + (k - 1) * mean))


def reliability(answers: Coded, surveys: Sequence[Sequence[Sequence[str]]]) -> list[Reliability]:
    """Per survey (`surveys.fit`) and dimension: the latest sitting of each person, complete answers only."""
    place = {pair: i for i, pair in enumerate(answers.items)}
    found = []
    for pairs in surveys:
        for dimension in sorted({d for d, _ in pairs} - {"nps"}):
            places = sorted(place[d, i] for d, i in pairs if d == dimension and (d, i) in place)
            if places:
                names = [answers.items[i][1] for i in places]
                found.append(_dimension(dimension, names, _table(answers, places)))
    return found


def nps_of_base(answer: Floats) -> NpsOfBase:
    """% promoters (9-10) - % detractors (0-6) of the known answers, with a 95 % interval.

    The interval is the adjusted Wald with three pseudo-answers (3/4 promoter, 3/4 detractor, 3/2 between):
    Rocks 2016, "Interval estimation for the Net Promoter Score", The American Statistician. It stays sensible
    from one answer upward. Everything is NaN without answers.
    """
    known = answer[~np.isnan(answer)]
    n, up, down = len(known), int((known >= 9).sum()), int((known <= 6).sum())
    if not n:
        return NpsOfBase(0, 0, 0, float("nan"), float("nan"), float("nan"))
    p, d = (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    centre, half = p - d, Z_95 * float(np.sqrt((p + d - (p - d) ** 2) / (n + 3)))
    low, high = max(-100.0, 100 * (centre - half)), min(100.0, 100 * (centre + half))
    return NpsOfBase(n, up, down, 100.0 * (up - down) / n, low, high)


def _table(answers: Coded, places: list[int]) -> Floats:
    """The complete answers of each person's latest sitting with the dimension: rows × items, on 0..1."""
    mine = answers.take(np.isin(answers.item, places))
    stamp = np.nan_to_num(mine.day, nan=-np.inf)
    newest = np.full(int(mine.customer.max()) + 1, -np.inf)
    np.maximum.at(newest, mine.customer, stamp)
    latest = mine.take(stamp == newest[mine.customer])
    people, row = np.unique(latest.customer, return_inverse=True)
    column = np.searchsorted(np.array(places), latest.item)
    table = np.full((len(people), len(places)), np.nan)
    table[row, column] = latest.value
    return np.asarray(table[~np.isnan(table).any(axis=1)], dtype=np.float64)


def _dimension(dimension: str, names: list[str], table: Floats) -> Reliability:
    n, k = table.shape
    if n < LEAST_ANSWERS or k < 2:
        level = "one_item" if k < 2 else "too_few"
        return Reliability(dimension, n, float("nan"), float("nan"), level, ())
    items = tuple(_item(name, i, table) for i, name in enumerate(names))
    alpha = cronbach(table)
    level = "red" if not alpha >= RED else "amber" if alpha < AMBER else "green"
    return Reliability(dimension, n, alpha, standardised_alpha(table), level, items)


def _item(name: str, place: int, table: Floats) -> Item:
    rest = np.delete(table, place, axis=1)
    together = _correlation(table[:, place], rest.sum(axis=1))
    return Item(name, together, cronbach(rest), bool(together < 0))


def _correlation(one: Floats, two: Floats) -> float:
    if np.ptp(one) <= 0 or np.ptp(two) <= 0:
        return float("nan")
    return float(np.corrcoef(one, two)[0, 1])


def base_nps(frames: Frames, latest: npt.NDArray[np.float64]) -> NpsOfBase:
    """The base's NPS out of each person's latest answer, without those who object to profiling."""
    return nps_of_base(np.where(frames.number("bezwaar_profilering") == 1, np.nan, latest))
