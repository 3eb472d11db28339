"""The page Nakijken: what waits for a person's word, part by part."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from core.errors import KlantbeeldError
from core.progress import Progress
from core.text import _, ngettext, number
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

TABS: Final = ("doubles", "conflicts", "hand", "households", "merged")


class ReviewPage(Page):
    """Each answer is one change, that undo takes back. Parts are made and filled when looked at."""

    #: a customer to be shown
    customer_wanted = Signal(int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Review"))
        self._session, self._theme = session, theme
        self.found = reading.Summary()
        self.deeds = Deeds(session, self.banner)
        self._known = False
        self._fresh: set[str] = set()
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(_("Parts of this page"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._stack = QStackedWidget()
        for _code in TABS:
            self._tabs.addTab("")
        self._layout.addWidget(self._tabs)
        self.fill(self._stack)
        self._name_tabs()
        self._stack.addWidget(self.doubles)
        self._tabs.currentChanged.connect(self._show_part)
        self._tabs.currentChanged.connect(lambda _at: self.banner.hide())
        session.data_changed.connect(lambda _kinds: self.ask_when_seen())
        for told in (session.searching.started, session.searching.ended):
            told.connect(self._show_searching)
        self.ask()

    @cached_property
    def doubles(self) -> DoublesTab:
        """Who may be the same customer."""
        made = DoublesTab(self._theme, self._session.reader.pair_rows)
        made.search.connect(self._session.find_duplicates)
        made.compare.connect(self.compare)
        made.distinct.connect(lambda ids: self.deeds.not_the_same(ids, made.show_list))
        made.household.connect(lambda ids, kind: self.deeds.make_household(ids, kind, made.show_list))
        made.merge.connect(partial(self.deeds.merge, made.show_list))
        made.customer_wanted.connect(self.customer_wanted)
        return made

    @cached_property
    def conflicts(self) -> ConflictsTab:
        """Where a file says something else."""
        made = ConflictsTab(self._theme, self._session.reader.hand_rows)
        made.decided.connect(self.deeds.decide)
        made.always.connect(self.deeds.always_file)
        made.ask_again.connect(self.deeds.ask_again)
        made.customer_wanted.connect(self.customer_wanted)
        return made

    @cached_property
    def hand(self) -> HandTab:
        """What was filled in by hand."""
        made = HandTab(self._theme, self._session.reader.hand_rows, lambda: date.today().isoformat())
        made.still_right.connect(self.deeds.still_right)
        made.back.connect(self.deeds.take_back)
        made.customer_wanted.connect(self.customer_wanted)
        return made

    @cached_property
    def households(self) -> HouseholdsTab:
        """Who belong together."""
        made = HouseholdsTab(self._theme, _places(self._session.reader.households))
        made.leave.connect(self.deeds.leave_household)
        made.dissolve.connect(self.deeds.dissolve)
        made.customer_wanted.connect(self.customer_wanted)
        return made

    @cached_property
    def merged(self) -> MergedTab:
        """Who was merged into whom."""
        made = MergedTab(self._theme, _places(self._session.reader.merged_list))
        made.split.connect(self.deeds.split)
        made.customer_wanted.connect(self.customer_wanted)
        return made

    def show_tab(self, code: str) -> None:
        """Open one of `TABS`, or 'due': the values that are to be looked at again."""
        if code == DUE:
            self.hand.switch.choose(DUE)
            code = "hand"
        self._tabs.setCurrentIndex(TABS.index(code))

    def arrive(self) -> None:
        """The keyboard is on the list when the page comes up."""
        super().arrive()
        list_ = getattr(self, TABS[self._tabs.currentIndex()]).list
        list_.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """How much waits; the lists then read their rows themselves."""
        self._session.look_up("review", self._session.in_reader(reading.summary), self._show)

    def _show(self, found: reading.Summary) -> None:
        self.found, self._known = found, True
        self._fresh.clear()
        self._name_tabs()
        said = [words for _tab, words in review_lines(found.waiting)]
        doubts = len(found.pairs.get("mogelijk", ()))
        if not said and doubts:
            words = ngettext(
                "Nothing presses; {n} pair is perhaps one person",
                "Nothing presses; {n} pairs are perhaps one person",
                doubts,
            )
            said = [words.format(n=number(doubts))]
        self.subtitle.setText(" · ".join(said) or _("Nothing waits for you here"))
        self._show_part(self._tabs.currentIndex())

    def _show_part(self, at: int) -> None:
        """The part that is looked at now, with what was found last."""
        code = TABS[at]
        part: QWidget = getattr(self, code)
        if self._stack.indexOf(part) < 0:
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(part)
        if self._known and code not in self._fresh:
            self._fresh.add(code)
            self._fill_part(code)

    def _fill_part(self, code: str) -> None:
        found = self.found
        if code == "doubles":
            self.doubles.show_summary(found, busy=self._session.searching.busy)
        elif code == "conflicts":
            self.conflicts.show_keys(found.conflicts, found.file_wins, found.known)
        elif code == "hand":
            self.hand.show_keys(found.by_hand, found.due)
        elif code == "households":
            self.households.show_many(found.households)
        else:
            self.merged.show_many(found.merged)

    def _name_tabs(self) -> None:
        names = (
            (_("Doubles"), self.found.count(*reading.LEVELS)),
            (_("Differences"), len(self.found.conflicts)),
            (_("By hand"), len(self.found.by_hand)),
            (_("Households"), self.found.households),
            (_("Merged"), self.found.merged),
        )
        for at, (name, many) in enumerate(names):
            self._tabs.setTabText(at, f"{name} ({number(many)})" if many else name)

    def _show_searching(self, _job: object) -> None:
        if self._known:
            self.doubles.show_searching(busy=self._session.searching.busy)

    def compare(self, ids: Sequence[int], survivor: int = 0) -> None:
        """These customers side by side; `survivor` 0: as it is proposed."""
        path, passphrase = self._session.path, self._session.passphrase
        if not 1 < len(ids) <= reading.MOST:
            self.banner.say(_("Select two to {n} customers to lay side by side.").format(n=reading.MOST))
            return

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


def _places(page: Callable[[int, int], Sequence[Any]]) -> Callable[[Sequence[int]], Sequence[Any]]:
    """A short list whose keys are the places in it."""

    def rows(places: Sequence[int]) -> Sequence[Any]:
        return page(len(places), places[0]) if places else ()

    return rows
