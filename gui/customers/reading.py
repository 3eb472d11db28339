"""What the page asks of the base: who, which rows, which marks. One place that knows the reader's names."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gui.customers.card import CustomerCard

if TYPE_CHECKING:
    from models.queries import Reader


@dataclass(frozen=True)
class Query:
    """Who is to be shown, in which order. `todo` is the code of a to-do list."""

    search: str = ""
    sort: str = "sorteernaam"
    descending: bool = False
    set_code: str = ""
    cell: str = ""
    todo: str = ""


@dataclass(frozen=True)
class Answer:
    """The ids in order, how many customers there are in all, and the to-do lists with their counts."""

    ids: "array[int]"
    total: int
    todo: tuple[tuple[str, str, int], ...]


def ids(reader: "Reader", query: Query) -> Answer:
    """Who fits the query."""
    raise NotImplementedError


def rows(reader: "Reader", ids: Sequence[int], columns: Sequence[str]) -> Sequence[Sequence[Any]]:
    """One tuple a customer, in the order of the ids."""
    raise NotImplementedError


def hand_marks(reader: "Reader", ids: Sequence[int]) -> dict[int, set[str]]:
    """The fields that were set by hand, for those customers that have any."""
    raise NotImplementedError


def card(reader: "Reader", customer_id: int) -> CustomerCard:
    """The customer as the profile panel shows it at once; a few milliseconds."""
    raise NotImplementedError
