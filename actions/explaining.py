"""What the scores of one customer rest on: the parts, and the rows of the sheets behind each part."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from actions.base import reading
from models import frames, profiles, settings_store
from models.origins import Origin, origins

_IDS = {"order_id": "id", "contract_id": "id"}


def grounds(db: Path, customer_id: int, passphrase: str | None = None) -> dict[str, dict[str, Any]]:
    """Score → its part of `show` (value, coverage, parts, components, changes) with `sources`: indicator →
    rows {"sheet", "fields"} and, where an import brought it, {"file", "sheet_name", "row"}. Empty before the
    first profile run. Writes nothing."""
    from analysis.frames import Frames
    from analysis.profile import profile
    from analysis.sources import sources

    with reading(db, passphrase) as base:
        run = profiles.latest(base)
        if run is None:
            return {}
        found = Frames(**frames.load(base, [customer_id]))
        known = origins(base, customer_id)
        card = profile(found, run.as_of, settings_store.load(base), run.context).detail(0)
    told: dict[str, dict[str, Any]] = {}
    for name, detail in card["scores"].items():
        rows = {
            each: [_placed(row, known[row["sheet"]]) for row in sources(found, run.as_of, 0, each)]
            for each in _indicators(detail)
        }
        told[name] = {
            **detail,
            "sources": {each: found_rows for each, found_rows in rows.items() if found_rows},
        }
    return told


def _placed(source: dict[str, Any], known: Sequence[Origin]) -> dict[str, Any]:
    """The row with its file, sheet and number; as it is where no import brought it."""
    fields = {_IDS.get(name, name): value for name, value in source["fields"].items()}
    for origin in known:
        if all(_same(value, origin.values.get(name)) for name, value in fields.items()):
            return {**source, "file": origin.file, "sheet_name": origin.sheet, "row": origin.row}
    return source


def _same(shown: Any, kept: Any) -> bool:
    """A value of the analysis and of the base: numbers as numbers, a day as the beginning of a moment."""
    if isinstance(shown, float):
        return isinstance(kept, int | float) and float(kept) == shown
    return str(kept).startswith(str(shown)) if kept is not None else False


def _indicators(detail: dict[str, Any]) -> list[str]:
    """The measured indicators of a score and of its components, each once."""
    found = [part["indicator"] for part in detail["parts"]]
    for inner in detail["components"].values():
        found += _indicators(inner)
    return list(dict.fromkeys(found))
