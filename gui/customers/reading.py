"""What the page asks of the base: who, which rows, one customer. One place that knows the reader's names."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core.own_segments import OWN_PREFIX
from core.settings import Settings
from core.text import N_, _, language
from core.words import SCORES
from gui.customers.card import CustomerCard, Event
from gui.customers.spec import GROUPS, FieldShown, field_spec, is_outcome, is_own, spec
from gui.strategy.words import channel_word

if TYPE_CHECKING:
    from models.queries import Reader

#: to-do list → its words after a number
TODO: Final[dict[str, str]] = {
    "relationship_unknown": N_("without a relationship type"),
    "notice_soon": N_("can give notice within 60 days"),
    "unreachable": N_("without e-mail and telephone"),
    "consent_unknown": N_("of whom no permission is known"),
    "conflict": N_("where the file says something else than you"),
    "review_due": N_("to look at again"),
}
_EVENTS: Final = 200


@dataclass(frozen=True)
class Query:
    """Who is to be shown, in which order. `todo` is the code of a to-do list."""

    search: str = ""
    sort: str = "sorteernaam"
    descending: bool = False
    set_code: str = ""
    cell: str = ""
    todo: str = ""

    def same_people(self, other: "Query") -> bool:
        """Whether both ask for the same customers, whatever the order."""
        return replace(other, sort=self.sort, descending=self.descending) == self


@dataclass(frozen=True)
class Answer:
    """The ids in order, how many customers there are in all, and what was asked."""

    ids: "array[int]"
    total: int
    query: Query = Query()


def ids(reader: "Reader", query: Query) -> Answer:
    """Who fits the query; for the look-up thread."""
    found = reader.ids(
        query.search,
        sort=query.sort,
        descending=query.descending,
        set_name=query.set_code or None,
        cell=query.cell or None,
        todo=query.todo or None,
    )
    narrowed = query.search or query.cell or query.todo
    return Answer(found, len(reader.ids()) if narrowed else len(found), query)


def todo(reader: "Reader") -> tuple[tuple[str, str, int], ...]:
    """The to-do lists as (code, words, customers); for the look-up thread."""
    return tuple((code, _(TODO.get(code, code)), count) for code, count in reader.todo().items())


def card(reader: "Reader", customer_id: int, own: Sequence[str] = ()) -> CustomerCard:
    """The customer as the profile panel shows it at once; a few milliseconds.

    `own`: the user's own columns (`own:<header>`), shown where this customer has nothing in them too.
    """
    raw = reader.customer(customer_id)
    shown: dict[str, FieldShown] = {}
    for _group, names in GROUPS:
        for name in names:
            shown[name] = _shown(name, raw.get(name) or {})
    for name in (*SCORES, "clv", "crv", "binding"):
        if (raw.get(name) or {}).get("source") == "hand":
            shown[name] = _shown(name, raw[name])
    theirs = [name if is_own(name) else f"{OWN_PREFIX}{name}" for name in raw if not _known(name)]
    for name in dict.fromkeys((*own, *theirs)):
        shown[name] = _shown(name, _of(raw, name))
    value_name = value_title(reader.settings())
    return CustomerCard(customer_id, reader.name(customer_id), shown, reader.profile(customer_id), value_name)


def value_title(settings: Settings) -> str:
    """What a customer's value is called, and over how many months: without a margin it is revenue."""
    said = _("Revenue value ({n} mo)") if settings.margin_percent is None else _("Customer value ({n} mo)")
    return said.format(n=settings.horizon_months)


def events(reader: "Reader", customer_id: int) -> list[Event]:
    """What the customer did and signed, the latest first."""
    found = [_order(row) for row in reader.children(customer_id, "orders")[:_EVENTS]]
    found += [_contract(row) for row in reader.children(customer_id, "contracts")[:_EVENTS]]
    found += [_contact(row) for row in reader.children(customer_id, "interactions")[:_EVENTS]]
    found += [_answer(row) for row in reader.children(customer_id, "answers")[:_EVENTS]]
    return sorted(found, key=lambda event: event.at, reverse=True)


_HIDDEN: Final = frozenset({"tevredenheid_schaal"})


def _known(name: str) -> bool:
    """Whether it is a field of the program's: not one of the user's own columns."""
    return name in _HIDDEN or is_outcome(name) or not (is_own(name) or spec(name) is None)


def _of(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What is told of a field; an own column goes by its bare header where no field is called so."""
    bare = name.removeprefix(OWN_PREFIX)
    if not is_own(name) or name in raw or _known(bare):
        return raw.get(name) or {}
    return raw.get(bare) or {}


def _shown(name: str, found: Mapping[str, Any]) -> FieldShown:
    kind, choices, title = field_spec(name)
    computed = is_outcome(name)
    return FieldShown(
        name,
        title,
        kind,
        found.get("value"),
        choices,
        by_hand=found.get("source") == "hand",
        file_value=found.get("computed") if computed else found.get("file"),
        reason=str(found.get("reason") or ""),
        at=str(found.get("at") or ""),
        computed=computed,
        review_on=str(found.get("review_on") or ""),
        who=str(found.get("who") or ""),
    )


def field(reader: "Reader", customer_id: int, name: str) -> FieldShown:
    """One field of one customer as it stands, for an editor in the table."""
    return _shown(name, _of(reader.customer(customer_id), name))


def _order(row: Mapping[str, Any]) -> Event:
    channel = channel_word(str(row["kanaal"])) if row["kanaal"] else ""
    what = " · ".join(part for part in (row["product"], channel, row["status"]) if part)
    return Event(str(row["datum"]), _("Order"), what or str(row["bestelnummer"] or ""), row["bedrag"])


def _contract(row: Mapping[str, Any]) -> Event:
    what = " · ".join(str(row[name]) for name in ("soort", "product", "contractnummer") if row[name])
    return Event(str(row["start"] or ""), _("Contract"), what, row["bedrag_per_maand"])


def _contact(row: Mapping[str, Any]) -> Event:
    kind, channel = str(row["soort"] or ""), str(row["kanaal"] or "")
    what = (
        _contact_kinds(language()).get(kind, kind.replace("_", " ")),
        channel_word(channel) if channel else "",
        str(row["onderwerp"] or ""),
    )
    return Event(str(row["datum"]), _("Contact"), " · ".join(part for part in what if part), None)


@lru_cache(maxsize=2)
def _contact_kinds(spoken: str) -> Mapping[str, str]:
    from analysis.kinds import load

    return {kind.code: kind.nl if spoken == "nl" else kind.en for kind in load()}


def _answer(row: Mapping[str, Any]) -> Event:
    said = _("{answer} on a scale of {low} to {high}").format(
        answer=f"{row['waarde']:g}", low=f"{row['schaal_laag']:g}", high=f"{row['schaal_hoog']:g}"
    )
    return Event(str(row["datum"] or ""), _("Survey"), f"{row['item']}: {said}", None)
