"""Writing a clean sheet into the base: the door of the import on this side.

Inside an open change, so that an import is one transaction and one undo step; a dry run is a change that its
caller does not keep. What every sheet row became is in the report, and the report in the `imports` table.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from core.fields import CONTRACT_COLUMNS, CONTRACT_TRIGGERS, CONTRACTS, CUSTOMERS, ORDERS, SURVEY
from core.progress import Progress, silent
from core.rows import Chunk, CleanSheet, SheetReport
from core.text import _
from models.child_rows import ChildRows, ChildWriter, Options
from models.child_tables import TABLES
from models.clean import column
from models.customer_finder import CustomerFinder
from models.customer_rows import CustomerWriter
from models.database import Base
from models.matching import Keys
from models.merging import carry_refusals
from models.tally import Tally

MODES: Final = ("add_update", "add", "fill", "update")
#: the indexes of an empty table rest while more rows than this are written
_LARGE: Final = 20_000
#: findings of one kind that the base keeps; the caller gets them all
_KEPT_ISSUES: Final = 1000
_COUNTS: Final = (
    *("read", "created", "updated", "unchanged", "rejected", "skipped", "conflicts", "possible_duplicates"),
    "customers_made",
)


class _Writer(Protocol):
    """One kind of sheet."""

    def add(self, chunk: Chunk, ordinals: range) -> None:
        """Take some rows."""

    def finish(self, progress: Progress, text: str) -> None:
        """Write what waited for the end of the sheet."""


@dataclasses.dataclass(frozen=True)
class _Job:
    """What every writer of this sheet needs."""

    connection: Any
    sheet: CleanSheet
    import_id: int
    options: Options
    tally: Tally
    keys: Keys

    def child_writer(self, kind: str, names: Sequence[str], *, part: bool = False) -> ChildWriter:
        """A writer for the table of that kind."""
        return ChildWriter(
            self.connection,
            TABLES[kind],
            names,
            import_id=self.import_id,
            options=self.options,
            tally=self.tally,
            survivors=self.keys.survivors,
            expected=self.sheet.estimated_rows,
            part=part,
        )

    def finder(self) -> CustomerFinder:
        """Who finds the customer of a row."""
        return CustomerFinder(
            self.connection,
            import_id=self.import_id,
            options=self.options,
            tally=self.tally,
            keys=self.keys,
        )


def write_sheet(
    base: Base,
    sheet: CleanSheet,
    *,
    mode: str = "add_update",
    empty_clears: bool = False,
    restore_consent: bool = False,
    whose: Mapping[int, int] | None = None,
    progress: Progress = silent,
) -> SheetReport:
    """Write the sheet's rows; inside an open change. Gives the sheet's report, complete.

    `mode`: 'add_update'; 'add' (known rows stay as they are); 'fill' (only empty fields of known rows);
    'update' (only known rows). An unknown row under 'fill' and 'update' is rejected. An empty cell leaves its
    field alone unless `empty_clears`. Consent that was withdrawn (and an objection) is never undone by a
    sheet unless `restore_consent`, and is then listed. Hand values stay; the file's word is kept beside them.
    `whose`: sheet row → id of the customer that a person said it is about.
    """
    if mode not in MODES:
        raise ValueError(mode)
    if base.open_change is None:
        raise RuntimeError("an import is written inside a change")
    connection = base.connection
    report = sheet.report
    tally = Tally(report)
    options = Options(mode, empty_clears, restore_consent, whose or {})
    job = _Job(connection, sheet, _begin(connection, report), options, tally, Keys(connection))
    text = _("Importing {sheet}").format(sheet=report.sheet or report.file)
    with _resting_indexes(connection, report.kind, sheet.estimated_rows):
        writer = _writer(job)
        done = 0
        for chunk in sheet.chunks():
            writer.add(chunk, tally.deliver(chunk))
            done += len(chunk.rows)
            progress(done, max(done, sheet.estimated_rows), text)
        writer.finish(progress, text)
    if report.kind == ORDERS:
        _note_orders_of_others(job)
    if report.kind == CUSTOMERS and job.keys.survivors:
        carry_refusals(base)
    tally.close(sheet.cells)
    report.id = job.import_id
    _keep(connection, report)
    return report


def _writer(job: _Job) -> _Writer:
    match job.sheet.report.kind:
        case "customers":
            return _Customers(job)
        case "survey":
            return _Survey(job)
        case kind:
            return _Children(job, kind)


class _Customers:
    """A customers sheet, with the contract columns that it may have."""

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._customers = CustomerWriter(
            job.connection,
            job.sheet.report,
            import_id=job.import_id,
            options=job.options,
            tally=job.tally,
            keys=job.keys,
        )
        self._contracts: ChildWriter | None = None

    def add(self, chunk: Chunk, ordinals: range) -> None:
        customers = self._customers.add(chunk, ordinals)
        given = [name for name in CONTRACT_COLUMNS if name in chunk.columns]
        triggers = [column(chunk, name) for name in CONTRACT_TRIGGERS if name in given]
        if not triggers:
            return
        filled = [
            i
            for i, cells in enumerate(zip(*triggers, strict=True))
            if customers[i] is not None and any(isinstance(cell, str | int | float) for cell in cells)
        ]
        if self._contracts is None:
            names = [CONTRACT_COLUMNS[name] for name in given]
            self._contracts = self._job.child_writer(CONTRACTS, names, part=True)
        if filled:
            columns = {CONTRACT_COLUMNS[name]: column(chunk, name) for name in given}
            self._contracts.add(_picked(chunk, ordinals, customers, columns, filled))

    def finish(self, progress: Progress, text: str) -> None:
        self._customers.finish()
        if self._contracts is not None:
            self._contracts.finish(progress, text)


class _Children:
    """Orders, contracts or contacts: a sheet row is a row of ours."""

    def __init__(self, job: _Job, kind: str) -> None:
        self._job = job
        self._kind = kind
        self._finder = job.finder()
        self._rows: ChildWriter | None = None

    def add(self, chunk: Chunk, ordinals: range) -> None:
        customers = self._finder.find(chunk, ordinals)
        names = [name for name in TABLES[self._kind].columns if name in chunk.columns]
        if self._rows is None:
            self._rows = self._job.child_writer(self._kind, names)
        columns = {name: column(chunk, name) for name in names}
        places = None
        if None in customers:
            places = [i for i, customer in enumerate(customers) if customer is not None]
        self._rows.add(_picked(chunk, ordinals, customers, columns, places))

    def finish(self, progress: Progress, text: str) -> None:
        if self._rows is not None:
            self._rows.finish(progress, text)


class _Survey:
    """A survey: every answered item of a respondent is a row of ours."""

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._finder = job.finder()
        self._rows = job.child_writer(SURVEY, TABLES[SURVEY].columns)

    def add(self, chunk: Chunk, ordinals: range) -> None:
        answers: list[list[tuple[str, float]]] = chunk.answers or [[] for _row in chunk.rows]
        silent_ones = frozenset(i for i, given in enumerate(answers) if not given)
        for i in silent_ones:
            self._job.tally.reject(chunk, i, ordinals[i], "no_answers")
        customers = self._finder.find(chunk, ordinals, skip=silent_ones)
        dates = column(chunk, "datum") if "datum" in chunk.columns else [None] * len(chunk.rows)
        names = TABLES[SURVEY].columns
        rows: list[tuple[Any, ...]] = []
        for i, given in enumerate(answers):
            customer = customers[i]
            if customer is None:
                continue
            for item, value in given:
                known = self._job.sheet.items[item]
                scale = (float(known.low), float(known.high), int(known.reversed))
                said = (dates[i], item, known.dimension, float(value), *scale)
                rows.append((ordinals[i], chunk.rows[i], customer, *said))
        if rows:
            placed, numbers, who, *columns = (list(values) for values in zip(*rows, strict=True))
            self._rows.add(ChildRows(placed, numbers, who, dict(zip(names, columns, strict=True))))

    def finish(self, progress: Progress, text: str) -> None:
        self._rows.finish(progress, text)


def _picked(
    chunk: Chunk,
    ordinals: range,
    customers: Sequence[int | None],
    columns: dict[str, list[Any]],
    places: list[int] | None,
) -> ChildRows:
    """The rows at these places (None: all) with the customer of each."""
    if places is None:
        found = [customer for customer in customers if customer is not None]
        return ChildRows(ordinals, chunk.rows, found, columns)
    return ChildRows(
        [ordinals[i] for i in places],
        [chunk.rows[i] for i in places],
        [customer for i in places if (customer := customers[i]) is not None],
        {name: [values[i] for i in places] for name, values in columns.items()},
    )


@contextmanager
def _resting_indexes(connection: Any, kind: str, expected: int) -> Iterator[None]:
    """Take the indexes off an empty table while many rows are written, and make them again.

    Inside the change's transaction: when anything goes wrong the rollback brings them back.
    """
    # a sheet of children makes the customers that it names
    tables = [CUSTOMERS] if kind == CUSTOMERS else [TABLES[kind].name, CUSTOMERS]
    empty = [
        table
        for table in tables
        if connection.execute(f"SELECT NOT EXISTS (SELECT 1 FROM {table})").fetchone()[0]
    ]
    if not empty or expected < _LARGE:
        yield
        return
    indexes = [
        row
        for table in empty
        for row in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            (table,),
        ).fetchall()
    ]
    for name, _sql in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _name, sql in indexes:
        connection.execute(sql)


def _note_orders_of_others(job: _Job) -> None:
    """Order numbers that were another customer's before: two shops' numbers, or an order that moved."""
    person = "(SELECT COALESCE(merged_into, id) FROM customers WHERE id = {0}.customer_id)"
    found = job.connection.execute(
        "SELECT DISTINCT n.bestelnummer FROM orders n JOIN orders o ON o.bestelnummer = n.bestelnummer "
        "WHERE n.import_id = ?1 AND o.import_id < ?1 AND o.customer_id <> n.customer_id "
        f"AND {person.format('o')} <> {person.format('n')} "
        "AND EXISTS (SELECT 1 FROM orders WHERE import_id < ?1) ORDER BY n.import_row",
        (job.import_id,),
    ).fetchall()
    if found:
        job.tally.issue_sheet("order_of_other_customer", len(found), [number for (number,) in found])


def _begin(connection: Any, report: SheetReport) -> int:
    row = connection.execute(
        "INSERT INTO imports (file, sheet, kind, at, counts, report) "
        "VALUES (?, ?, ?, ?, '{}', '{}') RETURNING id",
        (report.file, report.sheet, report.kind, datetime.now(UTC).isoformat(timespec="seconds")),
    ).fetchone()
    return int(row[0])


def _keep(connection: Any, report: SheetReport) -> None:
    """The finished report in the base: counts by themselves, and the rest without what is endless."""
    counts = {name: getattr(report, name) for name in _COUNTS}
    seen: dict[str, int] = {}
    issues = []
    for issue in report.issues:
        seen[issue.code] = seen.get(issue.code, 0) + 1
        if seen[issue.code] <= _KEPT_ISSUES:
            issues.append(dataclasses.asdict(issue))
    rest = {
        "mapping": report.mapping,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "header_row": report.header_row,
        "detected": {name: dataclasses.asdict(found) for name, found in report.detected.items()},
        "issues": issues,
        "issue_counts": seen,
    }
    connection.execute(
        "UPDATE imports SET counts = ?, report = ? WHERE id = ?",
        (json.dumps(counts), json.dumps(rest, ensure_ascii=False, default=str), report.id),
    )
