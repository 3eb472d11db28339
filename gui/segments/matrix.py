"""A matrix as a scatter: every customer a dot, the borders as lines to drag, the corners with name and count.

pyqtgraph is imported when the first matrix is drawn; by then the look-up thread has it ready.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from core.text import _, money, number
from core.words import cell_name
from gui.segments.reading import Matrix, Points
from gui.theme import Theme
from gui.widgets.basics import column, label

#: the borders of x and of y; None where there is none
Borders = tuple[float | None, float | None]


class MatrixView(QWidget):
    """A click in a corner chooses its cell, one on a dot its customer; the table beside it, and the fields of
    the borders, do the same by keyboard."""

    cell_chosen = Signal(str)
    customer_chosen = Signal(int)
    #: axis (as `Matrix.axes`), the value that the border was dragged to
    border_dragged = Signal(str, float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plot: Any = None
        self._shown: tuple[Points, Matrix, Borders, Mapping[str, int]] | None = None
        self._lines: list[Any] = [None, None]
        self._words: dict[str, Any] = {}
        self._moving = False
        self._note = label("", "caption")
        self._column = column(self._note, spacing=4)
        self.setLayout(self._column)
        theme.changed.connect(self._paint_again)

    def show_points(
        self,
        points: Points,
        matrix: Matrix,
        borders: Borders,
        counts: Mapping[str, int],
    ) -> None:
        """Draw them; `borders` are the values of x and y from which a customer is high, None: no border."""
        self._shown = (points, matrix, borders, counts)
        drawn = len(points.x)
        if drawn < points.total:
            said = _("{drawn} of {total} customers drawn, evenly picked")
            self._note.setText(said.format(drawn=number(drawn), total=number(points.total)))
        else:
            self._note.setText("")
        self._draw()

    def show_trial(self, borders: Borders, counts: Mapping[str, int]) -> None:
        """Other borders, and how many would be in each corner; the dots stay."""
        if self._shown is None or self._plot is None:
            return
        points, matrix, _old, _counts = self._shown
        drawn = [line is not None for line in self._lines] == [border is not None for border in borders]
        self._shown = (points, matrix, borders, counts)
        if not drawn:
            self._draw()
            return
        self._moving = True  # the lines tell nobody that they were moved: we moved them
        for line, border in zip(self._lines, borders, strict=True):
            if line is not None and border is not None and not line.moving:
                line.setValue(_spread_one(border, matrix.money))
            if line is not None and border is not None:
                line.label.setText(_figure(border, matrix))
        self._moving = False
        for code, words in self._words.items():
            words.setText(_corner(code, counts))

    def _paint_again(self) -> None:
        if self._shown is not None:
            self._draw()

    def _make_plot(self) -> Any:
        pyqtgraph = _pyqtgraph()
        plot = pyqtgraph.PlotWidget()
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAccessibleName(_("Matrix of customers"))
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.scene().sigMouseClicked.connect(self._clicked)
        self._column.insertWidget(0, plot, 1)
        return plot

    def _draw(self) -> None:
        import numpy

        pyqtgraph = _pyqtgraph()
        assert self._shown is not None
        points, matrix, borders, counts = self._shown
        if self._plot is None:
            self._plot = self._make_plot()
        plot, colours = self._plot, self._theme.colours
        plot.clear()
        self._lines, self._words = [None, None], {}
        plot.setBackground(colours.surface)
        x = _spread(numpy.asarray(points.x, dtype=float), matrix.money)
        y = _spread(numpy.asarray(points.y, dtype=float), matrix.money)
        tones = dict(zip(matrix.corners, colours.cells(), strict=True))
        brushes = {}
        for cell in set(points.cells):
            colour = QColor(tones.get(cell, colours.line))
            colour.setAlpha(180)
            brushes[cell] = pyqtgraph.mkBrush(colour)
        dots = pyqtgraph.ScatterPlotItem(
            x=x,
            y=y,
            size=self._theme.px(7),
            pen=None,
            brush=[brushes[c] for c in points.cells],
            data=list(points.ids),
        )
        dots.sigClicked.connect(self._dot_clicked)
        plot.addItem(dots)
        self._frame(plot, x, y, matrix)
        self._borders(plot, borders, matrix)
        self._corners(plot, matrix, counts)

    def _frame(self, plot: Any, x: Any, y: Any, matrix: Matrix) -> None:
        """Axes in the muted colour, with a handful of round values."""
        pyqtgraph = _pyqtgraph()
        colours = self._theme.colours
        high_x, high_y = _top(x, matrix.money), _top(y, matrix.money)
        plot.setXRange(0, high_x, padding=0.04)
        plot.setYRange(0, high_y, padding=0.08)
        for side, name, high in (("bottom", matrix.x_name, high_x), ("left", matrix.y_name, high_y)):
            axis = plot.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(colours.line))
            axis.setTextPen(pyqtgraph.mkPen(colours.muted))
            axis.setStyle(tickLength=0, tickFont=self._theme.font(11))
            axis.setTicks([_apart(_ticks(high, matrix.money), high, self._theme.scale)])
            axis.setLabel(_(name), color=colours.muted, **{"font-size": f"{self._theme.px(11)}px"})

    def _borders(self, plot: Any, borders: Borders, matrix: Matrix) -> None:
        """Lines that can be dragged, each with its value and something to hold it by."""
        pyqtgraph = _pyqtgraph()
        accent = self._theme.colours.accent
        pen = pyqtgraph.mkPen(accent, width=1.5, style=Qt.PenStyle.DashLine)
        held = pyqtgraph.mkPen(accent, width=3)
        high = [side[1] for side in plot.viewRange()]
        for place, (angle, border) in enumerate(zip((90, 0), borders, strict=True)):
            if border is None:
                continue
            line = pyqtgraph.InfiniteLine(
                pos=_spread_one(border, matrix.money),
                angle=angle,
                pen=pen,
                hoverPen=held,
                movable=True,
                bounds=(0, high[place]),
                label=_figure(border, matrix),
                labelOpts={"position": 0.9, "color": accent, "movable": False, "fill": self._ground()},
            )
            line.addMarker("o", position=0.4 if place else 0.6, size=self._theme.px(12))
            line.sigPositionChanged.connect(partial(self._dragged, place))
            plot.addItem(line)
            self._lines[place] = line

    def _ground(self) -> QColor:
        return QColor(self._theme.colours.surface)

    def _dragged(self, place: int, line: Any) -> None:
        if self._moving or self._shown is None:
            return
        matrix = self._shown[1]
        at = float(line.value())
        value = rounded(at**3) if matrix.money else float(round(at))
        self.border_dragged.emit(matrix.axes[place], value)

    def _dot_clicked(self, _item: Any, dots: Any, _event: Any = None) -> None:
        if len(dots):
            self.customer_chosen.emit(int(dots[0].data()))

    def _corners(self, plot: Any, matrix: Matrix, counts: Mapping[str, int]) -> None:
        """Name and count where the eye looks for them; anchored to the corners of the picture."""
        pyqtgraph = _pyqtgraph()
        (left, right), (low, high) = plot.viewRange()
        places = ((left, low), (left, high), (right, low), (right, high))
        for code, (x, y) in zip(matrix.corners, places, strict=True):
            words = pyqtgraph.TextItem(
                _corner(code, counts),
                color=self._theme.colours.text,
                anchor=(0.0 if x == left else 1.0, 1.0 if y == low else 0.0),
                fill=pyqtgraph.mkBrush(QColor(self._theme.colours.surface)),
            )
            words.setFont(self._theme.font(bold=True))
            words.setPos(x, y)
            plot.addItem(words, ignoreBounds=True)
            self._words[code] = words

    def _clicked(self, event: Any) -> None:
        if self._shown is None:
            return
        _points, matrix, borders, _counts = self._shown
        if borders[0] is None or borders[1] is None:
            return
        at: QPointF = self._plot.plotItem.vb.mapSceneToView(event.scenePos())
        right = at.x() >= _spread_one(borders[0], matrix.money)
        up = at.y() >= _spread_one(borders[1], matrix.money)
        self.cell_chosen.emit(matrix.corners[2 * right + up])


def rounded(amount: float) -> float:
    """An amount to two figures, whole tens from 100 and whole euros below: nobody means € 683,27."""
    if amount < 100:
        return float(round(amount))
    step = 10.0 ** max(len(str(int(amount))) - 2, 1)
    return float(round(amount / step) * step)


def _figure(border: float, matrix: Matrix) -> str:
    return money(border) if matrix.money else number(border)


def _corner(code: str, counts: Mapping[str, int]) -> str:
    return f"{cell_name(code)} {number(counts.get(code, 0))}"


def _pyqtgraph() -> Any:
    """It has no types, and half a second of import that nobody should wait for."""
    import pyqtgraph

    return pyqtgraph


def _spread(values: Any, rooted: bool) -> Any:
    """Money spans from nothing to tens of thousands: its cube root keeps the small ones apart."""
    import numpy

    return numpy.cbrt(numpy.maximum(values, 0)) if rooted else values


def _spread_one(value: float, rooted: bool) -> float:
    return float(max(value, 0.0) ** (1 / 3)) if rooted else value


def _top(values: Any, rooted: bool) -> float:
    if not rooted:
        return 100.0
    return float(max(values.max(initial=0.0), 4.7))


def _apart(ticks: list[tuple[float, str]], high: float, scale: float) -> list[tuple[float, str]]:
    """Those whose words do not run into each other; larger text has room for fewer."""
    kept: list[tuple[float, str]] = []
    for tick in ticks:
        if not kept or tick[0] - kept[-1][0] >= 0.07 * scale**1.4 * high:
            kept.append(tick)
    return kept


def _ticks(high: float, rooted: bool) -> list[tuple[float, str]]:
    if not rooted:
        return [(v, number(v)) for v in (0, 25, 50, 75, 100)]
    values = [v for v in (0.0, 10.0, 100.0, 500.0, 1e3, 5e3, 1e4, 5e4, 1e5, 1e6) if v <= high**3]
    return [(_spread_one(v, True), money(v)) for v in values]
