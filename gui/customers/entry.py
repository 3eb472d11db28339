"""What a person types into a field, read as an import reads it: a value, or a sentence about the form."""

from collections.abc import Sequence
from typing import Final

from core.fields import Field
from core.text import N_
from gui.customers.spec import spec

_DAY: Final = Field("day", "date", N_("Day"))


def read_entry(name: str, text: str) -> object:
    """The typed text as a value of that field or outcome; None for an empty field.

    Raises InputError with a sentence. An own column is text.
    """
    from actions.typed_values import read  # the readers of an import: loaded behind the first page

    return read(name, text) if spec(name) is not None else text.strip() or None


def read_day(text: str) -> str:
    """A day as it is typed, in ISO; '' for none. Raises InputError with a sentence."""
    from actions.typed_values import read_field

    return str(read_field(_DAY, text) or "")


def choices_of(kind: str, choices: Sequence[str]) -> tuple[str, ...]:
    """What can be chosen for a field; empty when it is typed."""
    return ("1", "0") if kind == "flag" else tuple(choices)
