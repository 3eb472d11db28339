"""The numbers of every segment that sentences, costs and channels rest on, summed once per profile run.

Everything is a mean, a count or a sum over the members; means are over those of whom the number is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from analysis.frames import Bools, Floats, Frames, Ints, codes_of, days, number_column, text_column
from core.cells import SCORES
from strategy.catalogue import Catalogue
from strategy.features import Features
from strategy.terms import DAYPARTS, WEEKDAYS

if TYPE_CHECKING:
    from core.settings import Settings

#: so many days before the last day for notice a conversation still helps
NOTICE_DAYS: Final = 120
_MEANS: Final = (*SCORES, "p_active", "purchase_days", "clv", "crv", "share_self", "days_to_next_purchase")
_SHARES: Final = ("relatievorm", "waarde", "stage", "scrm", "binding", "engagement_cell", "almost", "soort")
#: a category is named where at least this share of the purchases falls in it
_CLEAR: Final = 0.25


@dataclass(frozen=True)
class SegmentNumbers:
    """One segment. Money in euro a year or (clv) over the horizon; None or NaN: unknown."""

    name: str
    customers: int
    #: mean → value over those of whom it is known; `known` says how many those are
    means: Mapping[str, float]
    known: Mapping[str, int]
    #: choice → code → number of customers
    counts: Mapping[str, Mapping[str, int]]
    clv_total: float
    at_stake: float
    at_stake_known: int
    yearly_revenue: float
    yearly_margin: float
    notices: int
    next_notice: str | None
    complaints_open: int
    open_questions: int
    obliged: int
    in_peace: int
    objects: int
    unprofiled: int
    affinity: Mapping[str, float]
    preference: Mapping[str, float]
    reachable: Mapping[str, int]
    reachable_service: Mapping[str, int]
    weekday: str | None
    daypart: str | None
    category: str | None

    def top(self, choice: str) -> str:
        """The code that most members have ('' without members)."""
        counts = self.counts[choice]
        return max(counts, key=lambda code: (counts[code], code)) if counts else ""

    def share(self, choice: str, *codes: str) -> float:
        """The share of the members that has one of the codes."""
        return (
            sum(self.counts[choice].get(code, 0) for code in codes) / self.customers
            if self.customers
            else 0.0
        )

    def mean(self, name: str) -> float | None:
        """A mean, None where it is known of nobody."""
        value = self.means[name]
        return None if value != value else value  # noqa: PLR0124 - NaN


@dataclass(frozen=True)
class Money:
    """Per customer, euro: what is at stake, revenue of a year."""

    at_stake: Floats
    revenue: Floats


def numbers_of(
    names: Sequence[str],
    cell: Ints,
    features: Features,
    facts: pd.DataFrame,
    frames: Frames,
    money: Money,
    settings: "Settings",
    as_of: date,
    book: Catalogue,
) -> list[SegmentNumbers]:
    """The numbers of the segments `names`; `cell` is each customer's position in it, -1 for none."""
    sums = _Sums(cell, len(names))
    obliged = features.choice("relatievorm").among(("gedwongen",))
    peace = features.choice("scrm").among(("met_rust_laten",)) | features.choice("almost").among(
        ("permanent",)
    )
    notice = features.number("days_to_notice")
    soon = (notice >= 0) & (notice <= NOTICE_DAYS)
    outbound = [code for code, c in book.channels.items() if c.outbound and f"reach_{code}" in facts.columns]
    promote = ~obliged & ~peace
    columns: dict[str, list[Any]] = {
        "customers": sums.count().tolist(),
        "clv_total": sums.total(features.number("clv")).tolist(),
        "at_stake": sums.total(money.at_stake).tolist(),
        "at_stake_known": sums.count(~np.isnan(money.at_stake)).tolist(),
        "yearly_revenue": sums.total(money.revenue).tolist(),
        "notices": sums.count(soon).tolist(),
        "next_notice": sums.first_day(notice, soon, as_of),
        "complaints_open": sums.total(features.number("complaints_open")).astype(int).tolist(),
        "open_questions": sums.total(features.number("questions")).astype(int).tolist(),
        "obliged": sums.count(obliged).tolist(),
        "in_peace": sums.count(peace).tolist(),
        "objects": sums.count(features.flag("objects")).tolist(),
        "unprofiled": sums.count(features.flag("unprofiled")).tolist(),
        "weekday": sums.most(number_column(facts, "weekday"), WEEKDAYS),
        "daypart": sums.most(number_column(facts, "daypart"), DAYPARTS),
        "category": _categories(frames, cell, len(names), days(as_of)),
    }
    means = {name: sums.mean(features.number(name)) for name in _MEANS}
    counts = {name: sums.counts(features, name) for name in _SHARES}
    affinity = {code: sums.mean(number_column(facts, f"aff_{code}")) for code in book.channels}
    wishes = sums.choice(text_column(facts, "preference"))
    reach = {code: sums.count(promote & facts[f"reach_{code}"].to_numpy(bool)) for code in outbound}
    service = {code: sums.count(~peace & facts[f"detail_{code}"].to_numpy(bool)) for code in outbound}
    parts = _PerSegment(columns, means, counts, affinity, wishes, reach, service)
    return [parts.segment(s, name, settings.margin) for s, name in enumerate(names)]


@dataclass(frozen=True)
class _PerSegment:
    """The sums of all segments, and how one segment is read out of them."""

    columns: Mapping[str, list[Any]]
    means: Mapping[str, tuple[Floats, Ints]]
    counts: Mapping[str, list[dict[str, int]]]
    affinity: Mapping[str, tuple[Floats, Ints]]
    wishes: list[dict[str, int]]
    reach: Mapping[str, Ints]
    service: Mapping[str, Ints]

    def segment(self, s: int, name: str, margin: float) -> SegmentNumbers:
        """The numbers of segment `s`."""
        n = max(1, int(self.columns["customers"][s]))
        return SegmentNumbers(
            name=name,
            means={key: float(mean[0][s]) for key, mean in self.means.items()},
            known={key: int(mean[1][s]) for key, mean in self.means.items()},
            counts={key: found[s] for key, found in self.counts.items()},
            yearly_margin=self.columns["yearly_revenue"][s] * margin,
            affinity={c: float(mean[0][s]) for c, mean in self.affinity.items() if mean[0][s] > 0},
            preference={c: k / n for c, k in self.wishes[s].items() if c in self.affinity},
            reachable={c: int(k[s]) for c, k in self.reach.items()},
            reachable_service={c: int(k[s]) for c, k in self.service.items()},
            **{key: column[s] for key, column in self.columns.items()},
        )


class _Sums:
    """Sums per segment over the customers that are in one."""

    def __init__(self, cell: Ints, cells: int) -> None:
        self._cell, self._cells, self._in = cell, cells, cell >= 0

    def count(self, which: Bools | None = None) -> Ints:
        use = self._in if which is None else self._in & which
        return np.bincount(self._cell[use], minlength=self._cells).astype(np.int64)

    def total(self, value: Floats) -> Floats:
        use = self._in & ~np.isnan(value)
        return np.bincount(self._cell[use], weights=value[use], minlength=self._cells).astype(np.float64)

    def mean(self, value: Floats) -> tuple[Floats, Ints]:
        known = self.count(~np.isnan(value))
        return np.where(known > 0, self.total(value) / np.maximum(known, 1), np.nan), known

    def counts(self, features: Features, name: str) -> list[dict[str, int]]:
        """Per segment: code → number, several positions of one code taken together."""
        choice = features.choice(name)
        return self._table(choice.codes, choice.names)

    def choice(self, texts: "np.typing.NDArray[np.object_]") -> list[dict[str, int]]:
        codes, names = codes_of(texts)
        return self._table(np.where(codes < 0, len(names), codes), (*names, ""))

    def most(self, positions: Floats, names: Sequence[str]) -> list[str | None]:
        """Per segment the name that most members have; None where nobody has one."""
        use = self._in & (positions >= 0)
        size = len(names)
        key = self._cell[use] * size + positions[use].astype(np.int64)
        table = np.bincount(key, minlength=self._cells * size).reshape(self._cells, size)
        return [names[int(row.argmax())] if row.any() else None for row in table]

    def first_day(self, ahead: Floats, which: Bools, as_of: date) -> list[str | None]:
        """Per segment the nearest of the days `ahead`, as an ISO date."""
        least = np.full(self._cells, np.inf)
        use = self._in & which
        np.minimum.at(least, self._cell[use], ahead[use])
        return [
            None if np.isinf(k) else date.fromordinal(as_of.toordinal() + int(k)).isoformat() for k in least
        ]

    def _table(self, codes: Ints, names: Sequence[str]) -> list[dict[str, int]]:
        size = len(names)
        key = self._cell[self._in] * size + codes[self._in]
        table = np.bincount(key, minlength=self._cells * size).reshape(self._cells, size)
        out: list[dict[str, int]] = []
        for row in table:
            found: dict[str, int] = {}
            for i in np.flatnonzero(row).tolist():
                found[names[i]] = found.get(names[i], 0) + int(row[i])
            out.append(found)
        return out


def _categories(frames: Frames, cell: Ints, cells: int, day: float) -> list[str | None]:
    """Per segment the category that most orders of the last two years fall in, where one stands out."""
    orders = frames.orders
    moment = number_column(orders, "datum")
    codes, names = codes_of(text_column(orders, "categorie"))
    if not names:
        return [None] * cells
    mine = cell[orders["customer"].to_numpy()] if len(cell) else np.zeros(len(orders), dtype=np.int64) - 1
    use = (mine >= 0) & (codes >= 0) & (moment < day + 1) & (moment >= day + 1 - 730)
    table = np.bincount(mine[use] * len(names) + codes[use], minlength=cells * len(names)).reshape(
        cells, len(names)
    )
    out: list[str | None] = []
    for row in table:
        top = int(row.argmax())
        out.append(names[top] if row.sum() and row[top] >= _CLEAR * row.sum() else None)
    return out
