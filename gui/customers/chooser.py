"""Which columns the table shows, and in which order."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from core.text import _
from gui.customers.columns import Shown
from gui.widgets.basics import button, column, label, row


class ColumnsDialog(QDialog):
    """Space ticks a column, the two buttons (or Alt+Up and Alt+Down) move it."""

    def __init__(self, every: Mapping[str, Shown], chosen: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Columns"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("Columns of the table"))
        names = [*chosen, *(name for name in every if name not in chosen)]
        for name in names:
            item = QListWidgetItem(every[name].title)
            item.setSizeHint(QSize(0, self.fontMetrics().height() * 2))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        up = button("↑", lambda: self._move(-1), name=_("Move the column to the left"))
        down = button("↓", lambda: self._move(1), name=_("Move the column to the right"))
        up.setShortcut("Alt+Up")
        down.setShortcut("Alt+Down")
        keep = button(_("Show these columns"), self.accept, role="primary")
        keep.setDefault(True)
        self.setLayout(
            column(
                label(_("Tick what the table shows; the order here is the order there."), "muted", wrap=True),
                row(self._list, column(up, down, 0, spacing=8)),
                row(0, button(_("Cancel"), self.reject), keep),
                spacing=12,
                margins=16,
            )
        )
        self.resize(self.fontMetrics().averageCharWidth() * 60, self.fontMetrics().height() * 32)

    def chosen(self) -> tuple[str, ...]:
        """The ticked columns in their order; never none."""
        items = [self._list.item(at) for at in range(self._list.count())]
        ticked = [i for i in items if i.checkState() == Qt.CheckState.Checked]
        return tuple(str(i.data(Qt.ItemDataRole.UserRole)) for i in ticked) or ("naam",)

    def _move(self, by: int) -> None:
        at = self._list.currentRow()
        if 0 <= at + by < self._list.count():
            item = self._list.takeItem(at)
            self._list.insertItem(at + by, item)
            self._list.setCurrentRow(at + by)
