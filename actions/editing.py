"""Edit by hand: values that stand over what a file or a computation says."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from actions.base import user_name, writing
from actions.profiling import refresh
from core import fields
from core.text import _, ngettext
from core.words import outcome_name
from models import changes, hand, safety

#: a bulk edit of this many customers or more is preceded by a backup
BULK = 50


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
    with writing(db, passphrase) as base:
        if len(customer_ids) >= BULK:
            safety.backup_before(base, "bulk edit")
        with changes.change(
            base, _label(field, len(customer_ids)), kind="edit", who=user_name()
        ) as change_id:
            hand.set_hand(
                base,
                customer_ids,
                field,
                value,
                reason=reason,
                who=user_name(),
                review_on=review_on.isoformat() if review_on else None,
            )
        refresh(base, customer_ids)
        return change_id


def clear_value(db: Path, customer_ids: Sequence[int], field: str, passphrase: str | None = None) -> int:
    """Back to what the file (or the computation) says; returns the change's number."""
    with writing(db, passphrase) as base:
        label = _("Back to the file: {label}").format(label=_label(field, len(customer_ids)))
        with changes.change(base, label, kind="edit", who=user_name()) as change_id:
            hand.clear_hand(base, customer_ids, field)
        refresh(base, customer_ids)
        return change_id


def _label(field: str, customers: int) -> str:
    known = fields.field(fields.CUSTOMERS, field)
    name = _(known.label) if known else outcome_name(field)
    return ngettext("{name} of {n} customer", "{name} of {n} customers", customers).format(
        name=name, n=customers
    )
