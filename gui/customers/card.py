"""One customer as the profile panel shows it at once: fields, hand values and the stored outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gui.customers.scores import ScoreShown
from gui.customers.spec import FieldShown


@dataclass(frozen=True)
class Event:
    """Something that happened: ISO moment ('' unknown), kind in words, what, and an amount in euro if any."""

    at: str
    kind: str
    what: str
    amount: float | None


@dataclass(frozen=True)
class CustomerCard:
    """`fields` by name; `outcomes` are the columns of the last profile run (None: unknown or no run yet)."""

    id: int
    name: str
    fields: Mapping[str, FieldShown]
    outcomes: Mapping[str, Any] = field(default_factory=dict)
    #: what its value is called: customer value, or revenue value where no margin is set
    value_name: str = ""

    def text(self, name: str) -> str:
        """A field's value as it lies in the base, '' when unknown."""
        shown = self.fields.get(name)
        return "" if shown is None or shown.value is None else str(shown.value)

    def score(self, name: str) -> ScoreShown:
        """A score in force with its coverage."""
        shown = self.fields.get(name)
        return ScoreShown(
            name,
            self.outcomes.get(name),
            self.outcomes.get(f"{name}_coverage"),
            by_hand=shown is not None and shown.by_hand,
        )
