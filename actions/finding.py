"""Whom a customer number means."""

from collections.abc import Sequence
from pathlib import Path

from actions.base import passphrase_from_environment
from core.errors import InputError
from core.fields import CUSTOMERS, columns
from core.text import _
from core.words import OUTCOMES
from models.own_fields import PREFIX
from models.queries import Reader


def customers(db: Path, klantnummers: Sequence[str], passphrase: str | None = None) -> list[int]:
    """The customers with these numbers (else: e-mail addresses), each once; who was merged: the survivor.

    Raises InputError for a number that nobody has.
    """
    found: dict[int, None] = {}
    with Reader(db, passphrase or passphrase_from_environment()) as reader:
        for word in klantnummers:
            customer = reader.find(word)
            if customer is None:
                unknown = _("There is no customer {number}; look the number up in the list of customers.")
                raise InputError(unknown.format(number=word))
            found[customer] = None
    return list(found)


def fields(db: Path, names: Sequence[str], passphrase: str | None = None) -> list[str]:
    """The fields that a person means: by name, by label ("Plaats"), or by the header of an own column.

    A name that nothing has comes back as it is.
    """
    known = {_(one.label).casefold(): one.name for one in columns(CUSTOMERS)}
    known |= {_(label).casefold(): code for code, label in OUTCOMES.items()}
    with Reader(db, passphrase or passphrase_from_environment()) as reader:
        own = {header.casefold(): PREFIX + header for header in reader.own_columns()}
    known |= {"naam": "naam", "adres": "adres"}
    plain = {one.name for one in columns(CUSTOMERS)} | set(OUTCOMES)
    return [
        name if name in plain else own.get(name.casefold()) or known.get(name.casefold()) or name
        for name in names
    ]


def customer(db: Path, klantnummer: str, passphrase: str | None = None) -> int:
    """The customer with this number; see `customers`."""
    return customers(db, [klantnummer], passphrase)[0]
