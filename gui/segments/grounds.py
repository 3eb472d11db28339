"""The window "Onderbouwing": every score of a customer with its parts, and the rows that they come from."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from core.text import _, number
from core.words import coverage_word, score_name
from gui.customers.scores import parts_grid
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.sources import source_lines


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
        made.body.addLayout(source_lines(sources))
    return made
