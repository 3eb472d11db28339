"""The three self-assessments of the organisation (domain §11): questions, result, and what it means.

The digital network CRM matrix (connectivity with customers × with business partners), CEM maturity (five
stages) and the S-CRM house (foundations, pillars, roof). Each statement is answered 1 (not at all) to 5
(wholly); `resources/assessments.csv` holds the statements. What a result changes in the advice are rules with
a condition on `netwerk`, `cem` or `huis`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.paths import RESOURCES
from core.text import N_, _, language
from strategy.tables import read_rows, unique

if TYPE_CHECKING:
    from core.settings import Settings

ASSESSMENTS: Final = ("netwerk", "cem", "huis")
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "netwerk": ("klanten", "partners"),
    "cem": ("invested", "committed", "engaged", "embedded"),
    "huis": ("klanten", "data", "mensen", "meten", "dak"),
}
RESULTS: Final[dict[str, tuple[str, ...]]] = {
    "netwerk": ("one_to_one", "many_to_one", "one_to_many", "many_to_many", "onbekend"),
    "cem": ("interested", "invested", "committed", "engaged", "embedded", "onbekend"),
    "huis": ("klanten", "data", "mensen", "meten", "dak", "staat", "onbekend"),
}
ANSWERS: Final = (1, 2, 3, 4, 5)
#: a part is there from this mean of its answers (the middle of the scale is not yet there)
_THERE: Final = 3.5

_NAMES: Final[dict[str, str]] = {
    "netwerk": N_("Digital network CRM matrix"),
    "cem": N_("Customer experience maturity (CEM)"),
    "huis": N_("S-CRM house"),
}
_ABOUT: Final[dict[str, str]] = {
    "netwerk": N_("How strongly you are digitally connected with customers, and with business partners."),
    "cem": N_("How far the customer's experience steers the work; nine in ten stay in the first two stages."),
    "huis": N_("Whether social customer relations stand on firm ground: a house is built from below."),
}
_PARTS: Final[dict[tuple[str, str], str]] = {
    ("netwerk", "klanten"): N_("Connected with customers"),
    ("netwerk", "partners"): N_("Connected with partners"),
    ("cem", "invested"): N_("Invested"),
    ("cem", "committed"): N_("Committed"),
    ("cem", "engaged"): N_("Engaged"),
    ("cem", "embedded"): N_("Embedded"),
    ("huis", "klanten"): N_("Foundation: understanding customers"),
    ("huis", "data"): N_("Foundation: data"),
    ("huis", "mensen"): N_("Pillar: people and organisation"),
    ("huis", "meten"): N_("Pillar: measuring outcomes"),
    ("huis", "dak"): N_("Roof: value for both"),
}
_RESULTS: Final[dict[tuple[str, str], tuple[str, str]]] = {
    ("netwerk", "one_to_one"): (
        N_("One to one"),
        N_("Little connection on either side: a direct, simple line to each customer is enough for now."),
    ),
    ("netwerk", "many_to_one"): (
        N_("Many to one"),
        N_("Your users are worth most to you: what they say and make together carries the offer."),
    ),
    ("netwerk", "one_to_many"): (
        N_("One to many"),
        N_("Your partners carry much of the service: the customer notices at once when a handover fails."),
    ),
    ("netwerk", "many_to_many"): (
        N_("Many to many"),
        N_("Customers and partners meet around your offer: good relations with both decide the outcome."),
    ),
    ("cem", "interested"): (
        N_("Interested"),
        N_("There is attention for the customer's experience, no method yet. Begin with one journey."),
    ),
    ("cem", "invested"): (
        N_("Invested"),
        N_("Problems are solved in projects. What returns every time asks for another process."),
    ),
    ("cem", "committed"): (
        N_("Committed"),
        N_("Processes follow the customer and management means it. Now employees need room to act."),
    ),
    ("cem", "engaged"): (
        N_("Engaged"),
        N_("Employees make the experience and have room for it. The chain around you is next."),
    ),
    ("cem", "embedded"): (
        N_("Embedded"),
        N_("The customer is central in processes, culture and chain. Keep value for and of them in balance."),
    ),
    ("huis", "klanten"): (
        N_("Build first: understanding customers"),
        N_("Without knowing why customers stay or leave, every campaign is a guess. Ask them first."),
    ),
    ("huis", "data"): (
        N_("Build first: data"),
        N_("Who helps a customer does not see the whole picture yet. Until then, promise nothing personal."),
    ),
    ("huis", "mensen"): (
        N_("Build first: people and organisation"),
        N_("Data is there, but those who speak with customers may not yet act on it."),
    ),
    ("huis", "meten"): (
        N_("Build first: measuring outcomes"),
        N_("Much is done and it is not known what it brings. Choose one outcome per segment."),
    ),
    ("huis", "dak"): (
        N_("Build first: the roof"),
        N_("The house stands, without a shared direction. Write down what both sides gain."),
    ),
    ("huis", "staat"): (
        N_("The house stands"),
        N_("Foundations, pillars and roof are there: what engaged customers bring in can be used."),
    ),
}


@dataclass(frozen=True)
class Question:
    """One statement; `part` is what it says something about."""

    assessment: str
    part: str
    code: str
    nl: str
    en: str

    @property
    def label(self) -> str:
        """The statement in the user's language."""
        return self.nl if language() == "nl" else self.en


@dataclass(frozen=True)
class Result:
    """What the answers say. `means`: part → mean 1..5 of its answers, for the parts that have one."""

    assessment: str
    code: str
    answered: int
    questions: int
    means: Mapping[str, float]

    @property
    def title(self) -> str:
        """The result in words."""
        if self.code == "onbekend":
            return _("Not filled in yet")
        return _(_RESULTS[self.assessment, self.code][0])

    @property
    def meaning(self) -> str:
        """What it means, and what comes next."""
        if self.code == "onbekend":
            return _("{k} of {n} answered; the advice leaves this out until all are.").format(
                k=self.answered, n=self.questions
            )
        return _(_RESULTS[self.assessment, self.code][1])


def name(assessment: str) -> str:
    """The name of an assessment."""
    return _(_NAMES[assessment])


def about(assessment: str) -> str:
    """What it is about, in a sentence."""
    return _(_ABOUT[assessment])


def part_name(assessment: str, part: str) -> str:
    """The name of a part of it."""
    return _(_PARTS[assessment, part])


@lru_cache(maxsize=2)
def questions(folder: Path = RESOURCES) -> tuple[Question, ...]:
    """All statements in order; `InputError` names the row and column that is wrong."""
    found: dict[str, Question] = {}
    for row in read_rows(folder / "assessments.csv", ("assessment", "part", "code", "nl", "en")):
        assessment = row.choice("assessment", ASSESSMENTS)
        part = row.choice("part", PARTS[assessment])
        code = unique(row, "code", found)
        found[code] = Question(assessment, part, code, row.text("nl"), row.text("en"))
    return tuple(found.values())


def result(assessment: str, answers: Mapping[str, int]) -> Result:
    """The result of the answers (question → 1..5); 'onbekend' until every statement is answered."""
    asked = [q for q in questions() if q.assessment == assessment]
    given = {q.code: answers[q.code] for q in asked if answers.get(q.code) in ANSWERS}
    means = {}
    for part in PARTS[assessment]:
        of_part = [given[q.code] for q in asked if q.part == part and q.code in given]
        if of_part:
            means[part] = sum(of_part) / len(of_part)
    code = "onbekend" if len(given) < len(asked) else _DECIDE[assessment](means)
    return Result(assessment, code, len(given), len(asked), means)


def outcome(settings: "Settings", assessment: str) -> str:
    """The result's code, as rules ask for it."""
    return result(assessment, settings.assessments.get(assessment, {})).code


def _network(means: Mapping[str, float]) -> str:
    customers, partners = means["klanten"] >= _THERE, means["partners"] >= _THERE
    if customers:
        return "many_to_many" if partners else "many_to_one"
    return "one_to_many" if partners else "one_to_one"


def _maturity(means: Mapping[str, float]) -> str:
    """The highest stage that stands on all stages below it."""
    reached = "interested"
    for stage in PARTS["cem"]:
        if means[stage] < _THERE:
            break
        reached = stage
    return reached


def _house(means: Mapping[str, float]) -> str:
    """What to build first: from below, the first part that is not there."""
    return next((part for part in PARTS["huis"] if means[part] < _THERE), "staat")


_DECIDE: Final = {"netwerk": _network, "cem": _maturity, "huis": _house}
