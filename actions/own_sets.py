"""Own segments (domain §8): kept, changed and let go as labelled changes, and who is in them."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actions.base import change_settings, reading
from core.cells import SETS
from core.errors import InputError
from core.own_segments import OWN_SET, REST, OwnSegment, from_json, to_json, wrong
from core.segment_words import segment_words
from core.settings import Settings
from core.text import _
from core.words import set_name as words_of
from models import own_segments
from models.queries import Reader

if TYPE_CHECKING:
    from analysis.frames import Bools, Ints
    from models.database import Base

_LONGEST = 60


def listed(db: Path, passphrase: str | None = None) -> dict[str, Any]:
    """{"segments": [{"name", "sentence", "customers", "clv_total", "rules"}]}, by name."""
    with reading(db, passphrase) as base:
        known = own_segments.stored(base.connection)
        counted = {cell["name"]: cell for cell in own_segments.cells(base.connection)}
        return {
            "segments": [
                {
                    "name": name,
                    "sentence": segment_words(segment),
                    "customers": counted[name]["customers"],
                    "clv_total": counted[name]["clv_total"],
                    "rules": to_json(segment),
                }
                for name, segment in known.items()
            ]
        }


def keep(db: Path, name: str, segment: OwnSegment, passphrase: str | None = None) -> bool:
    """Keep an own segment under a name, in place of the one of that name; whether anything was different.

    Raises InputError for a name that means something else, a rule that cannot be used, or a segment that
    asks for nothing and has no members by hand.
    """
    name = checked_name(name)
    bad = wrong(segment)
    if bad is not None:
        raise InputError(_("This rule cannot be used: {rule}.").format(rule=f"{bad.field} {bad.operator}"))
    if not segment.groups and not segment.added:
        raise InputError(_("Write a rule, for instance: tevredenheid onder 50."))

    def made(found: Settings) -> Settings:
        return replace(found, own_segments={**found.own_segments, name: to_json(segment)})

    return change_settings(db, _("Own segment {name}").format(name=name), made, passphrase)


def forget(db: Path, name: str, passphrase: str | None = None) -> bool:
    """Let go of an own segment. Raises InputError where there is none of that name."""

    def made(found: Settings) -> Settings:
        if name not in found.own_segments:
            raise InputError(_("There is no own segment {name}.").format(name=name))
        kept = {other: one for other, one in found.own_segments.items() if other != name}
        return replace(found, own_segments=kept)

    return change_settings(db, _("Own segment {name} deleted").format(name=name), made, passphrase)


def by_hand(
    db: Path,
    name: str,
    *,
    add: Collection[int] = (),
    remove: Collection[int] = (),
    passphrase: str | None = None,
) -> bool:
    """Put customers (ids) into an own segment or take them out, whatever its rules say; a new name begins a
    segment of these customers alone."""
    name = checked_name(name)

    def made(found: Settings) -> Settings:
        known = from_json(found.own_segments.get(name, {}))
        added = (set(known.added) | set(add)) - set(remove)
        removed = (set(known.removed) | set(remove)) - set(add)
        segment = replace(known, added=tuple(sorted(added)), removed=tuple(sorted(removed)))
        return replace(found, own_segments={**found.own_segments, name: to_json(segment)})

    return change_settings(db, _("Own segment {name}, by hand").format(name=name), made, passphrase)


def by_hand_numbers(
    db: Path,
    name: str,
    *,
    add: Collection[str] = (),
    remove: Collection[str] = (),
    passphrase: str | None = None,
) -> bool:
    """The same for customers by their numbers. Raises InputError for one that does not exist."""
    with Reader(db, passphrase) as reader:
        found = {number: reader.find(number) for number in (*add, *remove)}
    missing = [number for number, one in found.items() if one is None]
    if missing:
        unknown = _("There is no customer {number}; look the number up in the list of customers.")
        raise InputError(unknown.format(number=", ".join(missing)))
    ids = [{one for number in side if (one := found[number]) is not None} for side in (add, remove)]
    return by_hand(db, name, add=ids[0], remove=ids[1], passphrase=passphrase)


def checked_name(name: str) -> str:
    """The name as it is kept. Raises InputError where it is empty, too long, or means something else."""
    name = " ".join(name.split())
    taken = {OWN_SET, REST, *SETS, *(words_of(code) for code in SETS)}
    usable = 0 < len(name) <= _LONGEST and "|" not in name
    if not usable or name.casefold() in {one.casefold() for one in taken}:
        text = _("Choose another name: 1 to {most} characters, and not that of a set.")
        raise InputError(text.format(most=_LONGEST))
    return name


def count(db: Path, segment: OwnSegment, passphrase: str | None = None) -> int:
    """How many customers a segment would hold now."""
    with reading(db, passphrase) as base:
        return len(own_segments.ids(base.connection, segment))


def is_own(base: "Base", set_name: str) -> bool:
    """Whether a set is the one of all own segments, or an own segment by its name.

    Raises InputError for a name that is neither that nor a built-in set.
    """
    if set_name in SETS:
        return False
    names = own_segments.stored(base.connection)
    if set_name == OWN_SET or set_name in names:
        return True
    choices = ", ".join((*SETS, OWN_SET, *names))
    raise InputError(_("There is no set “{name}”; choose from: {sets}.").format(name=set_name, sets=choices))


def masks(base: "Base", set_name: str, ids: "Ints") -> "dict[str, Bools]":
    """Who is in each own segment of the set, as flags for these customers (ids); `overig` as the last of the
    set of all of them."""
    import numpy as np

    found = {
        name: np.isin(ids, np.fromiter(inside, dtype=np.int64, count=len(inside)))
        for name, inside in own_segments.members(base.connection, set_name).items()
    }
    if set_name == OWN_SET:
        inside = np.zeros(len(ids), dtype=np.bool_)
        for one in found.values():
            inside |= one
        found[REST] = ~inside
    return found
