"""What a rule can ask about a customer: profile fields, channel facts and the organisation's settings.

Unknown numbers are NaN and satisfy no comparison; unknown choices are ''. `p_active` is the chance of being
active or, where that is higher, of renewing a contract within 12 months: who has one and rarely orders is not
leaving.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from analysis.frames import EPOCH, Bools, Floats, Frames, Ints, days
from core.cells import ALMOST, BINDING, ENGAGEMENT, PARTICIPATIE, RELATIE, RFM, SCORES, SCRM, WAARDE
from core.fields import SOORT_CUSTOMER
from core.text import number, percent
from strategy import assessments
from strategy.catalogue import Catalogue
from strategy.money import stays
from strategy.terms import PHASES

if TYPE_CHECKING:
    from core.settings import Settings

STAGES: Final = ("acquisitie", "retentie", "beeindigen", "met_rust_laten", "onbekend")
#: choices: name → codes it can have (None: any channel of the catalogue)
CHOICES: Final[dict[str, tuple[str, ...] | None]] = {
    "relatievorm": RELATIE,
    "almost": ALMOST,
    "cause": ("omgeving", "individu", "situatie", "reciprociteit"),
    "waarde": WAARDE,
    "engagement_cell": ENGAGEMENT,
    "scrm": SCRM,
    "stage": STAGES,
    "rfm": RFM,
    "participatie": PARTICIPATIE,
    "binding": BINDING,
    "soort": SOORT_CUSTOMER,
    "phase": PHASES,
    "preference": None,
    "offers": ("product", "dienst", "beide"),
    "complexity": ("laag", "midden", "hoog"),
    "customer_need": ("gemak", "zekerheid", "aandacht"),
    **assessments.RESULTS,
}
_COUNTS: Final = (
    *("questions", "helped_others", "cocreations", "reviews", "watched", "searched", "visited", "events"),
    *("complaints_open", "channels_used", "effort"),
)
_SHARES: Final = ("p_active", "share_digital", "share_helped", "share_self", "share_remote", "share_face")
#: numbers: name → how it is written in a sentence
NUMBERS: Final[dict[str, Callable[[float], str]]] = {
    **dict.fromkeys(SCORES, number),
    **{name: (lambda value: number(value, 0 if float(value).is_integer() else 1)) for name in _COUNTS},
    **dict.fromkeys(_SHARES, percent),
    "effort": number,
    "purchase_days": lambda value: number(value, 0 if float(value).is_integer() else 1),
    "days_to_notice": number,
    "days_to_next_purchase": number,
    "clv": number,
    "crv": number,
    "revenue": number,
}
FLAGS: Final = ("data_only", "has_moderator", "objects", "unprofiled")
_SET_OF: Final = {
    "waarde": "set_waarde",
    "engagement_cell": "set_engagement",
    "scrm": "set_scrm",
    "rfm": "set_rfm",
    "participatie": "set_participatie",
    "binding": "binding",
    "relatievorm": "relatievorm",
    "almost": "almost_type",
}


@dataclass(frozen=True)
class Choice:
    """A choice of every customer: position in `names`."""

    codes: Ints
    names: tuple[str, ...]

    def among(self, wanted: tuple[str, ...]) -> Bools:
        """Who has one of the wanted codes."""
        return np.array([name in wanted for name in self.names], dtype=np.bool_)[self.codes]


class Features:
    """The fields of `n` customers that rules can ask for, each computed when first asked."""

    def __init__(
        self,
        values: pd.DataFrame,
        facts: pd.DataFrame,
        frames: Frames,
        settings: "Settings",
        as_of: date,
        catalogue: Catalogue,
    ) -> None:
        self.n = len(values)
        self._values, self._facts, self._frames = values, facts, frames
        self._settings, self._day, self._catalogue = settings, days(as_of), catalogue
        self._as_of = as_of
        self._choices: dict[str, Choice] = {}
        self._numbers: dict[str, Floats] = {}

    def choice(self, name: str) -> Choice:
        """A choice by its name in `CHOICES`."""
        if name not in self._choices:
            self._choices[name] = self._make_choice(name)
        return self._choices[name]

    def number(self, name: str) -> Floats:
        """A number by its name in `NUMBERS`."""
        if name not in self._numbers:
            self._numbers[name] = self._make_number(name)
        return self._numbers[name]

    def flag(self, name: str) -> Bools:
        """A flag by its name in `FLAGS`; unknown is no."""
        if name == "data_only":
            return np.full(self.n, self._settings.data_only_service)
        if name == "has_moderator":
            return np.full(self.n, self._settings.has_moderator)
        column = "bezwaar_direct_marketing" if name == "objects" else "bezwaar_profilering"
        return np.asarray(self._frames.number(column) > 0)

    def _make_choice(self, name: str) -> Choice:
        if name in assessments.ASSESSMENTS:
            return Choice(np.zeros(self.n, dtype=np.int64), (assessments.outcome(self._settings, name),))
        if name in ("offers", "complexity", "customer_need"):
            return Choice(np.zeros(self.n, dtype=np.int64), (str(getattr(self._settings, name)),))
        if name == "stage":
            scrm = self.choice("scrm")
            names = tuple(n.removesuffix("_laag").removesuffix("_hoog") for n in scrm.names)
            return Choice(scrm.codes, names)
        if name in ("soort", "cause"):
            column = "almost_oorzaak" if name == "cause" else name
            return _choice(self._frames.customers, column, self.n)
        if name in ("phase", "preference"):
            return _choice(self._facts, name, self.n)
        return _choice(self._values, _SET_OF[name], self.n)

    def _make_number(self, name: str) -> Floats:
        if name == "days_to_notice":
            return self._days_until("opzegdatum")
        if name == "days_to_next_purchase":
            return self._days_until("next_purchase")
        if name == "p_active":
            return np.clip(stays(self._values, self._frames, self._settings, self._as_of), 0.0, 1.0)
        if name.startswith("share_"):
            return self._share(name)
        return _number(self._facts if name in _COUNTS else self._values, name, self.n)

    def _days_until(self, column: str) -> Floats:
        """Whole days from the peildatum to an ISO date; NaN where there is none."""
        if column not in self._values.columns:
            return np.full(self.n, np.nan)
        codes, texts = pd.factorize(np.asarray(self._values[column], dtype=object))
        found = np.array([date.fromisoformat(str(t)[:10]).toordinal() - EPOCH for t in texts] + [np.nan])
        return np.asarray(found[codes] - self._day, dtype=np.float64)

    def _share(self, name: str) -> Floats:
        """Share of the customer's affinity over a kind of channel."""
        columns = [f"aff_{code}" for code, c in self._catalogue.channels.items() if _IN_SHARE[name](c)]
        found = [np.asarray(self._facts[c], dtype=np.float64) for c in columns if c in self._facts.columns]
        return np.sum(found, axis=0) if found else np.full(self.n, np.nan)


_IN_SHARE: Final[Mapping[str, Callable[..., bool]]] = {
    "share_digital": lambda c: c.digital,
    "share_helped": lambda c: c.helped,
    "share_self": lambda c: not c.helped,
    "share_remote": lambda c: c.helped and not c.face_to_face,
    "share_face": lambda c: c.face_to_face,
}


def _choice(frame: pd.DataFrame, column: str, n: int) -> Choice:
    if column not in frame.columns:
        return Choice(np.zeros(n, dtype=np.int64), ("",))
    codes, names = pd.factorize(np.asarray(frame[column], dtype=object))
    # -1 (unknown) becomes the last name
    return Choice(np.where(codes < 0, len(names), codes).astype(np.int64), (*(str(x) for x in names), ""))


def _number(frame: pd.DataFrame, column: str, n: int) -> Floats:
    if column not in frame.columns:
        return np.full(n, np.nan)
    return np.asarray(pd.to_numeric(frame[column]), dtype=np.float64)
