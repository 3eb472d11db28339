"""The flow picture: the cells of two days as columns, customers as ribbons from where they were to where they
are. Every ribbon of some width is named by its ends; the table beside it says the same in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.cells import SETS
from core.text import _, day, number
from gui.segments.movement import cell_words
from gui.segments.reading import Movement
from gui.theme import Theme


@dataclass(frozen=True)
class Block:
    """A cell in a column: where it begins and ends, as shares of the height."""

    cell: str
    customers: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Ribbon:
    """Customers from one cell to another: where the ribbon begins and ends on both sides."""

    before: str
    after: str
    customers: int
    left: tuple[float, float]
    right: tuple[float, float]


@dataclass(frozen=True)
class Flow:
    """Both columns and what flows between them; shares of the height, 0 at the top."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    ribbons: tuple[Ribbon, ...]


def layout(found: Movement, gap: float = 0.03) -> Flow:
    """The picture of a movement: as high as there are customers, `gap` between cells."""
    order = _order(found)
    counts = {(m.before, m.after): m.customers for m in found.moves}
    before = [(cell, sum(n for (a, _b), n in counts.items() if a == cell)) for cell in order]
    after = [(cell, sum(n for (_a, b), n in counts.items() if b == cell)) for cell in order]
    left, right = ([one for one in column if one[1]] for column in (before, after))
    total = max(sum(n for _cell, n in left), 1)
    room = 1.0 - gap * (max(len(left), len(right), 1) - 1)
    columns = [_stack(column, total, room, gap) for column in (left, right)]
    at = [{block.cell: block.top for block in column} for column in columns]
    ribbons = []
    for a, _n in left:
        for b, _m in right:
            if n := counts.get((a, b)):
                height = room * n / total
                ends = [(side[cell], side[cell] + height) for side, cell in zip(at, (a, b), strict=True)]
                ribbons.append(Ribbon(a, b, n, ends[0], ends[1]))
                at[0][a] += height
                at[1][b] += height
    return Flow(tuple(columns[0]), tuple(columns[1]), tuple(ribbons))


class FlowView(QWidget):
    """Draws a movement; nothing before one was given."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: Movement | None = None
        self._flow: Flow | None = None
        self.setAccessibleName(_("Flow of customers between two days"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_movement(self, found: Movement) -> None:
        """Draw this movement."""
        self._found, self._flow = found, layout(found)
        self.setAccessibleDescription(_sentences(found))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a dozen cells."""
        return QSize(self._theme.px(480), self._theme.px(420))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heads, columns, ribbons, names."""
        if self._found is None or self._flow is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = self._theme.px(28)
        side = min(self._theme.px(190), self.width() // 3)
        box = QRectF(side, head, self.width() - 2 * side, self.height() - head - self._theme.px(8))
        bar = self._theme.px(10)
        self._heads(painter, side, head)
        for ribbon in self._flow.ribbons:
            self._ribbon(painter, box.adjusted(bar, 0, -bar, 0), ribbon)
        for blocks, x, right in (
            (self._flow.left, box.left(), False),
            (self._flow.right, box.right() - bar, True),
        ):
            for block in blocks:
                self._block(painter, box, block, QRectF(x, 0, bar, 0), right)
        painter.end()

    def _heads(self, painter: QPainter, side: int, head: int) -> None:
        assert self._found is not None
        painter.setFont(self._theme.font(11, bold=True))
        painter.setPen(QColor(self._theme.colours.muted))
        middle = Qt.AlignmentFlag.AlignTop
        gap = self._theme.px(8)
        left = QRectF(0, 0, side - gap, head)
        right = QRectF(self.width() - side + gap, 0, side - gap, head)
        painter.drawText(left, int(middle | Qt.AlignmentFlag.AlignRight), day(self._found.earlier.as_of))
        painter.drawText(right, int(middle | Qt.AlignmentFlag.AlignLeft), day(self._found.later.as_of))

    def _ribbon(self, painter: QPainter, box: QRectF, ribbon: Ribbon) -> None:
        stayed = ribbon.before == ribbon.after
        colour = QColor(self._theme.colours.line if stayed else self._colour(ribbon.after))
        colour.setAlpha(120 if stayed else 110)
        y = [box.top() + share * box.height() for share in (*ribbon.left, *ribbon.right)]
        middle = box.center().x()
        path = QPainterPath(QPointF(box.left(), y[0]))
        path.cubicTo(QPointF(middle, y[0]), QPointF(middle, y[2]), QPointF(box.right(), y[2]))
        path.lineTo(QPointF(box.right(), max(y[3], y[2] + 1)))
        path.cubicTo(QPointF(middle, y[3]), QPointF(middle, y[1]), QPointF(box.left(), max(y[1], y[0] + 1)))
        path.closeSubpath()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(path, colour)

    def _block(self, painter: QPainter, box: QRectF, block: Block, bar: QRectF, right: bool) -> None:
        assert self._found is not None
        top = box.top() + block.top * box.height()
        height = max((block.bottom - block.top) * box.height(), 2.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour(block.cell)))
        painter.drawRect(QRectF(bar.left(), top, bar.width(), height))
        font = self._theme.font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.text))
        said = f"{cell_words(block.cell, self._found.set_code)}  {number(block.customers)}"
        gap, line = self._theme.px(8), QFontMetrics(font).height()
        y = top + height / 2 - line / 2
        if right:
            at = QRectF(bar.right() + gap, y, self.width() - bar.right() - gap, line)
            align = Qt.AlignmentFlag.AlignLeft
        else:
            at = QRectF(0, y, bar.left() - gap, line)
            align = Qt.AlignmentFlag.AlignRight
        text = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, int(at.width()))
        painter.drawText(at, int(align | Qt.AlignmentFlag.AlignVCenter), text)

    def _colour(self, cell: str) -> str:
        """As the matrix has them; cells without a place in it are grey."""
        assert self._found is not None
        if not cell or cell in ("onbekend", "nvt"):
            return self._theme.colours.muted
        if self._found.set_code == "relatie":
            return self._theme.colours.relation(cell)
        tones = self._theme.colours.cells()
        order = _order(self._found)
        return tones[order.index(cell) % len(tones)]


def _order(found: Movement) -> list[str]:
    """The cells in reading order: as the set has them, others by the alphabet, absent ones last."""
    seen = {m.before for m in found.moves} | {m.after for m in found.moves}
    known = [cell for cell in SETS[found.set_code] if cell in seen]
    rest = sorted(cell for cell in seen if cell not in known and cell)
    return [*known, *rest, *([""] if "" in seen else [])]


def _stack(column: Sequence[tuple[str, int]], total: int, room: float, gap: float) -> list[Block]:
    found, top = [], 0.0
    for cell, customers in column:
        bottom = top + room * customers / total
        found.append(Block(cell, customers, top, bottom))
        top = bottom + gap
    return found


def _sentences(found: Movement) -> str:
    """The flow for who cannot see it."""
    code = found.set_code
    return "; ".join(
        f"{cell_words(m.before, code)} → {cell_words(m.after, code)}: {number(m.customers)}"
        for m in found.moves
        if m.before != m.after
    )
