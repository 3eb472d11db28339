"""Through which channels a customer may be approached, and on what ground: a list that opens."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QGridLayout, QWidget

from core.text import _, day
from gui.customers.card import CustomerCard
from gui.strategy.words import channel_word
from gui.widgets.basics import button, clear, column, label, row

#: grounds that somebody gave on a day, and those of which the day stands with the objection
_DATED: Final = ("toestemming", "ingetrokken")
_OBJECTION: Final = "bezwaar"


class Ways(QWidget):
    """Closed until somebody asks."""

    def __init__(self) -> None:
        super().__init__()
        self._card: CustomerCard | None = None
        self._channels: Mapping[str, Any] = {}
        self.opener = button("", self.toggle, role="link")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._list = QWidget()
        self._list.setLayout(self._grid)
        self._list.hide()
        self.setLayout(column(row(self.opener, 0), self._list, spacing=4))
        self._say()

    def show_ways(self, card: CustomerCard, channels: Mapping[str, Any]) -> None:
        """The channels part of a customer's card; {} while it is on its way."""
        self._card, self._channels = card, channels
        self.setVisible(bool(channels.get("reachable")))
        if self._list.isVisible():
            self._fill()

    def toggle(self) -> None:
        """Open or close the list."""
        self._list.setVisible(self._list.isHidden())
        self._say()
        if not self._list.isHidden():
            self._fill()

    def _say(self) -> None:
        open_ = not self._list.isHidden()
        self.opener.setText(_("Hide the channels") if open_ else _("Which channels may be used?"))

    def _fill(self) -> None:
        clear(self._grid)
        reachable: Mapping[str, Mapping[str, Any]] = self._channels.get("reachable") or {}
        for at, (code, found) in enumerate(reachable.items()):
            allowed = bool(found["promotion"])
            word = _("yes") if allowed else _("service only") if found["service"] else _("no")
            said = label(f"{'✓' if allowed else '✗'} {word}", "strong" if allowed else "muted")
            self._grid.addWidget(label(channel_word(code), wrap=True), 2 * at, 0)
            self._grid.addWidget(said, 2 * at, 1)
            why = label(self._why(code, found), "muted", wrap=True)
            why.setContentsMargins(12, 0, 0, 4)
            self._grid.addWidget(why, 2 * at + 1, 0, 1, 2)
        note = str(self._channels.get("note") or "")
        if note:
            self._grid.addWidget(label(note, "caption", wrap=True), 2 * len(reachable), 0, 1, 2)

    def _why(self, code: str, found: Mapping[str, Any]) -> str:
        why = str(found["why"])
        said_on = self._said_on(code, str(found["ground"]))
        return _("{why} on {day}").format(why=why, day=day(said_on)) if said_on else why

    def _said_on(self, code: str, ground: str) -> str:
        """The ISO day of a permission, a refusal or an objection; '' where there is none."""
        from strategy.catalogue import load  # read by then, on the thread that brought the channels

        if self._card is None:
            return ""
        if ground == _OBJECTION:
            return self._card.text("bezwaar_direct_marketing_datum")
        consent = load().channels[code].consent
        return self._card.text(f"toestemming_{consent}_datum") if consent and ground in _DATED else ""
