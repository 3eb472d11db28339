"""How a list lies on paper: a narrow one as wide as the page, a wide one over several pages side by side.

A wide list keeps a size that can be read: its first columns (who it is about) and its header stand on every
page, and a page ends between two columns. Widths are in characters, as a spreadsheet counts them.
"""

from collections.abc import Sequence
from typing import Any, Final

#: what fits across A4 landscape at 100 %, with the margins below, in the widest of the usual fonts
_ACROSS: Final = 112.0
#: smaller than this (per cent) is not read on paper
_LEAST: Final = 66
_MARGIN_INCH: Final = 0.4


def breaks(widths: Sequence[float], fixed: int) -> list[int] | None:
    """After which columns (counted from 1) a page ends, the `fixed` first ones standing on every page; None
    where the list fits on one page without becoming too small."""
    room = _ACROSS * 100 / _LEAST
    if sum(widths) <= room:
        return None
    before = sum(widths[:fixed])
    out: list[int] = []
    used = before
    for number, width in enumerate(widths[fixed:], fixed + 1):
        if used + width > room and used > before:
            out.append(number - 1)
            used = before
        used += width
    return out


def set_up_list(sheet: Any, widths: Sequence[float], fixed: int) -> None:
    """A4 landscape with the header on every page, and page numbers."""
    _paper(sheet, landscape=True)
    sheet.print_title_rows = "1:1"
    ends = breaks(widths, fixed)
    if ends is None:
        _fit_to_width(sheet)
        return
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.pagebreak import Break

    sheet.page_setup.scale = _LEAST
    sheet.page_setup.pageOrder = "overThenDown"
    if fixed:
        sheet.print_title_cols = f"A:{get_column_letter(fixed)}"
    for column in ends:
        sheet.col_breaks.append(Break(id=column))


def set_up_page(sheet: Any) -> None:
    """A4 upright, as wide as the page."""
    _paper(sheet, landscape=False)
    _fit_to_width(sheet)


def _fit_to_width(sheet: Any) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0


def _paper(sheet: Any, *, landscape: bool) -> None:
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = "9"  # A4
    for side in ("left", "right", "top"):
        setattr(sheet.page_margins, side, _MARGIN_INCH)
    sheet.page_margins.bottom = 0.7
    sheet.page_margins.footer = 0.3
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"
