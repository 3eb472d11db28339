"""From a path to raw tables, whatever the file's name says it is."""

from pathlib import Path

from core.errors import InputError
from core.text import _
from importers.limits import Limits
from importers.raw import RawTable


def open_tables(path: Path, limits: Limits) -> list[RawTable]:
    """The raw tables of a file, in its own order. Raises InputError."""
    if not path.is_file():
        raise InputError(_("The file {name} does not exist.").format(name=path.name))
    with path.open("rb") as file:
        head = file.read(4)
    if head[:2] in {b"PK", b"\xd0\xcf"}:
        from importers.workbooks import workbook_tables

        return workbook_tables(path, limits)
    from importers.csv_text import csv_table

    return [csv_table(path, limits)]
