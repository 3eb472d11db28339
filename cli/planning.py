"""Commands about what to do: advice, action list, report, personas, rules, organisation, own segments."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cli import strategy_words
from cli.named_values import named_value
from cli.output import bar
from core.errors import InputError
from core.text import _, ngettext, number

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]


def add(command: Callable[..., argparse.ArgumentParser], euro: Callable[[str], float]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    advise = command("advise", _("Advise a channel strategy for each segment."))
    _add_set(advise, euro)
    which = advise.add_mutually_exclusive_group()
    which.add_argument("--segment", metavar="NAME", help=_("only this segment of the advice"))
    which.add_argument(
        "--customer",
        dest="customers",
        nargs="+",
        metavar="KLANTNUMMER",
        help=_("advice for one customer, or for these together"),
    )
    which.add_argument(
        "--compare", nargs=2, metavar=("NAME", "NAME"), help=_("two segments of a set side by side")
    )
    actions = command("actions", _("Write the action list: whom to contact through which channel."))
    actions.add_argument("--to", required=True, metavar="FILE.xlsx")
    _add_set(actions, euro)
    report = command("report", _("Write the strategy report, as a page to print or a workbook."))
    report.add_argument("--to", required=True, metavar="FILE", help=_(".html or .xlsx"))
    _add_set(report, euro)
    persona = command("persona", _("Write the customer profile of a segment, or of each, as a page."))
    persona.add_argument("--to", required=True, metavar="FILE.html")
    persona.add_argument("--segment", metavar="NAME", help=_("one segment; without it all of the set"))
    _add_set(persona, euro)
    _add_rules(command("rules", _("List the rules of the advice, change one, write or read the table.")))
    _add_organisation(command("organisation", _("Show or change what the advice knows of the organisation.")))
    _add_own(command("own", _("List own segments, or keep one in a sentence.")))


def _add_set(command: argparse.ArgumentParser, euro: Callable[[str], float]) -> None:
    command.add_argument("--set", metavar="SET", default="strategie", help=strategy_words.sets_help())
    command.add_argument("--budget", type=euro, metavar="EUR", help=_("what contact may cost a year"))


def _add_rules(command: argparse.ArgumentParser) -> None:
    what = command.add_mutually_exclusive_group()
    what.add_argument("--export", dest="to", metavar="FILE.csv", help=_("write the table"))
    what.add_argument("--import", dest="file", metavar="FILE.csv", help=_("read the table back"))
    what.add_argument("--off", metavar="CODE", help=_("switch a rule off"))
    what.add_argument("--on", metavar="CODE", help=_("switch a rule on"))
    what.add_argument("--restore", metavar="CODE", help=_("a rule as it came; 'all': every rule"))


def _add_organisation(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set",
        dest="values",
        action="append",
        default=[],
        type=named_value("margin_percent=35"),
        metavar="NAME=VALUE",
        help=_("for example margin_percent=35, channels.telefoon.capacity=500, cem.cem_reis=4"),
    )


def _add_own(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", nargs="?", metavar="NAME")
    command.add_argument(
        "--where",
        metavar="SENTENCE",
        help=_("for example 'relatievorm is langdurig en tevredenheid onder 50'"),
    )
    command.add_argument("--add", nargs="+", default=[], metavar="KLANTNUMMER", help=_("put in by hand"))
    command.add_argument("--remove", nargs="+", default=[], metavar="KLANTNUMMER", help=_("take out by hand"))
    command.add_argument("--delete", action="store_true", help=_("let go of this own segment"))


def advise(options: argparse.Namespace) -> Outcome:
    """The advice for a set, a segment, customers, or two segments side by side."""
    from actions import advising

    db = Path(options.db)
    if options.customers:
        found = advising.advise_numbers(db, options.customers, bar)
    elif options.compare:
        first, second = options.compare
        found = advising.compare(db, first, second, options.set, options.budget, bar)
        return found, strategy_words.side_by_side(found)
    else:
        found = advising.advise(db, options.set, options.budget, bar, segment=options.segment)
    return found, strategy_words.advice(found)


def actions(options: argparse.Namespace) -> Outcome:
    """The action list as a workbook; what is planned against the capacity in words."""
    from actions import planning

    to = Path(options.to)
    found = planning.export_plan(Path(options.db), to, options.set, options.budget, bar)
    return strategy_words.plan_json(found, to), strategy_words.plan(found, to)


def report(options: argparse.Namespace) -> Outcome:
    """The strategy report."""
    from actions import reporting

    to, kind = Path(options.to), Path(options.to).suffix.lower()
    if kind == ".xlsx":
        reporting.write_book(Path(options.db), to, options.set, options.budget, bar)
    elif kind in (".html", ".htm"):
        text = reporting.html(Path(options.db), "report", options.set, options.budget, bar)
        reporting.write_html(to, text)
    else:
        raise InputError(_("{file} must end in .html or .xlsx.").format(file=to.name))
    return {"to": to}, _("The report lies in {file}.").format(file=to)


def persona(options: argparse.Namespace) -> Outcome:
    """The customer profiles."""
    from actions import reporting

    to = Path(options.to)
    if to.suffix.lower() not in (".html", ".htm"):
        raise InputError(_("{file} must end in .html.").format(file=to.name))
    db, segment = Path(options.db), options.segment
    text = reporting.html(db, "personas", options.set, options.budget, bar, segment=segment)
    reporting.write_html(to, text)
    return {"to": to}, _("The customer profile lies in {file}.").format(file=to)


def rules(options: argparse.Namespace) -> Outcome:
    """The rules; or one change of them."""
    from actions import organisation

    db = Path(options.db)
    if options.to:
        n = organisation.export_rules(db, Path(options.to))
        text = ngettext("{n} rule written to {file}.", "{n} rules written to {file}.", n)
        return {"to": options.to, "rules": n}, text.format(n=number(n), file=options.to)
    if options.file:
        found = organisation.import_rules(db, Path(options.file))
        value = {"changed": found.changed, "off": found.off, "own": found.own}
        return value, strategy_words.rules_read(found)
    if options.off or options.on:
        organisation.switch_rule(db, options.off or options.on, off=bool(options.off))
    elif options.restore == "all":
        organisation.restore_rules(db)
    elif options.restore:
        organisation.save_rule(db, options.restore, None)
    found_rules = organisation.rules(db)
    return {"rules": strategy_words.rules_json(found_rules)}, strategy_words.rules(found_rules)


def organisation(options: argparse.Namespace) -> Outcome:
    """What the advice knows of the organisation, after the changes asked for."""
    from actions import organisation as deeds
    from actions import organisation_words

    db = Path(options.db)
    if options.values:
        organisation_words.save(db, options.values)
    found = deeds.settings(db)
    known = strategy_words.organisation_json(found, deeds.channels_seen(db))
    return known, strategy_words.organisation(known)


def own(options: argparse.Namespace) -> Outcome:
    """Own segments: all of them, after the change asked for."""
    from actions import own_sets
    from core.segment_words import parse

    db = Path(options.db)
    changing = options.where or options.add or options.remove or options.delete
    if changing and not options.name:
        raise InputError(_("Say which own segment: own NAME --where SENTENCE."))
    if options.delete:
        own_sets.forget(db, options.name)
    if options.where:
        own_sets.keep(db, options.name, parse(options.where))
    if options.add or options.remove:
        own_sets.by_hand_numbers(db, options.name, add=options.add, remove=options.remove)
    found = own_sets.listed(db)
    if options.name and not options.delete:
        found = {"segments": [s for s in found["segments"] if s["name"] == options.name]}
        if not found["segments"]:
            raise InputError(_("There is no own segment {name}.").format(name=options.name))
    return found, strategy_words.own(found)


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "advise": advise,
    "actions": actions,
    "report": report,
    "persona": persona,
    "rules": rules,
    "organisation": organisation,
    "own": own,
}
