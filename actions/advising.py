"""Segments and the channel strategy that is advised for them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from actions.base import reading, writing
from actions.profiling import fresh
from core.cells import RELATIE, SEPARATOR, SETS, WAARDE
from core.errors import InputError
from core.progress import Progress, silent
from core.text import _
from models import frames, lists, profiles, settings_store
from models.database import Base

if TYPE_CHECKING:
    from pandas import DataFrame

    from analysis.frames import Frames
    from strategy.prepare import Prepared

#: the set of an own selection
SELECTION: Final = "selectie"


def segments(
    db: Path, set_name: str = "strategie", progress: Progress = silent, passphrase: str | None = None
) -> dict[str, Any]:
    """The cells of a set with their customers (design.md §4, `segments`); profiles first when stale."""
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        return {"set": set_name, "cells": segment_cells(base, set_name)}


def segment_cells(base: Base, set_name: str) -> list[dict[str, Any]]:
    """Name, customers, clv_total (euro, None unknown) and share of each cell of a set, in reading order.

    A built-in set shows its empty cells too; `strategie` only those with customers, and always `onbekend`.
    """
    counted = {name: (customers, clv) for name, customers, clv in lists.cell_counts(base, set_name)}
    order = [name for name in SETS[set_name] if name != "onbekend"]
    order += sorted((name for name in counted if name not in SETS[set_name]), key=_reading_order)
    names = [name for name in order if name != "onbekend"] + ["onbekend"]
    total = sum(customers for customers, _clv in counted.values())
    cells = []
    for name in names:
        customers, clv = counted.get(name, (0, None))
        share = customers / total if total else 0.0
        cells.append({"name": name, "customers": customers, "clv_total": clv, "share": share})
    return cells


def _reading_order(name: str) -> tuple[int, int]:
    """'langdurig · kampioen' after 'geen · prospect': by relationship type, then by value cell."""
    relation, _separator, value = name.partition(SEPARATOR)
    return (
        RELATIE.index(relation) if relation in RELATIE else len(RELATIE),
        WAARDE.index(value) if value in WAARDE else len(WAARDE),
    )


def advise(
    db: Path,
    set_name: str = "strategie",
    budget: float | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> dict[str, Any]:
    """The advice for each segment of a set within the yearly budget; profiles first when stale."""
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        return advise_base(base, set_name, budget)


def advise_base(base: Base, set_name: str, budget: float | None) -> dict[str, Any]:
    """The same on an open base with fresh profiles."""
    from strategy.advice import advise as reason

    facts, found = channel_frames(base)
    values = profiles.load(base)
    return reason(values, facts, found, set_name, settings_store.load(base), budget).json()


def weigh(db: Path, set_name: str = "strategie", passphrase: str | None = None) -> "Prepared | None":
    """The segments of a set summed up once, so that any budget can be solved without reading again
    (`strategy.advice.solve`); None before the first profile run, and while customers came or went since the
    last one (the next run is on its way). Writes nothing."""
    from strategy.prepare import prepare

    with reading(db, passphrase) as base:
        latest = profiles.latest(base)
        if latest is None:
            return None
        facts, found = channel_frames(base)
        values, settings = profiles.load(base), settings_store.load(base)
        if values["id"].tolist() != found.customers["id"].tolist():
            return None
        return prepare(values, facts, found, set_name, settings, as_of=latest.as_of)


def advise_customers(
    db: Path,
    customer_ids: Sequence[int],
    name: str,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> dict[str, Any]:
    """The advice for one customer or an own selection, as one segment of that name (the set is `selectie`);
    profiles first when stale. Raises InputError where none of the customers exists."""
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        return advise_selection(base, customer_ids, name)


def advise_selection(base: Base, customer_ids: Sequence[int], name: str) -> dict[str, Any]:
    """The same on an open base. The whole base is weighed, so that what is taken from it (the mean value of
    a customer, how contracts end) is the same as in the advice for the segments."""
    from strategy.advice import advise as reason

    facts, found = channel_frames(base)
    values, chosen = profiles.load(base), frozenset(customer_ids)
    cells = [name if int(one) in chosen else None for one in values["id"]]
    if not any(cells):
        raise InputError(_("Choose at least one customer."))
    settings = replace(settings_store.load(base), yearly_budget=None)
    return reason(values, facts, found, SELECTION, settings, cells=cells).json()


def channel_frames(base: Base) -> "tuple[DataFrame, Frames]":
    """Channel facts inside the last run's context, and the facts they come from; same rows in both."""
    from analysis.frames import Frames
    from strategy.channels import channel_facts

    latest = profiles.latest(base)
    assert latest is not None  # `fresh` made one
    found = Frames(**frames.load(base))
    return channel_facts(found, latest.as_of, settings_store.load(base), latest.context), found
