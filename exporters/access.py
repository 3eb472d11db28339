"""Everything that is held about one person (the right of access): as a document (HTML) or a workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.progress import Progress, silent
from core.text import _
from exporters.page_html import document, heading, paragraph, table
from exporters.workbook import Book, Column, List, Page, write

#: characters of a column in the workbook, least and most
_WIDTHS: Final = (10, 60)


@dataclass(frozen=True)
class Section:
    """A heading, what there is to say about it, and a table of texts (empty where nothing is held)."""

    title: str
    text: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    #: share of the page of each column, in percent
    widths: Sequence[int]


def as_html(title: str, intro: Sequence[str], sections: Sequence[Section]) -> str:
    """One document to print or to send."""
    parts = [heading(title, 1), *(paragraph(line, "muted") for line in intro)]
    for section in sections:
        parts += [heading(section.title, 3), paragraph(section.text)]
        parts.append(
            table(section.heads, section.rows, widths=section.widths)
            if section.rows
            else paragraph(_("Nothing is held."), "muted")
        )
    return document(title, parts)


def write_book(
    path: Path, title: str, intro: Sequence[str], sections: Sequence[Section], progress: Progress = silent
) -> None:
    """The same as a workbook: a sheet a section."""
    lines = [[line] for line in intro] + [[section.title, section.text] for section in sections]
    book = Book(pages=[Page(title, lines, (40, 90))])
    for section in sections:
        columns = [
            Column(head, "text", _width(head, [row[at] for row in section.rows]))
            for at, head in enumerate(section.heads)
        ]
        book.lists.append(List(section.title, columns, _rows(section), len(section.rows)))
    write(path, book, progress)


def _rows(section: Section) -> Callable[[], Sequence[Sequence[str]]]:
    return lambda: section.rows


def _width(head: str, cells: Sequence[str]) -> float:
    least, most = _WIDTHS
    return min(most, max(least, len(head) + 2, *(len(cell) for cell in cells[:200]), 0))
