"""Contacts per customer and kind: how many, and their points aged (domain §6). Counts are Σ aantal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.frames import (
    Bools,
    Floats,
    Frames,
    Ints,
    codes_of,
    days,
    max_of,
    number_column,
    sum_of,
    text_column,
)
from analysis.kinds import REVIEW, REVIEW_HIGH, REVIEW_LOW, STARS_HIGH, STARS_LOW, Kind, in_force
from analysis.scores import aged
from core.settings import Settings

YEAR = 365.0


@dataclass(frozen=True)
class Contacts:
    """What the contacts say, per customer (n) and kind (k, in the order of `kinds`).

    `counts` Σ aantal, unaged; `points` Σ aantal · points · 2^(-days / half-life of the kind's dimension).
    `present`: the base holds contacts of the kind. `imported`: it holds contacts at all. `stars` is the mean
    of rated reviews (NaN without); `solved` the complaints that were solved; `complaints_aged` the complaints
    aged, a solved one half (§5). `last_attempt` is the day of the last failed attempt, `last_own` of the last
    contact that was not outgoing, `opted_out` of the last unsubscription. `own`, `own_active` and `months`
    are over the last 365 days: contacts not outgoing, those of an active kind, different calendar months.
    """

    kinds: tuple[Kind, ...]
    counts: Floats
    points: Floats
    present: Bools
    imported: bool
    stars: Floats
    solved: Floats
    complaints_aged: Floats
    last_attempt: Floats
    last_own: Floats
    opted_out: Floats
    own: Floats
    own_active: Floats
    months: Floats

    def count(self, code: str) -> Floats:
        """Σ aantal of a kind per customer."""
        return np.asarray(self.counts[:, self.index(code)], dtype=np.float64)

    def index(self, code: str) -> int:
        """The column of a kind."""
        return next(i for i, kind in enumerate(self.kinds) if kind.code == code)


@dataclass(frozen=True)
class _Rows:
    """The contacts themselves: place of their kind (-1: not one of ours), age in whole days, quantity."""

    customer: Ints
    day: Floats
    age: Floats
    kind: Ints
    quantity: Floats
    stars: Floats
    solved: Bools
    own: Bools


def half_lives(settings: Settings) -> Mapping[str, float]:
    """The half-life of each dimension's points in days."""
    return {
        "cognitief": settings.half_life_cognitive,
        "emotioneel": settings.half_life_emotional,
        "gedrag": settings.half_life_behaviour,
        "negatief": settings.half_life_negative,
    }


def contacts(
    frames: Frames, as_of: date, settings: Settings, kinds: tuple[Kind, ...] | None = None
) -> Contacts:
    """The contacts of every customer; `frames` hold nothing dated after `as_of` (`frames.until`)."""
    kinds = in_force(settings.contact_points) if kinds is None else kinds
    place = {kind.code: i for i, kind in enumerate(kinds)}
    rows = _rows(frames, as_of, place)
    n, k = frames.n, len(kinds)
    counts, points = np.zeros(n * k), np.zeros(n * k)
    present = np.zeros(k, dtype=bool)
    lives = half_lives(settings)
    life = np.array([lives.get(kind.dimension, YEAR) for kind in kinds])
    each = np.array([kind.points for kind in kinds])
    for chosen, column in _columns(rows, place):
        at = rows.customer[chosen] * k + column
        quantity = rows.quantity[chosen]
        counts += sum_of(at, n * k, quantity)
        points += sum_of(at, n * k, quantity * each[column] * aged(rows.age[chosen], life[column]))
        present |= np.bincount(column, minlength=k) > 0
    recent = rows.own & (rows.age < YEAR)
    active = np.array([kind.active for kind in kinds] + [False])[rows.kind]
    attempts = np.array([kind.attempt for kind in kinds] + [False])[rows.kind]
    complaint = rows.kind == place.get("klacht", -2)
    solved_half = np.where(rows.solved, 0.5, 1.0) * aged(rows.age, settings.half_life_complaint)
    return Contacts(
        kinds=kinds,
        counts=counts.reshape(n, k),
        points=points.reshape(n, k),
        present=present,
        imported=len(rows.customer) > 0,
        stars=_stars(rows, n, place),
        solved=_sum(rows, n, complaint & rows.solved),
        complaints_aged=sum_of(rows.customer[complaint], n, (rows.quantity * solved_half)[complaint]),
        last_attempt=_last(rows, n, attempts),
        last_own=_last(rows, n, rows.own),
        opted_out=_last(rows, n, rows.kind == place.get("afmelding", -2)),
        own=_sum(rows, n, recent),
        own_active=_sum(rows, n, recent & active),
        months=_months(rows, n, recent & (rows.quantity > 0)),
    )


def _rows(frames: Frames, as_of: date, place: Mapping[str, int]) -> _Rows:
    table = frames.interactions
    codes, names = codes_of(text_column(table, "soort"))
    kind = np.array([*(place.get(name, -1) for name in names), -1], dtype=np.int64)[codes]
    quantity = number_column(table, "aantal")
    quantity = np.where(np.isnan(quantity), 1.0, np.maximum(quantity, 0.0))
    day = np.floor(number_column(table, "datum"))
    directions, words = codes_of(text_column(table, "richting"))
    outgoing = np.array([*(word == "uit" for word in words), False], dtype=bool)[directions]
    return _Rows(
        customer=np.asarray(table["customer"], dtype=np.int64),
        day=day,
        age=days(as_of) - day,
        kind=kind,
        quantity=quantity,
        stars=number_column(table, "waardering"),
        solved=number_column(table, "opgelost") == 1,
        own=~outgoing,
    )


def _columns(rows: _Rows, place: Mapping[str, int]) -> list[tuple[Bools, Ints]]:
    """Which contacts count in which column: each in its kind's, and a rated review in its stars' too."""
    known = rows.kind >= 0
    review = rows.kind == place.get(REVIEW, -2)
    found = [(known, rows.kind[known])]
    for code, chosen in (
        (REVIEW_HIGH, review & (rows.stars >= STARS_HIGH)),
        (REVIEW_LOW, review & (rows.stars <= STARS_LOW)),
    ):
        if chosen.any():
            found.append((chosen, np.full(int(chosen.sum()), place[code], dtype=np.int64)))
    return found


def _sum(rows: _Rows, n: int, chosen: Bools) -> Floats:
    return sum_of(rows.customer[chosen], n, rows.quantity[chosen])


def _last(rows: _Rows, n: int, chosen: Bools) -> Floats:
    return max_of(rows.customer[chosen], n, rows.day[chosen])


def _stars(rows: _Rows, n: int, place: Mapping[str, int]) -> Floats:
    """The mean of rated reviews, each counting its aantal."""
    rated = (rows.kind == place.get(REVIEW, -2)) & ~np.isnan(rows.stars)
    quantity = _sum(rows, n, rated)
    total = sum_of(rows.customer[rated], n, (rows.quantity * np.nan_to_num(rows.stars))[rated])
    return np.asarray(total / np.where(quantity > 0, quantity, np.nan), dtype=np.float64)


def _months(rows: _Rows, n: int, chosen: Bools) -> Floats:
    """In how many different calendar months the chosen contacts lie, per customer."""
    month = rows.day[chosen].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    if not len(month):
        return np.zeros(n)
    low = int(month.min())
    span = int(month.max()) - low + 1
    seen = np.unique(rows.customer[chosen] * span + (month - low))
    return sum_of(seen // span, n)
