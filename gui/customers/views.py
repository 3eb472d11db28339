"""Views of the customers table: everybody, the to-do lists, and what the user kept under a name."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from core.text import _, ngettext, number
from core.words import cell_name, set_name
from gui.customers.reading import Query


@dataclass(frozen=True)
class SavedView:
    """Who is shown, in which order and with which columns, under a name of the user's own."""

    name: str
    query: Query
    columns: tuple[str, ...]


def views_from(text: str) -> list[SavedView]:
    """The kept views; what cannot be read any more is passed over."""
    try:
        kept: list[dict[str, Any]] = json.loads(text or "[]")
        return [SavedView(str(v["name"]), Query(**v["query"]), tuple(v["columns"])) for v in kept]
    except (ValueError, TypeError, KeyError):
        return []


def views_text(views: Sequence[SavedView]) -> str:
    """The views as they are kept."""
    return json.dumps([asdict(view) for view in views], ensure_ascii=False)


def said_here(count: int, total: int, query: Query, todo: Sequence[tuple[str, str, int]]) -> str:
    """How many customers are shown, of how many, and what there is to do: the line under the title."""
    said = ngettext("{n} customer", "{n} customers", count).format(n=number(count))
    if count != total:
        everybody = ngettext("{n} customer", "{n} customers", total).format(n=number(total))
        said = _("{shown} of {total}").format(shown=number(count), total=everybody)
    parts = [said]
    if query.cell:
        parts.append(f"{set_name(query.set_code)}: {cell_name(query.cell, query.set_code)}")
    parts += [f"{number(n)} {name}" for code, name, n in todo if n and code != query.todo]
    return " · ".join(parts)


class ViewsMenu(QMenu):
    """What the button “View” opens."""

    all_chosen = Signal()
    todo_chosen = Signal(str)
    view_chosen = Signal(object)
    view_saved = Signal(str)
    view_forgotten = Signal(str)
    print_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._views: Sequence[SavedView] = ()

    def fill(
        self,
        total: int,
        todo: Sequence[tuple[str, str, int]],
        query: Query,
        views: Sequence[SavedView],
    ) -> str:
        """Show these; gives the words of the view in hand."""
        self.clear()
        self._views = views
        self.addAction(_("All customers ({n})").format(n=number(total)), self.all_chosen.emit)
        self.addSeparator()
        chosen = _("all customers")
        for code, name, n in todo:
            words = f"{name[:1].upper()}{name[1:]} ({number(n)})"
            action = self.addAction(words, partial(self.todo_chosen.emit, code))
            action.setEnabled(n > 0)
            chosen = name if code == query.todo else chosen
        if query.cell:
            chosen = cell_name(query.cell, query.set_code)
        self.addSeparator()
        for view in views:
            self.addAction(view.name, partial(self.view_chosen.emit, view))
            chosen = view.name if view.query == query else chosen
        self.addAction(_("Keep this view …"), self._ask_name)
        if views:
            forget = self.addMenu(_("Forget a view"))
            for view in views:
                forget.addAction(view.name, partial(self.view_forgotten.emit, view.name))
        self.addSeparator()
        self.addAction(_("Print this table (PDF) …"), self.print_chosen.emit)
        return chosen

    def _ask_name(self) -> None:
        name, given = QInputDialog.getText(self.parentWidget(), _("Keep this view"), _("Name of the view"))
        if given and name.strip():
            self.view_saved.emit(name.strip())
