"""Editors of settings: a line each, with its explanation and its default; and the two tables."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from core.setting_specs import FLAG, TEXTS, Spec
from core.settings import Settings
from core.text import _, number
from core.words import score_name
from gui.theme import Theme
from gui.widgets.basics import button, column, label, row
from gui.widgets.figure import FigureField

#: text of this size and larger wants the field under its words
_LARGE = 1.5


class SettingLine(QWidget):
    """Name and explanation at the left, the field with its unit and default at the right."""

    #: name of the setting, value
    given = Signal(str, object)

    def __init__(self, theme: Theme, spec: Spec) -> None:
        super().__init__()
        self.spec = spec
        self._usual = label("", "muted", wrap=True)
        self._default = button("", self._back, role="link")
        name = label(_(spec.label), "strong", wrap=True)
        words = column(name, label(_(spec.words), "muted", wrap=True), 0, spacing=2)
        self.field = self._field()
        self.field.setFixedWidth(theme.px(232 if spec.kind == TEXTS else 110))
        edit = row(self.field, label(_(spec.unit), "muted"), 0)
        right = QWidget()
        right.setLayout(column(edit, self._usual, row(self._default, 0), 0, spacing=2))
        if theme.scale >= _LARGE:  # no room beside each other
            self.setLayout(column(words, right, spacing=4))
            return
        right.setFixedWidth(theme.px(240))
        outer = row(words, right, spacing=16)
        outer.setStretch(0, 1)
        self.setLayout(outer)

    def show_value(self, value: Any) -> None:
        """Show this value; nobody gave it."""
        if isinstance(self.field, FigureField):
            self.field.show_value(self.spec.shown(value))
        elif isinstance(self.field, QCheckBox):
            self.field.setChecked(bool(value))
        elif isinstance(self.field, QLineEdit):
            self.field.setText(", ".join(value))
        usual = value == getattr(Settings(), self.spec.name)
        self._usual.setText(_("default: {value}").format(value=self.spec.usual))
        self._default.setText(_("back to: {value}").format(value=self.spec.usual))
        self._usual.setVisible(usual)
        self._default.setVisible(not usual)

    def give(self, value: float | None) -> None:
        """Take this number as the user's."""
        assert isinstance(self.field, FigureField)
        self.field.give(value)

    def _field(self) -> QWidget:
        spec, name = self.spec, _(self.spec.label)
        if spec.kind == FLAG:
            box = QCheckBox(_("yes"))
            box.setAccessibleName(name)
            box.clicked.connect(lambda on: self.given.emit(spec.name, bool(on)))
            return box
        if spec.kind == TEXTS:
            line = QLineEdit()
            line.setAccessibleName(name)
            line.editingFinished.connect(lambda: self.given.emit(spec.name, _texts(line.text())))
            return line
        field = FigureField(name, low=spec.low, high=spec.high, empty=spec.empty)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.given.connect(lambda value: self.given.emit(spec.name, spec.kept(value)))
        return field

    def _back(self) -> None:
        self.given.emit(self.spec.name, getattr(Settings(), self.spec.name))


class PointsGrid(QWidget):
    """Numbers by key, each with its usual value: points of contact kinds, weights of a score."""

    #: key, number or None (back to the usual one)
    given = Signal(str, object)

    def __init__(self, theme: Theme, lines: Mapping[str, tuple[str, float]], high: float) -> None:
        """`lines`: key → (words, usual number)."""
        super().__init__()
        self._usual = {key: usual for key, (_words, usual) in lines.items()}
        self.fields: dict[str, FigureField] = {}
        self._marks: dict[str, QWidget] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for at, (key, (words, usual)) in enumerate(lines.items()):
            field = FigureField(words, high=high)
            field.setFixedWidth(theme.px(72))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.given.connect(partial(self._given, key))
            mark = label(_("usually {value}").format(value=_short(usual)), "muted")
            grid.addWidget(label(words, wrap=True), at, 0)
            grid.addWidget(mark, at, 1)
            grid.addWidget(field, at, 2)
            self.fields[key] = field
        self.setLayout(grid)

    def show_values(self, own: Mapping[str, float]) -> None:
        """Show the user's numbers, and the usual ones where there are none."""
        for key, field in self.fields.items():
            field.show_value(float(own.get(key, self._usual[key])))

    def _given(self, key: str, value: float | None) -> None:
        same = value is None or value == self._usual[key]
        self.given.emit(key, None if same else value)


def contact_lines() -> dict[str, tuple[str, float]]:
    """Every contact kind that gives points: code → its name with its dimension, usual points."""
    from analysis.kinds import load
    from core.text import language

    return {
        kind.code: (
            f"{kind.nl if language() == 'nl' else kind.en} · {score_name(kind.dimension).lower()}",
            kind.points,
        )
        for kind in load()
        if kind.dimension
    }


def weight_lines(score: str) -> dict[str, tuple[str, float]]:
    """The indicators of a score: "score.indicator" → name, usual weight."""
    from analysis.explain import indicator_name
    from analysis.weights import USUAL

    return {f"{score}.{name}": (indicator_name(name), weight) for name, weight in USUAL[score].items()}


def _texts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _short(value: float) -> str:
    return number(value, next(d for d in range(3) if abs(value - round(value, d)) < 1e-9 or d == 2))
