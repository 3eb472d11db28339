"""Change the settings: what would happen first, then as one step of the history, and under a name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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

#: at most this many customers are named of those who would change cell
NAMED: Final = 20
#: the sets of which the preview tells
SHOWN: Final = ("relatie", "waarde", "engagement", "scrm", "rfm")
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

    @property
    def moving(self) -> int:
        """The most customers that change cell in any of the sets."""
        return max((change.customers for change in self.sets.values()), default=0)


def current(db: Path, passphrase: str | None = None) -> Settings:
    """The settings in force."""
    with reading(db, passphrase) as base:
        return settings_store.load(base)


def preview(
    db: Path, settings: Settings, progress: Progress = silent, passphrase: str | None = None
) -> Preview | None:
    """What these settings would change; writes nothing. None before the first profile run.

    Facts that changed since the last run count in both pictures, so that only the settings make a difference.
    """
    from analysis.frames import Frames
    from analysis.profile import profile

    with reading(db, passphrase) as base:
        run = profiles.latest(base)
        if run is None:
            return None
        now = settings_store.load(base)
        progress(0, 3, _("Reading customers"))
        found = Frames(**frames.load(base))
        stale = profiles.is_stale(base, run.as_of, settings_module.to_rows(now))
        progress(1, 3, _("Computing profiles"))
        before = profile(found, run.as_of, now).values if stale else profiles.load(base)
        progress(2, 3, _("Computing profiles"))
        after = profile(found, run.as_of, settings).values
        progress(3, 3, "")
        return compare(before, after, _names(base))


def compare(before: "DataFrame", after: "DataFrame", names: dict[int, str]) -> Preview:
    """Two profiles of the same customers side by side."""
    import numpy as np

    from core.cells import SCORES

    scores = {}
    for name in SCORES:
        old, new = (np.asarray(each[name], dtype=np.float64) for each in (before, after))
        same = np.isclose(old, new, rtol=0, atol=1e-9, equal_nan=True)
        scores[name] = (_mean(old), _mean(new), int((~same).sum()))
    sets = {code: _change(before, after, code, names) for code in SHOWN}
    return Preview(sets, (_total(before), _total(after)), scores)


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


def _change(before: "DataFrame", after: "DataFrame", code: str, names: dict[int, str]) -> Change:
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
        cells=tuple((cell, counted[0][cell], counted[1][cell]) for cell in SETS[code]),
        moves=tuple((str(a), str(b), int(n)) for a, b, n in moves.itertuples(index=False, name=None)),
        customers=len(changed),
        people=tuple((int(ids[i]), names.get(int(ids[i]), ""), str(old[i]), str(new[i])) for i in first),
    )


def _names(base: Base) -> dict[int, str]:
    return dict(base.sql("SELECT id, COALESCE(naam, klantnummer, '') FROM customers WHERE deleted = 0"))


def _mean(values: "object") -> float | None:
    import numpy as np

    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.mean()) if len(known) else None


def _total(values: "DataFrame") -> float | None:
    import numpy as np

    known = np.asarray(values["clv"], dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.sum()) if len(known) else None
