"""How wide the columns of the customers table are: by letters, and what is left goes to the name."""

from typing import Final

from PySide6.QtGui import QFontMetrics

from gui.customers.model import CustomersModel
from gui.theme import Theme
from gui.widgets.table import Table

_NAME: Final = 120  # px at 100 % text: a name needs so much, whatever else is shown


def measure(table: Table, model: CustomersModel, theme: Theme) -> None:
    """Widths by letters: reading 100,000 rows to measure them would take longer than the user has."""
    text, head = QFontMetrics(theme.font()), QFontMetrics(theme.font(11, bold=True))
    for at, shown in enumerate(model.columns):
        figures = shown.right or shown.kind in ("muted", "code", "date")
        letter = text.horizontalAdvance("0") if figures else text.averageCharWidth()
        dot = theme.px(14) if shown.kind == "relation" else 0
        width = max(letter * shown.letters + dot, head.horizontalAdvance(shown.title) + theme.px(6))
        table.setColumnWidth(at, width + theme.px(13))
    share_room(table, model, theme)


def share_room(table: Table, model: CustomersModel, theme: Theme) -> None:
    """What is left of the table's width goes to the name, as long as nobody chose otherwise."""
    at = model.column_of("naam")
    header = table.horizontalHeader()
    header.setStretchLastSection(at < 0)
    left = table.viewport().width() - header.length()
    if at >= 0 and left != 0:
        table.setColumnWidth(at, max(table.columnWidth(at) + left, theme.px(_NAME)))
