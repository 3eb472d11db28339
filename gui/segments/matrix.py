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

#: the corners as `Matrix.corners` has them: 0 left or bottom, 1 right or top
_CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
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
        self._dots: Any = None
        self._lines: list[Any] = []
        self._words: list[Any] = []
        self._moving = False
        self._note = label("", "caption")
        #: in the place of the picture while there is nobody to draw
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        self._column = column(self.empty, self._note, spacing=4)
        self._column.setStretchFactor(self.empty, 1)
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

    def show_empty(self, words: str) -> None:
        """Say why nobody can be drawn."""
        self._shown = None
        self._note.setText("")
        self.empty.setText(words)
        self.empty.show()
        if self._plot is not None:
            self._plot.hide()

    def show_trial(self, borders: Borders, counts: Mapping[str, int]) -> None:
        """Other borders, and how many would be in each corner; the dots stay."""
        if self._shown is None or self._plot is None:
            return
        points, matrix, _old, _counts = self._shown
        self._shown = (points, matrix, borders, counts)
        self._place_lines()
        self._name_corners()

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
        self._fill(plot)
        return plot

    def _fill(self, plot: Any) -> None:
        """The items of the picture, made once and changed from then on: thrown away, they would wait for the
        collector of Python, which runs on any thread, and Qt wants its things let go of on this one."""
        pyqtgraph = _pyqtgraph()
        self._dots = pyqtgraph.ScatterPlotItem(pen=None)
        self._dots.sigClicked.connect(self._dot_clicked)
        plot.addItem(self._dots)
        for place, angle in enumerate((90, 0)):
            options = {"position": 0.9, "movable": False}
            line = pyqtgraph.InfiniteLine(angle=angle, movable=True, label="", labelOpts=options)
            line.sigPositionChanged.connect(partial(self._dragged, place))
            plot.addItem(line)
            self._lines.append(line)
        for across, down in _CORNERS:
            words = pyqtgraph.TextItem("", anchor=(across, 1 - down))
            plot.addItem(words, ignoreBounds=True)
            self._words.append(words)

    def _draw(self) -> None:
        import numpy

        pyqtgraph = _pyqtgraph()
        assert self._shown is not None
        points, matrix, _borders, _counts = self._shown
        if self._plot is None:
            self._plot = self._make_plot()
        self.empty.hide()
        self._plot.show()
        plot, colours = self._plot, self._theme.colours
        plot.setBackground(colours.surface)
        x = _spread(numpy.asarray(points.x, dtype=float), matrix.money)
        y = _spread(numpy.asarray(points.y, dtype=float), matrix.money)
        tones = dict(zip(matrix.corners, colours.cells(), strict=True))
        brushes = {}
        for cell in set(points.cells):
            colour = QColor(tones.get(cell, colours.line))
            colour.setAlpha(180)
            brushes[cell] = pyqtgraph.mkBrush(colour)
        self._dots.setData(
            x=x,
            y=y,
            size=self._theme.px(7),
            brush=[brushes[c] for c in points.cells],
            data=list(points.ids),
        )
        self._frame(plot, x, y, matrix)
        self._colour_items(plot)
        self._place_lines()
        self._name_corners()

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

    def _colour_items(self, plot: Any) -> None:
        """The lines with something to hold them by, and the corners where the eye looks for them."""
        pyqtgraph, colours = _pyqtgraph(), self._theme.colours
        pen = pyqtgraph.mkPen(colours.accent, width=1.5, style=Qt.PenStyle.DashLine)
        held = pyqtgraph.mkPen(colours.accent, width=3)
        ground = pyqtgraph.mkBrush(QColor(colours.surface))
        ranges = plot.viewRange()
        for place, line in enumerate(self._lines):
            line.setPen(pen)
            line.setHoverPen(held)
            line.label.setColor(colours.accent)
            line.label.fill = ground
            line.clearMarkers()
            line.addMarker("o", position=0.4 if place else 0.6, size=self._theme.px(12))
        for words, (across, down) in zip(self._words, _CORNERS, strict=True):
            words.setColor(colours.text)
            words.fill = ground
            words.setFont(self._theme.font(bold=True))
            words.setPos(ranges[0][across], ranges[1][down])

    def _place_lines(self) -> None:
        """The borders on show, each with its value; a border that there is not is not drawn."""
        assert self._shown is not None
        _points, matrix, borders, _counts = self._shown
        ranges = self._plot.viewRange()
        self._moving = True  # the lines tell nobody that they were moved: we moved them
        for place, (line, border) in enumerate(zip(self._lines, borders, strict=True)):
            line.setVisible(border is not None)
            if border is None:
                continue
            line.setBounds((0, ranges[place][1]))
            if not line.moving:
                line.setValue(_spread_one(border, matrix.money))
            line.label.setFormat(_figure(border, matrix))
        self._moving = False

    def _name_corners(self) -> None:
        assert self._shown is not None
        _points, matrix, _borders, counts = self._shown
        for words, code in zip(self._words, matrix.corners, strict=True):
            words.setText(_corner(code, counts))

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
