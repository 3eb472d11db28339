"""The rejected rows of an import as a workbook with the reason, to be mended and imported again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from core.rows import SheetReport
from core.text import _
from exporters.workbook import Book, Column, List, write


def write_rejected(path: Path, reports: Sequence[SheetReport]) -> int:
    """A sheet for each sheet with rejected rows: the file's own columns, then "Reden". Returns the rows."""
    book = Book()
    for report in reports:
        if report.rejected_rows:
            width = max(len(report.headers), *(len(cells) for _row, cells, _why in report.rejected_rows))
            extra = [_("column {n}").format(n=n + 1) for n in range(len(report.headers), width)]
            columns = [Column(header) for header in [*report.headers, *extra]]
            columns += [Column("Reden", width=50), Column("Rij", "integer", 8)]
            title = f"{Path(report.file).stem} {report.sheet}"
            book.lists.append(List(title, columns, _rows(report, width), len(report.rejected_rows)))
    if not book.lists:
        book.lists.append(List(_("No rejected rows"), [Column("Reden")], list, 0))
    write(path, book)
    return sum(len(report.rejected_rows) for report in reports)


def _rows(report: SheetReport, width: int) -> Callable[[], list[list[object]]]:
    def rows() -> list[list[object]]:
        return [[*cells, *[""] * (width - len(cells)), why, row] for row, cells, why in report.rejected_rows]

    return rows
