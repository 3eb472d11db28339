"""Text tables: csv, tsv, txt."""

import csv
from collections.abc import Iterator
from pathlib import Path

from importers.cells import Cell
from importers.limits import Limits
from importers.raw import RawTable


def csv_table(path: Path, limits: Limits) -> RawTable:
    """The table of a text file."""
    raw = path.read_bytes()[:100_000]
    try:
        raw.decode("utf-8-sig")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "cp1252"
    first = raw.split(b"\n")[0].decode(encoding, "replace")
    delimiter = max(";,\t|", key=first.count)

    def rows() -> Iterator[list[Cell]]:
        with path.open(encoding=encoding, newline="") as file:
            for row in csv.reader(file, delimiter=delimiter):
                yield [c.strip() for c in row]

    return RawTable(path.stem, rows, True, False, "utf-8", delimiter, path.stat().st_size // 50)
