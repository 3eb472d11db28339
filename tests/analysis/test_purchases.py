"""What counts as a purchase, from the order list and from the totals columns."""

import numpy as np
import pytest

from analysis.order_list import orders_of
from analysis.purchases import Purchases, purchases
from tests.analysis.build import AS_OF, Base, ago


def found(base: Base) -> Purchases:
    return purchases(base.frames(), AS_OF)


def one(*orders: tuple[float, float], **facts: object) -> Purchases:
    base = Base()
    who = base.add()
    for age, amount in orders:
        base.order(who, age, amount, **facts)
    return found(base)


def test_distinct_days_and_times() -> None:
    bought = one((100, 10), (99.75, 5), (40, 20), (0, 7))
    # 99.75 days ago is 06:00 on the day of 100 days ago
    assert (bought.days[0], bought.x[0], bought.t_x[0], bought.T[0]) == (3, 2, 100, 100)
    assert bought.net[0] == 42
    assert bought.repeat_value[0] == pytest.approx(13.5)
    assert bought.gap[0] == 50


def test_lines_of_one_number_are_one_order_dated_and_stated_by_its_first_line() -> None:
    base = Base()
    who, other = base.add(), base.add()
    base.order(who, 50, 10, bestelnummer="A")
    base.order(who, 30, 5, bestelnummer="A", status="geannuleerd")
    base.order(who, 20, 99, bestelnummer="B", status="geannuleerd")
    base.order(who, 10, 99, bestelnummer="B")
    base.order(other, 5, 3, bestelnummer="A")
    orders = orders_of(base.frames(), AS_OF)
    assert orders.amount.tolist() == [15, 198, 3]
    bought = purchases(base.frames(), AS_OF)
    assert bought.days.tolist() == [1, 1]
    assert bought.net.tolist() == [15, 3]
    assert bought.first[0] == ago(50)


def test_an_empty_number_is_no_number() -> None:
    bought = one((10, 5.0), (20, 7.0), bestelnummer="")
    assert (bought.days[0], bought.net[0]) == (2, 12)


@pytest.mark.parametrize("status", ["geannuleerd", "afgebroken", "mislukt"])
def test_what_did_not_happen_is_nothing(status: str) -> None:
    for amount in (50.0, -50.0):
        bought = one((10, amount), status=status)
        assert (bought.days[0], bought.net[0], bought.bought[0]) == (0, 0, False)
        assert np.isnan(bought.x[0])


def test_a_sale_that_came_back_is_a_purchase_day_of_value_nothing() -> None:
    bought = one((10, 50.0), status="retour")
    assert (bought.days[0], bought.x[0], bought.net[0], bought.bought[0]) == (1, 0, 0, True)


def test_a_free_order_is_a_purchase() -> None:
    bought = one((90, 0.0), (10, 30.0))
    assert (bought.x[0], bought.t_x[0], bought.net[0], bought.repeat_value[0]) == (1, 80, 30, 30)


def test_money_given_back_lowers_net_and_the_day_before_it() -> None:
    bought = one((90, 40.0), (50, 30.0), (45, -10.0), (10, 20.0), (10, -25.0))
    assert (bought.days[0], bought.net[0]) == (3, 55)
    # the day of 50 days ago is worth 20 now, that of 10 days ago nothing (never less)
    assert bought.repeat_value[0] == 10


def test_a_return_without_its_sale_is_no_purchase_but_there_was_one() -> None:
    bought = one((5, -20.0), status="retour")
    assert (bought.days[0], bought.net[0], bought.bought[0]) == (0, -20, True)


def test_nothing_after_the_peildatum() -> None:
    bought = one((5, 10.0), (-1, 99.0), (0.0, 1.0))
    assert (bought.days[0], bought.net[0], bought.T[0]) == (2, 11, 5)
    evening = one((-0.9, 10.0))
    assert (evening.days[0], evening.T[0]) == (1, 0)


def totals(**facts: object) -> Purchases:
    base = Base()
    base.add(**facts)
    return found(base)


def test_totals_stand_in_where_there_is_no_order_list() -> None:
    bought = totals(aantal_bestellingen=5, omzet=250.0, eerste_aankoop=ago(400), laatste_aankoop=ago(40))
    assert (bought.days[0], bought.x[0], bought.t_x[0], bought.T[0]) == (5, 4, 360, 400)
    assert (bought.net[0], bought.repeat_value[0], bought.gap[0]) == (250, 50, 90)
    assert bought.in_totals[0]
    # more orders than days between: no more repeat days than that
    bought = totals(aantal_bestellingen=9, omzet=90.0, eerste_aankoop=ago(13), laatste_aankoop=ago(10))
    assert (bought.x[0], bought.days[0]) == (3, 4)
    # all on one day
    bought = totals(aantal_bestellingen=9, omzet=90.0, eerste_aankoop=ago(10), laatste_aankoop=ago(10))
    assert (bought.x[0], bought.t_x[0], bought.T[0]) == (0, 0, 10)


@pytest.mark.parametrize(
    ("facts", "days", "bought"),
    [
        ({"aantal_bestellingen": 0}, 0, False),
        ({"aantal_bestellingen": 1, "laatste_aankoop": ago(9)}, 1, True),
        ({"eerste_aankoop": ago(9), "laatste_aankoop": ago(9)}, 1, True),
        ({"aantal_bestellingen": 4, "laatste_aankoop": ago(9)}, None, True),
        ({"aantal_bestellingen": 4, "omzet": 40.0}, None, True),
        ({"omzet": 40.0}, None, True),
        ({"aantal_bestellingen": 4, "eerste_aankoop": ago(3), "laatste_aankoop": ago(9)}, None, True),
        ({"aantal_bestellingen": 4, "eerste_aankoop": ago(-3), "laatste_aankoop": ago(-9)}, 0, False),
        ({"aantal_bestellingen": 4, "eerste_aankoop": ago(30), "laatste_aankoop": ago(-9)}, None, True),
        ({}, 0, False),
    ],
)
def test_totals_with_holes(facts: dict[str, float], days: int | None, bought: bool) -> None:
    result = totals(**facts)
    assert bool(result.bought[0]) == bought
    assert (np.isnan(result.days[0]) and days is None) or result.days[0] == days
    assert bool(result.counted[0]) == bool(days)


def test_the_order_list_wins_from_totals() -> None:
    base = Base()
    base.add(aantal_bestellingen=7, omzet=700.0, eerste_aankoop=ago(500), laatste_aankoop=ago(5))
    base.add(aantal_bestellingen=7, omzet=700.0, eerste_aankoop=ago(500), laatste_aankoop=ago(5))
    base.order(0, 30, 10)
    bought = found(base)
    assert bought.days.tolist() == [1, 7]
    assert bought.in_totals.tolist() == [False, True]


def test_totals_and_the_same_orders_as_a_list_agree() -> None:
    base = Base()
    base.add()
    base.add(aantal_bestellingen=3, omzet=90.0, eerste_aankoop=ago(100), laatste_aankoop=ago(20))
    for age in (100, 60, 20):
        base.order(0, age, 30.0)
    bought = found(base)
    for name in ("days", "x", "t_x", "T", "first", "last", "net", "repeat_value", "gap"):
        values = getattr(bought, name)
        assert values[0] == values[1], name


def test_rows_in_another_order_are_the_same_orders() -> None:
    base = Base()
    who = base.add()
    base.order(who, 50, 10, bestelnummer="A")
    base.order(who, 30, 5, bestelnummer="A")
    frames = base.frames()
    shuffled = frames.orders.iloc[::-1].reset_index(drop=True)
    turned = type(frames)(frames.customers, shuffled, frames.contracts, frames.interactions, frames.survey)
    assert purchases(turned, AS_OF).first[0] == purchases(frames, AS_OF).first[0] == ago(50)
