"""The page Segmenten: choose a set, see its cells, try a border, see who moved, go to the customers."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from core.own_segments import OWN_SET
from core.progress import Progress
from core.text import _, day, money, ngettext, number, percent
from core.words import cell_name, set_name
from gui.segments import reading
from gui.segments.borders import BorderCard, label_of
from gui.segments.grounds import GroundsDialog
from gui.segments.matrix import MatrixView
from gui.segments.moved import MovedView
from gui.segments.movement import MovementCard
from gui.segments.own_sets import OwnSegmentsWindow
from gui.segments.reading import BUILT_IN, MATRICES, Cell, Choice
from gui.segments.why import CellWhyCard
from gui.session import CUSTOMERS, EVERYTHING, PROFILES, SETTINGS, Session
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, reveal, scrolled
from gui.widgets.cells import MUTED, PLAIN, STRONG, Look
from gui.widgets.halves import Halves
from gui.widgets.nothing import Nothing
from gui.widgets.page import Page
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from models.queries import Moved

_UNKNOWN = ("onbekend", "nvt")
_ROW = 34


class SegmentsPage(Page):
    """A matrix is a picture with the table beside it; any other set is the table alone."""

    #: set, cell
    show_customers = Signal(str, str)
    go_to = Signal(str)
    #: what to search for
    customer_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Segments"))
        self._session, self._theme = session, theme
        #: the customers that are selected elsewhere in the window
        self.selection: Callable[[], Sequence[int]] = list
        self.set_code = BUILT_IN[0]
        self._answer: reading.Answer | None = None
        self.trial: reading.Trial | None = None
        self._choices: dict[str, Choice] = {}
        self._why_at = 0
        self.model: ListModel[Cell] = ListModel(_columns(self._cell_name))
        self.picker = QComboBox()
        self.picker.setAccessibleName(_("Set of segments"))
        for code in (*BUILT_IN, OWN_SET):
            self.picker.addItem(set_name(code), code)
        self.compare = QComboBox()
        self.compare.setAccessibleName(_("Compare with another day"))
        self.compare.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.matrix = MatrixView(theme)
        self.moved = MovedView(theme)
        self.wide = self._table()
        self.narrow = self._table()
        self.borders = BorderCard(theme)
        self.movement = MovementCard()
        self.why = CellWhyCard()
        self._title = label("", "card-title", wrap=True)
        self._said = label("", "muted", wrap=True)
        self._open = button(_("Show these customers"), self._show_current)
        self._build()
        self._connect()
        self.ask()

    def show_set(self, code: str) -> None:
        """Go to a set."""
        self.picker.setCurrentIndex(self.picker.findData(code))

    def own_segments(self) -> OwnSegmentsWindow:
        """Make and change own segments."""
        made = OwnSegmentsWindow(self._session, self._theme, self.selection(), self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()
        return made

    def _cell_name(self, code: str) -> str:
        return cell_name(code, self.set_code)

    def _table(self) -> Table:
        made = Table(self._theme, _("Segments"), row_height=_ROW)
        made.setModel(self.model)
        made.moved.connect(self._show_row)
        made.chosen.connect(lambda _row: self._show_current())
        return made

    def _build(self) -> None:
        self.controls.addWidget(self.picker)
        self.controls.addWidget(self.compare)
        self.controls.addWidget(button(_("Own segments …"), self.own_segments))
        self._left = QStackedWidget()
        self._left.addWidget(Card(self.wide, margin=8))
        self._left.addWidget(Card(self.matrix, margin=16))
        self._left.addWidget(Card(self.moved, margin=16))
        words = column(self._title, self._said, self._open, spacing=8, margins=8)
        words.setAlignment(self._open, Qt.AlignmentFlag.AlignLeft)
        hand = Card(self.narrow, words, margin=8)
        self._content = QWidget()
        self._content.setLayout(column(hand, self.borders, self.movement, self.why, 0, spacing=16))
        self._side = scrolled(self._content)
        self._side.setMinimumWidth(self._theme.px(300))
        self._body = QStackedWidget()
        self._body.addWidget(Halves(self._theme, self._left, self._side, (760, 400), (420, 420)))
        said = _("Import a file with customers or orders; the segments follow by themselves.")
        go = partial(self.go_to.emit, "importing")
        self._body.addWidget(Nothing(_("There are no customers yet."), said, go))
        self.fill(self._body)

    def _connect(self) -> None:
        self.picker.currentIndexChanged.connect(self._choose_set)
        self.compare.activated.connect(lambda _at: self._ask_movement())
        self.matrix.cell_chosen.connect(self._choose_cell)
        self.matrix.customer_chosen.connect(self._tell_of)
        self.matrix.border_dragged.connect(lambda axis, value: self.try_border(axis, "number", value))
        self.borders.tried.connect(self.try_border)
        self.borders.saved.connect(self.keep_borders)
        self.borders.left.connect(self._leave_trial)
        self.movement.flow_wanted.connect(self._show_flow)
        self.movement.dropped_wanted.connect(self._ask_dropped)
        self.moved.left.connect(self._show_set_picture)
        self.moved.customer_wanted.connect(self.customer_wanted)
        self.why.stepped.connect(self._step_why)
        self.why.customer_wanted.connect(self.customer_wanted)
        self.why.grounds_wanted.connect(self._ask_grounds)
        self._session.data_changed.connect(self._refresh)

    def _refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {CUSTOMERS, PROFILES, SETTINGS}:
            self.ask_when_seen()

    def _choose_set(self) -> None:
        self.set_code = str(self.picker.currentData())
        self.ask()

    def _choose_cell(self, code: str) -> None:
        for row, cell in enumerate(self.model.rows):
            if cell.code == code:
                self._current_table().setCurrentIndex(self.model.index(row, 0))

    def _current_table(self) -> Table:
        return self.narrow if self.set_code in MATRICES else self.wide

    def ask(self) -> None:
        """The cells of the set, the points of a matrix, and the days to compare with."""
        set_code = self.set_code
        question = self._session.in_reader(partial(reading.answer, set_code=set_code))
        self._session.look_up("segments", question, self._show_answer)

    def _show_answer(self, answer: reading.Answer) -> None:
        self._answer = answer
        self._body.setCurrentIndex(1 if reading.nobody(answer) else 0)
        self._choices, self.trial = {}, None
        self._show_set_picture()
        is_matrix = answer.set_code in MATRICES
        self.narrow.setVisible(is_matrix)
        self.model.show(_worth_a_line(answer))
        self.wide.fit_columns(0)
        self.narrow.setColumnHidden(2, True)  # the share is said below; there is no room for a bar
        self.narrow.fit_columns(0)
        self.narrow.setFixedHeight(self._theme.px(_ROW) * (len(self.model.rows) + 1) + self._theme.px(4))
        known = sum(c.customers for c in answer.cells if c.code not in _UNKNOWN)
        unknown = sum(c.customers for c in answer.cells) - known
        said = [set_name(answer.set_code)]
        if answer.set_code == OWN_SET:
            said.append(_("who is in several counts in each"))
        else:
            said.append(ngettext("{n} customer", "{n} customers", known).format(n=number(known)))
        if unknown:
            said.append(_("{n} unknown").format(n=number(unknown)))
        self.subtitle.setText(" · ".join(said))
        self._show_borders()
        self._offer_days()
        if answer.cells:
            self._current_table().setCurrentIndex(self.model.index(0, 0))
        self._show_row(0 if answer.cells else -1)
        # what stands at the right is never cut off; the picture has what is left
        needed = self._content.minimumSizeHint().width() + self._theme.px(24)
        self._side.setMinimumWidth(needed)

    # borders

    def _show_borders(self) -> None:
        """The picture and the fields as the last run has them."""
        answer = self._answer
        assert answer is not None
        self.borders.setVisible(answer.edges is not None)
        if answer.edges is None or answer.points is None:
            if answer.set_code in MATRICES:
                self.matrix.show_empty(reading.why_empty(None, answer.set_code))
            return
        self.borders.show_edges(answer.set_code, answer.edges)
        if not answer.points.total:
            self.matrix.show_empty(reading.why_empty(answer.edges, answer.set_code))
            return
        matrix = MATRICES[answer.set_code]
        x, y = (getattr(answer.edges.borders, axis) for axis in matrix.axes)
        counts = {c.code: c.customers for c in answer.cells}
        self.matrix.show_points(answer.points, matrix, (x, y), counts)

    def try_border(self, axis: str, mode: str, value: float | None) -> None:
        """See who would move at another border; nothing is written."""
        answer = self._answer
        if answer is None or answer.edges is None:
            return
        self._choices = {**self._choices, axis: (mode, value)}
        edges, set_code, choices = answer.edges, answer.set_code, dict(self._choices)

        def question(_progress: Progress) -> reading.Trial:
            return reading.trial(edges, set_code, choices)

        self._session.look_up("border", question, self._show_trial)

    def _show_trial(self, trial: reading.Trial) -> None:
        if trial.set_code != self.set_code or trial.choices != self._choices:
            return
        fresh = self.trial is None
        self.trial = trial
        self.borders.show_trial(trial)
        if fresh:
            reveal(self.borders.save_button)
        x, y = (getattr(trial.borders, axis) for axis in MATRICES[trial.set_code].axes)
        self.matrix.show_trial((x, y), trial.moves.after)

    def _leave_trial(self) -> None:
        self._choices, self.trial = {}, None
        self._show_borders()

    def keep_borders(self) -> None:
        """Save the borders that are tried, as one step of the history, and profile anew."""
        trial, path, passphrase = self.trial, self._session.path, self._session.passphrase
        if trial is None:
            return
        said = label_of(trial.choices, trial)

        def work(progress: Progress) -> object:
            from actions.settings import save

            return save(path, trial.settings, said, progress, passphrase)

        self._session.do(_("Keeping the border"), work, changes=EVERYTHING)

    # movement

    def _offer_days(self) -> None:
        """The kept days but the last; what was chosen stays chosen."""
        assert self._answer is not None
        chosen = self.compare.currentData()
        self.compare.clear()
        self.compare.addItem(_("Compare with …"), "")
        for snapshot in self._answer.kept[1:]:
            self.compare.addItem(_("Compared with {day}").format(day=day(snapshot.as_of)), snapshot.as_of)
        self.compare.setEnabled(self.compare.count() > 1)
        self.compare.setToolTip(
            "" if self.compare.count() > 1 else _("Once profiles of a second day are kept, you can compare.")
        )
        self.compare.setCurrentIndex(max(self.compare.findData(chosen), 0))
        self._ask_movement()

    def compare_with(self, as_of: str) -> None:
        """Compare with the kept day (ISO); '' for none."""
        self.compare.setCurrentIndex(max(self.compare.findData(as_of), 0))
        self._ask_movement()

    def _ask_movement(self) -> None:
        kept = self._answer.kept if self._answer is not None else ()
        earlier = next((each for each in kept if each.as_of == self.compare.currentData()), None)
        if earlier is None:
            self.movement.show_movement(None)
            self._show_set_picture()
            return
        question = self._session.in_reader(
            partial(reading.movement, set_code=self.set_code, earlier=earlier, later=kept[0])
        )
        self._session.look_up("movement", question, self._show_movement)

    def _show_movement(self, found: reading.Movement) -> None:
        if found.set_code == self.set_code:
            self.moved.found = found
            self.movement.show_movement(found)
            reveal(self.movement)

    def _show_flow(self) -> None:
        self.moved.show_flow()
        self._left.setCurrentIndex(2)

    def _ask_dropped(self) -> None:
        found = self.moved.found
        if found is not None:
            question = self._session.in_reader(partial(reading.dropped, found=found))
            self._session.look_up("dropped", question, self._show_dropped)

    def _show_dropped(self, people: "list[Moved]") -> None:
        self.moved.show_people(people)
        self._left.setCurrentIndex(2)

    def _show_set_picture(self) -> None:
        self._left.setCurrentIndex(1 if self.set_code in MATRICES else 0)

    # cells and the customers in them

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self.model.rows):
            self._title.setText(_("There are no customers yet."))
            self._said.setText(_("Import a file first; the segments follow by themselves."))
            self._open.setEnabled(False)
            return
        cell = self.model.rows[row]
        self._title.setText(self._cell_name(cell.code))
        said = ngettext("{n} customer", "{n} customers", cell.customers).format(n=number(cell.customers))
        parts = [said, percent(cell.share)]
        if cell.clv is not None:
            parts.append(_("{amount} customer value").format(amount=money(cell.clv)))
        self._said.setText(" · ".join(parts))
        self._open.setEnabled(cell.customers > 0)
        self._why_at = 0
        self._ask_why()

    def _ask_why(self) -> None:
        cell = self._current_cell()
        if cell is None:
            self.why.hide()
            return
        question = partial(reading.why_in_cell, set_code=self.set_code, cell=cell, at=self._why_at)
        self._session.look_up("why", self._session.in_reader(question), self._show_why)

    def _tell_of(self, customer: int) -> None:
        question = partial(reading.why_customer, set_code=self.set_code, customer=customer)
        self._session.look_up("why", self._session.in_reader(question), self._show_why)

    def _step_why(self, by: int) -> None:
        self._why_at += by
        self._ask_why()

    def _show_why(self, found: reading.Why | None) -> None:
        self.why.show_why(found, self.set_code)

    def _ask_grounds(self, customer: int, name: str) -> None:
        """The parts of the scores with their rows; they are computed on the look-up thread."""
        path, passphrase = self._session.path, self._session.passphrase

        def question(_progress: Progress) -> object:
            from actions.explaining import grounds

            return grounds(path, customer, passphrase)

        self._session.look_up("grounds", question, partial(self._show_grounds, name))

    def _show_grounds(self, name: str, found: "dict[str, dict[str, Any]]") -> None:
        self.grounds = GroundsDialog(self._theme, name, found, self)
        self.grounds.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.grounds.open()

    def _current_cell(self) -> str | None:
        row = self._current_table().currentIndex().row()
        return self.model.rows[row].code if 0 <= row < len(self.model.rows) else None

    def _show_current(self) -> None:
        cell = self._current_cell()
        if cell is not None:
            self.show_customers.emit(self.set_code, cell)


def _worth_a_line(answer: reading.Answer) -> list[Cell]:
    """Beside a matrix only its corners and the cells that have customers."""
    if answer.set_code not in MATRICES:
        return answer.cells
    corners = MATRICES[answer.set_code].corners
    return [cell for cell in answer.cells if cell.customers or cell.code in corners]


def _columns(name: Callable[[str], str]) -> tuple[Column[Cell], ...]:
    return (
        Column[Cell](
            _("Segment"),
            lambda c: name(c.code),
            lambda c: STRONG if c.customers and c.code not in _UNKNOWN else MUTED,
        ),
        Column[Cell](_("Customers"), lambda c: number(c.customers), right=True),
        Column[Cell](_("Share"), lambda c: percent(c.share), lambda c: Look(bar=c.share)),
        Column[Cell](
            _("Customer value"),
            lambda c: _("unknown") if c.clv is None else money(c.clv),
            lambda c: MUTED if c.clv is None else PLAIN,
            right=True,
        ),
    )
