"""What a file cannot tell by itself: the words of a question, and what a survey's questions measure."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from core.fields import SCALES, SURVEY_DIMENSIONS
from core.rows import SurveyItem
from core.text import _
from gui.customers.columns import as_text
from gui.widgets.basics import Card, Elided, column, label

if TYPE_CHECKING:
    from importers.formats import Question


class ItemsCard(Card):
    """Each question of a survey with its dimension, its scale, and whether agreeing counts against."""

    #: the header, the item as it is now
    item_changed = Signal(str, object)

    def __init__(self, items: Mapping[str, SurveyItem]) -> None:
        words = _("Say what each question measures, on which scale, and whether a high answer is bad news.")
        super().__init__(
            label(_("What the questions measure"), "card-title", wrap=True), label(words, "muted", wrap=True)
        )
        for header, item in items.items():
            self.body.addWidget(self._item(header, item))

    def _item(self, header: str, item: SurveyItem) -> QWidget:
        dimension = QComboBox()
        dimension.setAccessibleName(_("What “{header}” measures").format(header=header))
        dimension.addItem(_("no dimension"), None)
        for code in SURVEY_DIMENSIONS:
            dimension.addItem(as_text("choice", code), code)
        dimension.setCurrentIndex(max(dimension.findData(item.dimension), 0))
        scale = QComboBox()
        scale.setAccessibleName(_("Scale of “{header}”").format(header=header))
        for name, ends in SCALES.items():
            scale.addItem(_("{low} to {high}").format(low=f"{ends[0]:g}", high=f"{ends[1]:g}"), name)
            if ends == (item.low, item.high):
                scale.setCurrentIndex(scale.count() - 1)
        for box in (dimension, scale):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        turned = QCheckBox(_("reversed"))
        turned.setChecked(item.reversed)
        turned.setAccessibleName(_("“{header}” is reversed").format(header=header))
        dimension.activated.connect(
            lambda _at: self._say(header, replace(item, dimension=dimension.currentData()))
        )
        scale.activated.connect(lambda _at: self._say(header, _scaled(item, str(scale.currentData()))))
        turned.clicked.connect(partial(self._turn, header, item))
        made = QWidget()
        made.setLayout(column(Elided(header, "strong"), dimension, scale, turned, 8, spacing=4))
        return made

    def _turn(self, header: str, item: SurveyItem, on: bool) -> None:
        self._say(header, replace(item, reversed=on))

    def _say(self, header: str, item: SurveyItem) -> None:
        self.item_changed.emit(header, item)


def _scaled(item: SurveyItem, scale: str) -> SurveyItem:
    low, high = SCALES[scale]
    return replace(item, low=low, high=high)


def question_title(question: "Question") -> str:
    """What is asked, about which column."""
    if question.header is None:
        return _("What is on this sheet?")
    return _("How should “{header}” be read?").format(header=question.header)


def question_words(question: "Question") -> str:
    """Why it is asked."""
    if question.header is None:
        return _("The columns do not tell. Choose what one row is about.")
    if question.code == "scale":
        return _("The answers fit more than one scale. Choose the one that was asked.")
    return _("The values can be read in more than one way, and nothing else in the file settles it.")
