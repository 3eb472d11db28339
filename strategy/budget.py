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
    size = float(np.abs(fit).max()) or 1.0
    return np.asarray(fit - 1e-7 * size * cost / (float(cost.max()) or 1.0))


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
            constraints.append(_at_least(floor[0], floor[1]))
        scale = _SCALE / (float(np.abs(goal).max()) or 1.0)
        while True:
            found = milp(
                -goal * scale,
                integrality=np.ones(len(goal), dtype=np.int64),
                bounds=Bounds(0, 1),
                constraints=constraints,
                options={"mip_rel_gap": 0.0},
            )
            if found.x is None:
                return self._free()
            chosen = np.flatnonzero(np.asarray(found.x) > 0.5)
            if self._fits(chosen):
                return chosen
            constraints.append(
                _not_again(chosen, len(goal))
            )  # inside the solver's tolerance, not inside ours

    def _constraints(self) -> "list[LinearConstraint]":
        from scipy.optimize import LinearConstraint

        one = np.zeros((self.segments, len(self.flat)))
        for k, (s, _i) in enumerate(self.rows):
            one[s, k] = 1.0
        out = [LinearConstraint(one, 1.0, 1.0)]
        cost = np.array([float(o.cents) for o in self.flat])
        if self.cents is not None and cost.any():
            # whole cents: half a cent of room keeps an exact fit from being refused
            out.append(LinearConstraint(cost, -np.inf, self.cents + 0.5))
        for channel, most in self.capacity.items():
            load = np.array([o.load.get(channel, 0.0) for o in self.flat])
            if load.any():
                out.append(LinearConstraint(load, -np.inf, most))
        return out

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


def _at_least(values: "Floats", total: float) -> "LinearConstraint":
    from scipy.optimize import LinearConstraint

    size = float(np.abs(values).max()) or 1.0
    return LinearConstraint(values / size, total / size * (1 - 1e-12), np.inf)


def _not_again(chosen: "np.typing.NDArray[np.int64]", n: int) -> "LinearConstraint":
    from scipy.optimize import LinearConstraint

    row = np.zeros(n)
    row[chosen] = 1.0
    return LinearConstraint(row, -np.inf, len(chosen) - 1)
