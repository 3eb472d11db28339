"""The action list: whom to contact through which channel, on the screen and as a workbook."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actions.advising import advice_of, material
from actions.base import writing
from actions.profiling import fresh
from core.progress import Progress, silent
from core.text import _
from models import customer_list
from models.database import Base

if TYPE_CHECKING:
    from strategy.action_list import ActionList


@dataclass(frozen=True)
class Planned:
    """The action list, and the customer id of each row of the profile values that it speaks of."""

    plan: "ActionList"
    ids: list[int]

    @property
    def customers(self) -> int:
        """How many customers are to be contacted."""
        return sum(len(channel.tasks) for channel in self.plan.channels)


def plan(
    db: Path,
    set_name: str = "strategie",
    budget: float | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> Planned:
    """The action list of the advice for a set within a yearly budget; profiles first when stale."""
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        return plan_base(base, set_name, budget)


def plan_base(base: Base, set_name: str, budget: float | None) -> Planned:
    """The same on an open base with fresh profiles."""
    from strategy.action_list import plan as made

    found = material(base)
    advice = advice_of(base, found, set_name, budget)
    listed = made(advice.prepared, advice.data, found.values, found.facts)
    return Planned(listed, found.values["id"].astype(int).tolist())


def export_plan(
    db: Path,
    to: Path,
    set_name: str = "strategie",
    budget: float | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> Planned:
    """Write the action list as a workbook with a sheet for each channel; gives what is in it."""
    from exporters.action_book import CUSTOMER_COLUMNS, build
    from exporters.workbook import write

    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        progress(0, 2, _("Making the action list"))
        found = plan_base(base, set_name, budget)
        rows = [task.row for channel in found.plan.channels for task in channel.tasks]
        ids = [found.ids[row] for row in rows]
        known = customer_list.rows(base.connection, ids, CUSTOMER_COLUMNS)
        write(to, build(found.plan, dict(zip(rows, known, strict=True))), progress)
        return found
