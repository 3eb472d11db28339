"""Who was merged into whom, as the window lists it: the latest first."""

from dataclasses import dataclass
from typing import Any, Final

_FROM: Final = (
    "FROM merges m JOIN customers c ON c.id = m.customer_id JOIN customers s ON s.id = m.into_id "
    "JOIN customers l ON l.id = COALESCE(s.merged_into, s.id) WHERE l.deleted = 0"
)


@dataclass(frozen=True)
class MergedPair:
    """One who was merged, and into whom directly; `survivor_id` is the customer who is there now (another
    where that one was merged further). `at` ISO in UTC."""

    id: int
    klantnummer: str
    name: str
    into_id: int
    into_number: str
    into_name: str
    survivor_id: int
    reason: str | None
    who: str
    at: str


def listed(
    connection: Any, *, limit: int = -1, offset: int = 0, survivor: int | None = None
) -> list[MergedPair]:
    """The merges that can be taken away, the latest first; `limit` -1: all. `survivor`: those who are that
    customer now."""
    rows = connection.execute(
        "SELECT c.id, COALESCE(c.klantnummer, ''), COALESCE(c.naam, ''), s.id, COALESCE(s.klantnummer, ''), "
        f"COALESCE(s.naam, ''), l.id, m.reason, m.who, m.at {_FROM} AND (?1 IS NULL OR l.id = ?1) "
        "ORDER BY m.id DESC LIMIT ?2 OFFSET ?3",
        (survivor, limit, offset),
    )
    return [MergedPair(*row) for row in rows]


def count(connection: Any) -> int:
    """How many there are."""
    return int(connection.execute(f"SELECT COUNT(*) {_FROM}").fetchone()[0])
