"""What the overview asks of the base."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.settings import from_rows
from core.text import _
from gui.customers.reading import todo
from gui.review.reading import Waiting, waiting

if TYPE_CHECKING:
    from analysis.knowledge import Knowledge
    from models.queries import Person, Reader

#: this many questions are worth reading, and this many people to begin with
_QUESTIONS: Final = 4
_PEOPLE: Final = 3
#: to-do lists that the page Nakijken works through, value by value
_REVIEWED: Final = ("conflict", "review_due")


@dataclass(frozen=True)
class Overview:
    """Counts of the base; `clv` in euro (None: nobody's is known); `todo` as code, words, count;
    `review`: what waits on the page Nakijken.

    `relationship` and `value` are (cell, customers). `model` says in sentences how value was found;
    `knowledge` what is known and what to ask, `whom` whom to ask each of its first questions.
    """

    customers: int
    orders: int
    interactions: int
    contracts: int
    as_of: str
    clv: float | None
    relationship: tuple[tuple[str, int], ...]
    value: tuple[tuple[str, int], ...]
    todo: tuple[tuple[str, str, int], ...]
    review: Waiting
    model: Sequence[str] = ()
    knowledge: "Knowledge | None" = None
    whom: "Sequence[Sequence[Person]]" = ()


def overview(reader: "Reader") -> Overview:
    """Everything in one go; for the look-up thread."""
    counts, run = reader.counts(), reader.run()
    relationship, value = reader.segment_counts("relatie"), reader.segment_counts("waarde")
    known = [float(cell["clv_total"]) for cell in relationship if cell["clv_total"] is not None]
    clv = sum(known) if known else None
    found = knowledge_of(reader, clv) if run is not None and counts["customers"] else None
    asked = found.questions[:_QUESTIONS] if found is not None else ()
    return Overview(
        customers=counts["customers"],
        orders=counts["orders"],
        interactions=counts["interactions"],
        contracts=counts["contracts"],
        as_of=run.as_of.isoformat() if run else "",
        clv=clv,
        relationship=tuple((cell["name"], cell["customers"]) for cell in relationship),
        value=tuple((cell["name"], cell["customers"]) for cell in value if cell["customers"]),
        todo=tuple(one for one in todo(reader) if one[0] not in _REVIEWED),
        review=waiting(reader),
        model=model_sentences(reader),
        knowledge=found,
        whom=[reader.whom_to_ask(question.code, _PEOPLE) for question in asked],
    )


def knowledge_of(reader: "Reader", clv: float | None) -> "Knowledge":
    """What is known of the customers, and what to ask first."""
    from analysis.knowledge import knowledge

    counts = reader.knowledge()
    return knowledge(counts.customers, counts.fields, counts.scores, counts.missing, clv)


def model_sentences(reader: "Reader") -> list[str]:
    """How customer value was found in the last run, in words; none before it."""
    run = reader.run()
    if run is None or not run.context.get("value"):
        return []
    from analysis.value_words import model_words

    settings = from_rows(run.settings)
    lead = _(
        "Customer value is what a customer is expected to bring in over the {n} months to come; somebody may "
        "bring in more or less."
    )
    return [lead.format(n=settings.horizon_months), *model_words(run.context["value"], settings)]
