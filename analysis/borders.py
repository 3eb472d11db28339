"""The borders of the matrices: a number of the user's, the median, or a percentile of the base (domain §8).

A border can be tried before it is saved: `moves` says who would change cell, out of stored values in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from analysis import cells
from analysis.frames import Bools, Floats, Texts
from core.settings import Settings

#: an axis of a matrix → the setting that holds its border as a number
AXES: Final[dict[str, str]] = {
    "clv": "border_clv",
    "crv": "border_crv",
    "exchange": "border_exchange",
    "bond": "border_bond",
}
MEDIAN: Final = 50.0


@dataclass(frozen=True)
class Borders:
    """From where a customer is high on each axis, in euro (clv, crv) or points; None: there is no border."""

    clv: float | None
    crv: float | None
    exchange: float
    bond: float


@dataclass(frozen=True)
class Standing:
    """Where the customers stand: values in force, one a customer, and the cells that hold now.

    `cells` is of the matrix that is looked at.
    """

    relationship: Texts
    clv: Floats
    crv: Floats
    exchange: Floats
    bond: Floats
    cells: Texts

    def axis(self, name: str) -> Floats:
        """The values of one axis."""
        found: Floats = getattr(self, name)
        return found


@dataclass(frozen=True)
class Moves:
    """Who changes cell: (from, to, customers) with the largest first, how many in all, and the number of
    customers in each cell afterwards."""

    steps: tuple[tuple[str, str, int], ...]
    customers: int
    after: dict[str, int]


def percentile(values: Floats, relationship: Texts, axis: str, share: float) -> float | None:
    """The value below which `share` percent (0..100) lies; None with fewer than 10 customers to take it from.

    Of CLV: the positive ones without gedwongen and geen, as for the median; of CRV the positive ones; of the
    scores all that are known.
    """
    known = values[_counted(values, relationship, axis)]
    if len(known) < cells.LEAST_BUYERS:
        return None
    return float(np.percentile(known, min(max(share, 0.0), 100.0)))


def fit(standing: Standing, settings: Settings) -> dict[str, float | None]:
    """The borders that are percentiles of this base, per axis; only those that the settings ask for."""
    return {
        axis: percentile(standing.axis(axis), standing.relationship, axis, float(share))
        for axis, share in settings.border_percentiles.items()
        if axis in AXES
    }


def in_force(settings: Settings, context: Mapping[str, Any]) -> Borders:
    """The borders in force inside a run's context: the percentile where one is asked for, else the user's
    number, else the base's own (median of positive CLV; half of one mean referral's value if above 0)."""
    fitted: Mapping[str, float | None] = context.get("borders") or {}

    def of(axis: str, number: float | None) -> float | None:
        return fitted.get(axis) if axis in settings.border_percentiles else number

    worth = context["value"]["crv"]["mean_worth"]
    half = worth / 2 if worth is not None and worth > 0 else None
    usual = Settings()
    exchange = of("exchange", settings.border_exchange)
    bond = of("bond", settings.border_bond)
    return Borders(
        clv=of("clv", context["border_clv"] if settings.border_clv is None else settings.border_clv),
        crv=of("crv", half if settings.border_crv is None else settings.border_crv),
        exchange=usual.border_exchange if exchange is None else exchange,
        bond=usual.border_bond if bond is None else bond,
    )


def engagement_cells(exchange: Floats, bond: Floats, borders: Borders) -> Texts:
    """The engagement matrix at these borders."""
    at = Settings(border_exchange=borders.exchange, border_bond=borders.bond)
    return cells.engagement_cells(exchange, bond, at)


def with_border(borders: Borders, axis: str, value: float | None) -> Borders:
    """The same borders but for one."""
    changes: dict[str, Any] = {axis: value}
    return replace(borders, **changes)


def settings_with(settings: Settings, axis: str, mode: str, value: float | None) -> Settings:
    """The settings with another border: mode 'own' (the base's own, no value), 'number' or 'percentile'."""
    shares = {name: share for name, share in settings.border_percentiles.items() if name != axis}
    number = value if mode == "number" else getattr(Settings(), AXES[axis])
    if mode == "percentile":
        shares[axis] = float(value if value is not None else MEDIAN)
    changes: dict[str, Any] = {AXES[axis]: number, "border_percentiles": shares}
    return replace(settings, **changes)


def moves(standing: Standing, set_code: str, now: Borders, then: Borders) -> Moves:
    """Who would change cell of a matrix ('waarde' or 'engagement') if the borders became others.

    Whose cell does not hang on the borders (profiling stopped, obliged, no value known) stays.
    """
    old, new = (_cells(standing, set_code, each) for each in (now, then))
    changed = old != new
    after = np.where(changed, new, standing.cells)
    found = cells.moves(old[changed], new[changed])
    steps = tuple((str(a), str(b), int(n)) for a, b, n in found.itertuples(index=False, name=None))
    names, numbers = np.unique(after.astype(str), return_counts=True)
    counted = {str(name): int(n) for name, n in zip(names, numbers, strict=True)}
    return Moves(steps, int(changed.sum()), counted)


def _cells(standing: Standing, set_code: str, borders: Borders) -> Texts:
    if set_code == "engagement":
        return engagement_cells(standing.exchange, standing.bond, borders)
    return cells.value_cells(standing.relationship, standing.clv, standing.crv, borders.clv, borders.crv)


def _counted(values: Floats, relationship: Texts, axis: str) -> Bools:
    if axis == "clv":
        return np.asarray((values > 0) & (relationship != "gedwongen") & (relationship != "geen"))
    return np.asarray(values > 0) if axis == "crv" else ~np.isnan(values)
