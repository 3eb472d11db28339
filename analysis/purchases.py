"""Purchases per customer: what every value model reads (domain §7, Purchases).

Counted on distinct days, from the order list or, for a customer who is not in it, from the totals columns.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.frames import Bools, Floats, Frames, Ints, days, sum_of
from analysis.order_list import Orders, orders_of


@dataclass(frozen=True)
class DayTable:
    """One element a purchase day, sorted by customer and day.

    `value` is what was bought that day less what was given back for it (a negative order is charged to the
    last purchase day at or before it), never below 0.
    """

    customer: Ints
    day: Ints
    value: Floats


@dataclass(frozen=True)
class Purchases:
    """Arrays over the customers; days are whole, dates days since 1970-01-01, money as imported.

    `days` is the number of purchase days: 0 none, NaN bought but not known on how many (no dates). `x` is
    days − 1, `t_x` last − first, `T` as_of − first, all NaN without purchase days. `net` is net revenue
    (0 for somebody without purchases, NaN unknown), `repeat_value` the mean value of the purchase days after
    the first (of the totals: per purchase day), `gap` the customer's own median gap in days. `bought` is any
    order that happened, a return without its sale included. `in_totals`: read from the totals columns.
    """

    days: Floats
    x: Floats
    t_x: Floats
    T: Floats
    first: Floats
    last: Floats
    net: Floats
    repeat_value: Floats
    gap: Floats
    bought: Bools
    in_totals: Bools
    table: DayTable

    @property
    def n(self) -> int:
        """The number of customers."""
        return len(self.days)

    @property
    def counted(self) -> Bools:
        """At least one purchase day, with its date."""
        return np.asarray(~np.isnan(self.x))

    @property
    def repeat(self) -> Bools:
        """Repeat buyers: bought on two days or more."""
        return np.asarray(self.x >= 1)


def purchases(frames: Frames, as_of: date, orders: Orders | None = None) -> Purchases:
    """The purchases of every customer up to and with `as_of`.

    `orders` are the base's orders up to `as_of`, where the caller has them already.
    """
    table_orders = orders_of(frames, as_of) if orders is None else orders
    listed = np.bincount(np.asarray(frames.orders["customer"], dtype=np.int64), minlength=frames.n) > 0
    found = of_orders(table_orders, frames.n, int(days(as_of)))
    return _with_totals(found, frames, int(days(as_of)), ~listed)


def of_orders(orders: Orders, n: int, as_of: int) -> Purchases:
    """The purchases of `n` customers out of their orders; none of them dated after day `as_of`."""
    table = day_table(orders)
    start, end, count = _groups(table.customer, n)
    has = count > 0
    first, last = np.full(n, np.nan), np.full(n, np.nan)
    first[has], last[has] = table.day[start[has]], table.day[end[has] - 1]
    # summed without the first day (not: total less first), so that a free first day leaves no rounding
    value = table.value.copy()
    value[start[has]] = 0.0
    later = sum_of(table.customer, n, value)
    x = np.where(has, count - 1.0, np.nan)
    return Purchases(
        days=count.astype(np.float64),
        x=x,
        t_x=last - first,
        T=as_of - first,
        first=first,
        last=last,
        net=sum_of(orders.customer, n, orders.net),
        repeat_value=later / np.where(x >= 1, x, np.nan),
        gap=median_gap(table.customer, table.day, n),
        bought=sum_of(orders.customer[orders.happened], n) > 0,
        in_totals=np.zeros(n, dtype=bool),
        table=table,
    )


def day_table(orders: Orders) -> DayTable:
    """The purchase days of orders that are sorted by customer and day."""
    bought = orders.purchase
    customer, day = orders.customer[bought], orders.day[bought]
    new = np.ones(len(day), dtype=bool)
    new[1:] = (customer[1:] != customer[:-1]) | (day[1:] != day[:-1])
    place = np.cumsum(new) - 1
    value = sum_of(place, int(new.sum()), orders.net[bought])
    customer, day = customer[new], day[new]
    _charge_refunds(orders, customer, day, value)
    return DayTable(customer, day, np.maximum(value, 0.0))


def _charge_refunds(orders: Orders, customer: Ints, day: Ints, value: Floats) -> None:
    """Money given back lowers the last purchase day at or before it; without one it only lowers net."""
    given_back = orders.happened & (orders.amount < 0)
    if not given_back.any() or not len(day):
        return
    low = min(int(orders.day.min()), 0)
    span = int(orders.day.max()) - low + 1
    key = customer * span + (day - low)
    wanted = orders.customer[given_back] * span + (orders.day[given_back] - low)
    place = np.searchsorted(key, wanted, side="right") - 1
    same = (place >= 0) & (customer[place] == orders.customer[given_back])
    np.add.at(value, place[same], orders.amount[given_back][same])


def _groups(customer: Ints, n: int) -> tuple[Ints, Ints, Ints]:
    """Where each customer's rows of a sorted table begin and end, and how many they are."""
    count = np.bincount(customer, minlength=n).astype(np.int64)
    end = np.cumsum(count)
    return end - count, end, count


def median_gap(customer: Ints, day: Ints, n: int) -> Floats:
    """Each customer's median number of days between successive purchase days; NaN with fewer than two.

    `customer` and `day` of a table sorted by customer and day.
    """
    same = customer[1:] == customer[:-1]
    gap = np.diff(day)[same]
    customer = customer[1:][same]
    start, _, count = _groups(customer, n)
    # one key instead of two: half the time of lexsort
    gap = gap[np.argsort(customer * (int(gap.max(initial=0)) + 1) + gap, kind="stable")]
    out = np.full(n, np.nan)
    has = count > 0
    low = start[has] + (count[has] - 1) // 2
    high = start[has] + count[has] // 2
    out[has] = (gap[low] + gap[high]) / 2.0
    return out


def _with_totals(found: Purchases, frames: Frames, as_of: int, free: Bools) -> Purchases:
    """The customers who are not in the order list, out of their totals columns where those are filled."""
    number = np.floor(frames.number("aantal_bestellingen"))
    revenue = frames.number("omzet")
    first, last = np.floor(frames.number("eerste_aankoop")), np.floor(frames.number("laatste_aankoop"))
    filled = ~(np.isnan(number) & np.isnan(revenue) & np.isnan(first) & np.isnan(last))
    # a first purchase after the peildatum has not happened yet; a count of 0 says: never
    none = (first > as_of) | (number <= 0)
    use = free & filled & ~none
    if not use.any():
        return found
    # one date is both, but for several purchases only when they are known to lie on that day
    single = number == 1
    first = np.where(single & np.isnan(first), last, first)
    last = np.where(single & np.isnan(last), first, last)
    number = np.where(np.isnan(number) & (first == last), 1.0, number)
    between = last - first
    good = use & (between >= 0) & (last <= as_of) & ~np.isnan(number)
    x = np.where(good, np.minimum(number - 1.0, between), np.nan)
    t_x = np.where(x == 0, 0.0, between)
    mean = np.maximum(revenue, 0.0) / np.where(good, x + 1.0, np.nan)

    def laid(known: Floats, totals: Floats) -> Floats:
        return np.where(use, np.where(good, totals, np.nan), known)

    return Purchases(
        days=laid(found.days, x + 1.0),
        x=laid(found.x, x),
        t_x=laid(found.t_x, t_x),
        T=laid(found.T, as_of - first),
        first=np.where(use, first, found.first),
        last=np.where(use, np.where(last <= as_of, last, np.nan), found.last),
        net=np.where(use, np.where(last > as_of, np.nan, revenue), found.net),
        repeat_value=laid(found.repeat_value, np.where(x >= 1, mean, np.nan)),
        gap=laid(found.gap, t_x / np.where(x >= 1, x, np.nan)),
        bought=found.bought | use,
        in_totals=use,
        table=found.table,
    )
