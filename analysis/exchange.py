"""The two axes of the engagement matrix (Sashi 2012; domain §8): relational exchange and emotional bond."""

from datetime import date

import numpy as np

from analysis.contacts import YEAR
from analysis.contracts import ContractFacts
from analysis.frames import Floats, Frames, Texts, days, sum_of
from analysis.purchases import Purchases
from analysis.scores import Score, aged, combine, compose, indicator, saturating, unknown_where
from analysis.weights import shares, weighed
from core.settings import Settings

REPEAT_HALF, TENURE_HALF = 2.0, 3.0


def relational_exchange(
    frames: Frames,
    as_of: date,
    contracts: ContractFacts,
    bought: Purchases,
    relationship: Texts,
    purchases_known: bool,
    settings: Settings,
) -> Score:
    """Doorlopend (2), recentheid (1), duur (1), unknown while the relationship type is (domain §8).

    Doorlopend: 1 if a contract is active or the relationship gedwongen, else the repeat purchases of the last
    365 days saturating 2. Recentheid: 1 likewise, else 2^(-days/365) since the later of last purchase and
    last contract end, else 0. Duur: years since the earliest of klant sinds, first purchase and contract
    start, saturating 3.
    """
    today = days(as_of)
    lasting = (contracts.active > 0) | (relationship == "gedwongen")
    told = (contracts.rows > 0) | purchases_known
    repeats = np.where(told, repeat_purchases(bought, today), np.nan)
    last = np.fmax(bought.last, contracts.ended)
    silent = np.where(told & ~bought.bought, 0.0, np.nan)
    recent = np.where(np.isnan(last), silent, aged(today - last, YEAR))
    first = np.fmin(np.fmin(frames.number("klant_sinds"), bought.first), contracts.start)
    years = np.maximum(today - np.floor(first), 0.0) / YEAR
    since = np.where(lasting, 0.0, today - last)
    parts = weighed(
        settings,
        "relational_exchange",
        [
            indicator(
                "continuing",
                np.where(lasting, np.nan_to_num(repeats), repeats),
                np.where(lasting, 1.0, saturating(repeats, REPEAT_HALF)),
                2.0,
            ),
            indicator("recency", since, np.where(lasting, 1.0, recent), 1.0),
            indicator("tenure", years, saturating(years, TENURE_HALF), 1.0),
        ],
    )
    score = compose("relational_exchange", parts, frames.n)
    return unknown_where(score, relationship == "onbekend")


def repeat_purchases(bought: Purchases, today: float) -> Floats:
    """Purchase days of the last 365 days that are not the customer's first ever; NaN where not known.

    Totals do not say on which days: then the repeat purchases are taken as spread evenly from the first to
    the last purchase (exact where all of them, or none, lie within the year).
    """
    table = bought.table
    counted = (table.day > bought.first[table.customer]) & (today - table.day < YEAR)
    listed = sum_of(table.customer[counted], bought.n)
    begin = today - YEAR
    span = np.where(bought.t_x > 0, bought.t_x, np.nan)
    inside = np.clip((bought.last - np.maximum(begin, bought.first)) / span, 0.0, 1.0)
    spread = np.where(bought.x == 0, 0.0, bought.x * inside)
    return np.where(bought.in_totals, spread, listed)


def emotional_bond(
    frames: Frames, affective: Score, satisfaction: Score, emotional: Score, settings: Settings
) -> Score:
    """Affectief (2), satisfaction in force (1), emotional engagement (1); unknown while affectief and
    satisfaction both are: a like alone is no bond (domain §8)."""
    content = frames.in_force("satisfaction", satisfaction.value)
    told = (affective, satisfaction, emotional)
    score = combine(
        "emotional_bond",
        told,
        shares(settings, "emotional_bond", [part.name for part in told], (2.0, 1.0, 1.0)),
        frames.n,
        values=(affective.value, content, emotional.value),
    )
    return unknown_where(score, np.isnan(affective.value) & np.isnan(content))
