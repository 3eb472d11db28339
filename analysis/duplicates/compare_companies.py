"""Names, KvK numbers and contact persons of two companies."""

import numpy as np

from analysis.duplicates import weights
from analysis.duplicates.outcomes import Field, Outcomes, Rows, chosen, typo
from analysis.duplicates.people import People
from analysis.duplicates.strings import distance, on_values, words

#: short words that tell one branch or club from another
_TELLING_APART = frozenset(
    words("noord oost zuid west groot klein boven beneden heren dames jongens meisjes")
)


def company(people: People, a: Rows, b: Rows) -> Outcomes:
    x, y = people.company.codes[a], people.company.codes[b]
    both = (x >= 0) & (y >= 0)
    values = people.company.values
    whole = ["".join(words) for words in values]
    counted = [{word for word in words_ if word.isdigit() or word in _TELLING_APART} for words_ in values]

    def other(i: list[int], j: list[int]) -> Outcomes:
        """1 similar, 2 part, 0 another company."""
        wrong = typo([whole[k] for k in i], [whole[k] for k in j])
        out = wrong.astype(np.int8)
        for k, (p, q) in enumerate(zip(i, j, strict=True)):
            # the twelfth shop of a chain is not the thirteenth, nor the one in the east that in the west
            if counted[p] and counted[q] and counted[p] != counted[q]:
                out[k] = 0
                continue
            shared = set(values[p]) & set(values[q])
            fewest = min(len(set(values[p])), len(set(values[q])))
            if not wrong[k] and len(shared) == fewest and sum(map(len, shared)) >= 6:
                out[k] = 2
        return out

    apart = on_values(x, y, both & (x != y), other)
    return chosen(
        weights.COMPANY,
        len(a),
        ("company_equal", both & (x == y)),
        ("company_similar", both & (apart == 1)),
        ("company_part", both & (apart == 2)),
        ("company_differs", both),
    )


def kvk(people: People, a: Rows, b: Rows) -> Outcomes:
    """A KvK number beside a VAT number says nothing."""
    x, y = people.kvk.codes[a], people.kvk.codes[b]
    is_vat = people.kvk.map(lambda text: text.startswith("v"), False, np.bool_)
    both = (x >= 0) & (y >= 0) & (is_vat[a] == is_vat[b])
    values = people.kvk.values

    def near(i: list[int], j: list[int]) -> Outcomes:
        found: Outcomes = (distance([values[k] for k in i], [values[k] for k in j], 1) <= 1).astype(np.int8)
        return found

    return chosen(
        weights.KVK,
        len(a),
        ("kvk_equal", both & (x == y)),
        ("kvk_similar", both & (on_values(x, y, both & (x != y), near) == 1)),
        ("kvk_differs", both),
    )


def behind(first: Field, last: Field) -> Outcomes:
    """The people whom two companies name."""
    family = last.where("last_equal", "last_similar", "last_part", "names_swapped")
    given = first.where("first_equal", "first_nickname", "first_similar", "initials_equal")
    swapped = last.where("names_swapped")
    clash = first.where("first_differs", "initial_differs")
    return chosen(
        weights.BEHIND,
        len(first.outcome),
        ("person_equal", (family & given) | swapped),
        ("person_differs", clash | (last.where("last_differs", "last_near") & ~given)),
        ("person_fits", family | given),
    )
