"""The parts that a printed document is made of, in the little HTML that browser and printer both know.

The window prints with Qt's rich text: tables for layout, no floats, page breaks before a block.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from core.text import language

_STYLE: Final = """
body { font-family: Inter, 'Segoe UI', Helvetica, Arial, sans-serif; font-size: 10pt; color: #1F2328;
       max-width: 720px; margin: 24px auto; }
h1 { font-size: 20pt; margin-top: 0px; margin-bottom: 2px; }
h2 { font-size: 16pt; margin-top: 0px; margin-bottom: 2px; }
h3 { font-size: 11pt; margin-top: 12px; margin-bottom: 3px; color: #0F766E; }
p { margin-top: 3px; margin-bottom: 3px; }
p.muted, td.muted, span.muted { color: #5F6770; }
p.quote { font-size: 12pt; margin-top: 8px; margin-bottom: 8px; }
th { text-align: left; color: #5F6770; font-weight: normal; }
td, th { padding: 3px 8px 3px 0px; vertical-align: top; }
"""
BREAK: Final = ' style="page-break-before: always;"'


def document(title: str, body: Sequence[str]) -> str:
    """A whole document; the parts of `body` are HTML already."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8"/>'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def heading(text: str, level: int = 2, *, new_page: bool = False) -> str:
    """A heading; `new_page` begins the page with it."""
    return f"<h{level}{BREAK if new_page else ''}>{escape(text)}</h{level}>"


def paragraph(text: str, role: str = "") -> str:
    """A paragraph of plain text."""
    return f"<p{_class(role)}>{escape(text)}</p>" if text else ""


def bullets(lines: Sequence[str]) -> str:
    """Lines with a mark before each."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
    return f'<ul style="margin-top: 2px; margin-bottom: 2px;">{items}</ul>' if items else ""


def tiles(found: Sequence[tuple[str, str]]) -> str:
    """Numbers beside each other, each with its caption above."""
    width = 100 // max(1, len(found))
    cells = "".join(
        f'<td width="{width}%" bgcolor="#F6F5F2"><span class="muted" style="font-size: 8pt;">'
        f'{escape(name)}</span><br/><b style="font-size: 12pt;">{escape(text)}</b></td>'
        for name, text in found
    )
    return f'<table width="100%" cellspacing="4" cellpadding="6"><tr>{cells}</tr></table>'


def pairs(found: Sequence[tuple[str, str]], first: int = 24) -> str:
    """A caption and what it says, line by line; an empty text leaves the line out."""
    lines = "".join(
        f'<tr><td class="muted" width="{first}%">{escape(name)}</td><td>{escape(text)}</td></tr>'
        for name, text in found
        if text
    )
    return f'<table width="100%" cellspacing="0" cellpadding="3">{lines}</table>'


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[int],
    right: Sequence[int] = (),
    size: str = "9pt",
) -> str:
    """A table with hair lines; `widths` in percent, `right` the columns of numbers."""

    def cell(tag: str, place: int, text: str) -> str:
        align = ' align="right"' if place in right else ' align="left"'
        # a width of the style sheet is not known to the printer
        return f'<{tag} width="{widths[place]}%"{align}>{escape(text)}</{tag}>'

    def line(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(cell(tag, place, text) for place, text in enumerate(cells)) + "</tr>"

    rule = (
        f'<tr><td colspan="{len(heads)}" bgcolor="#E2DFD8" style="font-size: 1pt; padding: 0px;"></td></tr>'
    )
    body = rule.join(line("td", cells) for cells in rows)
    return (
        f'<table width="100%" cellspacing="0" cellpadding="3" style="font-size: {size};">'
        f"{line('th', heads)}{rule}{body}</table>"
    )


def _class(role: str) -> str:
    return f' class="{role}"' if role else ""
