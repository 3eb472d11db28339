"""The settings that the base keeps: only what differs from the default, so that a better default arrives.

Beside the settings in force there may be named ones: how profiles are computed, one row `named:<name>` each.
"""

import json
from typing import Any, Final

from core.settings import MODEL, Settings, from_rows, to_rows
from models import journal
from models.database import Base
from models.hand_lists import FILE_WINS

_NAMED: Final = "named:"


def load(base: Base) -> Settings:
    """The settings in force."""
    return from_rows(_rows(base))


def save(base: Base, settings: Settings) -> None:
    """Keep the settings; inside an open change. What stayed the same is not written; named ones stay."""
    wanted, known = to_rows(settings), _rows(base)
    for name in known.keys() - wanted.keys():
        base.sql("DELETE FROM settings WHERE name = ?", (name,))
    for name, value in wanted.items():
        if known.get(name) != value:
            _put(base, name, value)


def named(base: Base) -> dict[str, Settings]:
    """The settings that were kept under a name, in the order of the alphabet."""
    found = base.sql(
        "SELECT name, value FROM settings WHERE substr(name, 1, ?) = ? ORDER BY name COLLATE NOCASE",
        (len(_NAMED), _NAMED),
    ).fetchall()
    return {name[len(_NAMED) :]: from_rows(json.loads(value)) for name, value in found}


def save_named(base: Base, name: str, settings: Settings) -> None:
    """Keep these settings under a name (in place of those of that name); inside an open change."""
    kept = {key: value for key, value in to_rows(settings).items() if key in MODEL}
    _put(base, _NAMED + name, json.dumps(kept, sort_keys=True, ensure_ascii=False))


def delete_named(base: Base, name: str) -> None:
    """Let go of the settings of that name; inside an open change."""
    base.sql("DELETE FROM settings WHERE name = ?", (_NAMED + name,))


def _rows(base: Base) -> dict[str, str]:
    found = dict(base.sql("SELECT name, value FROM settings").fetchall())
    return {name: value for name, value in found.items() if not name.startswith(_NAMED) and name != FILE_WINS}


def _put(base: Base, name: str, value: str) -> None:
    base.sql(
        "INSERT INTO settings (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def forget_customers(base: Base, ids: set[int]) -> None:
    """Take these customers out of own segments, and what was written for them out of the own words; in the
    history too. For an erasure: nothing of it can be undone."""
    for table in ("settings", journal.twin("settings")):
        rows = base.sql(
            f"SELECT rowid, name, value FROM {table} WHERE name IN ('own_texts', 'own_segments')"
        ).fetchall()
        for row, name, value in rows:
            kept = _without(name, json.loads(value), ids) if value else None
            if kept is not None:
                base.sql(
                    f"UPDATE {table} SET value = ? WHERE rowid = ?", (json.dumps(kept, sort_keys=True), row)
                )


def _without(name: str, kept: dict[str, Any], ids: set[int]) -> dict[str, Any]:
    if name == "own_texts":
        return {key: said for key, said in kept.items() if key not in {f"klant|{one}" for one in ids}}
    return {
        segment: {
            **rules,
            **{side: [one for one in rules.get(side, ()) if one not in ids] for side in ("added", "removed")},
        }
        for segment, rules in kept.items()
    }
