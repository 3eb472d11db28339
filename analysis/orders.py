"""Orders out of order lines (domain §7): lines of one order number are one order, dated and stated by the first.

Read by everything that asks "was there a purchase": the relationship type, almost customers, value.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from analysis.frames import Bools, Floats, Frames, Ints, number_column, text_column
from core.fields import ORDER_STATUS

COMPLETED: Final = ORDER_STATUS.index("voltooid")
CANCELLED: Final = ORDER_STATUS.index("geannuleerd")
BROKEN_OFF: Final = ORDER_STATUS.index("afgebroken")
FAILED: Final = ORDER_STATUS.index("mislukt")
RETURNED: Final = ORDER_STATUS.index("retour")


@dataclass(frozen=True)
class Orders:
    """One element an order: customer position, whole day since 1970-01-01, Σ amount of its lines, status code."""

    customer: Ints
    day: Floats
    amount: Floats
    status: Ints

    @property
    def sold(self) -> Bools:
        """There was a sale: not cancelled, broken off or failed. A returned one counts, and so does a return
        without its sale in the list (domain §3, rule 4)."""
        return np.asarray((self.status == COMPLETED) | (self.status == RETURNED))

    @property
    def purchase(self) -> Bools:
        """It makes a purchase day: sold with an amount ≥ 0; a negative amount is never one (domain §7)."""
        return np.asarray(self.sold & (self.amount >= 0))

    @property
    def value(self) -> Floats:
        """What it adds to net revenue: 0 unless sold; a returned one with an amount ≥ 0 adds 0 (domain §7)."""
        returned = (self.status == RETURNED) & (self.amount >= 0)
        return np.where(self.sold & ~returned, self.amount, 0.0)

    @property
    def attempt(self) -> Bools:
        """Somebody tried and stopped: broken off or failed; cancelled is no attempt (domain §4)."""
        return np.asarray((self.status == BROKEN_OFF) | (self.status == FAILED))


def orders_of(frames: Frames) -> Orders:
    """The orders of the base, in the order of their first lines. A line without a number is an order."""
    lines = frames.orders
    if len(lines) and not lines["order_id"].is_monotonic_increasing:
        lines = lines.sort_values("order_id", kind="stable")
    customer = np.asarray(lines["customer"], dtype=np.int64)
    day = np.floor(number_column(lines, "datum"))
    amount = np.nan_to_num(number_column(lines, "bedrag"))
    status = _status(lines)
    order, first = _numbered(customer, lines)
    if first is None:
        return Orders(customer, day, amount, status)
    total = np.bincount(order, weights=amount, minlength=len(first))
    return Orders(customer[first], day[first], np.asarray(total, dtype=np.float64), status[first])


def _status(lines: pd.DataFrame) -> Ints:
    codes, names = pd.factorize(text_column(lines, "status"))
    known = {name: code for code, name in enumerate(ORDER_STATUS)}
    table = np.array([*(known.get(str(name), COMPLETED) for name in names), COMPLETED], dtype=np.int64)
    return np.asarray(table[codes], dtype=np.int64)  # code -1 (empty) takes the last: completed


def _numbered(customer: Ints, lines: pd.DataFrame) -> tuple[Ints, Ints | None]:
    """The order that each line belongs to, and each order's first line (None: every line is an order)."""
    codes, names = pd.factorize(text_column(lines, "bestelnummer"))
    if not len(names):
        return customer, None
    row = np.arange(len(customer), dtype=np.int64)
    key = np.where(codes >= 0, customer * len(names) + codes, -1 - row)
    order, keys = pd.factorize(key)
    if len(keys) == len(row):
        return customer, None
    first = np.empty(len(keys), dtype=np.int64)
    first[order[::-1]] = row[::-1]  # the last write is the first line
    return np.asarray(order, dtype=np.int64), first
