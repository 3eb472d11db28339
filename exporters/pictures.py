"""Pictures for documents, as SVG text: the matrix of customers, and bars of scores.

An SVG stands in the page as a data address, so that one file holds everything and browser and printer agree.
"""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from core.text import _, ngettext, number

_INK: Final = "#1F2328"
_MUTED: Final = "#5F6770"
_LINE: Final = "#E2DFD8"
_SUNK: Final = "#EFEDE8"
_SOFT: Final = "#DCEFEC"
_ACCENT: Final = "#0F766E"
_FONT: Final = "font-family='Inter, Segoe UI, Helvetica, Arial, sans-serif'"
_MOST_POINTS: Final = 3000


@dataclass(frozen=True)
class Corner:
    """A quadrant of a matrix: its name in words, and how many customers are in it."""

    name: str
    customers: int


@dataclass(frozen=True)
class MatrixPicture:
    """Customers as points between two borders. `corners`: low/low, low x high y, high x low y, high/high."""

    points: Sequence[tuple[float, float]]
    borders: tuple[float, float]
    axes: tuple[str, str]
    corners: tuple[Corner, Corner, Corner, Corner]


def image(svg: str, width: int, height: int, words: str) -> str:
    """The picture as an <img>; `words` say the same to who cannot see it."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return (
        f'<img src="data:image/svg+xml;base64,{data}" width="{width}" height="{height}" '
        f'alt="{escape(words, quote=True)}"/>'
    )


def matrix(found: MatrixPicture) -> str:
    """The matrix as SVG of 1600 × 900: quadrants with name and number, a point for each customer.

    Both axes run by square root, with the border in the middle, so that small and large values both show.
    """
    left, top, width, height = 90, 20, 1480, 800
    x_at = _axis([x for x, _y in found.points], found.borders[0], left, width)
    y_at = _axis([y for _x, y in found.points], found.borders[1], top + height, -height)
    half_x, half_y = left + width / 2, top + height / 2
    low, promoter, silent, champion = found.corners
    parts = [
        f"<rect x='{left}' y='{top}' width='{width}' height='{height}' fill='#FFFFFF' "
        f"stroke='{_LINE}' stroke-width='3'/>",
        f"<rect x='{half_x}' y='{top}' width='{width / 2}' height='{height / 2}' fill='{_SOFT}'/>",
        f"<rect x='{left}' y='{half_y}' width='{width / 2}' height='{height / 2}' fill='{_SUNK}'/>",
    ]
    parts += _dots(found.points, x_at, y_at)
    parts += [
        _dashes(half_x, top, half_x, top + height),
        _dashes(left, half_y, left + width, half_y),
    ]
    places = ((promoter, left, top), (champion, half_x, top), (low, left, half_y), (silent, half_x, half_y))
    for corner, x, y in places:
        said = ngettext("{n} customer", "{n} customers", corner.customers).format(n=number(corner.customers))
        ground = "width='420' height='92' fill='#FFFFFF' fill-opacity='0.85'"
        parts.append(f"<rect x='{x + 16}' y='{y + 14}' {ground}/>")
        parts.append(_words(x + 28, y + 54, corner.name, 38, _INK, bold=True))
        parts.append(_words(x + 28, y + 94, said, 32, _MUTED))
    parts.append(_words(left + width / 2, 880, found.axes[0], 34, _MUTED, anchor="middle"))
    parts.append(
        f"<text x='50' y='{top + height / 2}' {_FONT} font-size='34' fill='{_MUTED}' text-anchor='middle' "
        f"transform='rotate(-90 50 {top + height / 2})'>{escape(found.axes[1])}</text>"
    )
    return _svg(1600, 900, parts)


def bars(scores: Mapping[str, float | None]) -> str:
    """Scores of 0..100 as bars with their number, SVG of 1200 × 64 a score; unknown is said, not drawn."""
    parts: list[str] = []
    for place, (name, value) in enumerate(scores.items()):
        y = 64 * place
        parts.append(_words(0, y + 42, name, 32, _INK))
        if value is None:
            parts.append(_words(480, y + 42, _("unknown"), 32, _MUTED))
            continue
        parts.append(f"<rect x='480' y='{y + 18}' width='600' height='28' rx='14' fill='{_SUNK}'/>")
        long = f"{max(28.0, 6 * value):.0f}"
        parts.append(f"<rect x='480' y='{y + 18}' width='{long}' height='28' rx='14' fill='{_ACCENT}'/>")
        parts.append(_words(1190, y + 42, number(value), 32, _INK, anchor="end"))
    return _svg(1200, max(64, 64 * len(scores)), parts)


def _axis(values: Sequence[float], border: float, start: float, length: float) -> "_Axis":
    finite = [v for v in values if math.isfinite(v)]
    return _Axis(min([0.0, *finite]), max([border * 2, border + 1e-9, *finite]), border, start, length)


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    border: float
    start: float
    length: float

    def __call__(self, value: float) -> float:
        """Where a value stands: the border in the middle, each side by square root."""
        if value >= self.border:
            share = 0.5 + 0.5 * math.sqrt((value - self.border) / max(self.high - self.border, 1e-9))
        else:
            share = 0.5 - 0.5 * math.sqrt((self.border - value) / max(self.border - self.low, 1e-9))
        return self.start + self.length * min(0.985, max(0.015, share))


def _dots(points: Sequence[tuple[float, float]], x_at: _Axis, y_at: _Axis) -> list[str]:
    step = max(1, math.ceil(len(points) / _MOST_POINTS))
    return [
        f"<circle cx='{x_at(x):.0f}' cy='{y_at(y):.0f}' r='7' fill='{_ACCENT}' fill-opacity='0.45'/>"
        for x, y in points[::step]
        if math.isfinite(x) and math.isfinite(y)
    ]


def _dashes(x1: float, y1: float, x2: float, y2: float) -> str:
    look = f"stroke='{_MUTED}' stroke-width='3' stroke-dasharray='12 8'"
    return f"<line x1='{x1}' y1='{y1}' x2='{x2}' y2='{y2}' {look}/>"


def _words(
    x: float, y: float, text: str, size: int, colour: str, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = " font-weight='bold'" if bold else ""
    return (
        f"<text x='{x}' y='{y}' {_FONT} font-size='{size}' fill='{colour}' text-anchor='{anchor}'{weight}>"
        f"{escape(text)}</text>"
    )


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' "
        f"viewBox='0 0 {width} {height}'>{''.join(parts)}</svg>"
    )
