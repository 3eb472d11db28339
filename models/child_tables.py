"""The four tables that hang on a customer: their columns, and how a row that comes again is known.

"The same row" (issue of re-import): a number where there is one; else the customer, the moment, the amount
and the line. Each way is a `Pass`: rows of one customer that agree in its columns are paired in order. Only
what is surely one row is also paired with a row of who was merged with that customer.
"""

from dataclasses import dataclass
from typing import Final

from core.fields import CONTRACTS, INTERACTIONS, ORDERS, SURVEY


@dataclass(frozen=True)
class Pass:
    """Pair rows that agree in `equal`. `filled` must be filled in the sheet's row; of each column of `loose`
    one of the two sides must be empty (a number that only one of them knows). `unsaid`: in every other
    column too they agree, or the sheet's row says nothing. `family`: also among merged customers."""

    equal: tuple[str, ...]
    filled: str | None = None
    loose: tuple[str, ...] = ()
    unsaid: bool = False
    family: bool = False


@dataclass(frozen=True)
class ChildTable:
    """A table: its data columns, the ways to know a row again, and what exact copies in one sheet are.

    `copies`: 'listed' (kept, and listed as duplicate_row), 'kept' (two clicks on one day are two clicks),
    'once' (a contract is one contract, however often a sheet repeats it). `by_hand`: a person can set its
    columns too, and delete its rows.
    """

    name: str
    columns: tuple[str, ...]
    passes: tuple[Pass, ...]
    copies: str
    by_hand: bool = False


TABLES: Final[dict[str, ChildTable]] = {
    ORDERS: ChildTable(
        "orders",
        (
            *("bestelnummer", "datum", "bedrag", "marge", "kanaal", "product", "productcode", "categorie"),
            *("aantal", "status"),
        ),
        (
            Pass(("bestelnummer", "datum", "bedrag"), filled="bestelnummer", unsaid=True, family=True),
            Pass(("datum", "bedrag"), unsaid=True),
            Pass(("bestelnummer", "productcode", "product"), filled="bestelnummer"),
            Pass(("bestelnummer", "datum", "bedrag"), filled="bestelnummer", family=True),
            Pass(("bestelnummer",), filled="bestelnummer"),
            Pass(("datum", "bedrag", "productcode", "product"), loose=("bestelnummer",)),
            Pass(("datum", "bedrag"), loose=("bestelnummer", "product")),
        ),
        "listed",
    ),
    CONTRACTS: ChildTable(
        "contracts",
        (
            *("contractnummer", "soort", "product", "start", "einde", "minimumduur_tot", "opzegtermijn"),
            *("opzegkosten", "automatisch_verlengd", "opgezegd_op", "opgezegd_per", "bedrag_per_maand"),
            "verplicht",
        ),
        (
            Pass(("contractnummer",), filled="contractnummer", unsaid=True, family=True),
            Pass(("start",), unsaid=True),
            Pass(("contractnummer", "soort", "product"), filled="contractnummer"),
            Pass(("contractnummer",), filled="contractnummer"),
            # without a start it takes more than a kind to be the same contract
            Pass(("contractnummer", "soort", "product", "start")),
            Pass(("soort", "product", "start"), filled="start", loose=("contractnummer",)),
            Pass(("soort", "product", "start"), loose=("contractnummer",), unsaid=True),
        ),
        "once",
        by_hand=True,
    ),
    INTERACTIONS: ChildTable(
        "interactions",
        ("datum", "kanaal", "richting", "soort", "aantal", "waardering", "opgelost", "onderwerp"),
        (Pass(("datum",), unsaid=True), Pass(("datum", "kanaal", "richting", "soort", "onderwerp"))),
        "kept",
    ),
    SURVEY: ChildTable(
        "survey_answers",
        ("datum", "item", "dimensie", "waarde", "schaal_laag", "schaal_hoog", "omgekeerd"),
        (Pass(("item", "datum")),),
        "kept",
    ),
}
#: columns of ours that the importers do not name, and that hold numbers
OWN_NUMBERS: Final = frozenset({"waarde", "schaal_laag", "schaal_hoog", "omgekeerd"})
