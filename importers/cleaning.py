"""A planned sheet → clean rows, chunk by chunk, with a report of every cell and row that did not fit.

Column by column: most of a sheet's cells repeat or need nothing, so that a row is only looked at by itself
where something is odd.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from core.fields import CONTRACT_COLUMNS, CONTRACTS, CUSTOMERS, FIELDS, INTERACTIONS, ORDERS, SURVEY
from core.fields import field as field_of
from core.rows import EMPTY, KEEP, Chunk, CleanSheet, SheetReport
from importers import contacts, endless, plausibility
from importers.cells import UNCACHED, Cell, ErrorCell, text_of
from importers.field_columns import reader
from importers.issue_log import IssueLog
from importers.opt_outs import withdraw
from importers.order_lines import LINE, Filler
from importers.people_rows import People, name_keys
from importers.plan import Plan
from importers.reading import Batch
from importers.sides import signed
from importers.survey_rows import Answers
from importers.values import PlainColumn, own_text

#: fields that only exist on the way in, per kind (contract columns of a customers sheet go through)
_GONE: Final = {
    kind: tuple(f.name for f in fields if f.virtual and f.name not in CONTRACT_COLUMNS)
    for kind, fields in FIELDS.items()
}
_DATES: Final = {
    kind: frozenset(f.name for f in fields if f.kind in ("date", "datetime"))
    for kind, fields in FIELDS.items()
}
_NAMES: Final = ("achternaam", "bedrijfsnaam", "voornaam", "voorletters")
#: what makes a row useless when it is missing: field → (empty, does not fit)
_ESSENTIAL: Final = {
    "datum": ("no_date", "bad_essential_date"),
    "bedrag": ("no_amount", "bad_essential_amount"),
}
_NEEDED: Final = {ORDERS: ("datum", "bedrag"), INTERACTIONS: ("datum",)}


def clean(plan: Plan) -> CleanSheet:
    """The sheet's clean rows, to be walked as often as needed, and the report that each walk fills anew."""
    sheet = plan.sheet
    report = SheetReport(
        file=plan.file,
        sheet=sheet.name,
        kind=plan.kind,
        mapping=dict(plan.mapping),
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        header_row=sheet.header_row,
        detected=dict(plan.detected),
        headers=list(sheet.headers),
    )

    def chunks() -> Iterator[Chunk]:
        report.read = report.rejected = report.skipped = 0
        report.created = report.updated = report.unchanged = 0
        report.issues, report.rejected_rows = list(plan.issues), []
        walk = _Walk(plan, report)
        for batch in sheet.batches():
            chunk = walk.chunk(batch)
            if chunk.rows:
                yield chunk
        walk.log.close()
        report.rejected_rows.sort(key=lambda rejected: rejected[0])

    def raw(wanted: set[int]) -> dict[int, list[str]]:
        return {
            row: [text_of(cell) for cell in cells]
            for batch in sheet.batches()
            for row, cells in zip(batch.rows, batch.cells, strict=True)
            if row in wanted
        }

    return CleanSheet(report, chunks, dict(plan.items), sheet.estimated_rows, raw)


class _Walk:
    """One walk over the rows of a sheet."""

    def __init__(self, plan: Plan, report: SheetReport) -> None:
        self.plan, self.report = plan, report
        self.log = IssueLog(report.issues)
        headers = plan.sheet.headers
        self._at = {header: index for index, header in enumerate(headers)}
        self._headers: dict[str, list[str]] = {}
        for header, name in plan.mapping.items():
            if name:
                self._headers.setdefault(name, []).append(header)
        self._readers = {
            name: reader(plan, known, found[0])
            for name, found in self._headers.items()
            if (known := field_of(plan.kind, name)) is not None
        }
        self._own = {header: PlainColumn(own_text) for header in plan.own}
        self._people = People(customers=plan.kind == CUSTOMERS)
        self._filler = Filler(plan.amounts, credit=plan.credit) if plan.amounts else None
        self._answers = Answers(plan, self._at) if plan.kind == SURVEY else None

    def chunk(self, batch: Batch) -> Chunk:
        """The clean rows of a batch; rows that cannot be used go to the report."""
        report = self.report
        report.read += len(batch.rows) + len(batch.bad)
        report.skipped += batch.skipped
        for row, cells, code in batch.bad:
            self._reject(row, cells, self.log.reject(code, row, None))
        if not batch.rows:
            return Chunk([], {})
        columns_in = batch.columns()
        columns = {name: self._column(name, batch.rows, columns_in) for name in self._readers}
        n = len(batch.rows)
        answers = self._answers.read(columns, columns_in, batch.rows, self.log) if self._answers else None
        self._derive(columns, n)
        for i in self._filler.filled if self._filler else ():
            self.log.add("filled_below", batch.rows[i], self._header_of("bestelnummer"))
        rejected = self._unusable(columns, batch, columns_in)
        self._warn(columns, batch.rows, columns_in, rejected)
        if self.plan.kind == CONTRACTS:
            self._without_end(columns, columns_in)
        for name in _GONE[self.plan.kind]:
            if name != "naam" or not self.plan.by_name:
                columns.pop(name, None)
        own = {header: self._own_column(header, batch.rows, columns_in) for header in self._own}
        chunk = Chunk(batch.rows, columns, own, answers)
        return _without(chunk, rejected) if rejected else chunk

    def _column(self, name: str, rows: Sequence[int], columns: Sequence[Sequence[Cell]]) -> list[Any]:
        """The clean values of a field, with what was odd in the log."""
        headers = self._headers[name]
        cells = columns[self._at[headers[0]]]
        for header in headers[1:]:
            more = columns[self._at[header]]
            cells = [a if a != "" else b for a, b in zip(cells, more, strict=True)]
        column = self._readers[name]
        values = column.read(cells)
        abroad = self._abroad(name, cells, columns)
        for i, (number, _code) in abroad.items():
            values[i] = number
        if column.odd or abroad:
            essential = name in _NEEDED.get(self.plan.kind, ())
            for i, cell in enumerate(cells):
                code = abroad[i][1] if i in abroad else column.odd.get(cell)
                if cell != "" and code:
                    if essential and values[i] is KEEP:
                        continue  # the row is rejected for it
                    self.log.add(code, rows[i], headers[0], text_of(cell), new=values[i])
        return values

    def _abroad(
        self, name: str, cells: Sequence[Cell], columns: Sequence[Sequence[Cell]]
    ) -> dict[int, tuple[str, str | None]]:
        """Place → number of the telephones that the row's own country can dial."""
        if name not in ("telefoon", "mobiel") or "land" not in self._readers:
            return {}
        lands = self._readers["land"].read(columns[self._at[self._headers["land"][0]]])
        found = {}
        for i, land in enumerate(lands):
            if isinstance(land, str) and len(land) == 2 and land != "NL" and cells[i] != "":
                number = contacts.phone(text_of(cells[i]), land)
                if number.value is not None:
                    found[i] = number.value, number.code
        return found

    def _own_column(
        self, header: str, rows: Sequence[int], columns: Sequence[Sequence[Cell]]
    ) -> list[str | None]:
        """A column without a field of ours, kept as text; numbers that lost digits are said."""
        column, cells = self._own[header], columns[self._at[header]]
        values = column.read(cells)
        if column.odd:
            for i, cell in enumerate(cells):
                if cell != "" and (code := column.odd.get(cell)):
                    self.log.add(code, rows[i], header, text_of(cell))
            values = [None if value is KEEP else value for value in values]
        return values

    def _derive(self, columns: dict[str, list[Any]], n: int) -> None:
        """What follows from other columns: parts of names, amounts of orders, scales."""
        plan = self.plan
        if plan.kind != CUSTOMERS and "klantnummer" in columns and "email" in columns:
            # a web shop's guest is customer 0
            columns["klantnummer"] = [None if v == "0" else v for v in columns["klantnummer"]]
        self._people.fill(columns, n)
        if plan.by_name:
            # as number and as name: whoever writes looks for the only customer of that name first
            columns["klantnummer"] = name_keys(columns, n)
            columns["naam"] = columns["klantnummer"]
        if "tijd" in columns and "datum" in columns:
            columns["datum"] = _with_times(columns["datum"], columns["tijd"])
        if "toestemming_kanalen" in columns:
            _spread_consents(columns, plan.consents)
        if plan.kind == CUSTOMERS:
            withdraw(columns)
        if self._filler:
            self._filler.fill(columns, n)
            if plan.off and "debet_credit" in columns:
                columns["bedrag"] = signed(columns["bedrag"], columns["debet_credit"], plan.off)
            if plan.margin_divisor and "marge" in columns:
                columns["marge"] = _share_of(columns["bedrag"], columns["marge"], plan.margin_divisor)
        if "tevredenheid" in columns and plan.kind == CUSTOMERS:
            scale = plan.scales.get("tevredenheid")
            columns["tevredenheid_schaal"] = [
                None if v is None or v is KEEP else scale for v in columns["tevredenheid"]
            ]

    def _without_end(self, columns: dict[str, list[Any]], columns_in: Sequence[Sequence[Cell]]) -> None:
        """An end that is said to be none takes away the end that was known."""
        for name in endless.FIELDS & columns.keys():
            odd = self._readers[name].odd
            if "no_end" in odd.values():
                cells = columns_in[self._at[self._headers[name][0]]]
                columns[name] = [
                    EMPTY if odd.get(cell) == "no_end" else value
                    for cell, value in zip(cells, columns[name], strict=True)
                ]

    def _unusable(
        self, columns: dict[str, list[Any]], batch: Batch, columns_in: Sequence[Sequence[Cell]]
    ) -> set[int]:
        """Places of the rows without a key, a date or an amount; they go to the report."""
        rejected: set[int] = set()
        for name in _NEEDED.get(self.plan.kind, ()):
            values = columns[name]
            if None in values or KEEP in values:
                empty, unfit = _ESSENTIAL[name]
                header = self._header_of(name)
                for i, value in enumerate(values):
                    if (value is None or value is KEEP) and i not in rejected:
                        cell = columns_in[self._at[header]][i] if header else ""
                        code = empty if value is None or cell == "" else unfit
                        if isinstance(cell, ErrorCell):
                            code = "uncached_formula" if cell.code == UNCACHED else "essential_error"
                        rejected.add(i)
                        self._reject_at(batch, i, code, header, text_of(cell))
        if self.plan.kind == CONTRACTS:
            told = [columns[name] for name in CONTRACT_COLUMNS.values() if name in columns]
            for i, cells in enumerate(zip(*told, strict=True)):
                if cells.count(None) == len(cells):
                    rejected.add(i)
                    self._reject_at(batch, i, "empty_contract", None, "")
        for i in self._keyless(columns, len(batch.rows)):
            if i not in rejected:
                rejected.add(i)
                self._reject_at(batch, i, "missing_key", self._key_header(), "")
        return rejected

    def _keyless(self, columns: dict[str, list[Any]], n: int) -> list[int]:
        """Places of rows that nothing ties to a customer."""
        left: Sequence[int] = range(n)
        for name in ("klantnummer", "email"):
            if name in columns:
                values = columns[name]
                left = [i for i in left if values[i] is None or values[i] is KEEP]
                if not left:
                    return []
        named = [columns[name] for name in _NAMES if name in columns]
        placed = [columns.get("postcode"), columns.get("huisnummer")]

        def is_known(i: int) -> bool:
            has_name = any(_filled(values[i]) for values in named)
            return has_name and all(values is not None and _filled(values[i]) for values in placed)

        return [i for i in left if not is_known(i)]

    def _header_of(self, name: str) -> str | None:
        if name == "bedrag" and self.plan.amounts:
            name = self.plan.amounts.source
        headers = self._headers.get(name)
        return headers[0] if headers else None

    def _key_header(self) -> str | None:
        """The header of the column that should have said whose row it is."""
        names = ("klantnummer", "email", "naam", *_NAMES)
        return next((header for name in names if (header := self._header_of(name))), None)

    def _reject_at(self, batch: Batch, i: int, code: str, header: str | None, cell: str) -> None:
        row = batch.rows[i]
        self._reject(row, batch.cells[i], self.log.reject(code, row, header, cell))

    def _reject(self, row: int, cells: Sequence[Cell], reason: str) -> None:
        self.report.rejected += 1
        self.report.rejected_rows.append((row, [text_of(cell) for cell in cells], reason))

    def _warn(
        self,
        columns: dict[str, list[Any]],
        rows: Sequence[int],
        columns_in: Sequence[Sequence[Cell]],
        rejected: set[int],
    ) -> None:
        """What can be read but is hardly true."""
        plan = self.plan
        found = [*plausibility.findings(columns, _DATES[plan.kind], plan.as_of, plan.usual)]
        if plan.kind == CUSTOMERS:
            found += plausibility.contractless(columns)
        if plan.kind == ORDERS and plan.amounts and plan.amounts.mode == LINE:
            found += plausibility.mismatches(columns)
        if plan.width and "klantnummer" in columns:
            found += [
                (i, "klantnummer", "lost_zeros", {"width": plan.width})
                for i, v in enumerate(columns["klantnummer"])
                if isinstance(v, str) and len(v) < plan.width and v.isdigit()
            ]
        for i, name, code, figures in found:
            if i not in rejected:
                header = self._header_of(name)
                cell = columns_in[self._at[header]][i] if header else ""
                self.log.add(code, rows[i], header, text_of(cell), **figures)


def _filled(value: Any) -> bool:
    return value is not None and value is not KEEP


def _with_times(dates: list[Any], clocks: list[Any]) -> list[Any]:
    """Days with the time of day from another column; midnight is the day alone."""
    return [
        d + t if _filled(d) and _filled(t) and len(d) == 10 and t != "T00:00:00" else d
        for d, t in zip(dates, clocks, strict=True)
    ]


def _spread_consents(columns: dict[str, list[Any]], groups: frozenset[str]) -> None:
    """Named channels are a yes, the column's others a no; a column of the channel itself counts first."""
    cells = [set(cell.split()) if isinstance(cell, str) else cell for cell in columns["toestemming_kanalen"]]
    for group in groups:
        said = [int(group in cell) if isinstance(cell, set) else cell for cell in cells]
        own = columns.get(f"toestemming_{group}")
        columns[f"toestemming_{group}"] = (
            [o if _filled(o) else s for o, s in zip(own, said, strict=True)] if own else said
        )


def _share_of(amounts: list[Any], shares: list[Any], divisor: float) -> list[Any]:
    """A margin in percent of the amount, in money."""
    return [
        round(a * s / divisor, 4) if _filled(s) and _filled(a) else s
        for a, s in zip(amounts, shares, strict=True)
    ]


def _without(chunk: Chunk, rejected: set[int]) -> Chunk:
    """The chunk without the rows at those places."""
    kept = [i for i in range(len(chunk.rows)) if i not in rejected]

    def pick(values: list[Any]) -> list[Any]:
        return [values[i] for i in kept]

    return Chunk(
        pick(chunk.rows),
        {name: pick(values) for name, values in chunk.columns.items()},
        {header: pick(values) for header, values in chunk.own.items()},
        pick(chunk.answers) if chunk.answers is not None else None,
    )
