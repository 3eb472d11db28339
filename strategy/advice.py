"""The advice for every segment of a set (domain §10): form, channels, message, costs, and why.

`prepare` sums the segments up once; `solve` chooses the forms within a budget and writes the advice.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis.frames import Bools, Frames
from core.errors import InputError
from core.text import _, ngettext, number
from strategy import budget as programme
from strategy.card import card
from strategy.own_texts import overlay
from strategy.prepare import Prepared, Segment, prepare

if TYPE_CHECKING:
    import pandas as pd

    from core.settings import Settings


@dataclass(frozen=True)
class Advice:
    """The advice for a set within a budget. `prepared` solves another budget without summing up again."""

    prepared: Prepared
    budget: float | None
    data: Mapping[str, Any]

    def json(self) -> dict[str, Any]:
        """As design.md §4 has it (`advise`)."""
        return dict(self.data)


def advise(
    values: "pd.DataFrame",
    facts: "pd.DataFrame",
    frames: Frames,
    set_name: str,
    settings: "Settings",
    budget: float | None = None,
    *,
    as_of: date | None = None,
    cells: Sequence[str | None] | None = None,
    members: Mapping[str, Bools] | None = None,
) -> Advice:
    """The advice for each segment of a set, of `cells` (one name a customer, for an own selection) or of
    `members` (who is in each own segment).

    `budget`: euro a year; None takes that of the settings, and no limit where there is none. Raises
    `InputError` for an unknown set, a negative budget, or a rule that cannot be used.
    """
    made = prepare(values, facts, frames, set_name, settings, as_of=as_of, cells=cells, members=members)
    return solve(made, settings.yearly_budget if budget is None else budget)


def solve(prepared: Prepared, budget: float | None) -> Advice:
    """The advice within another budget (euro a year, None: no limit): only the programme is solved again.

    The helped fallback of compelled clients is reserved before anything else is bought, up to the budget.
    `cost` is that of the forms (domain §10), `reserved` that of the fallback, `total` both: what a year
    costs, here and in each segment. Promised: total ≤ budget, and a larger budget never gives a lower
    objective.
    """
    if budget is not None and not budget >= 0:
        raise InputError(_("A budget is zero or more euros a year."))
    cents = None if budget is None else math.floor(round(min(budget, 1e12) * 100, 6))
    segments = prepared.segments
    reserved = _reserve(segments, cents)
    left = None if cents is None else cents - sum(reserved)
    capacity = _capacity(prepared)
    found = programme.solve([segment.options for segment in segments], left, capacity)
    chosen = [segments[s].options[k] for s, k in enumerate(found.chosen)]
    cards = [
        overlay(card(prepared, segment, option, reserved[s] / 100), prepared.set_name, prepared.settings)
        for s, (segment, option) in enumerate(zip(segments, chosen, strict=True))
    ]
    data: dict[str, Any] = {
        "set": prepared.set_name,
        "as_of": prepared.as_of.isoformat(),
        "budget": budget,
        "cost": found.cents / 100,
        "reserved": sum(reserved) / 100,
        "total": (found.cents + sum(reserved)) / 100,
        "reserved_short": (sum(s.minimum_cents for s in segments) - sum(reserved)) / 100,
        "objective": found.objective,
        "segments": cards,
        "next": _next(segments, chosen),
        "notes": _notes(prepared, sum(reserved)),
    }
    return Advice(prepared, budget, data)


def _reserve(segments: Sequence[Segment], cents: int | None) -> list[int]:
    """What is set aside for each segment's compelled clients: what is needed, or what the budget holds."""
    out: list[int] = []
    for segment in segments:
        room = segment.minimum_cents if cents is None else max(0, cents - sum(out))
        out.append(min(segment.minimum_cents, room))
    return out


def _capacity(prepared: Prepared) -> dict[str, float]:
    """What each channel can still handle after the minimum service."""
    most = {code: c.capacity for code, c in prepared.book.channels.items() if c.capacity is not None}
    for segment in prepared.segments:
        for code, load in segment.minimum_load.items():
            if code in most:
                most[code] = max(0.0, most[code] - load)
    return most


def _next(segments: Sequence[Segment], chosen: Sequence[programme.Option]) -> dict[str, Any] | None:
    """What the next euros would buy best: the change of one form with the most gain per euro."""
    best: dict[str, Any] | None = None
    for segment, now in zip(segments, chosen, strict=True):
        for option in segment.options:
            extra, gain = option.cents - now.cents, option.gain - now.gain
            if (
                extra > 0
                and gain > 1e-9
                and (best is None or gain / extra > best["gain"] / best["extra"] / 100)
            ):
                best = {
                    "segment": segment.numbers.name,
                    "form": option.form,
                    "extra": extra / 100,
                    "gain": gain,
                }
    return best


def _notes(prepared: Prepared, reserved: int) -> list[str]:
    """What the reader must know of the whole."""
    out = []
    if prepared.settings.margin_percent is None:
        out.append(_("The margin is not set: values and break-even count revenue, not profit."))
    if sum(s.minimum_cents for s in prepared.segments) > reserved:
        out.append(_("The budget does not cover the help that clients without a choice are entitled to."))
    if prepared.several:
        text = ngettext(
            "{n} membership is a second one: who is in several segments counts in each, in costs too.",
            "{n} memberships are second ones: who is in several segments counts in each, in costs too.",
            prepared.several,
        )
        out.append(text.format(n=number(prepared.several)))
    if any(s.numbers.at_stake_known < s.numbers.customers for s in prepared.segments):
        out.append(_("Customers of whom the value at stake is unknown do not count in the objective."))
    out.append(
        _("Who may be approached follows from consent and objections in the data; this is not legal advice.")
    )
    return out
