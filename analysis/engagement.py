"""Customer engagement (domain §6): three dimensions, the whole, the negative one apart, and participation.

Survey items after Hollebeek, Glynn & Brodie 2014; points and half-lives: domain §6. Buying is no engagement.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.cells import ROUNDING
from analysis.contacts import Contacts
from analysis.frames import Floats, Texts
from analysis.scores import Indicator, Score, compose, indicator, saturating, unknown_where
from analysis.surveys import Answers, unanswered

DIMENSION_HALF, INDEX_HALF, COGNITIVE_MOST = 10.0, 15.0, 10.0
SURVEY_WEIGHT = 3.0
ACTIVE_SHARE, MONTHS = 0.3, 4
SURVEY_PARTS = ("engagement_cognitief", "engagement_affectie", "engagement_activatie")


@dataclass(frozen=True)
class Engagement:
    """The whole (its components are cognitief, emotioneel, gedrag), the emotional and the negative one."""

    overall: Score
    emotional: Score
    negative: Score


def measured(seen: Contacts) -> list[str]:
    """The contact kinds that the imports hold: a dimension is measured only if there is one of it (§6)."""
    return [kind.code for kind, there in zip(seen.kinds, seen.present, strict=True) if there]


def engagement(
    seen: Contacts, answers: Mapping[str, Answers], present: Collection[str], imported: bool
) -> Engagement:
    """Engagement of every customer; `present` holds the contact kinds of the whole base, `imported` says
    whether it holds contacts at all.

    Dimension = 100·P/(P+10). Overall P = emotioneel + gedrag + min(cognitief, 10), index = 100·P/(P+15),
    measured if two dimensions are. With a survey (index + 3·a·survey) / (1 + 3·a), a its age factor, the
    survey alone where there is no index.
    """
    n = len(seen.counts)
    parts = {name: _dimension(name, seen, present) for name in ("cognitief", "emotioneel", "gedrag")}
    points = {name: _points(name, seen) for name in parts}
    known = sum(int(_is_measured(name, seen, present)) for name in parts)
    total = points["emotioneel"] + points["gedrag"] + np.minimum(points["cognitief"], COGNITIVE_MOST)
    raw = total if known >= 2 else np.full(n, np.nan)
    index = indicator("contact_index", raw, saturating(raw, INDEX_HALF), 1.0)
    overall = compose("engagement", [index, *_survey(answers, n)], n)
    overall = Score(
        overall.name, overall.value, _coverage(overall, known), overall.indicators, tuple(parts.values())
    )
    return Engagement(overall, parts["emotioneel"], negative(seen, imported))


def negative(seen: Contacts, imported: bool) -> Score:
    """Negatieve betrokkenheid = 100·P/(P+10) over the negative points, measured once contacts are imported;
    it never cancels the positive (domain §6)."""
    score = _kinds_score("negative_engagement", "negatief", seen)
    return score if imported else unknown_where(score, np.ones(len(score.value), dtype=bool))


def participation(seen: Contacts, imported: bool) -> Texts:
    """Who starts and how often, over the last 365 days, contacts not outgoing (domain §6): actief from a
    share of .3 of active kinds, continu from 4 different calendar months."""
    out = np.full(len(seen.own), "onbekend", dtype=object)
    if not imported:
        return out
    active = seen.own_active >= ACTIVE_SHARE * seen.own - ROUNDING
    steady = seen.months >= MONTHS
    for chosen, name in (
        (active & ~steady, "enkelvoudige_interactie"),
        (~active & ~steady, "eenmalige_observatie"),
        (active & steady, "continue_dialoog"),
        (~active & steady, "continue_monitoring"),
        (seen.own == 0, "geen"),
    ):
        out[chosen] = name
    return out


def _survey(answers: Mapping[str, Answers], n: int) -> list[Indicator]:
    """The survey's engagement dimensions, together of weight 3 · age: each known one an equal share of it."""
    found = [answers.get(name, unanswered(n)) for name in SURVEY_PARTS]
    known = np.sum([~np.isnan(part.value) for part in found], axis=0)
    share = SURVEY_WEIGHT / np.maximum(known, 1)
    return [
        Indicator(f"survey_{name}", part.raw, part.value, share * part.factor, SURVEY_WEIGHT / len(found))
        for name, part in zip(SURVEY_PARTS, found, strict=True)
    ]


def _coverage(score: Score, known: int) -> Floats:
    """Index (1, of which the measured dimensions) and survey (3, aged) over their total weight of 4."""
    survey = np.sum([np.where(np.isnan(p.normalised), 0.0, p.weight) for p in score.indicators[1:]], axis=0)
    return np.asarray((survey + (known / 3 if known >= 2 else 0.0)) / (1.0 + SURVEY_WEIGHT))


def _is_measured(dimension: str, seen: Contacts, present: Collection[str]) -> bool:
    return any(kind.dimension == dimension and kind.code in present for kind in seen.kinds)


def _points(dimension: str, seen: Contacts) -> Floats:
    mine = [i for i, kind in enumerate(seen.kinds) if kind.dimension == dimension]
    return np.asarray(seen.points[:, mine].sum(axis=1), dtype=np.float64)


def _dimension(name: str, seen: Contacts, present: Collection[str]) -> Score:
    score = _kinds_score(name, name, seen)
    if _is_measured(name, seen, present):
        return score
    return unknown_where(score, np.ones(len(score.value), dtype=bool))


def _kinds_score(name: str, dimension: str, seen: Contacts) -> Score:
    """100·P/(P+10), each contact kind with its share of the points as its weight; a kind that a customer
    never had has weight 0 and no points: it is no part of his score."""
    total = _points(dimension, seen)
    value = saturating(total, DIMENSION_HALF)
    parts = []
    for i, kind in enumerate(seen.kinds):
        if kind.dimension != dimension:
            continue
        mine = seen.points[:, i]
        share = mine / np.where(total > 0, total, 1.0)
        points = np.where(mine > 0, 100.0 * value * share, np.nan)
        parts.append(Indicator(f"kind_{kind.code}", seen.counts[:, i], value, share, 1.0, points))
    return Score(name, 100.0 * value, np.ones(len(value)), tuple(parts))
