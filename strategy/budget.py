"""One form for every segment within a yearly budget: an integer programme, solved exactly by HiGHS.

Greatest Σ customers × fit × value at stake, with Σ cost ≤ budget and no channel above its capacity. Among
equally good answers the one with the best fit, then the cheapest. Costs are whole cents, so that "within
budget" is exact; what the solver returns is checked again in whole numbers.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

    from analysis.frames import Floats

#: the objective is scaled so that the solver's absolute gap (1e-6) is far below a cent
_SCALE: Final = 1e6
_SAME: Final = 1e-11


@dataclass(frozen=True)
class Option:
    """A form that a segment can get. `gain` and `fit` count all its customers; `cents` a year.

    `load`: contacts a year per channel. `free` forms are the only ones left at a budget of 0.
    """

    form: str
    gain: float
    fit: float
    cents: int
    free: bool
    load: Mapping[str, float]
    #: the channel that carries its contacts; '' for a free form
    carrier: str = ""


@dataclass(frozen=True)
class Solution:
    """The option chosen for each segment, what it yields and costs (cents)."""

    chosen: tuple[int, ...]
    objective: float
    cents: int


def solve(
    segments: Sequence[Sequence[Option]], cents: int | None, capacity: Mapping[str, float] | None = None
) -> Solution:
    """The best choice. `cents`: what may be spent (None: no limit); `capacity`: contacts a year per channel.

    Every segment needs at least one option without cost or load. Never over budget; a larger budget never
    gives a lower objective.
    """
    if not segments:
        return Solution((), 0.0, 0)
    allowed = [
        [i for i, o in enumerate(options) if cents is None or (o.cents <= cents and (cents > 0 or o.free))]
        for options in segments
    ]
    rows = [(s, i) for s, fitting in enumerate(allowed) for i in fitting]
    flat = [segments[s][i] for s, i in rows]
    problem = _Problem(rows, flat, len(segments), cents, dict(capacity or {}))
    gain = np.array([o.gain for o in flat])
    best = problem.maximise(gain)
    best_gain = math.fsum(gain[best])
    better = problem.maximise(_second(flat), (gain, best_gain))
    if better is not None and math.fsum(gain[better]) >= best_gain * (1 - _SAME):
        best = better
    chosen = {rows[k][0]: rows[k][1] for k in best}
    return Solution(
        tuple(chosen[s] for s in range(len(segments))),
        math.fsum(gain[best]),
        sum(flat[k].cents for k in best),
    )


def _second(flat: Sequence[Option]) -> "Floats":
    """What decides between equally good answers: fit, and by a hair the lower cost."""
    fit = np.array([o.fit for o in flat])
    cost = np.array([float(o.cents) for o in flat])
    return np.asarray(fit - 1e-7 * _size(fit) * cost / _size(cost))


@dataclass
class _Problem:
    """The constraints, kept so that two goals can be set over them."""

    rows: list[tuple[int, int]]
    flat: list[Option]
    segments: int
    cents: int | None
    capacity: dict[str, float]

    def maximise(
        self, goal: "Floats", floor: "tuple[Floats, float] | None" = None
    ) -> "np.typing.NDArray[np.int64]":
        """The chosen positions in `flat`. `floor`: (values, least total) that must be kept as well."""
        from scipy.optimize import Bounds, milp

        constraints = self._constraints()
        if floor is not None:
            # scaled up, so that what the solver tolerates in a row is less than a cent in a million euros
            size = _size(floor[0]) / _SCALE
            constraints.append(self._row(floor[0] / size, floor[1] / size * (1 - _SAME)))
        # the last column carries from cents to the larger digit of the cost (see _cost_rows)
        weights = np.append(-goal * (_SCALE / _size(goal)), 0.0)
        upper = np.append(np.ones(len(goal)), float(self.segments + 1))
        while True:
            found = milp(
                weights,
                integrality=np.ones(len(weights), dtype=np.int64),
                bounds=Bounds(np.zeros(len(weights)), upper),
                constraints=constraints,
                options={"mip_rel_gap": 0.0},
            )
            if found.x is None:
                return self._free()
            chosen = np.flatnonzero(np.asarray(found.x)[:-1] > 0.5)
            if self._fits(chosen):
                return chosen
            taken = np.zeros(len(goal))  # inside the solver's tolerance, not inside ours: not this one again
            taken[chosen] = 1.0
            constraints.append(self._row(taken, -np.inf, len(chosen) - 1))

    def _row(
        self, values: "Floats", low: float, high: float = np.inf, carry: float = 0.0
    ) -> "LinearConstraint":
        from scipy.optimize import LinearConstraint

        return LinearConstraint(np.append(values, carry), low, high)

    def _constraints(self) -> "list[LinearConstraint]":
        segment = np.array([s for s, _i in self.rows])
        of_each = [(segment == s).astype(np.float64) for s in range(self.segments)]
        out = [self._row(mine, 1.0, 1.0) for mine in of_each] + self._cost_rows()
        for channel, most in self.capacity.items():
            load = np.array([o.load.get(channel, 0.0) for o in self.flat])
            if load.any():
                out.append(self._row(load, -np.inf, most))
        return out

    def _cost_rows(self) -> "list[LinearConstraint]":
        """Σ cost ≤ budget in two digits of one base, with a carry: no coefficient is then so large that the
        solver's tolerance hides a cent. Half a cent of room keeps an exact fit from being refused."""
        cost = np.array([o.cents for o in self.flat], dtype=np.int64)
        if self.cents is None or not cost.any():
            return []
        base = max(2, math.isqrt(max(int(cost.max()), self.cents)) + 1)
        large, small = (cost // base).astype(np.float64), (cost % base).astype(np.float64)
        return [
            self._row(large, -np.inf, self.cents // base + 0.5, carry=1.0),
            self._row(small, -np.inf, self.cents % base + 0.5, carry=-float(base)),
        ]

    def _fits(self, chosen: "np.typing.NDArray[np.int64]") -> bool:
        options = [self.flat[k] for k in chosen]
        if len(options) != self.segments:
            return False
        if self.cents is not None and sum(o.cents for o in options) > self.cents:
            return False
        return all(
            math.fsum(o.load.get(channel, 0.0) for o in options) <= most * (1 + 1e-12) + 1e-9
            for channel, most in self.capacity.items()
        )

    def _free(self) -> "np.typing.NDArray[np.int64]":
        """The best-fitting option without cost of every segment: always possible."""
        best: dict[int, int] = {}
        for k, (s, _i) in enumerate(self.rows):
            option = self.flat[k]
            if (
                option.cents == 0
                and not option.load
                and (s not in best or option.fit > self.flat[best[s]].fit)
            ):
                best[s] = k
        return np.array([best[s] for s in range(self.segments)], dtype=np.int64)


def _size(values: "Floats") -> float:
    """The largest absolute value, 1 where all are nothing to speak of: what a row is scaled by."""
    largest = float(np.abs(values).max())
    return largest if largest > 1e-9 else 1.0
