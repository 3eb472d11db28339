"""Why a customer is in a cell, in sentences: the values that decided it beside their borders (domain §8)."""

from collections.abc import Callable, Mapping
from typing import Any

from analysis import explain
from analysis.borders import Borders
from analysis.cells import ROUNDING
from core.text import _, day, money, ngettext, number, percent
from core.words import coverage_word


def cell_words(set_code: str, row: Mapping[str, Any], borders: Borders) -> list[str]:
    """Sentences for one customer; `row` holds the columns of the profiles table (None: unknown; evidence as a
    list). Empty for a set whose cells say it all."""
    told: dict[str, Callable[[], list[str]]] = {
        "relatie": lambda: _relationship(row),
        "waarde": lambda: _value(row, borders),
        "strategie": lambda: [*_relationship(row), *_value(row, borders)],
        "engagement": lambda: _engagement(row, borders),
        "rfm": lambda: _rfm(row),
        "scrm": lambda: [*_relationship(row), *_stage(row)],
    }
    return told[set_code]() if set_code in told else []


def _relationship(row: Mapping[str, Any]) -> list[str]:
    if row.get("relatievorm") != row.get("relatievorm_computed"):
        return [_("The relationship type was set by hand.")]
    told = explain.evidence(row.get("relatievorm_evidence") or [])
    return [f"{sentence[:1].upper()}{sentence[1:]}." for sentence in told]


def _value(row: Mapping[str, Any], borders: Borders) -> list[str]:
    clv, crv, kind = row.get("clv"), row.get("crv"), row.get("relatievorm")
    if kind == "gedwongen":
        return [_("An obliged customer has no place in this matrix: staying is no choice.")]
    found = []
    if kind == "geen":
        found.append(_("Nothing was bought yet."))
    elif clv is None:
        found.append(_("The purchase value is unknown."))
    elif borders.clv is None:
        found.append(
            _("There are too few customers to draw a border through purchase value; set one yourself.")
        )
    else:
        found.append(_side(_("Purchase value {value}"), clv, borders.clv, money))
    if crv is None or borders.crv is None:
        found.append(_("Referral value is unknown: nothing tells who brought whom."))
    elif crv == 0:
        none = _("Referral value {value}: nobody came in through this customer in the last 12 months.")
        found.append(none.format(value=money(0)))
    else:
        found.append(_side(_("Referral value {value}"), crv, borders.crv, money))
    return found


def _engagement(row: Mapping[str, Any], borders: Borders) -> list[str]:
    found = []
    for name, words, unknown, border in (
        (
            "relational_exchange",
            _("Relational exchange {value}"),
            _("The relational exchange is unknown."),
            borders.exchange,
        ),
        ("emotional_bond", _("Emotional bond {value}"), _("The emotional bond is unknown."), borders.bond),
    ):
        value = row.get(name)
        if value is None:
            found.append(unknown)
            continue
        said = _side(words, value, border, number)
        measured = coverage_word(row.get(f"{name}_coverage"))
        covered = " " + _("(measured: {level})").format(level=measured) if measured else ""
        found.append(said.removesuffix(".") + covered + ".")
    return found


def _rfm(row: Mapping[str, Any]) -> list[str]:
    days = row.get("purchase_days")
    if not days:
        return [_("No dated purchases are known.")]
    bought = ngettext("Bought on {n} day.", "Bought on {n} days.", int(days)).format(n=number(days))
    found = [bought]
    if row.get("last_purchase"):
        found.append(_("The last time was {day}.").format(day=day(row["last_purchase"])))
    if row.get("revenue") is not None:
        found.append(_("Revenue: {amount}.").format(amount=money(row["revenue"])))
    return found


def _stage(row: Mapping[str, Any]) -> list[str]:
    found = []
    if row.get("p_active") is not None:
        found.append(
            _("The chance of still being a customer is {share}.").format(share=percent(row["p_active"]))
        )
    if row.get("engagement") is None:
        found.append(_("Engagement is unknown, so involvement is left open."))
    else:
        found.append(_("Engagement is {value}.").format(value=number(row["engagement"])))
    return found


def _side(words: str, value: float, border: float, shown: Callable[[float, int], str]) -> str:
    """'Purchase value € 2.540 lies above € 640.'; with more digits where both would look the same."""
    digits = next((d for d in (0, 2) if shown(value, d) != shown(border, d)), 0)
    ending = (
        _("{what} lies at or above {border}.") if _up(value, border) else _("{what} lies below {border}.")
    )
    return ending.format(what=words.format(value=shown(value, digits)), border=shown(border, digits))


def _up(value: float, border: float) -> bool:
    return bool(value >= border - ROUNDING)
