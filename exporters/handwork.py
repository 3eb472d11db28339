"""What people said, as sheets of a workbook: values set by hand, and contact persons.

Their customers are in a column "Nummer": only the lists of customers have one called `klantnummer`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from core.field_words import field_name, value_words
from core.fields import CONTACT_PERSON, CONTRACTS, CUSTOMERS
from core.text import _, day, moment
from exporters.workbook import Column, List


def hand_values(rows: Callable[[], Iterable[Sequence[Any]]], size: int) -> List:
    """Every value set by hand; `rows` give number, name, contract (None: of the customer), field, value,
    file's value, reason, who, at, review_on as the base keeps them."""
    columns = [
        Column(_("Number"), width=14),
        Column(_("Name"), width=28),
        Column(_("Field"), width=24),
        Column(_("By hand"), width=28),
        Column(_("The file or computation says"), width=28),
        Column(_("Reason"), width=36),
        Column(_("Who"), width=14),
        Column(_("When"), width=18),
        Column(_("Look again"), width=12),
    ]
    return List(_("By hand"), columns, lambda: _worded(rows()), size)


def _worded(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, name, contract, field, value, file_value, reason, who, at, review_on in rows:
        kind = CUSTOMERS if contract is None else CONTRACTS
        said = "" if file_value is None else value_words(field, file_value, kind)
        called = field_name(field, kind)
        if contract is not None:
            whose = _("Contract {number}").format(number=contract).strip()
            called = f"{whose}: {called}"
        words = value_words(field, value, kind)
        yield (
            number, name, called, words, said, reason, who, moment(at) if at else "", day(review_on)
        )  # fmt: skip


def contact_persons(rows: Sequence[Sequence[Any]]) -> List:
    """Every contact person; `rows` are number and name of the customer, and CONTACT_PERSON."""
    columns = [Column(_("Number"), width=14), Column(_("Company"), width=28)]
    columns += [
        Column(_("Job") if name == "functie" else field_name(name), width=18) for name in CONTACT_PERSON
    ]
    return List(_("Contact persons"), columns, lambda: rows, len(rows))


def fields_in_words(codes: str | None) -> str | None:
    """'plaats, clv' → 'Plaats, Klantwaarde'."""
    return ", ".join(field_name(code) for code in codes.split(", ")) if codes else None
