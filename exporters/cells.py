"""Values on their way into a workbook: typed, styled, and harmless.

Text that a spreadsheet would take for a formula stays text (string type and quotePrefix, no visible
apostrophe), also after the user edits the cell.
"""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

#: what a text begins with that Excel, LibreOffice or a csv reader downstream could run
_RISKY: Final = ("=", "+", "-", "@", "|", "\t", "\r")
#: XML 1.0 has no place for these
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32767
#: the font of unstyled cells; a styled cell without a name gets a serif in LibreOffice
_FONT: Final = "Calibri"

#: number formats by the kind of column; Excel shows them in the user's own locale (1.234,56 in a Dutch one)
FORMATS: Final = {
    "money": '"€" #,##0.00',
    "money0": '"€" #,##0',
    "score": "0.0",
    "share": "0%",
    "integer": "#,##0",
    "date": "dd-mm-yyyy",
    "number": "#,##0.##",
}


def clean_text(text: str) -> str:
    """The text as XML can hold it; longer than a cell takes, it ends in an ellipsis."""
    text = _CONTROL.sub("", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def is_risky(text: str) -> bool:
    """Whether the text must be kept from being read as a formula."""
    return text.startswith(_RISKY)


class Templates:
    """One reusable cell per column kind: a write-only sheet writes a row at once, so it can be used again."""

    def __init__(self, sheet: "WriteOnlyWorksheet") -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        self._make = WriteOnlyCell
        self._sheet = sheet
        self._bold = Font(name=_FONT, bold=True, color="FFFFFF")
        self._head = PatternFill("solid", fgColor="0F766E")
        self._wrap = Alignment(wrap_text=True, vertical="top")
        self._top = Alignment(vertical="top")
        self._right = Alignment(horizontal="right", vertical="top")
        self._left = Alignment(horizontal="left", vertical="top")
        self._title = Font(name=_FONT, bold=True, size=15, color="0F766E")
        self._strong = Font(name=_FONT, bold=True)

    def header(self, text: str) -> "Cell":
        """A cell of the header row."""
        cell = self._make(self._sheet, clean_text(text))
        cell.font, cell.fill, cell.alignment = self._bold, self._head, self._wrap
        return cell

    def title(self, text: str) -> "Cell":
        """The title of a sheet that is read, not filtered."""
        cell = self._make(self._sheet, clean_text(text))
        cell.font = self._title
        return cell

    def strong(self, text: str) -> "Cell":
        """A label."""
        cell = self._make(self._sheet, clean_text(text))
        cell.font, cell.alignment = self._strong, self._wrap
        return cell

    def text(self, text: str, *, wrap: bool = False) -> Any:
        """Text that stays text."""
        text = clean_text(text)
        if not wrap and not is_risky(text):
            return text
        cell = self._make(self._sheet)
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = is_risky(text)
        if wrap:
            cell.alignment = self._wrap
        return cell

    def style_ids(self, kind: str, *, top: bool = False) -> tuple[int, int]:
        """The number of the style of that kind, and of text that must not become a formula. `top`: rows of
        the list can be several lines high, and every cell begins at the top of its row."""
        plain = self._make(self._sheet) if kind in ("text", "sentence") else self.typed(kind)
        quoted = self._make(self._sheet)
        quoted.quotePrefix = True
        if top:
            plain.alignment = quoted.alignment = self._wrap if kind == "sentence" else self._top
        return int(plain.style_id), int(quoted.style_id)

    def align_left(self, cell: "Cell") -> None:
        """A figure among sentences begins where they begin."""
        cell.alignment = self._left

    def over_figures(self, text: str) -> "Cell":
        """A word in a column of figures: its heading, or "onbekend"."""
        cell = self._make(self._sheet, clean_text(text))
        cell.alignment = self._right
        return cell

    def typed(self, kind: str) -> "Cell":
        """An empty cell with the number format of that kind, to be filled again and again."""
        cell = self._make(self._sheet)
        cell.number_format = FORMATS[kind]
        return cell


def as_date(text: str | None) -> date | None:
    """An ISO date (or moment) as Excel's date; None where there is none or Excel has no such year."""
    if not text:
        return None
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return day if day.year >= 1900 else None
