"""What the base knows of its customers, in numbers: filled fields, known scores, and who misses what.

The counts only; what they mean, and what to ask first, is `analysis.knowledge`.
"""

from dataclasses import dataclass
from typing import Any, Final

from core.fields import CUSTOMERS, columns

#: scores whose knowing is counted, columns of profiles with a coverage
SCORES: Final = (
    "commitment",
    "trust",
    "satisfaction",
    "relationship_quality",
    "engagement",
    "relational_exchange",
    "emotional_bond",
)
#: other outcomes: column of profiles → it is known where this holds
OUTCOMES: Final[dict[str, str]] = {
    "relatievorm": "p.set_relatie <> 'onbekend'",
    "clv": "p.clv IS NOT NULL",
    "crv": "p.crv IS NOT NULL",
}
#: question → the customers to ask it of (c: customers, p: profiles)
MISSING: Final[dict[str, str]] = {
    "relationship": "COALESCE(p.set_relatie, 'onbekend') = 'onbekend'",
    "nps": "c.nps IS NULL AND p.commitment IS NULL",
    "satisfaction": "c.tevredenheid IS NULL AND p.satisfaction IS NULL",
    "trust": "p.trust IS NULL",
    "referral": "c.aangebracht_door IS NULL AND p.crv IS NULL",
    "consent": (
        "c.toestemming_email IS NULL AND c.toestemming_telefoon IS NULL AND c.toestemming_sms IS NULL "
        "AND c.toestemming_post IS NULL"
    ),
    "contact": "c.email IS NULL AND c.telefoon IS NULL AND c.mobiel IS NULL",
    "preference": "c.voorkeurskanaal IS NULL",
}
#: who objects to profiling is not asked; who is obliged is asked nothing for the sake of value
_ASKABLE: Final = "COALESCE(c.bezwaar_profilering, 0) = 0"
_LIVE: Final = "c.deleted = 0 AND c.merged_into IS NULL"
_FROM: Final = f"FROM customers c LEFT JOIN profiles p ON p.customer_id = c.id WHERE {_LIVE}"


@dataclass(frozen=True)
class Missing:
    """Who misses the answer to a question: how many, of whom `reachable` by e-mail or telephone, and their
    customer value together in euro (None: nobody's is known)."""

    code: str
    customers: int
    reachable: int
    clv: float | None


@dataclass(frozen=True)
class Counts:
    """`fields`: column → customers who have it; `scores`: outcome → (known, mean coverage of the known)."""

    customers: int
    fields: dict[str, int]
    scores: dict[str, tuple[int, float]]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Person:
    """Somebody to ask; value in euro, None unknown."""

    id: int
    klantnummer: str
    name: str
    clv: float | None


def counts(connection: Any) -> Counts:
    """Everything in one reading of customers and one of profiles."""
    names = [f.name for f in columns(CUSTOMERS)]
    filled = ", ".join(f"COUNT(c.{name})" for name in names)
    row = connection.execute(f"SELECT COUNT(*), {filled} FROM customers c WHERE {_LIVE}").fetchone()
    asked = [f"COUNT(p.{s}), AVG(CASE WHEN p.{s} IS NOT NULL THEN p.{s}_coverage END)" for s in SCORES]
    asked += [f"TOTAL({condition}), 1.0" for condition in OUTCOMES.values()]
    missing = [_missing(condition) for condition in MISSING.values()]
    found = connection.execute(f"SELECT {', '.join(asked + missing)} {_FROM}").fetchone()
    outcomes = [*SCORES, *OUTCOMES]
    scores = {name: (int(found[2 * i]), float(found[2 * i + 1] or 0.0)) for i, name in enumerate(outcomes)}
    rest = found[2 * len(outcomes) :]
    lacking = tuple(
        Missing(code, int(rest[3 * i] or 0), int(rest[3 * i + 1] or 0), rest[3 * i + 2])
        for i, code in enumerate(MISSING)
    )
    return Counts(int(row[0]), dict(zip(names, row[1:], strict=True)), scores, lacking)


def whom(connection: Any, code: str, limit: int = 5) -> list[Person]:
    """Whom to ask first: the most valuable of those who miss it and can be reached (where the question is
    not how to reach them). Raises KeyError for a question that does not exist."""
    reach = "" if code == "contact" else f"AND {_reachable()}"
    rows = connection.execute(
        f"SELECT c.id, COALESCE(c.klantnummer, ''), COALESCE(c.naam, ''), p.clv {_FROM} "
        f"AND {_ASKABLE} AND ({MISSING[code]}) {reach} "
        "ORDER BY p.clv IS NULL, p.clv DESC, c.sorteernaam, c.id LIMIT ?",
        (limit,),
    )
    return [Person(*one) for one in rows]


def _missing(condition: str) -> str:
    chosen = f"({condition}) AND {_ASKABLE}"
    return f"TOTAL({chosen}), TOTAL({chosen} AND {_reachable()}), SUM(CASE WHEN {chosen} THEN p.clv END)"


def _reachable() -> str:
    return "(c.email IS NOT NULL OR c.telefoon IS NOT NULL OR c.mobiel IS NOT NULL)"
