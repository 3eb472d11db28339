"""Everything that was decided about a sheet before its rows are cleaned."""

from dataclasses import dataclass, field
from datetime import date

from core.issues import Issue
from core.rows import Detected, SurveyItem
from importers.order_lines import Amounts
from importers.reading import Sheet


@dataclass(frozen=True)
class Plan:
    """How a sheet is cleaned. `formats` and `items` are per header (long surveys: items per question)."""

    file: str
    sheet: Sheet
    kind: str
    mapping: dict[str, str | None]
    formats: dict[str, Detected]
    #: field (or question) → how it is read, for the report
    detected: dict[str, Detected]
    as_of: date
    items: dict[str, SurveyItem] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    amounts: Amounts | None = None
    #: numbers such as C536379 with a negative amount are returns
    credit: bool = False
    #: the side ('af', 'credit' …) whose amounts count as negative, where a column says so
    off: str | None = None
    #: a margin in percent of the amount: what to divide the column by (1 where cells are '35%')
    margin_divisor: float | None = None
    #: scale of the columns tevredenheid and waardering: field → name
    scales: dict[str, str] = field(default_factory=dict)
    #: nothing but a name says who a customer is: the name is the customer's number
    by_name: bool = False
    #: number of digits of the customer numbers, where they have one width and leading zeros
    width: int | None = None
    #: the usual (median) amount, where there are enough to tell
    usual: float | None = None
    #: what there is to say about the sheet as a whole
    issues: tuple[Issue, ...] = ()
    #: channel groups that a column of consents is about
    consents: frozenset[str] = frozenset()

    def headers_of(self, name: str) -> list[str]:
        """The headers of a field; several fill it together (the first filled cell counts)."""
        return [header for header, mapped in self.mapping.items() if mapped == name]
