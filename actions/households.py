"""Who belongs together: the people at a company, and households."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from actions import typed_values
from actions.base import reading, user_name, writing
from core import fields
from core.errors import InputError
from core.fields import Field
from core.text import N_, _, ngettext
from models import changes, contact_persons, households, people
from models.households import COMPANY, HOUSEHOLD, KINDS, Household

__all__ = ["COMPANY", "HOUSEHOLD", "KINDS", "PERSON_FIELDS", "Household"]
_KIND: Final = "people"
_JOB: Final = Field("functie", "text", N_("Job"))
#: the fields of a contact person, in the order in which they are shown
PERSON_FIELDS: Final[tuple[Field, ...]] = tuple(
    fields.field(fields.CUSTOMERS, name) or _JOB for name in fields.CONTACT_PERSON
)


def contact_persons_of(db: Path, customer_id: int, passphrase: str | None = None) -> list[dict[str, Any]]:
    """The contact persons of a customer: see `models.contact_persons.of`."""
    with reading(db, passphrase) as base:
        return contact_persons.of(base.connection, customer_id)


def household_of(db: Path, customer_id: int, passphrase: str | None = None) -> Household | None:
    """Who the customer belongs together with; None for nobody."""
    with reading(db, passphrase) as base:
        return households.of(base.connection, customer_id)


def set_contact_person(
    db: Path,
    customer_id: int,
    person_id: int | None,
    values: Mapping[str, object],
    passphrase: str | None = None,
) -> int:
    """Set what is given of a contact person of this customer, or make one (`person_id` None), as one change;
    returns its number. Values as a person types them. Raises InputError.
    """
    read = _read(values)
    with writing(db, passphrase) as base:
        who = people.name_and_owner(base, customer_id)
        if person_id is not None and contact_persons.get(base, person_id)["owner"] != who.id:
            raise InputError(_("This contact person is another customer's."))
        with changes.change(
            base, _("Contact person of {name}").format(name=who.name), kind=_KIND, who=user_name()
        ) as change_id:
            if person_id is None:
                contact_persons.add(base, who.id, read)
            else:
                contact_persons.change(base, person_id, read)
        return change_id


def delete_contact_person(db: Path, person_id: int, passphrase: str | None = None) -> int:
    """Take a contact person out, as one change; returns its number."""
    with writing(db, passphrase) as base:
        who = people.name_and_owner(base, contact_persons.get(base, person_id)["owner"])
        label = _("Contact person of {name} deleted").format(name=who.name)
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            contact_persons.delete(base, person_id)
        return change_id


def make_household(
    db: Path,
    ids: Sequence[int],
    naam: str | None = None,
    soort: str = HOUSEHOLD,
    passphrase: str | None = None,
) -> int:
    """Put these customers together, with the households that they are in, as one change; returns its number.

    Raises InputError for fewer than two customers.
    """
    naam = " ".join((naam or "").split()) or None
    with writing(db, passphrase) as base:
        text = ngettext("Household of {n} customer", "Household of {n} customers", len(set(ids)))
        if soort == COMPANY:
            text = ngettext("Company of {n} customer", "Company of {n} customers", len(set(ids)))
        label = text.format(n=len(set(ids)))
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            households.make(base, ids, naam, soort)
        return change_id


def rename_household(db: Path, customer_id: int, naam: str | None, passphrase: str | None = None) -> int:
    """Give the household of this customer a name (None: made of its members); returns the change's number."""
    naam = " ".join((naam or "").split()) or None
    with writing(db, passphrase) as base:
        who = people.name_and_owner(base, customer_id)
        household = households.of(base.connection, who.id)
        if household is None:
            raise InputError(_("{name} is in no household.").format(name=who.name))
        label = _("Name of household {name}").format(name=naam or household.name)
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            households.rename(base, household.id, naam)
        return change_id


def leave_household(db: Path, customer_id: int | Sequence[int], passphrase: str | None = None) -> int:
    """Take a customer (or these) out of the household, as one change; its number. Raises InputError."""
    ids = [customer_id] if isinstance(customer_id, int) else list(customer_id)
    with writing(db, passphrase) as base:
        leaving = [people.name_and_owner(base, one) for one in ids]
        label = _("{name} out of the household").format(name=", ".join(who.name for who in leaving))
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            left = [households.leave(base, who.id) for who in leaving]
            # with the last but one the household is gone, and the last one is out as well
            if not any(left):
                raise InputError(_("{name} is in no household.").format(name=leaving[0].name))
        return change_id


def dissolve_household(db: Path, customer_id: int, passphrase: str | None = None) -> int:
    """Take everybody out of the household of this customer, as one change; returns its number."""
    with writing(db, passphrase) as base:
        who = people.name_and_owner(base, customer_id)
        household = households.of(base.connection, who.id)
        if household is None:
            raise InputError(_("{name} is in no household.").format(name=who.name))
        label = _("Household {name} dissolved").format(name=household.name)
        with changes.change(base, label, kind=_KIND, who=user_name()) as change_id:
            households.dissolve(base, household.id)
        return change_id


def _read(values: Mapping[str, object]) -> dict[str, Any]:
    known = {one.name: one for one in PERSON_FIELDS}
    if strange := [name for name in values if name not in known]:
        raise InputError(_("A contact person has no field {field}.").format(field=strange[0]))
    return {name: typed_values.read_field(known[name], value) for name, value in values.items()}
