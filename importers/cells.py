"""What a cell of a sheet can be, after reading and before anybody decides what its column means."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final


@dataclass(frozen=True)
class ErrorCell:
    """A cell without a usable value: `code` is Excel's own error ('#N/A') or UNCACHED or NO_SUCH_DAY."""

    code: str


#: a formula whose outcome the file does not hold (never calculated by a spreadsheet program)
UNCACHED: Final = "uncached_formula"
#: 29 February 1900 exists in Excel only
NO_SUCH_DAY: Final = "no_such_day"

#: '' is empty; text is stripped; whole numbers are int, even where the file holds them as 5.0
Cell = str | int | float | bool | datetime | date | time | ErrorCell

#: error texts of English and Dutch spreadsheets → the English one
ERROR_TEXTS: Final = {
    "#N/A": "#N/A",
    "#N/B": "#N/A",
    "#DIV/0!": "#DIV/0!",
    "#DEEL/0!": "#DIV/0!",
    "#REF!": "#REF!",
    "#VERW!": "#REF!",
    "#VALUE!": "#VALUE!",
    "#WAARDE!": "#VALUE!",
    "#NAME?": "#NAME?",
    "#NAAM?": "#NAME?",
    "#NUM!": "#NUM!",
    "#GETAL!": "#NUM!",
    "#NULL!": "#NULL!",
    "#LEEG!": "#NULL!",
    "#SPILL!": "#SPILL!",
    "#CALC!": "#CALC!",
}


def text_of(cell: Cell) -> str:
    """The cell as text, for reports and for code fields: 14409 → '14409', dates ISO, errors their code."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, ErrorCell):
        return cell.code
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    return str(cell)
