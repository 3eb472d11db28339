"""Segments and the channel strategy that is advised for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from actions import own_sets
from actions.base import reading, writing
from actions.profiling import fresh
from core.cells import SETS, reading_order
from core.errors import InputError
from core.own_segments import OWN_SET
from core.progress import Progress, silent
from core.settings import Settings
from core.text import _
from core.words import cell_name
from models import frames, lists, own_segments, profiles, settings_store
from models.database import Base

if TYPE_CHECKING:
    from pandas import DataFrame

    from analysis.frames import Frames
    from strategy.advice import Advice
    from strategy.prepare import Prepared

#: the set of an own selection
SELECTION: Final = "selectie"


@dataclass(frozen=True)
class Material:
    """What the advice is made of; profile rows, channel facts and customers have the same rows in order."""

    values: "DataFrame"
    facts: "DataFrame"
    frames: "Frames"
    settings: Settings
    as_of: date


def material(base: Base) -> Material:
    """Read it, and no more than the advice needs. The profiles must be fresh."""
    from strategy.needs import PROFILE_COLUMNS

    latest = profiles.latest(base)
    assert latest is not None  # `fresh` made one
    facts, found = channel_frames(base)
    values = profiles.load(base, only=PROFILE_COLUMNS)
    return Material(values, facts, found, settings_store.load(base), latest.as_of)


def segments(
    db: Path, set_name: str = "strategie", progress: Progress = silent, passphrase: str | None = None
) -> dict[str, Any]:
    """The cells of a set with their customers (design.md §4, `segments`); profiles first when stale."""
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        return {"set": set_name, "cells": segment_cells(base, set_name)}


def segment_cells(base: Base, set_name: str) -> list[dict[str, Any]]:
    """Name, customers, clv_total (euro; None where of nobody in it a value is known, 0 where there is nobody)
    and share of each cell of a set, in reading order.

    A built-in set shows its empty cells too; `strategie` only those with customers, and always `onbekend`.
    Own segments may overlap: their shares are of all customers, and need not add up.
    """
    if own_sets.is_own(base, set_name):
        return own_segments.cells(base.connection, set_name)
    counted = {name: (customers, clv) for name, customers, clv in lists.cell_counts(base, set_name)}
    order = [name for name in SETS[set_name] if name != "onbekend"]
    order += sorted((name for name in counted if name not in SETS[set_name]), key=reading_order)
    names = [name for name in order if name != "onbekend"] + ["onbekend"]
    total = sum(customers for customers, _clv in counted.values())
    cells = []
    for name in names:
        customers, clv = counted.get(name, (0, 0.0))
        share = customers / total if total else 0.0
        cells.append({"name": name, "customers": customers, "clv_total": clv, "share": share})
    return cells


def advise(
    db: Path,
    set_name: str = "strategie",
    budget: float | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
    *,
    segment: str | None = None,
) -> dict[str, Any]:
    """The advice for each segment of a set within the yearly budget; profiles first when stale.

    `segment`: only that one is shown of the advice for its set; it is looked for in every set where it is not
    in this one.
    """
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        if segment is None:
            return advise_base(base, set_name, budget)
        set_name, found = cell_called(base, segment, set_name)
        return only(advise_base(base, set_name, budget), found["name"])


def only(advice: dict[str, Any], *names: str) -> dict[str, Any]:
    """The same advice with these segments alone, in that order; the costs stay those of the whole set."""
    kept = {segment["name"]: segment for segment in advice["segments"]}
    return {**advice, "segments": [kept[name] for name in names if name in kept]}


def compare(
    db: Path,
    first: str,
    second: str,
    set_name: str | None = None,
    budget: float | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> dict[str, Any]:
    """The advice for two segments of one set, to lay side by side. Raises InputError where they are not."""
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        found_set, one = cell_called(base, first, set_name)
        _found, other = cell_called(base, second, found_set, only_there=True)
        return only(advise_base(base, found_set, budget), one["name"], other["name"])


def cell_called(
    base: Base, name: str, set_name: str | None = None, *, only_there: bool = False
) -> tuple[str, dict[str, Any]]:
    """The set and the cell of that name (as a code or in words): in this set first, then in every other."""
    others = () if only_there else (*SETS, OWN_SET)
    for code in dict.fromkeys((*((set_name,) if set_name else ()), *others)):
        for cell in segment_cells(base, code):
            if name.casefold() in {cell["name"].casefold(), cell_name(cell["name"], code).casefold()}:
                return code, cell
    sentence = _("There is no segment {name}; `segments` lists the names.")
    raise InputError(sentence.format(name=name))


def advise_base(base: Base, set_name: str, budget: float | None) -> dict[str, Any]:
    """The same on an open base with fresh profiles."""
    return advice_of(base, material(base), set_name, budget).json()


def advice_of(base: Base, found: Material, set_name: str, budget: float | None = None) -> "Advice":
    """The advice for a set, built-in or own, from what was read."""
    from strategy.advice import solve

    known = _prepared(base, found, set_name)
    return solve(known, found.settings.yearly_budget if budget is None else budget)


def _prepared(base: Base, found: Material, set_name: str) -> "Prepared":
    from strategy.prepare import prepare

    members = None
    if own_sets.is_own(base, set_name):
        members = own_sets.masks(base, set_name, found.values["id"].to_numpy())
    return prepare(
        found.values,
        found.facts,
        found.frames,
        set_name,
        found.settings,
        as_of=found.as_of,
        members=members,
    )


def weigh(db: Path, set_name: str = "strategie", passphrase: str | None = None) -> "Prepared | None":
    """The segments of a set summed up once, so that any budget can be solved without reading again
    (`strategy.advice.solve`); None before the first profile run, and while customers came or went since the
    last one (the next run is on its way). Writes nothing."""
    with reading(db, passphrase) as base:
        if profiles.latest(base) is None:
            return None
        found = material(base)
        if found.values["id"].tolist() != found.frames.customers["id"].tolist():
            return None
        return _prepared(base, found, set_name)


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


def advise_numbers(
    db: Path, numbers: Sequence[str], progress: Progress = silent, passphrase: str | None = None
) -> dict[str, Any]:
    """The same for customers by their numbers (or e-mail addresses). Raises InputError for one that does not
    exist."""
    from models.queries import Reader

    with Reader(db, passphrase) as reader:
        found = {number: reader.find(number) for number in numbers}
        missing = [number for number, one in found.items() if one is None]
        if missing:
            unknown = _("There is no customer {number}; look the number up in the list of customers.")
            raise InputError(unknown.format(number=", ".join(missing)))
        ids = [one for one in found.values() if one is not None]
        name = selection_name(ids, [reader.name(one) for one in ids], numbers)
    return advise_customers(db, ids, name, progress, passphrase)


def selection_name(ids: Sequence[int], names: Sequence[str], keys: Sequence[str]) -> str:
    """How a selection is called: one customer by name and number, more by how many they are."""
    from core.text import number

    if len(ids) != 1:
        return _("Selection of {n} customers").format(n=number(len(ids)))
    return f"{names[0]} ({keys[0]})" if names[0] else str(keys[0])


def advise_selection(base: Base, customer_ids: Sequence[int], name: str) -> dict[str, Any]:
    """The same on an open base. The whole base is weighed, so that what is taken from it (the mean value of
    a customer, how contracts end) is the same as in the advice for the segments."""
    from strategy.advice import advise as reason
    from strategy.own_texts import CUSTOMER, overlay

    found = material(base)
    chosen = frozenset(customer_ids)
    cells = [name if int(one) in chosen else None for one in found.values["id"]]
    if not any(cells):
        raise InputError(_("Choose at least one customer."))
    settings = replace(found.settings, yearly_budget=None)
    args = (found.values, found.facts, found.frames, SELECTION, settings)
    advice = reason(*args, as_of=found.as_of, cells=cells).json()
    if len(chosen) == 1:
        kept = str(next(iter(chosen)))
        one = overlay(advice["segments"][0], CUSTOMER, settings, kept)
        advice["segments"] = [{**one, "customer_id": int(kept)}]
    return advice


def channel_frames(base: Base) -> "tuple[DataFrame, Frames]":
    """Channel facts inside the last run's context, and the facts they come from; same rows in both."""
    from analysis.frames import Frames
    from strategy.channels import channel_facts
    from strategy.needs import CUSTOMER_COLUMNS

    latest = profiles.latest(base)
    assert latest is not None  # `fresh` made one
    found = Frames(**frames.load(base, only=CUSTOMER_COLUMNS))
    return channel_facts(found, latest.as_of, settings_store.load(base), latest.context), found
