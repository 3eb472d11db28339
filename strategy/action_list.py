"""The action list: per channel whom to contact, when, with what (domain §10), within the channels' capacity.

Only customers who may be approached through a channel are in its list (`reach.contactable`). A customer gets
one channel: the stated one if the advice and the law allow it, else the first in the advice's own order. The
urgent come first, then those who are worth most; who no longer fits goes to the next channel, or is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from analysis.frames import Floats, Ints, days, number_column, text_column
from core.text import N_, _, day
from strategy.catalogue import Catalogue
from strategy.own_texts import message_for
from strategy.prepare import Prepared
from strategy.reach import GROUNDS, contactable
from strategy.terms import DAYPARTS, WEEKDAYS, label

if TYPE_CHECKING:
    import pandas as pd

#: a last day for notice so many days ahead is a reason to call, so many days before it
_NOTICE_DAYS: Final = 120
_BEFORE_NOTICE: Final = 30
_BEFORE_PURCHASE: Final = 7
#: contacts without a date of their own are spread over so many weeks
_WEEKS: Final = 12
#: a free form sends messages of its own through these
_AUTOMATIC: Final = ("email",)
_NO_SUBSTITUTE: Final = ("evenement",)


_COMPLAINT: Final = N_("Your complaint comes first: we solve it this week and tell you what we did.")


@dataclass(frozen=True)
class Task:
    """One customer in a channel's list. `row` is the position in the profile values; `on` an ISO date.

    `contacts` a year, of which this is the first; `automatic` ones ask nobody's time and cost nothing.
    """

    row: int
    segment: str
    on: str
    moment: str
    why: str
    message: str
    contacts: float
    automatic: bool
    ground: str


@dataclass(frozen=True)
class ChannelList:
    """A channel's tasks by date; `contacts` a year planned by people, `capacity` a year (None: no limit)."""

    channel: str
    tasks: tuple[Task, ...]
    contacts: float
    capacity: float | None
    cost: float


@dataclass(frozen=True)
class ActionList:
    """The lists, and how many customers of the set are in none and why (reason → customers)."""

    set_name: str
    as_of: date
    channels: tuple[ChannelList, ...]
    nobody: Mapping[str, int]


@dataclass(frozen=True)
class _Reasons:
    """Per customer: how urgent (0 most), the day (days since 1970), and why then."""

    rank: Ints
    day: Floats
    why: list[str]


def plan(
    prepared: Prepared, advice: Mapping[str, Any], values: "pd.DataFrame", facts: "pd.DataFrame"
) -> ActionList:
    """The action list of an advice. `values` and `facts` are the ones that `prepared` was made with."""
    cards = {card["name"]: card for card in advice["segments"]}
    segments = [cards[segment.numbers.name] for segment in prepared.segments]
    book = prepared.book
    able = [c for c, found in book.channels.items() if found.outbound and found.available]
    allowed = {code: contactable(values, facts, code) for code in able}
    orders = [_order(card, able, book) for card in segments]
    wishes = text_column(facts, "preference")
    reasons = _reasons(values, facts, prepared.as_of)
    left = {code: book.channels[code].capacity for code in able}
    chosen: dict[str, list[int]] = {code: [] for code in able}
    nobody: dict[str, int] = {}
    for row in _priority(prepared, values, reasons):
        card = segments[prepared.cell[row]]
        form = book.forms[card["form"]]
        ways = [code for code in orders[prepared.cell[row]] if allowed[code][row]]
        ways.sort(key=lambda code: code != wishes[row])
        room = (c for c in ways if form.free or _fits(left[c], form.contacts))
        way = next(room, None)
        if way is None:
            why = _why_not(ways, orders[prepared.cell[row]])
            nobody[why] = nobody.get(why, 0) + 1
            continue
        chosen[way].append(row)
        if not form.free and left[way] is not None:
            left[way] = (left[way] or 0.0) - form.contacts
    lists = [
        _channel_list(code, rows, prepared, segments, values, facts, reasons)
        for code, rows in chosen.items()
        if rows
    ]
    return ActionList(prepared.set_name, prepared.as_of, tuple(lists), nobody)


def _order(card: Mapping[str, Any], able: Sequence[str], book: Catalogue) -> list[str]:
    """The outbound channels for a segment's contacts: the one that carries the form, others that can, then
    what the advice names. None is dearer than the one that was budgeted; nobody is invited to six events."""
    phases = [card["channels"][phase] for phase in ("na", "tijdens", "voor")]
    avoid = {code for phase in phases for code in phase["avoid"]}
    advised = [code for part in ("lead", "support") for phase in phases for code in phase[part]]
    form, carrier = book.forms[card["form"]], card["carrier"]
    if form.free or carrier is None:
        return [code for code in dict.fromkeys(advised) if code in able and code in _AUTOMATIC]
    dearest = book.channels[carrier].cost
    return [
        code
        for code in dict.fromkeys((carrier, *form.carriers, *advised))
        if code in able
        and code not in avoid
        and book.channels[code].cost <= dearest
        and (code == carrier or code not in _NO_SUBSTITUTE)
    ]


def _fits(left: float | None, contacts: float) -> bool:
    return left is None or left >= contacts


def _why_not(ways: Sequence[str], order: Sequence[str]) -> str:
    if ways:
        return _("the channels that suit them are full")
    if order:
        return _("no consent or no contact detail for the advised channels")
    return _("the advice is to wait until they come themselves")


def _reasons(values: "pd.DataFrame", facts: "pd.DataFrame", as_of: date) -> _Reasons:
    """Why and when to contact each customer: a complaint, a last day for notice, an expected purchase."""
    n, today = len(values), days(as_of)
    notice = _iso_days(values, "opzegdatum", n) - today
    ahead = _iso_days(values, "next_purchase", n) - today
    complaint = number_column(facts, "complaints_open") > 0
    soon = (notice >= 0) & (notice <= _NOTICE_DAYS)
    rank, on = np.full(n, 3, dtype=np.int64), np.full(n, np.nan)
    why = [_("no pressing occasion: spread over {weeks} weeks").format(weeks=_WEEKS)] * n
    for row in np.flatnonzero(~np.isnan(ahead) & (ahead >= 0)).tolist():
        rank[row], on[row] = 2, today + max(1.0, ahead[row] - _BEFORE_PURCHASE)
        why[row] = _("next purchase expected around {day}").format(day=_day(today + ahead[row]))
    for row in np.flatnonzero(soon).tolist():
        rank[row], on[row] = 1, today + max(1.0, notice[row] - _BEFORE_NOTICE)
        why[row] = _("last day for notice is {day}").format(day=_day(today + notice[row]))
    for row in np.flatnonzero(complaint).tolist():
        rank[row], on[row] = 0, today + 1
        why[row] = _("a complaint is still open: solve that first")
    return _Reasons(rank, on, why)


def _iso_days(values: "pd.DataFrame", column: str, n: int) -> Floats:
    if column not in values.columns:
        return np.full(n, np.nan)
    known: dict[Any, float] = {}
    out = np.full(n, np.nan)
    for row, text in enumerate(text_column(values, column)):
        if text:
            if text not in known:
                known[text] = float(days(date.fromisoformat(str(text)[:10])))
            out[row] = known[text]
    return out


def _day(number: float) -> str:
    return day(date(1970, 1, 1) + timedelta(days=int(number)))


def _priority(prepared: Prepared, values: "pd.DataFrame", reasons: _Reasons) -> list[int]:
    """The members of the set: the urgent first, then by customer value, then as they come."""
    members = np.flatnonzero(prepared.cell >= 0)
    clv = np.nan_to_num(number_column(values, "clv"), nan=0.0)[members]
    order = np.lexsort((members, -clv, reasons.rank[members]))
    return [int(row) for row in members[order]]


def _channel_list(
    code: str,
    rows: Sequence[int],
    prepared: Prepared,
    segments: Sequence[Mapping[str, Any]],
    values: "pd.DataFrame",
    facts: "pd.DataFrame",
    reasons: _Reasons,
) -> ChannelList:
    channel = prepared.book.channels[code]
    ground = np.asarray(facts[f"ground_{code}"])
    weekdays, dayparts = np.asarray(facts["weekday"]), np.asarray(facts["daypart"])
    today, tasks, personal = days(prepared.as_of), [], 0.0
    stage, ids = text_column(values, "set_scrm"), number_column(values, "id")
    for place, row in enumerate(rows):
        card = segments[prepared.cell[row]]
        form = prepared.book.forms[card["form"]]
        on, weekday = reasons.day[row], int(weekdays[row])
        if on != on:  # noqa: PLR0124 - NaN: no day of its own
            on = today + 1 + 7 * (place % _WEEKS)
        complaint = reasons.rank[row] == 0
        automatic = form.free and not complaint
        contacts = 1.0 if form.free else form.contacts
        personal += 0.0 if automatic else contacts
        words = [WEEKDAYS[weekday]] if weekday >= 0 else []
        words += [DAYPARTS[int(dayparts[row])]] if dayparts[row] >= 0 else []
        own = "core_message" in card["own"] or card["situation"] in ("boos", "herstel")
        message = message_for(int(ids[row]), prepared.settings) or _message(
            card, str(stage[row]), own=own, complaint=complaint
        )
        tasks.append(
            Task(
                row=row,
                segment=str(card["name"]),
                on=_on_weekday(on, weekday, urgent=complaint),
                moment=" ".join(label(word) for word in words),
                why=reasons.why[row],
                message=message,
                contacts=contacts,
                automatic=automatic,
                ground=GROUNDS[int(ground[row])],
            )
        )
    tasks.sort(key=lambda task: (task.on, task.row))
    return ChannelList(code, tuple(tasks), personal, channel.capacity, personal * channel.cost)


def _message(card: Mapping[str, Any], stage: str, *, own: bool, complaint: bool) -> str:
    """What this customer hears: of a segment where most leave, those who stay are not told that it has been a
    while, and the other way round."""
    if complaint and not own:
        return _(_COMPLAINT)
    leaves = stage.startswith("beeindigen")
    if (
        card["other_message"]
        and "core_message" not in card["own"]
        and leaves != (card["situation"] == "vertrek")
    ):
        return str(card["other_message"])
    return str(card["core_message"])


def _on_weekday(number: float, weekday: int, *, urgent: bool) -> str:
    """That day, moved on to the customer's own weekday where it has time."""
    found = date(1970, 1, 1) + timedelta(days=int(number))
    if weekday >= 0 and not urgent:
        found += timedelta(days=(weekday - found.weekday()) % 7)
    return found.isoformat()
