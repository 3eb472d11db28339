"""HTML onto paper: a document as PDF, with its page numbers. Runs on a worker; nothing here is shown."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from core.errors import InputError
from core.text import _

_DPI: Final = 1200
_MARGIN_MM: Final = 15.0
#: the document is laid out in pixels of a screen, as its fonts are
_SCREEN: Final = 96.0
#: room below the text for the number of the page, in those
_FOOT: Final = 26.0
#: a part that should fill one page gets more room, in smaller print, until it does
_ZOOMS: Final = (1.0, 1.05, 1.1, 1.15, 1.2, 1.25)


def print_pdf(html: str, title: str, to: Path) -> int:
    """Print the document on A4; how many pages it became. Raises InputError where it cannot be written."""
    try:
        to.open("ab").close()  # Qt says nothing of a file that it cannot write
    except OSError as error:
        sentence = _("{file} cannot be written; close it and check the folder and the free space.")
        raise InputError(sentence.format(file=to)) from error
    loop = QEventLoop()  # gives a plain thread the dispatcher that the layout's timers want
    pages = _print(html, title, to)
    del loop
    return pages


def _print(html: str, title: str, to: Path) -> int:
    writer = QPdfWriter(str(to))
    writer.setTitle(title)
    writer.setCreator("Klantbeeld")
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins)
    layout.setUnits(QPageLayout.Unit.Millimeter)
    writer.setPageLayout(layout)
    page = writer.pageLayout().paintRect(QPageLayout.Unit.Inch)
    document = QTextDocument()
    font = QFont()
    font.setPointSizeF(9.5)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setIndentWidth(14)
    document.setHtml(html)
    wanted = html.count("page-break-before") + 1
    for zoom in _ZOOMS:
        body = QSizeF(page.width() * _SCREEN * zoom, page.height() * _SCREEN * zoom - _FOOT)
        document.setPageSize(body)
        pages = document.pageCount()
        if pages <= wanted:
            break
    painter = QPainter(writer)
    painter.scale(_DPI / _SCREEN / zoom, _DPI / _SCREEN / zoom)
    for number in range(pages):
        if number:
            writer.newPage()
        _page(painter, document, body, number, f"{title} · {number + 1} / {pages}")
    painter.end()
    return pages


def _page(painter: QPainter, document: QTextDocument, body: QSizeF, number: int, foot: str) -> None:
    painter.save()
    painter.translate(0, -number * body.height())
    document.drawContents(painter, QRectF(0, number * body.height(), body.width(), body.height()))
    painter.restore()
    painter.save()
    font = QFont()
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.darkGray)
    below = QRectF(0, body.height() + _FOOT - 16, body.width(), 16)
    painter.drawText(below, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), foot)
    painter.restore()
