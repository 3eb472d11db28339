"""The commands `knowledge` and `surveys`: how complete the picture is, what to ask, how far answers hold."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cli.output import bar, table
from core import fields
from core.text import N_, _, day, money, ngettext, number, percent
from core.words import outcome_name, score_name

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]

_LEVELS: Final = {
    "red": N_("not usable as one score"),
    "amber": N_("shaky"),
    "green": N_("good"),
    "too_few": N_("too few answers to tell"),
    "one_item": N_("one question: cannot be told"),
}


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    made = command("knowledge", _("Show what you know of your customers, what to ask next and of whom."))
    made.add_argument(
        "--people", type=int, default=5, metavar="N", help=_("whom to ask first: so many for each question")
    )
    command("surveys", _("Show the NPS of the base and how far each part of the surveys can be trusted."))


def knowledge(options: argparse.Namespace) -> Outcome:
    """Completeness, and what to ask."""
    from actions import knowledge as deeds

    found = deeds.knowledge(Path(options.db), max(0, options.people), bar)
    n = found["customers"]
    head = ngettext("{n} customer, reference date {day}.", "{n} customers, reference date {day}.", n)
    scores = [
        [outcome_name(name), number(each["known"]), percent(each["share"]), _coverage(each)]
        for name, each in found["scores"].items()
    ]
    known = sorted(found["fields"].items(), key=lambda one: (-one[1]["share"], one[0]))
    filled = [
        [_label(name), number(each["known"]), percent(each["share"])] for name, each in known if each["known"]
    ]
    empty = [_label(name) for name, each in known if not each["known"]]
    lines = [
        head.format(n=number(n), day=day(found["as_of"])),
        table(scores, [_("Known of how many"), _("Customers"), _("Share"), _("Coverage")], right=(1, 2, 3)),
        table(filled, [_("Field"), _("Customers"), _("Share")], right=(1, 2)),
        *([_("Of nobody: {fields}").format(fields="; ".join(empty))] if empty else []),
        *(_question(at, each) for at, each in enumerate(found["questions"], start=1)),
    ]
    if not found["questions"]:
        lines.append(_("Nothing: you know what can be known."))
    return found, "\n\n".join(lines)


def surveys(options: argparse.Namespace) -> Outcome:
    """NPS and alphas."""
    from actions import knowledge as deeds

    found = deeds.surveys(Path(options.db), bar)
    lines = []
    nps = found["nps"]
    if nps and nps["answers"]:
        text = _(
            "NPS {value} (95 % between {low} and {high}) from {n} answers: {up} promoters, {down} detractors."
        )
        lines.append(
            text.format(
                value=number(nps["value"]),
                low=number(nps["low"]),
                high=number(nps["high"]),
                n=number(nps["answers"]),
                up=number(nps["promoters"]),
                down=number(nps["detractors"]),
            )
        )
    else:
        lines.append(_("Nobody has answered the NPS question yet."))
    lines += [_dimension(each) for each in found["dimensions"]]
    if not found["dimensions"]:
        lines.append(_("No survey was imported yet."))
    return found, "\n\n".join(lines)


def _label(name: str) -> str:
    known = fields.field(fields.CUSTOMERS, name)
    return _(known.label) if known else name


def _coverage(each: dict[str, Any]) -> str:
    return "-" if each["coverage"] is None else percent(each["coverage"])


def _question(at: int, each: dict[str, Any]) -> str:
    n = each["customers"]
    said = ngettext("{n} customer", "{n} customers", n).format(n=number(n))
    reach = _("{n} can be reached").format(n=number(each["reachable"]))
    lines = [f"{at}. “{each['question']}”", f"   {said}, {reach}. {each['why']}"]
    for person in each["ask"]:
        worth = "" if person["clv"] is None else f"  {money(person['clv'])}"
        lines.append(f"   - {person['klantnummer']} {person['name']}".rstrip() + worth)
    return "\n".join(lines)


def _dimension(each: dict[str, Any]) -> str:
    from analysis.explain import indicator_name

    n = each["answers"]
    said = ngettext("{n} complete answer", "{n} complete answers", n).format(n=number(n))
    asked = f"survey_{each['dimension']}"
    name = indicator_name(asked)
    head = f"{score_name(each['dimension']) if name == asked else name}: {said}"
    if each["alpha"] is not None and each["level"] in ("red", "amber", "green"):
        text = _("Cronbach's alpha {alpha} (standardised {other}): {level}")
        head += ". " + text.format(
            alpha=number(each["alpha"], 3),
            other=number(each["standardised"] or 0.0, 3),
            level=_(_LEVELS[each["level"]]),
        )
    else:
        head += f". {_(_LEVELS[each['level']])}"
    lines = [head]
    for item in each["items"]:
        told = f"  {item['name']}"
        if item["alpha_if_dropped"] is not None:
            told += " · " + _("alpha without it {alpha}").format(alpha=number(item["alpha_if_dropped"], 3))
        if item["ask_reversed"]:
            told += " · " + _("put in reverse?")
        lines.append(told)
    return "\n".join(lines)


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "knowledge": knowledge,
    "surveys": surveys,
}
