"""The whole way: customers as columns in, proposed pairs with their reasons out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from analysis.duplicates import weights
from analysis.duplicates.blocking import LeftOut, candidates
from analysis.duplicates.comparing import Compared, compare
from analysis.duplicates.deciding import COMPANY, PERSON, SURE, Decided, decide
from analysis.duplicates.people import COLUMNS, Flags, People, combined, read, squeezed
from core.progress import Progress, silent
from core.text import _

#: pairs that are compared at once: bounds the memory
_AT_ONCE: Final = 250_000
_LEVEL_OF: Final = {SURE - place: name for place, (name, _least) in enumerate(weights.LEVELS)}
#: what a reason shows of both customers, by the field that it is about
_SHOWN: Final = {
    "first": ("voornaam", "voorletters"),
    "last": ("tussenvoegsel", "achternaam"),
    "gender": ("aanhef",),
    "birth": ("geboortedatum",),
    "email": ("email",),
    "mobile": ("mobiel", "telefoon"),
    "landline": ("telefoon", "mobiel"),
    "address": ("straat", "huisnummer", "toevoeging", "postcode", "plaats"),
    "company": ("bedrijfsnaam",),
    "kvk": ("kvk", "btw_nummer"),
    "person": ("voornaam", "voorletters", "tussenvoegsel", "achternaam", "contactpersoon"),
}

Reason = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers (first id < second id) who may be one ('zeker', 'waarschijnlijk', 'mogelijk') or belong
    together ('huishouden'). `score` 0 … 1 is how likely that is; `why` codes with what they are about
    ('one', 'other'; see `words`), first what speaks for it."""

    first: int
    second: int
    level: str
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Found:
    """The proposals, the likeliest first; how many pairs were compared, and what was too large to compare."""

    pairs: list[Pair]
    compared: int
    left_out: list[LeftOut]


def find(ids: Sequence[int], columns: Mapping[str, Sequence[Any]], progress: Progress = silent) -> Found:
    """Look for customers who are in the columns twice. `columns`: those of `people.COLUMNS`, as the base has
    them (texts, None: unknown), of the length of `ids`; which of them are there, and the order of the rows,
    make no difference."""
    looking = _("Looking for customers who are in the list twice")
    progress(0, 100, looking)
    people = read(ids, columns)
    progress(10, 100, looking)
    pairs, left_out = candidates(people, lambda: progress(15, 100, looking))
    groups = _groups(people)
    small = _small(people)
    work = [(pairs // max(len(people), 1), pairs % max(len(people), 1)), (groups, groups)]
    found: list[Pair] = []
    done = 0
    for a, b in work:
        for start in range(0, len(a), _AT_ONCE):
            chunk = slice(start, start + _AT_ONCE)
            found += _proposed(people, columns, ids, compare(people, a[chunk], b[chunk]), small)
            done += len(a[chunk])
            progress(20 + 80 * done // max(len(pairs) + len(groups), 1), 100, _("Comparing customers"))
    found.sort(key=lambda pair: (-pair.score, pair.first, pair.second))
    return Found(found, len(pairs), left_out)


def _groups(people: People) -> npt.NDArray[np.int64]:
    """The first rows of those that are wholly alike."""
    rows, sizes = np.unique(people.alike, return_counts=True)
    return rows[sizes > 1]


def _small(people: People) -> Flags:
    """Is the customer's address, and mailbox, that of no more than a household?"""
    addition = people.addition.codes.astype(np.int64) + 1
    house = combined(people.postcode, people.number).astype(np.int64)
    codes = squeezed(np.where(house < 0, -1, house * (addition.max(initial=0) + 1) + addition))
    counts = np.append(np.bincount(codes[codes >= 0]), 0)[codes]
    few: Flags = (counts <= weights.HOUSEHOLD_OF) & (people.email.counts() <= weights.HOUSEHOLD_OF)
    return few


def _proposed(
    people: People,
    columns: Mapping[str, Sequence[Any]],
    ids: Sequence[int],
    compared: Compared,
    small: Flags,
) -> list[Pair]:
    decided = decide(compared, small[compared.a] & small[compared.b])
    places = np.flatnonzero((decided.level > 0) | decided.together)
    if not len(places):
        return []
    given = np.argsort(np.asarray(ids, dtype=np.int64), kind="stable")
    raw = {name: columns[name] for name in COLUMNS if columns.get(name) is not None}
    found = []
    for place in places.tolist():
        a, b = int(compared.a[place]), int(compared.b[place])
        level, score = _level(decided, place)
        one, other = ({n: str(c[given[row]] or "") for n, c in raw.items()} for row in (a, b))
        why = tuple(_reasons(compared, place, one, other))
        seconds = [b] if a != b else np.flatnonzero(people.alike == a)[1:].tolist()
        found += [Pair(int(people.ids[a]), int(people.ids[row]), level, score, why) for row in seconds]
    return found


def _level(decided: Decided, place: int) -> tuple[str, float]:
    if decided.together[place]:
        return weights.HOUSEHOLD, round(float(decided.p_together[place]), 4)
    return _LEVEL_OF[int(decided.level[place])], round(float(decided.p_same[place]), 4)


def _reasons(compared: Compared, place: int, one: dict[str, str], other: dict[str, str]) -> list[Reason]:
    """What speaks for it (the most telling first), then what speaks against it."""
    fields = (*COMPANY[:2], *PERSON) if compared.companies[place] else PERSON
    weighed = []
    for name in fields:
        field = compared.fields[name]
        code = list(field.odds)[int(field.outcome[place])]
        if code != "unknown":
            same, _together, strangers = field.odds[code]
            if strangers < 0:
                strangers = 0.001
            telling = float(np.log(same / strangers))
            texts = {"one": _text(one, name), "other": _text(other, name)}
            weighed.append((telling, (code, texts)))
    weighed.sort(key=lambda item: -item[0])
    return [reason for _telling, reason in weighed]


def _text(row: dict[str, str], field: str) -> str:
    parts = [row.get(column, "") for column in _SHOWN[field]]
    if field in ("mobile", "landline", "first", "kvk"):
        return next(filter(None, parts), "")
    return " ".join(filter(None, parts))
