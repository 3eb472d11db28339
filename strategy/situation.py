"""Which situation a segment is in: the one question on which message, goal and moment turn.

The first that holds for most of the members wins, so that a sentence never speaks past the segment.
"""

from typing import Final

from strategy.numbers import SegmentNumbers

MOST: Final = 0.5
_SOON_SHARE: Final = 0.25
#: cells of the value matrix that the texts tell apart
_VALUES: Final = ("kampioen", "stille_genieter", "promoter", "koopt_veel", "vrek", "koopt_weinig")


def situation(numbers: SegmentNumbers) -> str:
    """One of: gedwongen, met_rust, onbekend, boos, vertrek, opzegdatum, almost, nieuw, herstel, a value cell,
    or the relationship type (langdurig, occasioneel)."""
    value = numbers.top("waarde")
    cases = (
        ("gedwongen", numbers.share("relatievorm", "gedwongen") >= MOST),
        ("met_rust", numbers.in_peace >= MOST * numbers.customers),
        ("onbekend", numbers.share("relatievorm", "onbekend", "") >= MOST),
        ("boos", _leaving(numbers) and _at_least(numbers.mean("negative_engagement"), 50)),
        ("vertrek", _leaving(numbers)),
        ("opzegdatum", _held_by_costs(numbers)),
        ("almost", _new(numbers) and numbers.share("almost", "transactioneel") >= MOST),
        ("nieuw", _new(numbers)),
        ("herstel", _unhappy(numbers) and numbers.complaints_open >= _SOON_SHARE * numbers.customers),
        (value, value in _VALUES and numbers.share("waarde", value) >= MOST),
        ("langdurig", numbers.share("relatievorm", "langdurig") >= MOST),
    )
    return next((code for code, holds in cases if holds), "occasioneel")


def _leaving(numbers: SegmentNumbers) -> bool:
    return numbers.share("stage", "beeindigen") >= MOST


def _new(numbers: SegmentNumbers) -> bool:
    return numbers.share("relatievorm", "geen") >= MOST


def _unhappy(numbers: SegmentNumbers) -> bool:
    satisfied = numbers.mean("satisfaction")
    return satisfied is not None and satisfied < 50


def _held_by_costs(numbers: SegmentNumbers) -> bool:
    by_costs = numbers.share("binding", "kosten") >= MOST
    return by_costs and _unhappy(numbers) and numbers.notices >= _SOON_SHARE * numbers.customers


def _at_least(value: float | None, border: float) -> bool:
    return value is not None and value >= border


def binding(numbers: SegmentNumbers) -> str:
    """The binding that stands out among the members with a known one ('gemengd' where none does).

    'onbekend' where it is known of fewer than one in five: a handful of answers says nothing of the rest.
    """
    known = {code: n for code, n in numbers.counts["binding"].items() if code not in ("", "onbekend") and n}
    if not known or sum(known.values()) < 0.2 * numbers.customers:
        return "onbekend"
    top = max(known, key=lambda code: (known[code], code))
    others = max((n for code, n in known.items() if code != top), default=0)
    return top if known[top] >= 0.4 * sum(known.values()) and known[top] > 1.25 * others else "gemengd"
