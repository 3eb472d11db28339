"""The page Nakijken: what waits for a person's word, part by part."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar

from core.errors import KlantbeeldError
from core.progress import Progress
from core.text import _, number
from gui.review import reading
from gui.review.conflicts import ConflictsTab
from gui.review.deeds import Deeds
from gui.review.doubles import DoublesTab
from gui.review.handvalues import DUE, HandTab
from gui.review.households import HouseholdsTab
from gui.review.merged import MergedTab
from gui.review.words import review_lines
from gui.session import Session
from gui.theme import Theme
from gui.widgets.page import Page

if TYPE_CHECKING:
    from models.queries import HandValue

TABS: Final = ("doubles", "conflicts", "hand", "households", "merged")


class ReviewPage(Page):
    """Each answer is one change, that undo takes back."""

    #: a customer to be shown
    customer_wanted = Signal(int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Review"))
        self._session = session
        self.found = reading.Summary()
        self._due = False
        self.doubles = DoublesTab(theme, session.reader.pair_rows)
        self.conflicts = ConflictsTab(theme, lambda first, many: session.reader.conflict_list(many, first))
        self.hand = HandTab(theme, self._hand_values, lambda: date.today().isoformat())
        self.households = HouseholdsTab(theme, lambda first, many: session.reader.households(many, first))
        self.merged = MergedTab(theme, lambda first, many: session.reader.merged_list(many, first))
        self.deeds = Deeds(session, self.banner)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(_("Parts of this page"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._stack = QStackedWidget()
        for part in (self.doubles, self.conflicts, self.hand, self.households, self.merged):
            self._tabs.addTab("")
            self._stack.addWidget(part)
        self._layout.addWidget(self._tabs)
        self.fill(self._stack)
        self._connect()
        self._name_tabs()
        self.ask()

    def show_tab(self, code: str) -> None:
        """Open one of `TABS`, or 'due': the values that are to be looked at again."""
        if code == DUE:
            self.hand.switch.choose(DUE)
            code = "hand"
        self._tabs.setCurrentIndex(TABS.index(code))

    def ask(self) -> None:
        """How much waits; the lists then read their rows themselves."""
        self._session.look_up("review", self._session.in_reader(reading.summary), self._show)

    def _show(self, found: reading.Summary) -> None:
        self.found = found
        self._name_tabs()
        said = [words for _tab, words in review_lines(found.waiting)]
        self.subtitle.setText(" · ".join(said) or _("Nothing waits for you here"))
        self.doubles.show_summary(found, busy=self._session.searching.busy)
        self.conflicts.show_many(found.conflicts, found.file_wins)
        self.hand.show_many(found.due if self._due else found.by_hand, found.due, found.by_hand)
        self.households.show_many(found.households)
        self.merged.show_many(found.merged)

    def _name_tabs(self) -> None:
        names = (
            (_("Doubles"), self.found.count(*reading.LEVELS)),
            (_("Differences"), self.found.conflicts),
            (_("By hand"), self.found.by_hand),
            (_("Households"), self.found.households),
            (_("Merged"), self.found.merged),
        )
        for at, (name, many) in enumerate(names):
            self._tabs.setTabText(at, f"{name} ({number(many)})" if many else name)

    def _connect(self) -> None:
        session = self._session
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._session.data_changed.connect(lambda _kinds: self.ask_when_seen())
        self.doubles.search.connect(session.find_duplicates)
        for told in (session.searching.started, session.searching.ended):
            told.connect(lambda _job: self._show_searching())
        self.doubles.compare.connect(self.compare)
        self.doubles.distinct.connect(self._distinct)
        self.doubles.household.connect(self._household)
        self.doubles.panel.merge.connect(self._merge)
        self.conflicts.decided.connect(self._decide)
        self.conflicts.always.connect(self.deeds.always_file)
        self.conflicts.ask_again.connect(self.deeds.ask_again)
        self.hand.filtered.connect(self._filter_due)
        self.hand.still_right.connect(self._still_right)
        self.hand.back.connect(self._take_back)
        self.households.leave.connect(self.deeds.leave_household)
        self.households.dissolve.connect(self.deeds.dissolve)
        self.merged.split.connect(self.deeds.split)
        for part in (self.doubles, self.conflicts, self.hand, self.households, self.merged):
            part.customer_wanted.connect(self.customer_wanted)

    def _show_searching(self) -> None:
        self.doubles.show_searching(busy=self._session.searching.busy)

    def _hand_values(self, first: int, many: int) -> "Sequence[HandValue]":
        return self._session.reader.hand_list(date.today() if self._due else None, many, first)

    def _filter_due(self, code: str) -> None:
        self._due = code == DUE
        self.hand.show_many(
            self.found.due if self._due else self.found.by_hand, self.found.due, self.found.by_hand
        )

    def compare(self, ids: Sequence[int], survivor: int = 0) -> None:
        """These customers side by side; `survivor` 0: as it is proposed."""
        path, passphrase = self._session.path, self._session.passphrase

        def look(_progress: Progress) -> Any:
            from actions.merging import compare

            return compare(path, ids, survivor or None, passphrase)

        self.show_tab("doubles")
        self._session.look_up(
            "compare", look, lambda found: self.doubles.show_compared(found, survivor), self._failed
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KlantbeeldError):
            self.banner.say(str(error))
        else:
            self._session.lookups.problem.emit(error)

    def _merge(
        self,
        survivor: int,
        others: Sequence[int],
        apart: Sequence[int],
        picks: dict[str, int],
        reason: str,
    ) -> None:
        self.deeds.merge(survivor, others, apart, picks, reason, self.doubles.show_list)

    def _distinct(self, ids: Sequence[int]) -> None:
        self.deeds.not_the_same(ids, self.doubles.show_list)

    def _household(self, ids: Sequence[int], kind: str) -> None:
        self.deeds.make_household(ids, kind, self.doubles.show_list)

    def _decide(self, answer: str, ranges: Sequence[tuple[int, int]]) -> None:
        self._with_rows(
            self._session.in_reader(partial(reading.conflict_ids, ranges=ranges)),
            partial(self.deeds.decide, answer),
        )

    def _still_right(self, ranges: Sequence[tuple[int, int]], again_on: date | None) -> None:
        self._with_hand_rows(ranges, partial(self.deeds.still_right, again_on))

    def _take_back(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._with_hand_rows(ranges, self.deeds.take_back)

    def _with_hand_rows(self, ranges: Sequence[tuple[int, int]], then: Callable[[list[int]], None]) -> None:
        due = date.today() if self._due else None
        self._with_rows(self._session.in_reader(partial(reading.hand_ids, ranges=ranges, due=due)), then)

    def _with_rows(self, question: Any, then: Callable[[list[int]], None]) -> None:
        """Which rows are meant is asked away from the GUI thread: thousands may be selected."""
        self._session.look_up("review rows", question, then)
