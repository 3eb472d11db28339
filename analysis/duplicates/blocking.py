"""Whom to compare with whom: customers who share a key, in blocks of bounded size.

A block that is too large (info@, a flat, everybody called Jan de Vries) is cut finer by more fields; what is
too large even then is left out and said. So the work grows with the customers, never with their square.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.duplicates import names
from analysis.duplicates.people import Codes, Interned, People, again, combined, squeezed

Pairs = npt.NDArray[np.int64]

#: the most customers who are all compared with each other
LARGEST: Final = 40
#: … for a key that says less
LARGEST_WEAK: Final = 12
#: a local part shorter than this ("jan@") is everybody's
_TELLING: Final = 6


@dataclass(frozen=True)
class LeftOut:
    """Blocks that were too large even when cut finer: the key, how many, and how many customers in them."""

    key: str
    blocks: int
    customers: int


@dataclass(frozen=True)
class Key:
    """A field or several that people who are the same often share; `finer` cuts a block that is too large."""

    name: str
    codes: Codes
    finer: tuple[Codes, ...] = ()
    largest: int = LARGEST


def candidates(people: People, each: Callable[[], None]) -> tuple[Pairs, list[LeftOut]]:
    """Pairs of rows (first < second, as first * n + second, ascending), and what was left out.

    Only the first of rows that are wholly alike takes part. `each` is called after every key.
    """
    n = len(people)
    is_first = people.alike == np.arange(n)
    found: list[Pairs] = []
    left: list[LeftOut] = []
    for key in _keys(people):
        codes = np.where(np.tile(is_first, len(key.codes) // max(n, 1)), key.codes, -1)
        pairs, missed = _pairs(codes, key)
        found.append(_each_once(pairs))
        if missed is not None:
            left.append(missed)
        each()
    together = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
    return _each_once(together), left


def _each_once(pairs: Pairs) -> Pairs:
    """The pairs in order, without repeats; a plain sort lets the window go on, np.unique's table does not."""
    ordered = np.sort(pairs)
    found: Pairs = ordered[np.diff(ordered, prepend=-1) != 0]
    return found


def _keys(people: People) -> Iterator[Key]:
    first, surname = _first_key(people), people.last
    heard = again(surname, lambda name: names.skeleton(name.parts[0]))
    second = again(surname, lambda name: names.skeleton(name.parts[-1]) if len(name.parts) > 1 else None)
    letter = Interned(_letter(people), list(range(26)))
    who = (first.codes, heard.codes)
    local = again(people.local, lambda text: text if len(text) >= _TELLING else None)
    local = Interned(np.where(people.shared_email, -1, local.codes).astype(np.int32), local.values)
    digits = people.number

    yield Key("email", people.email.codes, who)
    yield Key("email_name", local.codes, who, LARGEST_WEAK)
    yield Key("phone", _either_phone(people), who)
    yield Key("address", combined(people.postcode, digits), who)
    yield Key("street", combined(people.street, digits, people.town), who)
    yield Key("street_name", combined(people.street, digits, heard), who, LARGEST_WEAK)
    yield Key("postcode_last", combined(people.postcode, heard), who)
    yield Key("postcode_first", combined(people.postcode, first), who, LARGEST_WEAK)
    yield Key("birthday_letter", combined(people.birth, letter), who)
    yield Key("birthday_last", combined(people.birth, heard), who)
    whole = _swappable(people)
    place = (people.town.codes, people.birth.codes)
    yield Key("name", whole, place, LARGEST_WEAK)
    for key in (heard, second):
        yield Key("name_letter_town", combined(key, letter, people.town), who, LARGEST_WEAK)
        yield Key("name_first", combined(key, first), place, LARGEST_WEAK)
    yield Key("kvk", people.kvk.codes, who)
    yield Key("company", people.company.codes, (people.postcode.codes, *who))
    lead = again(people.company, lambda words: max(words, key=lambda word: (len(word), word)))
    area = again(people.postcode, lambda text: text[:4])
    yield Key("company_place", combined(lead, area), who, LARGEST_WEAK)


def _first_key(people: People) -> Interned:
    """First names with every short form of one name (Kees, Cor, Cornelis) under one key."""
    return again(people.first, _one_form)


def _one_form(first: str) -> str:
    forms = names.may_be(first) - {first}
    return names.sound(min(forms) if forms else first)


def _letter(people: People) -> Codes:
    """The one initial that the letters or the full name of somebody begin with, 0 … 25."""
    from_letters = people.letters.map(lambda text: ord(text[0]) - 97, -1, np.int32)
    forms = people.first.map(lambda name: ord(_one_form(name)[0]) - 97, -1, np.int32)
    plain = people.first.map(lambda name: ord(name[0]) - 97, -1, np.int32)
    found = np.where(from_letters >= 0, from_letters, np.where(forms >= 0, forms, plain))
    return np.where((found >= 0) & (found < 26), found, -1).astype(np.int32)


def _either_phone(people: People) -> Codes:
    """Both numbers of everybody: the rows are laid over each other twice (row n + i is row i again)."""
    one, two = (phone.codes for phone in people.phones)
    return np.concatenate([one, np.where(two == one, -1, two)]).astype(np.int32)


def _swappable(people: People) -> Codes:
    """First and last name in one, in alphabetical order: 'Jansen Peter' meets 'Peter Jansen'."""
    lasts = [name.parts[0] if name.parts else "" for name in people.last.values]
    firsts = people.first.values
    known: dict[tuple[str, str], int] = {}
    rows = zip(people.first.codes.tolist(), people.last.codes.tolist(), strict=True)
    codes = np.full(len(people), -1, dtype=np.int64)
    for i, (f, s) in enumerate(rows):
        if f >= 0 and s >= 0:
            a, b = firsts[f], lasts[s]
            codes[i] = known.setdefault((a, b) if a < b else (b, a), len(known))
    return squeezed(codes)


def _pairs(codes: Codes, key: Key) -> tuple[Pairs, LeftOut | None]:
    """All pairs inside the blocks of a key."""
    n = len(key.finer[0]) if key.finer else len(codes)
    rows = np.flatnonzero(codes >= 0)
    blocks = codes[rows].astype(np.int64)
    rows = rows % n
    out: list[Pairs] = []
    missed = 0, 0
    for finer in (None, *key.finer):
        if finer is not None:
            values = finer[rows].astype(np.int64)
            # who lacks the finer field stays with those who lack it too
            blocks = np.unique(blocks * (int(finer.max(initial=0)) + 2) + values + 1, return_inverse=True)[1]
        order = np.lexsort((rows, blocks))
        rows, blocks = rows[order], blocks[order]
        starts = np.flatnonzero(np.diff(blocks, prepend=-1))
        sizes = np.diff(np.append(starts, len(blocks)))
        fits = sizes <= key.largest
        out += _inside(rows, starts[fits], sizes[fits], n)
        too_large = np.repeat(~fits, sizes)
        missed = int((~fits).sum()), int(too_large.sum())
        rows, blocks = rows[too_large], blocks[too_large]
        if not len(rows):
            break
    pairs = np.concatenate(out) if out else np.empty(0, dtype=np.int64)
    return pairs, LeftOut(key.name, *missed) if missed[0] else None


def _inside(rows: Pairs, starts: Pairs, sizes: Pairs, n: int) -> Iterator[Pairs]:
    """The pairs of blocks, all blocks of one size at a time."""
    for size in np.unique(sizes[sizes > 1]).tolist():
        block = rows[starts[sizes == size][:, None] + np.arange(size)]
        i, j = np.triu_indices(size, 1)
        a, b = block[:, i].ravel(), block[:, j].ravel()
        different = a != b
        low, high = np.minimum(a, b)[different], np.maximum(a, b)[different]
        yield low * n + high
