"""Commands about what belongs to a customer: contracts, contact persons, the household."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cli.output import table
from core.errors import InputError
from core.field_words import field_name, value_words
from core.fields import CONTRACTS, CUSTOMERS, field
from core.text import _

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    contract = command("contract", _("Make, change or delete a contract by hand."))
    contract.add_argument("klantnummer")
    _add_parts(contract, _("the contract's number, or its place in the list (#1)"))
    contract.add_argument("--reason", help=_("why, for the history"))
    person = command("person", _("List, make, change or delete the contact persons of a customer."))
    person.add_argument("klantnummer")
    _add_parts(person, _("the place of the person in the list"))
    household = command("household", _("Show a household, make one of these customers, or leave it."))
    household.add_argument("klantnummers", nargs="+", metavar="KLANTNUMMER")
    household.add_argument("--name", help=_("what it is called"))
    household.add_argument("--company", action="store_true", help=_("one company instead of one family"))
    household.add_argument("--leave", action="store_true", help=_("take these customers out of it"))


def _add_parts(command: argparse.ArgumentParser, help_: str) -> None:
    command.add_argument("values", nargs="*", metavar="FIELD=VALUE")
    command.set_defaults(takes_values="values")
    command.add_argument("--number", metavar="N", help=help_)
    command.add_argument("--delete", action="store_true", help=_("delete it"))


def _given(words: Sequence[str]) -> dict[str, str]:
    """field=value, word by word."""
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            message = _("{text} is not field=value; write it as plaats=Ede")
            raise InputError(message.format(text=word))
        found[name.strip()] = value.strip()
    return found


def contract(options: argparse.Namespace) -> Outcome:
    """Make, change, delete or list contracts."""
    from actions import contracts, finding

    db = Path(options.db)
    customer = finding.customer(db, options.klantnummer)
    known = contracts.listed(db, customer)
    number_ = None if options.number is None else _which(known, options.number, "contractnummer")
    if options.delete:
        if number_ is None:
            raise InputError(_("Say which one with --number."))
        change = contracts.delete_contract(db, number_)
        return {"change": change, "contracts": contracts.listed(db, customer)}, _("Deleted.")
    change_id = None
    if options.values:
        change_id = contracts.set_contract(db, customer, number_, _given(options.values), options.reason)
        known = contracts.listed(db, customer)
    return {"change": change_id, "contracts": known}, _parts(known, CONTRACTS)


def person(options: argparse.Namespace) -> Outcome:
    """Make, change, delete or list contact persons."""
    from actions import finding, households

    db = Path(options.db)
    customer = finding.customer(db, options.klantnummer)
    known = households.contact_persons_of(db, customer)
    number_ = None if options.number is None else _which(known, options.number, "naam")
    change = None
    if options.delete:
        if number_ is None:
            raise InputError(_("Say which one with --number."))
        change = households.delete_contact_person(db, number_)
    elif options.values:
        change = households.set_contact_person(db, customer, number_, _given(options.values))
    known = households.contact_persons_of(db, customer)
    return {"change": change, "persons": known}, _parts(known, CUSTOMERS)


def _which(known: Sequence[Mapping[str, Any]], word: str, name: str) -> int:
    """The row of that name, or at that place in the list."""
    for place, row in enumerate(known, 1):
        if row[name] == word or word in (f"#{place}", str(place)):
            return int(row["id"])
    raise InputError(_("There is no {word} in the list.").format(word=word))


def _parts(known: Sequence[Mapping[str, Any]], kind: str) -> str:
    """Each row of the list with its filled fields."""
    lines = []
    for place, row in enumerate(known, 1):
        by_hand = row.get("hand") or {}
        lines.append(f"#{place}")
        for name, value in row.items():
            known_field = field(kind, name)
            known_name = known_field is not None or name == "functie"
            if name == "naam" or not known_name or (value is None and name not in by_hand):
                continue
            mark = "  (" + _("by hand") + ")" if name in by_hand else ""
            lines.append(f"  {field_name(name, kind):<28} {value_words(name, value, kind)}{mark}")
    return "\n".join(lines) or _("There are none.")


def household(options: argparse.Namespace) -> Outcome:
    """Show, make or leave a household."""
    from actions import finding, households

    db = Path(options.db)
    ids = finding.customers(db, options.klantnummers)
    change = None
    if options.leave:
        change = households.leave_household(db, ids)
    elif len(ids) > 1:
        kind = households.COMPANY if options.company else households.HOUSEHOLD
        change = households.make_household(db, ids, options.name, kind)
    elif options.name is not None:
        change = households.rename_household(db, ids[0], options.name)
    found = households.household_of(db, ids[0])
    if found is None:
        return {"change": change, "household": None}, _("This customer is in no household.")
    members = [{"klantnummer": number_, "name": name} for _id, number_, name in found.members]
    value = {"name": found.name, "kind": found.kind, "members": members}
    rows = [[number_, name] for _id, number_, name in found.members]
    words = table(rows, [_("Number"), _("Name")])
    return {"change": change, "household": value}, f"{found.name}\n{words}"


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "contract": contract,
    "person": person,
    "household": household,
}
