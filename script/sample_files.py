"""Write the sample sheets as a small shop has them: a plain workbook, and Dutch Excel's own csv."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter


def write_workbook(path: Path, title: str, rows: list[dict[str, Any]]) -> None:
    """A plain workbook with a bold header and Dutch date cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    headers = list(rows[0])
    sheet.append(headers)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([row.get(name) if row.get(name) != "" else None for name in headers])
    for column, name in enumerate(headers, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(40, max(12, len(name) + 2))
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = "dd-mm-yyyy"
    sheet.freeze_panes = "A2"
    book.properties.created = book.properties.modified = datetime(2026, 7, 1)
    book.save(path)


def write_csv(path: Path, headers: list[str], rows: list[dict[str, Any]]) -> None:
    """As Dutch Excel saves it: semicolons, decimal commas, dd-mm-jjjj, Windows-1252."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headers)
        for row in rows:
            writer.writerow([dutch(row.get(name, "")) for name in headers])


def dutch(value: Any) -> str:
    """A value as Dutch Excel writes it in a csv."""
    if isinstance(value, datetime):
        return value.strftime("%d-%m-%Y %H:%M")
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)
