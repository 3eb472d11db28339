"""A new customer by hand, and deleting customers."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from actions.base import user_name, writing
from actions.editing import BULK
from actions.profiling import refresh
from core.text import _, ngettext, number
from models import changes, customers_by_hand, merging, safety
from models.database import Base

#: more names than this are counted
_NAMES = 3


def new_customer(
    db: Path, values: Mapping[str, object], reason: str | None = None, passphrase: str | None = None
) -> int:
    """Make a customer of these fields (field → value, as `actions.editing.set_value` takes them), as one
    change; returns the customer's id. Makes a missing base.

    Raises InputError for a value that its field cannot hold, nothing to call the customer by, or a customer
    number that is taken.
    """
    with writing(db, passphrase, create=True) as base:
        called = " ".join(
            str(values[name])
            for name in ("klantnummer", "voornaam", "tussenvoegsel", "achternaam", "bedrijfsnaam", "email")
            if values.get(name)
        )
        label = _("New customer: {name}").format(name=called)
        with changes.change(base, label, kind="new", who=user_name()):
            customer = customers_by_hand.create(base, values, reason=reason, who=user_name())
        refresh(base, [customer])
        return customer


def delete_customers(db: Path, ids: Sequence[int], passphrase: str | None = None) -> int:
    """Delete customers and those who were merged into them, as one change; returns the change's number.

    Raises InputError for who is not there any more, and for who is merged into another.
    """
    with writing(db, passphrase) as base:
        if len(ids) >= BULK:
            safety.backup_before(base, "delete")
        with changes.change(base, _label(base, ids), kind="delete", who=user_name()) as change_id:
            gone = customers_by_hand.delete(base, ids)
        refresh(base, gone)
        return change_id


def _label(base: Base, ids: Sequence[int]) -> str:
    """Who goes, and who goes with them."""
    with_them = [one.id for customer in ids for one in merging.members(base, customer)]
    label = _("Deleted: {names}").format(names=names(base, ids))
    if with_them:
        label += " " + _("(with {names}, merged into it)").format(names=names(base, with_them))
    return label


def names(base: Base, ids: Sequence[int]) -> str:
    """'1042 Jan Jansen, 1043 …', or how many there are."""
    if len(ids) <= _NAMES:
        return ", ".join(merging.named(base, ids))
    return ngettext("{n} customer", "{n} customers", len(ids)).format(n=number(len(ids)))
