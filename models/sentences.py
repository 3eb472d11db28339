"""What the writing of an import says: issue code → sentence. Made here only."""

from collections.abc import Callable
from typing import Final

from core.text import N_, _, ngettext, number

#: about one row or cell; may use {value}
ROW: Final[dict[str, str]] = {
    "missing_key": N_(
        "No customer number, e-mail, or name with postcode and house number: whose row is this?"
    ),
    "ambiguous_customer": N_("More than one customer fits this row; add the customer number."),
    "deleted_customer": N_("This customer was deleted; undo the deletion if the row should count."),
    "erased_customer": N_("This customer was erased and does not come back with a file."),
    "not_found": N_("This is not in the base yet, and this import only updates what is there."),
    "no_answers": N_("Not one answer is filled in."),
    "consent_not_restored": N_("This customer said no earlier; an import does not undo that."),
    "consent_restored": N_("This customer said no earlier; that was undone, as you chose."),
    "hand_value_kept": N_("You set this by hand; your value stays. The file says: {value}"),
    "contract_hand_kept": N_("You set this of the contract by hand; that stays. The file says: {value}"),
    "file_wins": N_(
        "For this field the file's value always counts, as you chose; yours is gone. It was: {value}"
    ),
    "possible_duplicate": N_(
        "Perhaps this customer was in the base already (same e-mail, or name and address)."
    ),
    "repeated_customer": N_(
        "Row {value} is about the same customer and says something else; what stands lowest counts."
    ),
    "duplicate_row": N_("Exactly the same as an earlier row; both are kept."),
    "duplicate_contract": N_("Exactly the same contract as in an earlier row; it is kept once."),
}


def about_row(code: str, value: str = "") -> str:
    """The sentence for one row or cell."""
    return _(ROW[code]).format(value=value)


def _nothing_changed(n: int) -> str:
    return ngettext(
        "Nothing changed: the one row was in the base already, exactly like this.",
        "Nothing changed: all {n} rows were in the base already, exactly like this.",
        n,
    )


def _customers_made(n: int) -> str:
    return ngettext(
        "{n} customer did not exist yet and was made with only its key.",
        "{n} customers did not exist yet and were made with only their key.",
        n,
    )


def _found_by_name(n: int) -> str:
    return ngettext(
        "{n} row says only a name; it is taken for the only customer who is called so.",
        "{n} rows say only a name; each is taken for the only customer who is called so.",
        n,
    )


def _on_other_sheet(n: int) -> str:
    return ngettext(
        "{n} row is on another sheet of this import too and counts once: row {value}.",
        "{n} rows are on another sheet of this import too and count once: rows {value}.",
        n,
    )


def _stay_deleted(n: int) -> str:
    return ngettext(
        "{n} contract was deleted by hand and stays deleted.",
        "{n} contracts were deleted by hand and stay deleted.",
        n,
    )


def _other_customer(n: int) -> str:
    return ngettext(
        "{n} order number exists with another customer too; both are kept: {value}.",
        "{n} order numbers exist with another customer too; both are kept: {value}.",
        n,
    )


#: about the sheet as a whole; counts something
_SHEET: Final[dict[str, Callable[[int], str]]] = {
    "nothing_changed": _nothing_changed,
    "customers_made": _customers_made,
    "found_by_name": _found_by_name,
    "row_on_other_sheet": _on_other_sheet,
    "contracts_stay_deleted": _stay_deleted,
    "order_of_other_customer": _other_customer,
}


def about_sheet(code: str, n: int, value: str = "") -> str:
    """The sentence for a sheet, where `n` rows (customers, orders) are meant."""
    return _SHEET[code](n).format(n=number(n), value=value)
