"""Cells as a spreadsheet puts them on the clipboard: tabs, line ends, and quotes around what holds either."""

import html
from collections.abc import Iterable, Sequence


def read_cells(text: str) -> list[list[str]]:
    """Rows of cells; a cell that begins with a quote may hold tabs, line ends and doubled quotes.

    Empty rows at the end are dropped; rows may differ in length.
    """
    rows: list[list[str]] = [[]]
    at, text = 0, text.replace("\r\n", "\n").replace("\r", "\n")
    while at <= len(text):
        cell, at = _quoted(text, at) if text[at : at + 1] == '"' else _plain(text, at)
        rows[-1].append(cell)
        if at < len(text) and text[at] == "\n":
            rows.append([])
        at += 1
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _plain(text: str, at: int) -> tuple[str, int]:
    end = at
    while end < len(text) and text[end] not in "\t\n":
        end += 1
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int]:
    """What stands between quotes; a quote that is never closed, or goes on behind it, is just a letter."""
    parts, end = [], at + 1
    while True:
        close = text.find('"', end)
        if close < 0:
            return _plain(text, at)
        parts.append(text[end:close])
        if text[close + 1 : close + 2] != '"':
            break
        parts.append('"')
        end = close + 2
    if close + 1 < len(text) and text[close + 1] not in "\t\n":
        return _plain(text, at)
    return "".join(parts), close + 1


def written_cells(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as text that a spreadsheet pastes cell by cell."""
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def _cell(text: str) -> str:
    if any(mark in text for mark in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def written_table(rows: Iterable[Sequence[str]], right: Sequence[bool]) -> str:
    """The same as a table that a spreadsheet prefers over text: what is no number (`right`) stays text, so
    that 00412 keeps its zeros and '=1+1' is no formula."""
    lines = []
    for at, row in enumerate(rows):
        cells = (
            f"<td{'' if number and at else _AS_TEXT}>{html.escape(text).replace(chr(10), _BREAK)}</td>"
            for text, number in zip(row, right, strict=True)
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


_AS_TEXT = " style='mso-number-format:\"\\@\"'"
_BREAK = "<br style='mso-data-placement:same-cell'>"
