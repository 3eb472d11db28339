"""Almost customers (domain §4): of type geen, who tried and stopped; worth a return, or left in peace."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.contacts import YEAR, Contacts
from analysis.frames import Bools, Floats, Frames, Texts, days, max_of
from analysis.order_list import BROKEN_OFF, FAILED, Orders
from core.fields import CONSENT_GROUPS


@dataclass(frozen=True)
class Almost:
    """Per customer: transactioneel, permanent, geen (no almost customer) or onbekend (type unknown); the day
    of the last attempt (NaN without); the cause where a column or a person gave one."""

    computed: Texts
    attempt: Floats
    cause: Texts


def almost(frames: Frames, as_of: date, orders: Orders, seen: Contacts, relationship: Texts) -> Almost:
    """Attempts are orders broken off or failed (cancelled is none) and contact kinds marked as such.

    `permanent` if the customer opted out or objected on or after the day of the last attempt (an undated
    objection counts as after), or had no contact of his own and no attempt for 365 days. Opting out is an
    unsubscription, or a consent that was withdrawn with a date.
    """
    tried = (orders.status == BROKEN_OFF) | (orders.status == FAILED)
    attempt = np.fmax(
        max_of(orders.customer[tried], frames.n, orders.day[tried].astype(np.float64)), seen.last_attempt
    )
    silent = ~(days(as_of) - np.fmax(attempt, seen.last_own) < YEAR)
    left = _left(frames, seen.opted_out, attempt)
    out = np.full(frames.n, "geen", dtype=object)
    out[relationship == "onbekend"] = "onbekend"
    concerned = (relationship == "geen") & ~np.isnan(attempt)
    out[concerned] = "transactioneel"
    out[concerned & (left | silent)] = "permanent"
    return Almost(out, attempt, frames.text("almost_oorzaak"))


def _left(frames: Frames, opted_out: Floats, attempt: Floats) -> Bools:
    """Opted out or objected on or after the day of the attempt."""
    left = opted_out >= attempt
    for group in CONSENT_GROUPS:
        withdrawn = frames.number(f"toestemming_{group}") == 0
        left |= withdrawn & (np.floor(frames.number(f"toestemming_{group}_datum")) >= attempt)
    objected = frames.number("bezwaar_direct_marketing") == 1
    when = np.floor(frames.number("bezwaar_direct_marketing_datum"))
    left |= objected & (np.isnan(when) | (when >= attempt))
    return np.asarray(left | (frames.number("bezwaar_profilering") == 1))
