"""The sentence of every issue code of an import: the one place where codes become words."""

from typing import Final

from core.issues import Issue
from core.text import N_, _, ngettext

_SENTENCES: Final[dict[str, str]] = {
    # rows that are left out
    "row_too_long": N_("The row has more cells than the header; it is left out."),
    "row_too_short": N_("The row has fewer cells than the header; it is left out."),
    "missing_key": N_(
        "Nothing says which customer this is: no customer number, no e-mail address, and no name with "
        "postcode and house number."
    ),
    "no_date": N_("The date is missing; without it this row means nothing."),
    "bad_essential_date": N_("This is no date as the column has them; without a date the row is left out."),
    "no_amount": N_("The amount is missing; without it this row means nothing."),
    "bad_essential_amount": N_(
        "This is no amount as the column has them; without an amount the row is left out."
    ),
    "empty_contract": N_("Nothing about a contract is filled in; the row is left out."),
    "essential_error": N_("The spreadsheet has an error in this cell; without it the row is left out."),
    # cells that do not fit: the field stays as it was
    "bad_date": N_("This is no date as the column has them; the field stays as it was."),
    "bad_number": N_("This is no number as the column has them; the field stays as it was."),
    "bad_flag": N_("This is neither yes nor no; the field stays as it was."),
    "bad_choice": N_("This word is not known here; the field stays as it was."),
    "bad_time": N_("This is no time of day; the date is kept without it."),
    "bad_channels": N_("Not every word here is a channel; what the customer allows stays as it was."),
    "bad_email": N_("This is no e-mail address; the field stays as it was."),
    "bad_phone": N_("This is no telephone number; the field stays as it was."),
    "bad_postcode": N_("This is no postcode; the field stays as it was."),
    "bad_answer": N_("This is no answer on the question's scale; it is left out."),
    "unknown_country": N_("This country is not known; it is kept as it is written."),
    "damaged_number": N_(
        "A spreadsheet has turned this number into a power of ten; digits are lost and it is left out."
    ),
    "terms_without_contract": N_(
        "There are terms of a contract, but no start, end, number, kind or monthly amount; no contract was "
        "made of it."
    ),
    "text_too_long": N_(
        "The text is longer than 32.767 characters, the most that a cell of Excel holds; the field stays as "
        "it was."
    ),
    "became_date": N_("A spreadsheet has turned this code into a date; it is left out."),
    "error_cell": N_("The spreadsheet has an error in this cell; the field stays as it was."),
    "uncached_formula": N_(
        "The spreadsheet has not calculated this formula; open it, save it and import it again."
    ),
    "no_such_day": N_("29 February 1900 never was; the field stays as it was."),
    "out_of_range": N_("This lies outside the scale; the field stays as it was."),
    # mended, and said
    "mended": N_("Mended: {new}."),
    "lost_zeros": N_("The other numbers have {width} digits; this one may have lost zeros in front."),
    # warnings
    "future_date": N_("This date lies in the future."),
    "old_date": N_("This date lies before 1900."),
    "unlikely_age": N_("This birth date gives an age below zero or above 120."),
    "amount_far_off": N_("This amount is more than 100 times the usual one; is a decimal comma lost?"),
    "total_mismatch": N_("Quantity × price gives {product}, far from this amount."),
    "end_before_start": N_("The end lies before the start."),
    # about the sheet
    "sheet_passed_over": N_("Another sheet of this file was not imported. {why}"),
    "unclear_sheet": N_("It is not clear what sheet “{name}” holds, and it was not imported."),
    "hidden_sheet": N_("Sheet “{name}” is hidden and was not imported; choose it with --sheet to import it."),
    "no_items": N_("No column holds answers as numbers, so this survey says nothing about a dimension."),
    "item_without_dimension": N_(
        "This question is kept, but nothing says which dimension it measures; a mapping file can."
    ),
    "foreign_currency": N_(
        "Not all amounts are in euros. They are kept as they are written and count as euros: "
        "convert them first."
    ),
    "header_unfit": N_(
        "The header says {field}, but the cells do not look like it, so the column is not read as that; if "
        "it is all the same, choose it, or say so with a mapping file."
    ),
    "mapping_header_absent": N_("The mapping names this column, but the sheet does not have it."),
    "secret_column": N_(
        "This column is left out on purpose: passwords and citizen service numbers are never kept."
    ),
}

_OTHER_LISTS: Final[dict[str, str]] = {
    "products": N_("a list of products"),
    "stock": N_("a list of stock"),
    "suppliers": N_("a list of suppliers"),
    "bank": N_("a list of bank transactions"),
    "ledger": N_("a general ledger"),
    "hours": N_("a list of hours worked"),
    "employees": N_("a list of employees"),
}

_KINDS: Final[dict[str, str]] = {
    "customers": N_("customers"),
    "orders": N_("orders"),
    "contracts": N_("contracts"),
    "interactions": N_("contacts"),
    "survey": N_("survey answers"),
}

_LACKS: Final[dict[str, str]] = {
    "key": N_("no column says which customer a row is about"),
    "customer_key": N_(
        "no column has a customer number or an e-mail address, nor are there a name with postcode and "
        "house number"
    ),
    "datum": N_("no column has the date"),
    "bedrag": N_("no column has the amount"),
    "other": N_("no column has what such a list needs"),
}


def sentence(code: str, **figures: object) -> str:
    """The sentence of an issue code, with its figures filled in."""
    text = _(_SENTENCES[code])
    return text.format(**figures) if figures else text


def issue(
    code: str, row: int | None = None, column: str | None = None, value: str = "", **figures: object
) -> Issue:
    """An issue with its sentence."""
    return Issue(code, sentence(code, **figures), row, column, value)


def kind_name(kind: str) -> str:
    """'orders' → 'bestellingen', in the user's language."""
    return _(_KINDS[kind])


def other_list(sheet: str, code: str) -> str:
    """The refusal of a list of something else."""
    return _(
        "Sheet “{sheet}” looks like {list}, not like customers, orders, contracts, contacts or a survey; "
        "if it is one all the same, say so with --kind."
    ).format(sheet=sheet, list=_(_OTHER_LISTS[code]))


def lacking(sheet: str, kind: str, missing: str) -> str:
    """The refusal of a sheet whose kind is clear but that lacks what it cannot do without."""
    lack = _(_LACKS.get(missing, _LACKS["other"]))
    return _(
        "Sheet “{sheet}” looks like {kind}, but {lack}; add that column, or say with a mapping file "
        "which it is."
    ).format(sheet=sheet, kind=kind_name(kind), lack=lack)


def nothing_known(sheet: str) -> str:
    """The refusal of a sheet of which no column is known."""
    return _(
        "No column of sheet “{sheet}” is known: put names such as klantnummer, e-mail or besteldatum "
        "above the columns, or say what they are with a mapping file."
    ).format(sheet=sheet)


def ask_kind(sheet: str, options: tuple[str, ...]) -> str:
    """The question what kind of list a sheet is."""
    choices = _(" or ").join(f"--kind {kind}" for kind in options)
    return _("It is not clear what sheet “{sheet}” holds; say so with {choices}.").format(
        sheet=sheet, choices=choices
    )


def ask_format(header: str, name: str, options: tuple[str, ...], evidence: str) -> str:
    """The question how a column of dates, numbers or answers is written."""
    choices = _(" or ").join(f"--set {name}={option}" for option in options)
    return _(
        "Column “{header}” can be read in more than one way ({evidence}); say which with {choices}."
    ).format(header=header, evidence=evidence, choices=choices)


def more(code: str, column: str | None, n: int) -> Issue:
    """What stands for the rows that are too many to list."""
    text = ngettext("{n} more row: {message}", "{n} more rows: {message}", n)
    plain = _(_SENTENCES[code]).partition("{")[0].strip()
    return Issue(code, text.format(n=n, message=plain), None, column)


def once(code: str, n: int, old: str, new: str) -> str:
    """What is said once of a whole column: decimals of a spreadsheet, years, no end, lines filled."""
    if code == "year_only":
        return ngettext(
            "Only a year: {old} is read as 1 January.",
            "{n} cells are only a year: {old} is read as 1 January.",
            n,
        ).format(n=n, old=old)
    if code == "no_end":
        return ngettext(
            "{old} is read as: no end.", "{n} cells say that there is no end, such as {old}.", n
        ).format(n=n, old=old)
    if code == "filled_below":
        return ngettext(
            "{n} line has no date or customer of its own: those of its order's first line count.",
            "{n} lines have no date or customer of their own: those of their order's first line count.",
            n,
        ).format(n=n)
    return ngettext(
        "A spreadsheet gave this code decimals: {old} is read as {new}.",
        "A spreadsheet gave {n} codes decimals: {old} is read as {new}.",
        n,
    ).format(n=n, old=old, new=new)
