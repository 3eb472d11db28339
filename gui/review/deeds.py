"""What a user can do on this page: each one change on the worker, and a sentence when it is done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from core.errors import KlantbeeldError
from core.progress import Progress
from core.text import _, ngettext, number
from gui.review.reading import COMPANY
from gui.review.words import field_name
from gui.session import EVERYTHING, Session
from gui.widgets.banner import Banner


class Deeds:
    """Calls one action per deed; what went wrong is said in the banner."""

    def __init__(self, session: Session, banner: Banner) -> None:
        self._session, self._banner = session, banner

    def merge(
        self,
        then: Callable[[], None],
        survivor: int,
        others: Sequence[int],
        apart: Sequence[int],
        picks: Mapping[str, int],
        reason: str,
    ) -> None:
        """The others go up in the survivor; who stays apart is not proposed with it again."""
        from actions.merging import merge

        text = ngettext("{n} customer was merged.", "{n} customers were merged.", len(others) + 1)
        said = text.format(n=number(len(others) + 1))
        said += " " + _("Split them again under “Merged”.")
        deed = partial(merge, apart=list(apart))
        given = (survivor, list(others), dict(picks), reason or None)
        self._do(_("Merging"), deed, *given, said=said, then=then)

    def split(self, customer: int) -> None:
        """A merged customer stands on its own again."""
        from actions.merging import split

        self._do(_("Splitting"), split, customer, said=_("Split: both stand on their own again."))

    def not_the_same(self, ids: Sequence[int], then: Callable[[], None]) -> None:
        """These are never proposed together again."""
        from actions.duplicates import not_the_same

        said = _("They are not proposed together again. “Undo” at the top takes that back.")
        self._do(_("Not the same"), not_the_same, ids[0], ids[1], said=said, then=then)

    def make_household(self, ids: Sequence[int], kind: str, then: Callable[[], None]) -> None:
        """They belong together (a household or colleagues), and stay customers of their own."""
        from actions.households import make_household

        said = _("They are a household now, and stay customers of their own.")
        if kind == COMPANY:
            said = _("They are colleagues now, and stay customers of their own.")
        self._do(_("Making a household"), make_household, list(ids), None, kind, said=said, then=then)

    def leave_household(self, customer: int) -> None:
        """One goes out of a household."""
        from actions.households import leave_household

        self._do(_("Out of the household"), leave_household, customer, said=_("Taken out of the household."))

    def dissolve(self, ids: Sequence[int]) -> None:
        """A household is none any more."""
        from actions.households import dissolve_household

        said = _("Dissolved: each is on its own again.")
        self._do(_("Dissolving the household"), dissolve_household, ids[0], said=said)

    def decide(self, answer: str, ids: Sequence[int]) -> None:
        """Whose word holds, for these differences."""
        from actions.hand_values import MINE, decide

        many = len(ids)
        if answer == MINE:
            text = ngettext("Your value stays.", "{n} values of yours stay.", many)
            said = (
                text.format(n=number(many)) + " " + _("You are asked again when a file says something new.")
            )
        else:
            text = ngettext("The file's value holds now.", "{n} values of the file hold now.", many)
            said = text.format(n=number(many))
        self._do(_("Deciding"), decide, dict.fromkeys(ids, answer), said=said)

    def always_file(self, field: str) -> None:
        """From now on the file's word counts for this field."""
        from actions.hand_values import always_file

        text = _("From now on the file counts for {field}; that can be taken back at the right.")
        self._do(_("Deciding"), always_file, field, said=text.format(field=field_name(field)))

    def ask_again(self, field: str) -> None:
        """Differences in this field are asked about again."""
        from actions.hand_values import ask_again

        text = _("You are asked again about {field}.")
        self._do(_("Deciding"), ask_again, field, said=text.format(field=field_name(field)))

    def still_right(self, ids: Sequence[int], again_on: date | None) -> None:
        """These values were looked at and stand."""
        from actions.hand_values import reviewed

        text = ngettext("{n} value is still right.", "{n} values are still right.", len(ids))
        self._do(_("Saving"), reviewed, list(ids), again_on, said=text.format(n=number(len(ids))))

    def take_back(self, ids: Sequence[int]) -> None:
        """Back to what the file or the computation says."""
        from actions.hand_values import take_back

        text = ngettext(
            "{n} value is the file's or the computed one again.",
            "{n} values are the file's or the computed ones again.",
            len(ids),
        )
        self._do(_("Back to the file"), take_back, list(ids), said=text.format(n=number(len(ids))))

    def _do(
        self,
        label: str,
        deed: Callable[..., Any],
        *arguments: Any,
        said: str,
        then: Callable[[], None] | None = None,
    ) -> None:
        path, passphrase = self._session.path, self._session.passphrase

        def work(_progress: Progress) -> Any:
            return deed(path, *arguments, passphrase=passphrase)

        def done(_result: object) -> None:
            self._banner.say(said)
            if then is not None:
                then()

        self._session.do(label, work, changes=EVERYTHING, then=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KlantbeeldError):
            self._banner.say(str(error))
        else:
            self._session.jobs.problem.emit(error)
