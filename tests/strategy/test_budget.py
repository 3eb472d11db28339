"""The integer programme against brute force, and its promises."""

import math
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.budget import Option, Solution, solve

CHANNELS = ("telefoon", "winkel")
MONEY = st.integers(0, 5000)


@st.composite
def segment(draw: st.DrawFn) -> list[Option]:
    free = Option("zelfbediening", draw(st.floats(0, 500)), draw(st.floats(0, 50)), 0, True, {})
    others = []
    for k in range(draw(st.integers(0, 5))):
        cents, contacts = draw(MONEY), draw(st.floats(0, 40))
        gain, fit = draw(st.floats(0, 1000)), draw(st.floats(-20, 80))
        others.append(
            Option(f"vorm{k}", gain, fit, cents, False, {draw(st.sampled_from(CHANNELS)): contacts})
        )
    return [free, *others]


def brute_force(segments: list[list[Option]], cents: int, capacity: dict[str, float]) -> float:
    best = -math.inf
    for choice in product(*segments):
        if cents == 0 and not all(option.free for option in choice):
            continue
        fits = sum(option.cents for option in choice) <= cents
        for channel, most in capacity.items():
            fits = fits and math.fsum(o.load.get(channel, 0.0) for o in choice) <= most + 1e-9
        if fits:
            best = max(best, math.fsum(option.gain for option in choice))
    return best


def spent(segments: list[list[Option]], found: Solution) -> int:
    return sum(options[k].cents for options, k in zip(segments, found.chosen, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.lists(segment(), min_size=1, max_size=4), MONEY)
def test_it_equals_brute_force(segments: list[list[Option]], cents: int) -> None:
    capacity = {"telefoon": 50.0}
    found = solve(segments, cents, capacity)
    assert found.objective == pytest.approx(brute_force(segments, cents, capacity), rel=1e-9, abs=1e-9)
    assert found.cents == spent(segments, found) <= cents


@settings(max_examples=3, deadline=None)
@given(st.lists(segment(), min_size=6, max_size=6), MONEY)
def test_it_equals_brute_force_on_six_segments(segments: list[list[Option]], cents: int) -> None:
    found = solve(segments, cents)
    assert found.objective == pytest.approx(brute_force(segments, cents, {}), rel=1e-9, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.lists(segment(), min_size=1, max_size=8), st.lists(MONEY, min_size=2, max_size=5))
def test_more_money_never_makes_it_worse(segments: list[list[Option]], budgets: list[int]) -> None:
    totals = [solve(segments, cents).objective for cents in sorted(budgets)]
    assert all(after >= before * (1 - 1e-9) for before, after in pairwise(totals))
    assert solve(segments, None).objective >= totals[-1] * (1 - 1e-9)


@settings(max_examples=10, deadline=None)
@given(st.lists(segment(), min_size=1, max_size=8))
def test_without_money_only_free_forms_are_left(segments: list[list[Option]]) -> None:
    found = solve(segments, 0)
    assert all(options[k].free for options, k in zip(segments, found.chosen, strict=True))


def option(form: str, gain: float, fit: float, cents: int) -> Option:
    return Option(form, gain, fit, cents, cents == 0, {"telefoon": 1.0} if cents else {})


def test_an_exact_fit_is_bought() -> None:
    segments = [[option("zelfbediening", 1, 1, 0), option("a", 10, 1, 100_000_001)]] * 2
    assert solve(segments, 200_000_002).chosen == (1, 1)
    assert solve(segments, 200_000_001).objective == 11


def test_a_very_large_programme_stays_within_its_cents() -> None:
    segments = [
        [option("zelfbediening", 0, 0, 0), option("a", 1.0 + k, 1, 99_999_999 + k)] for k in range(12)
    ]
    for cents in (5 * 99_999_999, 7 * 100_000_000 - 1, 12 * 99_999_999):
        found = solve(segments, cents)
        assert spent(segments, found) <= cents


def test_where_nothing_is_at_stake_the_best_fit_is_chosen_and_then_the_cheapest() -> None:
    segments = [[option("zelfbediening", 0, 5, 0), option("a", 0, 9, 300), option("b", 0, 9, 200)]]
    assert solve(segments, 1000).chosen == (2,)
    assert solve(segments, 100).chosen == (0,)


def test_a_channel_is_not_asked_for_more_than_it_can_handle() -> None:
    busy = Option("a", 10, 1, 1, False, {"telefoon": 30.0})
    segments = [[option("zelfbediening", 0, 0, 0), busy]] * 3
    assert sum(solve(segments, None, {"telefoon": 60.0}).chosen) == 2
    assert sum(solve(segments, None, {"telefoon": 0.0}).chosen) == 0


def test_nothing_to_choose() -> None:
    assert solve([], 100) == Solution((), 0.0, 0)


def test_a_tie_among_small_segments_is_broken_by_fit_beside_a_very_large_one() -> None:
    large = [option("zelfbediening", 1e6, 1, 0), option("a", 9.5e6, 1, 50_000)]
    small = [option("zelfbediening", 12.0, 5, 0), option("a", 12.0, 9, 300), option("b", 12.001, 1, 300)]
    none = [option("zelfbediening", 0, 5, 0), option("a", 0, 9, 300)]
    found = solve([large, small, none], None)
    assert found.chosen == (1, 2, 1)
