"""What this page says of values, customers and levels of likeness; sentences are made here, once."""

from typing import Any, Final

from core.text import N_, _, day, ngettext, number, percent
from core.words import OUTCOMES, SCORES, outcome_name
from gui.customers.columns import as_text
from gui.customers.spec import field_spec
from gui.review.reading import COMPANY, Waiting
from gui.widgets.cells import MUTED, PLAIN, STRONG, Look

#: level → its word, its sign (never colour alone), and how the word looks
LEVELS: Final[dict[str, tuple[str, str, Look]]] = {
    "zeker": (N_("certain"), "●●●", STRONG),
    "waarschijnlijk": (N_("likely"), "●●○", PLAIN),
    "mogelijk": (N_("possible"), "●○○", MUTED),
    "huishouden": (N_("household or colleagues"), "⌂", PLAIN),
}
_KINDS: Final = {"clv": "euro", "crv": "euro", "binding": "cell"}


def level_text(level: str) -> str:
    """Sign and word: '●●○ waarschijnlijk'."""
    word, sign, _look = LEVELS[level]
    return f"{sign} {_(word)}"


def level_look(level: str) -> Look:
    """How a level looks in a list."""
    return LEVELS[level][2]


def likelihood(score: float) -> str:
    """A chance as a percentage; nothing is certain to the last per cent."""
    return f"> {percent(0.99)}" if score >= 0.995 else percent(score)


def join_words(kind: str) -> str:
    """What the button says that puts customers together."""
    return _("Put together as colleagues") if kind == COMPANY else _("Make a household")


def field_name(field: str) -> str:
    """The name of a field or of an outcome."""
    return outcome_name(field) if field in OUTCOMES else field_spec(field)[2]


def is_computed(field: str) -> bool:
    """Whether the value is an outcome, over which a person's word is laid."""
    return field in OUTCOMES


def value_text(field: str, value: Any) -> str:
    """A kept value as the user reads it; nothing is said, never left empty."""
    if value is None or value == "":
        return _("empty")
    kind = "score" if field in SCORES else _KINDS.get(field) or field_spec(field)[0]
    return as_text(kind, value)


def who_text(name: str, klantnummer: str) -> str:
    """'Anna van der Berg · 10042'; the one where there is no other."""
    return " · ".join(part for part in (name, klantnummer) if part) or _("no name")


def said_by(who: str, at: str, reason: str | None) -> str:
    """Who said so, when, and why: 'u, 22-11-2026: belde zelf'."""
    said = ", ".join(part for part in (who, day(at)) if part)
    return f"{said}: {reason}" if reason else said


def review_lines(waiting: Waiting) -> list[tuple[str, str]]:
    """What waits as (part of the page, words): what is not there is left out."""
    found = []
    if waiting.pairs:
        text = ngettext("{n} probable double", "{n} probable doubles", waiting.pairs)
        found.append(("doubles", text.format(n=number(waiting.pairs))))
    if waiting.conflicts:
        text = ngettext("{n} difference with the file", "{n} differences with the file", waiting.conflicts)
        found.append(("conflicts", text.format(n=number(waiting.conflicts))))
    if waiting.due:
        text = ngettext("{n} value to look at again", "{n} values to look at again", waiting.due)
        found.append(("due", text.format(n=number(waiting.due))))
    return found


def counted(orders: int, contracts: int, contacts: int, answers: int) -> str:
    """'12 bestellingen en 1 contract'; 'niets' where there is nothing."""
    found = []
    if orders:
        found.append(ngettext("{n} order line", "{n} order lines", orders).format(n=number(orders)))
    if contracts:
        found.append(ngettext("{n} contract", "{n} contracts", contracts).format(n=number(contracts)))
    if contacts:
        found.append(ngettext("{n} contact", "{n} contacts", contacts).format(n=number(contacts)))
    if answers:
        found.append(ngettext("{n} answer", "{n} answers", answers).format(n=number(answers)))
    return listed(found)


def listed(parts: list[str]) -> str:
    """'a, b en c'."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
