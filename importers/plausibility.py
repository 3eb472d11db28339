"""Values that can be read but are hardly true: dates in the future, ages, amounts 100 times the usual one.

Warnings only: the value is kept. Checked a column at a time; cells are looked at only where a column's
extremes are suspect.
"""

from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from typing import Any, Final

from core.fields import CONTRACT_COLUMNS, CONTRACT_TRIGGERS
from core.rows import KEEP
from core.text import number

#: (index of the row, field, code, figures for the sentence)
Finding = tuple[int, str, str, dict[str, object]]
#: dates that may well lie ahead: the ends of contracts
_AHEAD: Final = frozenset(
    {"einde", "minimumduur_tot", "opgezegd_per", "contract_einde", "start", "contract_start", "opgezegd_op"}
)
_TERMS: Final = tuple(name for name in CONTRACT_COLUMNS if name not in CONTRACT_TRIGGERS)
_ENOUGH: Final = 20
_FAR: Final = 100.0


def usual_amount(values: list[float | None]) -> float | None:
    """The median of the amounts that are not 0, or None where there are too few to tell."""
    known = [abs(v) for v in values if v]
    return median(known) if len(known) >= _ENOUGH else None


def findings(
    columns: dict[str, list[Any]], dates: frozenset[str], as_of: date, usual: float | None
) -> Iterator[Finding]:
    """What is hardly true in a chunk of cleaned columns. `dates` are the names of its date fields."""
    today = f"{as_of.isoformat()}T99"
    for name in dates & columns.keys():
        values = columns[name]
        low, high = _ends(values)
        if low is None or high is None:
            continue
        if name == "geboortedatum":
            if not (_born(low, as_of) and _born(high, as_of)):
                yield from _odd(values, name, "unlikely_age", lambda v: not _born(v, as_of))
            continue
        if name not in _AHEAD and high > today:
            yield from _odd(values, name, "future_date", lambda v: v > today)
        if low < "1900":
            yield from _odd(values, name, "old_date", lambda v: v < "1900")
    if usual and "bedrag" in columns:
        limit = _FAR * usual
        low, high = _ends(columns["bedrag"])
        if low is not None and high is not None and (high > limit or low < -limit):
            yield from _odd(columns["bedrag"], "bedrag", "amount_far_off", lambda v: abs(v) > limit)
    for start, end in (("start", "einde"), ("contract_start", "contract_einde")):
        if start in columns and end in columns:
            for i, (first, last) in enumerate(zip(columns[start], columns[end], strict=True)):
                if isinstance(first, str) and isinstance(last, str) and last < first:
                    yield i, end, "end_before_start", {}


def _ends(values: list[Any]) -> tuple[Any, Any]:
    """The lowest and the highest value that is known, or (None, None)."""
    known = [v for v in values if v is not None and v is not KEEP]
    return (min(known), max(known)) if known else (None, None)


def _odd(values: list[Any], name: str, code: str, is_odd: Callable[[Any], bool]) -> Iterator[Finding]:
    for i, value in enumerate(values):
        if value is not None and value is not KEEP and is_odd(value):
            yield i, name, code, {}


def _born(iso: str, as_of: date) -> bool:
    return as_of.year - 120 <= int(iso[:4]) and iso <= as_of.isoformat()


def contractless(columns: dict[str, list[Any]]) -> Iterator[Finding]:
    """Rows of customers with a contract's terms, and nothing that makes it a contract."""
    terms = [name for name in _TERMS if name in columns]
    if not terms:
        return
    makers = [columns[name] for name in CONTRACT_TRIGGERS if name in columns]
    for i, values in enumerate(zip(*(columns[name] for name in terms), strict=True)):
        told = next((name for name, v in zip(terms, values, strict=True) if v and v is not KEEP), None)
        if told and not any(maker[i] not in (None, KEEP) for maker in makers):
            yield i, told, "terms_without_contract", {}


def mismatches(columns: dict[str, list[Any]]) -> Iterator[Finding]:
    """Lines whose quantity × price lies far (half or more) from their amount."""
    if not {"bedrag", "prijs", "aantal"} <= columns.keys():
        return
    for i, (amount, price, quantity) in enumerate(
        zip(columns["bedrag"], columns["prijs"], columns["aantal"], strict=True)
    ):
        if amount and isinstance(price, float) and isinstance(quantity, float):
            product = price * quantity
            if abs(product - amount) > max(1.0, 0.5 * abs(amount)):
                yield i, "bedrag", "total_mismatch", {"product": number(product, 2)}
