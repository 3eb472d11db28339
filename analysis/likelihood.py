"""Finding the parameters that make the data most likely, and saying honestly whether they were found.

All parameters are positive and searched as logarithms: L-BFGS-B with the analytic gradient from several
starts, then a few Newton steps to the last digits.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from analysis.frames import Floats

#: mean negative log-likelihood per customer and its gradient, both by the logarithms of the parameters
Objective = Callable[[Floats], tuple[float, Floats]]

#: logarithms of the smallest and largest parameter searched; an optimum at the edge is none
LOWEST, HIGHEST = -9.0, 9.0
_GRADIENT: Final = 1e-7
_STEP: Final = 1e-4
_NEWTON_STEPS: Final = 6


@dataclass(frozen=True)
class Found:
    """`params` as found (not their logarithms); `converged`: an inner, strict maximum with zero gradient."""

    params: tuple[float, ...]
    converged: bool
    loss: float


def fit(objective: Objective, coarse: Objective, starts: Sequence[Sequence[float]]) -> Found:
    """The best of the optima reached from `starts` (positive parameters).

    The starts are compared on `coarse` (the same objective on a sample), and the best goes on to the whole;
    if that one fails, every start is tried on the whole.
    """
    logs = [np.log(np.asarray(start, dtype=np.float64)) for start in starts]
    best = min((_climb(coarse, start, loose=True) for start in logs), key=lambda at: coarse(at)[0])
    found = _finish(objective, best)
    if found.converged:
        return found
    tries = [_finish(objective, start) for start in logs]
    good = [found for found in tries if found.converged]
    return min(good or tries, key=lambda found: found.loss)


def _climb(objective: Objective, start: Floats, loose: bool = False) -> Floats:
    from scipy.optimize import minimize

    result = minimize(
        objective,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(LOWEST, HIGHEST)] * len(start),
        options={"maxiter": 500, "ftol": 1e-7 if loose else 1e-12, "gtol": 1e-4 if loose else _GRADIENT},
    )
    return np.asarray(result.x, dtype=np.float64)


def _finish(objective: Objective, start: Floats) -> Found:
    """Climb, then Newton while it helps, and look whether this is a maximum of the likelihood."""
    at = _climb(objective, start)
    loss, gradient = objective(at)
    curvature = _curvature(objective, at)
    for _ in range(_NEWTON_STEPS):
        if np.abs(gradient).max() < _GRADIENT / 1e3 or not _strict(curvature):
            break
        step = np.linalg.solve(curvature, gradient)
        trial = at - step
        if np.abs(step).max() > 1.0 or np.abs(trial).max() >= HIGHEST:
            break
        new_loss, new_gradient = objective(trial)
        if not np.abs(new_gradient).max() < np.abs(gradient).max():
            break
        at, loss, gradient = trial, new_loss, new_gradient
    inside = bool(((at > LOWEST + 0.01) & (at < HIGHEST - 0.01)).all())
    flat = bool(np.abs(gradient).max() < 10 * _GRADIENT)
    params = tuple(float(value) for value in np.exp(at))
    return Found(params, inside and flat and _strict(curvature), float(loss))


def _curvature(objective: Objective, at: Floats) -> Floats:
    """The second derivatives, from differences of the analytic gradient."""
    rows = []
    for i in range(len(at)):
        step = np.zeros(len(at))
        step[i] = _STEP
        rows.append((objective(at + step)[1] - objective(at - step)[1]) / (2 * _STEP))
    found = np.array(rows)
    return np.asarray((found + found.T) / 2)


def _strict(curvature: Floats) -> bool:
    if not np.isfinite(curvature).all():
        return False
    values = np.linalg.eigvalsh(curvature)
    return bool(values[0] > 1e-9 * max(1.0, values[-1]))
