"""Which column is which field: headers first, then what the cells look like; each guess with its evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.fields import CUSTOMERS, INTERACTIONS, ORDERS, SURVEY
from core.fields import field as field_of
from core.text import _
from importers import content as look
from importers import sides
from importers.choices import consent_groups, plain
from importers.content import Content
from importers.opt_outs import STATES
from importers.synonyms import KNOWN, NEVER, Export, Match, compact, lookup, near, table
from importers.values import clock

#: how sure a way of finding is; the surest header gets the field
_EXPORT, _EXACT, _INSIDE, _NEAR, _CONTENT = range(5)
_HOW: Final = {"exact": _EXACT, "inside": _INSIDE, "near": _NEAR}
#: fields that several headers of one well-known export may fill together (the first filled cell counts)
_TOGETHER: Final = frozenset({"email", "telefoon", "klantnummer"})
#: a header that is a contact detail, over a column of yes and no: consent for it
_CONSENT: Final = {
    "email": "toestemming_email",
    "telefoon": "toestemming_telefoon",
    "mobiel": "toestemming_sms",
    "adres": "toestemming_post",
}

#: columns that the workbook of rejected rows adds, and what it calls cells beyond the header
REASON_COLUMNS: Final = ("Reden", "Rij")
_BEYOND: Final = re.compile(r"(?:kolom|column) \d+")

_MEMBER: Final = re.compile(r"(?:lid|member)(?:schap|ship)?\s", re.IGNORECASE)


@dataclass(frozen=True)
class Guess:
    """What a column was taken for and why. `samples` are (cell as it is, value as it will be)."""

    field: str | None
    evidence: str
    sure: bool
    samples: tuple[tuple[str, str], ...] = ()
    #: the field that the header names plainly but that the cells contradict
    unfit: str | None = None


@dataclass
class _Claim:
    header: str
    field: str
    how: int
    rank: int
    evidence: str
    others: tuple[str, ...] = ()


def guess(
    kind: str,
    headers: Sequence[str],
    contents: Mapping[str, Content],
    *,
    export: Export | None = None,
    fixed: Mapping[str, str | None] | None = None,
    typos: bool = True,
    by_content: bool = True,
) -> dict[str, Guess]:
    """Header → guess, for every header, in that kind of sheet.

    `fixed` is what the user (or a saved mapping) decided; it always wins. `typos`: also look for near misses.
    `by_content`: also take columns whose header says nothing for what their cells look like.
    """
    fixed = fixed or {}
    found = {h: Guess(f or None, _("chosen"), True) for h, f in fixed.items() if h in contents}
    for header in added_columns(headers):
        found.setdefault(header, Guess(None, _("added to the rejected rows"), True))
    taken = {guess.field for guess in found.values() if guess.field}
    claims: list[_Claim] = []
    for at, header in enumerate(headers):
        if header not in found:
            before = headers[at - 1] if at else ""
            claim = _claim(kind, header, before, contents[header], export, found, typos)
            if claim:
                claims.append(claim)
    _settle(claims, taken, found)
    if kind == CUSTOMERS:
        _address_or_street(found)
    if by_content:
        _by_content(kind, headers, contents, found)
    given = {guess.field for guess in found.values()}
    for header in headers:
        name = _contradicted(kind, header, contents[header])
        found.setdefault(header, Guess(None, "", False, unfit=None if name in given else name))
    return {header: found[header] for header in headers}


def added_columns(headers: Sequence[str]) -> list[str]:
    """The columns that a workbook of rejected rows has besides the file's own."""
    if not set(REASON_COLUMNS) <= set(headers):
        return []
    return [header for header in headers if header in REASON_COLUMNS or _BEYOND.fullmatch(header)]


def is_secret(kind: str, header: str) -> bool:
    """Whether a column holds passwords, citizen service numbers and the like: not even an own field."""
    match = lookup(kind, header)
    return match is not None and match.fields[0] == NEVER


def _claim(
    kind: str,
    header: str,
    before: str,
    content: Content,
    export: Export | None,
    found: dict[str, Guess],
    typos: bool,
) -> _Claim | None:
    """What one header lays claim to; headers that are known to be no field are put in `found`."""
    if export and export.kind == kind and (name := export.mapping.get(compact(header))):
        if name == KNOWN:
            found[header] = Guess(None, _("known from {export}").format(export=export.name), True)
            return None
        if _fits(kind, name, content):
            words = _("known from {export}").format(export=export.name)
            return _Claim(header, name, _EXPORT, 0, words)
    match = lookup(kind, header)
    if match is None and typos and not export:
        match = near(kind, header)
    if kind == CUSTOMERS and (match is None or match.fields[0] == KNOWN) and _subscribed(content):
        match = Match(("toestemming_email",), "inside", header)
    if match is None and content.kind == look.FLAG and kind == CUSTOMERS and _MEMBER.match(header):
        match = Match(("lid",), "near", header)
    if match is None:
        return None
    if match.fields[0] in (KNOWN, NEVER):
        words = _("never kept, as it is a secret") if match.fields[0] == NEVER else ""
        found[header] = Guess(None, words, True)
        return None
    names = _by_what_it_holds(kind, match, before, content)
    if not names:
        return None
    words = _("the header says so")
    if match.how == "near":
        words = _("the header resembles “{word}”").format(word=match.synonym)
    rank = _rank(kind, match.synonym)
    return _Claim(header, names[0], _HOW[match.how], rank, words, names[1:])


def _by_what_it_holds(kind: str, match: Match, before: str, content: Content) -> tuple[str, ...]:
    """The fields of a match that the cells do not contradict; a number or a name where it can be both."""
    names = match.fields
    if content.kind == look.EMAIL and names[0] in ("klantnummer", "naam"):
        return ("email", *names)
    if set(names) >= {"klantnummer", "naam"}:
        named = content.filled and (content.lettered >= 0.5 or content.spaced >= 0.5)
        names = ("naam", "klantnummer") if named else ("klantnummer", "naam")
    elif (
        names[0] == "klantnummer"
        and content.filled >= 3
        and content.spaced >= 0.6
        and content.lettered >= 0.6
    ):
        names = ("naam",)
    if names[0] == "contractnummer" and content.filled and content.lettered >= 0.8:
        names = ("contract_soort",) if kind == CUSTOMERS else ("soort",)
    if names[0] == "debet_credit" and not sides.are_sides(content.samples):
        return ()
    if names[0] == "tijd" or (names[0] == "datum" and "tijd" in names):
        names = _date_or_time(content)
    if kind == CUSTOMERS:
        if names[0] == "toestemming_email" and _names_channels(content):
            names = ("toestemming_kanalen",)
        if content.kind == look.FLAG and names[0] in _CONSENT and content.filled:
            names = (_CONSENT[names[0]],)
        if names[0] == "klantnummer" and compact(match.synonym) in ("nr", "nummer", "number", "no"):
            street = lookup(kind, before)
            if street and street.fields[0] in ("straat", "adres"):
                names = ("huisnummer",)
        if names[0] == "soort" and not _is_person_or_company(content):
            return ()
    return tuple(name for name in names if _fits(kind, name, content))


def _date_or_time(content: Content) -> tuple[str, ...]:
    """A column headed 'tijd' or 'tijdstip': moments with their date, or times of day alone."""
    if content.kind == look.DATE:
        return ("datum",)
    fits = not content.samples or any(clock(sample)[1] is None for sample in content.samples)
    return ("tijd",) if fits else ()


def _names_channels(content: Content) -> bool:
    """Whether a column of consent holds 'e-mail, telefoon' rather than yes and no."""
    if not content.filled or content.kind == look.FLAG:
        return False
    return all(consent_groups(sample) is not None for sample in content.samples)


def _subscribed(content: Content) -> bool:
    """Whether a column whose header says little holds subscribed and unsubscribed."""
    return content.flags >= 0.9 and any(plain(sample) in STATES for sample in content.samples)


def _is_person_or_company(content: Content) -> bool:
    """Whether a column headed soort/type holds particulier and zakelijk, and no other classification."""
    from importers.choices import choice

    return not content.samples or any(choice("soort", sample) for sample in content.samples)


def _contradicted(kind: str, header: str, content: Content) -> str | None:
    """The field that a header names to the letter and that its cells do not look like."""
    match = lookup(kind, header)
    if match is None or match.how != "exact" or any(_fits(kind, name, content) for name in match.fields):
        return None
    return match.fields[0]


def _fits(kind: str, name: str, content: Content) -> bool:
    known = field_of(kind, name)
    return known is None or look.fits(known.kind, name, content)


def _rank(kind: str, word: str) -> int:
    """How early a synonym stands in the table: the more usual word wins a tie."""
    for at, known in enumerate(table()[kind]):
        if known == compact(word):
            return at
    return len(table()[kind])


def _settle(claims: list[_Claim], taken: set[str], found: dict[str, Guess]) -> None:
    """Give each field to its surest header; a loser gets its next field, or none (and is told why)."""
    claims.sort(key=lambda c: (c.how, c.rank))
    waiting = list(claims)
    while waiting:
        claim = waiting.pop(0)
        together = claim.how == _EXPORT and claim.field in _TOGETHER
        if claim.field in taken and not together:
            left = [f for f in claim.others if f not in taken]
            if left:
                waiting.append(replace(claim, field=left[0], others=tuple(left[1:])))
            else:
                label = claim.field
                found[claim.header] = Guess(
                    None, _("{field} is another column already").format(field=label), False
                )
            continue
        taken.add(claim.field)
        found[claim.header] = Guess(claim.field, claim.evidence, claim.how < _NEAR)


def _address_or_street(found: dict[str, Guess]) -> None:
    """'Adres' beside a column of house numbers is the street."""
    fields = {guess.field: header for header, guess in found.items() if guess.field}
    if "adres" in fields and "huisnummer" in fields and "straat" not in fields:
        header = fields["adres"]
        if found[header].evidence != _("chosen"):
            words = _("there is a column for the house number")
            found[header] = Guess("straat", words, True)


def _by_content(
    kind: str, headers: Sequence[str], contents: Mapping[str, Content], found: dict[str, Guess]
) -> None:
    """Columns whose header says nothing, by what their cells look like."""
    taken = {guess.field for guess in found.values() if guess.field}
    free = [h for h in headers if h not in found and contents[h].filled]
    wanted: list[tuple[str, str]] = [(look.EMAIL, "email"), (look.POSTCODE, "postcode")]
    if kind == CUSTOMERS:
        wanted += [(look.PHONE, "telefoon"), (look.PHONE, "mobiel")]
    if kind in (ORDERS, INTERACTIONS, SURVEY):
        wanted.append((look.DATE, "datum"))
    for shape, name in wanted:
        headers_of = [h for h in free if contents[h].kind == shape]
        if name in taken or not headers_of or (shape == look.DATE and len(headers_of) > 1):
            continue
        header = headers_of[0]
        taken.add(name)
        free.remove(header)
        found[header] = Guess(name, _content_words(contents[header]), False)
    if kind == ORDERS and not taken & {"bedrag", "totaal", "prijs"}:
        amounts = [h for h in free if contents[h].kind == look.NUMBER and contents[h].money >= 0.3]
        if len(amounts) == 1:
            found[amounts[0]] = Guess("bedrag", _content_words(contents[amounts[0]]), False)


def _content_words(content: Content) -> str:
    shapes = {
        look.EMAIL: _("{share} of the cells are e-mail addresses"),
        look.POSTCODE: _("{share} of the cells are postcodes"),
        look.PHONE: _("{share} of the cells are telephone numbers"),
        look.DATE: _("{share} of the cells are dates"),
        look.NUMBER: _("{share} of the cells are amounts"),
    }
    return shapes[content.kind].format(share=f"{content.share:.0%}")
