"""What the overview asks of the base."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.queries import Reader


@dataclass(frozen=True)
class Overview:
    """Counts of the base; `clv` in euro (None: nobody's is known); `todo` as code, words, count."""

    customers: int
    orders: int
    interactions: int
    contracts: int
    as_of: str
    clv: float | None
    relationship: tuple[tuple[str, int], ...]
    todo: tuple[tuple[str, str, int], ...]


def overview(reader: "Reader") -> Overview:
    """Everything in one go; for the look-up thread."""
    raise NotImplementedError
