"""From a raw table to a sheet: its header row, its columns, and which rows are data."""

from collections.abc import Iterator

from importers.cells import text_of
from importers.raw import RawTable
from importers.reading import Batch, Sheet


def build(table: RawTable) -> Sheet | None:
    """The sheet of a raw table, or None if it is empty."""
    first = next((r for r in table.rows() if any(c != "" for c in r)), None)
    if first is None:
        return None
    headers = [text_of(c) or f"kolom {i}" for i, c in enumerate(first, 1)]
    at = next(i for i, r in enumerate(table.rows(), 1) if any(c != "" for c in r))

    def batches(size: int = 5000) -> Iterator[Batch]:
        batch = Batch(skipped=at - 1)
        for number, row in enumerate(table.rows(), 1):
            if number <= at:
                continue
            if not any(c != "" for c in row):
                batch.skipped += 1
            elif len(row) < len(headers):
                batch.bad.append((number, row, "row_too_short"))
            elif any(c != "" for c in row[len(headers) :]):
                batch.bad.append((number, row, "row_too_long"))
            else:
                batch.rows.append(number)
                batch.cells.append(row[: len(headers)])
            if len(batch.rows) >= size:
                yield batch
                batch = Batch()
        yield batch

    return Sheet(
        table.name,
        table.visible,
        headers,
        at,
        table.encoding,
        table.delimiter,
        [],
        table.estimated_rows,
        batches,
    )
