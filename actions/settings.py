"""Change the settings: what would happen first, then as one step of the history, and under a name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from actions.base import reading, user_name, writing
from actions.profiling import fresh
from core import settings as settings_module
from core.cells import SETS
from core.errors import InputError
from core.progress import Progress, silent
from core.settings import Settings
from core.text import _
from models import changes, frames, profiles, settings_store
from models.database import Base

if TYPE_CHECKING:
    from pandas import DataFrame

    from analysis.frames import Frames

#: at most this many customers are named of those who would change cell
NAMED: Final = 20
#: the sets of which the preview tells
SHOWN: Final = ("relatie", "waarde", "engagement", "scrm", "rfm")
#: a base with more customers shows consequences on a sample of so many first
SAMPLE: Final = 10_000
#: the kind of the change in the history
KIND: Final = "settings"


@dataclass(frozen=True)
class Change:
    """What would become of one set: (cell, customers now, then), the moves (from, to, customers) with the
    largest first, and the first who move: (id, name, from, to)."""

    cells: tuple[tuple[str, int, int], ...]
    moves: tuple[tuple[str, str, int], ...]
    customers: int
    people: tuple[tuple[int, str, str, str], ...]


@dataclass(frozen=True)
class Preview:
    """What would change: per set, the total customer value in euro now and then (None: unknown), and per
    score (mean now, mean then, customers whose score changes)."""

    sets: dict[str, Change]
    clv: tuple[float | None, float | None]
    scores: dict[str, tuple[float | None, float | None, int]]
    #: how many customers this was computed on, where that is a sample: the numbers are then about
    sampled: int | None = None

    @property
    def moving(self) -> int:
        """The most customers that change cell in any of the sets."""
        return max((change.customers for change in self.sets.values()), default=0)


@dataclass(frozen=True)
class Ground:
    """What consequences are computed on: facts, their profile at the settings in force, the day, names by id,
    and how many customers the base has in all."""

    frames: "Frames"
    before: "DataFrame"
    as_of: date
    names: dict[int, str]
    customers: int


def current(db: Path, passphrase: str | None = None) -> Settings:
    """The settings in force."""
    with reading(db, passphrase) as base:
        return settings_store.load(base)


def named(db: Path, passphrase: str | None = None) -> dict[str, Settings]:
    """The settings that were kept under a name."""
    with reading(db, passphrase) as base:
        return settings_store.named(base)


def preview(
    db: Path, settings: Settings, progress: Progress = silent, passphrase: str | None = None
) -> Preview | None:
    """What these settings would change; writes nothing. None before the first profile run.

    Facts that changed since the last run count in both pictures, so that only the settings make a difference.
    """
    with reading(db, passphrase) as base:
        found = _ground(base, None, progress)
        if found is None:
            return None
        progress(2, 3, _("Computing profiles"))
        told = consequences(found, settings)
        progress(3, 3, "")
        return told


def sample(
    db: Path, progress: Progress = silent, passphrase: str | None = None, most: int = SAMPLE
) -> Ground | None:
    """What consequences can be shown on at once: the whole of a small base, else an even sample of so many
    customers, computed as if they were all. None before the first profile run."""
    with reading(db, passphrase) as base:
        return _ground(base, most, progress)


def consequences(ground: Ground, settings: Settings) -> Preview:
    """What these settings would change on that ground; numbers of a sample are brought up to the base."""
    from analysis.profile import profile

    after = profile(ground.frames, ground.as_of, settings).values
    found = compare(ground.before, after, ground.names, ground.customers / max(len(after), 1))
    return replace(found, sampled=len(after) if len(after) < ground.customers else None)


def _ground(base: Base, most: int | None, progress: Progress) -> Ground | None:
    from analysis import needs
    from analysis.ahead import mathematics
    from analysis.frames import Frames
    from analysis.profile import profile

    run = profiles.latest(base)
    if run is None:
        return None
    now = settings_store.load(base)
    progress(0, 3, _("Reading customers"))
    ids = None if most is None else _sampled(base, most)
    with mathematics():
        found = Frames(**frames.load(base, ids, only=needs.CUSTOMER_COLUMNS))
    progress(1, 3, _("Computing profiles"))
    # a sample has borders and models of its own, so what is now must come from it too
    stale = ids is not None or profiles.is_stale(base, run.as_of, settings_module.to_rows(now))
    before = profile(found, run.as_of, now).values if stale else profiles.load(base)
    return Ground(found, before, run.as_of, _names(base), _customers(base))


def _customers(base: Base) -> int:
    live = "SELECT COUNT(*) FROM customers WHERE deleted = 0 AND merged_into IS NULL"
    return int(base.sql(live).fetchone()[0])


def _sampled(base: Base, most: int) -> list[int] | None:
    """So many ids, spread evenly; None where the base has no more than that."""
    count = _customers(base)
    if count <= most:
        return None
    live = "SELECT id FROM customers WHERE deleted = 0 AND merged_into IS NULL ORDER BY id"
    ids = [row[0] for row in base.sql(live)]
    return [ids[k * count // most] for k in range(most)]


def compare(before: "DataFrame", after: "DataFrame", names: dict[int, str], scale: float = 1.0) -> Preview:
    """Two profiles of the same customers side by side; counts and totals times `scale`."""
    import numpy as np

    from core.cells import SCORES

    scores = {}
    for name in SCORES:
        old, new = (np.asarray(each[name], dtype=np.float64) for each in (before, after))
        same = np.isclose(old, new, rtol=0, atol=1e-9, equal_nan=True)
        scores[name] = (_mean(old), _mean(new), round(int((~same).sum()) * scale))
    sets = {code: _change(before, after, code, names, scale) for code in SHOWN}
    return Preview(sets, (_total(before, scale), _total(after, scale)), scores)


def save(
    db: Path,
    settings: Settings,
    label: str,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> int:
    """Put these settings in force as one change under that label, and profile anew; gives its number."""
    with writing(db, passphrase) as base:
        with changes.change(base, label, kind=KIND, who=user_name()) as change_id:
            settings_store.save(base, settings)
        if profiles.latest(base) is not None:
            fresh(base, progress=progress)
        return change_id


def save_named(db: Path, name: str, settings: Settings, passphrase: str | None = None) -> int:
    """Keep these settings under a name, without putting them in force; gives the change's number."""
    name = name.strip()
    if not name:
        raise InputError(_("Give these settings a name first."))
    with _named_change(db, _("Settings kept as {name}").format(name=name), passphrase) as (base, change_id):
        settings_store.save_named(base, name, settings)
        return change_id


def delete_named(db: Path, name: str, passphrase: str | None = None) -> int:
    """Let go of the settings of that name; gives the change's number."""
    with _named_change(db, _("Settings {name} deleted").format(name=name), passphrase) as (base, change_id):
        settings_store.delete_named(base, name)
        return change_id


@contextmanager
def _named_change(db: Path, label: str, passphrase: str | None) -> Iterator[tuple[Base, int]]:
    with (
        writing(db, passphrase) as base,
        changes.change(base, label, kind=KIND, who=user_name()) as change_id,
    ):
        yield base, change_id


def _change(
    before: "DataFrame", after: "DataFrame", code: str, names: dict[int, str], scale: float
) -> Change:
    import numpy as np

    from analysis import cells

    old, new = (np.asarray(each[f"set_{code}"].fillna("onbekend"), dtype=object) for each in (before, after))
    counted = [cells.counts(each, SETS[code]) for each in (old, new)]
    changed = np.flatnonzero(old != new)
    value = np.nan_to_num(np.asarray(after["clv"], dtype=np.float64)[changed], nan=-1.0)
    first = changed[np.argsort(-value, kind="stable")][:NAMED]
    ids = np.asarray(after["id"], dtype=np.int64)
    moves = cells.moves(old, new)
    return Change(
        cells=tuple(
            (cell, round(counted[0][cell] * scale), round(counted[1][cell] * scale)) for cell in SETS[code]
        ),
        moves=tuple(
            (str(a), str(b), round(int(n) * scale)) for a, b, n in moves.itertuples(index=False, name=None)
        ),
        customers=round(len(changed) * scale),
        people=tuple((int(ids[i]), names.get(int(ids[i]), ""), str(old[i]), str(new[i])) for i in first),
    )


def _names(base: Base) -> dict[int, str]:
    return dict(base.sql("SELECT id, COALESCE(naam, klantnummer, '') FROM customers WHERE deleted = 0"))


def _mean(values: "object") -> float | None:
    import numpy as np

    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.mean()) if len(known) else None


def _total(values: "DataFrame", scale: float) -> float | None:
    import numpy as np

    known = np.asarray(values["clv"], dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.sum()) * scale if len(known) else None
