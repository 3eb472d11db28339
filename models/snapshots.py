"""Who moved between two peildata: the kept cells of two profile runs side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.cells import SETS

#: the cell of a customer who was not there yet, or is not any more
ABSENT: Final = ""
_BOTH: Final = (
    "FROM (SELECT customer_id FROM snapshots WHERE run_id = ?1 "
    "UNION SELECT customer_id FROM snapshots WHERE run_id = ?2) w "
    "LEFT JOIN snapshots a ON a.run_id = ?1 AND a.customer_id = w.customer_id "
    "LEFT JOIN snapshots b ON b.run_id = ?2 AND b.customer_id = w.customer_id"
)


@dataclass(frozen=True)
class Snapshot:
    """A kept day: the run, its peildatum (ISO), its settings as the base keeps them, how many customers."""

    run_id: int
    as_of: str
    settings: str
    customers: int


@dataclass(frozen=True)
class Move:
    """How many customers went from one cell to another (the same one: stayed; `ABSENT`: not there), and how
    much their customer value changed together (euro; None where no pair of values is known)."""

    before: str
    after: str
    customers: int
    clv_change: float | None


@dataclass(frozen=True)
class Moved:
    """One customer who moved; values in euro, None unknown."""

    id: int
    klantnummer: str
    name: str
    before: str
    after: str
    clv_before: float | None
    clv_after: float | None


def kept(connection: Any) -> list[Snapshot]:
    """The days of which the cells are kept, the latest first; of a day computed twice the last run."""
    rows = connection.execute(
        "SELECT r.id, r.as_of, r.settings, s.n FROM profile_runs r "
        "JOIN (SELECT run_id, COUNT(*) AS n FROM snapshots GROUP BY run_id) s ON s.run_id = r.id "
        "ORDER BY r.as_of DESC, r.id DESC"
    )
    found: dict[str, Snapshot] = {}
    for run_id, as_of, settings, customers in rows:
        found.setdefault(as_of, Snapshot(run_id, as_of, settings, customers))
    return list(found.values())


def movement(connection: Any, set_name: str, earlier: int, later: int) -> list[Move]:
    """From which cell to which, between two runs; those who stayed too. Who was merged since did not leave:
    the survivor is counted. Raises KeyError for another set."""
    path = _path(set_name)
    rows = connection.execute(
        f"SELECT {_cell('a', path)} AS before, {_cell('b', path)} AS after, COUNT(*) AS n, "
        f"SUM(b.clv - a.clv) {_BOTH} WHERE w.customer_id NOT IN (SELECT id FROM customers "
        "WHERE merged_into IS NOT NULL) GROUP BY 1, 2 ORDER BY n DESC, before, after",
        (earlier, later),
    )
    return [Move(*row) for row in rows]


def who_moved(
    connection: Any, set_name: str, earlier: int, later: int, steps: Sequence[tuple[str, str]], limit: int
) -> list[Moved]:
    """The customers who made one of these steps (from, to), those who lost most value first; who was deleted
    or merged since is not named. Raises KeyError for another set."""
    path = _path(set_name)
    wanted = set(steps)
    rows = connection.execute(
        "SELECT c.id, COALESCE(c.klantnummer, ''), COALESCE(c.naam, ''), "
        f"{_cell('a', path)} AS before, {_cell('b', path)} AS after, a.clv, b.clv {_BOTH} "
        "JOIN customers c ON c.id = w.customer_id WHERE c.deleted = 0 AND c.merged_into IS NULL "
        "AND before <> after ORDER BY COALESCE(b.clv, 0) - COALESCE(a.clv, 0), c.sorteernaam, c.id",
        (earlier, later),
    )
    found = []
    for row in rows:
        if (row[3], row[4]) in wanted:
            found.append(Moved(*row))
            if len(found) == limit:
                break
    return found


def _cell(alias: str, path: str) -> str:
    return (
        f"CASE WHEN {alias}.customer_id IS NULL THEN '{ABSENT}' "
        f"ELSE COALESCE(json_extract({alias}.cells, '{path}'), 'onbekend') END"
    )


def _path(set_name: str) -> str:
    if set_name not in SETS:
        raise KeyError(set_name)
    return f"$.{set_name}"
