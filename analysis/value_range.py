"""The 80 % range of a customer's whole value: purchases and contracts together (domain §7)."""

from typing import Final

import numpy as np

from analysis import ranges
from analysis.contract_value import Running, paid_months
from analysis.frames import Bools, Floats
from analysis.purchase_value import PurchaseValue
from analysis.ranges import Table
from core.settings import Settings

_FUTURES: Final = 256
_CHUNK: Final = 4_096


def value_range(
    bought: PurchaseValue,
    counted: Bools,
    contracts: Running,
    r: float,
    clv: Floats,
    settings: Settings,
) -> tuple[Floats, Floats]:
    """Low and high per customer; NaN where `clv` is unknown, 0 where it is 0, and clv always lies between.

    `counted` are the customers with purchases, whom `bought.table` holds in their order. Purchases alone come
    from its quantiles; with contracts futures of both are drawn and added, in fixed pairs.
    """
    low, high = np.zeros(len(clv)), np.zeros(len(clv))
    scale = np.where(bought.worth > 0, settings.margin * bought.each, 0.0)
    found = ranges.purchase_range(bought.table, bought.p_model[counted])
    low[counted], high[counted] = (part * scale[counted] for part in found)
    place = np.cumsum(counted) - 1
    both = np.unique(contracts.customer)
    for start in range(0, len(both), _CHUNK):
        some = both[start : start + _CHUNK]
        futures = _contract_futures(contracts, r, some, settings)
        has = counted[some]
        part = _part(bought.table, place[some[has]])
        level = np.broadcast_to(ranges.stratified(0, _FUTURES), (int(has.sum()), _FUTURES))
        drawn = ranges.quantile(part, bought.p_model[some[has]][:, None], level)
        futures[has] += scale[some[has]][:, None] * drawn
        low[some], high[some] = ranges.range_of(futures)
    known = ~np.isnan(clv)
    low = np.where(known & (clv > 0), np.minimum(low, clv), np.where(known, 0.0, np.nan))
    return low, np.where(known & (clv > 0), np.maximum(high, clv), low)


def _contract_futures(contracts: Running, r: float, customers: np.ndarray, settings: Settings) -> Floats:
    """Drawn values of all contracts of each of `customers` (sorted positions): a row each."""
    horizon = settings.horizon_months
    monthly = (1.0 + settings.discount_yearly) ** (-np.arange(1.0, horizon + 1.0) / 12.0)
    summed = np.concatenate([[0.0], np.cumsum(monthly)]) * settings.margin
    out = np.zeros((len(customers), _FUTURES))
    mine = np.flatnonzero(np.isin(contracts.customer, customers))
    mine = mine[np.argsort(contracts.customer[mine], kind="stable")]
    owner = contracts.customer[mine]
    slot = np.arange(len(mine)) - np.searchsorted(owner, owner)
    for turn in range(int(slot.max()) + 1 if len(slot) else 0):
        these = mine[slot == turn]
        one = Running(
            contracts.customer[these],
            contracts.amount[these],
            contracts.certain[these],
            contracts.end[these],
            contracts.leaves[these],
        )
        chance = np.broadcast_to(ranges.stratified(turn + 1, _FUTURES), (len(these), _FUTURES))
        row = np.searchsorted(customers, one.customer)
        paid = paid_months(one, r, chance, horizon)
        out[row] += np.nan_to_num(one.amount)[:, None] * summed[paid]
    return out


def _part(table: Table, rows: np.ndarray) -> Table:
    return Table(table.quantiles, table.corner[:, rows], table.weight[:, rows], table.silent[rows])
