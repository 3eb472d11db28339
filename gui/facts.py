"""What the frame of the window and the overview say about the base as a whole, read in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.queries import Reader


@dataclass(frozen=True)
class BaseFacts:
    """`undo` and `redo` are labels of changes, None where there is nothing to undo or redo."""

    customers: int
    as_of: str
    last_change: str
    undo: str | None
    redo: str | None


def base_facts(reader: "Reader") -> BaseFacts:
    """Counts, peildatum and history as the frame of the window shows them."""
    raise NotImplementedError
