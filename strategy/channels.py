"""The channel facts of every customer: affinity, stated preference, reach, best moment, and signs of contact.

What is taken from the base (mix, moments, channels seen in use) is a JSON-able context, so that one customer
computed alone gets exactly the numbers of the whole run.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from analysis.frames import Floats, Frames, Ints, codes_of, days, number_column, text_column, until
from core.text import _
from strategy import affinity, catalogue, moments, reach
from strategy.terms import DAYPARTS, WEEKDAYS, label, month

if TYPE_CHECKING:
    from core.settings import Settings

#: the key of our part in the context of a profile run
CONTEXT_KEY: Final = "channels"
YEAR: Final = 365
#: just ordered or just signed: still "during"
_DURING_DAYS: Final = 14
#: contact kinds counted over the last year (the customer's own deeds), fact column → kinds
_COUNTS: Final = {
    "questions": ("vraag_gesteld",),
    "helped_others": ("klant_geholpen", "communitybijdrage"),
    "cocreations": ("cocreatie",),
    "reviews": ("review",),
    "watched": ("tutorial_video", "download"),
    "searched": ("gezocht",),
    "visited": ("pagina_bezocht",),
    "events": ("evenement",),
}


def channel_context(frames: Frames, as_of: date, settings: "Settings") -> dict[str, Any]:
    """What the base says: its mix over the channels (or None), its moments, season, channels in use."""
    return _context(_events(frames, as_of, settings), as_of)


def channel_run(frames: Frames, as_of: date, settings: "Settings") -> tuple[dict[str, Any], pd.DataFrame]:
    """Context and facts of a whole base, in one go through its orders and contacts."""
    found = _events(frames, as_of, settings)
    base = _context(found, as_of)
    return base, _facts(frames, as_of, settings, base, found)


def _events(frames: Frames, as_of: date, settings: "Settings") -> affinity.Events:
    book = catalogue.load()
    return affinity.events(until(frames, as_of), days(as_of), settings.half_life_channel, book)


def _context(found: affinity.Events, as_of: date) -> dict[str, Any]:
    book = catalogue.load()
    used = found.with_channel()
    mix = affinity.base_mix(used, len(book.channels))
    recent = used.moment >= days(as_of) + 1 - YEAR
    count = np.bincount(used.channel[recent], minlength=len(book.channels))
    return {
        "mix": None if mix is None else dict(zip(book.channels, mix.tolist(), strict=True)),
        "seen": [code for code, times in zip(book.channels, count, strict=True) if times],
        "moments": moments.context(found, days(as_of)),
    }


def channel_facts(
    frames: Frames, as_of: date, settings: "Settings", context: Mapping[str, Any] | None = None
) -> pd.DataFrame:
    """The channel facts, one row a customer, in the order of `frames.customers`.

    Columns: `aff_<channel>` shares (NaN unknown), `preference` and `best` (channel code or None), for every
    outbound channel `reach_<channel>` (bool: promotion allowed and possible), `ground_<channel>` (position in
    `reach.GROUNDS`) and `detail_<channel>` (bool: possible for service), `weekday`, `daypart`, `month`
    (positions, -1 unknown), `own_events`, `phase` (voor/tijdens/na), and counts of the last 365 days.
    `context`: that of a profile run, or what `channel_context` gives; None takes it from these frames.
    """
    found = _events(frames, as_of, settings)
    base = _own_part(context) or _context(found, as_of)
    return _facts(frames, as_of, settings, base, found)


def _facts(
    frames: Frames, as_of: date, settings: "Settings", base: Mapping[str, Any], found: affinity.Events
) -> pd.DataFrame:
    book = catalogue.load()
    known, day = until(frames, as_of), days(as_of)
    out: dict[str, Any] = _affinity_columns(known, found.with_channel(), base, book)
    allowed = reach.permissions(frames, day, settings)
    out |= _reach_columns(allowed, settings, book)
    best = moments.moments(found, frames.n, base["moments"])
    silent = (frames.number("bezwaar_direct_marketing") > 0) | (frames.number("bezwaar_profilering") > 0)
    # the best moment is profiling for promotion: not of someone who objects
    out["weekday"] = np.where(silent, -1, best.weekday)
    out["daypart"] = np.where(silent, -1, best.daypart)
    out["month"] = np.where(silent, -1, best.month)
    out["own_events"] = np.where(silent, 0, best.own)
    out |= _signs(known, day, found)
    out["phase"] = _phase(known, day, allowed.existing | allowed.compelled)
    # text stays object: a missing code is None, never NaN
    texts = {name: pd.Series(out[name], dtype=object) for name in ("preference", "best", "phase")}
    facts = pd.DataFrame(out | texts)
    facts.attrs["season"] = base["moments"].get("season")
    facts.attrs["as_of"] = as_of.isoformat()
    facts.attrs["seen"] = list(base["seen"])
    return facts


def customer_channels(
    frames: Frames, as_of: date, settings: "Settings", context: Mapping[str, Any] | None, position: int
) -> dict[str, Any]:
    """The "channels" part of `show --json` for the customer at `position` of the frames.

    Affinity per channel with its parts (they sum to it), stated and best channel, for each outbound channel
    whether promotion and service can reach the customer and on what legal ground, and the best moment.
    """
    facts = channel_facts(frames, as_of, settings, context)
    base = _own_part(context) or channel_context(frames, as_of, settings)
    book = catalogue.load()
    organisation = catalogue.for_organisation(book, settings, base["seen"])
    row = facts.iloc[position]
    names = list(book.channels)
    found = affinity.events(
        until(frames, as_of), days(as_of), settings.half_life_channel, book
    ).with_channel()
    mix = None if base["mix"] is None else np.array([base["mix"].get(code, 0.0) for code in names])
    preferred = -1 if row["preference"] is None else names.index(row["preference"])
    profiled = not frames.number("bezwaar_profilering")[position] > 0
    parts = affinity.parts_of(found, position, mix if profiled else None, preferred, names)
    reachable = {}
    for code, channel in book.channels.items():
        if channel.outbound:
            ground = reach.GROUNDS[int(row[f"ground_{code}"])]
            since = reach.said_on(frames, position, channel, ground)
            reachable[code] = {
                "since": since,
                "sentence": reach.sentence(ground, since, service=bool(row[f"detail_{code}"])),
                "promotion": bool(row[f"reach_{code}"]),
                "service": bool(row[f"detail_{code}"]),
                "ground": ground,
                "why": label(ground),
                "available": organisation.channels[code].available,
            }
    return {
        "note": _("A help in choosing, not legal advice."),
        "affinity": {c: {"value": sum(p.values()), "parts": p} for c, p in parts.items()},
        "preference": row["preference"],
        "preference_text": frames.text("voorkeurskanaal")[position],
        "best": row["best"],
        "phase": row["phase"],
        "reachable": reachable,
        "moment": moment_json(row, facts.attrs.get("season")),
    }


def moment_json(row: "pd.Series[Any]", season: Mapping[str, Any] | None) -> dict[str, Any]:
    """Best weekday, part of the day and month as codes, how many events of the customer's own it rests on."""
    weekday, daypart, best_month = int(row["weekday"]), int(row["daypart"]), int(row["month"])
    own = int(row["own_events"])
    words = " ".join(
        text
        for text in (
            label(WEEKDAYS[weekday]) if weekday >= 0 else "",
            label(DAYPARTS[daypart]) if daypart >= 0 else "",
        )
        if text
    )
    return {
        "weekday": WEEKDAYS[weekday] if weekday >= 0 else None,
        "daypart": DAYPARTS[daypart] if daypart >= 0 else None,
        # without a season in the base a best month would be noise
        "month": best_month + 1 if best_month >= 0 and season else None,
        "own_events": own,
        "evidence": "own" if own else "base" if weekday >= 0 else None,
        "words": words or None,
        "season": None if not season else {**season, "words": month(int(season["month"]))},
    }


def moment_codes(facts: pd.DataFrame) -> "np.typing.NDArray[np.object_]":
    """The best moment of every customer as codes ('dinsdag|ochtend', 'dinsdag'), None where unknown."""
    weekdays = np.array([*WEEKDAYS, ""], dtype=object)[facts["weekday"].to_numpy()]
    dayparts = np.array([*DAYPARTS, ""], dtype=object)[facts["daypart"].to_numpy()]
    pairs = ("|".join(filter(None, pair)) or None for pair in zip(weekdays, dayparts, strict=True))
    return np.array(list(pairs), dtype=object)


def _own_part(context: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Our part of a context: a whole profile context, or ours alone."""
    if not context:
        return None
    part = context.get(CONTEXT_KEY, context)
    return part if isinstance(part, Mapping) and {"mix", "seen", "moments"} <= set(part) else None


def _affinity_columns(
    frames: Frames, found: affinity.Events, base: Mapping[str, Any], book: catalogue.Catalogue
) -> dict[str, Any]:
    names = list(book.channels)
    mix = None if base["mix"] is None else np.array([base["mix"].get(code, 0.0) for code in names])
    preferred = _preferences(frames, book)
    found_shares = affinity.shares(found, frames.n, mix, preferred, len(names))
    hidden = frames.number("bezwaar_profilering") > 0
    if hidden.any():  # not profiled: what they say themselves is all we use
        said = affinity.shares(
            found.take(np.zeros(len(found.customer), dtype=np.bool_)), frames.n, None, preferred, len(names)
        )
        found_shares[hidden] = said[hidden]
    code_of = np.array([*names, None], dtype=object)
    unknown = np.isnan(found_shares).all(axis=1)
    best = np.where(unknown, -1, np.nan_to_num(found_shares, nan=-1.0).argmax(axis=1))
    columns: dict[str, Any] = {f"aff_{code}": found_shares[:, i] for i, code in enumerate(names)}
    return columns | {"preference": code_of[preferred], "best": code_of[best]}


def _preferences(frames: Frames, book: catalogue.Catalogue) -> Ints:
    codes, names = codes_of(frames.text("voorkeurskanaal"))
    positions = {code: i for i, code in enumerate(book.channels)}
    return np.where(codes >= 0, affinity.channel_positions(names, book, positions)[codes], -1)


def _reach_columns(
    known: reach.Permissions, settings: "Settings", book: catalogue.Catalogue
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for code, channel in book.channels.items():
        if channel.outbound:
            ground = reach.grounds(channel, known, settings)
            out[f"reach_{code}"] = ground < reach.PERMITTED
            out[f"ground_{code}"] = ground
            out[f"detail_{code}"] = known.details[channel.detail]
    return out


def _signs(frames: Frames, day: float, found: affinity.Events) -> dict[str, Floats]:
    """Counts of the last 365 days; NaN where contacts were never imported (unknown is not zero)."""
    contacts, n = frames.interactions, frames.n
    nothing = np.full(n, np.nan)
    out: dict[str, Floats] = dict.fromkeys((*_COUNTS, "complaints_open"), nothing)
    if len(contacts):
        kind, kinds = codes_of(text_column(contacts, "soort"))
        recent = number_column(contacts, "datum") >= day + 1 - YEAR
        count = np.nan_to_num(number_column(contacts, "aantal"), nan=1.0)
        customer = contacts["customer"].to_numpy()
        for name, wanted in _COUNTS.items():
            hit = recent & np.isin(kind, [i for i, k in enumerate(kinds) if k in wanted])
            out[name] = np.bincount(customer[hit], weights=count[hit], minlength=n).astype(np.float64)
        unsolved = ~(number_column(contacts, "opgelost") > 0)
        hit = recent & unsolved & np.isin(kind, [i for i, k in enumerate(kinds) if k == "klacht"])
        out["complaints_open"] = np.bincount(customer[hit], weights=count[hit], minlength=n).astype(
            np.float64
        )
    used = found.with_channel()
    width = int(used.channel.max()) + 1 if len(used.channel) else 1
    recent = used.moment >= day + 1 - YEAR
    pairs = np.unique(used.customer[recent] * width + used.channel[recent]) // width
    out["channels_used"] = (
        np.bincount(pairs, minlength=n).astype(np.float64) if len(used.channel) else nothing
    )
    out["effort"] = _effort(frames)
    return out


def _effort(frames: Frames) -> Floats:
    """Customer effort (CES) on 0..100, high = much effort; NaN where not asked."""
    survey = frames.survey
    hit = text_column(survey, "dimensie") == "inspanning"
    if not hit.any():
        return np.full(frames.n, np.nan)
    low, high = number_column(survey, "schaal_laag")[hit], number_column(survey, "schaal_hoog")[hit]
    value = np.clip((number_column(survey, "waarde")[hit] - low) / (high - low), 0, 1)
    value = np.where(number_column(survey, "omgekeerd")[hit] > 0, 1 - value, value)
    customer = survey["customer"].to_numpy()[hit]
    count = np.bincount(customer, minlength=frames.n)
    total = np.bincount(customer, weights=value, minlength=frames.n)
    return np.where(count > 0, 100 * total / np.maximum(count, 1), np.nan)


def _phase(
    frames: Frames, day: float, existing: "np.typing.NDArray[np.bool_]"
) -> "np.typing.NDArray[np.object_]":
    """Where the customer stands: nothing bought yet, just buying (14 days), or after it."""
    fresh = np.zeros(frames.n, dtype=np.bool_)
    orders, contracts = frames.orders, frames.contracts
    recent = number_column(orders, "datum") >= day + 1 - _DURING_DAYS
    fresh[orders["customer"].to_numpy()[recent]] = True
    recent = number_column(contracts, "start") >= day + 1 - _DURING_DAYS
    fresh[contracts["customer"].to_numpy()[recent]] = True
    return np.where(fresh & existing, "tijdens", np.where(existing, "na", "voor")).astype(object)
