"""The part of the Reader about what people did: hand values, conflicts, households, merges, history."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from models import contact_persons, duplicates, hand_lists, households, merged_list, pair_list, story
from models.database import Base
from models.hand_lists import HandValue
from models.households import Household
from models.merged_list import MergedPair
from models.pair_list import DuplicateRun, OpenPair
from models.story import Told


class HandworkReader:
    """Reads what people did; see `models.queries.Reader`."""

    def __init__(self, base: Base) -> None:
        """The base is open for reading, and closed by who reads."""
        self._base = base
        self._connection = base.connection

    def contact_persons(self, customer_id: int) -> list[dict[str, Any]]:
        """The people at a company: see `models.contact_persons.of`."""
        return contact_persons.of(self._connection, customer_id)

    def household(self, customer_id: int) -> Household | None:
        """Who the customer belongs together with; None for nobody."""
        return households.of(self._connection, customer_id)

    def households(self, limit: int = 100, offset: int = 0) -> list[Household]:
        """The households, in the order in which they were made."""
        return households.listed(self._connection, limit=limit, offset=offset)

    def household_count(self) -> int:
        """How many households there are."""
        return households.count(self._connection)

    def hand_list(
        self, due_by: date | None = None, limit: int = 100, offset: int = 0, *, customer_id: int | None = None
    ) -> list[HandValue]:
        """Values set by hand, the latest first; with `due_by` those to be reviewed by then."""
        due = due_by.isoformat() if due_by else None
        return hand_lists.listed(
            self._connection, due_by=due, customer_id=customer_id, limit=limit, offset=offset
        )

    def hand_count(self, due_by: date | None = None) -> int:
        """How many of those there are."""
        return hand_lists.count(self._connection, due_by=due_by.isoformat() if due_by else None)

    def hand_ids(self, due_by: date | None = None) -> list[int]:
        """The ids of `hand_list`, all of them; `hand_rows` reads a page."""
        return hand_lists.ids(self._connection, due_by=due_by.isoformat() if due_by else None)

    def hand_rows(self, ids: Sequence[int]) -> list[HandValue]:
        """These hand values in their order."""
        return hand_lists.rows(self._connection, ids)

    def conflict_ids(self) -> list[int]:
        """The ids of `conflict_list`, all of them; `hand_rows` reads a page."""
        return hand_lists.conflict_ids(self._connection)

    def known_conflict_ids(self) -> list[int]:
        """Those of `conflict_ids` in which the file says nothing new."""
        return hand_lists.known_conflict_ids(self._connection)

    def conflict_list(self, limit: int = 100, offset: int = 0) -> list[HandValue]:
        """What an import says otherwise than a person and waits for an answer, what is new first."""
        return hand_lists.conflicts(self._connection, limit=limit, offset=offset)

    def conflict_count(self) -> int:
        """How many wait for an answer."""
        return hand_lists.conflict_count(self._connection)

    def duplicate_run(self) -> DuplicateRun | None:
        """The last search for doubles; None before the first."""
        return pair_list.last_run(self._connection)

    def duplicates_left_out(self) -> list[tuple[str, int, int]]:
        """What the last search could not compare: the key, how many groups, how many customers in them."""
        return duplicates.left_out(self._connection)

    def pair_counts(self) -> dict[str, int]:
        """Level → how many pairs of customers wait for an answer."""
        return pair_list.counts(self._connection)

    def pair_ids(self, level: str) -> list[tuple[int, int]]:
        """The pairs of a level that wait for an answer, the likeliest first."""
        return pair_list.ids(self._connection, level)

    def pair_rows(self, pairs: Sequence[tuple[int, int]]) -> list[OpenPair]:
        """These pairs with names and reasons, in their order."""
        return pair_list.rows(self._connection, pairs)

    def merged_list(self, limit: int = 100, offset: int = 0) -> list[MergedPair]:
        """Who was merged into whom, the latest first."""
        return merged_list.listed(self._connection, limit=limit, offset=offset)

    def merged_of(self, customer_id: int) -> list[MergedPair]:
        """Who was merged into this customer, directly or through others, the latest first."""
        return merged_list.listed(self._connection, survivor=customer_id)

    def merged_count(self) -> int:
        """How many of those there are."""
        return merged_list.count(self._connection)

    def file_wins(self) -> list[str]:
        """The fields for which the file's word always counts."""
        return hand_lists.file_wins(self._connection)

    def story(self, customer_id: int, field: str | None = None) -> list[Told]:
        """The history of one customer in words, newest first; with `field` only of that one."""
        return story.story(self._base, customer_id, field=field)
