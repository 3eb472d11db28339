"""Customers as comparable numbers: every field interned, so that millions of pairs compare as arrays.

A code of -1 says that the field is unknown. Rows are in order of id, whatever the order of the columns.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from analysis.duplicates import names
from analysis.duplicates.strings import words

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

#: the columns of customers that are looked at; any of them may be absent
COLUMNS: Final = words(
    "soort aanhef voornaam voorletters tussenvoegsel achternaam bedrijfsnaam contactpersoon email "
    "telefoon mobiel straat huisnummer toevoeging postcode plaats kvk btw_nummer geboortedatum"
)
#: boxes of a post rather than of a person
ROLES: Final = frozenset(
    words(
        "info contact receptie administratie admin boekhouding facturen factuur crediteuren debiteuren "
        "finance verkoop sales inkoop kantoor office mail email post service klantenservice support "
        "secretariaat hallo hello winkel shop bestellingen orders order planning balie directie hr "
        "personeel marketing welkom vragen noreply no-reply webmaster secretaris penningmeester bestuur "
        "praktijk salon reserveringen"
    )
)
#: an address or number that more customers than this have says nothing about who somebody is
SHARED_BY: Final = 3
_MEN: Final = re.compile(r"\b(?:heer|dhr|hr|meneer|man|m)\b")
_WOMEN: Final = re.compile(r"\b(?:mevrouw|mevr|mw|mej|vrouw|mrs|ms|miss|v)\b")
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(r"\s*0*(\d+)\s*[-/]?\s*(.*)")
#: dates that stand for "unknown" in many programs
_NO_BIRTHDAYS: Final = frozenset({"1900-01-01", "1970-01-01", "1753-01-01", "1899-12-30", "1901-01-01"})


@dataclass(frozen=True)
class Interned:
    """A column as codes, and what every code stands for."""

    codes: Codes
    values: list[Any]

    def map(self, function: Callable[[Any], Any], unknown: Any, dtype: Any) -> npt.NDArray[Any]:
        """A function of the value for every row; it is called once a different value."""
        table = np.empty(len(self.values) + 1, dtype=dtype)
        for i, value in enumerate(self.values):
            table[i] = function(value)
        table[-1] = unknown
        found: npt.NDArray[Any] = table[self.codes]
        return found

    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows have the row's value (0 where unknown)."""
        table = np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))
        return np.where(self.codes >= 0, np.append(table, 0)[self.codes], 0)


@dataclass(frozen=True)
class People:
    """Everybody. `given` and `last` are codes of names; `letters` of all initials; masks are bits a … z."""

    ids: npt.NDArray[np.int64]
    first: Interned
    letters: Interned
    #: the initials that the first name, or the first letter, allows
    initial: npt.NDArray[np.int32]
    last: Interned
    gender: npt.NDArray[np.int8]
    #: 1 senior, 2 junior, 0 not said
    generation: npt.NDArray[np.int8]
    birth: Interned
    email: Interned
    local: Interned
    domain: Interned
    #: digits and first letters of an address: those of another shape are another person's
    mailbox: Codes
    #: the e-mail is of a post (info@) or of more than a few customers
    shared_email: Flags
    phones: tuple[Interned, Interned]
    postcode: Interned
    number: Interned
    addition: Interned
    street: Interned
    town: Interned
    company: Interned
    kvk: Interned
    #: rows that are wholly alike: the lowest of them
    alike: npt.NDArray[np.int64]
    soort: Interned = field(repr=False)

    def __len__(self) -> int:
        return len(self.ids)


def intern(values: Sequence[Any]) -> Interned:
    """Codes in order of first appearance; None and '' are -1."""
    known: dict[Any, int] = {None: -1, "": -1}
    codes = np.fromiter(
        (known.setdefault(v, len(known) - 2) for v in values), dtype=np.int32, count=len(values)
    )
    return Interned(codes, list(known)[2:])


def combined(*parts: Interned) -> Codes:
    """Codes of several columns together; -1 where one of them is unknown."""
    total = parts[0].codes.astype(np.int64)
    unknown = total < 0
    for part in parts[1:]:
        unknown = unknown | (part.codes < 0)
        total = total * (len(part.values) + 1) + part.codes
    return squeezed(np.where(unknown, -1, total))


def squeezed(codes: npt.NDArray[np.int64]) -> Codes:
    """Any numbers as codes from 0; negative ones become -1."""
    known = codes >= 0
    out = np.full(len(codes), -1, dtype=np.int32)
    out[known] = np.unique(codes[known], return_inverse=True)[1]
    return out


def read(ids: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> People:
    """Customers from columns of text (None: unknown), of equal length."""
    numbers = np.asarray(ids, dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    n = len(numbers)
    ordered = order.tolist()

    def column(name: str) -> Sequence[Any]:
        given = columns.get(name)
        return [None] * n if given is None else [given[i] for i in ordered]

    raw = {name: intern(column(name)) for name in COLUMNS}
    first, letters, initial, last = _names(raw)
    email, local, domain, shared = _email(raw["email"])
    whole = _numbers(raw["huisnummer"], raw["toevoeging"])
    seen = {name: raw[name].codes for name in COLUMNS}
    return People(
        ids=numbers[order],
        first=first,
        letters=letters,
        initial=initial,
        last=last,
        gender=raw["aanhef"].map(_gender, 0, np.int8),
        generation=_generation(raw),
        birth=again(raw["geboortedatum"], _birthday),
        email=email,
        local=local,
        domain=domain,
        mailbox=again(email, _shape).codes,
        shared_email=shared,
        phones=_phones(raw["telefoon"], raw["mobiel"]),
        postcode=again(raw["postcode"], lambda text: names.fold(text).replace(" ", "").upper()),
        number=whole[0],
        addition=whole[1],
        street=again(raw["straat"], _street),
        town=again(raw["plaats"], _town),
        company=again(raw["bedrijfsnaam"], lambda text: names.company(text) or None),
        kvk=_kvk(raw),
        alike=_alike(seen),
        soort=raw["soort"],
    )


def again(column: Interned, clean: Callable[[Any], Any]) -> Interned:
    """The column after cleaning: values that are cleaned to the same become one."""
    cleaned = intern([clean(value) for value in column.values])
    return Interned(np.append(cleaned.codes, np.int32(-1))[column.codes], cleaned.values)


def _alike(columns: Mapping[str, Codes]) -> npt.NDArray[np.int64]:
    """For every row the first one that is the same in every field."""
    # field by field: sorting whole rows at once would hold up the window
    kinds = np.zeros(len(next(iter(columns.values()))), dtype=np.int64)
    for codes in columns.values():
        widened = kinds * (int(codes.max(initial=-1)) + 2) + codes + 1
        kinds = np.unique(widened, return_inverse=True)[1]
    _, first = np.unique(kinds, return_index=True)
    found: npt.NDArray[np.int64] = first[kinds]
    return found


def _names(raw: Mapping[str, Interned]) -> tuple[Interned, Interned, npt.NDArray[np.int32], Interned]:
    """First names, all initials, the first letters that are possible, and last names, for every row."""
    keys = ("voornaam", "voorletters", "tussenvoegsel", "achternaam", "contactpersoon")
    known: dict[tuple[int, ...], tuple[str, str, int, Any]] = {}
    rows = []
    for key in zip(*(raw[name].codes.tolist() for name in keys), strict=True):
        found = known.get(key)
        if found is None:
            texts = (
                raw[name].values[code] if code >= 0 else "" for name, code in zip(keys, key, strict=True)
            )
            found = known[key] = _name(*texts)
        rows.append(found)
    firsts, letters, initials, lasts = zip(*rows, strict=True) if rows else ((), (), (), ())
    return intern(firsts), intern(letters), np.array(initials, dtype=np.int32), intern(lasts)


def _name(first: str, letters: str, prefix: str, last: str, contact: str) -> tuple[str, str, int, Any]:
    one, surname = names.given(first), names.last(f"{prefix} {last}")
    if not surname.joined and (contact or len(first.split()) > 1):
        one, surname = names.person(contact or first)
    written = names.given(letters)
    initials = written.letters or one.letters
    bits = names.initials_of([*(names.may_be(one.first) if one.first else ()), one.letters, written.letters])
    return one.first, initials, bits, surname if surname.joined else None


def _generation(raw: Mapping[str, Interned]) -> npt.NDArray[np.int8]:
    """'Willem sr.', 'Pot jr.': wherever the name says it."""
    columns = ("voornaam", "achternaam", "contactpersoon", "voorletters")
    said = [raw[name].map(names.generation, 0, np.int8) for name in columns]
    found: npt.NDArray[np.int8] = np.max(said, axis=0)
    return found


def _gender(text: str) -> int:
    plain = names.fold(text.replace(".", " "))
    man, woman = _MEN.search(plain), _WOMEN.search(plain)
    return 0 if bool(man) == bool(woman) else 1 if man else 2


def _birthday(text: str) -> str | None:
    day = str(text)[:10]
    return None if day in _NO_BIRTHDAYS or len(day) < 10 else day.replace("-", "")


def _email(column: Interned) -> tuple[Interned, Interned, Interned, Flags]:
    plain = again(column, _plain_email)
    local = again(plain, lambda text: text.rpartition("@")[0])
    domain = again(plain, lambda text: text.rpartition("@")[2])
    is_role = local.map(lambda text: text in ROLES, False, np.bool_)
    return plain, local, domain, is_role | (plain.counts() > SHARED_BY)


def _shape(address: str) -> str:
    """The digits, and the letters that words begin with: j.devries and p.devries are two people."""
    words_ = re.split(r"[._-]", address.partition("@")[0])
    return "".join(re.findall(r"\d", address)) + "|" + "".join(word[:1] for word in words_)


def _plain_email(text: str) -> str | None:
    local, at, domain = text.strip().lower().rpartition("@")
    if not at or not local:
        return None
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def _phones(one: Interned, two: Interned) -> tuple[Interned, Interned]:
    """Both numbers by their last nine digits, in one list of codes: a number may stand in either column."""
    tables = [[_digits(text) for text in column.values] for column in (one, two)]
    both = intern([*tables[0], *tables[1]])
    cut = len(tables[0])
    parts = (both.codes[:cut], both.codes[cut:])
    found = [
        Interned(np.append(part, np.int32(-1))[column.codes], both.values)
        for part, column in zip(parts, (one, two), strict=True)
    ]
    return found[0], found[1]


def _digits(text: str) -> str | None:
    digits = "".join(_DIGITS.findall(text.partition(";")[0]))
    if len(digits) < 8 or len(set(digits[-8:])) < 3:
        return None
    return digits[-9:]


def _numbers(column: Interned, addition: Interned) -> tuple[Interned, Interned]:
    """House numbers without their addition, and additions in one spelling."""
    parts = [found.groups() if (found := _NUMBER.fullmatch(text)) else (text, "") for text in column.values]
    number = intern([part[0] for part in parts])
    inside = [names.fold(part[1]).replace(" ", "").replace("-", "") for part in parts]
    beside = [names.fold(text).replace(" ", "").replace("-", "") for text in addition.values]
    rows = [
        (beside[b] if b >= 0 else "") or (inside[a] if a >= 0 else "")
        for a, b in zip(column.codes.tolist(), addition.codes.tolist(), strict=True)
    ]
    return Interned(np.append(number.codes, np.int32(-1))[column.codes], number.values), intern(rows)


def _street(text: str) -> str:
    plain = names.fold(text.replace(".", " ")).replace("-", "")
    plain = re.sub(r"str$", "straat", plain)
    plain = re.sub(r"ln$", "laan", plain)
    return plain.replace(" ", "").replace("ij", "y")


def _town(text: str) -> str:
    plain = names.fold(text).replace("-", " ").replace(" ", "")
    return {"sgravenhage": "denhaag", "shertogenbosch": "denbosch"}.get(plain, plain)


def _kvk(raw: Mapping[str, Interned]) -> Interned:
    """The KvK number; for want of it the VAT number."""
    kvk = ["".join(_DIGITS.findall(text))[:8] for text in raw["kvk"].values]
    vat = ["v" + "".join(_DIGITS.findall(text)) for text in raw["btw_nummer"].values]
    rows = [
        (kvk[k] if k >= 0 and len(kvk[k]) >= 7 else "") or (vat[v] if v >= 0 and len(vat[v]) > 8 else "")
        for k, v in zip(raw["kvk"].codes.tolist(), raw["btw_nummer"].codes.tolist(), strict=True)
    ]
    return intern(rows)
