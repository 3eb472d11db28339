"""The card of the borders: each typed as a number, the median or a percentile; who moves before saving."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from core.text import N_, _, money, ngettext, number
from core.words import cell_name
from gui.segments.reading import MATRICES, Choice, Edges, Trial, choice_of
from gui.theme import Theme
from gui.widgets.basics import Card, button, clear, label, row
from gui.widgets.figure import FigureField

NAMES: Final[dict[str, str]] = {
    "clv": N_("purchase value"),
    "crv": N_("referral value"),
    "exchange": N_("relational exchange"),
    "bond": N_("emotional bond"),
}
#: what the base's own border is called; that of purchase value is the median
_OWN: Final[dict[str, str]] = {
    "clv": N_("median"),
    "crv": N_("half a referral"),
    "exchange": N_("usual (50)"),
    "bond": N_("usual (50)"),
}
_MOVES: Final = 6


class BorderCard(Card):
    """Says which border is tried; the page finds out who moves. Nothing changes before `saved`."""

    #: axis, mode, number or None
    tried = Signal(str, str, object)
    saved = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = label(_("Borders"), "card-title", wrap=True)
        self._said = label("", "muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._moves = QGridLayout()
        self._moves.setVerticalSpacing(8)
        self._moves.setColumnStretch(0, 1)
        self._theme = theme
        self._modes: dict[str, QComboBox] = {}
        self._fields: dict[str, FigureField] = {}
        self.save_button = button(_("Keep the border"), self.saved.emit, role="primary")
        self.back_button = button(_("Back"), self.left.emit)
        for part in (self._grid, self._title, self._said, self._moves):
            if isinstance(part, QGridLayout):
                self.body.addLayout(part)
            else:
                self.body.addWidget(part)
        self.body.addLayout(row(self.save_button, self.back_button, 0))

    def show_edges(self, set_code: str, edges: Edges) -> None:
        """The borders in force of this matrix, nothing being tried."""
        axes = MATRICES[set_code].axes
        if tuple(self._fields) != axes:
            self._make_fields(set_code)
        for axis in axes:
            self._show_choice(axis, choice_of(edges.settings, axis), getattr(edges.borders, axis))
        self._title.hide()
        self._said.setText(_("Drag a border in the picture, or set it here; you see who moves first."))
        clear(self._moves)
        self.save_button.hide()
        self.back_button.hide()

    def show_trial(self, trial: Trial) -> None:
        """Who moves if these borders are kept."""
        for axis, choice in trial.choices.items():
            self._show_choice(axis, choice, getattr(trial.borders, axis))
        self._title.setText(_title(trial))
        self._title.show()
        moving = trial.moves.customers
        said = ngettext(
            "{n} customer moves; nothing is changed yet",
            "{n} customers move; nothing is changed yet",
            moving,
        )
        self._said.setText(said.format(n=number(moving)))
        clear(self._moves)
        for at, (before, after, customers) in enumerate(trial.moves.steps[:_MOVES]):
            words = f"{cell_name(before, trial.set_code)} → {cell_name(after, trial.set_code)}"
            self._moves.addWidget(label(words, wrap=True), at, 0)
            count = label(number(customers))
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._moves.addWidget(count, at, 1)
        self.save_button.show()
        self.back_button.show()

    @property
    def sentence(self) -> str:
        """What is said of the trial."""
        return self._said.text()

    def field(self, axis: str) -> FigureField:
        """Where the number of a border is typed."""
        return self._fields[axis]

    def mode(self, axis: str) -> QComboBox:
        """Where is chosen what the number means."""
        return self._modes[axis]

    def _make_fields(self, set_code: str) -> None:
        clear(self._grid)
        self._modes, self._fields = {}, {}
        for at, axis in enumerate(MATRICES[set_code].axes):
            name = _("Border of {axis}").format(axis=_(NAMES[axis]))
            mode = QComboBox()
            mode.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            mode.setMinimumContentsLength(7)
            mode.setAccessibleName(_("{border}: what it is").format(border=name))
            mode.addItem(_(_OWN[axis]), "own")
            if axis != "clv":
                mode.addItem(_("median"), "median")
            mode.addItem(_("number"), "number")
            mode.addItem(_("percentile"), "percentile")
            mode.activated.connect(partial(self._mode_chosen, axis))
            field = FigureField(name)
            field.setMaximumWidth(self._theme.px(96))
            field.setMinimumWidth(self._theme.px(72))
            field.given.connect(partial(self._number_given, axis))
            self._modes[axis], self._fields[axis] = mode, field
            self._grid.addWidget(label(name, "muted", wrap=True), 2 * at, 0, 1, 2)
            self._grid.addWidget(mode, 2 * at + 1, 0)
            self._grid.addWidget(field, 2 * at + 1, 1)

    def _show_choice(self, axis: str, choice: Choice, border: float | None) -> None:
        mode, value = choice
        shown = "median" if choice == ("percentile", 50.0) and axis != "clv" else mode
        box, field = self._modes[axis], self._fields[axis]
        box.setCurrentIndex(box.findData(shown))
        share = shown == "percentile"
        field.set_range(0.0, 100.0 if share or axis in ("exchange", "bond") else 1e9, euro=_euro(axis, share))
        field.show_value(value if share else whole(border))

    def _mode_chosen(self, axis: str, at: int) -> None:
        mode, field = str(self._modes[axis].itemData(at)), self._fields[axis]
        if mode == "own":
            self.tried.emit(axis, "own", None)
        elif mode == "median":
            self.tried.emit(axis, "percentile", 50.0)
        elif mode == "percentile":
            self.tried.emit(axis, "percentile", 75.0)
            field.setFocus()
        else:
            self.tried.emit(axis, "number", field.value if field.value is not None else 0.0)
            field.setFocus()

    def _number_given(self, axis: str, value: float | None) -> None:
        """Whoever types a number where the border was found by itself wants that number."""
        mode = "percentile" if self._modes[axis].currentData() == "percentile" else "number"
        self.tried.emit(axis, mode, value)


def whole(border: float | None) -> float | None:
    """Without cents, unless it is a matter of cents."""
    return border if border is None or abs(border) < 10 else float(round(border))


def border_words(axis: str, value: float | None) -> str:
    """A border as the user reads it."""
    if value is None:
        return _("no border")
    return money(value) if _euro(axis, False) else number(value)


def label_of(choices: Mapping[str, Choice], trial: Trial) -> str:
    """What the history says of keeping these borders."""
    said = [f"{_(NAMES[axis])} {border_words(axis, getattr(trial.borders, axis))}" for axis in choices]
    return _("Border: {borders}").format(borders=", ".join(said))


def _title(trial: Trial) -> str:
    said = [border_words(axis, getattr(trial.borders, axis)) for axis in trial.choices]
    if len(said) == 1:
        return _("If the border goes to {border}").format(border=said[0])
    return _("If the borders go to {borders}").format(borders=" · ".join(said))


def _euro(axis: str, share: bool) -> bool:
    return axis in ("clv", "crv") and not share
