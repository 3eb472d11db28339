"""A table whose rows are lines of csv in the first column: opened wrongly once, and saved so."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from importers.cells import Cell
from importers.dialects import Dialect, find_dialect, unwrap
from importers.raw import RawTable


def unwrap_table(table: RawTable) -> RawTable:
    """The table with its lines cut into cells, if every row is one text that holds a row; else the same."""
    if not table.rectangular and table.delimiter is None:
        return table
    lines = []
    for row in islice(table.rows(), table.preamble, 100):
        filled = [cell for cell in row if cell != ""]
        if not filled:
            continue
        if len(filled) > 1 or not isinstance(filled[0], str) or filled[0] != row[0]:
            return table
        lines.append(filled[0])
    if len(lines) < 2 or any("\n" in line for line in lines):
        return table
    dialect = find_dialect("\n".join(lines))
    widths = {len(unwrap(line, dialect)) for line in lines}
    # "Utrecht, NL" is no row: two cells by a comma prove nothing
    least = 2 if dialect.delimiter in {";", "\t"} else 3
    if not dialect.delimiter or len(widths) != 1 or min(widths) < least:
        return table
    return replace(
        table,
        rows=partial(_rows, table, dialect),
        rectangular=False,
        delimiter=dialect.delimiter,
        merged=(),
        percent=frozenset(),
        blocks_of=None,
    )


def _rows(table: RawTable, dialect: Dialect) -> Iterator[list[Cell]]:
    for row in table.rows():
        if row and isinstance(row[0], str) and row[0]:
            yield [cell.strip() for cell in unwrap(row[0], dialect)] or row[:1]
        else:
            yield row[:1]
