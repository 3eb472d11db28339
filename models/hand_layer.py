"""Hand values while an import goes on: what a person said stands over the file, and what the file says now.

For every hand value that a sheet speaks about there is one answer: the file agrees or was answered before
(settled), it says something else (open: a person is asked, `hand_values.offered_by`), or the person chose
that for this field the file's word always counts (given up: the hand value goes).
"""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models import bulk
from models.hand_lists import FILE_WINS
from models.own_fields import is_own, replaced

SETTLED: Final = "settled"
OPEN: Final = "open"
GIVEN_UP: Final = "given_up"


@dataclass
class Word:
    """One hand value as an import finds it. `picked`: a merge took it from another customer."""

    id: int
    value: Any
    file_value: Any
    offered_by: int | None
    kept: bool
    kept_value: Any
    picked: bool


class HandLayer:
    """The hand values of the base's customers in these fields (with `own`: the user's own columns too), for
    one import."""

    def __init__(
        self,
        connection: Any,
        import_id: int,
        fields: Container[str],
        survivors: Mapping[int, int],
        *,
        own: bool = False,
    ) -> None:
        self._connection = connection
        self._import_id = import_id
        self._merged = survivors
        self._file_wins = file_wins(connection)
        self._words: dict[int, dict[str, Word]] = {}
        #: customer → field → whether the sheet's word is open
        self._open: dict[int, dict[str, bool]] = {}
        self._given_up: list[int] = []
        for number, customer, field, value, file_value, offered_by, kept, *kept_value in connection.execute(
            "SELECT id, customer_id, field, value, file_value, offered_by, kept, kept_value, "
            "from_customer IS NOT NULL FROM hand_values"
        ):
            if field in fields or (own and is_own(field)):
                self._words.setdefault(customer, {})[field] = Word(
                    number, value, file_value, offered_by, bool(kept), *kept_value
                )

    def __contains__(self, customer: object) -> bool:
        return customer in self._words

    def of(self, customer: int) -> dict[str, Word]:
        """The hand values of a customer, by field."""
        return self._words.get(customer, {})

    def hear(self, customer: int, field: str, said: Any, *, may_give_up: bool = True) -> str:
        """The file's word for this field is `said` (None: nothing any more): what follows from it."""
        word = self._words[customer][field]
        heard = self._open.setdefault(customer, {})
        heard[field] = False
        if said is None or said == word.value:
            return SETTLED
        if field in self._file_wins and may_give_up:
            self._given_up.append(word.id)
            del self._words[customer][field], heard[field]
            return GIVEN_UP
        known = word.picked and word.offered_by is None and said == word.file_value
        # what is merged into another speaks only when it stands alone again
        if known or (word.kept and said == word.kept_value) or customer in self._merged:
            return SETTLED
        heard[field] = True
        return OPEN

    def write(self, facts: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep the file's words (customer → field → value) of these customers, and what is to be asked."""
        rows = []
        for customer, values in facts.items():
            heard = self._open.get(customer, {})
            for field, word in self.of(customer).items():
                if field not in values:
                    continue
                now, offered = values[field], word.offered_by
                if field in heard and (not heard[field] or offered is None or now != word.file_value):
                    offered = self._import_id if heard[field] else None
                if (now, offered) != (word.file_value, word.offered_by):
                    rows.append((word.id, now, offered))
        bulk.update(self._connection, "hand_values", ("file_value", "offered_by"), rows)
        bulk.delete(self._connection, "hand_values", self._given_up)
        self._open, self._given_up = {}, []


def file_wins(connection: Any) -> frozenset[str]:
    """The fields for which the file's value always counts."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (FILE_WINS,)).fetchone()
    return frozenset(json.loads(row[0])) if row else frozenset()


def laid_under(values: Sequence[Any], names: Sequence[str], words: Mapping[str, Word]) -> list[Any]:
    """The file's layer of a row: where a hand value stands, what the file said last."""
    facts = list(values)
    for field, word in words.items():
        if field in names:
            facts[names.index(field)] = word.file_value
    return facts


def laid_over(facts: Sequence[Any], names: Sequence[str], words: Mapping[str, Word]) -> list[Any]:
    """The values in force: a hand value over the file's."""
    return [words[name].value if name in words else value for name, value in zip(names, facts, strict=True)]


def own_under(own: str | None, words: Mapping[str, Word]) -> str | None:
    """The file's layer of the user's own columns."""
    return replaced(own, [(field, word.file_value) for field, word in words.items() if is_own(field)])


def own_over(own: str | None, words: Mapping[str, Word]) -> str | None:
    """The user's own columns in force: a hand value over the file's."""
    return replaced(own, [(field, word.value) for field, word in words.items() if is_own(field)])
