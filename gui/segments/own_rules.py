"""The rules of an own segment as rows of choices: field, operator, value; in groups of "all" or "any"."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from core.own_segments import (
    ALL,
    ALONE,
    ANY,
    FIELDS,
    IN_DAYS,
    OPERATORS,
    OWN_PREFIX,
    Group,
    OwnField,
    OwnSegment,
    Rule,
    field_of,
    wrong,
)
from core.segment_words import field_words, operator_words
from core.text import _, number
from core.words import cell_name
from gui.widgets.basics import Card, button, clear, column, row


class RuleRow(QWidget):
    """One rule. `rule()` is None while its value is missing or cannot be."""

    changed = Signal()
    removed = Signal()

    def __init__(self, own: Sequence[str], rule: Rule | None = None) -> None:
        """`own`: the headers of the user's own columns."""
        super().__init__()
        self.field, self.operator, self.choice = QComboBox(), QComboBox(), QComboBox()
        self.text = QLineEdit()
        self.field.setAccessibleName(_("Field"))
        self.operator.setAccessibleName(_("How it is compared"))
        self.choice.setAccessibleName(_("Value"))
        self.text.setAccessibleName(_("Value"))
        for code in (*FIELDS, *(OWN_PREFIX + header for header in own)):
            name = field_words(code)
            self.field.addItem(name[:1].upper() + name[1:], code)
        self._value = QStackedWidget()
        for widget in (self.text, self.choice, QWidget()):
            self._value.addWidget(widget)
        away = button("✕", self.removed.emit, role="link", name=_("Take this rule away"))
        parts = row(self.field, self.operator, self._value, away)
        parts.setStretch(2, 1)
        self.setLayout(parts)
        self.field.setMaxVisibleItems(24)
        for box, letters in ((self.field, 15), (self.operator, 12), (self.choice, 7)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        self.text.setMinimumWidth(1)
        self._show_rule(rule or Rule("relatievorm", "is", "langdurig"))
        self.field.currentIndexChanged.connect(lambda _at: self._field_changed())
        self.operator.currentIndexChanged.connect(lambda _at: self._operator_changed())
        self.choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.text.textEdited.connect(lambda _text: self.changed.emit())

    def rule(self) -> Rule | None:
        """The rule as it stands."""
        operator, found = str(self.operator.currentData()), self._field()
        value: str | float | None
        if operator in ALONE:
            value = None
        elif found.kind == "choice":
            value = str(self.choice.currentData())
        else:
            value = _read(self.text.text(), found, operator)
            if value is None:
                return None
        made = Rule(str(self.field.currentData()), operator, value)
        return None if wrong(OwnSegment(ALL, (Group(ALL, (made,)),))) else made

    def _field(self) -> OwnField:
        found = field_of(str(self.field.currentData()))
        assert found is not None
        return found

    def _show_rule(self, rule: Rule) -> None:
        self.field.setCurrentIndex(max(0, self.field.findData(rule.field)))
        self._offer()
        self.operator.setCurrentIndex(max(0, self.operator.findData(rule.operator)))
        if self._field().kind == "choice":
            self.choice.setCurrentIndex(max(0, self.choice.findData(rule.value)))
        elif isinstance(rule.value, int | float):
            self.text.setText(number(rule.value, 0 if float(rule.value).is_integer() else 2).replace(".", ""))
        elif rule.value is not None:
            self.text.setText(_shown(rule.value, self._field()))
        self._show_value()

    def _offer(self) -> None:
        found = self._field()
        for box in (self.operator, self.choice):
            box.blockSignals(True)
            box.clear()
        for code in OPERATORS[found.kind]:
            self.operator.addItem(operator_words(code), code)
        for code in found.choices:
            self.choice.addItem(cell_name(code, found.words), code)
        for box in (self.operator, self.choice):
            box.blockSignals(False)

    def _field_changed(self) -> None:
        self._offer()
        self.text.clear()
        self._operator_changed()

    def _operator_changed(self) -> None:
        self._show_value()
        self.changed.emit()

    def _show_value(self) -> None:
        operator, found = str(self.operator.currentData()), self._field()
        self._value.setCurrentIndex(2 if operator in ALONE else 1 if found.kind == "choice" else 0)
        days = found.kind == "date" and operator in IN_DAYS
        hint = _("days") if days else _("dd-mm-yyyy") if found.kind == "date" else ""
        self.text.setPlaceholderText(hint)


class GroupCard(Card):
    """Rules of which all, or any, must hold."""

    changed = Signal()
    emptied = Signal()

    def __init__(self, own: Sequence[str], group: Group) -> None:
        super().__init__(margin=12)
        self._own = own
        self.rows: list[RuleRow] = []
        self.match = match_box(group.match, _("of these rules"))
        self.match.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self._rows = column(spacing=6)
        self.add_button = button(_("+ rule"), lambda: self.add(None), role="link")
        self.body.addLayout(row(self.match, 0))
        self.body.addLayout(self._rows)
        self.body.addLayout(row(self.add_button, 0))
        for rule in group.rules or (None,):
            self.add(rule)

    def add(self, rule: Rule | None) -> None:
        """One more rule."""
        made = RuleRow(self._own, rule)
        made.changed.connect(self.changed)
        made.removed.connect(partial(self._remove, made))
        self.rows.append(made)
        self._rows.addWidget(made)
        self.changed.emit()

    def group(self) -> Group | None:
        """The group as it stands; None while a rule is not complete."""
        found = [made.rule() for made in self.rows]
        rules = tuple(rule for rule in found if rule is not None)
        return Group(str(self.match.currentData()), rules) if len(rules) == len(found) else None

    def _remove(self, made: RuleRow) -> None:
        self.rows.remove(made)
        made.hide()
        made.deleteLater()
        (self.changed if self.rows else self.emptied).emit()


class RulesEditor(QWidget):
    """All groups of a segment."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own: Sequence[str] = ()
        self.groups: list[GroupCard] = []
        self._groups = column(spacing=8)
        self.match = match_box(ALL, _("of these groups"))
        self.match.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.add_button = button(_("+ group"), lambda: self.add(Group(ALL, ())), role="link")
        self.setLayout(column(row(self.match, 0), self._groups, row(self.add_button, 0), 0, spacing=8))

    def show_segment(self, segment: OwnSegment, own: Sequence[str]) -> None:
        """Show these rules; `own`: the headers of the user's own columns."""
        self._own = own
        clear(self._groups)
        self.groups = []
        self.match.setCurrentIndex(self.match.findData(segment.match))
        for group in segment.groups:
            self.add(group)

    def add(self, group: Group) -> None:
        """One more group."""
        made = GroupCard(self._own, group)
        made.changed.connect(self.changed)
        made.emptied.connect(partial(self._remove, made))
        self.groups.append(made)
        self._groups.addWidget(made)
        self._tell()

    def found(self) -> tuple[str, tuple[Group, ...]] | None:
        """How the groups are taken together, and the groups; None while a rule is not complete."""
        found = [card.group() for card in self.groups]
        groups = tuple(group for group in found if group is not None)
        return (str(self.match.currentData()), groups) if len(groups) == len(found) else None

    def _remove(self, made: GroupCard) -> None:
        self.groups.remove(made)
        made.hide()
        made.deleteLater()
        self._tell()

    def _tell(self) -> None:
        self.match.setVisible(len(self.groups) > 1)
        self.changed.emit()


def match_box(chosen: str, of_what: str) -> QComboBox:
    """The choice between all and any."""
    made = QComboBox()
    for words, code in ((_("All"), ALL), (_("Any"), ANY)):
        made.addItem(f"{words} {of_what}", code)
    made.setCurrentIndex(made.findData(chosen))
    made.setAccessibleName(of_what)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _read(text: str, found: OwnField, operator: str) -> str | float | None:
    from core.errors import KlantbeeldError
    from core.segment_words import read_value

    try:
        return read_value(found, operator, text.strip()) if text.strip() else None
    except KlantbeeldError:
        return None


def _shown(value: str, found: OwnField) -> str:
    from core.text import day

    return day(value) if found.kind == "date" else value
