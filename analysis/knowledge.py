"""Customer knowledge (CKM, domain §11): how complete the picture is, and what to ask next.

Knowledge of the customer is what files and answers hold; a question is worth asking when it makes many scores
known of customers who matter. Pure: counts in, an order of questions out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.text import N_, _, number

#: question → the outcomes that its answer makes known or better (domain §3, §5, §7, §9)
UNLOCKS: Final[dict[str, tuple[str, ...]]] = {
    "relationship": ("relatievorm", "clv", "relational_exchange"),
    "nps": ("commitment", "relationship_quality", "emotional_bond"),
    "satisfaction": ("satisfaction", "relationship_quality", "emotional_bond"),
    "trust": ("trust", "relationship_quality"),
    "referral": ("crv",),
    "consent": (),
    "contact": (),
    "preference": (),
}
#: what a question is worth beside the outcomes: without an address or a permission nothing else can be asked
_ALSO: Final[dict[str, float]] = {"consent": 2.0, "contact": 2.0, "preference": 0.5}
_QUESTIONS: Final[dict[str, str]] = {
    "relationship": N_("Which orders or contracts does this customer have, and since when?"),
    "nps": N_("How likely are you to recommend us, 0 to 10?"),
    "satisfaction": N_("How satisfied are you with us?"),
    "trust": N_("Can you count on us? (a short survey on competence, honesty and goodwill)"),
    "referral": N_("Who brought you to us?"),
    "consent": N_("May we e-mail, call, text or write to you?"),
    "contact": N_("How can we reach you: e-mail address or telephone number?"),
    "preference": N_("How do you prefer to hear from us?"),
}
_WHY: Final[dict[str, str]] = {
    "relationship": N_("Without it nothing is known of the relationship, nor of its value."),
    "nps": N_("It makes commitment and the emotional bond known."),
    "satisfaction": N_("Silence is not satisfaction: only asking tells."),
    "trust": N_("Trust is known from answers only."),
    "referral": N_("Referral value is only known when it is known who brought whom."),
    "consent": N_("Without permission most channels stay closed."),
    "contact": N_("Who cannot be reached can be asked nothing."),
    "preference": N_("The channel that suits then need not be guessed."),
}


@dataclass(frozen=True)
class Filled:
    """How many of the customers have it; `coverage` is the mean share that was measured (1 for a field)."""

    name: str
    known: int
    share: float
    coverage: float


@dataclass(frozen=True)
class Question:
    """What to ask, of how many; `reachable` of them can be asked. `worth` orders the questions (0..): the
    share of customers (by value where that is known) × outcomes that become known."""

    code: str
    customers: int
    reachable: int
    worth: float

    @property
    def text(self) -> str:
        """The question as one would ask it."""
        return _(_QUESTIONS[self.code])

    @property
    def why(self) -> str:
        """What its answer is good for."""
        return _(_WHY[self.code])


@dataclass(frozen=True)
class Knowledge:
    """Completeness per field and per outcome, and the questions with the most worthwhile first."""

    customers: int
    fields: tuple[Filled, ...]
    scores: tuple[Filled, ...]
    questions: tuple[Question, ...]

    @property
    def complete(self) -> float:
        """The mean share of customers of whom an outcome is known, 0..1."""
        return sum(each.share for each in self.scores) / len(self.scores) if self.scores else 0.0


def knowledge(
    customers: int,
    fields: Mapping[str, int],
    scores: Mapping[str, tuple[int, float]],
    missing: Sequence[Any],
    clv_total: float | None = None,
) -> Knowledge:
    """What is known and what to ask, out of counts (`models.knowledge.Counts`; euro for the total).

    `missing` has code, customers, reachable and clv each. A question nobody misses is not asked.
    """
    questions = [
        Question(each.code, each.customers, each.reachable, _worth(each, customers, clv_total))
        for each in missing
        if each.customers
    ]
    return Knowledge(
        customers,
        tuple(Filled(name, n, _share(n, customers), 1.0) for name, n in fields.items()),
        tuple(Filled(name, n, _share(n, customers), cover) for name, (n, cover) in scores.items()),
        tuple(sorted(questions, key=lambda question: (-question.worth, question.code))),
    )


def summary_words(found: Knowledge) -> str:
    """One sentence on the whole."""
    known = [each for each in found.scores if each.share >= 0.5]
    return _("Of {known} of the {all} outcomes at least half of your customers are known.").format(
        known=number(len(known)), all=number(len(found.scores))
    )


def _worth(missing: Any, customers: int, clv_total: float | None) -> float:
    weight = _share(missing.customers, customers)
    if clv_total and missing.clv is not None:
        weight = (weight + max(missing.clv, 0.0) / clv_total) / 2
    return weight * (len(UNLOCKS[missing.code]) + _ALSO.get(missing.code, 0.0))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
