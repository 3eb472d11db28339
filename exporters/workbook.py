"""The workbook of segment lists: summary, a sheet per segment, the advice with its reasons, and `Uitleg`."""

import contextlib
import itertools
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.errors import InputError
from core.progress import Progress, silent
from core.text import _
from exporters.cells import Templates
from exporters.print_setup import set_up_list, set_up_page
from exporters.streaming import cell_xml, fill, rows_xml

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

#: Excel's own limit is 1,048,576; one row is the header
MOST_ROWS: Final = 1_048_575
#: points
_LINE_HEIGHT: Final = 14.0
_TELL_EVERY: Final = 2000


@dataclass(frozen=True)
class Column:
    """A column of a list: its header and the kind of its cells (text, date, money, score, share, …, or a
    sentence, which is read whole over several lines)."""

    header: str
    kind: str = "text"
    width: float = 14


@dataclass(frozen=True)
class List:
    """A sheet of `size` rows. `rows` is called when the sheet is written and may stream; the `fixed` first
    columns stay in sight, on the screen and on every page of paper."""

    title: str
    columns: Sequence[Column]
    rows: Callable[[], Iterable[Sequence[Any]]]
    size: int
    fixed: int = 0


@dataclass(frozen=True)
class Figure:
    """A number on a page, with the kind of its cell; `left` where it stands among sentences."""

    kind: str
    amount: float
    left: bool = False


@dataclass(frozen=True)
class Word:
    """A word in a column of figures."""

    text: str


@dataclass(frozen=True)
class Page:
    """A sheet that is read from top to bottom: a title, and lines of a label, then texts and figures."""

    title: str
    lines: Sequence[Sequence[Any]]
    widths: Sequence[float] = (32, 18, 18, 60)


@dataclass
class Book:
    """Everything that goes into a workbook, in this order."""

    pages: list[Page] = field(default_factory=list)
    lists: list[List] = field(default_factory=list)
    last: list[Page | List] = field(default_factory=list)


def write(path: Path, book: Book, progress: Progress = silent) -> None:
    """Write the workbook in one go: a failure or cancel leaves whatever stood at `path` as it was.

    Raises InputError when the file cannot be written (open in Excel, no such folder).
    """
    from openpyxl import Workbook

    if path.suffix.lower() != ".xlsx":
        raise InputError(_("{file} must end in .xlsx.").format(file=path.name))
    made = Workbook(write_only=True)
    try:
        streams = _fill(made, book, progress)
        _save(made, path, streams)
    finally:
        _discard(made)


def _fill(made: "Workbook", book: Book, progress: Progress) -> dict[str, Iterator[str]]:
    """Make every sheet; the rows of lists are left to the streams, by the name of the sheet's file."""
    names = _Names()
    count = _Counter(sum(part.size for part in book.lists), progress)
    streams: dict[str, Iterator[str]] = {}
    for part in [*book.pages, *book.lists, *book.last]:
        if isinstance(part, Page):
            _write_page(made, names(part.title), part)
        else:
            streams |= _write_list(made, names, part, count)
    return streams


class _Counter:
    """Tells the progress of all lists together."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total, self._done, self._progress = total, 0, progress

    def over(self, rows: Iterable[Sequence[Any]], title: str) -> Iterator[Sequence[Any]]:
        for row in rows:
            self._done += 1
            if self._done % _TELL_EVERY == 0:
                self._progress(self._done, max(self._total, self._done), title)
            yield row


def _discard(made: "Workbook") -> None:
    """Close what a failure or cancel left open, and remove openpyxl's temporary files."""
    for sheet in made.worksheets:
        if not sheet.closed:
            sheet.close()
        writer = getattr(sheet, "_writer", None)
        if writer is not None:
            with contextlib.suppress(OSError):
                writer.cleanup()


def _write_page(made: "Workbook", name: str, page: Page) -> None:
    sheet = made.create_sheet(name)
    set_up_page(sheet)
    for index, width in enumerate(page.widths):
        sheet.column_dimensions["ABCDEFGH"[index]].width = width
    templates = Templates(sheet)
    sheet.append([templates.title(page.title)])
    sheet.append([])
    for number, line in enumerate(page.lines, 3):
        lines = max([_lines(value, page.widths[index]) for index, value in enumerate(line)], default=1)
        if lines > 1:  # set by us: LibreOffice does not grow the row by itself
            sheet.row_dimensions[number].height = _LINE_HEIGHT * lines
        sheet.append([_page_cell(templates, index, value) for index, value in enumerate(line)])


def _lines(value: Any, width: float) -> int:
    """How many lines a text takes in a column of that width (in characters), a little on the safe side."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, math.ceil(len(part) / (width * 0.95))) for part in value.split("\n"))


def _page_cell(templates: Templates, index: int, value: Any) -> Any:
    if isinstance(value, str):
        return templates.strong(value) if index == 0 else templates.text(value, wrap=True)
    if isinstance(value, Word):
        return templates.over_figures(value.text)
    if isinstance(value, Figure):
        cell = templates.typed(value.kind)
        cell.value = value.amount
        if value.left:
            templates.align_left(cell)
        return cell
    return value


def _write_list(made: "Workbook", names: "_Names", part: List, count: _Counter) -> dict[str, Iterator[str]]:
    """The header of a list, over as many sheets as Excel's limit asks for, and the streams of its rows."""
    rows = count.over(part.rows(), part.title)
    letters = [_letter(index) for index in range(len(part.columns))]
    streams: dict[str, Iterator[str]] = {}
    for first in range(0, max(part.size, 1), MOST_ROWS):
        sheet = made.create_sheet(names(part.title))
        sheet.freeze_panes = f"{_letter(part.fixed)}2"
        set_up_list(sheet, [column.width for column in part.columns], part.fixed)
        for letter, column in zip(letters, part.columns, strict=True):
            sheet.column_dimensions[letter].width = column.width
        templates = Templates(sheet)
        lines = max(_lines(column.header, column.width * 0.8) for column in part.columns)
        sheet.row_dimensions[1].height = _LINE_HEIGHT * lines + 4
        sheet.append([templates.header(column.header) for column in part.columns])
        here = min(MOST_ROWS, part.size - first)
        sheet.auto_filter.ref = f"A1:{letters[-1]}{here + 1}"
        height = _row_height(part.columns)
        styles = [templates.style_ids(column.kind, top=height is not None) for column in part.columns]
        cells = [cell_xml(column.kind, *ids) for column, ids in zip(part.columns, styles, strict=True)]
        streams[f"xl/worksheets/sheet{len(made.worksheets)}.xml"] = rows_xml(
            itertools.islice(rows, here), letters, cells, height
        )
    return streams


def _row_height(columns: Sequence[Column]) -> Callable[[Sequence[Any]], float] | None:
    """How high a row must be for its sentences to be read whole; None for a list without sentences."""
    places = [(at, column.width) for at, column in enumerate(columns) if column.kind == "sentence"]
    if not places:
        return None
    return lambda row: _LINE_HEIGHT * max(_lines(row[at], width) for at, width in places) + 1


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(index + 1)


class _Names:
    """Sheet names as Excel allows them: at most 31 characters, some forbidden, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def __call__(self, title: str) -> str:
        name = re.sub(r"[\[\]:*?/\\]", "-", title).strip("'")[:31] or "-"
        number = 1
        while name.lower() in self._taken:
            number += 1
            tail = f" ({number})"
            name = name[: 31 - len(tail)] + tail
        self._taken.add(name.lower())
        return name


def _save(made: "Workbook", path: Path, streams: dict[str, Iterator[str]]) -> None:
    part, bare = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.bare")
    try:
        made.save(bare)
        fill(bare, part, streams)
        part.replace(path)
    except (OSError, zipfile.LargeZipFile) as error:
        if isinstance(error, PermissionError):
            sentence = _("{file} cannot be written; close it in Excel and try again.")
        else:
            sentence = _("{file} cannot be written; check the folder and the free space.")
        raise InputError(sentence.format(file=path)) from error
    finally:
        for left in (bare, part):
            with contextlib.suppress(
                OSError
            ):  # where nothing can be written nothing can be cleared away either
                left.unlink(missing_ok=True)
