"""The customers table on paper, as it is on the screen: its columns, its order. Runs on a worker."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtWidgets import QFileDialog

from core.errors import InputError
from core.paths import documents_dir
from core.progress import Progress
from core.text import _, ngettext, number
from gui.customers.columns import Shown, written
from gui.session import Session
from gui.widgets.banner import Banner
from gui.worker import is_alive

#: more rows than this are a book, not a list: an export serves better
MOST_ROWS: Final = 10_000
#: the page is laid out in these to the inch
_DPI: Final = 96
_ROW: Final = 20.0
_PAD: Final = 5.0
_BATCH: Final = 256

Fetch = Callable[[Sequence[int], Sequence[str]], Sequence[Sequence[Any]]]


def offer_print(
    session: Session, banner: Banner, title: str, columns: Sequence[Shown], ids: Sequence[int]
) -> None:
    """Ask where to, and print the table there on the worker; the banner says where it lies."""
    offered = str(documents_dir() / _("customers.pdf"))
    name, _filter = QFileDialog.getSaveFileName(
        banner.window(), _("Print this table"), offered, "PDF (*.pdf)"
    )
    if not name:
        return
    to, some = Path(name).with_suffix(".pdf"), ids[:MOST_ROWS]
    path, passphrase, left = session.path, session.passphrase, len(ids) > MOST_ROWS

    def work(progress: Progress) -> int:
        from models.queries import Reader

        with Reader(path, passphrase) as reader:
            return print_table(to, title, columns, some, reader.rows, progress)

    def done(pages: int) -> None:
        said = ngettext("{n} page lies in {file}.", "{n} pages lie in {file}.", pages)
        said = said.format(n=number(pages), file=to)
        if left:
            more = _("These are the first {n} customers; an export holds them all.")
            said += " " + more.format(n=number(MOST_ROWS))
        if is_alive(banner.say):
            banner.say(said)

    session.do(_("Printing the table"), work, changes=frozenset(), then=done)


def print_table(
    to: Path, title: str, columns: Sequence[Shown], ids: Sequence[int], fetch: Fetch, progress: Progress
) -> int:
    """Print these customers on A4, lying; how many pages. Raises InputError where it cannot be written."""
    try:
        to.open("ab").close()  # Qt says nothing of a file that it cannot write
    except OSError as error:
        sentence = _("{file} cannot be written; close it and check the folder and the free space.")
        raise InputError(sentence.format(file=to)) from error
    writer = QPdfWriter(str(to))
    writer.setTitle(title)
    writer.setResolution(_DPI)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(12, 12, 12, 12)
    )
    layout.setUnits(QPageLayout.Unit.Millimeter)
    writer.setPageLayout(layout)
    painter = QPainter(writer)
    try:
        return _Paper(writer, painter, title, columns).print_rows(ids, fetch, progress)
    finally:
        painter.end()


class _Paper:
    """The page in hand."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, title: str, columns: Sequence[Shown]) -> None:
        self._writer, self._painter, self._title, self._columns = writer, painter, title, columns
        self._width, self._height = float(writer.width()), float(writer.height())
        letters = [max(shown.letters, len(shown.title) * 0.8) for shown in columns]
        self._widths = [self._width * n / sum(letters) for n in letters]
        self._page = 0
        self._y = self._height

    def print_rows(self, ids: Sequence[int], fetch: Fetch, progress: Progress) -> int:
        names = [shown.name for shown in self._columns]
        for at in range(0, len(ids), _BATCH):
            progress(at, len(ids), _("Printing the table"))
            for row in fetch(ids[at : at + _BATCH], names):
                if self._y + _ROW > self._height - _ROW:
                    self._begin_page()
                texts = [
                    written(s.kind, value, s.name)[0] for s, value in zip(self._columns, row, strict=True)
                ]
                self._line(texts, 9)
        if self._page == 0:
            self._begin_page()
        return self._page

    def _begin_page(self) -> None:
        if self._page:
            self._writer.newPage()
        self._page += 1
        self._font(12, bold=True)
        top = QRectF(0, 0, self._width, 28)
        self._painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._title)
        self._font(8)
        foot = QRectF(0, self._height - _ROW, self._width, _ROW)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._painter.drawText(foot, right, _("page {n}").format(n=self._page))
        self._y = 32.0
        self._line([shown.title for shown in self._columns], 8, bold=True)

    def _line(self, texts: Sequence[str], size: int, *, bold: bool = False) -> None:
        metrics = self._font(size, bold=bold)
        x = 0.0
        for shown, text, width in zip(self._columns, texts, self._widths, strict=True):
            box = QRectF(x + _PAD, self._y, width - 2 * _PAD, _ROW)
            side = Qt.AlignmentFlag.AlignRight if shown.right else Qt.AlignmentFlag.AlignLeft
            fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            self._painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)
            x += width
        self._y += _ROW
        ink = self._painter.pen()
        self._painter.setPen(QPen(QColor("#C9C5BC"), 0.5))
        self._painter.drawLine(0, round(self._y), round(self._width), round(self._y))
        self._painter.setPen(ink)

    def _font(self, points: int, *, bold: bool = False) -> QFontMetricsF:
        font = QFont()
        font.setPixelSize(round(points * _DPI / 72))
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        self._painter.setFont(font)
        return QFontMetricsF(font)
