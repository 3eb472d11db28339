"""The BG/NBD model: how often customers buy and when they stop (Fader, Hardie & Lee 2005).

Purchases come at a personal rate λ ~ Gamma(r, α); after each repeat purchase somebody stops with a personal
chance p ~ Beta(a, b). Time is in weeks (days / 7), as in the published figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from analysis.frames import Floats
from analysis.likelihood import Objective, fit

WEEK: Final = 7.0
_MAX_EXPONENT: Final = 700.0
_SAMPLE: Final = 3_000
#: nearer to a pole of the closed form than this it loses its digits
_POLE: Final = 1e-5
#: (r, α as a share of the mean T, a, b)
_STARTS: Final = ((0.3, 0.2, 0.8, 2.5), (1.0, 1.0, 1.0, 1.0), (2.0, 0.5, 0.2, 2.0), (0.5, 0.05, 2.0, 8.0))


@dataclass(frozen=True)
class BgNbd:
    """The fitted parameters; α in weeks."""

    r: float
    alpha: float
    a: float
    b: float


@dataclass(frozen=True)
class Histories:
    """Equal histories merged, sorted by x; times in weeks, `weight` customers each.

    `kinds` are the different x with `kind_weight` customers; `single` is how many rows have x = 0.
    """

    x: Floats
    t_x: Floats
    T: Floats
    weight: Floats
    kinds: Floats
    kind_weight: Floats
    single: int

    def scaled(self, by: float) -> "Histories":
        """The same with times in units of `by` weeks."""
        return replace(self, t_x=self.t_x / by, T=self.T / by)


def histories(x: Floats, t_x: Floats, T: Floats) -> Histories:
    """Equal (x, t_x, T), in days, merged."""
    rows, weight = _merged(np.column_stack([x, t_x, T]))
    return _histories(rows[:, 0].copy(), rows[:, 1] / WEEK, rows[:, 2] / WEEK, weight)


def fit_bg_nbd(x: Floats, t_x: Floats, T: Floats) -> tuple[BgNbd, bool]:
    """The parameters for customers with histories (x, t_x, T) in days, and whether the fit converged."""
    data = histories(x, t_x, T)
    scale = float(np.average(data.T, weights=data.weight)) if len(x) else 0.0
    if scale <= 0:
        return BgNbd(np.nan, np.nan, np.nan, np.nan), False
    # the search runs in units of the mean T, so that weeks or days make no difference to it
    found = fit(*_objectives(data.scaled(scale)), _STARTS)
    r, alpha, a, b = found.params
    return BgNbd(r, alpha * scale, a, b), found.converged


def _histories(x: Floats, t_x: Floats, T: Floats, weight: Floats) -> Histories:
    kinds, back = np.unique(x, return_inverse=True)
    kind_weight = np.asarray(np.bincount(back, weights=weight), dtype=np.float64)
    return Histories(x, t_x, T, weight, kinds, kind_weight, int((x == 0).sum()))


def _objectives(data: Histories) -> tuple[Objective, Objective]:
    """What is minimised: over all histories, and over every so many-th of them."""
    step = max(1, len(data.x) // _SAMPLE)
    part = slice(step // 2, None, step)
    sample = _histories(data.x[part].copy(), data.t_x[part].copy(), data.T[part].copy(), data.weight[part])
    return _objective(data), _objective(sample)


def _objective(data: Histories) -> Objective:
    n = float(data.weight.sum())

    def loss(logs: Floats) -> tuple[float, Floats]:
        value, gradient = log_likelihood(np.exp(logs), data)
        return -value / n, -gradient * np.exp(logs) / n

    return loss


def log_likelihood(params: Sequence[float] | Floats, data: Histories) -> tuple[float, Floats]:
    """Σ ln L (Fader, Hardie & Lee 2005, eq. 6) and its gradient by (r, α, a, b).

    The two ways to a history (still active, or stopped after the last purchase) are summed as logarithms.
    """
    from scipy.special import gammaln, psi

    r, alpha, a, b = (float(value) for value in params)
    again = slice(data.single, None)
    x, weight = data.x[again], data.weight[again]
    log_T, log_t = np.log(alpha + data.T), np.log(alpha + data.t_x[again])
    before = b + x - 1.0
    odds = np.log(a / before) + (r + x) * (log_T[again] - log_t)
    small = np.exp(-np.abs(odds))
    stopped = weight * np.where(odds > 0, 1.0, small) / (1.0 + small)
    active = data.weight.copy()
    active[again] -= stopped
    n = data.weight.sum()
    by_kind = gammaln(r + data.kinds) + gammaln(b + data.kinds) - gammaln(a + b + data.kinds)
    constant = r * np.log(alpha) - gammaln(r) + gammaln(a + b) - gammaln(b)
    value = (
        _dot(data.kind_weight, by_kind)
        + n * constant
        - _dot(data.weight, (r + data.x) * log_T)
        + _dot(weight, np.maximum(odds, 0.0) + np.log1p(small))
    )
    sum_ab = n * psi(a + b) - _dot(data.kind_weight, psi(a + b + data.kinds))
    in_r = _dot(data.kind_weight, psi(r + data.kinds)) + n * (np.log(alpha) - psi(r))
    in_b = _dot(data.kind_weight, psi(b + data.kinds)) - n * psi(b)
    of_active = _dot(active, (r + data.x) / (alpha + data.T))
    of_stopped = _dot(stopped, (r + x) / (alpha + data.t_x[again]))
    gradient = np.array(
        [
            in_r - _dot(active, log_T) - _dot(stopped, log_t),
            n * r / alpha - of_active - of_stopped,
            sum_ab + stopped.sum() / a,
            sum_ab + in_b - _dot(stopped, 1.0 / before),
        ]
    )
    return value, gradient


def _dot(weight: Floats, values: Floats) -> float:
    """Σ weight · values. Not by BLAS, whose last digit hangs on the number of threads."""
    return float((weight * values).sum())


def p_active(x: Floats, t_x: Floats, T: Floats, model: BgNbd) -> Floats:
    """P(active) of histories in days; 1 for x = 0, where the model cannot see anybody stop."""
    weeks_t, weeks_T = t_x / WEEK, T / WEEK
    exponent = (model.r + x) * np.log((model.alpha + weeks_T) / (model.alpha + weeks_t))
    odds = model.a / np.maximum(model.b + x - 1.0, 1e-300) * np.exp(np.minimum(exponent, _MAX_EXPONENT))
    return np.where(x > 0, 1.0 / (1.0 + odds), 1.0)


def expected_purchases(x: Floats, t_x: Floats, T: Floats, model: BgNbd, ahead: float) -> Floats:
    """E[purchase days in the next `ahead` days | x, t_x, T] (Fader, Hardie & Lee 2005, eq. 10); days."""
    return np.asarray(p_active(x, t_x, T, model) * _if_active(x, T / WEEK, model, ahead / WEEK))


def discounted_purchases(
    x: Floats, t_x: Floats, T: Floats, model: BgNbd, horizon: int, discount: float, month: float
) -> Floats:
    """Σ_{k=1..H} ΔE[purchases in month k] / (1+discount)^(k/12); times in days, `month` days a month."""
    pairs = np.column_stack([x, T])
    unique, back = np.unique(pairs, axis=0, return_inverse=True) if len(x) else (pairs, np.zeros(0, int))
    kind, weeks = np.ascontiguousarray(unique[:, 0]), unique[:, 1] / WEEK
    total, before = np.zeros(len(unique)), np.zeros(len(unique))
    for k in range(1, horizon + 1):
        until = _if_active(kind, weeks, model, k * month / WEEK)
        total += (until - before) / (1.0 + discount) ** (k / 12.0)
        before = until
    return np.asarray(p_active(x, t_x, T, model) * total[back.ravel()])


def _if_active(x: Floats, T: Floats, model: BgNbd, ahead: float) -> Floats:
    """Expected purchases in `ahead` weeks of somebody who is active.

    Equation 10 after Euler's transformation: (a+b+x−1)/(a−1) · (1 − (1−z)^(a−1) · ₂F₁(a+b−1−r, a−1;
    a+b+x−1; z)), z = t/(α+T+t). Its first two arguments stay small for any x, so nothing overflows.
    """
    from scipy.special import hyp2f1

    if abs(model.a - 1.0) < _POLE:
        return _if_active_summed(x, T, model, ahead)
    c = model.a + model.b + x - 1.0
    c = np.where(np.abs(c) > _POLE, c, _POLE)
    rest = (model.alpha + T) / (model.alpha + T + ahead)
    with np.errstate(all="ignore"):
        inner = hyp2f1(model.a + model.b - 1.0 - model.r, model.a - 1.0, c, 1.0 - rest)
        found = c / (model.a - 1.0) * (1.0 - rest ** (model.a - 1.0) * inner)
    wrong = ~np.isfinite(found)
    if wrong.any():
        found[wrong] = _if_active_summed(x[wrong], T[wrong], model, ahead)
    return np.maximum(found, 0.0)


def _if_active_summed(x: Floats, T: Floats, model: BgNbd, ahead: float) -> Floats:
    """The same, for parameters where the closed form has a pole or leaves the range of numbers: the mean of
    (1 − (1 + p·t/(α+T))^−(r+x)) / p over p ~ Beta(a, b + x), by 64 Gauss-Legendre points of its quantiles."""
    from scipy.special import betaincinv

    points, weights = np.polynomial.legendre.leggauss(64)
    total = np.zeros(len(x))
    for point, weight in zip((points + 1.0) / 2.0, weights / 2.0, strict=True):
        p = np.maximum(betaincinv(model.a, model.b + x, point), 1e-300)
        total += weight * -np.expm1(-(model.r + x) * np.log1p(p * ahead / (model.alpha + T))) / p
    return total


def _merged(rows: Floats) -> tuple[Floats, Floats]:
    """The different rows, sorted, and how often each occurs."""
    if not len(rows):
        return rows, np.zeros(0)
    order = np.lexsort(rows.T[::-1])
    rows = rows[order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    first = np.flatnonzero(new)
    return rows[first], np.diff(np.append(first, len(rows))).astype(np.float64)
