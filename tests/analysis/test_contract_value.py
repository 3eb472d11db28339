"""What contracts are worth, and how long they stay."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from analysis.contract_value import (
    Running,
    paid_months,
    per_customer,
    renewing,
    retention,
    running,
    survival,
    value_each,
)
from analysis.contracts import contract_rows
from analysis.frames import until
from core.settings import Settings
from tests.analysis.build import AS_OF, Base, ago

R = 0.985


def made(**facts: Any) -> Running:
    base = Base()
    base.contract(base.add(), **{"bedrag_per_maand": 10.0, **facts})
    frames = until(base.frames(), AS_OF)
    return running(frames, contract_rows(frames, AS_OF, Settings()), AS_OF)


def worth(contracts: Running, margin: float = 1.0) -> float:
    return float(value_each(contracts, R, margin, 36, 0.10)[0])


def by_hand(chances: list[float]) -> float:
    return float(sum(10.0 * s / 1.1 ** (k / 12) for k, s in enumerate(chances, start=1)))


def test_without_terms_it_fades_from_the_first_month() -> None:
    assert worth(made()) == pytest.approx(by_hand([R**k for k in range(1, 37)]))
    assert worth(made(), 0.4) == pytest.approx(0.4 * by_hand([R**k for k in range(1, 37)]))


def test_the_committed_months_are_certain() -> None:
    found = made(minimumduur_tot=ago(-304.0), opzegtermijn=2.0)
    assert worth(found) == pytest.approx(by_hand([R ** max(0, k - 10) for k in range(1, 37)]))
    found = made(minimumduur_tot=ago(-30.4 + 0.4), opzegtermijn=3.0)
    assert worth(found) == pytest.approx(by_hand([R ** max(0, k - 3) for k in range(1, 37)]))


def test_after_an_end_that_does_not_renew_six_in_ten_stay() -> None:
    found = made(einde=ago(-304.0))
    chances = [R ** max(0, k - 10) * (0.6 if k > 10 else 1) for k in range(1, 37)]
    assert worth(found) == pytest.approx(by_hand(chances))
    renews = made(einde=ago(-304.0), automatisch_verlengd=1.0)
    assert worth(renews) == pytest.approx(by_hand([R ** max(0, k - 10) for k in range(1, 37)]))
    past = made(einde=ago(100), automatisch_verlengd=1.0)
    assert worth(past) == pytest.approx(worth(made()))


def test_notice_given_is_paid_until_it_takes_effect() -> None:
    assert worth(made(opgezegd_per=ago(-95.0))) == pytest.approx(by_hand([1, 1, 1]))
    assert worth(made(opgezegd_per=ago(-10.0))) == 0
    # notice without its date: after the notice period, not before the commitment ends
    assert worth(made(opgezegd_op=ago(0), opzegtermijn=2.0)) == pytest.approx(by_hand([1, 1]))
    late = made(opgezegd_op=ago(0), opzegtermijn=2.0, minimumduur_tot=ago(-152.0))
    assert worth(late) == pytest.approx(by_hand([1] * 5))
    assert worth(made(opgezegd_op=ago(30), opzegtermijn=0.0)) == 0
    # notice of next month was not given yet
    assert worth(made(opgezegd_op=ago(-20), opgezegd_per=ago(-60))) == pytest.approx(worth(made()))


@pytest.mark.parametrize(
    "facts", [{"einde": ago(1)}, {"opgezegd_per": ago(1)}, {"start": ago(-1)}, {"start": ago(-300)}]
)
def test_ended_or_not_begun_is_worth_nothing(facts: dict[str, float]) -> None:
    assert len(made(**facts).amount) == 0


def test_amounts() -> None:
    assert worth(made(bedrag_per_maand=0.0)) == 0
    assert worth(made(bedrag_per_maand=-5.0)) == 0
    none = made(bedrag_per_maand=None)
    assert np.isnan(worth(none))
    assert np.isnan(per_customer(none, value_each(none, R, 1.0, 36, 0.1), 1)[0])


def test_contracts_of_one_customer_add_up() -> None:
    base = Base()
    who, other = base.add(), base.add()
    for amount in (10.0, 30.0):
        base.contract(who, bedrag_per_maand=amount)
    frames = base.frames()
    found = running(frames, contract_rows(frames, AS_OF, Settings()), AS_OF)
    each = value_each(found, R, 1.0, 36, 0.10)
    total = per_customer(found, each, 2)
    assert total[who] == pytest.approx(4 * worth(made()))
    assert total[other] == 0
    assert renewing(found, R, 2)[who] == pytest.approx(R**12)
    assert np.isnan(renewing(found, R, 2)[other])


def ended(count: int, months: float = 10.0, running_ones: int = 3) -> Base:
    base = Base()
    who = base.add()
    for _ in range(count):
        base.contract(who, start=ago(100 + 30.4 * months), einde=ago(100))
    for _ in range(running_ones):
        base.contract(who, start=ago(304))
    base.contract(who, einde=ago(5))  # no start: not counted
    return base


def test_retention_needs_five_ended_contracts() -> None:
    for count, expected in ((0, 0.985), (4, 0.985), (5, 1 - 6.8 / (120 + 80)), (10, 1 - 11.8 / (120 + 130))):
        frames = ended(count).frames()
        found = retention(contract_rows(frames, AS_OF, Settings()), AS_OF)
        assert found.monthly == pytest.approx(expected), count
    # as it was known a year earlier, none of them had ended
    frames = until(ended(10).frames(), date(2025, 12, 1))
    assert retention(contract_rows(frames, date(2025, 12, 1), Settings()), date(2025, 12, 1)).endings == 0


months = st.one_of(st.just(0.0), st.floats(0, 60))


@given(
    st.tuples(months, st.one_of(st.just(np.inf), months), st.one_of(st.just(np.inf), st.floats(-5, 50))),
    st.lists(st.floats(0.001, 0.999), min_size=1, max_size=8),
)
@hypothesis_settings(max_examples=200, deadline=None)
def test_drawn_months_are_those_that_survive(terms: tuple[float, float, float], chances: list[float]) -> None:
    one = Running(np.array([0]), np.array([1.0]), *(np.array([term]) for term in terms))
    found = paid_months(one, R, np.array([chances]), 36)[0]
    for chance, paid in zip(chances, found, strict=True):
        alive = [float(survival(one, R, k)[0]) for k in range(1, 37)]
        assert alive == sorted(alive, reverse=True)
        if min(abs(s - chance) for s in alive) > 1e-6:
            assert paid == sum(s >= chance for s in alive)
