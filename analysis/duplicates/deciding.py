"""From outcomes to a level: the odds of the three rivals, and what no sum of odds may overrule."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.duplicates import weights
from analysis.duplicates.comparing import Compared
from analysis.duplicates.people import Flags
from analysis.duplicates.weights import BY_NAME, Odds

Numbers = npt.NDArray[np.float64]

#: the fields that say who somebody is, and those of a company
PERSON = ("first", "last", "gender", "birth", "email", "mobile", "landline", "address")
COMPANY = ("company", "kvk", "email", "mobile", "landline", "address", "person")
#: places in a list of levels; 0 is no proposal
NONE, POSSIBLE, LIKELY, SURE = range(4)
#: a pair is only asked about where one person is this likely beside a household
_WORTH_ASKING = 0.2
#: less likely than this, two people who share something do so by chance
_LEAST_TOGETHER = 0.05


@dataclass(frozen=True)
class Decided:
    """For every pair: NONE … SURE, whether they belong together instead, and the odds of both (0 … 1)."""

    level: npt.NDArray[np.int8]
    together: Flags
    p_same: Numbers
    p_together: Numbers


def decide(compared: Compared, small_address: Flags) -> Decided:
    """`small_address`: the customers' address, if it is one, is that of no more than a household."""
    p_same, p_together = _odds(compared)
    level = np.zeros(len(p_same), dtype=np.int8)
    for place, (_, least) in zip((SURE, LIKELY, POSSIBLE), weights.LEVELS, strict=True):
        level[(p_same >= least) & (level == 0)] = place
    level[(level == POSSIBLE) & (p_same < _WORTH_ASKING * p_together)] = NONE
    level = np.minimum(level, np.where(compared.companies, _company_cap(compared), _person_cap(compared)))
    tied = (p_together >= _LEAST_TOGETHER) & np.where(
        compared.companies, _colleagues(compared), _housemates(compared, small_address)
    )
    return Decided(level, (level == NONE) & tied, p_same, p_together)


def _odds(compared: Compared) -> tuple[Numbers, Numbers]:
    """P(one person) and P(they belong together) by the three rivals."""
    persons = _logarithms(compared, PERSON, weights.PERSONS)
    companies = _logarithms(compared, COMPANY, weights.COMPANIES)
    logs = np.where(compared.companies[:, None], companies, persons)
    odds = np.exp(logs - logs.max(axis=1, keepdims=True, initial=-np.inf)) if len(logs) else logs
    odds /= odds.sum(axis=1, keepdims=True)
    return odds[:, 0], odds[:, 1]


def _logarithms(compared: Compared, fields: tuple[str, ...], prior: Odds) -> Numbers:
    total = np.tile(np.log(prior), (len(compared.a), 1))
    for name in fields:
        field = compared.fields[name]
        table = weights.EMAIL if name == "email" and fields is PERSON else field.odds
        odds = np.array(list(table.values()), dtype=np.float64)
        by_name = odds[:, 2] == BY_NAME
        odds[by_name, 2] = 1.0
        total += np.log(odds)[field.outcome]
        if by_name.any():
            share = compared.first_share if name == "first" else compared.last_share
            total[:, 2] += np.where(by_name[field.outcome], np.log(share), 0.0)
    return total


def _person_cap(compared: Compared) -> npt.NDArray[np.int8]:
    """The highest level that the names, birthdays and salutations of two people allow.

    SURE is only who also shares what one person has alone: a name at an address may be a father and a son.
    """
    field = compared.fields
    first, last, birth = field["first"], field["last"], field["birth"]
    exact = field["email"].where("email_equal", "email_provider") | field["mobile"].where("mobile_equal")
    nearly = field["email"].where("email_similar") | field["mobile"].where("mobile_similar")
    box = exact | (nearly & field["address"].where("address_equal", "addition_unknown", "number_differs"))
    own = box | birth.where("birth_equal")
    swapped = last.where("names_swapped")
    family = last.where("last_equal", "last_similar", "last_part") | swapped
    same = first.where("first_equal", "first_similar", "initials_equal") | swapped
    given = same | first.where("first_nickname")
    letter = first.where("initial_equal", "initial_fits")
    # twins may have one initial, or both a short form of one name: there a birthday says nothing, and
    # mailboxes of people of one name look alike
    cap = np.where(family & ((same & own) | (given & box) | (letter & exact)), SURE, LIKELY).astype(np.int8)
    cap[letter & ~own] = POSSIBLE
    cap[compared.one_company] = np.minimum(cap, LIKELY)[compared.one_company]
    nameless = (last.where("unknown") | first.where("unknown", "initial_differs")) & ~swapped
    cap[nameless & ~(birth.where("birth_equal") & box)] = POSSIBLE
    married = last.where("last_differs") & ~own
    cap[married] = POSSIBLE
    cap[married & ~(given & field["address"].where("address_equal"))] = NONE
    other = (
        first.where("first_differs") | birth.where("birth_differs") | field["gender"].where("gender_differs")
    )
    cap[compared.generations == 1] = np.minimum(cap, LIKELY)[compared.generations == 1]
    cap[other | (compared.generations == 2)] = NONE
    return cap


def _company_cap(compared: Compared) -> npt.NDArray[np.int8]:
    """The highest level that two rows of companies allow: another person is a colleague, another KvK another
    company, another place perhaps a branch."""
    field = compared.fields
    named = field["company"].where("company_equal", "company_similar")
    registered = field["kvk"].where("kvk_equal")
    cap = np.where(named | registered, SURE, POSSIBLE).astype(np.int8)
    elsewhere = field["address"].where("town_differs", "town_equal", "number_differs", "addition_differs")
    box = field["email"].where("email_equal", "email_shared") | field["mobile"].where("mobile_equal")
    cap[elsewhere & ~box] = np.minimum(cap, LIKELY)[elsewhere & ~box]
    other = field["person"].where("person_differs") | field["kvk"].where("kvk_differs")
    other |= field["birth"].where("birth_differs")
    other |= field["company"].where("company_differs") & ~registered
    cap[other] = NONE
    return cap


def _housemates(compared: Compared, small_address: Flags) -> Flags:
    """Two people of one house or one mailbox."""
    field = compared.fields
    family = field["last"].where("last_equal", "last_similar", "last_part")
    home = field["address"].where("address_equal") & small_address
    mail = field["email"].where("email_equal", "email_shared") & small_address
    number = field["mobile"].where("mobile_equal") | (field["landline"].where("landline_equal") & family)
    near = ~compared.one_company | family | mail
    known = ~field["first"].where("unknown")
    found: Flags = (home | mail | number) & near & known
    return found


def _colleagues(compared: Compared) -> Flags:
    """Two people of one company."""
    field = compared.fields
    company = field["company"].where("company_equal", "company_similar") | field["kvk"].where("kvk_equal")
    contact = (
        field["kvk"].where("kvk_equal")
        | field["address"].where("address_equal", "addition_unknown")
        | field["email"].where("email_equal", "email_shared", "email_domain")
        | field["landline"].where("landline_equal", "phone_shared")
        | field["mobile"].where("mobile_equal")
    )
    found: Flags = company & contact & field["person"].where("person_differs")
    return found & ~field["kvk"].where("kvk_differs")
