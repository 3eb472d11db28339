"""Commands about what a customer may ask for: access, and erasure."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from core.text import _, ngettext, number

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    erase = command("erase", _("Erase one person everywhere; this cannot be undone."))
    erase.add_argument("klantnummer")
    access = command("access", _("Write everything that is held about one person."))
    access.add_argument("klantnummer")
    access.add_argument("--to", required=True, metavar="FILE", help=_("a name that ends in .html or .xlsx"))


def _erase(options: argparse.Namespace) -> Outcome:
    from actions import rights

    done = rights.erase(Path(options.db), options.klantnummer)
    words = _("Customer {number} was erased everywhere, from the history too.").format(
        number=options.klantnummer
    )
    if done.held:
        words += "\n" + done.held
    return {"customer": options.klantnummer, "rows": done.rows, "backups": done.backups}, words


def _access(options: argparse.Namespace) -> Outcome:
    from actions import rights

    lines = rights.access(Path(options.db), options.klantnummer, Path(options.to))
    words = ngettext("{n} line is written to {file}.", "{n} lines are written to {file}.", lines)
    value = {"customer": options.klantnummer, "to": options.to, "lines": lines}
    return value, words.format(n=number(lines), file=options.to)


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {"erase": _erase, "access": _access}
