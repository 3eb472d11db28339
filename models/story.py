"""The history of one customer in words: what changed, from what into what, when, by whom, from which file.

Made of the rows that the changes kept (`models.field_history`): a value that a person set touches the
customer's row and the list of hand values, and is told once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from core.field_words import field_name, value_words
from core.fields import CONTRACTS
from core.text import _, day, ngettext
from models import contact_persons, field_history
from models.contracts_by_hand import SAID
from models.customer_rows import SCALE
from models.database import Base
from models.field_history import CHANGED, CREATED, DELETED, FieldChange
from models.hand import is_outcome

#: columns that say nothing by themselves
_SILENT: Final = ("merged_into", SCALE)
_COUNTED: Final = ("orders", "interactions", "survey_answers")


@dataclass(frozen=True)
class Told:
    """One line of the history. `field` is '' where it is about more than one; `at` is ISO in UTC.

    `kind` is the change's ('import', 'edit', 'undo', …); `file`, `file_row`: where it came from (None by
    hand).
    """

    change_id: int
    at: str
    who: str
    kind: str
    label: str
    field: str
    text: str
    old: Any
    new: Any
    file: str | None
    file_row: int | None


def story(base: Base, customer_id: int, *, field: str | None = None) -> list[Told]:
    """The history of a customer and of those who are merged into it, newest first; of one field if asked."""
    people = base.sql(
        "SELECT id, COALESCE(NULLIF(naam, ''), klantnummer, '') FROM customers "
        "WHERE id = ?1 OR merged_into = ?1 ORDER BY id <> ?1, id",
        (customer_id,),
    ).fetchall()
    told: list[Told] = []
    for number, name in people:
        mine = _of_one(base, number)
        if number != customer_id:
            mine = [_of_other(line, name) for line in mine]
        told += mine
    if field is not None:
        told = [line for line in told if line.field == field]
    return sorted(told, key=lambda line: -line.change_id)


def _of_one(base: Base, customer_id: int) -> list[Told]:
    names = _Names(base)
    told: list[Told] = []
    found = field_history.customer_history(base, customer_id)
    for _change, group in groupby(found, key=lambda change: change.change_id):
        changes = list(group)
        by_hand = {change.row["field"] for change in changes if change.table == "hand_values"}
        for change, field, text, old, new in _lines(changes, by_hand, customer_id, names):
            file, row = (change.file, change.file_row) if change.kind == "import" else (None, None)
            told.append(
                Told(
                    change.change_id, change.at, change.who, change.kind, change.label,
                    field, text, old, new, file, row,
                )
            )  # fmt: skip
    return [*told, *_counted(base, customer_id)]


def _of_other(line: Told, name: str) -> Told:
    text = _("{customer}: {what}").format(customer=name, what=line.text)
    return Told(**{**line.__dict__, "text": text})


_Line = tuple[FieldChange, str, str, Any, Any]


class _Names:
    """How other customers are called."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def __call__(self, customer_id: int) -> str:
        row = self._base.sql(
            "SELECT COALESCE(NULLIF(naam, ''), klantnummer, ''), COALESCE(klantnummer, '') FROM customers "
            "WHERE id = ?",
            (customer_id,),
        ).fetchone()
        return " · ".join(dict.fromkeys(part for part in row or () if part)) or str(customer_id)


def _lines(
    changes: Sequence[FieldChange], by_hand: set[str], customer_id: int, names: _Names
) -> Iterator[_Line]:
    old_values = {c.field: (c.old, c.new) for c in changes if c.table == "customers"}
    rows = {(c.table, c.row_id) for c in changes if c.table != "customers"}
    for change in changes:
        if change.table == "customers" and change.field not in by_hand:
            yield from _of_customer(change, by_hand)
    for table, row_id in sorted(rows):
        row = [c for c in changes if (c.table, c.row_id) == (table, row_id)]
        if table == "hand_values":
            yield from _of_hand(row, old_values.get(row[0].row["field"]), names)
        elif table == "contracts":
            yield from _of_contract(row)
        elif table == "contact_persons":
            yield _of_person(row)
        elif table == "merges":
            yield from _of_merge(row[0], customer_id, names)
        else:
            yield row[0], "", _HOUSEHOLD[row[0].what](), None, None


def _of_customer(change: FieldChange, by_hand: set[str]) -> Iterator[_Line]:
    if change.what == CREATED:
        text = _("New customer") if change.file else _("New customer, by hand")
        yield change, "", text, None, None
    elif change.what == DELETED:
        yield change, "", _("Customer taken out"), None, None
    elif change.field == "deleted":
        yield change, "", _("Customer deleted") if change.new else _("Customer put back"), None, None
    elif change.field == "own":
        before, after = json.loads(change.old or "{}"), json.loads(change.new or "{}")
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name) and f"own:{name}" not in by_hand:
                yield _changed(change, f"own:{name}", before.get(name), after.get(name))
    elif change.field not in _SILENT:
        yield _changed(change, change.field, change.old, change.new)


def _changed(change: FieldChange, field: str, old: Any, new: Any) -> _Line:
    return (
        change,
        field,
        _arrow(field_name(field), value_words(field, old), value_words(field, new)),
        old,
        new,
    )


def _arrow(name: str, old: str, new: str) -> str:
    return _("{field}: {old} → {new}").format(field=name, old=old, new=new)


def _of_hand(row: Sequence[FieldChange], seen: tuple[Any, Any] | None, names: _Names) -> Iterator[_Line]:
    """One value set by hand: that it was set or given up; else what an import or an answer did beside it."""
    first, now = row[0], row[0].row
    field = str(now["field"])
    changed = {change.field: change for change in row if change.what == CHANGED}
    if field == SCALE:
        return
    if first.what == CREATED or "value" in changed:
        old = changed["value"].old if "value" in changed else now["file_value"]
        old = seen[0] if seen is not None else old
        text = _arrow(field_name(field), value_words(field, old), value_words(field, now["value"]))
        if old is None and is_outcome(field):  # what was computed then is not kept
            text = _("{field}: {value}").format(
                field=field_name(field), value=value_words(field, now["value"])
            )
        yield first, field, _set_words(text, now, names), old, now["value"]
    elif first.what == DELETED:
        old, new = seen if seen is not None else (now["value"], now["file_value"])
        text = _("{what}, back to the file").format(
            what=_arrow(field_name(field), value_words(field, old), value_words(field, new))
        )
        if is_outcome(field):
            text = _("{field}: back to what is computed").format(field=field_name(field))
        yield first, field, text, old, new
    elif template := _beside(changed, now):
        text = template.format(
            field=field_name(field),
            mine=value_words(field, now["value"]),
            theirs=value_words(field, now["file_value"]),
            day=day(now["review_on"]),
        )
        yield first, field, text, now["value"], now["value"]


def _set_words(text: str, now: Mapping[str, Any], names: _Names) -> str:
    """That a person set it, or took it over from another customer, and why."""
    if now["from_customer"] is not None:
        text = _("{what}, taken over from {customer}").format(what=text, customer=names(now["from_customer"]))
    else:
        text = _("{what}, by hand").format(what=text)
    return _("{what} ({reason})").format(what=text, reason=now["reason"]) if now["reason"] else text


def _beside(changed: Mapping[str, FieldChange], now: Mapping[str, Any]) -> str:
    """What happened to a hand value that stands as it was; '' where it is nothing to tell."""
    if "offered_by" in changed and now["offered_by"] is not None:
        return _("{field}: the file says {theirs}, {mine} stays until you choose")
    if "kept" in changed and now["kept"]:
        return _("{field}: {mine} kept, not the file's {theirs}")
    if "review_on" in changed:
        return _("{field}: look again on {day}") if now["review_on"] else _("{field}: reviewed")
    return _("{field}: the file now says {theirs}") if "file_value" in changed else ""


def _of_contract(row: Sequence[FieldChange]) -> Iterator[_Line]:
    first, now = row[0], row[0].row
    name = _("Contract {number}").format(number=now["contractnummer"] or now["soort"] or "").strip()
    speaker = json.loads(now["hand"] or "{}").get(SAID, {})
    hand = first.kind == "contract"
    tail = f" ({speaker['reason']})" if hand and speaker.get("reason") else ""
    changed = {change.field: change for change in row if change.what == CHANGED}
    gone = changed.pop("deleted", None)
    changed.pop("hand", None)
    if first.what == CREATED:
        text = _("{what}: new, by hand") if hand else _("{what}: new")
        yield first, "contract", text.format(what=name) + tail, None, None
    elif first.what == DELETED or (gone is not None and gone.new):
        yield first, "contract", _("{what}: deleted").format(what=name), None, None
    elif gone is not None:
        yield first, "contract", _("{what}: put back").format(what=name), None, None
    for field, change in changed.items():
        words = (value_words(field, value, CONTRACTS) for value in (change.old, change.new))
        text = f"{name}, {_arrow(field_name(field, CONTRACTS), *words)}"
        if hand:
            text = _("{what}, by hand").format(what=text) + tail
        yield change, "contract", text, change.old, change.new


def _of_person(row: Sequence[FieldChange]) -> _Line:
    first = row[0]
    name = contact_persons.name_of(first.row)
    text = {
        CREATED: _("Contact person {name}: new"),
        DELETED: _("Contact person {name}: deleted"),
        CHANGED: _("Contact person {name}: {fields}"),
    }[first.what]
    changed = ", ".join(
        _arrow(field_name(c.field), value_words(c.field, c.old), value_words(c.field, c.new))
        for c in row
        if c.what == CHANGED
    )
    return first, "contactpersoon", text.format(name=name, fields=changed), None, None


def _of_merge(change: FieldChange, customer_id: int, names: _Names) -> Iterator[_Line]:
    row = change.row
    mine = row["customer_id"] == customer_id
    other = names(row["into_id"] if mine else row["customer_id"])
    if change.what == CREATED:
        text = _("Merged into {customer}") if mine else _("{customer} was merged into this customer")
        reason = f" ({row['reason']})" if row["reason"] else ""
        yield change, "", text.format(customer=other) + reason, None, None
    elif change.what == DELETED:
        yield change, "", _("Split from {customer}").format(customer=other), None, None


_HOUSEHOLD: Final = {
    CREATED: lambda: _("Put into a household"),
    DELETED: lambda: _("Taken out of the household"),
    CHANGED: lambda: _("Put into another household"),
}


def _counted(base: Base, customer_id: int) -> list[Told]:
    """The orders, contacts and answers that an import brought: how many, not one by one."""
    told = []
    for table in _COUNTED:
        rows = base.sql(
            f"SELECT COUNT(*), i.file, h.id, h.at, h.who, h.kind, h.label FROM {table} t "
            "JOIN imports i ON i.id = t.import_id "
            "JOIN inserted n ON n.tbl = 'imports' AND t.import_id BETWEEN n.first_id AND n.last_id "
            "JOIN changes h ON h.id = n.change_id WHERE t.customer_id = ? GROUP BY i.id",
            (customer_id,),
        )
        for n, file, change, at, who, kind, label in rows.fetchall():
            text = _count_words(table, n)
            told.append(Told(change, at, who, kind, label, table, text, None, n, file, None))
    return told


def _count_words(table: str, n: int) -> str:
    if table == "orders":
        return ngettext("{n} order line", "{n} order lines", n).format(n=n)
    if table == "interactions":
        return ngettext("{n} contact", "{n} contacts", n).format(n=n)
    return ngettext("{n} answer", "{n} answers", n).format(n=n)
