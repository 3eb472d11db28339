"""Commands about what a person says: values, conflicts, and what became of one customer."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cli.output import table
from core.errors import InputError
from core.field_words import field_name, value_words
from core.fields import CUSTOMERS, field
from core.text import _, day, moment, ngettext, number

if TYPE_CHECKING:
    from models.queries import HandValue

#: a handler gives the value for --json and the words
Outcome = tuple[dict[str, Any], str]
_MOST: Final = 50


def add(command: Callable[..., argparse.ArgumentParser], a_day: Callable[[str], date]) -> None:
    """Add the commands; `command(name, text)` makes one with --db and --json."""
    set_ = command("set", _("Set fields of customers by hand; imports leave them alone."))
    set_.add_argument(
        "words",
        nargs="+",
        metavar="KLANTNUMMER… FIELD=VALUE…",
        help=_("who, and what: plaats=Ede omzet=1.234,56 labels+=zomer labels-=oud"),
    )
    set_.set_defaults(takes_values="words")
    set_.add_argument("--reason", help=_("why, for the history"))
    set_.add_argument("--review", type=a_day, metavar="YYYY-MM-DD", help=_("when to look at it again"))
    set_.add_argument("--dry-run", action="store_true", help=_("say what would change, write nothing"))
    clear = command("clear", _("Back to what the file or the computation says."))
    clear.add_argument("klantnummer")
    clear.add_argument("fields", nargs="+", metavar="FIELD")
    hand = command("hand", _("List what was set by hand, or answer what is due for review."))
    hand.add_argument(
        "--due", type=a_day, metavar="YYYY-MM-DD", help=_("only what is to be reviewed by then")
    )
    hand.add_argument("--reviewed", nargs="+", type=int, metavar="ID", help=_("these were looked at"))
    hand.add_argument("--again", type=a_day, metavar="YYYY-MM-DD", help=_("and when to look again"))
    _add_conflicts(command("conflicts", _("List where a file says otherwise than you, and choose.")))
    redo = command("redo", _("Do again what was undone last, or the change with this number."))
    redo.add_argument("id", nargs="?", type=int)


def _add_conflicts(command: argparse.ArgumentParser) -> None:
    mine = _("keep these; 'all': every one; 'known': where the file says nothing new")
    command.add_argument("--mine", nargs="+", type=_id, metavar="ID", help=mine)
    command.add_argument("--file", nargs="+", type=_id, metavar="ID", help=_("take the file's for these"))
    command.add_argument("--always", metavar="FIELD", help=_("from now on the file's for this field"))
    command.add_argument("--ask-again", metavar="FIELD", help=_("take --always back"))


def _id(text: str) -> int:
    """A number of the list; 0 for all of them, -1 for those in which the file says nothing new."""
    if text in {"all", "alle", "alles"}:
        return 0
    if text in {"known", "bekend"}:
        return -1
    return int(text)


def set_(options: argparse.Namespace) -> Outcome:
    """Set fields of customers."""
    from actions import editing, finding

    db = Path(options.db)
    edits, numbers = _edits(options.words)
    plain = finding.fields(db, [name for name, _value in edits])
    edits = [(name, value) for name, (_name, value) in zip(plain, edits, strict=True)]
    ids = finding.customers(db, numbers)
    made = [editing.Edit(one, name, value) for one in ids for name, value in edits if name[-1] not in "+-"]
    for name, value in edits:
        if name[-1] in "+-":
            _only_labels(name)
            made += editing.label_edits(db, ids, value, remove=name[-1] == "-")
    cells = editing.preview(db, made)
    found = [
        {
            "klantnummer": cell.klantnummer,
            "field": cell.field,
            "old": _plain(cell.field, cell.old),
            "new": _plain(cell.field, cell.new),
            "problem": cell.problem or None,
        }
        for cell in cells
    ]
    rows = [
        [
            cell.klantnummer,
            cell.name,
            field_name(cell.field),
            value_words(cell.field, cell.old),
            cell.problem or value_words(cell.field, cell.new),
        ]
        for cell in cells[:_MOST]
    ]
    words = table(rows, [_("Number"), _("Name"), _("Field"), _("Was"), _("Becomes")]) if rows else ""
    if options.dry_run:
        trial = _("Nothing was written: this was a trial.")
        return {"changes": found, "change": None}, f"{words}\n{trial}"
    if not made:
        raise InputError(_("These customers stay as they are."))
    change = editing.set_values(db, made, None, options.reason, options.review, confirm=True)
    hint = _("Undo it with: undo")
    return {"changes": found, "change": change}, f"{words}\n{hint}"


def _edits(words: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The fields with their values, and the customer numbers, of the words of `set`."""
    numbers = [word for word in words if "=" not in word]
    edits = [
        (name.strip(), value.strip()) for name, _eq, value in (word.partition("=") for word in words) if _eq
    ]
    if not numbers or not edits:
        raise InputError(_("Say who and what: set 1042 plaats=Ede"))
    if any(not name for name, _value in edits):
        raise InputError(_("Say who and what: set 1042 plaats=Ede"))
    return edits, numbers


def _only_labels(name: str) -> None:
    if name[:-1] != "labels":
        raise InputError(
            _("Only labels can be added and taken away; write {field}=value.").format(field=name[:-1])
        )


def clear(options: argparse.Namespace) -> Outcome:
    """Back to the file."""
    from actions import editing, finding

    db = Path(options.db)
    customer = finding.customer(db, options.klantnummer)
    fields = finding.fields(db, options.fields)
    change = editing.clear_values(db, [(customer, name) for name in fields])
    names = ", ".join(field_name(name) for name in fields)
    done = _("{fields}: back to the file.").format(fields=names)
    return {"customer": options.klantnummer, "fields": options.fields, "change": change}, done


def hand(options: argparse.Namespace) -> Outcome:
    """List hand values, or mark them reviewed."""
    from actions import hand_values

    db = Path(options.db)
    if options.reviewed:
        change = hand_values.reviewed(db, options.reviewed, options.again)
        return {"change": change, "reviewed": options.reviewed}, _("Noted.")
    found = hand_values.listed(db, due_by=options.due)
    rows = [
        [
            str(one.id),
            one.klantnummer,
            one.name,
            field_name(one.field),
            value_words(one.field, one.value),
            value_words(one.field, one.computed if one.file_value is None else one.file_value),
            one.reason or "",
            one.who,
            moment(one.at),
            day(one.review_on),
        ]
        for one in found
    ]
    head = [
        _("Nr"), _("Number"), _("Name"), _("Field"), _("By hand"), _("File"), _("Reason"), _("Who"),
        _("When"), _("Look again"),
    ]  # fmt: skip
    words = table(rows, head, right=(0,)) if rows else _("Nothing was set by hand.")
    if not rows and options.due:
        words = _("Nothing is to be reviewed.")
    return {"values": [_hand_json(one) for one in found]}, words


def _hand_json(one: "HandValue") -> dict[str, Any]:
    return {
        "id": one.id,
        "customer": one.klantnummer,
        "name": one.name,
        "field": one.field,
        "value": _plain(one.field, one.value),
        "file": _plain(one.field, one.file_value),
        "reason": one.reason,
        "who": one.who,
        "at": one.at,
        "review_on": one.review_on,
        "kept": one.kept,
        "known": one.known,
        "offered_by": one.offered_by,
        "from_file": one.file,
    }


def conflicts(options: argparse.Namespace) -> Outcome:
    """List conflicts, or answer them."""
    from actions import hand_values

    db = Path(options.db)
    if options.always or options.ask_again:
        return _always(db, options)
    found = hand_values.conflicts(db)
    if options.mine or options.file:
        answers: dict[int, str] = {}
        for ids, answer in ((options.mine or [], hand_values.MINE), (options.file or [], hand_values.FILE)):
            chosen = [one.id for one in found if 0 in ids or (-1 in ids and one.known) or one.id in ids]
            answers |= dict.fromkeys([*chosen, *(one for one in ids if one > 0)], answer)
        change = hand_values.decide(db, answers)
        left = len(hand_values.conflicts(db))
        done = ngettext("Done; {n} conflict is left.", "Done; {n} conflicts are left.", left)
        return {"change": change, "left": left}, done.format(n=number(left))
    rows = [
        [
            str(one.id),
            one.klantnummer,
            one.name,
            field_name(one.field),
            value_words(one.field, one.value),
            value_words(one.field, one.file_value),
            _("said so already") if one.known else _("new"),
            one.file or "",
        ]
        for one in found
    ]
    head = [
        _("Nr"),
        _("Number"),
        _("Name"),
        _("Field"),
        _("You say"),
        _("The file says"),
        _("New?"),
        _("File"),
    ]
    words = table(rows, head, right=(0,)) if rows else _("No file says otherwise than you.")
    fields = hand_values.always_file_fields(db)
    if fields:
        names = ", ".join(map(field_name, fields))
        words += "\n" + _("Always the file's: {fields}").format(fields=names)
    return {"conflicts": [_hand_json(one) for one in found], "always_file": fields}, words


def _always(db: Path, options: argparse.Namespace) -> Outcome:
    from actions import finding, hand_values

    (name,) = finding.fields(db, [options.always or options.ask_again])
    if options.always:
        change = hand_values.always_file(db, name)
        words = _("From now on an import takes the file's value for {field}.")
    else:
        change = hand_values.ask_again(db, name)
        words = _("From now on you are asked again about {field}.")
    fields = hand_values.always_file_fields(db)
    return {"change": change, "always_file": fields}, words.format(field=field_name(name))


def redo(options: argparse.Namespace) -> Outcome:
    """Do again what was undone."""
    from actions import history

    result = history.redo(Path(options.db), change_id=options.id)
    done = _("Done again: {label}").format(label=result.label)
    value = {"change_id": result.change_id, "label": result.label, "reversed": result.reversed}
    return value | {"kept": result.kept, "impossible": result.impossible}, done


def history_of(options: argparse.Namespace) -> Outcome:
    """What became of one customer, or of one field of it."""
    from actions import finding, history

    db = Path(options.db)
    customer = finding.customer(db, options.customer)
    field = finding.fields(db, [options.field])[0] if options.field else None
    lines = history.story(db, customer, field)
    value = [
        {
            "change": line.change_id,
            "at": line.at,
            "who": line.who,
            "kind": line.kind,
            "label": line.label,
            "field": line.field or None,
            "text": line.text,
            "old": _plain(line.field, line.old),
            "new": _plain(line.field, line.new),
            "file": line.file,
            "row": line.file_row,
        }
        for line in lines
    ]
    words: list[str] = []
    seen = None
    for line in lines:
        if line.change_id != seen:
            seen = line.change_id
            origin = {"undo": _("Undone: {label}"), "redo": _("Done again: {label}")}.get(
                line.kind, "{label}"
            )
            words.append(f"{moment(line.at)}  {line.who}  {origin.format(label=line.label)}")
        place = _("row {n}").format(n=line.file_row) if line.file_row else ""
        source = f"  [{', '.join(part for part in (line.file, place) if part)}]" if line.file else ""
        words.append(f"    {line.text}{source}")
    return {"customer": options.customer, "history": value}, "\n".join(words) or _("Nothing was changed yet.")


def would_undo(options: argparse.Namespace) -> Outcome:
    """What an undo would do."""
    from actions import history

    db = Path(options.db)
    result = history.undo_preview(db, options.id)
    kept = history.explained(db, result, _MOST)
    lines = [_("Would undo: {label}").format(label=result.label)]
    n = result.reversed
    lines.append(ngettext("{n} row would be put back", "{n} rows would be put back", n).format(n=number(n)))
    if n := result.kept:
        text = ngettext(
            "{n} row would stay, because it was changed since",
            "{n} rows would stay, because they were changed since",
            n,
        )
        lines.append(text.format(n=number(n)))
    if n := result.impossible:
        text = ngettext("{n} row cannot be put back", "{n} rows cannot be put back", n)
        lines.append(text.format(n=number(n)))
    lines += [f"    {row.who}: {row.why}" for row in kept]
    more = result.kept + result.impossible - len(kept)
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=number(more)))
    value = {
        "change_id": result.change_id,
        "label": result.label,
        "reversed": result.reversed,
        "kept": result.kept,
        "impossible": result.impossible,
        "details": kept,
    }
    return value, "\n".join(lines)


def _plain(name: str, value: Any) -> Any:
    """As `show` gives it: flags are true or false."""
    known = field(CUSTOMERS, name)
    return bool(value) if known is not None and known.kind == "flag" and value in (0, 1) else value


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "set": set_,
    "clear": clear,
    "hand": hand,
    "conflicts": conflicts,
    "redo": redo,
}
