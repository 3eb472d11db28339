"""Commands about who may be in the base twice: the list with reasons, and the answer 'not the same'."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cli import output
from core.errors import InputError
from core.text import _, moment, ngettext, number, percent

if TYPE_CHECKING:
    from actions.duplicates import Listed, Pair

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]
_LEVELS: Final = ("zeker", "waarschijnlijk", "mogelijk", "huishouden")


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    pairs = command("duplicates", _("List customers who may be in the base twice, with the reasons."))
    pairs.add_argument("--level", choices=_LEVELS, help=_("only this level"))
    pairs.add_argument("--find", action="store_true", help=_("search anew first"))
    pairs.add_argument("--limit", type=int, default=50, metavar="N", help=_("how many pairs (50)"))
    distinct = command("distinct", _("Two customers are not the same: never propose them again."))
    distinct.add_argument("first", metavar="KLANTNUMMER")
    distinct.add_argument("second", metavar="KLANTNUMMER")
    distinct.add_argument("--reason", help=_("why, for the history"))


def duplicates(options: argparse.Namespace) -> Outcome:
    """The list; the first time, or with --find, after a search."""
    from actions import duplicates as action

    db = Path(options.db)
    summary = None
    if options.find or not action.listed(db, limit=0).found:
        summary = action.find(db, output.bar)
    found = action.listed(db, options.level, max(options.limit, 0))
    value = {**asdict(found), "search": None if summary is None else asdict(summary)}
    return value, _words(found, options.level)


def _words(found: "Listed", level: str | None) -> str:
    from analysis.duplicates.words import level_name

    rows = [[level_name(name), number(count)] for name, count in found.counts.items()]
    lines = [output.table(rows, [_("Level"), _("Pairs")], right=(1,)), ""]
    for pair in found.pairs:
        lines += _pair(pair)
    total = sum(found.counts.values()) if level is None else found.counts[level]
    if total > len(found.pairs):
        more = ngettext("… and {n} more pair.", "… and {n} more pairs.", total - len(found.pairs))
        lines.append(more.format(n=number(total - len(found.pairs))))
    lines += found.left_out
    if found.stale:
        stale = _("Customers have changed since the search of {moment}; search anew with --find.")
        lines.append(stale.format(moment=moment(found.found)))
    return "\n".join(lines)


def _pair(pair: "Pair") -> list[str]:
    from analysis.duplicates.words import level_name

    one = f"{pair.first_number or f'#{pair.first_id}'} {pair.first_name}"
    other = f"{pair.second_number or f'#{pair.second_id}'} {pair.second_name}"
    reasons = [f"  + {sentence}" for sentence in pair.why] + [f"  - {sentence}" for sentence in pair.against]
    return [f"{level_name(pair.level)} ({percent(pair.score)}): {one} | {other}", *reasons, ""]


def distinct(options: argparse.Namespace) -> Outcome:
    """Not the same."""
    from actions import duplicates as action
    from actions import finding

    db = Path(options.db)
    ids = finding.customers(db, [options.first, options.second])
    if len(ids) < 2:
        raise InputError(_("Give two different customers who are both still there."))
    change = action.not_the_same(db, ids[0], ids[1], options.reason)
    done = _("{first} and {second} are not proposed together again.").format(
        first=options.first, second=options.second
    )
    return {
        "change": change,
        "distinct": [options.first, options.second],
    }, f"{done} {_('Undo it with: undo')}"


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "duplicates": duplicates,
    "distinct": distinct,
}
