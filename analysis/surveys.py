"""Survey answers to one value per person and dimension (domain §5): scales, reversed items, latest survey.

Items that anybody answered in one sitting belong to one survey; "at least half its items" is asked of the
survey that the person filled in, so that another survey's questions change nobody's score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from analysis.frames import (
    Bools,
    Floats,
    Frames,
    Ints,
    codes_of,
    days,
    number_column,
    sum_of,
    text_column,
)
from analysis.scores import aged, likert
from core.fields import SCALES
from core.settings import Settings

#: NPS answer → 0..1, linear between (domain §5)
NPS_ANSWERS: Final = (0.0, 6.0, 7.0, 8.0, 9.0, 10.0)
NPS_VALUES: Final = (0.0, 0.30, 0.45, 0.60, 0.85, 1.0)


@dataclass(frozen=True)
class Answers:
    """One dimension per customer: the mean of the items on 0..1 (NaN: not scored), the same as the person
    knows it (on the items' own scale where they share one, else 0..100), the day (NaN undated), and the
    weight factor of its age (1 for undated)."""

    value: Floats
    raw: Floats
    day: Floats
    factor: Floats


@dataclass(frozen=True)
class Coded:
    """One element an answer that counts: place of its (dimension, item) in `items`, value on 0..1 with
    reversed items turned, the turned answer on its own scale, the scale, the day (NaN undated)."""

    customer: Ints
    item: Ints
    items: tuple[tuple[str, str], ...]
    value: Floats
    answer: Floats
    low: Floats
    high: Floats
    day: Floats

    def take(self, chosen: Bools | Ints) -> "Coded":
        """The chosen answers."""
        return Coded(
            self.customer[chosen],
            self.item[chosen],
            self.items,
            self.value[chosen],
            self.answer[chosen],
            self.low[chosen],
            self.high[chosen],
            self.day[chosen],
        )


def nps_value(answer: Floats) -> Floats:
    """An NPS answer (0-10) to 0..1: 0: 0, 6: .30, 7: .45, 8: .60, 9: .85, 10: 1, linear between (§5)."""
    known = ~np.isnan(answer)
    out = np.full(len(answer), np.nan)
    out[known] = np.interp(answer[known], NPS_ANSWERS, NPS_VALUES)
    return out


def coded(frames: Frames) -> Coded:
    """The answers that are tied to a dimension, on 0..1; one per person, sitting (day) and item: the last."""
    table = frames.survey
    low, high = number_column(table, "schaal_laag"), number_column(table, "schaal_hoog")
    raw, dimension = number_column(table, "waarde"), text_column(table, "dimensie")
    good = ~np.isnan(raw) & (high > low) & ~pd.isna(dimension)
    names, firsts = pd.factorize(
        pd.MultiIndex.from_arrays([dimension[good], text_column(table, "item")[good].astype(str)])
    )
    turned = (number_column(table, "omgekeerd") == 1)[good]
    low, high, raw = low[good], high[good], np.clip(raw[good], low[good], high[good])
    answer = np.where(turned, low + high - raw, raw)
    rescaled = (dimension[good] == "nps") & (high != NPS_ANSWERS[-1])
    answer = np.where(rescaled, NPS_ANSWERS[-1] * likert(answer, low, high), answer)
    found = Coded(
        np.asarray(table["customer"], dtype=np.int64)[good],
        np.asarray(names, dtype=np.int64),
        tuple((str(d), str(i)) for d, i in firsts),
        likert(answer, low, high),
        answer,
        low,
        high,
        np.floor(number_column(table, "datum"))[good],
    )
    return found.take(_last_of_each(found)) if len(found.item) else found


def fit(answers: Coded) -> list[list[list[str]]]:
    """The surveys of the base: for each the [dimension, item] pairs that were asked together."""
    group = _surveys(answers)
    found: dict[int, list[list[str]]] = {}
    for place, (dimension, item) in enumerate(answers.items):
        found.setdefault(group[place], []).append([dimension, item])
    return sorted(sorted(pairs) for pairs in found.values())


def dimensions(
    answers: Coded, n: int, as_of: date, settings: Settings, surveys: Sequence[Sequence[Sequence[str]]]
) -> dict[str, Answers]:
    """Every dimension that somebody answered: the mean of its items in each person's latest sitting with it.

    Scored if at least half of the items that the survey asks about the dimension are answered. Age factor
    2^(-days / half_life_survey); an undated answer does not age, and gives way to a dated one.
    """
    group = {(d, i): g for g, pairs in enumerate(surveys) for d, i in pairs}
    sizes = _sizes(surveys)
    of_item = np.array([group.get(pair, -1) for pair in answers.items], dtype=np.int64)
    found = {}
    for dimension in sorted({d for d, _ in answers.items}):
        mine = np.array([d == dimension for d, _ in answers.items], dtype=bool)
        chosen = answers.take(mine[answers.item])
        asked = np.array([sizes.get((int(g), dimension), 1) for g in of_item], dtype=np.float64)
        found[dimension] = _dimension(chosen, n, as_of, settings, of_item, asked)
    return found


def nps(frames: Frames, answers: Mapping[str, Answers], as_of: date, settings: Settings) -> Answers:
    """Each person's latest NPS answer (0-10), of the customers sheet or a survey: the same one counts once.

    A dated answer goes before an undated one; of two equally old the survey's. Raw 0..10, value 0..1. An
    item asked on another scale than one to 10 (0-100, 1-5) is brought to 0..10.
    """
    own = np.clip(frames.number("nps"), 0.0, 10.0)
    when = np.where(np.isnan(own), np.nan, np.floor(frames.number("nps_datum")))
    other = answers.get("nps", unanswered(frames.n))
    later = _later(own, when, other)
    raw, day = np.where(later, own, other.raw), np.where(later, when, other.day)
    return Answers(nps_value(raw), raw, day, _factor(raw, day, as_of, settings))


def overall_satisfaction(
    frames: Frames, answers: Mapping[str, Answers], as_of: date, settings: Settings
) -> Answers:
    """The overall satisfaction: the survey's dimension or the customers sheet's column, the later one."""
    mark = frames.number("tevredenheid")
    scale, names = codes_of(frames.text("tevredenheid_schaal"))
    ends = np.array([SCALES.get(name, (np.nan, np.nan)) for name in [*names, ""]], dtype=np.float64)[scale]
    value = likert(mark, ends[:, 0], ends[:, 1])
    when = np.where(np.isnan(value), np.nan, np.floor(frames.number("tevredenheid_datum")))
    other = answers.get("tevredenheid", unanswered(frames.n))
    later = _later(value, when, other)
    chosen, day = np.where(later, value, other.value), np.where(later, when, other.day)
    return Answers(chosen, np.where(later, mark, other.raw), day, _factor(chosen, day, as_of, settings))


def unanswered(n: int) -> Answers:
    """A dimension that nobody answered."""
    nothing = np.full(n, np.nan)
    return Answers(nothing, nothing, nothing, np.ones(n))


def _later(own: Floats, when: Floats, other: Answers) -> Bools:
    """Where the customers sheet's answer goes before the survey's."""
    newer = (when > other.day) | (~np.isnan(when) & np.isnan(other.day))
    return np.asarray(~np.isnan(own) & (np.isnan(other.value) | newer))


def _factor(value: Floats, day: Floats, as_of: date, settings: Settings) -> Floats:
    age = np.where(np.isnan(value) | np.isnan(day), 0.0, days(as_of) - day)
    return aged(age, settings.half_life_survey)


def _last_of_each(answers: Coded) -> Ints:
    """The last answer of every person to every item of one sitting, in the order of the file."""
    sitting = _sittings(answers)
    key = sitting * len(answers.items) + answers.item
    _, last = np.unique(key[::-1], return_index=True)
    return np.sort(len(key) - 1 - last)


def _sittings(answers: Coded) -> Ints:
    """A number per (person, day)."""
    day = np.nan_to_num(answers.day, nan=-1e6).astype(np.int64)
    low = int(day.min()) if len(day) else 0
    span = int(day.max()) - low + 1 if len(day) else 1
    return answers.customer * span + (day - low)


def _surveys(answers: Coded) -> list[int]:
    """Which survey each item belongs to: items are joined by sittings in which both were answered."""
    parent = list(range(len(answers.items)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    sitting = _sittings(answers)
    order = np.lexsort((answers.item, sitting))
    same = sitting[order][1:] == sitting[order][:-1]
    pairs = np.stack([answers.item[order][:-1][same], answers.item[order][1:][same]], axis=1)
    for one, two in np.unique(pairs, axis=0).tolist() if len(pairs) else []:
        parent[root(one)] = root(two)
    return [root(place) for place in range(len(parent))]


def _sizes(surveys: Sequence[Sequence[Sequence[str]]]) -> dict[tuple[int, str], int]:
    """How many items each survey asks about each dimension."""
    found: dict[tuple[int, str], int] = {}
    for group, pairs in enumerate(surveys):
        for dimension, _item in pairs:
            found[group, dimension] = found.get((group, dimension), 0) + 1
    return found


def _dimension(
    answers: Coded, n: int, as_of: date, settings: Settings, of_item: Ints, asked: Floats
) -> Answers:
    """One dimension out of its answers; `of_item` and `asked`: each item's survey and that survey's items."""
    customer = answers.customer
    stamp = np.nan_to_num(answers.day, nan=-np.inf)
    newest = np.full(n, -np.inf)
    np.maximum.at(newest, customer, stamp)
    latest = answers.take(stamp == newest[customer])
    customer = latest.customer
    count = sum_of(customer, n)
    needed = _needed(latest, n, of_item, asked)
    scored = (count > 0) & (count >= 0.5 * needed)
    safe = np.where(scored, count, np.nan)
    value = sum_of(customer, n, latest.value) / safe
    shared = _one_scale(latest, n)
    raw = np.where(shared, sum_of(customer, n, latest.answer) / safe, 100.0 * value)
    day = np.where(scored & np.isfinite(newest), newest, np.nan)
    return Answers(value, raw, day, _factor(value, day, as_of, settings))


def _needed(latest: Coded, n: int, of_item: Ints, asked: Floats) -> Floats:
    """The items asked of each person: of every survey that he answered in this sitting, once."""
    survey = of_item[latest.item]
    width = int(survey.max()) + 2 if len(survey) else 1
    _, first = np.unique(latest.customer * width + survey + 1, return_index=True)
    return sum_of(latest.customer[first], n, asked[latest.item[first]])


def _one_scale(latest: Coded, n: int) -> Bools:
    """Whether a person's items share one scale (then a mean answer has a meaning of its own)."""
    same = np.ones(n, dtype=bool)
    for ends in (latest.low, latest.high):
        least, most = np.full(n, np.inf), np.full(n, -np.inf)
        np.minimum.at(least, latest.customer, ends)
        np.maximum.at(most, latest.customer, ends)
        same &= least == most
    return same
