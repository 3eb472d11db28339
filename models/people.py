"""Who a customer is, for a deed about one: the survivor behind an id, and the name for the history."""

from dataclasses import dataclass

from core.errors import InputError
from core.text import _
from models.database import Base


@dataclass(frozen=True)
class Owner:
    """The customer under whom rows are read, and how it is called."""

    id: int
    klantnummer: str
    name: str


def name_and_owner(base: Base, customer_id: int) -> Owner:
    """The customer behind an id: who was merged, the survivor. Raises InputError for nobody."""
    row = base.sql(
        "SELECT c.id, COALESCE(c.klantnummer, ''), COALESCE(NULLIF(c.naam, ''), c.klantnummer, '') "
        "FROM customers o JOIN customers c ON c.id = COALESCE(o.merged_into, o.id) "
        "WHERE o.id = ? AND o.deleted = 0 AND c.deleted = 0",
        (customer_id,),
    ).fetchone()
    if row is None:
        raise InputError(_("This customer is no longer there."))
    return Owner(*row)
