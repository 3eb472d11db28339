"""Customer referral value: what somebody brings in by sending others (Kumar, Petersen & Leone 2007, 2010).

A referral is a customer who names this one in "aangebracht door" and first bought at most 12 months ago;
aanbeveling contacts of the last 365 days count beyond the named ones, at the base mean; 4-5 star reviews and
shares of the last 365 days count .02 of a mean referral each (domain §7).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from analysis.frames import (
    Bools,
    Floats,
    Frames,
    Ints,
    Texts,
    codes_of,
    days,
    number_column,
    sum_of,
    text_column,
)
from core.settings import Settings

YEAR: Final = 365.0
TALK_SHARE: Final = 0.02
_STARS: Final = 4.0


@dataclass(frozen=True)
class Talk:
    """Σ aantal over the last 365 days per customer: recommendations, and reviews of 4-5 stars plus shares.

    `any_recommendation`: the base holds an aanbeveling contact of any date.
    """

    recommendations: Floats
    words: Floats
    any_recommendation: bool


def mean_clv(clv: Floats, relationship: Texts) -> float | None:
    """The base mean: mean positive CLV without gedwongen; None where there is none."""
    chosen = (clv > 0) & (relationship != "gedwongen")
    return float(clv[chosen].mean()) if chosen.any() else None


def referral_worth(clv: Floats, mean: float | None, settings: Settings) -> Floats:
    """Acquisition cost + (1 − share that would have come anyway) · CLV − reward; NaN where nothing is known.

    The base mean stands in for an unknown CLV; acquisition cost is left out until it is set.
    """
    value = np.where(np.isnan(clv), np.nan if mean is None else mean, clv)
    saved = settings.acquisition_cost or 0.0
    return np.asarray(saved + (1.0 - settings.referral_would_have_come) * value - settings.referral_reward)


def base(
    frames: Frames, as_of: date, settings: Settings, first: Floats, clv: Floats, relationship: Texts
) -> dict[str, Any]:
    """What CRV takes from the whole base, for the context.

    `known`: any aangebracht door or aanbeveling was imported; `mean_worth` of a referral (None: no positive
    CLV); `named`: customer id → [referrals, their summed worth (None: unknown)].
    """
    source = text_column(frames.customers, "aangebracht_door")
    named_any = any(codes_of(source)[1])
    spoken = talk(frames, as_of)
    mean = mean_clv(clv, relationship)
    worth = referral_worth(clv, mean, settings)
    age = days(as_of) - first
    referrer = referrers(frames, source) if named_any else np.full(frames.n, -1)
    counts = (referrer >= 0) & (age >= 0) & (age <= YEAR) & (referrer != np.arange(frames.n))
    number = sum_of(referrer[counts], frames.n)
    total = sum_of(referrer[counts], frames.n, worth[counts])
    ids = np.asarray(frames.customers["id"], dtype=np.int64)
    return {
        "known": bool(named_any or spoken.any_recommendation),
        "mean_worth": None if mean is None else float(referral_worth(np.array([mean]), mean, settings)[0]),
        "named": {
            str(ids[k]): [float(number[k]), None if np.isnan(total[k]) else float(total[k])]
            for k in np.flatnonzero(number > 0)
        },
    }


def crv(frames: Frames, as_of: date, known: dict[str, Any]) -> Floats:
    """CRV of each customer from what the base gave (`base`); NaN where it is unknown."""
    n = frames.n
    if not known["known"]:
        return np.full(n, np.nan)
    mean = np.nan if known["mean_worth"] is None else float(known["mean_worth"])
    named, total = np.zeros(n), np.zeros(n)
    rows = known["named"]
    for k, customer in enumerate(frames.customers["id"]) if rows else ():
        found = rows.get(str(customer))
        if found is not None:
            named[k], total[k] = found[0], np.nan if found[1] is None else found[1]
    spoken = talk(frames, as_of)
    more = np.maximum(spoken.recommendations - named, 0.0) + TALK_SHARE * spoken.words
    return np.asarray(total + np.where(more > 0, more * mean, 0.0))


def talk(frames: Frames, as_of: date) -> Talk:
    """Recommendations, good reviews and shares of each customer (contacts up to `as_of`)."""
    table = frames.interactions
    customer = np.asarray(table["customer"], dtype=np.int64)
    codes, names = codes_of(text_column(table, "soort"))

    def of(kind: str) -> Bools:
        return np.asarray(codes == names.index(kind)) if kind in names else np.zeros(len(codes), dtype=bool)

    quantity = number_column(table, "aantal")
    quantity = np.where(np.isnan(quantity), 1.0, np.maximum(quantity, 0.0))
    age = days(as_of) - np.floor(number_column(table, "datum"))
    recent = (age >= 0) & (age < YEAR)
    recommended = of("aanbeveling")
    words = of("gedeeld") | (of("review") & (number_column(table, "waardering") >= _STARS))

    def count(which: Bools) -> Floats:
        return sum_of(customer[which], frames.n, quantity[which])

    return Talk(count(recommended & recent), count(words & recent), bool((recommended & ~(age < 0)).any()))


def referrers(frames: Frames, source: Texts) -> Ints:
    """The position of the customer whom each "aangebracht door" names; -1 for nobody.

    Matched on klantnummer, else e-mail, else a full name or company name that only one customer has; capitals
    and spaces do not matter.
    """
    out = np.full(frames.n, -1, dtype=np.int64)
    filled = np.array([_filled(text) for text in source], dtype=bool)
    numbers = {text: k for k, text in enumerate(text_column(frames.customers, "klantnummer"))}
    rows = np.flatnonzero(filled)
    # a number as it is written is the usual case, and the only one that is quick for a large base
    out[rows] = [numbers.get(source[k], -1) for k in rows]
    for keys in (_by_klantnummer, _by_email, _by_name):
        rows = np.flatnonzero(filled & (out < 0))
        if len(rows):
            found = keys(frames)
            out[rows] = [found.get(_plain(source[k]), -1) for k in rows]
    return out


def _filled(text: object) -> bool:
    return isinstance(text, str) and text != ""


def _plain(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _keys(frames: Frames, column: str) -> dict[str, int]:
    values = text_column(frames.customers, column)
    return _unique([(_plain(text), k) for k, text in enumerate(values) if _filled(text)])


def _by_klantnummer(frames: Frames) -> dict[str, int]:
    return _keys(frames, "klantnummer")


def _by_email(frames: Frames) -> dict[str, int]:
    return _keys(frames, "email")


def _by_name(frames: Frames) -> dict[str, int]:
    parts = [text_column(frames.customers, c) for c in ("voornaam", "tussenvoegsel", "achternaam")]
    company = text_column(frames.customers, "bedrijfsnaam")
    found = []
    for k in range(frames.n):
        own = [str(part[k]) for part in parts if _filled(part[k])]
        if _filled(parts[2][k]) and len(own) > 1:
            found.append((_plain(" ".join(own)), k))
        if _filled(company[k]):
            found.append((_plain(company[k]), k))
    return _unique(found)


def _unique(pairs: list[tuple[str, int]]) -> dict[str, int]:
    """Name → position, for names of one customer only."""
    out: dict[str, int] = {}
    for name, k in pairs:
        out[name] = k if out.get(name, k) == k else -1
    return out
