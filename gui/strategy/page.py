"""The page Strategie: a yearly budget that solves anew, the segments with their form, the card of one."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QSlider, QStackedWidget

from core.own_segments import OWN_SET
from core.progress import Progress
from core.text import _, money, ngettext, number
from core.words import cell_name, set_name
from gui import deeds
from gui.session import CUSTOMERS, HISTORY, PROFILES, SETTINGS, Session
from gui.strategy import papers
from gui.strategy.card import AdviceCard
from gui.strategy.compare import CompareWindow
from gui.strategy.own_text import OwnTextWindow
from gui.strategy.people import PeopleWindow
from gui.strategy.plan import PlanWindow
from gui.strategy.words import channel_words, form_word, word
from gui.theme import Theme
from gui.widgets.amount import AmountField
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.cells import MUTED, PLAIN, STRONG
from gui.widgets.halves import Halves
from gui.widgets.nothing import Nothing
from gui.widgets.page import Page
from gui.widgets.table import Column, ListModel, Table

if TYPE_CHECKING:
    from strategy.prepare import Prepared

_SETS: Final = (
    *("strategie", "relatie", "waarde", "engagement", "scrm", "binding", "rfm", "almost", "participatie"),
    OWN_SET,
)
_PHASES: Final = ("voor", "tijdens", "na")
_STEPS: Final = 200
_PAUSE_MS: Final = 200
Segment = Mapping[str, Any]


@dataclass(frozen=True)
class Weighed:
    """Segments summed up, what the dearest sensible choice costs, and the advice within the budget."""

    prepared: "Prepared"
    highest: float
    advice: Mapping[str, Any]


class StrategyPage(Page):
    """The advice is computed on a thread of its own; moving the slider replaces the question before it."""

    #: set, cell
    show_customers = Signal(str, str)
    go_to = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Strategy"))
        self._session, self._theme = session, theme
        #: the customers that are selected elsewhere in the window
        self.selection: Callable[[], Sequence[int]] = list
        self.budget: float | None = None
        self._highest = 100.0
        self._weighed: Weighed | None = None
        self.plan_window: PlanWindow | None = None
        self.picker = QComboBox()
        self.picker.setAccessibleName(_("Set of segments"))
        for code in _SETS:
            self.picker.addItem(set_name(code), code)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(_("Yearly budget for contact"))
        self.slider.setRange(0, _STEPS)
        self.field = AmountField(_("Yearly budget in euro"))
        self.field.setMaximumWidth(theme.px(136))
        self._all = button(_("No limit"), self._no_limit, role="link", name=_("Without a budget"))
        self._cost = label("", wrap=True)
        self._ends = (label("€ 0", "caption"), label("", "caption"))
        self.model: ListModel[Segment] = ListModel(_columns(self._code))
        self.table = Table(theme, _("Advice for each segment"), row_height=44)
        self.card = AdviceCard()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()
        self.ask()

    @property
    def advice(self) -> Mapping[str, Any] | None:
        """The advice on show."""
        return None if self._weighed is None else self._weighed.advice

    def _code(self) -> str:
        return str(self.picker.currentData())

    def _build(self) -> None:
        self.controls.addWidget(self.picker)
        self.controls.addWidget(button(_("Customer or selection …"), self.advise_people))
        self.controls.addWidget(button(_("Action list …"), self.ask_plan))
        self.controls.addWidget(self._papers())
        self.table.setModel(self.model)
        left = column(
            label(_("Yearly budget for contact"), "muted"), row(self.field, self._all, 0), 0, spacing=4
        )
        middle = column(self.slider, row(self._ends[0], 0, self._ends[1]), 0, spacing=4)
        budget = Card(margin=16)
        inner = row(left, middle, self._cost, spacing=32)
        inner.setStretch(1, 3)
        inner.setStretch(2, 3)
        budget.body.addLayout(inner)
        card = Card(margin=0)
        card.body.addWidget(scrolled(self.card))
        card.setMinimumWidth(self._theme.px(320))
        table = Card(self.table, margin=8)
        self._body = QStackedWidget()
        self._body.addWidget(Halves(self._theme, table, card, (806, 370), (280, 420), head=budget))
        nothing = Nothing(
            _("There are no customers to advise on yet."),
            _("Import a file with customers or orders; the advice follows by itself."),
            partial(self.go_to.emit, "importing"),
        )
        self._body.addWidget(nothing)
        self.fill(self._body)

    def _connect(self) -> None:
        self.picker.currentIndexChanged.connect(lambda _at: self.ask())
        self.table.moved.connect(self._show_row)
        self.table.chosen.connect(lambda _row: self._show_members())
        self.card.show_members.connect(self._show_members)
        self.card.write_over.connect(self._write_over)
        self.card.compare.connect(self.compare)
        self.card.take_back.connect(lambda field: self.keep_text(field, "", ""))
        self.slider.valueChanged.connect(self._slid)
        self.field.given.connect(self._typed)
        self._pause.timeout.connect(self.ask)
        self._session.data_changed.connect(self._refresh)

    def _refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {CUSTOMERS, PROFILES, SETTINGS}:
            self._weighed = None
            self.ask_when_seen()

    def _no_limit(self) -> None:
        self.budget = None
        self.ask()

    def _slid(self, step: int) -> None:
        self.budget = round(self._highest * step / _STEPS)
        self.field.show_value(self.budget)
        self._pause.start()

    def _typed(self, amount: float) -> None:
        self.budget = amount
        self._pause.start()

    def ask(self) -> None:
        """Sum the segments up when that has to be done anew, and solve the budget."""
        path, passphrase, set_code = self._session.path, self._session.passphrase, self._code()
        budget, known = self.budget, self._weighed

        def advise(_progress: Progress) -> Weighed | None:
            from actions.advising import weigh
            from strategy.advice import solve

            weighed = known if known is not None and known.prepared.set_name == set_code else None
            prepared = weighed.prepared if weighed is not None else weigh(path, set_code, passphrase)
            if prepared is None or not prepared.segments:
                return None
            wanted = prepared.settings.yearly_budget if budget is None else budget
            highest = weighed.highest if weighed is not None else float(solve(prepared, None).data["total"])
            return Weighed(prepared, highest, solve(prepared, wanted).json())

        self._session.weigh(advise, self._show_advice)

    def _show_advice(self, weighed: Weighed | None) -> None:
        self._weighed = weighed
        nobody = weighed is None and not self._session.reader.counts()["customers"]
        self._body.setCurrentIndex(1 if nobody else 0)
        if weighed is None:
            self.model.show([])
            self.subtitle.setText(_("There is no advice before there are profiles."))
            self._show_row(-1)
            return
        advice, chosen = weighed.advice, self._current()
        segments = [s for s in advice["segments"] if s["customers"]]
        segments.sort(key=lambda s: -float(s.get("value_at_stake") or 0))
        self.model.show(segments)
        self.table.fit_columns(0, limit=132)
        self._show_budget(weighed)
        # who is in several own segments is one customer
        customers = sum(int(s["customers"]) for s in segments) - weighed.prepared.several
        said = [_("Channel strategy by segment"), set_name(str(advice["set"]))]
        said.append(ngettext("{n} customer", "{n} customers", customers).format(n=number(customers)))
        self.subtitle.setText(" · ".join(said))
        names = [s["name"] for s in segments]
        at = names.index(chosen) if chosen in names else 0
        if segments:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._show_row(at if segments else -1)

    def _show_budget(self, weighed: Weighed) -> None:
        """Slider and field follow the budget; the words say what it costs and what more would buy."""
        advice = weighed.advice
        budget = advice["budget"]
        cost = float(advice["total"])
        self._highest = _round_up(max(weighed.highest, budget or 0.0, 100.0))
        self._ends[1].setText(money(self._highest))
        shown = self._highest if budget is None else float(budget)
        self.slider.blockSignals(True)
        self.slider.setValue(round(shown / self._highest * _STEPS))
        self.slider.blockSignals(False)
        self.field.show_value(shown)
        said = [_("Costs {cost} a year.").format(cost=money(cost))]
        if advice["reserved"]:
            reserved = _("{amount} of it is the help that clients without a choice are entitled to.")
            said.append(reserved.format(amount=money(float(advice["reserved"]))))
        outside = [cell_name(str(s["name"]), self._code()) for s in advice["segments"] if s["left_out"]]
        if outside:
            text = _("Less than what suits best for: {segments}.")
            said.append(text.format(segments=", ".join(outside)))
        upcoming = advice.get("next")
        if upcoming:
            better = _("The next {extra} would do most for {segment}: {form}.").format(
                extra=money(float(upcoming["extra"])),
                segment=cell_name(str(upcoming["segment"]), self._code()),
                form=word(str(upcoming["form"])),
            )
            said.append(better)
        elif budget is not None:
            said.append(_("More budget buys no better form."))
        self._cost.setText(" ".join(said))

    def _current(self) -> str:
        row_ = self.table.currentIndex().row()
        return str(self.model.rows[row_]["name"]) if 0 <= row_ < len(self.model.rows) else ""

    def _show_row(self, row_: int) -> None:
        if 0 <= row_ < len(self.model.rows):
            self.card.show_segment(self.model.rows[row_], self._code())
        else:
            self.card.show_nothing()

    def _papers(self) -> QPushButton:
        """What can be printed or handed over, behind one button."""
        made = button(_("Report"))
        menu = QMenu(made)
        menu.addAction(_("Strategy report (PDF) …"), lambda: self._print("report"))
        menu.addAction(_("Customer profiles (PDF) …"), lambda: self._print("personas"))
        menu.addAction(_("Strategy report as a web page …"), lambda: self._print("report", suffix=".html"))
        menu.addAction(_("Workbook …"), self._workbook)
        made.setMenu(menu)
        return made

    def _print(self, document: str, suffix: str = ".pdf") -> None:
        to = papers.ask_where(self, papers.title(document), suffix)
        if to is not None:
            papers.print_document(self._session, document, self._code(), self.budget, to, self.banner.say)

    def ask_plan(self) -> None:
        """Make the action list and show it; from there it can be written."""
        path, passphrase = self._session.path, self._session.passphrase
        set_code, budget = self._code(), self.budget

        def work(progress: Progress) -> Any:
            from actions.planning import plan

            return plan(path, set_code, budget, progress, passphrase).plan

        self._session.do(_("Making the action list"), work, changes=frozenset(), then=self._show_plan)

    def _show_plan(self, plan: Any) -> None:
        self.plan_window = PlanWindow(plan, self._write_plan, self)
        self.plan_window.show()

    def _write_plan(self) -> None:
        to = papers.ask_where(self, _("Action list"), ".xlsx")
        if to is not None:
            papers.write_plan(self._session, self._code(), self.budget, to, self.banner.say)

    def _workbook(self) -> None:
        to = papers.ask_where(self, _("Strategy"), ".xlsx")
        if to is not None:
            said = _("The workbook lies in {file}.").format(file=to)
            deeds.export(self._session, to, lambda: self.banner.say(said), set_code=self._code())

    def advise_people(self) -> PeopleWindow:
        """The advice for one customer or for those who are selected in the list of customers."""
        made = PeopleWindow(self._session, self._theme, self.selection(), self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()
        return made

    def compare(self) -> CompareWindow:
        """The segment in hand beside another one."""
        at = max(0, self.table.currentIndex().row())
        made = CompareWindow(self.model.rows, self._code(), at, self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()
        return made

    def _write_over(self) -> None:
        row_ = self.table.currentIndex().row()
        if 0 <= row_ < len(self.model.rows):
            made = OwnTextWindow(self.model.rows[row_], self._code(), self)
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            made.keep.connect(self.keep_text)
            made.show()

    def keep_text(self, field: str, text: str, reason: str) -> None:
        """The user's own words for the segment in hand; '' goes back to the advice."""
        path, passphrase = self._session.path, self._session.passphrase
        set_code, name = self._code(), self._current()

        def work(_progress: Progress) -> bool:
            from actions.organisation import own_text

            return own_text(path, set_code, name, field, text or None, reason, passphrase)

        self._session.do(_("Saving"), work, changes=frozenset({SETTINGS, HISTORY}))

    def _show_members(self) -> None:
        name = self._current()
        if name:
            self.show_customers.emit(self._code(), name)


def _columns(code: Callable[[], str]) -> tuple[Column[Segment], ...]:
    def phase(name: str) -> Column[Segment]:
        heads = {"voor": _("Before"), "tijdens": _("During"), "na": _("After")}
        return Column(
            heads[name],
            lambda s: channel_words(s["channels"].get(name, {}).get("lead", ())[:1]) or "–",
            lambda s: MUTED if not s["channels"].get(name, {}).get("lead") else PLAIN,
        )

    return (
        Column[Segment](_("Segment"), lambda s: cell_name(str(s["name"]), code()), lambda _s: STRONG),
        Column[Segment](_("Customers"), lambda s: number(int(s["customers"])), right=True),
        Column[Segment](_("Relationship form"), lambda s: form_word(str(s["form"]))),
        *(phase(name) for name in _PHASES),
    )


def _round_up(amount: float) -> float:
    """To two figures, so that the end of the slider is a number that people say."""
    size = 10.0 ** max(math.floor(math.log10(amount)) - 1, 0)
    return math.ceil(amount / size) * size
