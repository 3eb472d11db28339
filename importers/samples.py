"""Sample values of each column, before → after, for the user to see what a guess does."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.fields import field as field_of
from core.rows import KEEP
from core.text import _
from importers.cells import Cell, text_of
from importers.field_columns import reader
from importers.mapping import Guess
from importers.plan import Plan

_SHOWN = 3
_LOOKED_AT = 200


def with_samples(guesses: Mapping[str, Guess], plan: Plan) -> dict[str, Guess]:
    """The guesses with some distinct cells of each column and what becomes of them ('' = not read)."""
    first = next(iter(plan.sheet.batches(_LOOKED_AT)), None)
    if first is None or not first.cells:
        return dict(guesses)
    columns = dict(zip(plan.sheet.headers, zip(*first.cells, strict=True), strict=True))
    return {
        header: replace(guess, samples=_samples(header, guess, columns[header], plan))
        for header, guess in guesses.items()
    }


def _samples(header: str, guess: Guess, cells: tuple[Cell, ...], plan: Plan) -> tuple[tuple[str, str], ...]:
    shown = list(dict.fromkeys(c for c in cells if c != ""))[:_SHOWN]
    known = field_of(plan.kind, guess.field) if guess.field else None
    if known is None:
        return tuple((text_of(c), text_of(c)) for c in shown)
    read = reader(plan, known, header).read(shown)
    if known.name.startswith("afmelding_"):
        read = [v if v not in (0, 1) else _("yes") if v else _("no") for v in read]
    return tuple((text_of(c), _shown(v)) for c, v in zip(shown, read, strict=True))


def _shown(value: Any) -> str:
    if value is None or value is KEEP:
        return ""
    return (
        f"{value:g}" if isinstance(value, float) and value.is_integer() and abs(value) < 1e6 else str(value)
    )
