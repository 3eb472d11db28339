"""Text tables (csv, tsv, txt) as raw tables: any encoding, any dialect, in one streaming walk."""

import csv
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Final

from core.errors import InputError
from core.text import _
from importers.cells import ERROR_TEXTS, Cell, ErrorCell
from importers.dialects import Dialect, find_dialect, unwrap
from importers.limits import Limits
from importers.raw import RawTable
from importers.sniffing import TOO_LARGE, refuse
from importers.text_scan import TextScan, has_endless_line, scan

_SAMPLE: Final = 256 * 1024
#: more line ends than this in one record: probably a quotation mark that is never closed
_LONG_RECORD: Final = 2
#: what an apostrophe is put in front of, to keep it text
PROTECTED: Final = tuple("0123456789+-=@(")
#: characters that show nothing
INVISIBLE: Final = dict.fromkeys([*range(9), *range(14, 32), 0xFEFF, 0x200B, 0x200E, 0x200F, 0x2060, 0xAD])


def csv_table(path: Path, limits: Limits) -> RawTable:
    """The table of a text file. Raises InputError."""
    if has_endless_line(path, limits.line_bytes):
        raise refuse(TOO_LARGE, path)
    found = scan(path)
    with path.open(encoding=found.encoding, errors="replace", newline="") as file:
        sample = file.read(_SAMPLE)
        if len(sample) == _SAMPLE:
            sample += file.readline()
    dialect = find_dialect(sample)
    lines = sum(1 for _line in sample.splitlines())
    notes = []
    if found.damaged:
        notes.append(("damaged_text", _("Some characters of this file are damaged; they are shown as �.")))
    if found.garbled:
        words = _("Some letters were stored wrongly before (Ã« where ë belongs); they are kept as they are.")
        notes.append(("garbled_text", words))
    return RawTable(
        path.stem,
        partial(_rows, path, found, dialect, limits),
        rectangular=False,
        encoding=found.encoding,
        delimiter=dialect.delimiter or None,
        estimated_rows=max(
            1, round(lines * path.stat().st_size / max(1, len(sample.encode(found.encoding, "replace"))))
        ),
        notes=notes,
        preamble=dialect.preamble,
        blocks_of=partial(_blocks, path, found, dialect, limits),
    )


def _blocks(
    path: Path, found: TextScan, dialect: Dialect, limits: Limits, size: int = 1000
) -> Iterator[list[list[Cell]]]:
    """The rows, `size` at a time: the csv module's speed is lost where each row is handed over by itself."""
    rare = found.apostrophes or found.errors or found.odd
    with path.open(encoding=found.encoding, errors="replace", newline="") as file:
        reader = csv_reader = dialect.reader(file)
        last, number = dialect.preamble, 0
        if dialect.preamble:
            yield [[file.readline().strip()] for _line in range(dialect.preamble)]
        while True:
            records: list[list[str]] = []
            try:
                records.extend(islice(reader, size))
            except csv.Error as error:
                at = last + 1 + sum(map(_lines, records))
                if "larger" in str(error):
                    raise _endless_cell(path, at) from None
                # what was read before the quotation mark that is never closed stands in the list
                raise _unclosed(path, at) from None
            if not records:
                return
            number += len(records)
            if number > limits.rows or max(map(len, records)) > limits.columns:
                raise refuse(TOO_LARGE, path)
            line: int = csv_reader.line_num  # type: ignore[attr-defined]
            if line - last > len(records):
                _check_all_closed(records, dialect, path, last)
            last = line
            block: list[list[Cell]] = [list(map(str.strip, record)) for record in records]
            if dialect.wrapped:
                block = [_unwrapped(row, record, dialect) for row, record in zip(block, records, strict=True)]
            yield [[special(cell) for cell in row] for row in block] if rare else block


def _rows(path: Path, found: TextScan, dialect: Dialect, limits: Limits) -> Iterator[list[Cell]]:
    return chain.from_iterable(_blocks(path, found, dialect, limits))


def _unwrapped(row: list[Cell], record: list[str], dialect: Dialect) -> list[Cell]:
    """A line that is one quoted cell, as the row that it holds."""
    if len(row) == 1 and dialect.delimiter in record[0]:
        return [cell.strip() for cell in unwrap(record[0], dialect)] or row
    return row


def _lines(record: list[str]) -> int:
    """How many lines of the file a record took."""
    return 1 + sum(max(cell.count("\n"), cell.count("\r")) for cell in record)


def _check_all_closed(records: list[list[str]], dialect: Dialect, path: Path, line: int) -> None:
    for record in records:
        lines = _lines(record)
        if lines > _LONG_RECORD:
            _check_closed(record, dialect, path, line + 1)
        line += lines


def special(cell: Cell) -> Cell:
    """A cell of a file in which rare marks occur."""
    if not isinstance(cell, str) or not cell:
        return cell
    if cell[0] == "'" and cell[1:2] in PROTECTED:
        cell = cell[1:]
    elif cell[0] == "#" and cell in ERROR_TEXTS:
        return ErrorCell(ERROR_TEXTS[cell])
    elif cell == "\\N":
        return ""
    elif cell[:2] == '="' and cell[-1] == '"' and len(cell) > 2:
        cell = cell[2:-1].replace('""', '"')  # what keeps Excel from making a number of a code
    return cell if cell.isprintable() else cell.translate(INVISIBLE).strip()


def _check_closed(record: list[str], dialect: Dialect, path: Path, line: int) -> None:
    """Refuse a record that swallowed the lines below it: its cell holds lines that are rows themselves."""
    width = len(record)
    for cell in record:
        inside = cell.splitlines()[1:]
        like_rows = sum(1 for text in inside if text.count(dialect.delimiter or "\x1f") >= max(1, width - 1))
        if dialect.delimiter and len(inside) > 1 and like_rows > 1:
            raise _unclosed(path, line)


def _endless_cell(path: Path, line: int) -> InputError:
    return InputError(
        _(
            "{name}: a cell on line {line} has more than {n} characters; probably a quotation mark before it "
            "is never closed. Mend it and try again."
        ).format(name=path.name, line=line, n=csv.field_size_limit())
    )


def _unclosed(path: Path, line: int) -> InputError:
    return InputError(
        _(
            "{name}: the quotation mark on line {line} is never closed. Remove it, or add the second one, "
            "and try again."
        ).format(name=path.name, line=line)
    )
