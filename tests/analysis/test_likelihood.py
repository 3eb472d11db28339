"""The search for parameters: found, or said not to be."""

import numpy as np
import pytest

from analysis.frames import Floats
from analysis.likelihood import fit


def bowl(at: tuple[float, float], lean: float = 0.5, steep: float = 1.0) -> object:
    """A likelihood with its top at the parameters `at`."""
    top = np.log(np.array(at))
    curve = steep * np.array([[2.0, lean], [lean, 1.0]])

    def loss(logs: Floats) -> tuple[float, Floats]:
        away = logs - top
        return float(away @ curve @ away / 2), np.asarray(curve @ away)

    return loss


def flat(logs: Floats) -> tuple[float, Floats]:
    return 0.0, np.zeros(len(logs))


def ridge(logs: Floats) -> tuple[float, Floats]:
    """Only the ratio of the two matters."""
    away = logs[0] - logs[1]
    return float(away**2), np.array([2 * away, -2 * away])


def slope(logs: Floats) -> tuple[float, Floats]:
    """Ever better towards infinity."""
    return -float(logs.sum()), -np.ones(len(logs))


def test_the_top_is_found_to_the_last_digits() -> None:
    whole = bowl((3.0, 0.2))
    # with the curvature of a much steeper sample steps are too short, with that of a flatter one too long
    others = [bowl((2.5, 0.3), steep=steep) for steep in (20.0, 0.05)]
    for sample in (whole, bowl((2.5, 0.3), lean=0.4), flat, *others):
        found = fit(whole, sample, [(1.0, 1.0), (50.0, 50.0)])  # type: ignore[arg-type]
        assert found.converged
        assert found.params == pytest.approx((3.0, 0.2), rel=1e-7)


@pytest.mark.parametrize("objective", [flat, ridge, slope])
def test_no_top_is_not_called_one(objective: object) -> None:
    assert not fit(objective, objective, [(1.0, 1.0), (3.0, 2.0)]).converged  # type: ignore[arg-type]


def test_a_top_at_the_edge_is_none() -> None:
    edge = bowl((np.exp(8.999), 1.0))
    assert not fit(edge, edge, [(1.0, 1.0)]).converged  # type: ignore[arg-type]


def test_a_step_that_leaves_the_range_is_not_taken() -> None:
    beyond, inside = bowl((np.exp(9.5), 1.0)), bowl((np.exp(8.9), 1.0))
    assert not fit(beyond, inside, [(1.0, 1.0)]).converged  # type: ignore[arg-type]


def test_what_is_no_number_is_no_top() -> None:
    def broken(logs: Floats) -> tuple[float, Floats]:
        value = float(((logs - 0.3) ** 2).sum())
        return value, np.where(np.abs(logs - 0.3) < 1e-3, np.nan, 2 * (logs - 0.3))

    assert not fit(broken, broken, [(1.0, 1.0)]).converged


def test_a_ridge_that_hardly_rises_is_not_a_top() -> None:
    def rising(logs: Floats) -> tuple[float, Floats]:
        along, across = logs.sum(), logs[0] - logs[1]
        lift = 1e-7 * np.exp(-along)
        return float(across**2 + lift), np.array([2 * across - lift, -2 * across - lift])

    assert not fit(rising, rising, [(1.0, 1.0), (30.0, 20.0)]).converged
