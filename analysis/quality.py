"""Digitale relatiekwaliteit (domain §5): trust, commitment, gebondenheid, satisfaction, and their mean.

Sources: Mayer, Davis & Schoorman 1995 (trust); Allen & Meyer 1990 and Morgan & Hunt 1994 (commitment);
DeLone & McLean 2003 (satisfaction); Fullerton 2005, 2011 and Gustafsson, Johnson & Roos 2005 (why calculative
commitment stands apart); weights and half-lives: domain §5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.contacts import YEAR, Contacts
from analysis.contracts import ContractFacts
from analysis.frames import Floats, Frames, Texts, days, sum_of
from analysis.kinds import REVIEW_HIGH
from analysis.order_list import DONE, RETURNED, Orders
from analysis.scores import Indicator, Score, combine, compose, indicator, likert, saturating, unknown_where
from analysis.surveys import Answers, nps, overall_satisfaction, unanswered
from analysis.weights import shares, weighed
from core.settings import Settings

SURVEY_WEIGHT = 3.0
NPS_WEIGHT = 2.0
TRUST_PARTS = ("competentie", "integriteit", "welwillendheid")
SYSTEM_PARTS = ("systeemkwaliteit", "informatiekwaliteit", "servicekwaliteit")
AFFECTIVE_SHARE, NORMATIVE_SHARE = 0.75, 0.25


@dataclass(frozen=True)
class Known:
    """What the scores of §5 are made of: facts per customer, already cut off at the peildatum."""

    frames: Frames
    as_of: date
    settings: Settings
    answers: Mapping[str, Answers]
    seen: Contacts
    contracts: ContractFacts
    orders: Orders
    relationship: Texts

    @property
    def n(self) -> int:
        """The number of customers."""
        return self.frames.n


def survey_part(known: Known, dimension: str) -> Indicator:
    """A dimension of the survey as one indicator: weight 3 · 2^(-days / 730) (domain §5)."""
    return answer_part(
        f"survey_{dimension}", known.answers.get(dimension, unanswered(known.n)), SURVEY_WEIGHT
    )


def answer_part(name: str, answers: Answers, weight: float) -> Indicator:
    """Answers as an indicator whose weight ages."""
    return indicator(name, answers.raw, answers.value, weight, answers.factor)


def trust(known: Known) -> Score:
    """Vertrouwen: the mean of the known of competence, integrity and benevolence (Mayer, Davis & Schoorman
    1995); competence also (solved + 1) / (complaints + 2), only if there was a complaint (weight 1)."""
    complaints = known.seen.count("klacht")
    share = np.where(complaints > 0, (known.seen.solved + 1) / (complaints + 2), np.nan)
    solved = np.where(complaints > 0, known.seen.solved, np.nan)
    parts = []
    for part in TRUST_PARTS:
        found = [survey_part(known, part)]
        if part == "competentie":
            found.append(indicator("complaints_solved", solved, share, 1.0))
        parts.append(_composed(known, part, found))
    return combine("trust", parts, shares(known.settings, "trust", TRUST_PARTS, (1.0, 1.0, 1.0)), known.n)


def commitment(known: Known) -> Score:
    """.75 affectief + .25 normatief over the known of the two, unknown while affectief is (Allen & Meyer
    1990; weights domain §5). Calculative commitment is never in it (Fullerton 2005, 2011)."""
    parts = (affective(known), normative(known))
    usual = (AFFECTIVE_SHARE, NORMATIVE_SHARE)
    weights = shares(known.settings, "commitment", ("affectief", "normatief"), usual)
    score = combine("commitment", parts, weights, known.n)
    return unknown_where(score, np.isnan(parts[0].value))


def affective(known: Known) -> Score:
    """Affectief: survey (3), NPS (2), mean review 1-5 (1), compliments against complaints (c+1)/(c+k+2) if
    there is a complaint or where it raises the score (1), reciprocity (recommendations, 4-5 star reviews,
    co-creation) saturating 1, if > 0 and where it raises the score (1)."""
    seen = known.seen
    fixed = weighed(
        known.settings,
        "affectief",
        [
            survey_part(known, "affectief"),
            answer_part("nps", nps(known.frames, known.answers, known.as_of, known.settings), NPS_WEIGHT),
            review_part(known),
        ],
    )
    heavy = shares(known.settings, "affectief", ("compliments", "reciprocity"), (1.0, 1.0))
    praise, complaints = seen.count("compliment"), seen.count("klacht")
    heard = (praise > 0) | (complaints > 0)
    balance = np.where(heard, (praise + 1) / (praise + complaints + 2), np.nan)
    given = seen.count("aanbeveling") + seen.count(REVIEW_HIGH) + seen.count("cocreatie")
    returned = np.where(given > 0, saturating(given, 1.0), np.nan)
    must = complaints > 0
    keep_balance, keep_returned = _raising(fixed, balance, returned, must, heavy)
    balance = np.where(must | keep_balance, balance, np.nan)
    returned = np.where(keep_returned, returned, np.nan)
    return compose(
        "affectief",
        [
            *fixed,
            indicator(
                "compliments", np.where(np.isnan(balance), np.nan, praise - complaints), balance, heavy[0]
            ),
            indicator("reciprocity", np.where(np.isnan(returned), np.nan, given), returned, heavy[1]),
        ],
        known.n,
    )


def normative(known: Known) -> Score:
    """Normatief, "loyaliteitsgevoel": survey; member or ambassador yes → .6 (1), "nee" says nothing."""
    member = known.frames.number("lid") == 1
    yes = np.where(member, 1.0, np.nan)
    belongs = indicator("member", yes, np.where(member, 0.6, np.nan), 1.0)
    return _composed(known, "normatief", [survey_part(known, "normatief"), belongs])


def calculative(known: Known) -> Score:
    """Calculatief, "gebondenheid": survey; of contracts the remaining months, number, notice and exit fee; no
    alternative. A score of its own (Fullerton 2005; Gustafsson, Johnson & Roos 2005)."""
    deal = known.contracts
    has = deal.rows > 0
    months, active = np.where(has, deal.months, np.nan), np.where(has, deal.active, np.nan)
    notice = np.where(deal.notice > 0, deal.notice, np.nan)
    revenue = _yearly_revenue(known)
    weight = np.where(
        (deal.fee > 0) & (revenue > 0), deal.fee / np.where(revenue > 0, revenue, np.nan), np.nan
    )
    compelled = np.where(known.relationship == "gedwongen", 1.0, np.nan)
    return _composed(
        known,
        "calculative",
        [
            survey_part(known, "calculatief"),
            indicator("remaining_months", months, saturating(months, 12.0), 2.0),
            indicator("active_contracts", active, saturating(active, 2.0), 1.0),
            indicator("notice_months", notice, saturating(notice, 2.0), 1.0),
            indicator("exit_fee", weight, saturating(weight, 0.25), 1.0),
            indicator("no_alternative", compelled, compelled, 3.0),
        ],
    )


def satisfaction(known: Known) -> Score:
    """Tevredenheid: survey per quality (DeLone & McLean 2003) and overall, mean review (1), complaints if any
    .5 · (1 - saturating(aged complaints, half 1)) (1), returns if any and something else is known (.5)."""
    overall = overall_satisfaction(known.frames, known.answers, known.as_of, known.settings)
    complaints = known.seen.count("klacht")
    burden = np.where(complaints > 0, known.seen.complaints_aged, np.nan)
    parts = [
        *(survey_part(known, part) for part in SYSTEM_PARTS),
        answer_part("survey_tevredenheid", overall, SURVEY_WEIGHT),
        review_part(known),
        indicator("complaints", burden, 0.5 * (1 - saturating(burden, 1.0)), 1.0),
    ]
    other = np.any([~np.isnan(part.normalised) for part in parts], axis=0)
    share = np.where(other, _returned_share(known), np.nan)
    returned = indicator("returns", share, 1 - saturating(share, 0.5), 0.5)
    return _composed(known, "satisfaction", [*parts, returned])


def relationship_quality(known: Known, scores: Sequence[Score]) -> Score:
    """Relatiekwaliteit: the mean of trust, commitment, satisfaction in force; needs at least two of them."""
    told = [known.frames.in_force(score.name, score.value) for score in scores]
    weights = shares(known.settings, "relationship_quality", [s.name for s in scores], [1.0] * len(scores))
    return combine("relationship_quality", scores, weights, known.n, need=2, values=told)


def _composed(known: Known, name: str, parts: Sequence[Indicator]) -> Score:
    """The score out of its indicators, at the weights in force."""
    return compose(name, weighed(known.settings, name, parts), known.n)


def review_part(known: Known) -> Indicator:
    """The mean of rated reviews, 1-5 stars, weight 1 (unaged)."""
    return indicator("review_mean", known.seen.stars, likert(known.seen.stars, 1.0, 5.0), 1.0)


def _raising(
    fixed: Sequence[Indicator],
    balance: Floats,
    returned: Floats,
    must: np.ndarray,
    weights: Sequence[float],
) -> tuple[np.ndarray, np.ndarray]:
    """Which of the two optional indicators (of these weights) raise the score; where nothing else is known
    they make it. The higher is tried first, so that no good deed ever takes the score down."""
    top, weight = np.zeros(len(must)), np.zeros(len(must))
    for part in fixed:
        known = ~np.isnan(part.normalised)
        top += np.where(known, part.weight * np.nan_to_num(part.normalised), 0.0)
        weight += np.where(known, part.weight, 0.0)
    top += np.where(must, weights[0] * np.nan_to_num(balance), 0.0)
    weight += np.where(must, weights[0], 0.0)
    free = np.where(must, np.nan, balance)
    keep = {}
    first = np.nan_to_num(free, nan=-1.0) >= np.nan_to_num(returned, nan=-1.0)
    for turn in (0, 1):
        of_balance = first == (turn == 0)
        value, each = np.where(of_balance, free, returned), np.where(of_balance, *weights)
        raises = ~np.isnan(value) & ((weight == 0) | (np.nan_to_num(value) * weight > top))
        top += np.where(raises, each * np.nan_to_num(value), 0.0)
        weight += np.where(raises, each, 0.0)
        keep[turn] = raises
    return np.where(first, keep[0], keep[1]), np.where(first, keep[1], keep[0])


def _yearly_revenue(known: Known) -> Floats:
    """Positive purchases of the last 365 days + 12 × the active monthly amounts, as far as known."""
    orders = known.orders
    recent = (orders.status == DONE) & (orders.amount > 0) & (days(known.as_of) - orders.day < YEAR)
    bought = sum_of(orders.customer[recent], known.n, orders.amount[recent])
    return np.asarray(bought + 12.0 * np.nan_to_num(known.contracts.monthly), dtype=np.float64)


def _returned_share(known: Known) -> Floats:
    """Returned orders / (completed + returned orders); NaN without a return."""
    orders = known.orders
    back = orders.status == RETURNED
    returned = sum_of(orders.customer[back], known.n)
    both = sum_of(orders.customer[orders.happened], known.n)
    return np.where(returned > 0, returned / np.maximum(both, 1.0), np.nan)
