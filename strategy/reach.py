"""Whom we may approach through which channel, and on what legal ground (domain §9).

Telephone sales need consent. E-mail, text messages and WhatsApp need consent, or an existing customer and
own similar products (a setting; Telecommunicatiewet art. 11.7). Post is allowed unless objected. An objection
to direct marketing blocks all of it (AVG art. 21). Service messages need no consent, only a contact detail.
This is a help in choosing, not legal advice.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis.frames import Bools, Floats, Frames, iso, number_column, text_column
from core.errors import InputError
from core.text import N_, _, day
from strategy import catalogue
from strategy.terms import label

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from core.settings import Settings
    from strategy.catalogue import Channel

    Grounds = npt.NDArray[np.int8]

#: why a channel may be used (the first three) or may not
GROUNDS: Final = (
    "toestemming",
    "bestaande_klant",
    "geen_bezwaar",
    "bezwaar",
    "ingetrokken",
    "geen_toestemming",
    "geen_gegeven",
    "geen_keuze",
)
PERMITTED: Final = 3
#: what each ground rests on
_LAW: Final = {
    "toestemming": N_("AVG art. 6 (1) a"),
    "bestaande_klant": N_("Telecommunications Act art. 11.7 (3)"),
    "geen_bezwaar": N_("AVG art. 6 (1) f, legitimate interest"),
    "bezwaar": N_("AVG art. 21"),
    "ingetrokken": N_("AVG art. 7 (3)"),
    "geen_toestemming": N_("Telecommunications Act art. 11.7 (1)"),
}
_CODE: Final = {name: i for i, name in enumerate(GROUNDS)}
_MOBILE: Final = re.compile(r"(?:(?:00)?310?|0)?6\d{8}$")
_NO_DIGIT: Final = re.compile(r"\D")
#: profile column → the code of those who get no promotion whatever they consented to
_NEVER: Final = {"relatievorm": "gedwongen", "set_scrm": "met_rust_laten", "almost_type": "permanent"}
_NO_SALE: Final = ("geannuleerd", "afgebroken", "mislukt")


@dataclass(frozen=True)
class Permissions:
    """What decides for every customer: details, consents, objection, existing customer, compelled."""

    details: dict[str, Bools]
    consents: dict[str, Floats]
    objects: Bools
    existing: Bools
    compelled: Bools


def permissions(frames: Frames, day: float, settings: "Settings") -> Permissions:
    """Read the permissions. A "no" or an objection counts whatever its date, a "yes" only up to `day`."""
    consents = {}
    for group in ("email", "telefoon", "sms", "post"):
        value = frames.number(f"toestemming_{group}")
        dated = frames.number(f"toestemming_{group}_datum")
        consents[group] = np.where((value > 0) & (dated >= day + 1), np.nan, value)
    phone, mobile = _filled(frames, "telefoon"), _filled(frames, "mobiel")
    details = {
        "": np.ones(frames.n, dtype=np.bool_),
        "email": _filled(frames, "email"),
        "telefoon": phone | mobile,
        "mobiel": mobile | _is_mobile(frames.text("telefoon")),
        "adres": _filled(frames, "huisnummer") & (_filled(frames, "postcode") | _filled(frames, "straat")),
    }
    compelled = (frames.number("verplicht") > 0) | settings.all_mandatory | _mandatory_contract(frames)
    relation = frames.text("hand_relatievorm")
    existing = _existing(frames)
    existing = (existing | np.isin(relation, ["occasioneel", "langdurig"])) & (relation != "geen")
    by_hand = np.array([r is not None for r in relation], dtype=np.bool_)
    compelled = np.where(by_hand, relation == "gedwongen", compelled)
    objects = frames.number("bezwaar_direct_marketing") > 0
    return Permissions(details, consents, objects, existing, compelled)


def grounds(channel: "Channel", known: Permissions, settings: "Settings") -> "Grounds":
    """The ground (position in `GROUNDS`) of every customer for promotion through an outbound channel."""
    has = known.details[channel.detail]
    said = known.consents.get(channel.consent, np.full(len(has), np.nan))
    by_default = "geen_toestemming"
    soft = np.zeros(len(has), dtype=np.bool_)
    if channel.consent == "post":
        by_default = "geen_bezwaar"
    elif channel.consent in ("email", "sms") and settings.promote_to_existing_customers:
        soft = known.existing
    out = np.where(said > 0, _CODE["toestemming"], _CODE[by_default])
    out = np.where(np.isnan(said) & soft, _CODE["bestaande_klant"], out)
    out = np.where(said == 0, _CODE["ingetrokken"], out)
    out = np.where(known.objects, _CODE["bezwaar"], out)
    out = np.where(known.compelled, _CODE["geen_keuze"], out)
    # a no is said even where there is no address to send anything to
    said_no = np.isin(out, [_CODE[name] for name in ("bezwaar", "ingetrokken", "geen_keuze")])
    return np.asarray(np.where(has | said_no, out, _CODE["geen_gegeven"]), dtype=np.int8)


def said_on(frames: Frames, position: int, channel: "Channel", ground: str) -> str | None:
    """The day on which a customer consented, refused or objected (ISO); None where none is known."""
    dated = {"toestemming": channel.consent, "ingetrokken": channel.consent}
    column = f"toestemming_{dated[ground]}_datum" if dated.get(ground) else ""
    column = "bezwaar_direct_marketing_datum" if ground == "bezwaar" else column
    value = float(frames.number(column)[position]) if column else float("nan")
    return iso(value)


def sentence(ground: str, day_: str | None, *, service: bool) -> str:
    """The ground in a sentence with the day it was given and the law, and what is allowed besides."""
    said = label(ground)
    if day_:
        said = _("{why} on {day}").format(why=said, day=day(day_))
    law = _(_LAW[ground]) if ground in _LAW else ""
    first = f"{said[:1].upper()}{said[1:]}{f' ({law})' if law else ''}."
    if GROUNDS.index(ground) < PERMITTED or ground == "geen_gegeven":
        return first
    rest = _("Service messages may be sent.") if service else _("Nothing can be sent: the detail is missing.")
    return f"{first} {rest}"


def _existing(frames: Frames) -> Bools:
    """Bought something, or has or had a contract: the relation that e-mail without consent rests on."""
    found = frames.number("aantal_bestellingen") > 0
    status = text_column(frames.orders, "status")
    sold = ~np.isin(status, np.array(_NO_SALE, dtype=object)) & (number_column(frames.orders, "bedrag") >= 0)
    found[frames.orders["customer"].to_numpy()[sold]] = True
    found[frames.contracts["customer"].to_numpy()] = True
    return np.asarray(found, dtype=np.bool_)


def _mandatory_contract(frames: Frames) -> Bools:
    out = np.zeros(frames.n, dtype=np.bool_)
    mandatory = number_column(frames.contracts, "verplicht") > 0
    out[frames.contracts["customer"].to_numpy()[mandatory]] = True
    return out


def _filled(frames: Frames, column: str) -> Bools:
    return np.array([bool(text) for text in frames.text(column)], dtype=np.bool_)


def _is_mobile(numbers: "npt.NDArray[np.object_]") -> Bools:
    """Dutch mobile numbers, however they are written: 06…, +316…, 00316…"""
    return np.array([bool(text) and bool(_MOBILE.match(_digits(text))) for text in numbers], dtype=np.bool_)


def _digits(text: str) -> str:
    # as an import writes numbers (+31612345678) nothing needs to be taken out
    plain = text[1:] if text[0] == "+" else text
    return plain if plain.isdigit() else _NO_DIGIT.sub("", text)


def contactable(values: "pd.DataFrame", facts: "pd.DataFrame", channel: str) -> Bools:
    """Who may be approached with promotion through that channel: what an export or action list may hold.

    `values` (profile rows) and `facts` have the same rows. Compelled clients and people who are left in peace
    are never in it. Raises `InputError` where the organisation cannot begin a contact through the channel.
    """
    code = catalogue.load().match(channel) or channel
    if f"reach_{code}" not in facts.columns:
        able = [name for name, found in catalogue.load().channels.items() if found.outbound]
        text = _("Nobody can be approached through “{channel}”; choose from: {channels}.")
        raise InputError(text.format(channel=channel, channels=", ".join(able)))
    allowed = np.asarray(facts[f"reach_{code}"], dtype=np.bool_)
    for column, shut in _NEVER.items():
        allowed = allowed & (text_column(values, column) != shut)
    return np.asarray(allowed, dtype=np.bool_)
