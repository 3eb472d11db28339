"""A light walk over the XML of an xlsx workbook, for what calamine cannot tell or must not be given.

Checks the size of what would be unpacked (zip bombs, entity bombs, a lone cell in the last corner), the
checksums, and marks error cells, formulas without an outcome, leading zeros by format and percent columns.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from importers.cells import ERROR_TEXTS, NO_SUCH_DAY, UNCACHED, ErrorCell
from importers.limits import Limits
from importers.sniffing import ARCHIVE_ERRORS, DAMAGED, TOO_LARGE, refuse
from importers.xlsx_styles import Styles, styles_of

_CHUNK: Final = 1 << 20
#: what a sheet of this format can have
_MOST_ROWS: Final = 1_048_576
#: parts that are read whole (styles, the list of sheets) are never larger
_SMALL_PART: Final = 50_000_000
# These begin with fixed text, which is searched for quickly; other spellings are rewritten first (`_plain`).
_ROW: Final = re.compile(rb'<row [^>]*?\br="(\d+)')
_CELL_AT: Final = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_ERROR: Final = re.compile(rb' t="e"[^>]*>(?:<f\b.*?(?:/>|</f>))?\s*<v>([^<]*)', re.DOTALL)
_UNCACHED: Final = re.compile(rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_DAY_60: Final = re.compile(rb"<v>60(?:\.\d+)?</v>")
#: cells and rows that have a look but no value, far from the top or the left: whole columns made bold
_BLANK_CELL: Final = re.compile(rb"<c\b[^>]*(?:/>|></c>)")
_BLANK_ROW: Final = re.compile(rb"<row\b[^>]*(?:/>|>\s*(?:</row>|\Z))")
_FAR_AWAY: Final = re.compile(rb' r="(?:[A-Z]{3}\d|[A-Z]{1,2}\d{6,}|\d{6,}")')
_PREFIX: Final = re.compile(rb"(</?)\w+:")
_UNIQUE: Final = re.compile(rb"\buniqueCount\s*=\s*[\"'](\d{1,30})")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


@dataclass
class SheetMarks:
    """What to change in the cells of one sheet: row (from 0) → [(column from 0, a cell or a template)]."""

    cells: dict[int, list[tuple[int, ErrorCell | str]]] = field(default_factory=dict)
    percent: frozenset[int] = frozenset()
    rows: int = 0
    columns: int = 0
    #: cells that stand in the XML
    found: int = 0


@dataclass(frozen=True)
class Part:
    """A worksheet's name and its path in the archive."""

    name: str
    path: str


def check_sizes(archive: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    """Refuse an archive that unpacks to more than is sane, by its directory alone."""
    total = 0
    for info in archive.infolist():
        if info.flag_bits & 1:
            raise refuse(DAMAGED, path)
        if not info.filename.endswith((".xml", ".rels", ".bin")):
            continue
        total += info.file_size
        if info.file_size > 20_000_000 and info.file_size > limits.ratio * max(1, info.compress_size):
            raise refuse(TOO_LARGE, path)
    if total > limits.unpacked_bytes:
        raise refuse(TOO_LARGE, path)


def walk_parts(path: Path, limits: Limits) -> dict[str, SheetMarks]:
    """The marks of every worksheet, by its name. Raises InputError for damaged and too large files."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_sizes(archive, path, limits)
            return _walk(archive, path, limits)
    except ARCHIVE_ERRORS:
        raise refuse(DAMAGED, path) from None


def _walk(archive: zipfile.ZipFile, path: Path, limits: Limits) -> dict[str, SheetMarks]:
    names = {name.lower().replace("\\", "/").lstrip("/"): name for name in archive.namelist()}
    styles = Styles({}, frozenset())
    for lower, name in names.items():
        if lower == "xl/styles.xml":
            styles = styles_of(_small_part(archive, name, path))
        elif lower == "xl/sharedstrings.xml":
            _check_strings(archive, name, path, limits)
    marks = {}
    cells = 0
    for part in _sheets(archive, names, path):
        found = names.get(part.path.lower())
        if found is None:
            continue
        marks[part.name] = walk = _walk_sheet(archive, found, path, limits, styles)
        cells += walk.rows * walk.columns
        if walk.rows > limits.rows or walk.columns > limits.columns or cells > limits.cells:
            raise refuse(TOO_LARGE, path)
    return marks


def _small_part(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """A part that is read whole; refused where it is far too large or defines entities."""
    if archive.getinfo(name).file_size > _SMALL_PART:
        raise refuse(TOO_LARGE, path)
    return b"".join(_chunks(archive, name, path))


def _check_strings(archive: zipfile.ZipFile, name: str, path: Path, limits: Limits) -> None:
    """The texts must be whole, and claim to be no more than fit: readers make room for what is claimed."""
    size = archive.getinfo(name).file_size
    claimed = None
    if size > limits.texts_bytes:
        raise refuse(TOO_LARGE, path)
    for chunk in _chunks(archive, name, path):
        if claimed is None:
            claimed = _UNIQUE.search(chunk[:4096])
            if claimed and int(claimed[1]) > size:
                raise refuse(DAMAGED, path)
        del chunk


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"(?<![\w])" + name.encode() + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    text = (found[1] or found[2] or b"").decode("utf-8", "replace") if found else ""
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )


def _sheets(archive: zipfile.ZipFile, names: dict[str, str], path: Path) -> Iterator[Part]:
    book, relations = names.get("xl/workbook.xml"), names.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in _RELATION.findall(_small_part(archive, relations, path))
    }
    for tag in _SHEET.findall(_small_part(archive, book, path)):
        target = targets.get(_attribute(tag, r"\w+:id"))
        if target:
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath("xl/" + target)
            yield Part(_attribute(tag, "name"), full)


def _chunks(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[bytes]:
    """The part in pieces (its checksum is held against it at the end); entity definitions are refused."""
    with archive.open(name) as file:
        first = True
        while chunk := file.read(_CHUNK):
            if first and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                raise refuse(DAMAGED, path)
            first = False
            yield chunk


def _walk_sheet(
    archive: zipfile.ZipFile, name: str, path: Path, limits: Limits, styles: Styles
) -> SheetMarks:
    marks = SheetMarks()
    walker = _Walker(marks, styles)
    rest = b""
    for chunk in _chunks(archive, name, path):
        text = rest + chunk
        cut = max(text.rfind(b"</row>"), text.rfind(b":row>"))
        if cut < 0:
            if len(text) > limits.line_bytes:
                raise refuse(TOO_LARGE, path)
            rest = text
            continue
        walker.look(_plain(text[:cut]))
        rest = text[cut:]
        if min(limits.rows, _MOST_ROWS) < marks.rows or marks.columns > limits.columns:
            raise refuse(TOO_LARGE, path)
        if marks.found > limits.cells:
            raise refuse(TOO_LARGE, path)
    walker.look(_plain(rest))
    marks.percent = walker.percent_columns()
    return marks


def _plain(text: bytes) -> bytes:
    """The XML without namespace prefixes and with double quotes, as most programs write it."""
    if b"<row" not in text and b":row" in text:
        text = _PREFIX.sub(rb"\1", text)
    return text.replace(b"'", b'"') if b" r='" in text else text


def _without_blanks(text: bytes, cells: int) -> bytes:
    """The rows without far cells that only have a look: they make a sheet no larger."""
    if cells > text.count(b"<v") + text.count(b"<is") and _FAR_AWAY.search(text):
        return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", text))
    return text


class _Walker:
    """Looks at whole rows of XML at a time, only for what is rare: a search, not a parse."""

    def __init__(self, marks: SheetMarks, styles: Styles) -> None:
        self._marks = marks
        self._zeros = styles.zeros
        self._zero_at = _style_pattern(styles.zeros)
        self._percent_at = _style_pattern(styles.percent)
        self._percent: Counter[int] = Counter()
        self._looked = self._rows = 0

    def look(self, text: bytes) -> None:
        """Look at some rows."""
        marks = self._marks
        # rows and cells need not say where they are: then they follow each other
        cells = text.count(b"<c")
        marks.found += cells
        text = _without_blanks(text, cells)
        top = max(map(int, _ROW.findall(text)), default=0)
        if not top:
            self._rows += text.count(b"<row")
            marks.rows = max(marks.rows, self._rows)
        self._far_cells(text, top)
        # a plain search is many times faster than a pattern, and these are rare
        if b' t="e"' in text:
            for found in _ERROR.finditer(text):
                code = found[1].decode("ascii", "replace")
                self._mark(text, found.start(), ErrorCell(ERROR_TEXTS.get(code, code)))
        if b"<f" in text:
            for found in _UNCACHED.finditer(text):
                self._mark_uncached(text, found.start())
        if b"<v>60" in text:
            for found in _DAY_60.finditer(text):
                self._mark(text, found.start(), ErrorCell(NO_SUCH_DAY))
        if self._zero_at:
            for found in self._zero_at.finditer(text):
                self._mark(text, found.start(), self._zeros[int(found[1])])
        if self._percent_at and self._looked < 4 * _CHUNK:
            for found in self._percent_at.finditer(text):
                place = _place(text, found.start())
                if place:
                    self._percent[place[1]] += 1
        self._looked += len(text)

    def _far_cells(self, text: bytes, top: int) -> None:
        """Columns beyond Z, and cells that say a row far below the one they stand in, in one search."""
        digits = len(str(top)) + 1
        far = re.compile(rb' r="(?:([A-Za-z]{2,3})(\d+)|[A-Za-z](\d{%d,}))"' % digits).findall(text)
        marks = self._marks
        below = {int(row or other) for _letters, row, other in far if len(row or other) >= digits}
        marks.rows = max(marks.rows, top, *below, 0)
        widest = max({letters for letters, _row, _other in far}, key=lambda c: (len(c), c), default=b"")
        marks.columns = max(marks.columns, column_number(widest.upper() or b"Z") + 1)

    def percent_columns(self) -> frozenset[int]:
        """Columns with at least two percent cells (one alone may be a total)."""
        return frozenset(column for column, n in self._percent.items() if n >= 2 or self._marks.rows <= 2)

    def _mark_uncached(self, text: bytes, at: int) -> None:
        # a formula whose outcome is the empty text says so by its type
        if b't="str"' not in text[text.rfind(b"<c ", 0, at) : at]:
            self._mark(text, at, ErrorCell(UNCACHED))

    def _mark(self, text: bytes, at: int, what: "ErrorCell | str") -> None:
        place = _place(text, at)
        if place:
            self._marks.cells.setdefault(place[0], []).append((place[1], what))


def _style_pattern(styles: "dict[int, str] | frozenset[int]") -> "re.Pattern[bytes] | None":
    if not styles:
        return None
    numbers = b"|".join(str(n).encode() for n in sorted(styles))
    return re.compile(rb' s="(' + numbers + rb')"')


def _place(text: bytes, at: int) -> tuple[int, int] | None:
    """Row and column (from 0) of the cell whose tag stands last before `at`."""
    start = text.rfind(b"<c ", 0, at)
    if start < 0 or text.rfind(b"<row", start, at) >= 0:
        return None
    found = _CELL_AT.search(text, start, text.find(b">", start))
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def column_number(letters: bytes) -> int:
    """Column letters as a number from 0: b'A' → 0, b'AA' → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
