"""A new customer by hand, and deleting customers."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from actions import typed_values
from actions.base import reading, user_name, writing
from actions.editing import BULK
from actions.profiling import refresh
from core.errors import InputError
from core.text import _, ngettext, number
from models import changes, customers_by_hand, merging, safety
from models.database import Base

#: more names than this are counted
_NAMES = 3


def new_customer(
    db: Path, values: Mapping[str, object], reason: str | None = None, passphrase: str | None = None
) -> int:
    """Make a customer of these fields (field → value as a person types it), as one change; returns the
    customer's id. Makes a missing base.

    Raises InputError for a value that its field cannot hold, nothing to call the customer by, or a customer
    number that is taken.
    """
    read = {field: typed_values.read(field, value) for field, value in values.items()}
    stored = {field: value for field, value in read.items() if value is not None}
    customers_by_hand.check_named(stored)
    called = " ".join(
        str(stored[name])
        for name in ("klantnummer", "voornaam", "tussenvoegsel", "achternaam", "bedrijfsnaam", "email")
        if name in stored
    )
    label = _("New customer: {name}").format(name=called)
    with writing(db, passphrase, create=True) as base:
        with changes.change(base, label, kind="new", who=user_name()):
            customer = customers_by_hand.create(base, stored, reason=reason, who=user_name())
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


def ids_of(
    db: Path, klantnummers: Sequence[str], *, merged: bool = False, passphrase: str | None = None
) -> list[int]:
    """The customers with these numbers (else: e-mail addresses), each by the own number: who was merged is
    not the survivor here. `merged`: rather those. Raises InputError for a number that nobody has."""
    with reading(db, passphrase) as base:
        found = [(word, customers_by_hand.by_number(base, word, merged=merged)) for word in klantnummers]
    for word, customer in found:
        if customer is None:
            unknown = _("There is no customer {number}; look the number up in the list of customers.")
            raise InputError(unknown.format(number=word))
    return [customer for _word, customer in found if customer is not None]


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
