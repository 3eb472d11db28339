"""Segments and the channel strategy that is advised for them."""

from pathlib import Path
from typing import Any

from actions.base import writing
from actions.profiling import fresh
from core.progress import Progress, silent
from core.settings import Settings
from models import frames, profiles, queries, settings_store
from models.database import Base


def segments(
    db: Path, set_name: str = "strategie", progress: Progress = silent, passphrase: str | None = None
) -> dict[str, Any]:
    """The cells of a set with their customers (design.md §4, `segments`); profiles first when stale."""
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
    reader = queries.Reader(db, passphrase)
    try:
        return {"set": set_name, "cells": reader.segment_counts(set_name)}
    finally:
        reader.close()


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

    settings: Settings = settings_store.load(base)
    values, facts, found = strategy_frames(base, settings)
    return reason(values, facts, found, set_name, settings, budget).json()


def strategy_frames(base: Base, settings: Settings) -> tuple[Any, Any, Any]:
    """Profile values, channel facts and the facts themselves, all in the order of the customers frame."""
    from strategy.channels import channel_facts

    from analysis.frames import Frames

    latest = profiles.latest(base)
    assert latest is not None  # `fresh` made one
    found = Frames(**frames.load(base))
    values = profiles.load(base)
    return values, channel_facts(found, latest.as_of, settings, latest.context), found
