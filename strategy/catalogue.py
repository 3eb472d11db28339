"""The channels and relationship forms that exist (domain §9, §10): tables that an organisation can adjust.

`resources/channels.csv` and `resources/forms.csv` hold the facts; the settings say which channels this
organisation has, what a contact costs it and how many it can handle in a year.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.paths import RESOURCES
from core.text import language
from strategy.tables import Row, read_rows, unique
from strategy.terms import FORMS, PHASES, ROLES

if TYPE_CHECKING:
    from core.settings import Settings

CONSENTS: Final = ("email", "telefoon", "sms", "post")
DETAILS: Final = ("", "email", "telefoon", "mobiel", "adres")
_CHANNEL_COLUMNS: Final = (
    *("code", "nl", "en", "group", "digital", "helped", "contact", "technology", "synchronous", "outbound"),
    *("consent", "detail", "phases", "cost", "available", "synonyms"),
)
_FORM_COLUMNS: Final = ("code", "nl", "en", "contacts", "free", "minimum", "carriers", "channels")


@dataclass(frozen=True)
class Channel:
    """One channel. `cost` is euro per contact; `capacity` contacts a year (None: no limit)."""

    code: str
    nl: str
    en: str
    group: str
    digital: bool
    helped: bool
    face_to_face: bool
    #: role of technology in the contact (Froehle & Roth 2004)
    technology: str
    synchronous: bool
    #: the organisation can begin the contact; promotion then needs `consent` and `detail`
    outbound: bool
    consent: str
    detail: str
    phases: tuple[str, ...]
    cost: float
    available: bool
    synonyms: tuple[str, ...]
    capacity: float | None = None
    #: the settings say explicitly whether the organisation has it
    stated: bool = False

    @property
    def label(self) -> str:
        """Its name in the user's language."""
        return self.nl if language() == "nl" else self.en


@dataclass(frozen=True)
class Form:
    """A form of relationship. `contacts` a customer a year; `minimum` for those who have no choice (a year).

    `carriers` are the channels that can carry its contacts, of which one is charged; `free` forms count 0.
    `channels` says how well each channel suits it: (channel, phase or None for all) → points.
    """

    code: str
    nl: str
    en: str
    contacts: float
    free: bool
    minimum: float
    carriers: tuple[str, ...]
    channels: Mapping[tuple[str, str | None], float]

    @property
    def label(self) -> str:
        """Its name in the user's language."""
        return self.nl if language() == "nl" else self.en


@dataclass(frozen=True)
class Catalogue:
    """All channels and forms, by code, in the order of the tables."""

    channels: Mapping[str, Channel]
    forms: Mapping[str, Form]

    def match(self, text: str | None) -> str | None:
        """The channel that a file's own text means (case and spaces do not matter), or None."""
        return _synonyms(self).get(" ".join(text.casefold().split())) if text else None


def load(folder: Path = RESOURCES) -> Catalogue:
    """The catalogue as the tables in `folder` have it; `InputError` names the wrong row and column."""
    return _load(folder)


def channel_name(code: str) -> str:
    """A channel in the user's language; an unknown code is its own name."""
    found = load().channels.get(code)
    return found.label if found else code


def for_organisation(catalogue: Catalogue, settings: "Settings", seen: Collection[str] = ()) -> Catalogue:
    """The catalogue with what this organisation says of its channels.

    A channel that the settings do not speak of is available where the table says so or where the base shows
    it in use (`seen`). A community exists only with a moderator, a machine to machine link only where the
    service runs on data.
    """
    return replace(
        catalogue,
        channels={code: _adjusted(c, settings, seen) for code, c in catalogue.channels.items()},
    )


def _adjusted(channel: Channel, settings: "Settings", seen: Collection[str]) -> Channel:
    own = settings.channels.get(channel.code, {})
    stated = own.get("available")
    available = bool(stated) if stated is not None else channel.available or channel.code in seen
    if channel.code == "community":
        available = settings.has_moderator and stated is not False
    if channel.code == "m2m" and not settings.data_only_service:
        available = False
    cost, capacity = own.get("cost"), own.get("capacity")
    return replace(
        channel,
        available=available,
        stated=stated is not None,
        cost=channel.cost if cost is None else max(0.0, float(cost)),
        capacity=None if capacity is None else max(0.0, float(capacity)),
    )


@lru_cache(maxsize=4)
def _load(folder: Path) -> Catalogue:
    channels: dict[str, Channel] = {}
    words: dict[str, str] = {}
    for row in read_rows(folder / "channels.csv", _CHANNEL_COLUMNS):
        channel = _channel(row, channels)
        for word in channel.synonyms:
            if words.setdefault(word, channel.code) != channel.code:
                raise row.wrong("synonyms", f"{word} = {words[word]}")
        channels[channel.code] = channel
    forms: dict[str, Form] = {}
    for row in read_rows(folder / "forms.csv", _FORM_COLUMNS):
        form = _form(row, forms, channels)
        forms[form.code] = form
    return Catalogue(channels, forms)


def _channel(row: Row, seen: Collection[str]) -> Channel:
    phases = tuple(p for p in row.text("phases").split("|"))
    for phase in phases:
        if phase not in PHASES:
            raise row.wrong("phases", phase)
    code = unique(row, "code", seen)
    words = (code, row.text("nl"), row.text("en"), *row.cells["synonyms"].split("|"))
    return Channel(
        code=code,
        nl=row.text("nl"),
        en=row.text("en"),
        group=row.text("group"),
        digital=row.flag("digital"),
        helped=row.flag("helped"),
        face_to_face=row.choice("contact", ("face_to_face", "face_to_screen")) == "face_to_face",
        technology=row.choice("technology", ROLES),
        synchronous=row.flag("synchronous"),
        outbound=row.flag("outbound"),
        consent=row.choice("consent", ("", *CONSENTS)),
        detail=row.choice("detail", DETAILS),
        phases=phases,
        cost=row.amount("cost"),
        available=row.flag("available"),
        synonyms=tuple(dict.fromkeys(" ".join(w.casefold().split()) for w in words if w.strip())),
    )


def _form(row: Row, seen: Collection[str], channels: Collection[str]) -> Form:
    row.choice("code", FORMS)
    carriers = tuple(c for c in row.cells["carriers"].split("|") if c)
    for carrier in carriers:
        if carrier not in channels:
            raise row.wrong("carriers", carrier)
    return Form(
        code=unique(row, "code", seen),
        nl=row.text("nl"),
        en=row.text("en"),
        contacts=row.amount("contacts"),
        free=row.flag("free"),
        minimum=row.amount("minimum"),
        carriers=carriers,
        channels=_suits(row, channels),
    )


def _suits(row: Row, channels: Collection[str]) -> dict[tuple[str, str | None], float]:
    """'website=40@voor|faq=8' → {("website", "voor"): 40, ("faq", None): 8}."""
    found: dict[tuple[str, str | None], float] = {}
    for part in row.text("channels").split("|"):
        rest, _at, phase = part.partition("@")
        code, _is, points = rest.partition("=")
        if code not in channels or phase not in ("", *PHASES) or not points.replace(".", "", 1).isdigit():
            raise row.wrong("channels", part)
        found[code, phase or None] = float(points)
    return found


def _synonyms(catalogue: Catalogue) -> dict[str, str]:
    return {word: code for code, channel in catalogue.channels.items() for word in channel.synonyms}
