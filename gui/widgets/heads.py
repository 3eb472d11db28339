"""What every table model of ours shares: columns with heads, and how a cell gives text, look and side."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui.widgets.cells import LOOK_ROLE, PLAIN, Look

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NOWHERE = QModelIndex()


class Head(Protocol):
    """A column: what its head says, and whether it stands at the right."""

    @property
    def title(self) -> str:
        """The head."""

    @property
    def right(self) -> bool:
        """Numbers stand at the right, under their head."""


class HeadedModel(QAbstractTableModel):
    """Subclasses say how many rows there are, and give a cell as text and look."""

    columns: Sequence[Head] = ()

    def cell(self, row: int, column: int) -> tuple[str, Look]:
        """Text and look of one cell."""
        return "", PLAIN

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, look and alignment of a cell; the tool tip says what the column is too narrow for."""
        text_roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in text_roles or role == Qt.ItemDataRole.ToolTipRole:
            return self.cell(index.row(), index.column())[0]
        if role == LOOK_ROLE:
            return self.cell(index.row(), index.column())[1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[index.column()].right else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self.columns[section].right else LEFT
        return None
