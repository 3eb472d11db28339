"""What this page asks of the base, in one place that knows the reader's names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from models.queries import DuplicateRun, Reader

#: pairs of these levels ask for an answer
URGENT: Final = ("zeker", "waarschijnlijk")
#: every level, as the list has them
LEVELS: Final = (*URGENT, "mogelijk", "huishouden")

#: more customers than this do not fit side by side
MOST: Final = 8
#: kinds of households (as `actions.households`)
HOUSEHOLD: Final = "huishouden"
COMPANY: Final = "bedrijf"
#: beginnings of reasons that tell of a company
_OF_COMPANY: Final = ("company_", "kvk_")

Link = tuple[int, int]


@dataclass(frozen=True)
class Waiting:
    """How much asks for an answer: pairs of customers, differences with the file, values to look at again."""

    pairs: int = 0
    conflicts: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.pairs + self.conflicts + self.due


@dataclass(frozen=True)
class Summary:
    """What waits, by part of the page. `pairs`: level → ids of both, the likeliest first; `groups`: customer
    → everybody who may be the same one, where these are three or more; `run`: the last search; `conflicts`,
    `known` (those in which the file says nothing new), `by_hand`, `due`: hand values in the order of their
    lists."""

    pairs: Mapping[str, Sequence[Link]] = field(default_factory=dict)
    groups: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    run: "DuplicateRun | None" = None
    conflicts: Sequence[int] = ()
    known: Sequence[int] = ()
    by_hand: Sequence[int] = ()
    due: Sequence[int] = ()
    households: int = 0
    merged: int = 0
    file_wins: tuple[str, ...] = ()

    @property
    def waiting(self) -> Waiting:
        """What asks for an answer."""
        return Waiting(self.count(*URGENT), len(self.conflicts), len(self.due))

    def count(self, *levels: str) -> int:
        """How many pairs of these levels."""
        return sum(len(self.pairs.get(level, ())) for level in levels)

    def links(self, level: str) -> list[Link]:
        """The pairs of a level, or ('') of all."""
        return list(chain.from_iterable(self.pairs.get(one, ()) for one in ((level,) if level else LEVELS)))


def summary(reader: "Reader") -> Summary:
    """Everything in one go; for the look-up thread."""
    pairs = {level: reader.pair_ids(level) for level in LEVELS}
    return Summary(
        pairs=pairs,
        groups=groups(chain.from_iterable(pairs[level] for level in URGENT)),
        run=reader.duplicate_run(),
        conflicts=reader.conflict_ids(),
        known=reader.known_conflict_ids(),
        by_hand=reader.hand_ids(),
        due=reader.hand_ids(date.today()),
        households=reader.household_count(),
        merged=reader.merged_count(),
        file_wins=tuple(reader.file_wins()),
    )


def waiting(reader: "Reader") -> Waiting:
    """What rail, overview and the end of an import count."""
    found = reader.pair_counts()
    pairs = sum(found[level] for level in URGENT)
    return Waiting(pairs, reader.conflict_count(), reader.hand_count(date.today()))


def groups(links: Iterable[Link]) -> dict[int, tuple[int, ...]]:
    """Customer → all who are linked to it, directly or through others, where these are three or more."""
    leader: dict[int, int] = {}

    def top(one: int) -> int:
        leader.setdefault(one, one)
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, other in links:
        leader[top(one)] = top(other)
    together: dict[int, list[int]] = {}
    for one in leader:
        together.setdefault(top(one), []).append(one)
    large = [tuple(sorted(members)) for members in together.values() if len(members) > 2]
    return {one: members for members in large for one in members}


def kind_of(why: Sequence[Any]) -> str:
    """What two customers who belong together are: colleagues where a company speaks for it."""
    from analysis.duplicates.words import FOR

    speaks_for = [reason for reason in why if reason[0] in FOR]
    return COMPANY if any(str(code).startswith(_OF_COMPANY) for code, _about in speaks_for) else HOUSEHOLD


def reasons(why: Sequence[Any]) -> list[str]:
    """Why two customers may be one, in sentences: + what speaks for it, then – what speaks against."""
    from analysis.duplicates.words import sentences

    speaks_for, against = sentences(why)
    return [*(f"+ {one}" for one in speaks_for), *(f"– {one}" for one in against)]
