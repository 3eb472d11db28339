"""Own segments: rules in sentences, in groups of "all of" or "any of", with members by hand (domain §8).

A rule is a field, an operator and a value. Nothing unknown satisfies a rule, unless it asks for the unknown.
The base turns them into SQL (`models.own_segments`); `core.segment_words` writes and reads the sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from core.cells import ALMOST, BINDING, ENGAGEMENT, PARTICIPATIE, RELATIE, RFM, SCRM, WAARDE
from core.fields import CUSTOMERS, SOORT_CUSTOMER
from core.fields import field as customer_field
from core.text import N_
from core.words import SCORES

#: the set that all own segments make, and the cell of those who are in none
OWN_SET: Final = "eigen"
REST: Final = "overig"
ALL: Final = "all"
ANY: Final = "any"

#: kind of field → its operators, in the order in which they are offered
OPERATORS: Final[dict[str, tuple[str, ...]]] = {
    "choice": ("is", "is_not"),
    "number": ("at_least", "below", "above", "at_most", "known", "unknown"),
    "date": ("within", "last", "longer_ago", "before", "from", "known", "unknown"),
    "text": ("is", "is_not", "contains", "known", "unknown"),
    "flag": ("yes", "no", "unknown"),
}
#: operators that stand alone
ALONE: Final = frozenset({"known", "unknown", "yes", "no"})
#: operators of a date that count days from the reference date
IN_DAYS: Final = frozenset({"within", "last", "longer_ago"})


@dataclass(frozen=True)
class OwnField:
    """Something a rule can ask for. `table`: p(rofiles) or c(ustomers); `scale` divides what the user says
    (per cent); `choices` are codes of the set `words`."""

    code: str
    label: str
    kind: str
    table: str
    column: str
    choices: tuple[str, ...] = ()
    words: str = ""
    scale: float = 1.0


@dataclass(frozen=True)
class Rule:
    """`value`: a code, a number, a number of days, an ISO date or a text; None where the operator stands
    alone."""

    field: str
    operator: str
    value: str | float | None = None


@dataclass(frozen=True)
class Group:
    """Rules of which all, or any, must hold."""

    match: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class OwnSegment:
    """Groups of which all, or any, must hold; `added` are in and `removed` are out whatever they say (ids).
    Without groups only those who were added by hand are in."""

    match: str = ALL
    groups: tuple[Group, ...] = ()
    added: tuple[int, ...] = field(default=())
    removed: tuple[int, ...] = field(default=())


def _set(code: str, label: str, column: str, choices: Sequence[str], words: str) -> OwnField:
    return OwnField(code, label, "choice", "p", column, tuple(choices), words)


def _customer(name: str, kind: str) -> OwnField:
    known = customer_field(CUSTOMERS, name)
    return OwnField(name, known.label if known else name, kind, "c", name)


_LIST: Final[tuple[OwnField, ...]] = (
    _set("relatievorm", N_("Relationship type"), "set_relatie", RELATIE, "relatie"),
    _set("waarde", N_("Customer value matrix"), "set_waarde", WAARDE, "waarde"),
    _set("engagement_cel", N_("Engagement matrix"), "set_engagement", ENGAGEMENT, "engagement"),
    _set("scrm", N_("S-CRM house"), "set_scrm", SCRM, "scrm"),
    _set("binding", N_("Binding"), "set_binding", BINDING, "binding"),
    _set("rfm", N_("Recency, frequency, amount"), "set_rfm", RFM, "rfm"),
    _set("almost", N_("Almost customers"), "set_almost", ALMOST, "almost"),
    _set("participatie", N_("Participation"), "set_participatie", PARTICIPATIE, "participatie"),
    OwnField("soort", N_("Person or company"), "choice", "c", "soort", SOORT_CUSTOMER),
    *(OwnField(code, label, "number", "p", code) for code, label in SCORES.items()),
    OwnField("clv", N_("Customer value"), "number", "p", "clv"),
    OwnField("crv", N_("Referral value"), "number", "p", "crv"),
    OwnField("p_active", N_("Chance of being active (%)"), "number", "p", "p_active", scale=100.0),
    OwnField("revenue", N_("Revenue known to us"), "number", "p", "revenue"),
    OwnField("purchase_days", N_("Days with a purchase"), "number", "p", "purchase_days"),
    _customer("nps", "number"),
    OwnField("opzegdatum", N_("Last day for notice"), "date", "p", "opzegdatum"),
    OwnField("last_purchase", N_("Last purchase"), "date", "p", "last_purchase"),
    OwnField("next_purchase", N_("Expected next purchase"), "date", "p", "next_purchase"),
    *(_customer(name, "date") for name in ("klant_sinds", "geboortedatum")),
    *(
        _customer(name, "text")
        for name in (
            *("plaats", "postcode", "land", "taal", "branche", "voorkeurskanaal", "voorkeuren"),
            *("labels", "notities", "aangebracht_door"),
        )
    ),
    *(
        _customer(name, "flag")
        for name in (
            *("lid", "verplicht", "toestemming_email", "toestemming_telefoon", "toestemming_sms"),
            *("toestemming_post", "bezwaar_direct_marketing", "bezwaar_profilering"),
        )
    ),
)
FIELDS: Final[dict[str, OwnField]] = {found.code: found for found in _LIST}
#: a field of the user's own, by its header
OWN_PREFIX: Final = "own:"


def field_of(code: str) -> OwnField | None:
    """The field of that code; `own:<header>` is a text of the user's own; None for another."""
    if code.startswith(OWN_PREFIX) and len(code) > len(OWN_PREFIX):
        return OwnField(code, code[len(OWN_PREFIX) :], "text", "c", code)
    return FIELDS.get(code)


def wrong(segment: OwnSegment) -> Rule | None:
    """The first rule that cannot be used (field, operator or value), None where all can."""
    return next((r for group in segment.groups for r in group.rules if not _usable(r)), None)


def _usable(rule: Rule) -> bool:
    found = field_of(rule.field)
    if found is None or rule.operator not in OPERATORS[found.kind]:
        return False
    if rule.operator in ALONE:
        return True
    if found.kind == "choice":
        return rule.value in found.choices
    if found.kind == "number" or rule.operator in IN_DAYS:
        return isinstance(rule.value, int | float) and abs(float(rule.value)) < 1e12
    if found.kind == "date":
        return _is_day(rule.value)
    return isinstance(rule.value, str) and bool(rule.value.strip())


def _is_day(value: object) -> bool:
    from datetime import date

    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def to_json(segment: OwnSegment) -> dict[str, Any]:
    """As the settings keep it."""
    return {
        "match": segment.match,
        "groups": [
            {
                "match": group.match,
                "rules": [{"field": r.field, "op": r.operator, "value": r.value} for r in group.rules],
            }
            for group in segment.groups
        ],
        "added": list(segment.added),
        "removed": list(segment.removed),
    }


def from_json(kept: Mapping[str, Any]) -> OwnSegment:
    """What `to_json` gave."""
    groups = tuple(
        Group(
            str(group["match"]),
            tuple(Rule(str(r["field"]), str(r["op"]), r.get("value")) for r in group["rules"]),
        )
        for group in kept.get("groups", ())
    )
    ids = [tuple(int(one) for one in kept.get(name, ())) for name in ("added", "removed")]
    return OwnSegment(str(kept.get("match", ALL)), groups, *ids)
