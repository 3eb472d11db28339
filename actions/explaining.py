"""What the scores of one customer rest on: the parts, and the rows of the sheets behind each part."""

from pathlib import Path
from typing import Any

from actions.base import reading
from models import frames, profiles, settings_store


def grounds(db: Path, customer_id: int, passphrase: str | None = None) -> dict[str, dict[str, Any]]:
    """Score → its part of `show` (value, coverage, parts, components, changes) with `sources`: indicator →
    rows {"sheet", "fields"}. Empty before the first profile run. Writes nothing."""
    from analysis.frames import Frames
    from analysis.profile import profile
    from analysis.sources import sources

    with reading(db, passphrase) as base:
        run = profiles.latest(base)
        if run is None:
            return {}
        found = Frames(**frames.load(base, [customer_id]))
        card = profile(found, run.as_of, settings_store.load(base), run.context).detail(0)
    told: dict[str, dict[str, Any]] = {}
    for name, detail in card["scores"].items():
        rows = {each: sources(found, run.as_of, 0, each) for each in _indicators(detail)}
        told[name] = {
            **detail,
            "sources": {each: found_rows for each, found_rows in rows.items() if found_rows},
        }
    return told


def _indicators(detail: dict[str, Any]) -> list[str]:
    """The measured indicators of a score and of its components, each once."""
    found = [part["indicator"] for part in detail["parts"]]
    for inner in detail["components"].values():
        found += _indicators(inner)
    return list(dict.fromkeys(found))
