"""The window "Onderbouwing": every score of a customer with its parts, and the rows that they come from."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core import fields
from core.text import N_, _, day, number
from core.words import coverage_word, score_name
from gui.customers.scores import parts_grid
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled

_SHEETS: Final[dict[str, str]] = {
    "customers": N_("customers"),
    "orders": N_("orders"),
    "contracts": N_("contracts"),
    "interactions": N_("contacts"),
    "survey": N_("survey"),
}
#: columns that are ours, not the user's
_OURS: Final = frozenset({"order_id", "contract_id", "id"})
_ROWS: Final = 8


class GroundsDialog(QDialog):
    """Reads only; closes with Escape."""

    def __init__(
        self, theme: Theme, name: str, found: Mapping[str, Mapping[str, Any]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What the scores of {name} rest on").format(name=name))
        self.resize(theme.px(720), theme.px(640))
        body = column(spacing=16)
        known = {score: told for score, told in found.items() if told.get("value") is not None}
        for score, told in known.items():
            body.addWidget(_card(score, told))
        unknown = [score_name(score) for score in found if score not in known]
        if unknown:
            said = _("Nothing was measured for: {scores}.").format(scores=", ".join(unknown))
            body.addWidget(label(said, "muted", wrap=True))
        body.addStretch(1)
        content = QWidget()
        content.setLayout(body)
        close = button(_("Close"), self.accept)
        layout = column(scrolled(content), row(0, close), spacing=12, margins=16)
        layout.setStretch(0, 1)
        self.setLayout(layout)


def _card(score: str, told: Mapping[str, Any]) -> Card:
    title = f"{score_name(score)} {number(float(told['value']))}"
    covered = _("measured: {level}").format(level=coverage_word(told.get("coverage")))
    made = Card(label(title, "card-title"), label(covered, "muted"), parts_grid(told))
    for change in told.get("changes") or ():
        made.body.addWidget(label(str(change), "muted", wrap=True))
    sources: Mapping[str, Sequence[Mapping[str, Any]]] = told.get("sources") or {}
    if sources:
        made.body.addWidget(label(_("Rows that this comes from"), "strong"))
        made.body.addLayout(_rows(sources))
    return made


def _rows(sources: Mapping[str, Sequence[Mapping[str, Any]]]) -> QVBoxLayout:
    from analysis.explain import indicator_name

    lines = column(spacing=4)
    for indicator, rows in sources.items():
        lines.addWidget(label(indicator_name(indicator), wrap=True))
        for each in rows[:_ROWS]:
            lines.addWidget(label("    " + row_words(each), "muted", wrap=True))
        if len(rows) > _ROWS:
            more = _("and {n} more").format(n=number(len(rows) - _ROWS))
            lines.addWidget(label("    " + more, "muted"))
    return lines


def row_words(source: Mapping[str, Any]) -> str:
    """'bestellingen · Besteldatum 03-04-2026 · Bedrag 12,50'."""
    sheet = str(source["sheet"])
    if sheet == "survey":
        return _answer_words(source["fields"])
    parts = [_(_SHEETS[sheet])]
    for name, value in source["fields"].items():
        if name not in _OURS:
            known = fields.field(sheet, name)
            parts.append(f"{_(known.label) if known else name} {_value(value)}")
    return " · ".join(parts)


def _answer_words(found: Mapping[str, Any]) -> str:
    """'enquête · 19-05-2026 · “Ik voel me verbonden”: 6 op een schaal van 1 tot 7'."""
    said = _("{answer} on a scale of {low} to {high}").format(
        answer=_value(found["waarde"]), low=_value(found["schaal_laag"]), high=_value(found["schaal_hoog"])
    )
    if found.get("omgekeerd"):
        said += " (" + _("asked in reverse") + ")"
    parts = (_(_SHEETS["survey"]), _value(found.get("datum", "")), f"“{found['item']}”: {said}")
    return " · ".join(part for part in parts if part)


def _value(value: object) -> str:
    if isinstance(value, float):
        return number(value, 0 if value == round(value) else 2)
    text = str(value)
    return day(text) if len(text) >= 10 and text[4:5] == text[7:8] == "-" else text
