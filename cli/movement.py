"""The commands `movement` and `notice`: who moved between two days, whose last day for notice is coming."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from cli.output import table
from core.text import _, day, money, ngettext, number
from core.words import cell_name, set_name

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]


def add(command: Callable[..., argparse.ArgumentParser], as_day: Callable[[str], date]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    moved = command("movement", _("Show who moved from which cell to which between two days."))
    moved.add_argument("--set", metavar="SET", default="strategie", help=_("a built-in set"))
    moved.add_argument(
        "--from", dest="earlier", type=as_day, metavar="YYYY-MM-DD", help=_("an earlier day that is kept")
    )
    moved.add_argument(
        "--to", dest="later", type=as_day, metavar="YYYY-MM-DD", help=_("a later day, default the last run's")
    )
    notice = command("notice", _("List the last days to give notice that are still to come."))
    notice.add_argument("--within", type=int, metavar="DAYS", help=_("only those within so many days"))
    notice.add_argument(
        "--as-of", type=as_day, metavar="YYYY-MM-DD", help=_("the reference date, default the last run's")
    )


def movement(options: argparse.Namespace) -> Outcome:
    """Who moved."""
    from actions import movement as deeds

    found = deeds.movement(Path(options.db), options.set, options.earlier, options.later)
    n = found["moved"]
    said = ngettext(
        "{set}: {n} of {all} customers moved between {since} and {to}.",
        "{set}: {n} of {all} customers moved between {since} and {to}.",
        n,
    )
    head = said.format(
        set=set_name(found["set"]),
        n=number(n),
        all=number(found["customers"]),
        since=day(found["from"]),
        to=day(found["to"]),
    )
    lines = [head]
    if found["other_settings"]:
        lines.append(_("The settings were others then, so part of this comes from another way of computing."))
    rows = [
        [
            _cell(each["from"], options.set),
            _cell(each["to"], options.set),
            number(each["customers"]),
            _("unknown") if each["clv_change"] is None else money(each["clv_change"]),
        ]
        for each in found["moves"]
    ]
    if rows:
        lines.append(table(rows, [_("from"), _("to"), _("customers"), _("value")], right=(2, 3)))
    if found["dropped"]:
        fell = [
            f"- {one['klantnummer']} {one['name']}: {_cell(one['from'], options.set)} → "
            f"{_cell(one['to'], options.set)}"
            for one in found["dropped"]
        ]
        lines.append("\n".join([_("Went to a lower cell, the largest loss first:"), *fell]))
    return found, "\n\n".join(lines)


def notice(options: argparse.Namespace) -> Outcome:
    """The list of last days to give notice."""
    from actions import movement as deeds

    found = deeds.deadlines(Path(options.db), options.within, options.as_of)
    if not found["contracts"]:
        return found, _("No last day to give notice is coming.")
    rows = [
        [
            day(one["opzegdatum"]),
            number(one["days_left"]),
            f"{one['klantnummer'] or ''} {one['name'] or ''}".strip(),
            str(one["contractnummer"] or one["product"] or ""),
            cell_name(one["binding"] or "onbekend", "binding"),
            _("unknown") if one["satisfaction"] is None else number(one["satisfaction"]),
            _("unknown") if one["clv"] is None else money(one["clv"]),
        ]
        for one in found["contracts"]
    ]
    heads = [
        _("Last day"), _("days left"), _("Customer"), _("Contract"), set_name("binding"), _("Satisfaction"),
        _("Customer value"),
    ]  # fmt: skip
    return found, table(rows, heads, right=(1, 5, 6))


def _cell(cell: str, set_code: str) -> str:
    return cell_name(cell, set_code) if cell else _("not a customer")


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "movement": movement,
    "notice": notice,
}
