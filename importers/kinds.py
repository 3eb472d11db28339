"""What kind of list a sheet is: customers, orders, contracts, contacts or a survey; or something else.

Each kind must have what it cannot do without (a customer key, a date, an amount …); the fields found then
weigh in. Too close to call is a question, a list of something else is refused.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.fields import CONTRACTS, CUSTOMERS, INTERACTIONS, KINDS, ORDERS, SURVEY
from core.paths import RESOURCES
from importers import mapping, surveys
from importers.content import CODE, EMAIL, EMPTY, FLAG, NUMBER, TEXT, Content
from importers.synonyms import compact, export_of, lookup

KEY: Final = frozenset({"klantnummer", "email", "naam", "achternaam", "bedrijfsnaam"})
_WEIGHTS: Final[dict[str, dict[str, float]]] = {
    ORDERS: {
        **dict.fromkeys(("bestelnummer", "bedrag", "totaal"), 3.0),
        **dict.fromkeys(("datum", "prijs", "status", "marge"), 1.5),
        **dict.fromkeys(("product", "productcode", "aantal", "categorie"), 1.0),
        "kanaal": 0.5,
    },
    CONTRACTS: {
        "contractnummer": 4.0,
        **dict.fromkeys(
            ("minimumduur_tot", "opzegtermijn", "opzegkosten", "automatisch_verlengd", "bedrag_per_maand"),
            3.0,
        ),
        **dict.fromkeys(("einde", "opgezegd_op", "opgezegd_per"), 2.0),
        "start": 1.5,
        "verplicht": 1.0,
        **dict.fromkeys(("soort", "product"), 0.5),
    },
    INTERACTIONS: {
        "richting": 3.0,
        **dict.fromkeys(("soort", "opgelost"), 2.0),
        **dict.fromkeys(("datum", "kanaal", "waardering", "onderwerp"), 1.5),
        "aantal": 0.5,
    },
    SURVEY: {"datum": 1.0, "item": 3.0, "antwoord": 3.0, "dimensie": 3.0, "schaal": 1.0, "omgekeerd": 1.0},
}
#: what a kind needs besides a key: one of each group
_NEEDS: Final[dict[str, tuple[frozenset[str], ...]]] = {
    CUSTOMERS: (),
    ORDERS: (frozenset({"datum"}), frozenset({"bedrag", "totaal", "prijs"})),
    CONTRACTS: (
        frozenset(
            {"start", "einde", "contractnummer", "bedrag_per_maand", "opzegtermijn", "minimumduur_tot"}
        ),
    ),
    INTERACTIONS: (
        frozenset({"datum"}),
        frozenset({"soort", "kanaal", "richting", "onderwerp", "waardering", "opgelost"}),
    ),
    SURVEY: (),
}
#: of these a row can do without: they only tell one kind from another
_TELLING_ONLY: Final = (_NEEDS[CONTRACTS][0], _NEEDS[INTERACTIONS][1])
#: fields that say that a row is a customer rather than something a customer did
_PERSONAL: Final = frozenset(
    [
        "straat",
        "adres",
        "plaats",
        "telefoon",
        "mobiel",
        "geboortedatum",
        "klant_sinds",
        "voorletters",
        "aanhef",
        "contactpersoon",
        "kvk",
        "btw_nummer",
        "branche",
        "website",
        "toestemming_email",
        "toestemming_telefoon",
        "toestemming_sms",
        "toestemming_post",
        "omzet",
        "aantal_bestellingen",
        "eerste_aankoop",
        "laatste_aankoop",
        "voorkeurskanaal",
        "voorkeuren",
        "aangebracht_door",
        "lid",
        "labels",
        "bezwaar_direct_marketing",
        "bezwaar_profilering",
        "land",
        "soort",
    ]
)
#: fields of customers that nearly every kind of sheet can have too
_COMMON: Final = frozenset({"klantnummer", "email", "naam", "notities", "labels", "soort", "land", "omzet"})
_NAMED: Final[dict[str, tuple[str, ...]]] = {
    CUSTOMERS: ("klant", "customer", "debiteur", "relatie", "leden", "contacts"),
    ORDERS: ("bestel", "order", "factu", "verko", "invoice", "sales", "transactie"),
    CONTRACTS: ("contract", "abonnement", "polis"),
    INTERACTIONS: (
        "contactmoment",
        "interact",
        "contacten",
        "activiteit",
        "gesprek",
        "tickets",
        "afspra",
        "klacht",
    ),
    SURVEY: ("enquete", "enquête", "survey", "antwoord", "tevredenheid", "responses"),
}


#: fields that say who somebody is, in a list of anything
_WHO: Final = KEY | {"voornaam", "tussenvoegsel", "labels", "notities"}
#: of so many rows the numbers are compared with one another
_REPEATED: Final = 10
_ANY_NUMBER: Final = frozenset({"id", "nr", "nummer", "number", "no", "code", "key", "sleutel"})
_ANY_AMOUNT: Final = frozenset({"bedrag", "amount", "prijs", "price", "tarief", "kosten", "totaal", "total"})
_ANY_NAME: Final = frozenset({"name", "naam"})


@dataclass(frozen=True)
class Recognised:
    """`kind`, or None with `candidates` to choose from (ask), or `other`: a list of something else (refuse).

    `missing` names what the likeliest kind lacks: 'key', 'datum', 'bedrag' …
    """

    kind: str | None
    evidence: tuple[str, ...] = ()
    export: str | None = None
    candidates: tuple[str, ...] = ()
    other: str | None = None
    missing: str | None = None


def recognise(
    headers: Sequence[str], contents: Mapping[str, Content], names: Sequence[str] = ()
) -> Recognised:
    """The kind of a sheet by its headers and cells. `names` are those of the sheet and the file (a hint)."""
    export = export_of(headers)
    if export:
        fields = _fields(export.kind, headers, contents, typos=False)
        return Recognised(export.kind, tuple(fields), export.name, missing=lacks(export.kind, set(fields)))
    found = _scores(headers, contents, names, typos=False)
    if not found or max(found.values()) < 2:
        found = {**found, **_scores(headers, contents, names, typos=True)}
    other = _other(headers, has_key=bool(found))
    if other:
        return Recognised(None, other=other)
    return _best(found, headers, contents) if found else _hopeless(headers, contents)


def _best(found: Mapping[str, float], headers: Sequence[str], contents: Mapping[str, Content]) -> Recognised:
    """The kind that most speaks for, or those that are too close to call."""
    if set(found) == {CUSTOMERS} and lacks(CUSTOMERS, _telling(CUSTOMERS, headers, contents, typos=True)):
        hopeless = _hopeless(headers, contents)
        if hopeless.missing:
            return hopeless
    if set(found) == {CUSTOMERS} and (nearest := _half_of_another(headers, contents)):
        return nearest
    if set(found) == {CUSTOMERS} and _names_people_again(headers, contents):
        return Recognised(None, candidates=KINDS)
    ranked = sorted(found, key=lambda kind: found[kind], reverse=True)
    best = ranked[0]
    if found[best] < 1.5:
        return Recognised(None, candidates=KINDS)
    near = [kind for kind in ranked[1:] if found[best] - found[kind] < 0.5]
    if near:
        return Recognised(None, candidates=(best, *near))
    return Recognised(best, tuple(_fields(best, headers, contents, typos=False)))


def _half_of_another(headers: Sequence[str], contents: Mapping[str, Content]) -> Recognised | None:
    """Customers' numbers or names beside some of what makes an order or contact: no list of customers."""
    fields = _telling(CUSTOMERS, headers, contents, typos=True)
    score, kind, missing = _nearest(headers, contents)
    enough = 3 if fields <= {"klantnummer", "naam"} else 4
    if fields - _WHO or score < enough or missing is None:
        return None
    return Recognised(None, missing=missing, candidates=(kind,))


def _names_people_again(headers: Sequence[str], contents: Mapping[str, Content]) -> bool:
    """Numbers that return row after row, and little else that is a customer's: things that customers did."""
    guesses = mapping.guess(CUSTOMERS, headers, contents, typos=False)
    if {guess.field for guess in guesses.values() if guess.field} - _WHO:
        return False
    numbers = [contents[header] for header, guess in guesses.items() if guess.field == "klantnummer"]
    return any(found.filled >= _REPEATED and found.distinct < 0.8 * found.filled for found in numbers)


def lacks(kind: str, fields: set[str], *, chosen: bool = False) -> str | None:
    """The first thing that a sheet of that kind cannot do without and that no column holds, or None.

    What only tells the kind is not needed where the user has chosen the kind.
    """
    if not fields & KEY:
        return "key"
    if kind == CUSTOMERS and not fields & {"klantnummer", "email"}:
        has_place = "postcode" in fields and fields & {"huisnummer", "adres", "straat"}
        return None if has_place or "adres" in fields else "customer_key"
    for group in _NEEDS[kind]:
        if not fields & group and not (chosen and group in _TELLING_ONLY):
            return (
                "bedrag" if "bedrag" in group else sorted(group)[0] if len(group) > 1 else next(iter(group))
            )
    return None


def _fields(kind: str, headers: Sequence[str], contents: Mapping[str, Content], *, typos: bool) -> list[str]:
    """The fields of all columns."""
    guesses = mapping.guess(kind, headers, contents, export=export_of(headers), typos=typos)
    return [guess.field for guess in guesses.values() if guess.field]


def _telling(kind: str, headers: Sequence[str], contents: Mapping[str, Content], *, typos: bool) -> set[str]:
    """The fields that headers name (or e-mail addresses show), without numbers that could be anything's."""
    guesses = mapping.guess(kind, headers, contents, typos=typos, by_content=False)
    found = {
        guess.field
        for header, guess in guesses.items()
        if guess.field
        and not (compact(header) in _ANY_NUMBER and guess.field.endswith("nummer"))
        and not (compact(header) in _ANY_AMOUNT and guess.field == "bedrag_per_maand")
    }
    if any(content.kind == EMAIL for content in contents.values()):
        found.add("email")
    return found


def _scores(
    headers: Sequence[str], contents: Mapping[str, Content], names: Sequence[str], *, typos: bool
) -> dict[str, float]:
    """Kinds that have what they need → how much speaks for them."""
    fields = {kind: _telling(kind, headers, contents, typos=typos) for kind in KINDS}
    if any(compact(header) in _ANY_NUMBER for header in headers):
        for found_fields in fields.values():
            found_fields.add("klantnummer")
    found: dict[str, float] = {}
    personal = len(_PERSONAL & fields[CUSTOMERS] - _COMMON)
    for kind in (ORDERS, CONTRACTS, INTERACTIONS):
        if kind == CONTRACTS and personal >= (1 if _is_named(fields[CUSTOMERS]) else 2):
            continue  # customers, with their contract beside them
        if lacks(kind, fields[kind]) is None:
            found[kind] = sum(_WEIGHTS[kind].get(name, 0.0) for name in fields[kind])
    if "bestelnummer" not in fields[ORDERS]:
        # addresses and birthdays are a customer's, unless each row has an order number of its own
        for kind in found:
            found[kind] -= max(0, personal - 1)
    if lacks(SURVEY, fields[SURVEY]) is None and (score := _survey(headers, contents, fields[SURVEY])):
        found[SURVEY] = score - personal
    if fields[CUSTOMERS] & KEY and _tells_of_customers(headers, fields[CUSTOMERS]):
        found[CUSTOMERS] = _customers(fields[CUSTOMERS], found)
    for kind in found:
        if any(word in name.casefold() for name in names for word in _NAMED[kind]):
            found[kind] += 1.0
    return {kind: score for kind, score in found.items() if score > 0}


def _is_named(fields: set[str]) -> bool:
    """Whether each row names a person or company, and has no number of a contract."""
    return bool(fields & {"naam", "achternaam", "bedrijfsnaam"}) and "contractnummer" not in fields


def _tells_of_customers(headers: Sequence[str], fields: set[str]) -> bool:
    """Whether a header says more than 'id', 'name' or 'notes', which any list can have."""
    if fields & _PERSONAL - _COMMON or {"email", "achternaam", "bedrijfsnaam"} & fields:
        return True
    return any(
        compact(header).rstrip("0123456789") not in _ANY_NUMBER | _ANY_NAME
        and (match := lookup(CUSTOMERS, header)) is not None
        and bool({"klantnummer", "naam"} & set(match.fields))
        for header in headers
    )


def _customers(fields: set[str], found: Mapping[str, float]) -> float:
    """Names and contact details count little where each row is evidently an order, contract or contact."""
    other = len(fields - _COMMON)
    if max(found.values(), default=0.0) >= 4.0:
        return 0.5 * other
    return 1.0 + other + (0.5 if {"email", "klantnummer", "naam"} & fields else 0.0)


def _survey(headers: Sequence[str], contents: Mapping[str, Content], fields: set[str]) -> float:
    if {"item", "dimensie"} & fields and "antwoord" in fields:
        return sum(_WEIGHTS[SURVEY].get(name, 0.0) for name in fields)
    guesses = mapping.guess(SURVEY, headers, contents, typos=False)
    theirs: set[str] = set()
    if "datum" not in fields:  # a satisfaction without a date can as well be a customer's
        as_customers = mapping.guess(CUSTOMERS, headers, contents, typos=False)
        theirs = {h for h, guess in as_customers.items() if guess.field in ("nps", "tevredenheid")}
    tied = asked = 0
    for header in headers:
        content = contents[header]
        if header in theirs or guesses[header].field not in (None, "antwoord", "item"):
            continue
        free = surveys.is_question(header)
        if free and content.kind in (NUMBER, EMPTY, TEXT, FLAG, CODE) and not content.dates:
            tied += bool(surveys.read_header(header).dimension)
            asked += header.strip().endswith("?") or len(header.split()) >= 4
    self_asked = sum(header.strip().endswith("?") for header in headers)
    dated = "datum" in fields
    if tied + asked + self_asked < 2 and not (dated and tied):
        return 0.0
    return 2.0 * min(tied, 4) + 1.5 * min(asked + self_asked, 3) + (1.5 if dated else 0.0)


@lru_cache(maxsize=1)
def _others() -> tuple[tuple[str, bool, int, frozenset[str]], ...]:
    with (RESOURCES / "other_sheets.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                row["code"],
                row["always"] == "1",
                int(row["enough"]),
                frozenset(map(compact, row["words"].split("|"))),
            )
            for row in csv.DictReader(file)
        )


def _other(headers: Sequence[str], *, has_key: bool) -> str | None:
    """products, suppliers, bank, …: what a sheet is when it is none of ours."""
    present = {compact(header) for header in headers}
    hits = {
        code: len(words & present)
        for code, always, enough, words in _others()
        if len(words & present) >= enough and (always or not has_key)
    }
    return max(hits, key=lambda code: hits[code], default=None)


def _is_bare_list(headers: Sequence[str], contents: Mapping[str, Content]) -> bool:
    """Whether there is little more than a number and a name: it could be customers, and could be anything."""
    has_number = any(compact(header) in _ANY_NUMBER for header in headers)
    return has_number and "naam" in _telling(CUSTOMERS, headers, contents, typos=False)


def _hopeless(headers: Sequence[str], contents: Mapping[str, Content]) -> Recognised:
    """Nothing has what it needs: ask about a bare list, or name the nearest kind and what it lacks."""
    if _is_bare_list(headers, contents):
        return Recognised(None, candidates=KINDS)
    score, kind, missing = _nearest(headers, contents)
    return Recognised(None, missing=missing, candidates=(kind,)) if score >= 3 else Recognised(None)


def _nearest(headers: Sequence[str], contents: Mapping[str, Content]) -> tuple[float, str, str | None]:
    """What a sheet is most like besides customers: how much speaks for it, the kind, and what it lacks."""
    best: tuple[float, str, str | None] = (0.0, "", None)
    for kind in (ORDERS, CONTRACTS, INTERACTIONS, SURVEY):
        fields = _telling(kind, headers, contents, typos=True)
        score = sum(_WEIGHTS[kind].get(name, 0.0) for name in fields)
        best = max(best, (score, kind, lacks(kind, fields)))
    return best
