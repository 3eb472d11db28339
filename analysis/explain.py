"""Sentences for what the analysis says in codes: evidence, indicators, and what would change a score most.

The one place of the analysis where words are made; everything else gives codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from analysis.kinds import load
from analysis.scores import Score, coverage_level
from core.text import N_, _, day, language, money, ngettext, number
from core.words import score_name

#: indicator code → its name for people
INDICATORS: Final[dict[str, str]] = {
    "survey_affectief": N_("Survey: feeling connected"),
    "survey_normatief": N_("Survey: sense of loyalty"),
    "survey_calculatief": N_("Survey: being tied"),
    "survey_competentie": N_("Survey: competence"),
    "survey_integriteit": N_("Survey: integrity"),
    "survey_welwillendheid": N_("Survey: goodwill"),
    "survey_systeemkwaliteit": N_("Survey: quality of the system"),
    "survey_informatiekwaliteit": N_("Survey: quality of the information"),
    "survey_servicekwaliteit": N_("Survey: quality of the service"),
    "survey_tevredenheid": N_("Overall satisfaction"),
    "survey_engagement_cognitief": N_("Survey: attention for the brand"),
    "survey_engagement_affectie": N_("Survey: warm feelings about the brand"),
    "survey_engagement_activatie": N_("Survey: activity with the brand"),
    "nps": N_("NPS (would recommend)"),
    "review_mean": N_("Mean of the reviews"),
    "compliments": N_("Compliments against complaints"),
    "reciprocity": N_("Recommendations, good reviews and co-creation"),
    "member": N_("Member or ambassador"),
    "remaining_months": N_("Remaining months of the contract"),
    "active_contracts": N_("Active contracts"),
    "notice_months": N_("Notice period"),
    "exit_fee": N_("Exit fee against a year's revenue"),
    "no_alternative": N_("No alternative"),
    "complaints_solved": N_("Complaints that were solved"),
    "complaints": N_("Complaints"),
    "returns": N_("Share of orders returned"),
    "contact_index": N_("Contacts: reading, liking, taking part"),
    "continuing": N_("Keeps coming back"),
    "recency": N_("How recent"),
    "tenure": N_("How long a customer"),
    "affectief": N_("Feeling (affective)"),
    "normatief": N_("Loyalty (normative)"),
    "competentie": N_("Competence"),
    "integriteit": N_("Integrity"),
    "welwillendheid": N_("Goodwill"),
    "cognitief": N_("Attention (cognitive)"),
    "emotioneel": N_("Emotion"),
    "gedrag": N_("Behaviour"),
    "trust": N_("Trust"),
    "commitment": N_("Commitment"),
    "calculative": N_("Being tied"),
    "satisfaction": N_("Satisfaction"),
    "relationship_quality": N_("Relationship quality"),
    "engagement": N_("Engagement"),
    "negative_engagement": N_("Negative engagement"),
    "relational_exchange": N_("Relational exchange"),
    "emotional_bond": N_("Emotional bond"),
}
#: what a person can do to have an indicator measured
_ASKS: Final[dict[str, str]] = {
    "survey": N_("A filled-in survey would set this score between {low} and {high}."),
    "nps": N_("Asking how likely this customer is to recommend you would set it between {low} and {high}."),
    "review_mean": N_("A review by this customer would set it between {low} and {high}."),
    "other": N_("Knowing “{indicator}” would set it between {low} and {high}."),
}
#: the same where nothing of a score is known yet: then the answer makes it known at all
_OPENS: Final[dict[str, str]] = {
    "survey": N_("A filled-in survey would make “{score}” known."),
    "nps": N_("Asking how likely this customer is to recommend you would make “{score}” known."),
    "review_mean": N_("A review by this customer would make “{score}” known."),
    "other": N_("Knowing “{indicator}” would make “{score}” known."),
}
#: these are not measured because they did not happen, or do not apply: there is nothing to ask
_NOT_ASKED: Final = frozenset(
    {
        "member",
        "remaining_months",
        "active_contracts",
        "notice_months",
        "exit_fee",
        "no_alternative",
        "complaints",
        "complaints_solved",
        "compliments",
        "reciprocity",
        "returns",
    }
)
#: terms of a contract are what they are ("at its best" would mean tied faster), and so are the years
_GIVEN: Final = frozenset(
    {
        *("remaining_months", "active_contracts", "notice_months", "exit_fee", "no_alternative"),
        *("survey_calculatief", "tenure"),
    }
)
#: the best an indicator can be, where that is not 1 (domain §5)
_BEST: Final[dict[str, float]] = {"member": 0.6, "complaints": 0.5}
_PURCHASES: Final = "purchases"
#: a score that stays unknown while this part of it is
_FIRST: Final[dict[str, str]] = {"commitment": "affectief"}


@dataclass(frozen=True)
class Change:
    """What would change a score: an indicator that is not measured (then `low`..`high` is where the score
    could end) or a measured one that is not at its best (then `high` is the score if it were)."""

    indicator: str
    measured: bool
    low: float
    high: float

    @property
    def reach(self) -> float:
        """How many points the score can move."""
        return self.high - self.low


def indicator_name(code: str) -> str:
    """An indicator's name in the user's language; a contact kind by its own name."""
    if code.startswith("kind_"):
        kind = next((kind for kind in load() if f"kind_{kind.code}" == code), None)
        return code if kind is None else (kind.nl if language() == "nl" else kind.en)
    return _(INDICATORS[code]) if code in INDICATORS else code


def can_be_asked(code: str) -> bool:
    """Whether a missing indicator is one to ask about: a complaint that never came is not."""
    return code not in _NOT_ASKED and not code.startswith("kind_")


def coverage_name(share: float) -> str:
    """How much of a score was measured, in a word."""
    return {"laag": _("low"), "midden": _("medium"), "hoog": _("high")}[coverage_level(share)]


def evidence(found: Sequence[Sequence[Any]]) -> list[str]:
    """The evidence of a relationship type ([[code, params], ...]) as sentences."""
    return [_evidence(str(code), params) for code, params in found]


def changes(score: Score, position: int, most: int = 3) -> list[Change]:
    """What would change one customer's score most, the farthest reach first.

    For an indicator that was not measured but can be asked: the score with it at worst and at best (of a
    fresh weight). For a measured one: the score as it is, and with it at its best. Components are treated as
    indicators. What did not happen (a complaint) or does not apply is no advice and left out.
    """
    known = [p for p in score.indicators if not np.isnan(p.normalised[position])]
    weight = sum(float(p.weight[position]) for p in known)
    top = sum(float(p.weight[position] * p.normalised[position]) for p in known)
    found = []
    for part in score.indicators:
        if part.name.startswith("kind_"):
            continue  # points of a dimension do not add up linearly: no promise is made about one contact
        mine, now = float(part.weight[position]), float(part.normalised[position])
        best = _BEST.get(part.name, 1.0)
        if np.isnan(now):
            if not can_be_asked(part.name):
                continue
            whole = weight + part.nominal
            found.append(Change(part.name, False, 100.0 * top / whole, 100.0 * (top + part.nominal) / whole))
        elif weight > 0 and now < best and part.name not in _GIVEN:
            found.append(
                Change(part.name, True, 100.0 * top / weight, 100.0 * (top + mine * (best - now)) / weight)
            )
    return sorted(found, key=lambda change: (-change.reach, change.indicator))[:most]


def advice(score: Score, position: int) -> list[str]:
    """What would change one customer's score most, in sentences, each once. Of a score (or a component of it)
    that is not known: what would make it known."""
    unknown = bool(np.isnan(score.value[position]))
    if unknown and score.name == "relational_exchange":
        return [_("Orders or contracts of this customer would make it known.")]
    inner = {part.name: part for part in score.components}
    told = []
    for change in changes(score, position):
        if unknown and change.indicator != _FIRST.get(score.name, change.indicator):
            continue
        below = inner.get(change.indicator)
        if below is not None and np.isnan(below.value[position]):
            told += advice(below, position)
        elif not unknown:
            told.append(change_sentence(change))
        elif not change.measured:
            told.append(opening_sentence(change, score.name))
    return list(dict.fromkeys(told))


def opening_sentence(change: Change, score: str) -> str:
    """What would make a score known."""
    group = "survey" if change.indicator.startswith("survey_") else change.indicator
    text = _(_OPENS.get(group, _OPENS["other"]))
    return text.format(indicator=indicator_name(change.indicator), score=score_name(score))


def change_sentence(change: Change) -> str:
    """A change as a sentence."""
    low, high = number(change.low), number(change.high)
    if change.measured:
        text = _("“{indicator}” at its best would lift this score to {high}.")
    else:
        group = "survey" if change.indicator.startswith("survey_") else change.indicator
        text = _(_ASKS.get(group, _ASKS["other"]))
    return text.format(indicator=indicator_name(change.indicator), low=low, high=high)


def _evidence(code: str, params: Mapping[str, Any]) -> str:
    if code == "contract":
        return _contract(params)
    if code == _PURCHASES:
        return _purchases(params)
    if code == "contract_ended":
        return _("contract ended on {day}").format(day=day(params.get("on")))
    if code == "customer_since_before_orders":
        since = day(params.get("since"))
        return _("customer since {day}, before the order list begins").format(day=since)
    return _(_PLAIN[code]) if code in _PLAIN else code


_PLAIN: Final[dict[str, str]] = {
    "set_by_hand": N_("set by hand"),
    "customer_mandatory": N_("marked as obliged to be a customer"),
    "contract_mandatory": N_("has a mandatory contract"),
    "all_mandatory": N_("all our customers are obliged (organisation setting)"),
    "longterm_kind": N_("a contract of a kind that counts as long-term here"),
    "terms_unknown": N_("an active contract whose terms are unknown"),
    "contract_free": N_("a contract that can be left today at no cost"),
    "notice_given": N_("notice has been given"),
    "no_purchases": N_("no purchase and no contract"),
    "purchases_not_imported": N_("no orders are imported, so it is not known whether there were purchases"),
}


def _contract(params: Mapping[str, Any]) -> str:
    """Contract until 01-03-2027, notice 2 months, exit fee € 150."""
    contracts = int(params.get("contracts", 1))
    words = [
        ngettext("{n} contract", "{n} contracts", contracts).format(n=contracts)
        if contracts > 1
        else _("contract")
    ]
    if params.get("until"):
        words[0] = _("{contracts} until {day}").format(contracts=words[0], day=day(params["until"]))
    if params.get("notice"):
        months = float(params["notice"])
        shown = number(months, 0 if months == int(months) else 1)
        plural = ngettext("notice {n} month", "notice {n} months", 1 if months == 1 else 2)
        words.append(plural.format(n=shown))
    if params.get("fee"):
        words.append(_("exit fee {amount}").format(amount=money(float(params["fee"]))))
    return ", ".join(words)


def _purchases(params: Mapping[str, Any]) -> str:
    last, days = params.get("last"), params.get("days")
    if days and last:
        text = ngettext("bought on {n} day, last on {day}", "bought on {n} days, last on {day}", int(days))
        return text.format(n=int(days), day=day(last))
    if last:
        return _("last bought on {day}").format(day=day(last))
    return _("has bought")
