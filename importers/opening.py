"""From a path to raw tables, whatever the file's name says it is."""

from pathlib import Path

from importers import sniffing
from importers.limits import Limits
from importers.raw import RawTable


def open_tables(path: Path, limits: Limits) -> list[RawTable]:
    """The raw tables of a file, in its own order. Raises InputError."""
    kind = sniffing.kind_of(path, limits)
    if kind == sniffing.TEXT:
        from importers.csv_text import csv_table

        return [csv_table(path, limits)]
    if kind in {sniffing.HTML, sniffing.XML2003}:
        from importers.markup import markup_tables

        return markup_tables(path, kind, limits)
    from importers.workbooks import workbook_tables

    return workbook_tables(path, kind, limits)
