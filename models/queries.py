"""What the window and the commands read: a connection of their own that writes nothing.

One Reader a thread; opening one costs the key derivation of an encrypted base (some 80 ms). No pandas here:
the window must be on the screen before that is read.
"""

import json
from array import array
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from core.cells import SETS, reading_order
from core.own_segments import OwnSegment, Rule
from core.settings import Settings
from models import (
    changes,
    customer_list,
    customer_view,
    knowledge,
    own_segments,
    profiles,
    settings_store,
    snapshots,
)
from models.changes import ChangeRow
from models.customer_list import LIVE
from models.database import open_base
from models.hand_lists import HandValue
from models.handwork_reader import HandworkReader
from models.households import Household
from models.knowledge import Counts, Person
from models.merged_list import MergedPair
from models.pair_list import DuplicateRun, OpenPair
from models.profiles import Run
from models.snapshots import Move, Moved, Snapshot
from models.story import Told

__all__ = [
    "ChangeRow",
    "Counts",
    "DuplicateRun",
    "HandValue",
    "Household",
    "MergedPair",
    "Move",
    "Moved",
    "OpenPair",
    "Person",
    "Reader",
    "Run",
    "Snapshot",
    "Told",
]

_TABLES: Final = ("orders", "contracts", "interactions", "survey_answers", "hand_values", "imports")
#: orders that are kept; the window has few
_ORDERS_KEPT: Final = 6


class Reader(HandworkReader):
    """Reads a base. Close it, or use it as a context manager. Sees what was committed, at every question."""

    def __init__(self, path: Path | str, passphrase: str | None = None) -> None:
        """Raises DatabaseError where there is no base, or it cannot be opened."""
        super().__init__(open_base(path, passphrase=passphrase))
        self._orders: dict[tuple[str, bool], list[int]] = {}
        self._version = -1

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ids(
        self,
        search: str = "",
        *,
        sort: str = "sorteernaam",
        descending: bool = False,
        set_name: str | None = None,
        cell: str | None = None,
        todo: str | None = None,
    ) -> "array[int]":
        """The ids of the customers who fit, in order of a column (unknown last).

        `sort`: a column of customers or profiles, or `own:<header>`. `cell` of `set_name` by the last run;
        `todo` a code of `todo()`. Every word of `search` must occur in the name, number, addresses, labels or
        an own field; case and accents do not matter.
        """
        chosen = customer_list.found(self._connection, search)
        if set_name is not None and cell is not None:
            chosen = _both(chosen, customer_list.in_cell(self._connection, set_name, cell))
        if todo is not None:
            chosen = _both(chosen, customer_list.on_todo(self._connection, todo, _today()))
        ordered = self._order(sort, descending)
        if chosen is None:
            return array("q", ordered)
        return array("q", filter(chosen.__contains__, ordered))

    def _order(self, sort: str, descending: bool) -> list[int]:
        """The order of a column, computed again when the base has changed since."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version or len(self._orders) > _ORDERS_KEPT:
            self._version = version
            self._orders = {}
        if (sort, descending) not in self._orders:
            self._orders[sort, descending] = customer_list.order(self._connection, sort, descending)
        return self._orders[sort, descending]

    def rows(self, ids: Sequence[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """A page: one tuple a customer, in the order of the ids. Columns of customers and profiles, `naam`,
        `own:<header>`, `hand`. Raises KeyError for another name."""
        return customer_list.rows(self._connection, ids, columns)

    def hand_marks(self, ids: Sequence[int]) -> dict[int, set[str]]:
        """The fields that were set by hand, of those of these customers who have any."""
        marks: dict[int, set[str]] = {}
        for customer, field in self._connection.execute(
            "SELECT customer_id, field FROM hand_values "
            "WHERE customer_id IN (SELECT value FROM json_each(?))",
            (customer_list.json_ids(ids),),
        ):
            marks.setdefault(customer, set()).add(field)
        return marks

    def customer(self, customer_id: int) -> dict[str, dict[str, Any]]:
        """Field → {"value", "source", "conflict", …}: see `customer_view.fields`. Empty for nobody."""
        return customer_view.fields(self._connection, customer_id)

    def contract_fields(self, customer_id: int) -> dict[str, dict[str, Any]]:
        """The contract columns of the customers sheets: see `customer_view.contract_fields`."""
        return customer_view.contract_fields(self._connection, customer_id)

    def profile(self, customer_id: int) -> dict[str, Any]:
        """The stored outcomes of the last run, by column; empty before one."""
        return customer_view.profile(self._connection, customer_id)

    def children(self, customer_id: int, what: str) -> list[dict[str, Any]]:
        """The customer's 'orders', 'contracts', 'interactions' or 'answers', the newest first."""
        return customer_view.children(self._connection, customer_id, what)

    def name(self, customer_id: int) -> str:
        """How the customer is called; '' for nobody."""
        row = self._one("SELECT naam FROM customers WHERE id = ?", customer_id)
        return str(row[0] or "") if row else ""

    def find(self, klantnummer: str) -> int | None:
        """The customer with that number, now or in the file (else: with that e-mail address); who was merged:
        the survivor."""
        text = klantnummer.strip()
        for column in ("klantnummer", "email"):
            for who in (
                f"c.{column} = ?1",
                f"c.id IN (SELECT customer_id FROM hand_values WHERE field = '{column}' AND file_value = ?1)",
            ):
                row = self._one(
                    f"SELECT COALESCE(c.merged_into, c.id) FROM customers c WHERE {who} "
                    "AND c.deleted = 0 AND NOT EXISTS "
                    "(SELECT 1 FROM customers s WHERE s.id = c.merged_into AND s.deleted = 1) "
                    "ORDER BY c.merged_into IS NOT NULL, c.id",
                    text,
                )
                if row:
                    return int(row[0])
        return None

    def counts(self) -> dict[str, int]:
        """How many customers, and rows of every other table."""
        found = {"customers": int(self._one(f"SELECT COUNT(*) FROM customers WHERE {LIVE}")[0])}
        for table in _TABLES:
            where = " WHERE deleted = 0" if table == "contracts" else ""
            found[table] = int(self._one(f"SELECT COUNT(*) FROM {table}{where}")[0])
        return found

    def todo(self) -> dict[str, int]:
        """To-do list → how many customers are on it; lists that need a profile run come after the first."""
        profiled = self._one("SELECT EXISTS (SELECT 1 FROM profile_runs)")[0]
        return {
            code: customer_list.count_todo(self._connection, code, _today())
            for code, (needs_run, _) in customer_list.TODO.items()
            if profiled or not needs_run
        }

    def segment_counts(self, set_name: str) -> list[dict[str, Any]]:
        """The cells of a set in reading order: `name`, `customers`, `clv_total` (euro; None where of nobody
        in it a value is known, 0 where there is nobody), `share`.

        Built-in cells without customers are listed too, and `onbekend` always; who has no profile is in it.
        Own segments may overlap; their shares are of all customers.
        """
        if set_name not in SETS:
            return own_segments.cells(self._connection, set_name)
        column = customer_list.set_column(set_name)
        found: dict[str, tuple[int, float | None]] = {}
        for name, customers, clv in self._connection.execute(
            f"SELECT COALESCE({column}, 'onbekend'), COUNT(*), SUM(clv) FROM profiles "
            "INDEXED BY profiles_cells WHERE customer_id NOT IN "
            "(SELECT id FROM customers WHERE deleted = 1 OR merged_into IS NOT NULL) GROUP BY 1"
        ):
            found[name] = (customers, clv)
        total = int(self._one(f"SELECT COUNT(*) FROM customers WHERE {LIVE}")[0])
        missing = total - sum(customers for customers, _ in found.values())
        known, clv = found.pop("onbekend", (0, None))
        names = [name for name in SETS[set_name] if name != "onbekend"]
        names += sorted((name for name in found if name not in names), key=reading_order)
        cells = [(name, *found.get(name, (0, 0.0))) for name in names]
        return [
            {"name": name, "customers": n, "clv_total": clv_total, "share": n / total if total else 0.0}
            for name, n, clv_total in [*cells, ("onbekend", known + missing, clv if known + missing else 0.0)]
        ]

    def own_segments(self) -> dict[str, OwnSegment]:
        """The own segments by name."""
        return own_segments.stored(self._connection)

    def own_count(self, segment: OwnSegment) -> int:
        """How many customers an own segment would hold. Raises KeyError for a rule that cannot be used."""
        return len(own_segments.ids(self._connection, segment))

    def own_holding(self, segment: OwnSegment, customer_id: int) -> list[tuple[Rule, Any]]:
        """The rules of an own segment that hold for a customer, with what the customer has of the field."""
        return own_segments.holding(self._connection, segment, customer_id)

    def points(
        self, set_name: str, x: str, y: str, limit: int = 4000
    ) -> tuple[list[tuple[int, float, float, str]], int]:
        """(id, x, y, cell) of customers whose profile knows both columns, in order of id, and how many there
        are in all; more than `limit` of them are thinned evenly (always the same ones)."""
        column = customer_list.set_column(set_name)
        for name in (x, y):
            if name not in customer_list.table_columns(self._connection, "profiles"):
                raise KeyError(name)
        known = (
            f"FROM profiles p JOIN customers c ON c.id = p.customer_id WHERE p.{x} IS NOT NULL "
            f"AND p.{y} IS NOT NULL AND c.deleted = 0 AND c.merged_into IS NULL"
        )
        total = int(self._one(f"SELECT COUNT(*) {known}")[0])
        # a prime step of the id: even, without following the order of the file
        rows = self._connection.execute(
            f"SELECT p.customer_id, p.{x}, p.{y}, COALESCE(p.{column}, 'onbekend') {known} "
            "AND (?1 <= ?2 OR p.customer_id * 7919 % ?1 < ?2) ORDER BY 1",
            (total, limit),
        )
        return list(rows), total

    def run(self) -> Run | None:
        """The last profile run, with its settings, context and summary; None before the first."""
        return profiles.latest(self._base)

    def settings(self) -> Settings:
        """The settings in force (the last run may have had others: see its own)."""
        return settings_store.load(self._base)

    def named_settings(self) -> dict[str, Settings]:
        """The settings that were kept under a name."""
        return settings_store.named(self._base)

    def profile_columns(self, names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Columns of every customer's profile, each a tuple, in order of id. Raises KeyError for another."""
        known = customer_list.table_columns(self._connection, "profiles")
        if missing := [name for name in names if name not in known]:
            raise KeyError(missing[0])
        rows = self._connection.execute(
            f"SELECT {', '.join(f'p.{name}' for name in names)} FROM profiles p "
            "JOIN customers c ON c.id = p.customer_id "
            "WHERE c.deleted = 0 AND c.merged_into IS NULL ORDER BY p.customer_id"
        ).fetchall()
        return list(zip(*rows, strict=True)) if rows else [() for _ in names]

    def snapshots(self) -> list[Snapshot]:
        """The days of which it is kept who was in which cell, the latest first."""
        return snapshots.kept(self._connection)

    def movement(self, set_name: str, earlier: int, later: int) -> list[Move]:
        """From which cell to which between two runs: see `models.snapshots`."""
        return snapshots.movement(self._connection, set_name, earlier, later)

    def who_moved(
        self, set_name: str, earlier: int, later: int, steps: Sequence[tuple[str, str]], limit: int = 1000
    ) -> list[Moved]:
        """Who made one of these steps between two runs, those who lost most value first."""
        return snapshots.who_moved(self._connection, set_name, earlier, later, steps, limit)

    def knowledge(self) -> Counts:
        """How much of the customers is known, and who misses what."""
        return knowledge.counts(self._connection)

    def whom_to_ask(self, code: str, limit: int = 5) -> list[Person]:
        """Whom to ask a question of `knowledge` first."""
        return knowledge.whom(self._connection, code, limit)

    def imports(self, limit: int = 100) -> list[dict[str, Any]]:
        """The imports, the newest first: id, file, sheet, kind, at, and their counts."""
        rows = self._connection.execute(
            "SELECT id, file, sheet, kind, at, counts FROM imports ORDER BY id DESC LIMIT ?", (limit,)
        )
        names = ("id", "file", "sheet", "kind", "at")
        return [{**dict(zip(names, row[:5], strict=True)), **json.loads(row[5])} for row in rows]

    def import_report(self, import_id: int) -> dict[str, Any]:
        """What was said about an import: mapping, detected, issues (at most a thousand of a kind)."""
        row = self._one("SELECT report FROM imports WHERE id = ?", import_id)
        return json.loads(row[0]) if row else {}

    def own_columns(self) -> list[str]:
        """The headers of the user's own columns."""
        rows = self._connection.execute(
            "SELECT DISTINCT v.key FROM customers c INDEXED BY customers_own, json_each(c.own) v "
            "WHERE c.own IS NOT NULL ORDER BY 1"
        )
        return [name for (name,) in rows]

    def history(self, limit: int = 100, *, before: int | None = None) -> list[ChangeRow]:
        """The changes, the newest first."""
        return changes.history(self._base, limit, before=before)

    def next_undo(self) -> ChangeRow | None:
        """The change that undo takes back next."""
        return changes.next_undo(self._base)

    def next_redo(self) -> ChangeRow | None:
        """The change that redo makes again next."""
        return changes.next_redo(self._base)

    def _one(self, sql: str, *parameters: Any) -> Any:
        return self._connection.execute(sql, parameters).fetchone()


def _both(one: set[int] | None, other: set[int]) -> set[int]:
    return other if one is None else one & other


def _today() -> str:
    return date.today().isoformat()
