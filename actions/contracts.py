"""Contracts by hand: a new one, another value in one, one that is gone."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from actions import typed_values
from actions.base import reading, user_name, writing
from actions.profiling import refresh
from core.errors import InputError
from core.fields import CONTRACTS, field
from core.text import _
from models import changes, contracts_by_hand, customer_view, people
from models.contracts_by_hand import FIELDS

_KIND = "contract"
_DATES = (("start", "einde"), ("start", "minimumduur_tot"), ("start", "opgezegd_per"))


def listed(db: Path, customer_id: int, passphrase: str | None = None) -> list[dict[str, Any]]:
    """The contracts of a customer, the newest first: see `models.customer_view.children`."""
    with reading(db, passphrase) as base:
        return customer_view.children(base.connection, customer_id, "contracts")


def set_contract(
    db: Path,
    customer_id: int,
    contract_id: int | None,
    values: Mapping[str, object],
    reason: str | None = None,
    passphrase: str | None = None,
) -> int:
    """Set fields of a contract of this customer, or make one (`contract_id` None), as one change; returns the
    change's number. Values as a person types them. Raises InputError.
    """
    read = {name: _read(name, value) for name, value in values.items()}
    with writing(db, passphrase) as base:
        who = people.name_and_owner(base, customer_id)
        known = {} if contract_id is None else contracts_by_hand.fields_of(base, contract_id)
        if contract_id is not None and known["owner"] != who.id:
            raise InputError(_("This contract is another customer's."))
        _check({**known, **read})
        text = _("New contract of {name}") if contract_id is None else _("Contract of {name}")
        with changes.change(base, text.format(name=who.name), kind=_KIND, who=user_name()) as change_id:
            if contract_id is None:
                contracts_by_hand.add(base, who.id, read, reason=reason, who=user_name())
            else:
                contracts_by_hand.change(base, contract_id, read, reason=reason, who=user_name())
        refresh(base, [who.id])
        return change_id


def back_to_file(db: Path, contract_id: int, names: Sequence[str], passphrase: str | None = None) -> int:
    """Take the file's word for these fields of a contract again; returns the change's number."""
    with writing(db, passphrase) as base:
        who = people.name_and_owner(base, contracts_by_hand.fields_of(base, contract_id)["owner"])
        label = _("Back to the file: {label}").format(label=_("Contract of {name}").format(name=who.name))
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            contracts_by_hand.back_to_file(base, contract_id, list(names))
        refresh(base, [who.id])
        return change_id


def delete_contract(db: Path, contract_id: int, passphrase: str | None = None) -> int:
    """Take a contract out, as one change; returns its number. An import of it leaves it out."""
    with writing(db, passphrase) as base:
        who = people.name_and_owner(base, contracts_by_hand.fields_of(base, contract_id)["owner"])
        label = _("Contract of {name} deleted").format(name=who.name)
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            contracts_by_hand.delete(base, contract_id)
        refresh(base, [who.id])
        return change_id


def _read(name: str, value: object) -> object:
    known = field(CONTRACTS, name)
    if known is None or name not in FIELDS:
        raise InputError(_("A contract has no field {field}.").format(field=name))
    return typed_values.read_field(known, value)


def _check(values: Mapping[str, object]) -> None:
    """What cannot be together: an end before the start, an amount below zero."""
    for first, last in _DATES:
        start, end = values.get(first), values.get(last)
        if start and end and str(start) > str(end):
            names = [field(CONTRACTS, name) for name in (first, last)]
            labels = [_(known.label) if known else "" for known in names]
            raise InputError(_("{last} lies before {first}.").format(first=labels[0], last=labels[1]))
    for name in ("bedrag_per_maand", "opzegtermijn", "opzegkosten"):
        amount = values.get(name)
        if isinstance(amount, int | float) and amount < 0:
            known = field(CONTRACTS, name)
            raise InputError(
                _("{field} cannot be less than 0.").format(field=_(known.label) if known else name)
            )
