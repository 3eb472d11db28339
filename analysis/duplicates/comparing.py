"""Every field of both customers of a pair compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from analysis.duplicates import (
    compare_companies,
    compare_contact,
    compare_names,
    names,
    weights,
)
from analysis.duplicates.outcomes import Field, Rows, index
from analysis.duplicates.people import Flags, Interned, People

#: a name of fewer customers than this is not common here
_MANY: Final = 25


@dataclass(frozen=True)
class Compared:
    """Pairs of rows `a` < `b` with their outcomes. `one_company`: just one of both has a company's name."""

    a: Rows
    b: Rows
    companies: Flags
    one_company: Flags
    #: 2: one is a senior and the other a junior; 1: only one of both says what
    generations: npt.NDArray[np.int8]
    fields: Mapping[str, Field]
    #: the share of the name that both have (1 where it is not the same)
    first_share: npt.NDArray[np.float64]
    last_share: npt.NDArray[np.float64]


def compare(people: People, a: Rows, b: Rows) -> Compared:
    """Compare the customers in rows `a` with those in rows `b`."""
    first, last = compare_names.first_names(people, a, b), compare_names.last_names(people, a, b)
    swapped = compare_names.swapped(people, a, b)
    first[swapped] = 0
    last[swapped] = index(weights.LAST, "names_swapped")
    company = people.company.codes >= 0
    fields = {
        "first": Field(weights.FIRST, first),
        "last": Field(weights.LAST, last),
        "gender": Field(weights.GENDER, compare_names.gender(people, a, b)),
        "birth": Field(weights.BIRTH, compare_names.birth(people, a, b)),
        "email": Field(weights.COMPANY_EMAIL, compare_contact.email(people, a, b)),
        "mobile": Field(weights.MOBILE, compare_contact.mobile(people, a, b)),
        "landline": Field(weights.LANDLINE, compare_contact.landline(people, a, b)),
        "address": Field(weights.ADDRESS, compare_contact.address(people, a, b)),
        "company": Field(weights.COMPANY, compare_companies.company(people, a, b)),
        "kvk": Field(weights.KVK, compare_companies.kvk(people, a, b)),
    }
    fields["person"] = Field(weights.BEHIND, compare_companies.behind(fields["first"], fields["last"]))
    firsts = _shares(people.first, "first", lambda name: (name,))
    lasts = _shares(people.last, "last", lambda name: (name.joined, *name.parts))
    age, other_age = people.generation[a], people.generation[b]
    generations = np.where(age == other_age, 0, np.where((age == 0) | (other_age == 0), 1, 2)).astype(np.int8)
    return Compared(
        a, b, company[a] & company[b], company[a] != company[b], generations, fields,
        np.maximum(firsts[a], firsts[b]), np.maximum(lasts[a], lasts[b]),
    )  # fmt: skip


def _shares(column: Interned, kind: str, words: Callable[[Any], tuple[str, ...]]) -> npt.NDArray[np.float64]:
    """How common everybody's name is: among the Dutch, or among these customers if that is more.

    Only names of many customers count as common here, and by powers of two, so that a customer more or less
    makes no difference.
    """
    known = names.shares()
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
    table = np.array(
        [max((known.get((kind, one), 0.0) for one in words(v)), default=0.0) for v in column.values] + [1.0]
    )
    table[table == 0] = names.RARE[kind]
    here = np.append(counts, 0) / max(len(column.codes), 1)
    many = np.append(counts, 0) >= _MANY
    here = np.where(many, 2.0 ** np.round(np.log2(np.where(many, here, 1.0))), 0.0)
    found: npt.NDArray[np.float64] = np.maximum(table, here)[column.codes]
    return found
