"""E-mail addresses, telephone numbers and addresses of two customers."""

from typing import Final

import numpy as np

from analysis.duplicates import weights
from analysis.duplicates.outcomes import Outcomes, Rows, chosen
from analysis.duplicates.people import Codes, Flags, Interned, People, again
from analysis.duplicates.strings import distance, on_values, words

#: domains that say nothing about who works where
_PUBLIC: Final = frozenset(
    words(
        "gmail.com hotmail.com hotmail.nl outlook.com live.nl live.com msn.com yahoo.com yahoo.nl "
        "icloud.com me.com ziggo.nl kpnmail.nl kpnplanet.nl planet.nl xs4all.nl home.nl hetnet.nl "
        "upcmail.nl chello.nl casema.nl telfort.nl tele2.nl online.nl quicknet.nl solcon.nl caiway.nl "
        "zonnet.nl proton.me"
    )
)
#: more customers than this with one domain are no company
_LARGEST_COMPANY: Final = 100


def email(people: People, a: Rows, b: Rows) -> Outcomes:
    x, y = people.email.codes[a], people.email.codes[b]
    both = (x >= 0) & (y >= 0)
    values = people.email.values
    local = people.local.codes
    telling = people.local.map(lambda text: len(text) >= 6, False, np.bool_) & ~people.shared_email
    domain = people.domain.codes
    own = people.domain.map(lambda text: text not in _PUBLIC, False, np.bool_)
    own &= people.domain.counts() <= _LARGEST_COMPANY

    def near(i: list[int], j: list[int]) -> Outcomes:
        one, other = [values[k] for k in i], [values[k] for k in j]
        long = np.array([min(len(p), len(q)) for p, q in zip(one, other, strict=True)]) >= 10
        found: Outcomes = ((distance(one, other, 2) <= 2) & long).astype(np.int8)
        return found

    alike = both & (x != y) & (people.mailbox[a] == people.mailbox[b])
    named = people.local.map(lambda text: not any(c.isdigit() for c in text), False, np.bool_)[a]
    moved = both & (local[a] == local[b]) & telling[a] & telling[b]
    return chosen(
        weights.COMPANY_EMAIL,
        len(a),
        ("email_shared", both & (x == y) & people.shared_email[a]),
        ("email_equal", both & (x == y)),
        ("email_named", moved & named),
        ("email_provider", moved),
        ("email_similar", both & (on_values(x, y, alike, near) == 1)),
        ("email_domain", both & (domain[a] == domain[b]) & own[a]),
        ("email_differs", both),
    )


def _kind(people: People, mobile: bool) -> tuple[Codes, Codes]:
    """Both numbers where they are of that kind, -1 elsewhere."""
    kept = []
    for phone in people.phones:
        is_mobile = phone.map(lambda text: text.startswith("6") and len(text) == 9, False, np.bool_)
        kept.append(np.where(is_mobile == mobile, phone.codes, -1).astype(np.int32))
    return kept[0], kept[1]


def _equal_number(people: People, a: Rows, b: Rows, mobile: bool) -> tuple[Flags, Flags, Flags]:
    """(the same number, both have one of that kind, the number is of more than a household)."""
    one, two = _kind(people, mobile)
    counts = np.bincount(np.concatenate([one, two]) + 1, minlength=len(people.phones[0].values) + 1)
    equal, busy = np.zeros(len(a), dtype=bool), np.zeros(len(a), dtype=bool)
    for p in (one, two):
        for q in (one, two):
            hit = (p[a] == q[b]) & (p[a] >= 0)
            equal |= hit
            busy |= hit & (counts[p[a] + 1] > weights.HOUSEHOLD_OF)
    both = ((one[a] >= 0) | (two[a] >= 0)) & ((one[b] >= 0) | (two[b] >= 0))
    return equal, both, busy


def mobile(people: People, a: Rows, b: Rows) -> Outcomes:
    equal, both, busy = _equal_number(people, a, b, True)
    one, two = _kind(people, True)
    single = np.where(one >= 0, one, two)
    values = people.phones[0].values

    def near(i: list[int], j: list[int]) -> Outcomes:
        found: Outcomes = (distance([values[k] for k in i], [values[k] for k in j], 1) <= 1).astype(np.int8)
        return found

    close = on_values(single[a], single[b], both & ~equal, near) == 1
    return chosen(
        weights.MOBILE,
        len(a),
        ("phone_shared", equal & busy),
        ("mobile_equal", equal),
        ("mobile_similar", close),
        ("mobile_differs", both),
    )


def landline(people: People, a: Rows, b: Rows) -> Outcomes:
    equal, both, busy = _equal_number(people, a, b, False)
    return chosen(
        weights.LANDLINE,
        len(a),
        ("phone_shared", equal & busy),
        ("landline_equal", equal),
        ("landline_differs", both),
    )


def address(people: People, a: Rows, b: Rows) -> Outcomes:
    def same(column: Interned) -> Flags:
        found: Flags = (column.codes[a] == column.codes[b]) & (column.codes[a] >= 0)
        return found

    def other(column: Interned) -> Flags:
        found: Flags = (column.codes[a] != column.codes[b]) & (column.codes[a] >= 0) & (column.codes[b] >= 0)
        return found

    area = again(people.postcode, lambda text: text[:4])
    codes, values = people.postcode.codes, people.postcode.values

    def near(i: list[int], j: list[int]) -> Outcomes:
        found: Outcomes = (distance([values[k] for k in i], [values[k] for k in j], 1) <= 1).astype(np.int8)
        return found

    street = same(people.street) & ~other(people.town)
    # a street and number have one postcode: another one is a typing error or another street of that name
    wrong = street & same(people.number) & other(people.postcode)
    wrong &= on_values(codes[a], codes[b], wrong, near) == 1
    place = same(people.postcode) | (street & (wrong | ~other(people.postcode)))
    house = place & same(people.number)
    lacks_number = (people.number.codes[a] < 0) | (people.number.codes[b] < 0)
    lone = (people.addition.codes[a] < 0) != (people.addition.codes[b] < 0)
    return chosen(
        weights.ADDRESS,
        len(a),
        ("addition_differs", house & other(people.addition)),
        ("addition_unknown", house & lone),
        ("address_equal", house),
        ("postcode_equal", place & lacks_number),
        ("number_differs", place & ~other(people.street)),
        ("town_equal", place | same(people.town) | same(area)),
        ("town_differs", other(people.town) | other(people.postcode)),
    )
