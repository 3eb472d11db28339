"""Before an older change is undone (or carried out again): how many rows go back, which stay, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from core.progress import Progress
from core.text import _, ngettext, number
from gui.importing.filestep import PastChange
from gui.session import Session
from gui.theme import Theme
from gui.widgets.basics import button, column, label, row
from gui.widgets.cells import MUTED
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from actions.history import Stays, UndoResult

_SHOWN = 200  # rows that stay, in words; all of them are counted
_ROWS = 8  # on the screen at once


@dataclass(frozen=True)
class Foreseen:
    """What undoing a change would do, and the first of the rows that would stay."""

    change: PastChange
    result: "UndoResult"
    stays: "Sequence[Stays]"


class UndoDialog(QDialog):
    """Every row of a change in one of three buckets; nothing is written before it is accepted."""

    def __init__(self, theme: Theme, found: Foreseen, parent: QWidget) -> None:
        super().__init__(parent)
        again = found.change.undone
        title = _("Carry out again") if again else _("Undo this change")
        self.setWindowTitle(title)
        self.change_id = found.change.target
        self.said = label("\n".join(_sentences(found.result, again=again)), wrap=True)
        model: ListModel[Stays] = ListModel(
            (
                Column(_("What stays"), lambda s: s.who),
                Column(_("Why"), lambda s: s.why, lambda _s: MUTED),
            )
        )
        self.table = Table(theme, _("What stays as it is, and why"))
        self.table.setModel(model)
        model.show(found.stays)
        self.table.fit_columns(1, limit=360)
        self.table.fit_height(_ROWS)
        self.table.setVisible(bool(found.stays))
        more = found.result.kept + found.result.impossible - len(found.stays)
        self.more = label(ngettext("and {n} more", "and {n} more", more).format(n=number(more)), "muted")
        self.more.setVisible(bool(found.stays) and more > 0)
        self.go = button(title, self.accept, role="primary")
        self.go.setEnabled(bool(found.result.reversed))
        self.go.setDefault(True)
        head = label(found.change.label, "card-title", wrap=True)
        buttons = row(0, button(_("Cancel"), self.reject), self.go)
        parts = (head, self.said, self.table, self.more, buttons)
        layout = column(*parts, spacing=12, margins=16)
        self.setLayout(layout)
        wide = theme.px(680)
        self.resize(wide, layout.heightForWidth(wide))


def ask(
    session: Session, theme: Theme, change: PastChange, parent: QWidget, show: Callable[[UndoDialog], None]
) -> None:
    """Look what undoing that change would do, and hand the dialog about it to `show`."""
    path, passphrase = session.path, session.passphrase

    def work(_progress: Progress) -> Foreseen:
        from actions.history import explained, undo_preview

        result = undo_preview(path, change.target, passphrase)
        return Foreseen(change, result, explained(path, result, _SHOWN, passphrase))

    session.look_up("undo", work, lambda found: show(UndoDialog(theme, found, parent)))


def _sentences(result: "UndoResult", *, again: bool) -> list[str]:
    """One for each bucket that has rows."""
    back, kept, not_possible = result.reversed, result.kept, result.impossible
    text = ngettext("{n} row would be put back.", "{n} rows would be put back.", back)
    if again:
        text = ngettext("{n} row would change again.", "{n} rows would change again.", back)
    said = [text.format(n=number(back)) if back else _("There is nothing left to put back.")]
    if kept:
        text = ngettext(
            "{n} row would stay, because it was changed since.",
            "{n} rows would stay, because they were changed since.",
            kept,
        )
        said.append(text.format(n=number(kept)))
    if not_possible:
        text = ngettext("{n} row cannot be put back.", "{n} rows cannot be put back.", not_possible)
        said.append(text.format(n=number(not_possible)))
    return said
