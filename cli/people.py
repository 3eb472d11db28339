"""Commands about who is a customer: new, delete, merge, split."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cli.named_values import named_value
from cli.output import table
from core.text import _, money, ngettext, number

if TYPE_CHECKING:
    from actions.merging import Comparison

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    new = command("new", _("Make a customer by hand."))
    new.add_argument(
        "--set",
        dest="values",
        action="append",
        type=named_value("achternaam=Jansen"),
        required=True,
        metavar="FIELD=VALUE",
        help=_("a field and its value, for example achternaam=Jansen"),
    )
    _add_reason(new)
    delete = command("delete", _("Delete customers; can be undone."))
    delete.add_argument("klantnummers", nargs="+", metavar="KLANTNUMMER")
    merge = command("merge", _("Merge customers into the first one; a split takes them apart again."))
    merge.add_argument("survivor", metavar="KLANTNUMMER")
    merge.add_argument("others", nargs="+", metavar="KLANTNUMMER")
    merge.add_argument(
        "--take",
        dest="picks",
        action="append",
        type=named_value("telefoon=1043"),
        default=[],
        metavar="FIELD=KLANTNUMMER",
        help=_("whose value a field gets; without it the most careful and fullest"),
    )
    _add_reason(merge)
    merge.add_argument(
        "--dry-run", action="store_true", help=_("show them side by side, with what would be taken over")
    )
    split = command("split", _("Split a merged customer off again."))
    split.add_argument("klantnummer")


def _add_reason(command: argparse.ArgumentParser) -> None:
    command.add_argument("--reason", help=_("why, for the history"))


def new(options: argparse.Namespace) -> Outcome:
    """Make a customer."""
    from actions import customers

    values = dict(options.values)
    customer = customers.new_customer(Path(options.db), values, options.reason)
    called = values.get("klantnummer") or values.get("achternaam") or values.get("bedrijfsnaam") or "…"
    done = _("Customer {name} was added.").format(name=called)
    return {"id": customer, "klantnummer": values.get("klantnummer")}, done


def delete(options: argparse.Namespace) -> Outcome:
    """Delete customers."""
    from actions import customers

    db = Path(options.db)
    numbers = list(dict.fromkeys(options.klantnummers))
    change = customers.delete_customers(db, customers.ids_of(db, numbers))
    done = ngettext("{n} customer was deleted.", "{n} customers were deleted.", len(numbers))
    return {"change": change, "deleted": numbers}, _undoable(done.format(n=number(len(numbers))))


def merge(options: argparse.Namespace) -> Outcome:
    """Merge customers, or show them side by side."""
    from actions import customers, merging

    db = Path(options.db)
    survivor, *others = customers.ids_of(db, [options.survivor, *options.others])
    if options.dry_run:
        found = merging.compare(db, [survivor, *others], survivor)
        return _comparison(found), _side_by_side(found)
    known = dict(zip([options.survivor, *options.others], [survivor, *others], strict=True))
    picks = {
        field: merging.TOGETHER if who == _("both") else known.get(who) or customers.ids_of(db, [who])[0]
        for field, who in options.picks
    }
    change = merging.merge(db, survivor, others, picks, options.reason)
    done = _("{others} and {survivor} are one customer now, under number {survivor}.").format(
        others=", ".join(options.others), survivor=options.survivor
    )
    value = {"change": change, "survivor": options.survivor, "merged": options.others}
    return value, _undoable(done)


def split(options: argparse.Namespace) -> Outcome:
    """Split a merged customer off."""
    from actions import customers, merging

    db = Path(options.db)
    (customer,) = customers.ids_of(db, [options.klantnummer], merged=True)
    change = merging.split(db, customer)
    done = _("{number} is a customer of its own again.").format(number=options.klantnummer)
    return {"change": change, "customer": options.klantnummer}, _undoable(done)


def _undoable(sentence: str) -> str:
    hint = _("Undo it with: undo")
    return f"{sentence} {hint}"


def _comparison(found: "Comparison") -> dict[str, Any]:
    numbers = {side.customer_id: side.klantnummer or str(side.customer_id) for side in found.sides}
    return {
        "customers": [
            {
                "klantnummer": side.klantnummer,
                "name": side.name,
                "orders": side.orders,
                "contracts": side.contracts,
                "contacts": side.contacts,
                "answers": side.answers,
                "revenue": side.revenue,
                "merged": side.merged,
            }
            for side in found.sides
        ],
        "survivor": numbers[found.survivor],
        "why": found.why_survivor,
        "fields": {
            field.field: {
                "values": {numbers[cell.customer_id]: cell.value for cell in field.values},
                "sources": {numbers[cell.customer_id]: cell.source for cell in field.values},
                "differs": field.differs,
                "proposed": numbers.get(field.proposed),
                "together": field.together,
            }
            for field in found.fields
        },
        "warnings": list(found.warnings),
    }


def _side_by_side(found: "Comparison") -> str:
    numbers = {side.customer_id: side.klantnummer or str(side.customer_id) for side in found.sides}
    counts = [
        [_("Orders"), *(number(side.orders) for side in found.sides), ""],
        [_("Contracts"), *(number(side.contracts) for side in found.sides), ""],
        [_("Contacts"), *(number(side.contacts) for side in found.sides), ""],
        [_("Answers"), *(number(side.answers) for side in found.sides), ""],
        [_("Revenue"), *("" if s.revenue is None else money(s.revenue, 2) for s in found.sides), ""],
    ]
    differing = [
        [
            field.label,
            *("" if cell.value is None else _shown(cell.value) for cell in field.values),
            numbers.get(field.proposed, _("both")),
        ]
        for field in found.fields
        if field.differs
    ]
    header = [_("Field"), *(numbers[side.customer_id] for side in found.sides), _("Taken over from")]
    lines = [table([*counts, *differing], header), "", found.why_survivor, *found.warnings]
    return "\n".join([*lines, _("Nothing was written: this was a trial.")])


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number(value, 2) if isinstance(value, float) else str(value).replace("\n", " / ")


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "new": new,
    "delete": delete,
    "merge": merge,
    "split": split,
}
