"""Edit by hand: values that stand over what a file or a computation says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from actions import composed, typed_values
from actions.base import reading, user_name, writing
from actions.profiling import refresh
from core import labels
from core.errors import InputError
from core.field_words import field_name
from core.text import _, ngettext
from models import changes, hand, hand_cells, hand_scale, safety
from models.database import Base

#: a bulk edit of this many customers or more is preceded by a backup
BULK: Final = 50
#: more fields than this are counted in the label of a change
_NAMED: Final = 3


@dataclass(frozen=True)
class Edit:
    """One cell as a person typed or pasted it: '1.234,56', 'ja', '31-12-2025', None or '' for empty."""

    customer_id: int
    field: str
    value: object


@dataclass(frozen=True)
class CellChange:
    """What an edit would do: the value in force now and then (as the base keeps them), or why it cannot be.

    `problem` is one sentence, '' where all is well; `new` is then what was typed.
    """

    customer_id: int
    klantnummer: str
    name: str
    field: str
    old: Any
    new: Any
    problem: str = ""

    @property
    def changes(self) -> bool:
        """Does it make any difference?"""
        return not self.problem and (self.old != self.new or type(self.old) is not type(self.new))


def preview(db: Path, edits: Sequence[Edit], passphrase: str | None = None) -> list[CellChange]:
    """What these edits would change, cell by cell in their order; writes nothing. A whole name (`naam`) or
    address (`adres`) gives a cell for each of its parts."""
    with reading(db, passphrase) as base:
        return _cells(base, edits)


def set_values(
    db: Path,
    edits: Sequence[Edit],
    label: str | None = None,
    reason: str | None = None,
    review_on: date | None = None,
    passphrase: str | None = None,
    *,
    confirm: bool = False,
) -> int:
    """Set all these cells by hand as one change; returns its number. Raises InputError when one of them
    cannot be (nothing is written then; `preview` names them all).

    Cells that stay as they are are left alone (a pasted block holds many that nobody looked at), unless the
    person says that value of each of them (`confirm`): then it stands against what a file brings later.
    """
    with writing(db, passphrase) as base:
        cells = _cells(base, edits)
        wrong = [cell for cell in cells if cell.problem]
        if wrong:
            raise InputError(_refusal(wrong, len(cells)))
        # one value that is in force already may be confirmed by hand; in a block it is left alone
        changed = [cell for cell in cells if confirm or cell.changes or len(cells) == 1]
        if not changed:
            raise InputError(_("These customers stay as they are."))
        return _write(base, changed, label, reason, review_on)


def set_value(
    db: Path,
    customer_ids: Sequence[int],
    field: str,
    value: object,
    reason: str | None = None,
    review_on: date | None = None,
    passphrase: str | None = None,
) -> int:
    """Set a field or outcome of these customers by hand, as one change; returns the change's number."""
    stored = typed_values.read(field, value)
    with writing(db, passphrase) as base:
        _backup(base, len(customer_ids))
        with changes.change(
            base, _label(base, field, customer_ids), kind="edit", who=user_name()
        ) as change_id:
            found = hand.set_hand(
                base,
                customer_ids,
                field,
                stored,
                reason=reason,
                who=user_name(),
                review_on=review_on.isoformat() if review_on else None,
            )
            if not found:
                raise InputError(_("This customer is no longer there."))
        refresh(base, customer_ids)
        return change_id


def clear_value(db: Path, customer_ids: Sequence[int], field: str, passphrase: str | None = None) -> int:
    """Back to what the file (or the computation) says; returns the change's number."""
    with writing(db, passphrase) as base:
        _backup(base, len(customer_ids))
        label = _("Back to the file: {label}").format(label=_label(base, field, customer_ids))
        with changes.change(base, label, kind="edit", who=user_name()) as change_id:
            hand.clear_hand(base, customer_ids, field)
        refresh(base, customer_ids)
        return change_id


def clear_values(db: Path, cells: Sequence[tuple[int, str]], passphrase: str | None = None) -> int:
    """Back to the file (or the computation) for these (customer, field), as one change; its number."""
    by_field: dict[str, list[int]] = {}
    for customer, field in cells:
        by_field.setdefault(field, []).append(customer)
    with writing(db, passphrase) as base:
        customers = list(dict.fromkeys(customer for customer, _field in cells))
        _backup(base, len(customers))
        named = _label_of(by_field, len(customers), _only_name(base, customers))
        label = _("Back to the file: {label}").format(label=named)
        with changes.change(base, label, kind="edit", who=user_name()) as change_id:
            if not sum(hand.clear_hand(base, ids, field) for field, ids in by_field.items()):
                raise InputError(_("Nothing of this was set by hand."))
        refresh(base, customers)
        return change_id


def label_edits(
    db: Path, customer_ids: Sequence[int], label: str, *, remove: bool = False, passphrase: str | None = None
) -> list[Edit]:
    """The edits that give these customers a label (or take it away), leaving their other labels alone."""
    if not label.strip():
        raise InputError(_("Give the label a name."))
    act = labels.without if remove else labels.added
    with reading(db, passphrase) as base:
        known = hand_cells.in_force(base, customer_ids, ["labels"])
    return [
        Edit(customer, "labels", new)
        for customer in dict.fromkeys(customer_ids)
        if customer in known
        and (new := act(known[customer].values["labels"], label)) != known[customer].values["labels"]
    ]


def add_label(
    db: Path,
    customer_ids: Sequence[int],
    label: str,
    reason: str | None = None,
    passphrase: str | None = None,
) -> int:
    """Give these customers a label as one change; returns its number."""
    edits = label_edits(db, customer_ids, label, passphrase=passphrase)
    text = ngettext("Label {label} for {n} customer", "Label {label} for {n} customers", len(edits))
    return _labelled(db, edits, text.format(label=label.strip(), n=len(edits)), reason, passphrase)


def remove_label(
    db: Path,
    customer_ids: Sequence[int],
    label: str,
    reason: str | None = None,
    passphrase: str | None = None,
) -> int:
    """Take a label away from these customers as one change; returns its number."""
    edits = label_edits(db, customer_ids, label, remove=True, passphrase=passphrase)
    text = ngettext(
        "Label {label} taken from {n} customer", "Label {label} taken from {n} customers", len(edits)
    )
    return _labelled(db, edits, text.format(label=label.strip(), n=len(edits)), reason, passphrase)


def _labelled(db: Path, edits: Sequence[Edit], text: str, reason: str | None, passphrase: str | None) -> int:
    if not edits:
        raise InputError(_("These customers stay as they are."))
    return set_values(db, edits, text, reason, passphrase=passphrase)


def _cells(base: Base, edits: Sequence[Edit]) -> list[CellChange]:
    edits = _in_parts(base, edits)
    ids = list({edit.customer_id for edit in edits})
    names = list(dict.fromkeys(edit.field for edit in edits))
    asked = [name for name in names if hand_cells.settable(name)]
    known = hand_cells.in_force(base, ids, [*asked, hand_scale.SCALE])
    usual = hand_scale.usual_scale(base.connection) if hand_scale.MARK in names else None
    read: dict[tuple[str, type, object], tuple[Any, str]] = {}
    found = []
    for edit in edits:
        key = (edit.field, type(edit.value), edit.value)
        if key not in read:
            read[key] = _read(edit)
        new, problem = read[key]
        who = known.get(edit.customer_id)
        if who is None:
            problem = problem or _("This customer is no longer there.")
            found.append(CellChange(edit.customer_id, "", "", edit.field, None, new, problem))
            continue
        if who.merged_into is not None:
            problem = problem or _("This customer was merged with {name}; change it there.").format(
                name=who.survivor
            )
        if edit.field == hand_scale.MARK and not problem and new is not None:
            problem = _off_scale(new, who.values[hand_scale.SCALE], usual)
        old = who.values.get(edit.field)
        found.append(CellChange(edit.customer_id, who.klantnummer, who.name, edit.field, old, new, problem))
    return found


def _in_parts(base: Base, edits: Sequence[Edit]) -> Sequence[Edit]:
    """Whole names and addresses as edits of their parts (an empty one stays, and is refused)."""
    whole = [edit for edit in edits if edit.field in composed.PARTS]
    if not whole:
        return edits
    known = hand_cells.in_force(base, [edit.customer_id for edit in whole], composed.PARTS[composed.NAME])
    found: list[Edit] = []
    for edit in edits:
        who = known.get(edit.customer_id)
        if edit.field in composed.PARTS and who is not None and str(edit.value or "").strip():
            parts = composed.parts(edit.field, edit.value, who.values)
            found += [Edit(edit.customer_id, name, part) for name, part in parts.items()]
        else:
            found.append(edit)
    return found


def _read(edit: Edit) -> tuple[Any, str]:
    try:
        if edit.field in composed.PARTS:
            return composed.parts(edit.field, edit.value, {}), ""
        return typed_values.read(edit.field, edit.value), ""
    except InputError as error:
        return edit.value, str(error)


def _off_scale(mark: float, known: str | None, usual: str | None) -> str:
    try:
        hand_scale.scale_for(mark, known, usual)
    except InputError as error:
        return str(error)
    return ""


def _refusal(wrong: Sequence[CellChange], cells: int) -> str:
    first = wrong[0].problem
    if len(wrong) == 1 and cells == 1:
        return first
    text = ngettext(
        "{n} of {all} values does not fit, and nothing was changed: {first}",
        "{n} of {all} values do not fit, and nothing was changed. The first: {first}",
        len(wrong),
    )
    return text.format(n=len(wrong), all=cells, first=first)


def _write(
    base: Base, cells: Sequence[CellChange], label: str | None, reason: str | None, review_on: date | None
) -> int:
    customers = list(dict.fromkeys(cell.customer_id for cell in cells))
    by_field: dict[str, list[tuple[int, object]]] = {}
    for cell in cells:
        by_field.setdefault(cell.field, []).append((cell.customer_id, cell.new))
    _backup(base, len(customers))
    with changes.change(
        base, label or _label_of(by_field, len(customers), cells[0].name), kind="edit", who=user_name()
    ) as change_id:
        for field, values in by_field.items():
            hand.set_each(
                base,
                field,
                values,
                reason=reason,
                who=user_name(),
                review_on=review_on.isoformat() if review_on else None,
            )
    refresh(base, customers)
    return change_id


def _backup(base: Base, customers: int) -> None:
    if customers >= BULK:
        safety.backup_before(base, "bulk edit")


def _label_of(by_field: Mapping[str, Sequence[object]], customers: int, name: str = "") -> str:
    """'Plaats, Omzet of Jan Jansen', '12 values of 5 customers'. `name`: of the only customer."""
    fields = [field_name(field) for field in by_field if field != hand_scale.SCALE]
    if customers == 1 and name and len(fields) <= _NAMED:
        return _("{fields} of {name}").format(fields=", ".join(fields), name=name)
    if len(fields) == 1:
        return ngettext("{name} of {n} customer", "{name} of {n} customers", customers).format(
            name=fields[0], n=customers
        )
    cells = sum(map(len, by_field.values()))
    text = ngettext("{cells} values of {n} customer", "{cells} values of {n} customers", customers)
    return text.format(cells=cells, n=customers)


def _label(base: Base, field: str, customer_ids: Sequence[int]) -> str:
    return _label_of({field: customer_ids}, len(customer_ids), _only_name(base, customer_ids))


def _only_name(base: Base, customer_ids: Sequence[int]) -> str:
    """The name of the customer where there is just one."""
    known = hand_cells.in_force(base, customer_ids, []) if len(customer_ids) == 1 else {}
    return known[customer_ids[0]].name if known else ""
