"""The action list at a glance: planned contacts against capacity per channel, and who is in no list."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from core.text import _, money, ngettext, number
from gui.strategy.words import capital, channel_word
from gui.widgets.basics import button, column, label, line, row


class PlanWindow(QDialog):
    """Shows what the workbook holds; `save` asks where to write it."""

    def __init__(self, plan: Any, save: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Action list"))
        self.save_button = button(_("Save as a workbook …"), save, role="primary")
        listed = sum(len(found.tasks) for found in plan.channels)
        said = ngettext("{n} customer to contact", "{n} customers to contact", listed)
        parts: list[Any] = [label(said.format(n=number(listed)), "card-title"), _channels(plan)]
        if plan.nobody:
            parts += [line(), label(_("In no list"), "strong")]
            for why, count in sorted(plan.nobody.items(), key=lambda one: -one[1]):
                parts.append(label(f"{number(count)} · {why}", "muted", wrap=True))
        note = _("Only customers who may be approached through a channel are in its list; not legal advice.")
        parts += [label(note, "caption", wrap=True), 0, row(0, self.save_button)]
        self.setLayout(column(*parts, spacing=12, margins=16))
        self.resize(620, 360)


def _channels(plan: Any) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    heads = (_("Channel"), _("Customers"), _("Contacts a year"), _("Capacity"), _("Costs a year"))
    rows: list[tuple[str, ...]] = [heads]
    for found in plan.channels:
        limit = _("no limit") if found.capacity is None else number(found.capacity)
        rows.append(
            (
                capital(channel_word(found.channel)),
                number(len(found.tasks)),
                number(found.contacts),
                limit,
                money(found.cost),
            )
        )
    for at, texts in enumerate(rows):
        for place, text in enumerate(texts):
            made = label(text, "caption" if at == 0 else "")
            if place:
                made.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(made, at, place)
    return grid
