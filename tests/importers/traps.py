"""What a file of the corpus is: its bytes, what must become of it, and the writers of such files."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook

READ: Final = "read"
ASKED: Final = "asked"
REFUSED: Final = "refused"


@dataclass(frozen=True)
class Trap:
    """One file with one trap.

    `says` is what the question or refusal holds. `counts` are those of the first report, `issues` the codes
    that it must have at least, `values` what is in the base then: column → values in the sheet's order (of
    the table of the first report's kind). `options` are those of an ImportRequest.
    """

    file: str
    content: bytes
    outcome: str = READ
    says: str = ""
    kind: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    issues: frozenset[str] = frozenset()
    values: dict[str, list[Any]] = field(default_factory=dict)
    #: the same of other tables: kind → column → values
    stored: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    assumed: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    #: how many sheets are imported
    sheets: int = 1


def text(*rows: str, end: str = "\r\n", encoding: str = "utf-8") -> bytes:
    """Lines as a file has them."""
    return (end.join(rows) + end).encode(encoding)


def orders(*rows: str, header: str = "Klantnummer;Besteldatum;Bedrag", encoding: str = "utf-8") -> bytes:
    """A Dutch csv of orders."""
    return text(header, *rows, encoding=encoding)


def amounts(*cells: str, mark: str = ";", header: str = "") -> bytes:
    """Orders of one column of amounts under test; the dates are certain."""
    lines = [header or mark.join(("Klantnummer", "Besteldatum", "Bedrag"))]
    lines += [mark.join((f"K{n}", f"2024-04-{n + 12}", f'"{cell}"')) for n, cell in enumerate(cells, 1)]
    return text(*lines)


def dates(*cells: str, mark: str = ";", header: str = "") -> bytes:
    """Orders of one column of dates under test; the amounts are certain."""
    lines = [header or mark.join(("Klantnummer", "Besteldatum", "Bedrag"))]
    lines += [mark.join((f"K{n}", f'"{cell}"', f"{n}")) for n, cell in enumerate(cells, 1)]
    return text(*lines)


def customers(name: str, *cells: str) -> bytes:
    """Customers of one column under test."""
    return text(f"Klantnummer;{name}", *(f'K{n};"{cell}"' for n, cell in enumerate(cells, 1)))


Sheets = dict[str, Sequence[Sequence[object]]]


def book(sheets: Sheets, change: Callable[[Workbook], None] | None = None) -> bytes:
    """An xlsx with these sheets; `change` may do the rest."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def written(trap: Trap, folder: Path) -> Path:
    """The trap's file in that folder."""
    path = folder / trap.file
    path.write_bytes(trap.content)
    return path
