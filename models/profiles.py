"""The stored outcomes of the analysis: every customer's last profile, its runs, and who was in which cell.

Derived, so never journalled: a run is no change. The row of a run keeps what the run rested on (peildatum,
settings, what was taken from the whole base), so that one customer can be profiled again inside it.
"""

import dataclasses
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from core.cells import SETS
from models import bulk
from models.database import Base

if TYPE_CHECKING:
    import pandas as pd

#: settings that no profile depends on
_ELSEWHERE: Final = frozenset(
    {
        *("organisation_name", "yearly_budget", "rules", "assessments", "own_texts", "channels"),
        *("offers", "complexity", "customer_need", "data_only_service", "has_moderator", "conversion"),
        *("promote_to_existing_customers", "own_segments"),
    }
)
#: changes that touch no fact (the settings are compared one by one)
_NO_FACTS: Final = ("backup", "mapping", "settings")
#: snapshots are kept of every peildatum this many days back, and of the last one of a month before that
_DAILY: Final = 31


@dataclass(frozen=True)
class Run:
    """A profile run. `at` is local time; `change_id` the last change that it knew."""

    id: int
    as_of: date
    at: str
    change_id: int
    settings: dict[str, str]
    context: dict[str, Any]
    summary: dict[str, Any]


def write(
    base: Base,
    values: "pd.DataFrame",
    as_of: date,
    settings: Mapping[str, str],
    context: Mapping[str, Any],
    summary: Mapping[str, Any],
) -> int:
    """Store a run of the whole base in place of the last one; gives its id. One transaction of its own
    (inside an open change: part of that).

    `values`: a row per customer, `id` and columns of the profiles table (NaN and None: unknown). `settings`
    as `core.settings.to_rows` gives them. The snapshot of an earlier run of the same peildatum is replaced.
    """
    names = _columns(base)
    with base.db.atomic():
        run_id = _add_run(base, as_of, settings, context, summary)
        base.sql("DELETE FROM profiles")
        _insert(base, values, names)
        _snapshot(base, run_id, values)
        _thin(base, run_id)
    return run_id


def update(base: Base, values: "pd.DataFrame", summary: Mapping[str, Any] | None = None) -> None:
    """Store the profiles of some customers again, inside the last run (which then knows today's changes)."""
    names = _columns(base)
    with base.db.atomic():
        run = latest(base)
        if run is None:
            raise RuntimeError("no run to update")
        ids = [(int(one),) for one in values["id"]]
        base.connection.executemany("DELETE FROM profiles WHERE customer_id = ?", ids)
        base.connection.executemany(f"DELETE FROM snapshots WHERE run_id = {run.id} AND customer_id = ?", ids)
        _insert(base, values, names)
        _snapshot(base, run.id, values)
        _catch_up(base)
        if summary is not None:
            base.sql("UPDATE profile_runs SET summary = ? WHERE id = ?", (_json(summary), run.id))


def forget(base: Base, customer_ids: Sequence[int], *, complete: bool) -> None:
    """Take out the profiles of customers who are no more (deleted, merged into another): their row, and their
    place in the last run's snapshot. `complete`: the run then knows all of today's changes."""
    ids = json.dumps([int(one) for one in customer_ids])
    with base.db.atomic():
        base.sql("DELETE FROM profiles WHERE customer_id IN (SELECT value FROM json_each(?))", (ids,))
        base.sql(
            "DELETE FROM snapshots WHERE run_id = (SELECT MAX(id) FROM profile_runs) "
            "AND customer_id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        if complete:
            _catch_up(base)


def load(base: Base, *, only: Collection[str] | None = None) -> "pd.DataFrame":
    """The stored profiles in order of id: `id` and the columns of the table (`only`: these of them); numbers
    float, text object."""
    from models import frames

    kinds = {row[1]: row[2] for row in base.sql("PRAGMA table_info(profiles)").fetchall()}
    columns = [
        ("id", "whole", "p.customer_id") if name == "customer_id" else (name, _kind(kind), f"p.{name}")
        for name, kind in kinds.items()
        if only is None or name == "customer_id" or name in only
    ]
    source = (
        "FROM profiles p NOT INDEXED CROSS JOIN customers c ON c.id = p.customer_id "
        "WHERE c.deleted = 0 AND c.merged_into IS NULL"
    )
    return frames.read(base, columns, source)


def _kind(declared: str) -> str:
    return "text" if declared == "TEXT" else "number"


def latest(base: Base) -> Run | None:
    """The last run, or None before the first."""
    row = base.sql(
        "SELECT id, as_of, at, change_id, settings, context, summary FROM profile_runs "
        "ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    return Run(row[0], date.fromisoformat(row[1]), row[2], row[3], *(json.loads(text) for text in row[4:]))


def is_stale(base: Base, as_of: date, settings: Mapping[str, str]) -> bool:
    """Would a run as of that day, with these settings, give something else than the last one?"""
    run = latest(base)
    if run is None or run.as_of != as_of or _relevant(run.settings) != _relevant(settings):
        return True
    marks = ", ".join("?" * len(_NO_FACTS))
    later = f"SELECT EXISTS (SELECT 1 FROM changes WHERE id > ? AND rows > 0 AND kind NOT IN ({marks}))"
    return bool(base.sql(later, (run.change_id, *_NO_FACTS)).fetchone()[0])


def _catch_up(base: Base) -> None:
    """The last run knows today's last change too, if that is the only one that it did not know."""
    marks = ", ".join("?" * len(_NO_FACTS))
    base.sql(
        "UPDATE profile_runs SET change_id = ? WHERE id = (SELECT MAX(id) FROM profile_runs) AND (SELECT "
        "COUNT(*) FROM changes c WHERE c.id > profile_runs.change_id AND c.rows > 0 "
        f"AND c.kind NOT IN ({marks})) <= 1",
        (_last_change(base), *_NO_FACTS),
    )


def _relevant(settings: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in settings.items() if name not in _ELSEWHERE}


def _add_run(
    base: Base,
    as_of: date,
    settings: Mapping[str, str],
    context: Mapping[str, Any],
    summary: Mapping[str, Any],
) -> int:
    row = base.sql(
        "INSERT INTO profile_runs (as_of, at, change_id, settings, context, summary) "
        "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (
            as_of.isoformat(),
            datetime.now().astimezone().isoformat(timespec="seconds"),
            _last_change(base),
            _json(settings),
            _json(context),
            _json(summary),
        ),
    ).fetchone()
    return int(row[0])


def _last_change(base: Base) -> int:
    return int(base.sql("SELECT COALESCE(MAX(id), 0) FROM changes").fetchone()[0])


def _columns(base: Base) -> list[str]:
    return [row[1] for row in base.sql("PRAGMA table_info(profiles)").fetchall() if row[1] != "customer_id"]


def _insert(base: Base, values: "pd.DataFrame", names: Sequence[str]) -> None:
    """NaN becomes NULL in SQLite by itself; a column of which nothing is known is left out."""
    given = [name for name in names if name in values.columns and values[name].notna().any()]
    columns = [values[name].tolist() for name in ("id", *given)]
    bulk.insert(base.connection, "profiles", ("customer_id", *given), zip(*columns, strict=True))


def _snapshot(base: Base, run_id: int, values: "pd.DataFrame") -> None:
    """Who is in which cell, as JSON (set → cell): few combinations occur, so each is written out once."""
    import numpy as np
    import pandas as pd

    sets = [name for name in SETS if f"set_{name}" in values.columns]
    place = np.zeros(len(values), dtype=np.int64)
    for name in sets:
        codes, cells = pd.factorize(np.asarray(values[f"set_{name}"], dtype=object))
        place = pd.factorize(place * (len(cells) + 1) + codes + 1)[0]
    first = np.unique(place, return_index=True)[1]
    rows = zip(*(values[f"set_{name}"].iloc[first] for name in sets), strict=True)
    told = [json.dumps({s: c for s, c in zip(sets, row, strict=True) if isinstance(c, str)}) for row in rows]
    texts = np.array(told or ["{}"], dtype=object)[place].tolist()
    clv = values["clv"].tolist() if "clv" in values.columns else [None] * len(values)
    columns = ([run_id] * len(values), values["id"].tolist(), texts, clv)
    bulk.insert(
        base.connection, "snapshots", ("run_id", "customer_id", "cells", "clv"), zip(*columns, strict=True)
    )


def _thin(base: Base, run_id: int) -> None:
    """One snapshot per peildatum, and of old ones one a month; the runs themselves stay."""
    base.sql(
        "DELETE FROM snapshots WHERE run_id IN (SELECT o.id FROM profile_runs o, profile_runs n "
        "WHERE n.id = ?1 AND o.id < n.id AND (o.as_of = n.as_of OR (o.as_of < date(n.as_of, ?2) "
        "AND EXISTS (SELECT 1 FROM profile_runs m WHERE m.id <> o.id AND m.as_of > o.as_of "
        "AND substr(m.as_of, 1, 7) = substr(o.as_of, 1, 7)))))",
        (run_id, f"-{_DAILY} days"),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Numpy's numbers and arrays, dates and dataclasses as JSON can hold them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    return value.isoformat() if isinstance(value, date) else str(value)
