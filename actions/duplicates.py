"""Find customers who may be one, list them with the reasons, and say that two are not the same."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from actions.base import passphrase_from_environment, reading, user_name, writing
from core.errors import InputError
from core.memory import collector_at_rest
from core.progress import Progress, silent
from core.text import _
from models import changes, duplicates
from models.queries import Reader

if TYPE_CHECKING:
    from analysis.duplicates.search import Found


@dataclass(frozen=True)
class Searched:
    """A search that is not stored yet; `change_id` the last change that it knew."""

    found: "Found"
    change_id: int
    customers: int
    seconds: float


@dataclass(frozen=True)
class Summary:
    """What a search found: pairs a level, how many pairs were compared, and what was left out, in words."""

    customers: int
    pairs: Mapping[str, int]
    compared: int
    left_out: list[str]
    seconds: float


@dataclass(frozen=True)
class Pair:
    """Two customers who may be one ('zeker', 'waarschijnlijk', 'mogelijk') or belong together
    ('huishouden'); `why` and `against` are sentences."""

    first_id: int
    second_id: int
    level: str
    score: float
    why: list[str]
    against: list[str]
    first_number: str
    first_name: str
    second_number: str
    second_name: str


@dataclass(frozen=True)
class Listed:
    """A page of pairs; `counts` of every level. `found`: when was searched (ISO, UTC; '' never)."""

    pairs: list[Pair]
    counts: Mapping[str, int]
    found: str = ""
    stale: bool = False
    left_out: list[str] = field(default_factory=list)


def find(db: Path, progress: Progress = silent, passphrase: str | None = None) -> Summary:
    """Search the whole base and keep what was found."""
    return keep(db, search(db, progress, passphrase), passphrase)


@collector_at_rest()
def search(db: Path, progress: Progress = silent, passphrase: str | None = None) -> Searched:
    """Search without writing: nobody has to wait for it."""
    from analysis.duplicates.people import COLUMNS
    from analysis.duplicates.search import find as look

    started = time.perf_counter()
    with reading(db, passphrase) as base:
        ids, columns, last = duplicates.load(base, COLUMNS)
    found = look(ids, columns, progress)
    return Searched(found, last, len(ids), round(time.perf_counter() - started, 3))


def keep(db: Path, searched: Searched, passphrase: str | None = None) -> Summary:
    """Store what a search found, in place of the last one's. No change: it can be found again."""
    from analysis.duplicates import words

    found = searched.found
    with writing(db, passphrase) as base:
        duplicates.store(
            base,
            ((pair.first, pair.second, pair.level, pair.score, pair.why) for pair in found.pairs),
            ((one.key, one.blocks, one.customers) for one in found.left_out),
            change_id=searched.change_id,
            customers=searched.customers,
            seconds=searched.seconds,
        )
    counted = Counter(pair.level for pair in found.pairs)
    said = [words.left_out(one.key, one.customers) for one in found.left_out]
    pairs = {level: counted[level] for level in words.LEVELS}
    return Summary(searched.customers, pairs, found.compared, said, searched.seconds)


def is_stale(db: Path, passphrase: str | None = None) -> bool:
    """Was there no search yet, or were customers changed since the last one?"""
    with Reader(db, passphrase or passphrase_from_environment()) as reader:
        run = reader.duplicate_run()
    return run is None or run.stale


def listed(
    db: Path, level: str | None = None, limit: int = 200, offset: int = 0, passphrase: str | None = None
) -> Listed:
    """The pairs that wait for an answer, the likeliest first; of one level, or of all in their order."""
    from analysis.duplicates import words

    with Reader(db, passphrase or passphrase_from_environment()) as reader:
        levels = tuple(words.LEVELS) if level is None else (level,)
        ids = [pair for one in levels for pair in reader.pair_ids(one)]
        rows = reader.pair_rows(ids[offset : offset + limit])
        run = reader.duplicate_run()
        counts = reader.pair_counts()
        left = [words.left_out(key, many) for key, _blocks, many in reader.duplicates_left_out()]
    pairs = []
    for row in rows:
        why, against = words.sentences(row.why)
        numbers = (row.first_number, row.first_name, row.second_number, row.second_name)
        pairs.append(Pair(row.first_id, row.second_id, row.level, row.score, why, against, *numbers))
    if run is None:
        return Listed(pairs, counts)
    return Listed(pairs, counts, run.at, run.stale, left)


def not_the_same(
    db: Path, first: int, second: int, reason: str | None = None, passphrase: str | None = None
) -> int:
    """These two are never proposed together again, until it is undone; returns the change's number."""
    with writing(db, passphrase) as base:
        known = duplicates.names(base, [first, second])
        if first == second or len(known) < 2:
            raise InputError(_("Give two different customers who are both still there."))
        label = _("Not the same: {one} and {other}").format(one=known[first], other=known[second])
        with changes.change(base, label, kind="distinct", who=user_name()) as change_id:
            duplicates.set_distinct(base, first, second, reason=reason, who=user_name())
        return change_id
