"""Which channels a customer likes to use (domain §9): shares of what they did, mixed with what they say.

Share of a channel = (Σ weight · 2^(−days/half-life) + 5 · base share) / (Σ all + 5): orders weigh 3, contacts
that the customer began 2, clicks and replies 1, opens .1; five pseudo-contacts at the base's own mix keep a
customer with one contact from being certain. With a stated preference: .4 · share + .6 for that channel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis.frames import Bools, Floats, Frames, Ints, codes_of, number_column, text_column

if TYPE_CHECKING:
    from strategy.catalogue import Catalogue

PSEUDO_CONTACTS: Final = 5.0
STATED: Final = 0.6
#: where the points come from, with the weight of one event
SOURCES: Final[dict[str, float]] = {"orders": 3.0, "contacts": 2.0, "clicks": 1.0, "opens": 0.1}
_ORDERS, _CONTACTS, _CLICKS, _OPENS = range(4)
#: contact kinds that tell the channel where the sheet does not
_CHANNEL_OF_KIND: Final = {
    "email_geopend": "email",
    "email_geklikt": "email",
    "pagina_bezocht": "website",
    "download": "website",
    "tutorial_video": "video",
    "gezocht": "zoekfunctie",
    "communitybijdrage": "community",
    "klant_geholpen": "community",
    "evenement": "evenement",
    "like": "webcare",
    "gedeeld": "webcare",
    "positieve_reactie": "webcare",
    "negatieve_reactie": "webcare",
    "reactie_geplaatst": "webcare",
}
_OPEN_KINDS: Final = ("email_geopend",)
#: looking and clicking: a sign, but less than asking for contact
_CLICK_KINDS: Final = ("email_geklikt", "pagina_bezocht", "tutorial_video", "gezocht", "download", "like")
_NO_ORDER: Final = ("geannuleerd", "mislukt")


@dataclass(frozen=True)
class Events:
    """What customers did: one entry an order or contact; `channel` -1 where we do not know it."""

    customer: Ints
    channel: Ints
    source: Ints
    weight: Floats
    #: days since 1970 with the time as fraction
    moment: Floats

    def with_channel(self) -> "Events":
        """Those whose channel is known."""
        return self.take(self.channel >= 0)

    def take(self, which: Bools) -> "Events":
        """Those where `which` is true."""
        return Events(
            self.customer[which],
            self.channel[which],
            self.source[which],
            self.weight[which],
            self.moment[which],
        )


def events(frames: Frames, day: float, half_life: float, catalogue: "Catalogue") -> Events:
    """Orders and contacts weighed by kind and by age on `day`. Frames must hold nothing later."""
    codes = {code: i for i, code in enumerate(catalogue.channels)}
    parts = [_orders(frames, catalogue, codes), _contacts(frames, catalogue, codes)]
    customer, channel, source = (np.concatenate([part[i] for part in parts]) for i in (0, 1, 2))
    count, moment = (np.concatenate([part[i] for part in parts]) for i in (3, 4))
    age = np.maximum(0.0, day - np.floor(moment))
    weight = np.array(list(SOURCES.values()))[source] * count * np.exp2(-age / half_life)
    return Events(customer, channel, source, weight, moment).take(weight > 0)


def base_mix(found: Events, channels: int) -> Floats | None:
    """The base's own shares over the channels (length `channels`, sum 1); None where nothing is known."""
    total = np.bincount(found.channel, weights=found.weight, minlength=channels).astype(np.float64)
    whole = float(total.sum())
    return total / whole if whole > 0 else None


def shares(found: Events, n: int, mix: Floats | None, preferred: Ints, channels: int) -> Floats:
    """Affinity of `n` customers for each channel: (n, channels), rows sum to 1, NaN where nothing is known.

    `preferred` is the position of the stated channel, -1 for none.
    """
    own = np.bincount(
        found.customer * channels + found.channel, weights=found.weight, minlength=n * channels
    ).reshape(n, channels)
    if mix is None:
        out = np.full((n, channels), np.nan)
    else:
        out = (own + PSEUDO_CONTACTS * mix) / (own.sum(axis=1, keepdims=True) + PSEUDO_CONTACTS)
    stated = np.flatnonzero(preferred >= 0)
    if len(stated):
        out[stated] = 0.0 if mix is None else out[stated] * (1 - STATED)
        out[stated, preferred[stated]] += 1.0 if mix is None else STATED
    return out


def parts_of(
    found: Events, position: int, mix: Floats | None, preferred: int, names: Sequence[str]
) -> dict[str, dict[str, float]]:
    """The parts of one customer's affinity: channel → source → share; they sum to its affinity."""
    mine = found.customer == position
    own = np.bincount(
        found.channel[mine] * len(SOURCES) + found.source[mine],
        weights=found.weight[mine],
        minlength=len(names) * len(SOURCES),
    ).reshape(len(names), len(SOURCES))
    left = 1.0 if preferred < 0 else 1 - STATED
    out: dict[str, dict[str, float]] = {}
    for i, name in enumerate(names):
        parts: dict[str, float] = {}
        if mix is not None:
            whole = float(own.sum()) + PSEUDO_CONTACTS
            parts = {s: left * float(own[i, k]) / whole for k, s in enumerate(SOURCES) if own[i, k]}
            if mix[i]:
                parts["base"] = left * PSEUDO_CONTACTS * float(mix[i]) / whole
        if i == preferred:
            parts["preference"] = STATED if mix is not None else 1.0
        if parts:
            out[name] = parts
    return out


def channel_positions(texts: Sequence[str], catalogue: "Catalogue", codes: Mapping[str, int]) -> Ints:
    """The catalogue position that each text means; -1 where we do not know it."""
    found = [catalogue.match(text) for text in texts]
    return np.array([-1 if code is None else codes[code] for code in found] or [-1], dtype=np.int64)


_Part = tuple[Ints, Ints, Ints, Floats, Floats]


def _orders(frames: Frames, catalogue: "Catalogue", codes: Mapping[str, int]) -> _Part:
    orders = frames.orders
    text, names = codes_of(text_column(orders, "kanaal"))
    status, known = codes_of(text_column(orders, "status"))
    dropped = _among(status, known, _NO_ORDER)
    channel = np.where(text >= 0, channel_positions(names, catalogue, codes)[text], -1)
    customer = np.asarray(orders["customer"], dtype=np.int64)
    moment = number_column(orders, "datum")
    # lines of one day through one channel are one deed (as a purchase day is one occasion, §7)
    day = np.floor(moment).astype(np.int64)
    key = ((customer * (len(codes) + 1) + channel + 1) << 20) + (day & 0xFFFFF)
    keep = np.flatnonzero(~dropped)
    keep = keep[np.unique(key[keep], return_index=True)[1]]
    source = np.full(len(keep), _ORDERS, dtype=np.int64)
    return customer[keep], channel[keep], source, np.ones(len(keep)), moment[keep]


def _contacts(frames: Frames, catalogue: "Catalogue", codes: Mapping[str, int]) -> _Part:
    contacts = frames.interactions
    kind, kinds = codes_of(text_column(contacts, "soort"))
    text, names = codes_of(text_column(contacts, "kanaal"))
    way, ways = codes_of(text_column(contacts, "richting"))
    by_kind = np.array([codes.get(_CHANNEL_OF_KIND.get(k, ""), -1) for k in kinds] or [-1], dtype=np.int64)
    channel = np.where(text >= 0, channel_positions(names, catalogue, codes)[text], -1)
    channel = np.where(channel >= 0, channel, np.where(kind >= 0, by_kind[kind], -1))
    opened, clicked = _among(kind, kinds, _OPEN_KINDS), _among(kind, kinds, _CLICK_KINDS)
    outbound = _among(way, ways, ("uit",))
    source = np.where(opened, _OPENS, np.where(clicked, _CLICKS, _CONTACTS)).astype(np.int64)
    # what the organisation sent says nothing about the customer, unless the customer opened or clicked it
    keep = ~outbound | opened | clicked
    count = np.nan_to_num(number_column(contacts, "aantal"), nan=1.0)
    customer = np.asarray(contacts["customer"], dtype=np.int64)
    moment = number_column(contacts, "datum")
    return customer[keep], channel[keep], source[keep], np.maximum(0.0, count[keep]), moment[keep]


def _among(codes: Ints, names: Sequence[str], wanted: Sequence[str]) -> Bools:
    hit = np.array([name in wanted for name in names] + [False], dtype=np.bool_)
    return hit[codes]  # -1 (unknown) lands on the appended False
