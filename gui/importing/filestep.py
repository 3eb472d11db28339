"""The first step: drop or pick a file; below it the history, each line of which can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from core.paths import documents_dir
from core.text import _, number
from gui.start.page import TABLES
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, restyle, row
from gui.widgets.cells import MUTED, PLAIN
from gui.widgets.table import Column, ListModel, Table


@dataclass(frozen=True)
class PastChange:
    """One line of the history. `undone`: it is no longer in force; undoing `target` turns that around."""

    id: int
    at: str
    label: str
    rows: int
    who: str
    undone: bool
    target: int


class DropArea(QFrame):
    """Takes a dropped file, or opens the dialog."""

    picked = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.pick = button(_("Choose a file …"), self._pick, role="primary")
        words = label(_("Drop a file here, or choose one"), "card-title")
        kinds = label(
            _("Excel, LibreOffice or csv: customers, orders, contracts, contacts or a survey"), "muted"
        )
        layout = column(0, words, kinds, 8, self.pick, 0, spacing=8, margins=24)
        for part in (words, kinds, self.pick):
            layout.setAlignment(part, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file from outside is welcome."""
        if _file_of(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """It is ours."""
        self._mark(False)
        path = _file_of(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.picked.emit(path)

    def _mark(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        restyle(self)

    def _pick(self) -> None:
        kinds = _("Tables ({patterns})").format(patterns=TABLES) + ";;" + _("All files (*)")
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a file"), str(documents_dir()), kinds)
        if name:
            self.picked.emit(Path(name))


class FileStep(QWidget):
    """`undo` carries the change (`PastChange`) that is to be taken back, or carried out again."""

    picked = Signal(Path)
    undo = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.drop = DropArea()
        self.drop.picked.connect(self.picked)
        self.drop.setMinimumHeight(theme.px(176))
        self.model: ListModel[PastChange] = ListModel(
            (
                Column(_("When"), lambda c: c.at, lambda _c: MUTED),
                Column(_("What"), _what, lambda c: MUTED if c.undone else PLAIN),
                Column(_("Rows"), lambda c: number(c.rows), right=True),
                Column(_("By whom"), lambda c: c.who, lambda _c: MUTED),
            )
        )
        self.table = Table(theme, _("History of changes"), row_height=36)
        self.table.setModel(self.model)
        self.undo_button = button(_("Undo this change"), self._undo_current)
        self.undo_button.setEnabled(False)
        self.table.moved.connect(self._allow)
        self._none = label(_("Nothing has been changed yet."), "muted")
        head = row(label(_("History"), "card-title"), 0, self.undo_button)
        card = Card(head, self._none, self.table)
        card.body.setStretch(2, 1)
        layout = column(self.drop, card, spacing=16)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_history(self, changes: Sequence[PastChange]) -> None:
        """The changes, the latest first."""
        self.model.show(changes)
        self.table.fit_columns(1)
        self._none.setVisible(not changes)
        self.table.setVisible(bool(changes))
        self._allow(self.table.currentIndex().row())

    def _allow(self, at: int) -> None:
        known = 0 <= at < len(self.model.rows)
        self.undo_button.setEnabled(known)
        again = known and self.model.rows[at].undone
        self.undo_button.setText(_("Carry out again") if again else _("Undo this change"))

    def _undo_current(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.model.rows):
            self.undo.emit(self.model.rows[at])


def _what(change: PastChange) -> str:
    return _("{label} (undone)").format(label=change.label) if change.undone else change.label


def _file_of(data: QMimeData) -> Path | None:
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
