"""What is known of the customers: how complete, what to ask next and of whom; and how far surveys hold."""

from pathlib import Path
from typing import Any, Final

from actions.base import writing
from actions.profiling import fresh
from core.progress import Progress, silent
from models import profiles, queries

#: whom to ask first: so many for each question
PEOPLE: Final = 5


def knowledge(
    db: Path, people: int = PEOPLE, progress: Progress = silent, passphrase: str | None = None
) -> dict[str, Any]:
    """Completeness per field and per score (shares 0..1), the questions worth asking with the most worthwhile
    first, and for each the `people` to ask first. Profiles first when stale.

    `complete` is the mean share of customers of whom an outcome is known.
    """
    from analysis import knowledge as knowing

    with writing(db, passphrase) as base:
        as_of = fresh(base, progress=progress)
    with queries.Reader(db, passphrase) as reader:
        counted = reader.knowledge()
        known = [cell["clv_total"] for cell in reader.segment_counts("relatie")]
        total = sum(each for each in known if each is not None) if any(k is not None for k in known) else None
        found = knowing.knowledge(counted.customers, counted.fields, counted.scores, counted.missing, total)
        whom = {question.code: reader.whom_to_ask(question.code, people) for question in found.questions}
    return {
        "as_of": as_of,
        "customers": found.customers,
        "complete": found.complete,
        "fields": {each.name: {"known": each.known, "share": each.share} for each in found.fields},
        "scores": {
            each.name: {
                "known": each.known,
                "share": each.share,
                "coverage": each.coverage if each.known else None,
            }
            for each in found.scores
        },
        "questions": [
            {
                "code": question.code,
                "question": question.text,
                "why": question.why,
                "customers": question.customers,
                "reachable": question.reachable,
                "worth": question.worth,
                "ask": [
                    {"klantnummer": person.klantnummer, "name": person.name, "clv": person.clv}
                    for person in whom[question.code]
                ],
            }
            for question in found.questions
        ],
    }


def surveys(db: Path, progress: Progress = silent, passphrase: str | None = None) -> dict[str, Any]:
    """The base's NPS with its interval and Cronbach's alpha per surveyed dimension (domain §5), as of the
    last run. Profiles first when stale."""
    with writing(db, passphrase) as base:
        as_of = fresh(base, progress=progress)
        run = profiles.latest(base)
    summary = run.summary if run is not None else {}
    return {
        "as_of": as_of,
        "nps": summary.get("nps"),
        "dimensions": summary.get("reliability") or [],
    }
