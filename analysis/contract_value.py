"""What contracts are worth (domain §7, Contracts): the amounts to come, each times the chance that it comes.

Value = Σ_{k=1..H} amount · margin · S(k) / (1+discount)^(k/12). S(k) = r^max(0, k − c), c = months that the
contract is committed for, or the notice period if longer; × .6 for k after an einde that does not renew
itself; once notice is given 1 until it takes effect, then 0.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from analysis.contracts import ContractRows
from analysis.frames import Bools, Floats, Frames, Ints, days, number_column, sum_of

MONTH: Final = 30.4
#: monthly survival without enough ended contracts to tell: 1 − 1.8 / 120
PRIOR_ENDINGS: Final = 1.8
PRIOR_MONTHS: Final = 120.0
ENDED_NEEDED: Final = 5
RENEWED: Final = 0.6
_NEVER: Final = np.inf
#: 60.8 days are two months, also where the last digit says otherwise
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Retention:
    """`monthly` = r, and what it rests on: ended contracts and contract-months seen (0 where not used)."""

    monthly: float
    endings: int
    months: float


@dataclass(frozen=True)
class Running:
    """The active contracts: customer position, amount a month (NaN unknown), months from the peildatum.

    `certain` is c, `end` the months to an einde that does not renew itself (inf: none), `leaves` the months
    to when notice takes effect (inf: no notice given, below 1: not one more month).
    """

    customer: Ints
    amount: Floats
    certain: Floats
    end: Floats
    leaves: Floats


def retention(rows: ContractRows, as_of: date) -> Retention:
    """r = 1 − (1.8 + endings) / (120 + contract-months); .985 where fewer than 5 contracts ended.

    A contract without a start has no known months, so neither it nor its ending can be counted.
    """
    over = ~np.isnan(rows.ended)
    dated = ~np.isnan(rows.start)
    if (over & dated).sum() < ENDED_NEEDED:
        return Retention(1.0 - PRIOR_ENDINGS / PRIOR_MONTHS, 0, 0.0)
    last = np.where(over, rows.ended, days(as_of))
    months = float(np.maximum(last - rows.start, 0.0)[dated].sum()) / MONTH
    endings = int((over & dated).sum())
    return Retention(1.0 - (PRIOR_ENDINGS + endings) / (PRIOR_MONTHS + months), endings, months)


def running(frames: Frames, rows: ContractRows, as_of: date) -> Running:
    """The active contracts of `frames` (which hold nothing after `as_of`), judged as in `rows`."""
    table, today, live = frames.contracts, days(as_of), rows.active
    end = np.floor(number_column(table, "einde"))
    renews = number_column(table, "automatisch_verlengd") == 1
    notice = np.maximum(np.nan_to_num(rows.notice), 0.0)
    given = np.floor(number_column(table, "opgezegd_op"))
    per = np.floor(number_column(table, "opgezegd_per"))
    # notice without its date takes effect after the notice period, not before the commitment ends
    assumed = np.fmax((given - today) / MONTH + notice, (rows.until - today) / MONTH)
    leaves = np.where(np.isnan(per), assumed, (per - today) / MONTH)
    fixed = ~renews & (end >= today)
    return Running(
        customer=rows.customer[live],
        amount=np.maximum(rows.monthly, 0.0)[live],
        certain=np.maximum(rows.months, notice)[live],
        end=np.where(fixed, (end - today) / MONTH, _NEVER)[live],
        leaves=np.where(rows.noticed, leaves, _NEVER)[live],
    )


def survival(contracts: Running, r: float, k: float) -> Floats:
    """S(k): the chance that the amount of month k (1 = the first month from now) still comes."""
    ended = k > contracts.end + _ROUNDING
    stays = r ** np.maximum(0.0, k - contracts.certain) * np.where(ended, RENEWED, 1.0)
    paid = np.where(k <= contracts.leaves + _ROUNDING, 1.0, 0.0)
    return np.where(np.isinf(contracts.leaves), stays, paid)


def value_each(contracts: Running, r: float, margin: float, horizon: int, discount: float) -> Floats:
    """The value of each active contract; NaN where its amount is unknown."""
    total = np.zeros(len(contracts.amount))
    for k in range(1, horizon + 1):
        total += survival(contracts, r, k) / (1.0 + discount) ** (k / 12.0)
    return np.asarray(contracts.amount * margin * total)


def per_customer(contracts: Running, value: Floats, n: int) -> Floats:
    """Σ value of each customer's active contracts (0 without any); NaN where one of them is unknown."""
    unknown = sum_of(contracts.customer[np.isnan(value)], n) > 0
    return np.where(unknown, np.nan, sum_of(contracts.customer, n, np.nan_to_num(value)))


def renewing(contracts: Running, r: float, n: int, months: float = 12.0) -> Floats:
    """The chance that at least the surest active contract is still there in `months`; NaN without one."""
    out = np.full(n, np.nan)
    np.fmax.at(out, contracts.customer, survival(contracts, r, months))
    return out


def paid_months(contracts: Running, r: float, chance: Floats, horizon: int) -> Ints:
    """How many months' amounts come in the future where each contract meets `chance` (0..1).

    The largest k ≤ horizon with S(k) ≥ chance. `chance` has a row a contract and a column a future.
    """
    c, end, leaves = (v[:, None] for v in (contracts.certain, contracts.end, contracts.leaves))
    with np.errstate(divide="ignore"):
        before = c + np.log(chance) / np.log(r)
        after = c + np.log(chance / RENEWED) / np.log(r)
    after = np.where(chance <= RENEWED, np.maximum(after, 0.0), 0.0)
    # past the end only those months that outlive the renewal too
    months = np.where(after > end, after, np.minimum(before, end))
    months = np.where(np.isinf(leaves), months, np.maximum(leaves, 0.0))
    return np.asarray(np.floor(np.minimum(months, horizon) + _ROUNDING), dtype=np.int64)


def has_rows(rows: ContractRows, n: int) -> Bools:
    """Customers with any contract that exists on the peildatum, active or ended."""
    return np.asarray(sum_of(rows.customer, n) > 0)
