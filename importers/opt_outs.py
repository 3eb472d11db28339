"""Columns that say who does not want something any more: 'Niet bellen', UNSUB, 'Afgemeld nieuwsbrief'.

Being named there withdraws the consent of that channel; not being named gives none.
"""

from datetime import date, datetime
from typing import Any, Final

from core.fields import CONSENT_GROUPS
from core.rows import KEEP
from importers import choices, dates
from importers.cells import Cell, text_of

#: words that say no by themselves, whatever is asked
_OUT: Final = frozenset(
    map(
        choices.plain,
        ("afgemeld", "uitgeschreven", "unsubscribed", "opt-out", "opted out", "geweigerd", "ingetrokken"),
    )
)
_IN: Final = frozenset(
    map(choices.plain, ("aangemeld", "ingeschreven", "subscribed", "opt-in", "opted in", "toegestaan"))
)
#: what a column of newsletter states holds
STATES: Final = frozenset(
    map(
        choices.plain,
        ("subscribed", "unsubscribed", "aangemeld", "afgemeld", "ingeschreven", "uitgeschreven"),
    )
)


def opt_out(cell: Cell) -> tuple[Any, str | None]:
    """1 for who opted out (a yes, or the day it was done), 0 or None for who did not."""
    if isinstance(cell, (date, datetime)):
        return 1, None
    text = text_of(cell)
    word = choices.plain(text)
    if word in _OUT or word in _IN:
        return int(word in _OUT), None
    said = choices.flag(text)
    if said is not None:
        return (None if said == choices.NOTHING else said), None
    return (1, None) if dates.take_apart(text) else (KEEP, "bad_flag")


def withdraw(columns: dict[str, list[Any]]) -> None:
    """Take the consent of who opted out, in place; nobody gets one by it."""
    for group in CONSENT_GROUPS:
        out = columns.get(f"afmelding_{group}")
        if out is not None:
            given = columns.get(f"toestemming_{group}") or [KEEP] * len(out)
            columns[f"toestemming_{group}"] = [0 if o == 1 else g for o, g in zip(out, given, strict=True)]
