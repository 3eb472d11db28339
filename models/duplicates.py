"""What the search for doubles takes from the base and leaves in it: columns in, pairs back, both derived.

A search is no change: its pairs can always be found again. What a person says about a pair (not the same) is
one, and is kept for ever.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from models import bulk
from models.database import Base

_LIVE = "FROM customers WHERE deleted = 0 AND merged_into IS NULL ORDER BY id"


def load(base: Base, names: Sequence[str]) -> tuple[Sequence[int], dict[str, Sequence[Any]], int]:
    """The ids of the customers, these columns of them as they are in force (texts, None: unknown), and the
    last change that they rest on."""
    # numpy stays out of what the window and the commands read first
    from models.columns import read_columns

    with base.db.atomic():
        last = int(base.sql("SELECT COALESCE(MAX(id), 0) FROM changes").fetchone()[0])
        wanted = [("id", "whole", "id"), *((name, "text", name) for name in names)]
        found = read_columns(base, wanted, _LIVE)
        if found is not None:
            columns: dict[str, Sequence[Any]] = {name: found[name].tolist() for name in names}
            return found["id"].tolist(), columns, last
        rows = base.sql(f"SELECT {', '.join(('id', *names))} {_LIVE}").fetchall()
    ids, *values = zip(*rows, strict=True) if rows else ((), *(() for _name in names))
    return ids, dict(zip(names, values, strict=True)), last


def store(
    base: Base,
    pairs: Iterable[tuple[int, int, str, float, Any]],
    left_out: Iterable[tuple[str, int, int]],
    *,
    change_id: int,
    customers: int,
    seconds: float,
) -> None:
    """Put the pairs (first id < second id, level, score, reasons) of a search in place of the last one's."""
    with base.db.atomic():
        base.sql("DELETE FROM duplicate_pairs")
        base.sql("DELETE FROM duplicate_runs")
        base.sql("DELETE FROM duplicate_left_out")
        bulk.insert(
            base.connection,
            "duplicate_pairs",
            ("first_id", "second_id", "level", "score", "why"),
            ((*pair, json.dumps(why, ensure_ascii=False)) for *pair, why in pairs),
        )
        base.connection.executemany("INSERT INTO duplicate_left_out VALUES (?, ?, ?)", list(left_out))
        base.sql(
            "INSERT INTO duplicate_runs(change_id, at, customers, seconds) VALUES (?, ?, ?, ?)",
            (change_id, datetime.now(UTC).isoformat(timespec="seconds"), customers, seconds),
        )


def left_out(connection: Any) -> list[tuple[str, int, int]]:
    """What the last search could not compare: the key, how many groups, how many customers in them."""
    return list(connection.execute("SELECT name, blocks, customers FROM duplicate_left_out ORDER BY 3 DESC"))


def set_distinct(base: Base, first: int, second: int, *, reason: str | None, who: str) -> None:
    """These two are not the same, for ever (until it is undone). Inside a change."""
    low, high = sorted((first, second))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    base.sql(
        "INSERT INTO distinct_pairs(first_id, second_id, reason, who, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(first_id, second_id) DO NOTHING",
        (low, high, reason, who, now),
    )


def names(base: Base, ids: Sequence[int]) -> Mapping[int, str]:
    """How these customers are called, of those who are there."""
    found = base.sql(
        "SELECT id, COALESCE(NULLIF(naam, ''), klantnummer, '') FROM customers WHERE deleted = 0 "
        "AND merged_into IS NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(found.fetchall())
