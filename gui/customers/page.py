"""The page Klanten: the table at the left, the profile of the current customer at the right."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from core.errors import KlantbeeldError
from core.text import _, ngettext, number
from gui.customers import reading
from gui.customers.beside import Beside
from gui.customers.blocks import Blocks
from gui.customers.chooser import ColumnsDialog
from gui.customers.columns import Shown, available
from gui.customers.handwork import Handwork
from gui.customers.many import Many
from gui.customers.model import CustomersModel
from gui.customers.printing import offer_print
from gui.customers.profile import ProfilePanel
from gui.customers.rights import Rights
from gui.customers.spec import Given, is_own
from gui.customers.table import CustomersTable
from gui.customers.views import SavedView, ViewsMenu, said_here, views_from, views_text
from gui.customers.widths import measure, share_room
from gui.preferences import Preferences
from gui.session import CUSTOMERS, PROFILES, Session
from gui.theme import Theme
from gui.widgets.basics import Card, button, reveal
from gui.widgets.halves import Halves
from gui.widgets.nothing import Nothing
from gui.widgets.page import Page


class CustomersPage(Page):
    """Sorting and filtering are questions to the base; the answer is a list of ids."""

    search_cleared = Signal()
    #: the words that are searched for now, not typed by the user
    search_shown = Signal(str)
    go_to = Signal(str)
    #: ids of customers to be laid side by side
    compare_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, preferences: Preferences) -> None:
        super().__init__(_("Customers"))
        self._session, self._theme, self._preferences = session, theme, preferences
        self.query = reading.Query()
        self._shown = self.query  # what is on the screen now
        self._wanted: int | None = None
        self._column = 0
        self._waiting: reading.Answer | None = None
        self._all = self._available()
        self._todo: tuple[tuple[str, str, int], ...] = ()
        self._total = 0
        self.model = CustomersModel(session.reader.rows, session.reader.hand_marks, self._columns())
        self.table = CustomersTable(theme, self.model, partial(reading.field, session.reader))
        self.hand = Handwork(session, self._could_not)
        self.profile = ProfilePanel(theme, session, self.hand)
        self.blocks = Blocks(session, self.table, self.hand, self.banner)
        self.many = Many(session, self.table, self.hand)
        self.beside = Beside(session, theme, self.profile, self.hand, self)
        self.rights = Rights(session, self.profile, self.banner)
        self._body = QStackedWidget()
        self._build()
        self._connect()
        self._connect_profile()
        self.profile.show_nobody(_("Choose a customer to see the profile."))
        measure(self.table, self.model, theme)
        self.ask()

    def ask(self) -> None:
        """Who is to be shown, and the to-do lists."""
        self._ask()
        self._session.look_up("todo", self._session.in_reader(reading.todo), self._show_todo)

    def search(self, text: str) -> None:
        """Show who fits these words."""
        if text != self.query.search:
            self.query = replace(self.query, search=text)
            self._ask()

    def show_cell(self, set_code: str, cell: str) -> None:
        """Show the customers in one cell of a set."""
        self._narrow(set_code=set_code, cell=cell)

    def show_todo(self, code: str) -> None:
        """Show the customers on one of the to-do lists."""
        self._narrow(todo=code)

    def show_all(self) -> None:
        """Every customer."""
        self._narrow()

    def choose(self, customer_id: int) -> None:
        """Go to one customer; who is not among those shown is looked for among all."""
        row = self.model.row_of(customer_id)
        if row >= 0:
            self._stand_on(row)
            return
        self.show_all()
        self._wanted = customer_id

    def step(self, by: int) -> None:
        """The next or previous customer."""
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self._stand_on(row)
            self.table.scrollTo(self.table.currentIndex())

    def arrive(self) -> None:
        """The keyboard is on the table when the page comes up."""
        super().arrive()
        self.table.setFocus()

    def show_columns(self, names: tuple[str, ...]) -> None:
        """Show these columns, now and the next time; a column that is no more is passed over."""
        self._preferences.columns = names
        self.model.show_columns(self._columns())
        measure(self.table, self.model, self._theme)
        if self._wanted is not None and self.model.row_of(self._wanted) >= 0:
            self._column = 0
            self._stand_on(self.model.row_of(self._wanted))

    def selected(self) -> list[int]:
        """The ids of the selected customers."""
        return self.table.selected()

    def _build(self) -> None:
        self._view = button(_("View: all customers"))
        self._view.setToolTip(_("Views and to-do lists (Ctrl+T)"))
        self._views = ViewsMenu(self._view)
        self._view.setMenu(self._views)
        self._bulk = button(_("Change …"), self.many.change, name=_("Change the selected customers"))
        self._bulk.hide()
        choose = button(_("Columns"), self._choose_columns, name=_("Choose columns"))
        new = button(_("New customer"), self.many.new, name=_("New customer (Ctrl+N)"))
        for made in (self._bulk, self._view, choose, new):
            self.controls.addWidget(made)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        empty = Nothing(
            _("There are no customers yet."),
            _("Import a file with customers or orders; the profiles follow by themselves."),
            partial(self.go_to.emit, "importing"),
        )
        halves = Halves(self._theme, Card(self.table, margin=8), self.profile, (844, 332), (300, 296))
        self._body.addWidget(halves)
        self._body.addWidget(empty)
        self.fill(self._body)

    def _connect(self) -> None:
        self.table.moved.connect(self._show_row)
        self.table.chosen.connect(lambda _row: self._open_fields())
        self.table.given.connect(self._cell_given)
        self.table.copied.connect(self.blocks.copy)
        self.table.pasted.connect(self.blocks.paste)
        self.table.delete_wanted.connect(self.many.delete)
        self.table.back.connect(lambda row, field: self.hand.take_back([self.model.ids[row]], field))
        self.table.refused.connect(self.banner.say)
        self.table.calm.connect(self._show_waiting)
        self.table.fields_wanted.connect(self._open_fields)
        self.table.name_wanted.connect(self.many.rename)
        self.table.change_wanted.connect(self.many.change)
        self.table.compare_wanted.connect(lambda: self.compare_wanted.emit(self.selected()))
        self.table.together_wanted.connect(lambda kind: self.hand.make_household(self.selected(), "", kind))
        self.table.resized.connect(self._share_later)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.table.horizontalHeader().sectionMoved.connect(lambda *_moved: self._keep_order())
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._show_selection())
        self.many.made.connect(self.choose)
        self._views.all_chosen.connect(self.show_all)
        self._views.todo_chosen.connect(self.show_todo)
        self._views.view_chosen.connect(self.show_view)
        self._views.view_saved.connect(self.keep_view)
        self._views.view_forgotten.connect(self.forget_view)
        self._views.print_chosen.connect(self.print_table)
        self._session.data_changed.connect(self._refresh)
        QShortcut(QKeySequence("Alt+Down"), self, partial(self.step, 1))
        QShortcut(QKeySequence("Alt+Up"), self, partial(self.step, -1))
        QShortcut(QKeySequence("Ctrl+N"), self, self.many.new)
        QShortcut(QKeySequence("Ctrl+T"), self, self._view.showMenu)

    def _connect_profile(self) -> None:
        self.profile.previous.connect(partial(self.step, -1))
        self.profile.next.connect(partial(self.step, 1))
        self.profile.calm.connect(self._profile_calm)
        self.profile.left.connect(self.table.setFocus)
        self.profile.customer_wanted.connect(self.choose)

    def _available(self) -> dict[str, Shown]:
        reader = self._session.reader
        return available(reader.own_columns(), margin=reader.settings().margin_percent is not None)

    def _open_fields(self) -> None:
        self.profile.open_fields()
        reveal(self.profile)  # it may lie under the table

    def _columns(self) -> list[Shown]:
        return [self._all[name] for name in self._preferences.columns if name in self._all]

    def _share_later(self) -> None:
        QTimer.singleShot(0, self, lambda: share_room(self.table, self.model, self._theme))

    def _refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {CUSTOMERS, PROFILES}:
            self._all = self._available()
            self.ask_when_seen()

    def _narrow(self, *, set_code: str = "", cell: str = "", todo: str = "") -> None:
        self.search_cleared.emit()
        self.query = replace(self.query, search="", set_code=set_code, cell=cell, todo=todo)
        self._ask()

    def _ask(self) -> None:
        """Ask the base who is to be shown, away from the GUI thread."""
        question = self._session.in_reader(partial(reading.ids, query=self.query))
        self._session.look_up("customers", question, self._show_answer)

    def _show_answer(self, answer: reading.Answer) -> None:
        if self.table.editing or (self.profile.editing and answer.ids != self.model.ids):
            self._waiting = answer  # somebody is typing: the news can wait, the typing cannot
            return
        self._waiting = None
        sorted_anew = answer.query.same_people(self._shown) and answer.query != self._shown
        row = self._show_ids(answer)
        self._shown = answer.query
        self._total = answer.total
        self._body.setCurrentIndex(1 if answer.total == 0 else 0)
        self._say_what_is_here()
        if len(answer.ids) == 0:
            self.profile.show_nobody(_("Nobody fits this. Search for something else, or show all customers."))
        elif self.table.currentIndex().row() == row:
            self._show_row(row)
        else:
            self._stand_on(row)
        if sorted_anew:
            self.table.scrollToTop()

    def _show_ids(self, answer: reading.Answer) -> int:
        """Show these customers; gives the row to stand on.

        The customer in hand stays in hand. Whoever has left the list (a to-do that is done) makes room for
        the next one. Sorted anew, the list is shown from its top; who had looked up nobody stands there.
        """
        index = self.table.currentIndex()
        before = max(index.row(), 0)
        if answer.ids == self.model.ids:
            self.model.forget()
            return before if index.isValid() or not len(answer.ids) else -1
        if index.isValid():
            self._column = index.column()
            if self._wanted is None:
                self._wanted = self.model.ids[index.row()]
        self.model.show_ids(answer.ids)
        same_people = answer.query.same_people(self._shown)
        if same_people and answer.query != self._shown and before == 0:
            return 0
        row = self.model.row_of(self._wanted) if self._wanted is not None else -1
        if row >= 0:
            return row
        return max(min(before, len(answer.ids) - 1), 0) if same_people else 0

    def _stand_on(self, row: int) -> None:
        here = self.table.currentIndex()
        column = here.column() if here.isValid() else self._column
        self.table.stand_on(max(row, 0), min(column, len(self.model.columns) - 1))

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self._show_answer(self._waiting)

    def _show_todo(self, todo: tuple[tuple[str, str, int], ...]) -> None:
        self._todo = todo
        self._say_what_is_here()

    def _say_what_is_here(self) -> None:
        self.subtitle.setText(said_here(len(self.model.ids), self._total, self.query, self._todo))
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
        own = [name for name in self._all if is_own(name)]
        card = reading.card(self._session.reader, customer_id, own)
        self.profile.show_card(card, row + 1, len(self.model.ids))
        self.beside.ask_detail(customer_id)

    def _sort(self, column_at: int, order: Qt.SortOrder) -> None:
        name, descending = "sorteernaam", False
        if column_at >= 0:
            name = self.model.columns[column_at].sort_name
            descending = order == Qt.SortOrder.DescendingOrder
        self.query = replace(self.query, sort=name, descending=descending)
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

    def _show_selection(self) -> None:
        many = sum(bottom - top + 1 for top, bottom in self.table.rows())
        self._bulk.setVisible(many > 1)
        self._bulk.setText(
            ngettext("Change {n} customer …", "Change {n} customers …", many).format(n=number(many))
        )

    def _cell_given(self, row: int, given: Given) -> None:
        """What was typed in the table shows at once; the base follows."""
        self.model.put(row, self.model.column_of(given.field), given.value)
        customer = self.model.ids[row]
        self.hand.set_value([customer], given, partial(self._landed, customer, given.field))

    def _landed(self, customer: int, field: str, _change: object) -> None:
        self.model.landed(customer, field)

    def _profile_calm(self) -> None:
        QTimer.singleShot(0, self, self._show_waiting)  # what was typed is on its way by then

    def _could_not(self, error: Exception) -> None:
        """A deed that was refused: say why, and show what is in the base again."""
        self.model.let_go()
        if isinstance(error, KlantbeeldError):
            self.banner.say(str(error))
        else:
            self._session.jobs.problem.emit(error)
