"""Compute profiles and show one of them."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from actions.base import passphrase_from_environment, reading, writing
from core import settings as settings_module
from core.errors import InputError
from core.progress import Progress, silent
from core.settings import Settings
from core.text import _
from models import customers_by_hand, profiles, queries, settings_store
from models.database import Base

if TYPE_CHECKING:
    from pandas import DataFrame

    from analysis.frames import Frames


#: more customers than this are profiled with the next whole run instead
REFRESH_AT_MOST = 200
_ADDRESS = ("straat", "huisnummer", "toevoeging")
_NAME = ("voornaam", "voorletters", "tussenvoegsel", "achternaam", "bedrijfsnaam")


def profile(
    db: Path, as_of: date | None = None, progress: Progress = silent, passphrase: str | None = None
) -> dict[str, Any]:
    """Profile every customer as of that day (default today); returns the summary of design.md §4."""
    with writing(db, passphrase) as base:
        return profile_base(base, as_of or date.today(), progress)


def profile_base(base: Base, as_of: date, progress: Progress = silent) -> dict[str, Any]:
    """The same on an open base."""
    from analysis import needs
    from analysis.ahead import mathematics
    from analysis.frames import Frames
    from analysis.value_words import model_words
    from models import frames
    from strategy import needs as channel_needs
    from strategy.channels import CONTEXT_KEY, channel_run

    started = time.perf_counter()
    settings = settings_store.load(base)
    progress(0, 3, _("Reading customers"))
    with mathematics():
        found = Frames(**frames.load(base, only=needs.CUSTOMER_COLUMNS | channel_needs.CUSTOMER_COLUMNS))
    progress(1, 3, _("Computing profiles"))
    values, context, summary = _analysed(found, as_of, settings)
    context[CONTEXT_KEY], facts = channel_run(found, as_of, settings)
    values = _with_channels(values, facts)
    progress(2, 3, _("Saving profiles"))
    profiles.write(base, values, as_of, settings_module.to_rows(settings), context, summary)
    summary["clv"] = {**summary["clv"], "explanation": model_words(context["value"], settings)}
    summary["seconds"] = round(time.perf_counter() - started, 3)
    return summary


def _analysed(
    found: "Frames", as_of: date, settings: Settings
) -> tuple["DataFrame", dict[str, Any], dict[str, Any]]:
    """Values, context and summary of a whole run; the parts of the scores fill the memory and are let go."""
    from analysis.profile import profile as analyse

    result = analyse(found, as_of, settings)
    return result.values, dict(result.context), dict(result.summary)


def fresh(base: Base, as_of: date | None = None, progress: Progress = silent) -> date:
    """Profile when the facts, the settings or the wanted day changed; returns the day that holds.

    A run of an earlier day that was "today" then moves on to today; a day that was chosen stays.
    """
    latest = profiles.latest(base)
    if as_of is None:
        rolling = latest is None or latest.as_of == date.fromisoformat(latest.at[:10])
        as_of = date.today() if latest is None or rolling else latest.as_of
    if latest is None or profiles.is_stale(base, as_of, settings_module.to_rows(settings_store.load(base))):
        profile_base(base, as_of, progress)
    return as_of


#: what stands beside a value set by hand
_SAID: Final = ("reason", "who", "at", "review_on")


def show(db: Path, klantnummer: str, passphrase: str | None = None) -> dict[str, Any]:
    """One customer with every field, its source, and the parts of every score (design.md §4, `show`)."""
    path = db
    with reading(db, passphrase) as base:
        reader = queries.Reader(path, passphrase or passphrase_from_environment())
        try:
            customer_id = reader.find(klantnummer)
            if customer_id is None:
                unknown = _("There is no customer {number}; look the number up in the list of customers.")
                raise InputError(unknown.format(number=klantnummer))
            fields = reader.customer(customer_id) | reader.contract_fields(customer_id)
            composed = _composed(fields, reader.name(customer_id))
            household = reader.household(customer_id)
            card = {
                "customer": klantnummer,
                "fields": fields | composed,
                "contracts": reader.children(customer_id, "contracts"),
                "contact_persons": reader.contact_persons(customer_id),
                "household": household
                and {
                    "name": household.name,
                    "members": [{"klantnummer": one[1], "name": one[2]} for one in household.members],
                },
            }
        finally:
            reader.close()
        found = detail(base, customer_id)
        for name, score in found["scores"].items():
            if score["hand"] is not None:
                score["hand"] |= {part: fields[name].get(part) for part in _SAID}
        return card | found


def _composed(fields: dict[str, Any], name: str) -> dict[str, Any]:
    """Fields that a file may have in one column and the base keeps in parts: put together again."""
    street, number, addition = (str(fields[part]["value"] or "") for part in _ADDRESS)
    whole = {"naam": (name, _NAME), "adres": (f"{street} {number} {addition}".strip(), _ADDRESS)}
    return {
        field: {
            "value": value or None,
            "source": "hand" if any(fields[part]["source"] == "hand" for part in parts) else "file",
            "conflict": any(fields[part]["conflict"] for part in parts),
        }
        for field, (value, parts) in whole.items()
    }


def detail(base: Base, customer_id: int) -> dict[str, Any]:
    """Scores with parts, binding, relationship, value, channels and segments of one customer.

    Computed from today's facts inside the last run's context (what that run took from the whole base), so
    the parts are exactly the score's. Before the first run there is nothing but empty keys.
    """
    latest = profiles.latest(base)
    if latest is None:
        keys = ("scores", "binding", "relationship", "value", "channels", "segments")
        return {key: None if key == "binding" else {} for key in keys}
    from analysis.frames import Frames
    from analysis.profile import profile as analyse
    from models import frames
    from strategy.channels import customer_channels

    settings: Settings = settings_store.load(base)
    found = Frames(**frames.load(base, [customer_id]))
    result = analyse(found, latest.as_of, settings, latest.context)
    card: dict[str, Any] = result.detail(0)
    card["channels"] = customer_channels(found, latest.as_of, settings, latest.context, 0)
    return card


def _with_channels(values: "DataFrame", facts: "DataFrame") -> "DataFrame":
    """The profile rows with the channel that suits and the best moment ('dinsdag|ochtend'), as codes."""
    from strategy.channels import moment_codes

    return values.assign(channel=facts["best"].to_numpy(), moment=moment_codes(facts))


def refresh(base: Base, customer_ids: Sequence[int]) -> None:
    """Profile some customers again after an edit, inside the last run's context (nothing before a run); who
    is no more (deleted, merged into another) has no profile any more."""
    latest = profiles.latest(base)
    if latest is None:
        return
    living = customers_by_hand.living(base, customer_ids)
    gone = set(customer_ids) - set(living)
    if gone:
        profiles.forget(base, sorted(gone), complete=not living)
    if not living or len(customer_ids) > REFRESH_AT_MOST:
        return
    from analysis.frames import Frames
    from analysis.profile import profile as analyse
    from models import frames
    from strategy.channels import channel_facts

    found = Frames(**frames.load(base, living))
    settings = settings_store.load(base)
    result = analyse(found, latest.as_of, settings, latest.context)
    facts = channel_facts(found, latest.as_of, settings, latest.context)
    profiles.update(base, _with_channels(result.values, facts))
