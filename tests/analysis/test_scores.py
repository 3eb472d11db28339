"""Indicators, normalisers and the sums that scores are made of (domain §2)."""

import numpy as np
import pytest

from analysis.scores import (
    aged,
    combine,
    compose,
    coverage_level,
    indicator,
    likert,
    ratio,
    saturating,
    unknown_where,
    weighted_mean,
    without,
)

NAN = float("nan")


def array(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def test_normalisers() -> None:
    assert likert(array(1, 3, 5, 7), 1, 5).tolist() == [0, 0.5, 1, 1]
    assert saturating(array(0, 2, 6), 2).tolist() == [0, 0.5, 0.75]
    assert ratio(array(1, 3), array(2, 2)).tolist() == [0.5, 1]
    assert np.isnan(ratio(array(1), array(0))).all()
    assert aged(array(0, 365, 730, -3), 365).tolist() == [1, 0.5, 0.25, 1]


def test_a_score_is_the_weighted_mean_of_what_was_measured() -> None:
    score = compose(
        "s",
        [
            indicator("a", array(1, NAN, NAN), array(1, NAN, NAN), 3),
            indicator("b", array(0, 0, NAN), array(0, 0.2, NAN), 1),
        ],
        3,
    )
    assert score.value[:2].tolist() == pytest.approx([75, 20])
    assert np.isnan(score.value[2])
    assert score.coverage.tolist() == [1, 0.25, 0]
    points = [part.points for part in score.indicators]
    assert points[0] is not None
    assert points[0][0] == 75
    assert weighted_mean(score.indicators, 3)[:2].tolist() == pytest.approx([75, 20])


def test_an_aged_part_counts_for_less_of_the_score_and_of_the_coverage() -> None:
    old = indicator("survey", array(5), array(1), 3, array(0.5))
    score = compose("s", [old, indicator("b", array(0), array(0), 1)], 1)
    assert score.value[0] == pytest.approx(60)
    assert score.coverage[0] == pytest.approx(2.5 / 4)


def test_a_score_of_scores_needs_enough_of_them() -> None:
    one = compose("one", [indicator("a", array(1, 1), array(1, 1), 1)], 2)
    two = compose("two", [indicator("b", array(0, NAN), array(0, NAN), 1)], 2)
    both = combine("both", (one, two), (0.75, 0.25), 2, need=2)
    assert both.value[0] == 75
    assert np.isnan(both.value[1])
    assert both.coverage.tolist() == [1, 0]
    assert combine("any", (one, two), (0.75, 0.25), 2).coverage.tolist() == [1, 0.75]


def test_a_part_and_a_score_can_be_taken_out() -> None:
    part = without(indicator("a", array(1, 1), array(1, 1), 1), array(0, 1))
    assert np.isnan(part.normalised).tolist() == [False, True]
    gone = unknown_where(compose("s", [part], 2), array(1, 0))
    assert np.isnan(gone.value).all()
    assert unknown_where(combine("c", (gone,), (1.0,), 2), array(1, 1)).coverage.tolist() == [0, 0]


def test_nothing_to_measure() -> None:
    assert np.isnan(compose("s", [], 1).value).all()


@pytest.mark.parametrize(
    ("share", "level"),
    [(0, "laag"), (0.33, "laag"), (1 / 3, "midden"), (0.66, "midden"), (2 / 3, "hoog"), (1, "hoog")],
)
def test_coverage_in_a_word(share: float, level: str) -> None:
    assert coverage_level(share) == level


def test_a_score_ends_on_its_border_and_at_a_hundred() -> None:
    thirds = compose("s", [indicator(name, array(1), array(1), 1) for name in "abc"], 1)
    assert thirds.value.tolist() == [100]
    for weights in ((0.7, 0.2, 0.1), (0.1, 0.2, 0.3), (1.1, 0.3, 0.7)):
        parts = [indicator(str(w), array(0, 1), array(0.5, 1), w) for w in weights]
        assert compose("s", parts, 2).value.tolist() == [50, 100]
