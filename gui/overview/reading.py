"""What the overview asks of the base."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.customers.reading import todo

if TYPE_CHECKING:
    from models.queries import Reader


@dataclass(frozen=True)
class Overview:
    """Counts of the base; `clv` in euro (None: nobody's is known); `todo` as code, words, count.

    `relationship` and `value` are (cell, customers).
    """

    customers: int
    orders: int
    interactions: int
    contracts: int
    as_of: str
    clv: float | None
    relationship: tuple[tuple[str, int], ...]
    value: tuple[tuple[str, int], ...]
    todo: tuple[tuple[str, str, int], ...]


def overview(reader: "Reader") -> Overview:
    """Everything in one go; for the look-up thread."""
    counts, run = reader.counts(), reader.run()
    relationship, value = reader.segment_counts("relatie"), reader.segment_counts("waarde")
    known = [float(cell["clv_total"]) for cell in relationship if cell["clv_total"] is not None]
    return Overview(
        customers=counts["customers"],
        orders=counts["orders"],
        interactions=counts["interactions"],
        contracts=counts["contracts"],
        as_of=run.as_of.isoformat() if run else "",
        clv=sum(known) if known else None,
        relationship=tuple((cell["name"], cell["customers"]) for cell in relationship),
        value=tuple((cell["name"], cell["customers"]) for cell in value if cell["customers"]),
        todo=todo(reader),
    )
