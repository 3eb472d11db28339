"""Scores that add up (domain §2): indicators normalised to 0..1, weighted, with points that sum to the score.

Everything is an array over customers; NaN is unknown. A score for which nothing was measured is unknown,
never 0 or 50.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.frames import Floats

LOW_COVERAGE = 1 / 3
HIGH_COVERAGE = 2 / 3
#: of a score; what is further behind the point is noise of adding up (the points sum to it within 1e-9)
_DECIMALS = 10


@dataclass(frozen=True)
class Indicator:
    """One part of a score, for every customer.

    `raw` is the value as a person knows it (a count, an average mark, months), `normalised` the same on
    0..1, NaN where it was not measured. `weight` is the weight in force (aged where it ages), `nominal` the
    weight it has when fresh: what coverage counts. `points` is its share of the score (filled by `compose`).
    """

    name: str
    raw: Floats
    normalised: Floats
    weight: Floats
    nominal: float
    points: Floats | None = None


@dataclass(frozen=True)
class Score:
    """0..100 per customer (NaN = unknown), the share of the total weight that was measured, and its parts.

    Where a score is made of other scores, `components` holds those and `indicators` shows each of them as
    one part, so that the points sum to the value at every level.
    """

    name: str
    value: Floats
    coverage: Floats
    indicators: tuple[Indicator, ...] = ()
    components: tuple["Score", ...] = ()


def likert(x: Floats, low: Floats | float, high: Floats | float) -> Floats:
    """An answer on a scale low..high to 0..1, clipped."""
    return np.asarray(np.clip((x - low) / (np.asarray(high) - low), 0.0, 1.0), dtype=np.float64)


def saturating(x: Floats, half: float) -> Floats:
    """x / (x + half): 0 at 0, one half at `half`, never 1. x ≥ 0."""
    return np.asarray(x / (x + half), dtype=np.float64)


def ratio(part: Floats, whole: Floats) -> Floats:
    """part / whole clipped to 0..1; NaN where the whole is not positive."""
    safe = np.where(whole > 0, whole, np.nan)
    return np.asarray(np.clip(part / safe, 0.0, 1.0), dtype=np.float64)


def aged(days: Floats, half_life: Floats | float) -> Floats:
    """The weight of an event `days` ago: 2 ** (-days / half_life), 1 for an event of today (domain §2)."""
    return np.asarray(np.exp2(-np.maximum(days, 0.0) / half_life), dtype=np.float64)


def indicator(
    name: str, raw: Floats, normalised: Floats, weight: float, factor: Floats | None = None
) -> Indicator:
    """An indicator of fixed weight, or of a weight that a `factor` per customer (0..1) takes down."""
    # a fixed weight is one number seen n times, not n numbers: profiles of large bases hold many of them
    full = np.broadcast_to(np.float64(weight), len(raw)) if factor is None else weight * factor
    return Indicator(name, raw, normalised, full, weight)


def without(part: Indicator, drop: Floats) -> Indicator:
    """The indicator as not measured where `drop` is true (1)."""
    gone = np.asarray(drop, dtype=bool)
    return replace(
        part, raw=np.where(gone, np.nan, part.raw), normalised=np.where(gone, np.nan, part.normalised)
    )


def weighted_mean(parts: Sequence[Indicator], n: int) -> Floats:
    """100 · Σ(w·v) / Σ(w) over the measured parts; NaN where none is."""
    top, weight = np.zeros(n), np.zeros(n)
    for part in parts:
        known = ~np.isnan(part.normalised)
        top += np.where(known, part.weight * np.nan_to_num(part.normalised), 0.0)
        weight += np.where(known, part.weight, 0.0)
    return np.asarray(100.0 * top / np.where(weight > 0, weight, np.nan), dtype=np.float64)


def compose(name: str, parts: Sequence[Indicator], n: int) -> Score:
    """A score out of its indicators: value 100·Σ(w·v)/Σ(w) over the measured ones (domain §2, rule 2).

    Coverage is the measured weight over the sum of all nominal weights (rule 3): a survey that aged counts
    for less of it. Points are 100·w·v/Σ(w), NaN for what was not measured; they sum to the value.
    """
    weight, total = np.zeros(n), 0.0
    for part in parts:
        weight += np.where(np.isnan(part.normalised), 0.0, part.weight)
        total += part.nominal
    value = np.where(weight > 0, 0.0, np.nan)
    filled = []
    for part in parts:
        points = 100.0 * part.weight * part.normalised / np.where(weight > 0, weight, np.nan)
        value += np.nan_to_num(points)
        filled.append(replace(part, points=points))
    coverage = weight / total if total > 0 else np.zeros(n)
    # thirds of 100 sum to 100.00000000000003, and three times 50 can end under a border of 50
    return Score(name, np.asarray(value.round(_DECIMALS), dtype=np.float64), coverage, tuple(filled))


def combine(
    name: str,
    scores: Sequence[Score],
    weights: Sequence[float],
    n: int,
    need: int = 1,
    values: Sequence[Floats] | None = None,
) -> Score:
    """A score that is the weighted mean of the known of other scores; unknown with fewer than `need`.

    `values` are the components' values in force where those may be set by hand (else the computed ones): a
    person's word feeds what is built on it, while the component itself stays as computed. Each component
    stands as one indicator (raw = its value of 0..100). Coverage is the weighted mean of the components'
    coverages, an unknown one counting as 0.
    """
    told = [score.value for score in scores] if values is None else list(values)
    parts = [indicator(s.name, v, v / 100.0, w) for s, v, w in zip(scores, told, weights, strict=True)]
    known = np.sum([~np.isnan(v) for v in told], axis=0)
    score = compose(name, parts, n)
    covered = np.sum(
        [w * np.where(np.isnan(s.value), 0.0, s.coverage) for s, w in zip(scores, weights, strict=True)],
        axis=0,
    )
    found = replace(score, coverage=np.asarray(covered / (sum(weights) or 1.0)), components=tuple(scores))
    return unknown_where(found, known < need)


def unknown_where(score: Score, gone: Floats | np.ndarray) -> Score:
    """The score unknown (value and points NaN, coverage 0) where `gone` is true."""
    drop = np.asarray(gone, dtype=bool)
    parts = tuple(
        replace(p, points=None if p.points is None else np.where(drop, np.nan, p.points))
        for p in score.indicators
    )
    return replace(
        score,
        value=np.where(drop, np.nan, score.value),
        coverage=np.where(drop, 0.0, score.coverage),
        indicators=parts,
    )


def coverage_level(share: float) -> str:
    """laag < 1/3 ≤ midden < 2/3 ≤ hoog (domain §2, rule 3)."""
    if share < LOW_COVERAGE:
        return "laag"
    return "midden" if share < HIGH_COVERAGE else "hoog"
