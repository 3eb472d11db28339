"""The names of erased persons in what the history calls its changes, and in the reasons of merges."""

import json
import re
from collections.abc import Iterable
from typing import Final

from models.database import Base
from models.journal import twin

_GONE: Final = "…"
#: in these a number is a count of customers, not somebody's number
_COUNTING: Final = ("import", "edit", "conflict", "settings")


def names(base: Base, ids: Iterable[int]) -> set[str]:
    """Every name that these customers have or ever had, as labels write it."""
    found: set[str] = set()
    for table in ("customers", twin("customers")):
        rows = base.sql(
            f"SELECT voornaam, voorletters, tussenvoegsel, achternaam, bedrijfsnaam FROM {table} "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(ids)),),
        )
        for first, initials, prefix, last, company in rows.fetchall():
            for start in (first, initials, None):
                whole = " ".join(part for part in (start, prefix, last) if part)
                found |= {whole} if last else {start or ""}
            found.add(company or "")
    return {name for name in found if len(name) > 1}


def scrub(base: Base, known_names: Iterable[str], keys: Iterable[str]) -> None:
    """Take names, numbers and addresses out of the labels of changes and the reasons of merges."""
    called = _pattern(known_names)
    numbered = _pattern(keys)
    for number, label, kind in base.sql("SELECT id, label, kind FROM changes").fetchall():
        new = called.sub(_GONE, label) if called else label
        if numbered and kind not in _COUNTING:
            new = numbered.sub(_GONE, new)
        if new != label:
            base.sql("UPDATE changes SET label = ? WHERE id = ?", (new, number))
    for table in ("merges", twin("merges")):
        reasons = base.sql(f"SELECT DISTINCT reason FROM {table} WHERE reason IS NOT NULL").fetchall()
        for (reason,) in reasons:
            new = numbered.sub(_GONE, reason) if numbered else reason
            new = called.sub(_GONE, new) if called else new
            if new != reason:
                base.sql(f"UPDATE {table} SET reason = ? WHERE reason = ?", (new, reason))


def _pattern(words: Iterable[str]) -> "re.Pattern[str] | None":
    """Any of these words, whole, the longest first."""
    listed = sorted((re.escape(word) for word in words if word), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE) if listed else None
