"""What the frame of the window says about the base as a whole, read in one go on the look-up thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.text import _, day
from gui.review.reading import waiting

if TYPE_CHECKING:
    from models.queries import ChangeRow, Reader


@dataclass(frozen=True)
class BaseFacts:
    """`waiting`: how much waits on the page of that name. `undo` and `redo` are labels of changes, None where
    there is nothing to undo or redo."""

    customers: int
    waiting: int
    as_of: str
    last_change: str
    undo: str | None
    redo: str | None


def base_facts(reader: "Reader") -> BaseFacts:
    """Counts, peildatum and history as the frame of the window shows them."""
    run, upcoming, again = reader.run(), reader.next_undo(), reader.next_redo()
    last = reader.history(1)
    return BaseFacts(
        customers=len(reader.ids()),
        waiting=waiting(reader).total,
        as_of=run.as_of.isoformat() if run else "",
        last_change=f"{named(last[0])} ({moment(last[0].at)[-5:]})" if last else "",
        undo=upcoming.label if upcoming else None,
        redo=again.label if again else None,
    )


def named(row: "ChangeRow") -> str:
    """An undo and a redo carry the label of the change that they are about."""
    if row.undoes is not None:
        return _("Undone: {label}").format(label=row.label)
    if row.redoes is not None:
        return _("Done again: {label}").format(label=row.label)
    return row.label


def moment(at: str) -> str:
    """An ISO moment (UTC) as the clock on the wall had it: '22-11-2026 14:02'."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{day(local.date())} {local:%H:%M}"
