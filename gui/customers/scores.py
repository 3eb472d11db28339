"""Scores of one customer as bars that open into their parts ("Waarom?"), and setting one by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QPushButton, QSizePolicy

from core.text import _, day, number
from core.words import coverage_word, score_name
from gui.customers.explained import hint, part_words
from gui.customers.spec import FieldShown
from gui.theme import Theme
from gui.widgets.bar import paint_bar
from gui.widgets.basics import Card, button, clear, label, row
from gui.widgets.cells import HAND_MARK
from gui.widgets.sources import source_lines


@dataclass(frozen=True)
class ScoreShown:
    """A score in force. `computed` differs from `value` only where a person set it."""

    name: str
    value: float | None
    coverage: float | None
    by_hand: bool = False


class ScoreRow(QAbstractButton):
    """Name, bar, number, how much of it was measured. Enter or a click opens the parts."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.name = name
        self._shown = ScoreShown(name, None, None)
        self.setText(score_name(name))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Why?"))

    def show_score(self, shown: ScoreShown) -> None:
        """Another customer's score."""
        self._shown = shown
        said = _("unknown") if shown.value is None else number(shown.value)
        level = coverage_word(shown.coverage)
        measured = _("measured: {level}").format(level=level) if level else ""
        self.setAccessibleName(", ".join(part for part in (self.text(), said, measured) if part))
        self.update()

    def sizeHint(self) -> QSize:
        """One line of the profile."""
        return QSize(self._theme.px(280), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name at the left, bar in the middle, number and coverage at the right."""
        px, colours, shown = self._theme.px, self._theme.colours, self._shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(bold=self.isChecked()))
        metrics = QFontMetrics(self._theme.font())
        box = QRectF(self.rect())
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.line), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        inner = box.adjusted(px(4), 0, -px(4), 0)
        middle, right = int(Qt.AlignmentFlag.AlignVCenter), int(Qt.AlignmentFlag.AlignRight)
        painter.setPen(QColor(colours.text))
        painter.drawText(inner, middle, self.text())
        painter.setFont(self._theme.font())
        word = metrics.horizontalAdvance(_("medium")) + px(12)
        figure = metrics.horizontalAdvance("100") + px(12)
        painter.setPen(QColor(colours.muted))
        if shown.value is None:
            painter.drawText(inner, middle | right, _("unknown"))
            painter.end()
            return
        painter.drawText(inner, middle | right, coverage_word(shown.coverage))
        painter.setPen(QColor(colours.text))
        at = inner.right() - word - figure
        painter.drawText(QRectF(at, 0, figure, box.height()), middle | right, number(shown.value))
        widest = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(self.text())  # once opened
        names = max(widest + px(12), int(box.width() * 0.34))
        bar = QRectF(inner.left() + names, box.center().y() - px(3), at - inner.left() - names, px(6))
        if shown.by_hand:
            painter.setPen(QColor(colours.warning))
            painter.drawText(QRectF(bar.right() - px(14), 0, px(16), box.height()), middle, HAND_MARK)
            bar.setRight(bar.right() - px(20))
        if bar.width() > px(16):
            paint_bar(painter, bar, shown.value / 100, self._theme)
        painter.end()


class WhyCard(Card):
    """The parts of one score: what was measured → on 0..1, × weight, points; they add up to the score."""

    set_by_hand = Signal(str)
    back_to_computed = Signal(str)
    #: the rows behind this score
    rows_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(role="inset", margin=12)
        self.body.setSpacing(6)
        self._name = ""
        #: score → the rows behind it, as far as they were asked for
        self._rows: dict[str, Mapping[str, Sequence[Mapping[str, Any]]]] = {}
        self.rows_button: QPushButton | None = None

    def explain(self, name: str, detail: Mapping[str, Any], by_hand: FieldShown | None = None) -> None:
        """Fill the card for this score out of the `scores` part of a customer's card.

        `by_hand` is the value that a person set; the parts explain the computed one, and say so.
        """
        clear(self.body)
        self._name = name
        value = detail.get("value")
        if value is None:
            title = _("Why is {score} unknown?").format(score=score_name(name).lower())
        else:
            title = _("Why {score} {value}?").format(score=score_name(name).lower(), value=number(value, 1))
        self.body.addWidget(label(title, "strong", wrap=True))
        if by_hand is not None:
            self._hand(by_hand, value)
        if value is None:
            self.body.addWidget(
                label(_("Nothing that this score is made of was measured."), "muted", wrap=True)
            )
        else:
            self.body.addLayout(parts_grid(detail))
        asked = hint(detail)
        if asked:
            self.body.addWidget(label(asked, "muted", wrap=True))
        self.rows_button = button(_("Out of which rows?"), lambda: self.rows_wanted.emit(name), role="link")
        if value is not None:
            self.body.addLayout(row(self.rows_button, 0))
        if by_hand is None:
            set_it = button(_("Fill in yourself …"), lambda: self.set_by_hand.emit(name), role="link")
            self.body.addLayout(row(set_it, 0))

        if name in self._rows:  # the parts came later than the rows
            self._add_rows(self._rows[name])

    def show_rows(self, name: str, sources: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """The rows of the sheets that this score comes from."""
        self._rows[name] = sources
        if name == self._name:
            self._add_rows(sources)

    def forget_rows(self) -> None:
        """Another customer, or other values."""
        self._rows = {}

    def _add_rows(self, sources: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        if self.rows_button is not None:
            self.rows_button.hide()
        if sources:
            self.body.addWidget(label(_("Rows that this comes from"), "strong"))
            self.body.addLayout(source_lines(sources))
        else:
            said = _("It was computed from the totals of the whole base, not from rows of this customer.")
            self.body.addWidget(label(said, "muted", wrap=True))

    def wait(self) -> None:
        """The parts are on their way."""
        clear(self.body)
        self.body.addWidget(label(_("One moment …"), "muted"))

    def _hand(self, by_hand: FieldShown, computed: float | None) -> None:
        said = _("{mark} By hand: {value}").format(mark=HAND_MARK, value=number(float(by_hand.value)))
        said += "".join(f" · {part}" for part in (by_hand.reason, day(by_hand.at)) if part)
        self.body.addWidget(label(said, "hand", wrap=True))
        if computed is not None:
            below = _("The parts below belong to the computed value, not to yours.")
            self.body.addWidget(label(below, "muted", wrap=True))
        back = button(_("back to computed"), lambda: self.back_to_computed.emit(by_hand.name), role="link")
        self.body.addLayout(row(back, 0))


def parts_grid(detail: Mapping[str, Any]) -> QGridLayout:
    """Parts with points, components indented under their own, and the sum."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    components: Mapping[str, Any] = detail.get("components") or {}
    measured = [p for p in detail.get("parts") or () if p.get("points") is not None]
    for part in measured:
        inside = components.get(part["indicator"])
        said = score_name(str(part["indicator"])) if inside else part_words(part)
        _line(grid, said, part, bold=bool(inside))
        for inner in (inside or {}).get("parts") or ():
            if inner.get("points") is not None:
                _line(grid, part_words(inner), inner, muted=True)
    at = grid.rowCount()
    grid.addWidget(label(_("Together"), "strong"), at, 0)
    grid.addWidget(_right(label(number(float(detail["value"]), 1), "strong")), at, 3)
    return grid


def _line(
    grid: QGridLayout, said: str, part: Mapping[str, Any], *, bold: bool = False, muted: bool = False
) -> None:
    at = grid.rowCount()
    role = "strong" if bold else "muted" if muted else ""
    words = label(said, role, wrap=True)
    words.setContentsMargins(12 if muted else 0, 0, 0, 0)  # a part of the line above
    grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignTop)
    cells: Sequence[QLabel] = (
        label("→ " + number(float(part["normalised"]), 2).lstrip("0"), "muted"),
        label("× " + _short(float(part["weight"])), "muted"),
        label(number(float(part["points"]), 1), "muted" if muted else ""),
    )
    for place, cell in enumerate(cells, start=1):
        grid.addWidget(_right(cell), at, place, Qt.AlignmentFlag.AlignTop)


def _short(weight: float) -> str:
    text = number(weight, 2)
    return text.rstrip("0").rstrip(",.") if any(mark in text for mark in ",.") else text


def _right(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return made
