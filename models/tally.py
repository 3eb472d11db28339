"""What became of every sheet row of an import: the counts, the findings and the rejected rows.

A sheet row can write several rows of ours (a customer and a contract; the answers of a respondent), at
different moments. Each of them marks the sheet row; the marks are weighed at the end.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from core.issues import Issue
from core.rows import KEEP, Chunk, SheetReport
from models import sentences

#: marks of a sheet row
SAME: Final = 1
CHANGED: Final = 2
NEW: Final = 4
REJECTED: Final = 8
#: the customer of a customers row is new, whatever its contract is
NEW_CUSTOMER: Final = 16
#: how many rows a finding about the sheet names
_NAMED: Final = 10


class Tally:
    """Counts in sheet rows. A row is known by its place among the delivered rows (its ordinal)."""

    def __init__(self, report: SheetReport) -> None:
        self._report = report
        self._marks = bytearray()
        self._headers = {field: header for header, field in report.mapping.items() if field}
        self.issues: list[Issue] = []
        self.rejected_rows: list[tuple[int, list[str], str]] = []
        #: hand values that the sheet contradicts
        self.conflict_ids: list[int] = []
        #: sheet row → the customers that it fits, where those are several
        self.candidates: dict[int, list[int]] = {}
        self.possible_duplicates = 0
        self.customers_made = 0
        #: rows whose customer was found by nothing but a name
        self.found_by_name = 0
        #: rows that are a contract which a person deleted
        self.stay_deleted = 0
        #: sheet rows that an earlier sheet of the same change had too
        self.on_other_sheet: list[int] = []

    def deliver(self, chunk: Chunk) -> range:
        """Take the chunk's rows into the count; gives their ordinals."""
        first = len(self._marks)
        self._marks.extend(bytes(len(chunk.rows)))
        return range(first, len(self._marks))

    def mark(self, ordinal: int, what: int) -> None:
        """Say of a sheet row what became of (a part of) it."""
        self._marks[ordinal] |= what

    def mark_all(self, ordinals: Iterable[int], what: int) -> None:
        """The same of many."""
        marks = self._marks
        if isinstance(ordinals, range) and not any(marks[ordinals.start : ordinals.stop]):
            marks[ordinals.start : ordinals.stop] = bytes([what]) * len(ordinals)
            return
        for ordinal in ordinals:
            marks[ordinal] |= what

    def conflict(self, word: int, row: int, field: str, said: Any) -> None:
        """The sheet contradicts this hand value (its id), which stays."""
        self.conflict_ids.append(word)
        self.issue("hand_value_kept", row, field, said)

    def issue(self, code: str, row: int, field: str | None = None, value: Any = None) -> None:
        """A finding about one row, or one cell of it."""
        text = cell_text(value)
        header = self._headers.get(field, field) if field else None
        self.issues.append(Issue(code, sentences.about_row(code, text), row, header, text))

    def issue_sheet(self, code: str, n: int, named: Sequence[Any] = ()) -> None:
        """A finding about the whole sheet; `named` are the rows or numbers that it is about."""
        text = ", ".join(str(item) for item in named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
        self.issues.append(Issue(code, sentences.about_sheet(code, n, text), value=text))

    def reject(self, chunk: Chunk, index: int, ordinal: int, code: str, field: str | None = None) -> None:
        """A row that is not written, and why."""
        row = chunk.rows[index]
        value = chunk.columns[field][index] if field in chunk.columns else None
        self._marks[ordinal] = REJECTED
        self.issue(code, row, field, value)
        self.rejected_rows.append((row, self._cells(chunk, index), self.issues[-1].message))

    def reject_cells(self, row: int, ordinal: int, code: str, cells: dict[str, Any]) -> None:
        """The same for a row whose chunk is gone; `cells` are its values by field."""
        self._marks[ordinal] = REJECTED
        self.issue(code, row)
        shown = [cell_text(cells.get(self._report.mapping.get(h) or "")) for h in self._report.headers]
        self.rejected_rows.append((row, shown, self.issues[-1].message))

    def _cells(self, chunk: Chunk, index: int) -> list[str]:
        """The row as the sheet has it, as far as the clean row tells."""
        shown = []
        for header in self._report.headers:
            field = self._report.mapping.get(header)
            column: Sequence[Any] | None = chunk.columns.get(field or "")
            if column is None:
                column = chunk.own.get(header)
            shown.append("" if column is None else cell_text(column[index]))
        return shown

    def close(self, cells: Callable[[set[int]], dict[int, list[str]]] | None) -> None:
        """Put the counts and findings into the report, beside what the reader found. `cells` gives rows as
        the file has them; without it a rejected row shows its clean values."""
        if cells is not None and self.rejected_rows:
            raw = cells({row for row, _, _ in self.rejected_rows})
            self.rejected_rows = [(row, raw.get(row, known), why) for row, known, why in self.rejected_rows]
        report = self._report
        counts = Counter(self._marks)
        report.created = sum(n for mark, n in counts.items() if mark & NEW_CUSTOMER or mark == NEW)
        refused = sum(n for mark, n in counts.items() if mark == REJECTED)
        report.updated = sum(
            n
            for mark, n in counts.items()
            if not mark & NEW_CUSTOMER and mark & (NEW | CHANGED) and mark != NEW
        )
        report.unchanged = len(self._marks) - report.created - report.updated - refused
        report.read = report.rejected + len(self._marks)
        report.rejected += refused
        report.conflicts = len(self.conflict_ids)
        report.conflict_ids = self.conflict_ids
        report.candidates = self.candidates
        report.possible_duplicates = self.possible_duplicates
        report.customers_made = self.customers_made
        self._about_sheet(report)
        report.issues.extend(self.issues)
        report.issues.sort(key=lambda issue: issue.row or 0)
        report.rejected_rows.extend(self.rejected_rows)
        report.rejected_rows.sort(key=lambda rejected: rejected[0])

    def _about_sheet(self, report: SheetReport) -> None:
        if self.on_other_sheet:
            self.issue_sheet("row_on_other_sheet", len(self.on_other_sheet), self.on_other_sheet)
        if self.stay_deleted:
            self.issue_sheet("contracts_stay_deleted", self.stay_deleted)
        if self.found_by_name:
            self.issue_sheet("found_by_name", self.found_by_name)
        if self.customers_made:
            self.issue_sheet("customers_made", self.customers_made)
        if report.unchanged and report.unchanged == report.read:
            self.issue_sheet("nothing_changed", report.unchanged)


def cell_text(value: Any) -> str:
    """A clean value as a cell shows it."""
    if value is None or value is KEEP:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
