"""Everything about the segments that does not hang on the budget: rule points, numbers, costs per form.

Made once per profile run and set; a budget slider then only solves the programme again.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from analysis.frames import Bools, Frames, Ints, codes_of, text_column
from core.cells import SETS
from core.errors import InputError
from core.text import _
from strategy import catalogue
from strategy.budget import Option
from strategy.catalogue import Catalogue, Form
from strategy.features import Features
from strategy.mix import MixInput, points_of
from strategy.money import value_at_stake, yearly_revenue
from strategy.numbers import Money, SegmentNumbers, numbers_of
from strategy.rules import Rule, applies, in_force
from strategy.rules import numbers_of as rule_numbers
from strategy.terms import FORMS, PHASES

if TYPE_CHECKING:
    from core.settings import Settings

#: fit = form points / 100, within 0..1
FULL_POINTS: Final = 100.0
#: personal contact may cost this share of a customer's yearly margin before a cheaper channel carries it
_OF_MARGIN: Final = 0.1
_A_HAIR: Final = 1e-6
#: from so many points of rules a channel is not replaced by a cheaper one
_URGED: Final = 20.0


@dataclass(frozen=True)
class Given:
    """A rule as it counts in one segment: to how many it applies, and the numbers its reason names."""

    rule: Rule
    share: float
    numbers: Mapping[str, float]


@dataclass(frozen=True)
class Segment:
    """One segment, ready for any budget. `points` are means over the members, per target."""

    numbers: SegmentNumbers
    given: tuple[Given, ...]
    points: Mapping[str, float]
    mix: MixInput
    #: the possible forms, each with the channels that can carry it: what it would cost and yield
    options: tuple[Option, ...]
    #: form → why it is impossible here
    excluded: Mapping[str, str]
    #: the minimum service of those who have no choice: cents a year, channel, contacts
    minimum_cents: int
    minimum_load: Mapping[str, float]

    def forms(self) -> list[str]:
        """The possible forms, in their fixed order."""
        return list(dict.fromkeys(option.form for option in self.options))

    def cheapest(self, form: str) -> Option:
        """The cheapest way to give that form."""
        return min((o for o in self.options if o.form == form), key=lambda o: o.cents)

    def fit(self, form: str) -> float:
        """How well a form fits, 0..1."""
        return min(1.0, max(0.0, self.points.get(f"form:{form}", 0.0) / FULL_POINTS))


@dataclass(frozen=True)
class Prepared:
    """The segments of a set with the catalogue and settings that they were computed with."""

    set_name: str
    as_of: date
    settings: "Settings"
    book: Catalogue
    segments: tuple[Segment, ...]
    season: Mapping[str, Any] | None
    #: each customer's position in `segments`, -1 for none; the first for who is in several own segments
    cell: Ints
    #: how many memberships there are beyond one a customer
    several: int = 0


def prepare(
    values: pd.DataFrame,
    facts: pd.DataFrame,
    frames: Frames,
    set_name: str,
    settings: "Settings",
    *,
    as_of: date | None = None,
    cells: Sequence[str | None] | None = None,
    members: Mapping[str, Bools] | None = None,
) -> Prepared:
    """Sum up the segments of a set. `values`, `facts` and `frames.customers` have the same rows in order.

    `cells`: the segment of every customer (None: in none) of a selection; `members`: who is in each segment
    of an own set, where somebody may be in several, and then counts in each. Without either the built-in set
    `set_name`. `as_of` defaults to the day that the facts were made for.
    """
    day = as_of or date.fromisoformat(facts.attrs["as_of"])
    book = catalogue.for_organisation(catalogue.load(), settings, facts.attrs.get("seen", ()))
    features = Features(values, facts, frames, settings, day, book)
    money = Money(
        value_at_stake(values, features.number("p_active"), settings), yearly_revenue(frames, day, settings)
    )
    rules = in_force(settings)
    layers = [_cells(values, set_name, cells)] if members is None else _layers(members, len(values))
    segments: list[Segment] = []
    cell = np.full(len(values), -1, dtype=np.int64)
    for names, layer in layers:
        numbers = numbers_of(names, layer, features, facts, frames, money, settings, day, book)
        given = _given(rules, features, layer, len(names))
        kept = [s for s in range(len(names)) if numbers[s].customers]
        place = np.full(len(names) + 1, -1, dtype=np.int64)
        place[kept] = np.arange(len(segments), len(segments) + len(kept))
        # who is in several stays with the first
        cell = np.where(cell < 0, place[layer], cell)
        segments += [_segment(numbers[s], given[s], book, settings) for s in kept]
    several = sum(s.numbers.customers for s in segments) - int((cell >= 0).sum())
    season = facts.attrs.get("season")
    return Prepared(set_name, day, settings, book, tuple(segments), season, cell, several)


def _layers(members: Mapping[str, Bools], n: int) -> list[tuple[list[str], Ints]]:
    """The segments packed so that within a layer nobody is in two; the order of the segments is kept."""
    out: list[tuple[list[str], Ints]] = []
    for name, inside in members.items():
        if not out or (out[-1][1][inside] >= 0).any():
            out.append(([], np.full(n, -1, dtype=np.int64)))
        names, layer = out[-1]
        layer[inside] = len(names)
        names.append(name)
    return out


def _cells(values: pd.DataFrame, set_name: str, cells: Sequence[str | None] | None) -> tuple[list[str], Ints]:
    """The names of the segments in the order in which the set shows them, and each customer's position."""
    if cells is None:
        if set_name not in SETS:
            raise InputError(
                _("There is no set “{name}”; choose from: {sets}.").format(
                    name=set_name, sets=", ".join(SETS)
                )
            )
        column = text_column(values, f"set_{set_name}")
        column = np.where([text is None or text != text for text in column], "onbekend", column)  # noqa: PLR0124
    else:
        column = np.array(list(cells), dtype=object)
    codes, found = codes_of(column)
    order = {name: i for i, name in enumerate(SETS.get(set_name, ()))}
    names = sorted(found, key=lambda name: (order.get(name, len(order)), name))
    place = np.array([names.index(name) for name in found] + [-1], dtype=np.int64)
    return names, place[codes]


def _given(rules: tuple[Rule, ...], features: Features, cell: Ints, cells: int) -> list[list[Given]]:
    """Per segment the rules that count in it."""
    size = np.bincount(cell[cell >= 0], minlength=cells)
    out: list[list[Given]] = [[] for _s in range(cells)]
    for rule, hit in zip(rules, applies(rules, features), strict=True):
        times = np.bincount(cell[hit & (cell >= 0)], minlength=cells)
        if not times.any():
            continue
        means = rule_numbers(rule, hit, features, cell, cells)
        for s in np.flatnonzero(times):
            numbers = {name: float(mean[s]) for name, mean in means.items()}
            out[s].append(Given(rule, float(times[s] / size[s]), numbers))
    return out


def _segment(
    numbers: SegmentNumbers, given: Sequence[Given], book: Catalogue, settings: "Settings"
) -> Segment:
    points: dict[str, float] = {}
    for one in given:
        for target, value in one.rule.points.items():
            points[target] = points.get(target, 0.0) + one.share * value
    known = numbers.at_stake_known
    mix = MixInput(
        customers=numbers.customers,
        affinity=numbers.affinity,
        preference=numbers.preference,
        reachable=numbers.reachable,
        reachable_service=numbers.reachable_service,
        rule_points={t: p for t, p in points.items() if t.startswith(("channel:", "role:"))},
        yearly_margin=numbers.yearly_margin / numbers.customers,
        promotes=numbers.obliged < numbers.customers,
    )
    excluded = _excluded(book, settings)
    each = numbers.at_stake / known if known else 0.0
    # nothing known of what they bring in is no reason to take the cheapest channel
    allowance = max(_OF_MARGIN * mix.yearly_margin, each) if known or mix.yearly_margin > 0 else math.inf
    options = [
        _option(book.forms[code], carrier, book, mix, points, numbers.at_stake if known else 0.0)
        for code in FORMS
        if code not in excluded
        for carrier in _carriers(book.forms[code], book, mix, allowance)
    ]
    cents, load = _minimum(book, numbers.obliged)
    return Segment(numbers, tuple(given), points, mix, tuple(options), excluded, cents, load)


def _option(
    form: Form, carrier: str, book: Catalogue, mix: MixInput, points: Mapping[str, float], stake: float
) -> Option:
    n, share = mix.customers, points.get(f"form:{form.code}", 0.0) / FULL_POINTS
    contacts = n * form.contacts
    # of two channels that could carry the form, the one that suits these customers best, by a hair
    suits = 0.0 if form.free else _A_HAIR * _over_phases(carrier, book, form, mix)
    return Option(
        form=form.code,
        gain=min(1.0, max(0.0, share)) * stake,
        fit=n * (share + suits),
        cents=0 if form.free else _cents(contacts * book.channels[carrier].cost),
        free=form.free,
        load={} if form.free else {carrier: contacts},
        carrier=carrier,
    )


def _carriers(form: Form, book: Catalogue, mix: MixInput, allowance: float) -> list[str]:
    """The channels that can carry the form's contacts; [''] for a free form.

    A channel that rules urge (call before the last day for notice) goes before all; else those whose yearly
    cost a customer stays within `allowance`, and the cheapest where none does.
    """
    if form.free:
        return [""]
    able = [code for code in form.carriers if book.channels[code].available]
    urged = [code for code in able if _urged(code, mix) >= _URGED]
    if urged:
        return urged
    fitting = [code for code in able if form.contacts * book.channels[code].cost <= allowance]
    return fitting or [min(able, key=lambda code: book.channels[code].cost)]


def _urged(code: str, mix: MixInput) -> float:
    """The points that rules alone give a channel in the phase where they give it most."""
    of_phase = max(mix.rule_points.get(f"channel:{code}@{phase}", 0.0) for phase in PHASES)
    return mix.rule_points.get(f"channel:{code}", 0.0) + of_phase


def _over_phases(code: str, book: Catalogue, form: Form, mix: MixInput) -> float:
    channel = book.channels[code]
    return math.fsum(points_of(channel, phase, form, mix) for phase in PHASES if phase in channel.phases)


def _excluded(book: Catalogue, settings: "Settings") -> dict[str, str]:
    """Forms that this organisation cannot offer, with why."""
    out = {}
    for code, form in book.forms.items():
        if code == "community" and not settings.has_moderator:
            out[code] = _("A community needs a moderator; the settings say there is none.")
        elif code == "geautomatiseerd" and not settings.data_only_service:
            out[code] = _(
                "Only a service that runs on data alone can be automated; the settings say it cannot."
            )
        elif not form.free and not any(book.channels[c].available for c in form.carriers):
            out[code] = _("Your organisation has none of the channels that can carry this form.")
    return out


def _minimum(book: Catalogue, obliged: int) -> tuple[int, dict[str, float]]:
    """The helped fallback of those who have no choice: the cheapest helped channel that exists."""
    form = book.forms["persoonlijke_assistentie"]
    able = [code for code in form.carriers if book.channels[code].available]
    if not obliged or not able:
        return 0, {}
    carrier = min(able, key=lambda code: book.channels[code].cost)
    contacts = obliged * form.minimum
    return _cents(contacts * book.channels[carrier].cost), {carrier: contacts}


def _cents(euro: float) -> int:
    """Whole cents, upwards: what it costs at least fits the budget."""
    return math.ceil(round(euro * 100, 6))
