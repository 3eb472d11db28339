"""Whom a customer number means."""

from collections.abc import Sequence
from pathlib import Path

from actions.base import passphrase_from_environment
from core.errors import InputError
from core.text import _
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


def customer(db: Path, klantnummer: str, passphrase: str | None = None) -> int:
    """The customer with this number; see `customers`."""
    return customers(db, [klantnummer], passphrase)[0]
