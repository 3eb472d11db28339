"""The page Klanten: the table at the left, the profile of the current customer at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget

from core.progress import Progress
from core.text import _, ngettext, number
from core.words import cell_name, set_name
from gui.customers import reading
from gui.customers.bulk import BulkDialog
from gui.customers.chooser import ColumnsDialog
from gui.customers.columns import Shown, available
from gui.customers.model import CustomersModel
from gui.customers.printing import offer_print
from gui.customers.profile import ProfilePanel
from gui.customers.views import SavedView, ViewsMenu, views_from, views_text
from gui.preferences import Preferences
from gui.session import CUSTOMERS, EVERYTHING, PROFILES, Session
from gui.theme import Theme
from gui.widgets.basics import Card, button, label, reveal
from gui.widgets.halves import Halves
from gui.widgets.page import Page
from gui.widgets.table import Table


class CustomersPage(Page):
    """Sorting and filtering are questions to the base; the answer is a list of ids."""

    search_cleared = Signal()
    #: the words that are searched for now, not typed by the user
    search_shown = Signal(str)
    go_to = Signal(str)

    def __init__(self, session: Session, theme: Theme, preferences: Preferences) -> None:
        super().__init__(_("Customers"))
        self._session, self._theme, self._preferences = session, theme, preferences
        self.query = reading.Query()
        self._wanted: int | None = None
        self._all = self._available()
        self._todo: tuple[tuple[str, str, int], ...] = ()
        self._total = 0
        self.model = CustomersModel(
            session.reader.rows,
            session.reader.hand_marks,
            self._columns(),
        )
        self.table = Table(theme, _("Customers"))
        self.profile = ProfilePanel(theme)
        self._empty = label("", "muted")
        self._body = QStackedWidget()
        self._build()
        self._connect()
        self.profile.show_nobody(_("Choose a customer to see the profile."))
        self._measure_columns()
        self.ask()

    def ask(self) -> None:
        """Who is to be shown, and the to-do lists."""
        self._ask()
        self._ask_todo()

    def search(self, text: str) -> None:
        """Show who fits these words."""
        if text != self.query.search:
            self.query = replace(self.query, search=text)
            self._ask()

    def show_cell(self, set_code: str, cell: str) -> None:
        """Show the customers in one cell of a set."""
        self.search_cleared.emit()
        self.query = replace(self.query, search="", set_code=set_code, cell=cell, todo="")
        self._ask()

    def show_todo(self, code: str) -> None:
        """Show the customers on one of the to-do lists."""
        self.search_cleared.emit()
        self.query = replace(self.query, search="", set_code="", cell="", todo=code)
        self._ask()

    def show_all(self) -> None:
        """Every customer."""
        self.search_cleared.emit()
        self.query = replace(self.query, search="", set_code="", cell="", todo="")
        self._ask()

    def choose(self, customer_id: int) -> None:
        """Go to one customer."""
        row = self.model.row_of(customer_id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def step(self, by: int) -> None:
        """The next or previous customer."""
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.model.index(row, 0))

    def arrive(self) -> None:
        """The keyboard is on the table when the page comes up."""
        super().arrive()
        self.table.setFocus()

    def show_columns(self, names: tuple[str, ...]) -> None:
        """Show these columns, now and the next time; a column that is no more is passed over."""
        self._preferences.columns = names
        self.model.show_columns(self._columns())
        self._measure_columns()
        if self._wanted is not None:
            self.choose(self._wanted)

    def selected(self) -> list[int]:
        """The ids of the selected customers."""
        rows = sorted({row for top, bottom in self._ranges() for row in range(top, bottom + 1)})
        return [self.model.ids[row] for row in rows]

    def set_value(self, ids: Sequence[int], field: str, value: object, reason: str) -> None:
        """Set a field of these customers by hand, as one step of the history."""
        path, passphrase = self._session.path, self._session.passphrase

        def work(_progress: Progress) -> int:
            from actions.editing import set_value

            return set_value(path, ids, field, value, reason or None, passphrase=passphrase)

        self._session.do(_("Keeping the change"), work, changes=EVERYTHING)

    def _build(self) -> None:
        self._view = button(_("View: all customers"))
        self._views = ViewsMenu(self._view)
        self._view.setMenu(self._views)
        self._bulk = button(_("Change …"), self._change_many, name=_("Change the selected customers"))
        self._bulk.hide()
        choose = button(_("Columns"), self._choose_columns, name=_("Choose columns"))
        for made in (self._bulk, self._view, choose):
            self.controls.addWidget(made)
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        card = Card(self.table, margin=8)
        halves = Halves(self._theme, card, self.profile, (844, 332), (300, 296))
        empty = Card(
            label(_("There are no customers yet."), "card-title"),
            label(_("Import a file with customers or orders; the profiles follow by themselves."), "muted"),
            button(_("Import a file"), lambda: self.go_to.emit("importing"), role="primary"),
            0,
        )
        self._body.addWidget(halves)
        self._body.addWidget(empty)
        self.fill(self._body)

    def _connect(self) -> None:
        self.table.moved.connect(self._show_row)
        self.table.chosen.connect(lambda _row: self._open_fields())
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.table.horizontalHeader().sectionMoved.connect(lambda *_moved: self._keep_order())
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._show_selection())
        self._views.all_chosen.connect(self.show_all)
        self._views.todo_chosen.connect(self.show_todo)
        self._views.view_chosen.connect(self.show_view)
        self._views.view_saved.connect(self.keep_view)
        self._views.view_forgotten.connect(self.forget_view)
        self._views.print_chosen.connect(self.print_table)
        self.profile.previous.connect(partial(self.step, -1))
        self.profile.next.connect(partial(self.step, 1))
        self.profile.value_given.connect(self._give_value)
        self.profile.back_to_file.connect(self._take_back)
        self._session.data_changed.connect(self._refresh)
        QShortcut(QKeySequence("Alt+Down"), self, partial(self.step, 1))
        QShortcut(QKeySequence("Alt+Up"), self, partial(self.step, -1))

    def _available(self) -> dict[str, Shown]:
        reader = self._session.reader
        return available(reader.own_columns(), margin=reader.settings().margin_percent is not None)

    def _open_fields(self) -> None:
        self.profile.open_fields()
        reveal(self.profile)  # it may lie under the table

    def _columns(self) -> list[Shown]:
        return [self._all[name] for name in self._preferences.columns if name in self._all]

    def _measure_columns(self) -> None:
        """Widths by letters: reading 100,000 rows to measure them would take longer than the user has."""
        text, head = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(11, bold=True))
        room = self._theme.px(13)
        for at, shown in enumerate(self.model.columns):
            figures = shown.right or shown.kind in ("muted", "code", "date")
            letter = text.horizontalAdvance("0") if figures else text.averageCharWidth()
            dot = self._theme.px(14) if shown.kind == "relation" else 0
            width = max(letter * shown.letters + dot, head.horizontalAdvance(shown.title) + self._theme.px(6))
            self.table.setColumnWidth(at, width + room)
        self._share_room()

    def _share_room(self) -> None:
        """What is left of the table's width goes to the name, as long as nobody chose otherwise."""
        names = [shown.name for shown in self.model.columns]
        header = self.table.horizontalHeader()
        header.setStretchLastSection("naam" not in names)
        left = self.table.viewport().width() - header.length()
        if "naam" in names and left != 0:
            at = names.index("naam")
            least = self._theme.px(128)  # a name needs so much, whatever else is shown
            self.table.setColumnWidth(at, max(self.table.columnWidth(at) + left, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider window gives the name more room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._share_room)

    def _refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {CUSTOMERS, PROFILES}:
            self._all = self._available()
            self.ask_when_seen()

    def _ask(self) -> None:
        """Ask the base who is to be shown, away from the GUI thread."""
        index = self.table.currentIndex()
        if index.isValid():
            self._wanted = self.model.ids[index.row()]
        question = self._session.in_reader(partial(reading.ids, query=self.query))
        self._session.look_up("customers", question, self._show_answer)

    def _show_answer(self, answer: reading.Answer) -> None:
        same = answer.ids == self.model.ids
        if same:
            self.model.forget()
        else:
            self.model.show_ids(answer.ids)
        QTimer.singleShot(0, self, self._share_room)  # a scroll bar may have come or gone
        self._total = answer.total
        self._body.setCurrentIndex(1 if answer.total == 0 else 0)
        self._say_what_is_here()
        row = self.model.row_of(self._wanted) if self._wanted is not None else -1
        if len(answer.ids) == 0:
            self.profile.show_nobody(_("Nobody fits this. Search for something else, or show all customers."))
        elif same and self.table.currentIndex().isValid():
            self._show_row(self.table.currentIndex().row())
        else:
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))

    def _ask_todo(self) -> None:
        self._session.look_up("todo", self._session.in_reader(reading.todo), self._show_todo)

    def _show_todo(self, todo: tuple[tuple[str, str, int], ...]) -> None:
        self._todo = todo
        self._say_what_is_here()

    def _say_what_is_here(self) -> None:
        count = len(self.model.ids)
        said = ngettext("{n} customer", "{n} customers", count).format(n=number(count))
        if count != self._total:
            said = _("{shown} of {total}").format(
                shown=number(count),
                total=ngettext("{n} customer", "{n} customers", self._total).format(n=number(self._total)),
            )
        parts = [said]
        if self.query.cell:
            parts.append(
                f"{set_name(self.query.set_code)}: {cell_name(self.query.cell, self.query.set_code)}"
            )
        parts += [f"{number(n)} {name}" for code, name, n in self._todo if n and code != self.query.todo]
        self.subtitle.setText(" · ".join(parts))
        self._fill_views()

    def _fill_views(self) -> None:
        chosen = self._views.fill(self._total, self._todo, self.query, self.kept_views())
        self._view.setText(_("View: {name}").format(name=chosen) + " ▾")

    def kept_views(self) -> list[SavedView]:
        """The views that the user kept."""
        return views_from(self._preferences.views)

    def keep_view(self, name: str) -> None:
        """Keep who is shown, in which order and with which columns, under a name."""
        made = SavedView(name, self.query, tuple(shown.name for shown in self._columns()))
        others = [view for view in self.kept_views() if view.name != name]
        self._preferences.views = views_text([*others, made])
        self._fill_views()

    def forget_view(self, name: str) -> None:
        """Let go of a kept view; the customers stay as they are."""
        self._preferences.views = views_text([v for v in self.kept_views() if v.name != name])
        self._fill_views()

    def show_view(self, view: SavedView) -> None:
        """Who, order and columns of a kept view."""
        self.query = view.query
        self.search_shown.emit(view.query.search)
        self.show_columns(view.columns)
        self._ask()

    def print_table(self) -> None:
        """The table as it is shown, as a PDF."""
        offer_print(self._session, self.banner, self.subtitle.text(), self._columns(), self.model.ids)

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self.model.ids):
            return
        customer_id = self.model.ids[row]
        self._wanted = customer_id
        card = reading.card(self._session.reader, customer_id)
        self.profile.show_card(card, row + 1, len(self.model.ids))
        self.profile.past.show_events(reading.events(self._session.reader, customer_id))
        path, passphrase = self._session.path, self._session.passphrase

        def detail(_progress: Progress) -> Mapping[str, Any]:
            from actions.base import reading as reading_base
            from actions.profiling import detail as details_of

            with reading_base(path, passphrase) as base:
                return details_of(base, customer_id)

        self._session.look_up("detail", detail, partial(self._show_detail, customer_id))

    def _show_detail(self, customer_id: int, detail: Mapping[str, Any]) -> None:
        if self.profile.card is not None and self.profile.card.id == customer_id:
            self.profile.show_detail(detail)

    def _sort(self, column_at: int, order: Qt.SortOrder) -> None:
        if column_at < 0:
            self.query = replace(self.query, sort="sorteernaam", descending=False)
        else:
            name = self.model.columns[column_at].sort_name
            self.query = replace(self.query, sort=name, descending=order == Qt.SortOrder.DescendingOrder)
        self._ask()

    def _keep_order(self) -> None:
        header = self.table.horizontalHeader()
        names = [self.model.columns[header.logicalIndex(at)].name for at in range(header.count())]
        self._preferences.columns = tuple(names)

    def _choose_columns(self) -> None:
        dialog = ColumnsDialog(self._all, [shown.name for shown in self._columns()], self)
        if dialog.exec():
            self.show_columns(dialog.chosen())
        dialog.deleteLater()

    def _ranges(self) -> list[tuple[int, int]]:
        """First and last rows of what is selected: no index for each of 100,000 rows."""
        chosen = self.table.selectionModel().selection()
        return [(chosen.at(i).top(), chosen.at(i).bottom()) for i in range(chosen.size())]

    def _show_selection(self) -> None:
        many = sum(bottom - top + 1 for top, bottom in self._ranges())
        self._bulk.setVisible(many > 1)
        self._bulk.setText(
            ngettext("Change {n} customer …", "Change {n} customers …", many).format(n=number(many))
        )

    def _change_many(self) -> None:
        chosen = self.selected()
        dialog = BulkDialog(self._session.reader.rows, chosen, self)
        if dialog.exec():
            field, value, reason = dialog.given()
            self.set_value(chosen, field, value, reason)
        dialog.deleteLater()

    def _give_value(self, field: str, value: object, reason: str) -> None:
        if self.profile.card is not None:
            self.set_value([self.profile.card.id], field, value, reason)

    def _take_back(self, field: str) -> None:
        card = self.profile.card
        if card is None:
            return
        path, passphrase, customer_id = self._session.path, self._session.passphrase, card.id

        def work(_progress: Progress) -> int:
            from actions.editing import clear_value

            return clear_value(path, [customer_id], field, passphrase)

        self._session.do(_("Back to the file"), work, changes=EVERYTHING)
