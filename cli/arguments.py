"""The command line's grammar, in the user's language."""

import argparse
import gettext
import os
from datetime import date
from functools import partial
from typing import Final, TypeAlias

from cli import belonging, duplicates, handwork, knowledge, movement, people, planning, rights, settings
from cli.strategy_words import sets_help
from core.fields import KINDS
from core.paths import RESOURCES
from core.text import LANGUAGES, N_, _, set_language

#: the ways to write an import, as the command line calls them
MODES: Final = ("add_update", "add", "fill_empty", "update")

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

# argparse's own words; it looks them up with gettext, so they only have to stand in our catalogue
_ARGPARSE: Final = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("%(prog)s: error: %(message)s\n"),
)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of a call; `command` is None for the window. Exits 2 on a usage error."""
    language = _language(arguments)
    set_language(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("klantbeeld", str(RESOURCES / "locale"))
    gettext.textdomain("klantbeeld")
    parser = _parser()
    options, left = parser.parse_known_args(arguments)
    # field=value may stand behind an option too; argparse itself takes them in one place only
    given = getattr(options, "takes_values", None)
    if given is not None:
        more = [word for word in left if "=" in word and not word.startswith("-")]
        getattr(options, given).extend(more)
        left = [word for word in left if word not in more]
    if left:
        parser.error(_("unrecognized arguments: %s") % " ".join(left))
    if getattr(options, "needs_db", False) and options.db is None:
        parser.error(_("the following arguments are required: %s") % "--db")
    return options


def _language(arguments: list[str]) -> str:
    """--lang has to be known before the parser is made, for its help is in that language."""
    for index, word in enumerate(arguments):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in LANGUAGES:
            return value
    return "nl"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("{text} is not a date; write it as 2026-11-22")
        raise argparse.ArgumentTypeError(message.format(text=text)) from None


def _format(text: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not equals or not name or not value:
        message = _("{text} is not field=format; write it as besteldatum=mdy")
        raise argparse.ArgumentTypeError(message.format(text=text))
    return name, value


def _euro(text: str) -> float:
    try:
        amount = float(text.replace(",", "."))
    except ValueError:
        amount = -1.0
    if not 0 <= amount < float("inf"):
        message = _("{text} is not an amount in euro; write it as 12000")
        raise argparse.ArgumentTypeError(message.format(text=text))
    return amount


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py", description=_("Klantbeeld: customer profiles and channel strategy, offline.")
    )
    parser.add_argument("--db", metavar="FILE", help=_("the customer base to open"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("the language, Dutch by default"))
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    for add in (_add_import, _add_reading, _add_export, _add_whole, _add_safety):
        add(commands)
    people.add(partial(_command, commands))
    handwork.add(partial(_command, commands), _day)
    belonging.add(partial(_command, commands))
    duplicates.add(partial(_command, commands))
    planning.add(partial(_command, commands), _euro)
    knowledge.add(partial(_command, commands))
    movement.add(partial(_command, commands), _day)
    settings.add(partial(_command, commands))
    rights.add(partial(_command, commands))
    return parser


def _command(
    commands: "_Commands", name: str, text: str, *, db: bool = True, json: bool = True
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    if db:
        # SUPPRESS, as for --lang: it may also stand before the command
        command.add_argument("--db", metavar="FILE", default=argparse.SUPPRESS, help=_("the customer base"))
        command.set_defaults(needs_db=True)
    if json:
        command.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))
    # SUPPRESS: a --lang before the command must not be overwritten by the command's own default
    command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return command


def _add_import(commands: "_Commands") -> None:
    command = _command(commands, "import", _("Read spreadsheets into the base."))
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--sheet", help=_("only this sheet of the workbook"))
    command.add_argument("--kind", choices=KINDS, help=_("what one row is"))
    command.add_argument("--mapping", metavar="FILE.toml", help=_("a saved mapping of columns"))
    _add_formats(command)
    command.add_argument(
        "--mode",
        choices=MODES,
        default="add_update",
        help=_(
            "add_update: add new rows and update known ones; add: only add; fill_empty: only fill empty "
            "fields of known rows; update: only update known rows (default: add_update)"
        ),
    )
    command.add_argument(
        "--empty-clears",
        action="store_true",
        help=_("an empty cell empties its field (else it says nothing)"),
    )
    command.add_argument(
        "--restore-consent",
        action="store_true",
        help=_("let the file give consent again that a customer had withdrawn; each one is listed"),
    )
    command.add_argument("--dry-run", action="store_true", help=_("say what would change, write nothing"))
    command.add_argument("--rejected", metavar="FILE.xlsx", help=_("save the rejected rows with the reason"))
    command.add_argument(
        "--save-mapping",
        metavar="FILE.toml",
        help=_("save how the columns of the (first) sheet are read, for --mapping"),
    )


def _add_formats(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set",
        dest="formats",
        action="append",
        type=_format,
        default=[],
        metavar="FIELD=FORMAT",
        help=_("how a column is to be read, for example besteldatum=dmy or bedrag=comma"),
    )


def _add_reading(commands: "_Commands") -> None:
    command = _command(commands, "profile", _("Compute every customer's profile."))
    command.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help=_("the reference date, default today")
    )
    command = _command(commands, "show", _("Show one customer's profile with the parts of every score."))
    command.add_argument("klantnummer")
    command = _command(commands, "segments", _("Count the customers in each cell of a set."))
    command.add_argument("--set", metavar="SET", default="strategie", help=sets_help())
    command = _command(commands, "history", _("List the changes, the latest first."))
    command.add_argument("--customer", metavar="KLANTNUMMER", help=_("what became of this customer"))
    command.add_argument("--field", metavar="FIELD", help=_("and only of this field"))
    command = _command(commands, "undo", _("Undo the latest change, or the one with this number."))
    command.add_argument("id", nargs="?", type=int)
    command.add_argument("--preview", action="store_true", help=_("say what would change, write nothing"))
    _command(commands, "check", _("Check that the base is sound."))


def _add_export(commands: "_Commands") -> None:
    command = _command(commands, "export", _("Write segment lists and advice to a workbook."))
    command.add_argument("--to", required=True, metavar="FILE.xlsx")
    command.add_argument("--set", metavar="SET", help=sets_help())
    command.add_argument("--segment", metavar="NAME", help=_("one cell, for example 'langdurig · kampioen'"))
    command.add_argument("--channel", help=_("only customers who may be contacted over this channel"))


def _add_whole(commands: "_Commands") -> None:
    command = _command(commands, "run", _("Import, profile, advise and export in one go."), db=False)
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--to", required=True, metavar="FILE.xlsx")
    command.add_argument(
        "--db", metavar="FILE", default=argparse.SUPPRESS, help=_("keep the base in this file")
    )
    command.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help=_("the reference date, default today")
    )
    _add_formats(command)
    command = _command(commands, "demo", _("Do the same on the sample sheets."), db=False)
    command.add_argument("--to", metavar="FILE.xlsx")


def _add_safety(commands: "_Commands") -> None:
    command = _command(commands, "backup", _("Copy the base to a file."))
    command.add_argument("--to", required=True, metavar="FILE")
    command = _command(commands, "restore", _("Put a backup back as the base."))
    command.add_argument("file", metavar="FILE")
