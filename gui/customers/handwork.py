"""What a person does to customers in the window: each method is one deed, one step of the history."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.progress import Progress
from core.text import _
from gui.customers.spec import Given
from gui.session import Session

Then = Callable[[Any], None]
#: the base and its passphrase → what the deed gives back
Work = Callable[[Path, str | None], Any]


class Handwork:
    """Hands deeds to the session; `then` hears what came of one, before everybody hears of the change.

    `failed` is called for a deed that could not be done, after the window said so.
    """

    def __init__(self, session: Session, failed: Callable[[Exception], None]) -> None:
        self._session = session
        self._failed = failed

    def set_value(self, ids: Sequence[int], given: Given, then: Then | None = None) -> None:
        """A field or outcome of these customers."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.editing import Edit, set_value, set_values

            if given.also:
                edits = [
                    Edit(one, name, value)
                    for name, value in ((given.field, given.value), *given.also)
                    for one in ids
                ]
                return set_values(db, edits, None, given.reason or None, _day(given.review_on), passphrase)
            return set_value(
                db, ids, given.field, given.value, given.reason or None, _day(given.review_on), passphrase
            )

        self._do(_("Keeping the change"), work, then)

    def take_back(self, ids: Sequence[int], field: str) -> None:
        """Back to what the file (or the computation) says."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.editing import clear_value

            return clear_value(db, ids, field, passphrase)

        self._do(_("Back to the file"), work)

    def set_values(
        self, edits: Sequence[tuple[int, str, object]], label: str | None, reason: str = ""
    ) -> None:
        """Many values as one step: (customer, field, value)."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.editing import Edit, set_values

            made = [Edit(customer, field, value) for customer, field, value in edits]
            return set_values(db, made, label, reason or None, passphrase=passphrase)

        self._do(_("Keeping the change"), work)

    def label(self, ids: Sequence[int], label: str, reason: str = "", *, remove: bool = False) -> None:
        """Give these customers a label, or take it away; their other labels stay."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.editing import add_label, remove_label

            act = remove_label if remove else add_label
            return act(db, ids, label, reason or None, passphrase)

        self._do(_("Keeping the change"), work)

    def new_customer(self, values: Mapping[str, object], then: Then) -> None:
        """A customer that no file knows; `then` hears the id."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.customers import new_customer

            return new_customer(db, values, passphrase=passphrase)

        self._do(_("Keeping the new customer"), work, then)

    def delete(self, ids: Sequence[int]) -> None:
        """Out of the lists; undo brings them back."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.customers import delete_customers

            return delete_customers(db, ids, passphrase)

        self._do(_("Deleting"), work)

    def set_contract(self, customer: int, contract: int | None, values: Mapping[str, object]) -> None:
        """A contract: new (None) or changed."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.contracts import set_contract

            return set_contract(db, customer, contract, values, passphrase=passphrase)

        self._do(_("Keeping the contract"), work)

    def delete_contract(self, contract: int) -> None:
        """Out of the customer's contracts, also when the file brings it again."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.contracts import delete_contract

            return delete_contract(db, contract, passphrase=passphrase)

        self._do(_("Deleting"), work)

    def set_person(self, customer: int, person: int | None, values: Mapping[str, object]) -> None:
        """A contact person: new (None) or changed."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.households import set_contact_person

            return set_contact_person(db, customer, person, values, passphrase=passphrase)

        self._do(_("Keeping the contact person"), work)

    def delete_person(self, person: int) -> None:
        """The person is nobody's contact any more."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.households import delete_contact_person

            return delete_contact_person(db, person, passphrase=passphrase)

        self._do(_("Deleting"), work)

    def make_household(self, ids: Sequence[int], naam: str, soort: str) -> None:
        """These customers belong together, and stay customers of their own."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.households import make_household

            return make_household(db, ids, naam or None, soort, passphrase=passphrase)

        self._do(_("Keeping the change"), work)

    def leave_household(self, customer: int) -> None:
        """The customer stands alone again."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.households import leave_household

            return leave_household(db, customer, passphrase=passphrase)

        self._do(_("Keeping the change"), work)

    def split(self, customer: int) -> None:
        """Who was merged into another stands alone again, with everything of its own."""

        def work(db: Path, passphrase: str | None) -> Any:
            from actions.merging import split

            return split(db, customer, passphrase=passphrase)

        self._do(_("Splitting"), work)

    def _do(self, label: str, work: Work, then: Then | None = None) -> None:
        path, passphrase = self._session.path, self._session.passphrase

        def job(_progress: Progress) -> Any:
            return work(path, passphrase)

        self._session.do(label, job, then=then, failed=self._failed)


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
