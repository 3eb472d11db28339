"""A self-assessment: statements to answer 1 to 5, the result, what it means and what it changes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton

from core.settings import Settings
from core.text import _, number
from gui.widgets.basics import Card, button, clear, column, label, row
from strategy import assessments
from strategy.rules import Rule, in_force


class AssessmentCard(Card):
    """The result follows the answers at once; the advice follows when they are kept."""

    #: assessment, answers
    save = Signal(str, object)

    def __init__(self, assessment: str) -> None:
        super().__init__()
        self.assessment = assessment
        self._settings = Settings()
        self._groups: dict[str, QButtonGroup] = {}
        self._title = label("", "card-title", wrap=True)
        self._meaning = label("", wrap=True)
        self._effects = column(spacing=4)
        self.keep = button(_("Save"), self._save, role="primary", name=_("Save these answers"))
        self.wipe = button(_("Clear"), self._clear, role="flat", name=_("Clear these answers"))
        self._build()

    def show_settings(self, settings: Settings) -> None:
        """The answers that are kept, and what they change."""
        self._settings = settings
        given = settings.assessments.get(self.assessment, {})
        for code, group in self._groups.items():
            _check(group, given.get(code))
        self._show_result()
        self.keep.setEnabled(False)

    def answers(self) -> dict[str, int]:
        """What is answered now: question → 1..5."""
        found = {code: group.checkedId() for code, group in self._groups.items()}
        return {code: answer for code, answer in found.items() if answer in assessments.ANSWERS}

    def answer(self, code: str, value: int) -> None:
        """Give an answer as a click does."""
        self._groups[code].button(value).click()

    @property
    def result_words(self) -> str:
        """The result on show."""
        return self._title.text()

    def _build(self) -> None:
        self.body.addWidget(label(assessments.name(self.assessment), "card-title"))
        self.body.addWidget(label(assessments.about(self.assessment), "muted", wrap=True))
        self.body.addLayout(self._questions())
        foot = row(self._title, self.wipe, self.keep)
        foot.setStretch(0, 1)
        self.body.addSpacing(8)
        self.body.addLayout(foot)
        self.body.addWidget(self._meaning)
        self.body.addLayout(self._effects)

    def _questions(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(_("1 = not at all, 5 = wholly"), "caption"), 0, 0)
        for value in assessments.ANSWERS:
            grid.addWidget(label(str(value), "caption"), 0, value)
        at, part = 1, ""
        for question in assessments.questions():
            if question.assessment != self.assessment:
                continue
            if question.part != part:
                part = question.part
                grid.addWidget(label(assessments.part_name(self.assessment, part), "strong"), at, 0, 1, 6)
                at += 1
            grid.addWidget(label(question.label, wrap=True), at, 0)
            group = QButtonGroup(self)
            for value in assessments.ANSWERS:
                made = QRadioButton()
                made.setAccessibleName(f"{question.label} {value}")
                group.addButton(made, value)
                grid.addWidget(made, at, value)
            group.idClicked.connect(lambda _id: self._answered())
            self._groups[question.code] = group
            at += 1
        return grid

    def _answered(self) -> None:
        self.keep.setEnabled(True)
        self._show_result()

    def _show_result(self) -> None:
        found = assessments.result(self.assessment, self.answers())
        self._title.setText(found.title)
        means = [
            f"{assessments.part_name(self.assessment, part)} {number(mean, 1)}"
            for part, mean in found.means.items()
        ]
        self._meaning.setText(" · ".join([found.meaning, *means]))
        clear(self._effects)
        if found.code == "onbekend":
            return
        rules = effects(self.assessment, found.code, self._settings)
        heading = _("This changes in the advice:") if rules else _("This changes nothing in the advice.")
        self._effects.addWidget(label(heading, "strong"))
        for rule in rules:
            said = rule.reason(dict.fromkeys(rule.names, float("nan"))).replace(" ?)", " …)")
            self._effects.addWidget(label(f"• {said}", wrap=True))
            self._effects.addWidget(label(points_words(rule), "caption", wrap=True))

    def _save(self) -> None:
        self.save.emit(self.assessment, self.answers())

    def _clear(self) -> None:
        for group in self._groups.values():
            _check(group, None)
        self._answered()


def effects(assessment: str, code: str, settings: Settings) -> Sequence[Rule]:
    """The rules in force that ask for this result."""
    return [
        rule
        for rule in in_force(settings)
        if any(term.name == assessment and code in term.codes for term in rule.when.terms)
    ]


def points_words(rule: Rule) -> str:
    """'community +10 · cocreatie +6', in words."""
    from strategy.card_words import target_words

    return " · ".join(f"{target_words(target)} {value:+g}" for target, value in rule.points.items())


def _check(group: QButtonGroup, value: int | None) -> None:
    group.setExclusive(False)
    for made in group.buttons():
        made.setChecked(group.id(made) == value)
    group.setExclusive(True)
