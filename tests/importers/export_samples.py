"""Header rows of exports that small businesses really have, with a few made-up rows and what is expected.

`first` is what the first clean row must hold (own columns not counted); `total` the sum of the amounts.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Export:
    """One export: its text as a file holds it, and what must come out of it."""

    name: str
    text: str
    kind: str | None
    mapping: dict[str, str | None] = field(default_factory=dict)
    first: dict[str, Any] = field(default_factory=dict)
    rows: int = 1
    total: float | None = None
    encoding: str = "utf-8"
    refused: str = ""


def lines(*rows: str) -> str:
    """Rows as a file has them."""
    return "\r\n".join(rows) + "\r\n"
