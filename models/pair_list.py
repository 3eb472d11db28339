"""Pairs of customers who may be one, as they wait for an answer.

What was found is derived (`duplicate_pairs`); what a person said since counts at once: merged and deleted
customers, pairs that are not the same, and who already belong together are no questions any more.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

#: the order of the list
LEVELS: Final = ("zeker", "waarschijnlijk", "mogelijk", "huishouden")
#: kinds of changes after which another search may find others
_NEWS: Final = "'import', 'edit', 'new', 'conflict', 'undo', 'redo'"
_OPEN: Final = (
    "FROM duplicate_pairs p JOIN customers a ON a.id = p.first_id JOIN customers b ON b.id = p.second_id "
    "WHERE p.level = ? AND a.deleted = 0 AND a.merged_into IS NULL AND b.deleted = 0 "
    "AND b.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM distinct_pairs d "
    "WHERE d.first_id = p.first_id AND d.second_id = p.second_id) "
    "AND NOT (p.level = 'huishouden' AND EXISTS (SELECT 1 FROM household_members m JOIN household_members n "
    "ON n.household_id = m.household_id WHERE m.customer_id = p.first_id AND n.customer_id = p.second_id))"
)


@dataclass(frozen=True)
class OpenPair:
    """Two customers, and what was found of them: `score` 0 … 1, `why` codes with what they are about."""

    first_id: int
    second_id: int
    level: str
    score: float
    why: tuple[Any, ...]
    first_number: str
    first_name: str
    second_number: str
    second_name: str


@dataclass(frozen=True)
class DuplicateRun:
    """The last search: when (ISO in UTC), of how many customers; `stale`: customers changed since."""

    at: str
    customers: int
    seconds: float
    stale: bool


def counts(connection: Any) -> dict[str, int]:
    """Level → how many pairs wait for an answer."""
    return {
        level: int(connection.execute(f"SELECT COUNT(*) {_OPEN}", (level,)).fetchone()[0]) for level in LEVELS
    }


def ids(connection: Any, level: str) -> list[tuple[int, int]]:
    """The pairs of a level that wait for an answer, the likeliest first."""
    rows = connection.execute(
        f"SELECT p.first_id, p.second_id {_OPEN} ORDER BY p.score DESC, p.first_id, p.second_id", (level,)
    )
    return [(first, second) for first, second in rows]


def rows(connection: Any, pairs: Sequence[tuple[int, int]]) -> list[OpenPair]:
    """These pairs with names and reasons, in their order; one that is gone is left out."""
    found = connection.execute(
        "SELECT p.first_id, p.second_id, p.level, p.score, p.why, COALESCE(a.klantnummer, ''), "
        "COALESCE(a.naam, ''), COALESCE(b.klantnummer, ''), COALESCE(b.naam, '') FROM json_each(?) w "
        "JOIN duplicate_pairs p ON p.first_id = w.value ->> 0 AND p.second_id = w.value ->> 1 "
        "JOIN customers a ON a.id = p.first_id JOIN customers b ON b.id = p.second_id ORDER BY w.key",
        (json.dumps([list(pair) for pair in pairs]),),
    )
    return [
        OpenPair(first, second, level, score, tuple(json.loads(why)), *names)
        for first, second, level, score, why, *names in found
    ]


def last_run(connection: Any) -> DuplicateRun | None:
    """The last search; None before the first."""
    row = connection.execute(
        "SELECT at, customers, seconds, EXISTS (SELECT 1 FROM changes c WHERE c.id > r.change_id "
        f"AND c.kind IN ({_NEWS})) FROM duplicate_runs r ORDER BY r.id DESC LIMIT 1"
    ).fetchone()
    return None if row is None else DuplicateRun(row[0], row[1], row[2], bool(row[3]))
