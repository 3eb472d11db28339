"""Who moved between two days, and whose last day to give notice is coming."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from actions.base import reading
from core.cells import SETS
from core.cells import dropped as goes_down
from core.errors import InputError
from core.text import _, day
from models import frames, profiles, queries, settings_store

if TYPE_CHECKING:
    from models.snapshots import Snapshot

#: of those who dropped so many are named
NAMED: Final = 20


def days(db: Path, passphrase: str | None = None) -> list[str]:
    """The days (ISO) of which it is kept who was in which cell, the latest first."""
    with queries.Reader(_there(db, passphrase), passphrase) as reader:
        return [kept.as_of for kept in reader.snapshots()]


def movement(
    db: Path,
    set_code: str = "strategie",
    earlier: date | None = None,
    later: date | None = None,
    passphrase: str | None = None,
) -> dict[str, Any]:
    """From which cell of a set to which between two kept days; without them the last two.

    `moves`: from, to ('' is who was not a customer), customers, change of customer value in euro; who stayed
    is in `stayed`. `dropped` names who went to a lower cell, those who lost most value first. Raises
    InputError for another set, or a day that is not kept.
    """
    if set_code not in SETS:
        raise InputError(
            _("There is no set {name}; choose from: {sets}.").format(name=set_code, sets=", ".join(SETS))
        )
    with queries.Reader(_there(db, passphrase), passphrase) as reader:
        kept = reader.snapshots()
        to = _day_of(kept, later) if later else kept[0] if kept else None
        since = _day_of(kept, earlier) if earlier else _before(kept, to)
        if to is None or since is None:
            raise InputError(
                _(
                    "Two days are needed to compare, and {n} is kept; profile once more on another day."
                ).format(n=len(kept))
            )
        moves = reader.movement(set_code, since.run_id, to.run_id)
        down = [(m.before, m.after) for m in moves if goes_down(set_code, m.before, m.after)]
        fell = reader.who_moved(set_code, since.run_id, to.run_id, down, NAMED) if down else []
    moved = [move for move in moves if move.before != move.after]
    return {
        "set": set_code,
        "from": since.as_of,
        "to": to.as_of,
        "other_settings": since.settings != to.settings,
        "customers": sum(move.customers for move in moves),
        "moved": sum(move.customers for move in moved),
        "stayed": {move.before: move.customers for move in moves if move.before == move.after},
        "moves": [
            {"from": m.before, "to": m.after, "customers": m.customers, "clv_change": m.clv_change}
            for m in moved
        ],
        "dropped": [
            {
                "klantnummer": one.klantnummer,
                "name": one.name,
                "from": one.before,
                "to": one.after,
                "clv_before": one.clv_before,
                "clv_after": one.clv_after,
            }
            for one in fell
        ],
    }


def deadlines(
    db: Path, within: int | None = None, as_of: date | None = None, passphrase: str | None = None
) -> dict[str, Any]:
    """The list "uiterste opzegdatum" (domain §3): active contracts without notice whose last day to give it
    is still to come (`within` days), the nearest first; as of that day, else of the last run, else today."""
    from analysis.contracts import notice_deadlines
    from analysis.frames import frames_of, until

    with reading(db, passphrase) as base:
        run = profiles.latest(base)
        today = as_of or (run.as_of if run is not None else date.today())
        settings = settings_store.load(base)
        names = ("klantnummer",)
        found = until(frames_of(frames.load(base, only=names, kinds=("contracts",))), today)
        table = notice_deadlines(found, today, settings)
        if within is not None:
            table = table[table["days_left"] <= within]
        people = found.customers.iloc[table["customer"].to_numpy()]
        known = {int(one): _told(base, int(one)) for one in people["id"]}
    rows = zip(people["id"], people["klantnummer"], table.to_dict("records"), strict=True)
    return {
        "as_of": today,
        "contracts": [
            {
                "klantnummer": number,
                **known[int(who)],
                "contractnummer": row["contractnummer"],
                "product": row["product"],
                "einde": row["einde"],
                "opzegtermijn": row["opzegtermijn"],
                "opzegdatum": row["opzegdatum"],
                "days_left": int(row["days_left"]),
            }
            for who, number, row in rows
        ],
    }


def _told(base: Any, customer: int) -> dict[str, Any]:
    """Name, and what the last run says of who has to be called (binding, satisfaction, value)."""
    row = base.sql(
        "SELECT c.naam, p.binding, p.satisfaction, p.clv FROM customers c "
        "LEFT JOIN profiles p ON p.customer_id = c.id WHERE c.id = ?",
        (customer,),
    ).fetchone()
    return dict(zip(("name", "binding", "satisfaction", "clv"), row, strict=True))


def _there(db: Path, passphrase: str | None) -> Path:
    with reading(db, passphrase):
        return db


def _day_of(kept: "Sequence[Snapshot]", wanted: date) -> "Snapshot":
    for each in kept:
        if each.as_of == wanted.isoformat():
            return each
    known = ", ".join(day(each.as_of) for each in kept) or _("none")
    raise InputError(
        _("Of {day} it is not kept who was where; kept are: {days}.").format(day=day(wanted), days=known)
    )


def _before(kept: "Sequence[Snapshot]", to: "Snapshot | None") -> "Snapshot | None":
    return next((each for each in kept if to is not None and each.as_of < to.as_of), None)
