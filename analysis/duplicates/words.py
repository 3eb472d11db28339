"""Sentences for what the search says in codes: why two customers may be one, or are not."""

from collections.abc import Iterable, Mapping
from typing import Final

from core.text import N_, _, day, number

#: what speaks for one person (or for belonging together)
FOR: Final[dict[str, str]] = {
    "first_equal": N_("Same first name ({one})"),
    "first_nickname": N_("First name {one} fits {other}"),
    "first_similar": N_("First name nearly the same: {one} and {other}"),
    "initials_equal": N_("Same initials"),
    "initial_equal": N_("Same initial ({one})"),
    "initial_fits": N_("Initial fits: {one} and {other}"),
    "last_equal": N_("Same last name ({one})"),
    "last_similar": N_("Last name nearly the same: {one} and {other}"),
    "last_part": N_("Last name shares a part: {one} and {other}"),
    "names_swapped": N_("First and last name have changed places"),
    "gender_equal": N_("Same salutation"),
    "birth_equal": N_("Same date of birth ({one})"),
    "birth_new_year": N_("Same date of birth ({one}), but the first of January is often filled in"),
    "birth_near": N_("Date of birth nearly the same: {one} and {other}"),
    "email_equal": N_("Same e-mail address ({one})"),
    "email_shared": N_("Same mailbox, which more people use ({one})"),
    "email_provider": N_("Same name before the @, other provider: {one} and {other}"),
    "email_named": N_("E-mail addresses with the same name, other provider: {one} and {other}"),
    "email_similar": N_("E-mail address nearly the same: {one} and {other}"),
    "email_domain": N_("E-mail addresses of the same organisation: {one} and {other}"),
    "mobile_equal": N_("Same mobile number"),
    "mobile_similar": N_("Mobile number nearly the same"),
    "landline_equal": N_("Same telephone number"),
    "phone_shared": N_("Same telephone number, which many customers have"),
    "address_equal": N_("Same address ({one})"),
    "addition_unknown": N_("Same address, once without the addition: {one} and {other}"),
    "number_differs": N_("Same street, other house number: {one} and {other}"),
    "postcode_equal": N_("Same postcode, once without a house number"),
    "company_equal": N_("Same company name ({one})"),
    "company_similar": N_("Company name nearly the same: {one} and {other}"),
    "company_part": N_("Company name shares words: {one} and {other}"),
    "kvk_equal": N_("Same Chamber of Commerce number"),
    "kvk_similar": N_("Chamber of Commerce number nearly the same: {one} and {other}"),
}
#: what speaks against it
AGAINST: Final[dict[str, str]] = {
    "first_near": N_("Other first name that looks like it: {one} and {other}"),
    "first_differs": N_("Other first name: {one} and {other}"),
    "initial_differs": N_("Other initials: {one} and {other}"),
    "last_near": N_("Other last name that looks like it: {one} and {other}"),
    "last_differs": N_("Other last name: {one} and {other}"),
    "gender_differs": N_("Other salutation: {one} and {other}"),
    "birth_differs": N_("Other date of birth: {one} and {other}"),
    "email_differs": N_("Other e-mail address: {one} and {other}"),
    "mobile_differs": N_("Other mobile number"),
    "landline_differs": N_("Other telephone number"),
    "addition_differs": N_("Other addition to the house number: {one} and {other}"),
    "town_equal": N_("Other address in the same town: {one} and {other}"),
    "town_differs": N_("Other address: {one} and {other}"),
    "company_differs": N_("Other company name: {one} and {other}"),
    "kvk_differs": N_("Other Chamber of Commerce number: {one} and {other}"),
}
LEVELS: Final[dict[str, str]] = {
    "zeker": N_("certain"),
    "waarschijnlijk": N_("likely"),
    "mogelijk": N_("possible"),
    "huishouden": N_("belong together"),
}
#: keys of blocks that can be too large to compare: what is left out of them
_KEYS: Final[dict[str, str]] = {
    "email": N_("the same e-mail address"),
    "email_name": N_("the same name before the @"),
    "phone": N_("the same telephone number"),
    "address": N_("the same address"),
    "street": N_("the same street and house number"),
    "street_name": N_("the same name and street"),
    "postcode_last": N_("the same postcode and last name"),
    "postcode_first": N_("the same postcode and first name"),
    "birthday_letter": N_("the same date of birth and initial"),
    "birthday_last": N_("the same date of birth and last name"),
    "name": N_("the same whole name"),
    "name_letter_town": N_("the same last name and initial in one town"),
    "name_first": N_("the same first and last name"),
    "kvk": N_("the same Chamber of Commerce number"),
    "company": N_("the same company name"),
    "company_place": N_("the same company name in one area"),
}


def sentence(code: str, about: Mapping[str, str]) -> str:
    """One reason as a user reads it."""
    one, other = about.get("one", ""), about.get("other", "")
    if code.startswith("birth_"):
        one, other = day(one), day(other)
    return _(FOR.get(code) or AGAINST[code]).format(one=one, other=other)


def sentences(why: Iterable[tuple[str, Mapping[str, str]]]) -> tuple[list[str], list[str]]:
    """What speaks for it, and what speaks against it."""
    pro: list[str] = []
    contra: list[str] = []
    for code, about in why:
        (pro if code in FOR else contra).append(sentence(code, about))
    return pro, contra


def level_name(level: str) -> str:
    """A level as a user reads it."""
    return _(LEVELS[level])


def left_out(key: str, customers: int) -> str:
    """What was too large to compare."""
    said = _("{customers} customers were not all compared with each other: too many share {key}.")
    return said.format(customers=number(customers), key=_(_KEYS[key]))
