"""What the user decided about a file's columns, remembered by their names (in any order)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.database import Base


@dataclass(frozen=True)
class Remembered:
    """A mapping as it was used last: the kind of sheet, header → field (None: left out), and what else the
    importer wants back (survey items, formats)."""

    fingerprint: str
    kind: str
    mapping: dict[str, str | None]
    more: dict[str, Any]


def fingerprint(headers: Iterable[str]) -> str:
    """One text for the same headers, whatever their order, case or spaces around them."""
    names = sorted({header.strip().casefold() for header in headers})
    return hashlib.sha256("\n".join(names).encode("utf-8")).hexdigest()


def remember(
    base: Base, kind: str, mapping: Mapping[str, str | None], more: Mapping[str, Any] | None = None
) -> None:
    """Keep a mapping; inside an open change. The same again writes nothing."""
    mark = fingerprint(mapping)
    text = json.dumps({"mapping": dict(mapping), **(more or {})}, ensure_ascii=False, sort_keys=True)
    known = base.sql("SELECT kind, mapping FROM mappings WHERE fingerprint = ?", (mark,)).fetchone()
    if known is None or tuple(known) != (kind, text):
        base.sql(
            "INSERT INTO mappings (fingerprint, kind, mapping) VALUES (?, ?, ?) "
            "ON CONFLICT (fingerprint) DO UPDATE SET kind = excluded.kind, mapping = excluded.mapping",
            (mark, kind, text),
        )


def forget(base: Base, mark: str) -> None:
    """Drop a remembered mapping; inside an open change."""
    base.sql("DELETE FROM mappings WHERE fingerprint = ?", (mark,))


def remembered(base: Base) -> list[Remembered]:
    """Every mapping, the newest last."""
    found = []
    for mark, kind, text in base.sql("SELECT fingerprint, kind, mapping FROM mappings ORDER BY id"):
        more = json.loads(text)
        found.append(Remembered(mark, kind, more.pop("mapping"), more))
    return found


def known(base: Base) -> dict[str, dict[str, str | None]]:
    """Fingerprint → header → field, of every mapping: what the importer compares a new file with."""
    return {one.fingerprint: one.mapping for one in remembered(base)}


def find(base: Base, headers: Iterable[str]) -> Remembered | None:
    """The mapping whose headers are all among these (extra columns are harmless); the most telling first."""
    names = {header.strip().casefold() for header in headers}
    fitting = [one for one in remembered(base) if {h.strip().casefold() for h in one.mapping} <= names]
    return max(fitting, key=lambda one: len(one.mapping), default=None)
