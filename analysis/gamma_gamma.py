"""The Gamma-Gamma model: what a purchase day of somebody is worth (Fader & Hardie, note 025).

Values of one customer are Gamma(p, ν), ν differs between customers as Gamma(q, v); money as imported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from analysis.frames import Floats
from analysis.likelihood import Objective, fit

_STARTS: Final = ((2.0, 3.0, 2.0), (6.0, 4.0, 0.5), (1.0, 2.0, 1.0), (20.0, 10.0, 0.5))
_SAMPLE: Final = 3_000


@dataclass(frozen=True)
class GammaGamma:
    """The fitted parameters; v in money."""

    p: float
    q: float
    v: float


def fit_gamma_gamma(x: Floats, mean: Floats) -> tuple[GammaGamma, bool]:
    """The parameters for customers with `x` repeat days of `mean` value, and whether they were found.

    Only customers with x ≥ 1 and a mean above 0 take part. Found means also q > 1: below that the model has
    no mean to give to anybody.
    """
    use = (x >= 1) & (mean > 0)
    if use.sum() < 2:
        return GammaGamma(np.nan, np.nan, np.nan), False
    count, value = x[use], mean[use]
    order = np.lexsort((value, count))
    count, value = count[order], value[order]
    scale = float(value.mean())
    # the search runs in units of the mean value: ten times the money finds ten times the v
    step = max(1, len(count) // _SAMPLE)
    part = slice(step // 2, None, step)
    coarse = _objective(count[part].copy(), value[part] / scale)
    found = fit(_objective(count, value / scale), coarse, _STARTS)
    p, q, v = found.params
    return GammaGamma(p, q, v * scale), found.converged and q > 1.0


def _objective(x: Floats, mean: Floats) -> Objective:
    def loss(logs: Floats) -> tuple[float, Floats]:
        value, gradient = log_likelihood(np.exp(logs), x, mean)
        return -value / len(x), -gradient * np.exp(logs) / len(x)

    return loss


def log_likelihood(params: Sequence[float] | Floats, x: Floats, mean: Floats) -> tuple[float, Floats]:
    """Σ ln f(mean | p, q, v; x) (note 025, eq. 1a) and its gradient by (p, q, v)."""
    from scipy.special import gammaln, psi

    p, q, v = (float(value) for value in params)
    total = x * mean
    # of many customers there are few different x: what hangs on x alone is computed once for each
    kinds, kind = np.unique(x, return_inverse=True)
    of_kind = p * kinds
    by_kind = gammaln(of_kind + q) - gammaln(of_kind) - gammaln(q) + q * np.log(v) + of_kind * np.log(kinds)
    shape, joint = p * x, psi(of_kind + q)
    whole, log_mean = np.log(total + v), np.log(mean)
    value = by_kind[kind] + (shape - 1.0) * log_mean - (shape + q) * whole
    gradient = np.array(
        [
            (x * ((joint - psi(of_kind) + np.log(kinds))[kind] + log_mean - whole)).sum(),
            (joint[kind] - psi(q) + np.log(v) - whole).sum(),
            (q / v - (shape + q) / (total + v)).sum(),
        ]
    )
    return float(value.sum()), gradient


def expected_value(x: Floats, mean: Floats, model: GammaGamma) -> Floats:
    """E[M | x, mean] = p·(v + x·mean) / (p·x + q − 1): the value of a coming purchase day (eq. 5).

    For x = 0 (mean unknown) the base's p·v/(q − 1).
    """
    own = np.where(x > 0, x * np.nan_to_num(mean), 0.0)
    return np.asarray(model.p * (model.v + own) / (model.p * x + model.q - 1.0))
