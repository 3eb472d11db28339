"""The tables of `resources/` that a user may change: every mistake is named by file, row and column."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from core.text import _


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column, and where it stands (row 1 is the header)."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell, which must be filled."""
        value = self.cells[column]
        if not value:
            raise self.wrong(column, _("this cell may not be empty"))
        return value

    def amount(self, column: str) -> float:
        """The cell as a number of zero or more (decimal point or comma)."""
        try:
            value = float(self.cells[column].replace(",", "."))
        except ValueError:
            raise self.wrong(
                column, _("“{value}” is not a number").format(value=self.cells[column])
            ) from None
        if not 0 <= value < 1e9:
            raise self.wrong(column, _("“{value}” is not a number").format(value=self.cells[column]))
        return value

    def flag(self, column: str) -> bool:
        """The cell as 1 or 0."""
        return self.choice(column, ("0", "1")) == "1"

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """The cell, which must be one of `allowed`."""
        value = self.cells[column]
        if value not in allowed:
            words = ", ".join(sorted(a for a in allowed if a))
            raise self.wrong(
                column,
                _("“{value}” is not known here; choose from: {words}").format(value=value, words=words),
            )
        return value

    def wrong(self, column: str, why: str) -> InputError:
        """The error that names this row and that column."""
        return InputError(
            _("{file}, row {row}, column {column}: {why}.").format(
                file=self.file, row=self.number, column=column, why=why
            )
        )


def read_rows(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """The rows of a comma or semicolon separated table with at least `columns`; blank rows are passed over.

    Raises `InputError` naming the file, row and column of what is wrong.
    """
    try:
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252")  # as Excel saves a csv in Western Europe
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            _("The table {file} cannot be read. Put the original file back and try again.").format(
                file=path.name
            )
        ) from error
    lines = text.splitlines()
    delimiter = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    header = [name.strip() for name in next(reader, [])]
    missing = [name for name in columns if name not in header]
    if missing:
        raise InputError(
            _("{file}, row 1: the column {column} is missing.").format(file=path.name, column=missing[0])
        )
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _row(path.name, reader.line_num, header, cells)


def unique(row: Row, column: str, seen: Collection[str]) -> str:
    """The filled cell, which no earlier row may have."""
    value = row.text(column)
    if value in seen:
        raise row.wrong(column, _("“{value}” stands in an earlier row too").format(value=value))
    return value


def _row(file: str, number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        raise InputError(
            _("{file}, row {row}: {found} cells where the header has {expected}.").format(
                file=file, row=number, found=len(cells), expected=len(header)
            )
        )
    return Row(file, number, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
