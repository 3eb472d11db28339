"""A sheet as the user mended it in the window: cells typed over, rows left out, columns not kept.

The file stays as it is. A mended row goes through the same reading as the others; one that was too long or
too short fits its header once it was mended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from importers.cells import Cell
from importers.prepare import PreparedSheet
from importers.reading import Batch, Sheet

#: sheet row → column (from 0) → the text that was typed
Mends = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True)
class Adjustments:
    """`left_out` are sheet rows; `unused` headers whose columns are not even kept as own fields (None: those
    that the prepared sheet names)."""

    mends: Mends = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    unused: frozenset[str] | None = None


def adjusted(prepared: PreparedSheet, wanted: Adjustments) -> PreparedSheet:
    """The prepared sheet with these adjustments; the formats are decided anew when cells were mended."""
    if (wanted.mends or wanted.left_out) and prepared._source is not None:
        sheet = _adjusted_sheet(prepared._source.sheet, wanted)
        prepared = replace(prepared, _source=replace(prepared._source, sheet=sheet)).changed()
    return prepared if wanted.unused is None else replace(prepared, unused=wanted.unused)


def own_headers(prepared: PreparedSheet) -> frozenset[str]:
    """The columns without a field of ours that can be kept as own fields."""
    return frozenset(prepared._plan.own) if prepared._plan is not None else frozenset()


def raw_cells(prepared: PreparedSheet, rows: set[int]) -> dict[int, list[str]]:
    """These rows as the file has them, also those that do not fit the header."""
    from importers.cells import text_of

    if prepared._source is None:
        return {}
    return {
        row: [text_of(cell) for cell in cells]
        for batch in prepared._source.sheet.batches()
        for row, cells in [
            *zip(batch.rows, batch.cells, strict=True),
            *((row, cells) for row, cells, _ in batch.bad),
        ]
        if row in rows
    }


def raw_samples(prepared: PreparedSheet, rows: int = 50) -> dict[str, str]:
    """The first filled cell of each column, also of a sheet that is refused or asked about."""
    from importers.cells import text_of

    if prepared._source is None:
        return {}
    first = next(iter(prepared._source.sheet.batches(rows)), None)
    found: dict[str, str] = {}
    for cells in first.cells if first is not None else ():
        for header, cell in zip(prepared.headers, cells, strict=False):
            if cell != "" and header not in found:
                found[header] = text_of(cell)
    return found


def _adjusted_sheet(sheet: Sheet, wanted: Adjustments) -> Sheet:
    def batches(*args: int) -> Iterator[Batch]:
        for batch in sheet.batches(*args):
            yield _adjusted_batch(batch, wanted, len(sheet.headers))

    return replace(sheet, batches=batches)


def _adjusted_batch(batch: Batch, wanted: Adjustments, width: int) -> Batch:
    """The batch with its mended rows, in the sheet's order; a batch that nothing is about as it is."""
    bad_rows = {row for row, _cells, _code in batch.bad}
    about = wanted.mends.keys() | wanted.left_out
    if about.isdisjoint(batch.rows) and about.isdisjoint(bad_rows):
        return batch
    good = [
        (row, _mended(cells, wanted.mends.get(row), width))
        for row, cells in zip(batch.rows, batch.cells, strict=True)
        if row not in wanted.left_out
    ]
    bad = []
    for row, cells, code in batch.bad:
        mended = _mended(cells, wanted.mends.get(row), width)
        if row in wanted.left_out:
            continue
        if row in wanted.mends and len(mended) == width:
            good.append((row, mended))
        else:
            bad.append((row, mended, code))
    good.sort(key=lambda one: one[0])
    gone = len(batch.rows) + len(batch.bad) - len(good) - len(bad)
    rows, cells_of = [row for row, _ in good], [found for _, found in good]
    return Batch(rows, cells_of, bad, batch.skipped + gone, batch.notes)


def _mended(cells: list[Cell], mends: Mapping[int, str] | None, width: int) -> list[Cell]:
    """The row typed over: as wide as the header, unless something still stands beyond it."""
    if not mends:
        return cells
    found: list[Cell] = [*cells, *[""] * (width - len(cells))]
    for at, text in mends.items():
        if at < len(found):
            found[at] = text.strip()
    while len(found) > width and found[-1] == "":
        found.pop()
    return found
