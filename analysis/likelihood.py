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
_NEWTON_STEPS: Final = 15
#: a maximum is found when the step that is left is smaller than this (as logarithms)
_LAST_STEP: Final = 1e-4
#: curvature below this, by differences of gradients, cannot be told from none
_FLAT: Final = 1e-7


@dataclass(frozen=True)
class Found:
    """`params` as found (not their logarithms); `converged`: an inner, strict maximum with zero gradient."""

    params: tuple[float, ...]
    converged: bool
    loss: float


def fit(objective: Objective, coarse: Objective, starts: Sequence[Sequence[float]]) -> Found:
    """The optimum reached from the best of `starts` (positive parameters).

    The starts are compared on `coarse`, the same objective on a sample; the whole is searched from the place
    where the best of them ends.
    """
    logs = [np.log(np.asarray(start, dtype=np.float64)) for start in starts]
    best = min((_climb(coarse, start, 60, 1e-7) for start in logs), key=lambda at: coarse(at)[0])
    # a sample's curvature is mostly near enough to the whole's for its steps to end in the same place
    found = _judged(objective, _newton(objective, best, _curvature(coarse, best)))
    at = best
    for steps in (40, 400):
        if found.converged or not _inside(at):
            break
        at = _climb(objective, at, steps, 1e-12)
        found = _judged(objective, _newton(objective, at, _curvature(objective, at)))
    return found


def _climb(objective: Objective, start: Floats, steps: int, improvement: float) -> Floats:
    """L-BFGS-B until a step improves by less than this share, or so many steps were made."""
    from scipy.optimize import minimize

    result = minimize(
        objective,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(LOWEST, HIGHEST)] * len(start),
        options={"maxiter": steps, "ftol": improvement, "gtol": _GRADIENT},
    )
    return np.asarray(result.x, dtype=np.float64)


def _newton(objective: Objective, at: Floats, curvature: Floats) -> Floats:
    """Steps against the gradient by a fixed curvature, for as long as they make it smaller."""
    if not _strict(curvature):
        return at
    gradient = objective(at)[1]
    for _ in range(_NEWTON_STEPS):
        if np.abs(gradient).max() < _GRADIENT / 1e3:
            break
        step = np.linalg.solve(curvature, gradient)
        step /= max(1.0, float(np.abs(step).max()))
        trial = at - step
        if np.abs(trial).max() >= HIGHEST:
            break
        new = objective(trial)[1]
        if not np.abs(new).max() < np.abs(gradient).max():
            break
        at, gradient = trial, new
    return at


def _judged(objective: Objective, at: Floats) -> Found:
    """Whether this is a maximum of the likelihood: curved every way, no step left to make, not at the edge.

    On a ridge that rises for ever the gradient is nearly zero too; the step to its top is not.
    """
    loss, gradient = objective(at)
    curvature = _curvature(objective, at)
    top = _inside(at) and _strict(curvature)
    top = top and bool(np.abs(np.linalg.solve(curvature, gradient)).max() < _LAST_STEP)
    return Found(tuple(float(value) for value in np.exp(at)), top, float(loss))


def _inside(at: Floats) -> bool:
    return bool(((at > LOWEST + 0.01) & (at < HIGHEST - 0.01)).all())


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
    return bool(values[0] > _FLAT * max(1.0, values[-1]))
