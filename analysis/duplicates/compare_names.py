"""First names, last names, salutations and birthdays of two people."""

import numpy as np

from analysis.duplicates import names, weights
from analysis.duplicates.outcomes import Outcomes, Rows, chosen, typo
from analysis.duplicates.people import Flags, People, intern
from analysis.duplicates.strings import distance, on_values

#: a name of at least so many letters that begins a longer one may be the same (Anne, Annemarie)
_BEGINNING = 4


def first_names(people: People, a: Rows, b: Rows) -> Outcomes:
    x, y = people.first.codes[a], people.first.codes[b]
    both = (x >= 0) & (y >= 0)
    values = people.first.values
    heard = [names.sound(one) for one in values]
    known = [names.is_known(one) for one in values]
    forms = [names.may_be(one) for one in values]

    def other(i: list[int], j: list[int]) -> Outcomes:
        """1 nickname, 2 near, 3 similar, 4 begins alike, 0 another name."""
        wrong = typo([values[k] for k in i], [values[k] for k in j])
        # of a short name one key wrong says less: it may be a name that we do not know
        close = distance([values[k] for k in i], [values[k] for k in j], 1) <= 1
        close &= np.array([not (known[p] and known[q]) for p, q in zip(i, j, strict=True)])
        out = np.zeros(len(i), dtype=np.int8)
        for k, (p, q) in enumerate(zip(i, j, strict=True)):
            related = not forms[p].isdisjoint(forms[q])
            begins = values[p].startswith(values[q]) or values[q].startswith(values[p])
            if values[p] in forms[q] or values[q] in forms[p] or (related and begins):
                out[k] = 1
            elif heard[p] == heard[q]:
                out[k] = 3
            elif wrong[k]:
                out[k] = 2 if known[p] and known[q] else 3
            elif related or close[k]:
                out[k] = 2
            elif _begins(values[p], values[q]):
                out[k] = 4
        return out

    apart = on_values(x, y, both & (x != y), other)
    m, k = people.letters.codes[a], people.letters.codes[b]
    letters = people.letters.values
    same_letters = (m == k) & (m >= 0)
    many = people.letters.map(lambda text: len(text) > 1, False, np.bool_)[a]
    initial = (people.initial[a] & people.initial[b]) != 0
    has_initial = (people.initial[a] != 0) & (people.initial[b] != 0)
    clash = on_values(
        m,
        k,
        (m >= 0) & (k >= 0) & (m != k) & ~both,
        lambda i, j: np.array(
            [not _begin_alike(letters[p], letters[q]) for p, q in zip(i, j, strict=True)], dtype=np.int8
        ),
    )
    neither = (x < 0) & (y < 0)
    return chosen(
        weights.FIRST,
        len(a),
        ("first_equal", both & (x == y)),
        # Hendrik-Jan and Hendrik Jan: the letters say that the second name is there in both
        ("first_nickname", both & ((apart == 1) | ((apart == 4) & same_letters & many))),
        ("first_similar", both & (apart == 3)),
        ("first_near", both & ((apart == 2) | (apart == 4) | (same_letters & many))),
        ("first_differs", both),
        ("initials_equal", same_letters & many),
        ("initial_differs", has_initial & (~initial | (clash == 1))),
        ("initial_equal", has_initial & neither),
        ("initial_fits", has_initial),
    )


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _BEGINNING and long.startswith(short)


def _begin_alike(one: str, other: str) -> bool:
    """'j' and 'jp' may be one person's, 'jp' and 'ja' are not; a call name's letter stands behind 'c' …"""
    return one.startswith(other) or other.startswith(one) or (len(one) == 1) != (len(other) == 1)


def last_names(people: People, a: Rows, b: Rows) -> Outcomes:
    x, y = people.last.codes[a], people.last.codes[b]
    both = (x >= 0) & (y >= 0)
    values = people.last.values
    shares = names.shares()
    known = [any(("last", one) in shares for one in (name.joined, *name.parts)) for name in values]
    cores = ["".join(name.parts) for name in values]
    heard = [names.sound(one) for one in cores]
    sets = [frozenset(name.parts) for name in values]

    def other(i: list[int], j: list[int]) -> Outcomes:
        """1 equal, 2 part, 3 similar, 4 near, 0 another name."""
        wrong = typo([cores[k] for k in i], [cores[k] for k in j])
        out = np.zeros(len(i), dtype=np.int8)
        for k, (p, q) in enumerate(zip(i, j, strict=True)):
            if sets[p] == sets[q] or values[p].joined == values[q].joined or cores[p] == cores[q]:
                out[k] = 1
            elif not sets[p].isdisjoint(sets[q]):
                out[k] = 2
            elif heard[p] == heard[q] or wrong[k]:
                out[k] = 4 if known[p] and known[q] else 3
        return out

    apart = on_values(x, y, both & (x != y), other)
    return chosen(
        weights.LAST,
        len(a),
        ("last_equal", both & ((x == y) | (apart == 1))),
        ("last_part", both & (apart == 2)),
        ("last_similar", both & (apart == 3)),
        ("last_near", both & (apart == 4)),
        ("last_differs", both),
    )


def swapped(people: People, a: Rows, b: Rows) -> Flags:
    """Does the first name of one stand as the last name of the other, and the other name fit as well?

    One of both must be there to the letter; the other may have a typing error or be a short form.
    """
    words = intern([*people.first.values, *("".join(name.parts) for name in people.last.values)])
    cut = len(people.first.values)
    first = np.append(words.codes[:cut], np.int32(-1))[people.first.codes]
    last = np.append(words.codes[cut:], np.int32(-1))[people.last.codes]
    whole = (first[a] >= 0) & (first[b] >= 0) & (last[a] >= 0) & (last[b] >= 0) & (first[a] != first[b])
    one, other = first[a] == last[b], last[a] == first[b]
    found: Flags = whole & one & other
    for p, q, half in ((last[a], first[b], one), (first[a], last[b], other)):
        places = np.flatnonzero(whole & half & ~found)
        if len(places):
            texts = [[words.values[code] for code in codes[places].tolist()] for codes in (p, q)]
            fits = typo(*texts)
            fits |= np.array([bool(names.may_be(x) & names.may_be(y)) for x, y in zip(*texts, strict=True)])
            found[places] = fits
    return found


def gender(people: People, a: Rows, b: Rows) -> Outcomes:
    """Only where the first names do not say it already."""
    x, y = people.gender[a], people.gender[b]
    both = (x > 0) & (y > 0) & ~((people.first.codes[a] >= 0) & (people.first.codes[b] >= 0))
    return chosen(weights.GENDER, len(a), ("gender_equal", both & (x == y)), ("gender_differs", both))


def birth(people: People, a: Rows, b: Rows) -> Outcomes:
    x, y = people.birth.codes[a], people.birth.codes[b]
    both = (x >= 0) & (y >= 0)
    values = people.birth.values

    def near(i: list[int], j: list[int]) -> Outcomes:
        one, other = [values[k] for k in i], [values[k] for k in j]
        turned = [f"{text[:4]}{text[6:]}{text[4:6]}" for text in other]
        found: Outcomes = ((distance(one, other, 1) <= 1) | (np.array(one) == np.array(turned))).astype(
            np.int8
        )
        return found

    first_of_year = people.birth.map(lambda text: text.endswith("0101"), False, np.bool_)[a]
    return chosen(
        weights.BIRTH,
        len(a),
        ("birth_new_year", both & (x == y) & first_of_year),
        ("birth_equal", both & (x == y)),
        ("birth_near", both & (on_values(x, y, both & (x != y), near) == 1)),
        ("birth_differs", both),
    )
