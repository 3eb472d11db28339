"""Copy to and paste from a spreadsheet: what is selected goes out, a block comes in after a preview."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from core.text import _, ngettext, number
from gui.customers import pasting
from gui.customers.columns import Shown, as_text, available
from gui.customers.handwork import Handwork
from gui.customers.paste import PasteDialog
from gui.customers.sheettext import read_cells, written_cells, written_table
from gui.customers.table import CustomersTable
from gui.session import Session
from gui.widgets.banner import Banner

if TYPE_CHECKING:
    from actions.editing import CellChange
    from models.queries import Reader

#: more rows than this are read away from the GUI thread
_AT_ONCE: Final = 200
#: more than this, and the table form would weigh more than it helps
_AS_TABLE: Final = 5_000
#: rows that are read in one breath
_BATCH: Final = 1_000
#: more cells than this are a file: an import is made for it
MOST_CELLS: Final = 100_000


@dataclass(frozen=True)
class Pasted:
    """What a block would do: the plan, and each change with the text it came from ('' empties the cell)."""

    plan: pasting.Plan
    changes: "Sequence[tuple[CellChange, str]]"


class Blocks(QObject):
    """Belongs to the page; asks the base on the look-up thread."""

    def __init__(self, session: Session, table: CustomersTable, hand: Handwork, banner: Banner) -> None:
        super().__init__(table)
        self._session, self._table, self._hand, self._banner = session, table, hand, banner
        self.dialog: PasteDialog | None = None

    def copy(self) -> None:
        """The selected customers with the columns on the screen, heads above, on the clipboard."""
        ids, columns = self._table.selected(), self._columns()
        if not ids:
            return
        if len(ids) <= _AT_ONCE:
            _to_clipboard(copied(self._session.reader, ids, columns))
            return
        question = self._session.in_reader(lambda reader: copied(reader, ids, columns))
        self._session.look_up("copy", question, self._copied)

    def paste(self) -> None:
        """Show what the block on the clipboard would change."""
        text = QGuiApplication.clipboard().text()
        index = self._table.currentIndex()
        if not text.strip() or not index.isValid():
            self._banner.say(_("There are no cells on the clipboard; copy them in your spreadsheet first."))
            return
        if text.count("\t") + text.count("\n") > MOST_CELLS:
            self._banner.say(_("This block is too large to paste; import it as a file."))
            return
        selected = self._table.selected()
        header = self._table.horizontalHeader()
        place = pasting.Place(
            self._columns(),
            self._table.customers.ids[index.row() : index.row() + text.count("\n") + 1],
            header.visualIndex(index.column()),
            selected if len(selected) > 1 else (),
        )
        path, passphrase = self._session.path, self._session.passphrase

        def preview(edits: Sequence[tuple[int, str, object]]) -> "list[CellChange]":
            from actions.editing import Edit, preview

            return preview(path, [Edit(*edit) for edit in edits], passphrase)

        question = self._session.in_reader(lambda reader: read_block(reader, text, place, preview))
        self._session.look_up("paste", question, self._show)

    def _show(self, pasted: Pasted) -> None:
        if not pasted.changes and not pasted.plan.unknown:
            self._banner.say(_nothing(pasted.plan))
            return
        dialog = PasteDialog(self._table.theme, pasted.changes, notes(pasted.plan), self._table.window())
        self.dialog = dialog
        if dialog.exec():
            self._hand.set_values(dialog.edits(), None, dialog.reason())
        self.dialog = None
        dialog.deleteLater()
        self._table.setFocus()

    def _copied(self, found: "Copied") -> None:
        _to_clipboard(found)
        count = found.customers
        said = ngettext("{n} customer lies on the clipboard.", "{n} customers lie on the clipboard.", count)
        self._banner.say(said.format(n=number(count)))

    def _columns(self) -> list[Shown]:
        header = self._table.horizontalHeader()
        return [self._table.customers.columns[header.logicalIndex(at)] for at in range(header.count())]


def read_block(
    reader: "Reader",
    text: str,
    place: pasting.Place,
    preview: "Callable[[Sequence[tuple[int, str, object]]], list[CellChange]]",
) -> Pasted:
    """Plan and changes of a block; for the look-up thread."""
    block = read_cells(text)
    every = available(reader.own_columns(), margin=reader.settings().margin_percent is not None)
    place = replace(place, hidden=tuple(every.values()))
    if pasting.is_headed(block, place):
        found = {key: reader.find(key) for key in dict.fromkeys(pasting.numbers_in(block, place))}
        plan = pasting.by_head(block, place, {key: one for key, one in found.items() if one is not None})
    else:
        plan = pasting.by_place(block, place)
    names = list(dict.fromkeys(target.column.name for target in plan.targets))
    ids = list(dict.fromkeys(target.customer for target in plan.targets))
    values = dict(zip(ids, reader.rows(ids, names), strict=True)) if names else {}
    places = {name: at for at, name in enumerate(names)}

    def value_of(customer: int, name: str) -> Any:
        return values[customer][places[name]]

    edits = pasting.meant(plan, value_of, empties=True)
    changes = [
        (change, str(edit[2]))
        for change, edit in zip(preview(edits), edits, strict=True)
        if change.changes or change.problem
    ]
    return Pasted(plan, changes)


def notes(plan: pasting.Plan) -> list[str]:
    """What is to be said of a block beside its changes."""
    said = []
    if plan.by_head:
        said.append(_("Recognised by the heads in the first row."))
    if plan.strange:
        strange = ", ".join(plan.strange)
        said.append(_("No column of a customer, and left out: {columns}.").format(columns=strange))
    if plan.fixed:
        said.append(_("Computed, and left as it is: {columns}.").format(columns=", ".join(plan.fixed)))
    if plan.unknown:
        many = len(plan.unknown)
        text = ngettext(
            "{n} customer number is nobody's: {numbers}.",
            "{n} customer numbers are nobody's: {numbers}.",
            many,
        )
        shown = ", ".join(plan.unknown[:5]) + (" …" if many > 5 else "")
        said.append(text.format(n=number(many), numbers=shown))
    if plan.beyond:
        text = ngettext("{n} cell falls outside the table.", "{n} cells fall outside the table.", plan.beyond)
        said.append(text.format(n=number(plan.beyond)))
    return said


def _nothing(plan: pasting.Plan) -> str:
    return " ".join([_("Nothing to paste: everything stands there already."), *notes(plan)])


@dataclass(frozen=True)
class Copied:
    """What goes on the clipboard: as text, and (of not too many) as a table."""

    customers: int
    text: str
    table: str


def copied(reader: "Reader", ids: Sequence[int], columns: Sequence[Shown]) -> Copied:
    """Heads, and the values as the table writes them; unknown is empty."""
    rows = [[shown.title for shown in columns]]
    kinds = [shown.kind for shown in columns]
    for first in range(0, len(ids), _BATCH):
        batch = ids[first : first + _BATCH]
        for found in reader.rows(batch, [shown.name for shown in columns]):
            texts = ("" if v in (None, "") else as_text(k, v) for k, v in zip(kinds, found, strict=True))
            rows.append(list(texts))
    table = written_table(rows, [shown.right for shown in columns]) if len(rows) <= _AS_TABLE else ""
    return Copied(len(ids), written_cells(rows), table)


def _to_clipboard(found: Copied) -> None:
    data = QMimeData()
    data.setText(found.text)
    if found.table:
        data.setHtml(found.table)
    QGuiApplication.clipboard().setMimeData(data)
