"""The fields and outcomes of a customer as the window edits them: order, kind, choices and label of each."""

from dataclasses import dataclass
from typing import Any, Final

from core import cells, fields
from core.own_segments import OWN_PREFIX
from core.text import N_, _
from core.words import OUTCOMES as OUTCOME_NAMES
from core.words import SCORES, outcome_name

#: the fields in the order in which a person reads them
GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (N_("Relationship"), ("relatievorm", "almost_type", "almost_oorzaak", "klant_sinds", "verplicht")),
    (
        N_("Who"),
        (
            "klantnummer", "soort", "aanhef", "voornaam", "voorletters", "tussenvoegsel", "achternaam",
            "bedrijfsnaam", "contactpersoon", "branche", "kvk", "btw_nummer", "geboortedatum", "taal",
        ),
    ),
    (
        N_("Contact details"),
        (
            "email", "telefoon", "mobiel", "straat", "huisnummer", "toevoeging", "postcode", "plaats", "land",
            "website",
        ),
    ),
    (
        N_("Permission"),
        (
            "toestemming_email", "toestemming_email_datum",
            "toestemming_telefoon", "toestemming_telefoon_datum",
            "toestemming_sms", "toestemming_sms_datum", "toestemming_post", "toestemming_post_datum",
            "bezwaar_direct_marketing", "bezwaar_direct_marketing_datum", "bezwaar_profilering",
        ),
    ),
    (
        N_("What they say"),
        (
            "nps", "nps_datum", "tevredenheid", "tevredenheid_datum", "voorkeurskanaal", "voorkeuren",
            "lid", "aangebracht_door", "labels", "notities",
        ),
    ),
    (N_("Totals from the file"), ("aantal_bestellingen", "omzet", "eerste_aankoop", "laatste_aankoop")),
)  # fmt: skip
#: texts that take more than a line
LONG: Final = ("notities", "voorkeuren")
#: what a person says → the day on which they said so; the two are edited together
SAID_ON: Final[dict[str, str]] = {
    "toestemming_email": "toestemming_email_datum",
    "toestemming_telefoon": "toestemming_telefoon_datum",
    "toestemming_sms": "toestemming_sms_datum",
    "toestemming_post": "toestemming_post_datum",
    "bezwaar_direct_marketing": "bezwaar_direct_marketing_datum",
    "nps": "nps_datum",
    "tevredenheid": "tevredenheid_datum",
}
_AMOUNTS: Final = ("clv", "crv")
#: outcomes that are chosen from a list; 'unknown' is no choice of a person, it is the way back
_CHOSEN: Final[dict[str, tuple[str, ...]]] = {
    "relatievorm": tuple(code for code in cells.RELATIE if code != "onbekend"),
    "almost_type": tuple(code for code in cells.ALMOST if code != "onbekend"),
    "binding": tuple(code for code in cells.BINDING if code != "onbekend"),
}


@dataclass(frozen=True)
class Spec:
    """How a field is edited. `computed`: an outcome, over which a person's value is laid."""

    name: str
    kind: str
    choices: tuple[str, ...]
    label: str
    computed: bool = False


@dataclass(frozen=True)
class FieldShown:
    """A field as it stands. `file_value` is what the file (or the computation) says beside a hand value;
    `review_on` the ISO day on which the hand value is to be looked at again."""

    name: str
    label: str
    kind: str
    value: Any
    choices: tuple[str, ...] = ()
    by_hand: bool = False
    file_value: Any = None
    reason: str = ""
    at: str = ""
    computed: bool = False
    editable: bool = True
    review_on: str = ""
    who: str = ""


@dataclass(frozen=True)
class Given:
    """What a person gave for a field: `review_on` an ISO day or ''."""

    field: str
    value: object
    reason: str = ""
    review_on: str = ""
    #: other fields that go with it, in the same step: (field, value)
    also: tuple[tuple[str, object], ...] = ()


def spec(name: str) -> Spec | None:
    """How a field or outcome is edited; None for what nobody can set by hand."""
    if name in _CHOSEN:
        return Spec(name, "choice", _CHOSEN[name], outcome_name(name), computed=True)
    if name in SCORES:
        return Spec(name, "score", (), outcome_name(name), computed=True)
    if name in _AMOUNTS:
        return Spec(name, "euro", (), outcome_name(name), computed=True)
    if is_own(name):
        return Spec(name, "text", (), name.removeprefix(OWN_PREFIX))
    found = fields.field(fields.CUSTOMERS, name)
    if found is None or found.virtual:
        return None
    return Spec(name, found.kind, found.choices, _(found.label))


def is_own(name: str) -> bool:
    """Whether it is a column of the user's own: `own:<header>`."""
    return name.startswith(OWN_PREFIX) and name != OWN_PREFIX


def field_spec(name: str) -> tuple[str, tuple[str, ...], str]:
    """Kind, choices and label of a field or outcome; an own column is text under its own name."""
    found = spec(name)
    return ("text", (), name) if found is None else (found.kind, found.choices, found.label)


def is_outcome(name: str) -> bool:
    """Whether the value is computed, so that the way back is the computed one."""
    return name in OUTCOME_NAMES


def empty(name: str) -> FieldShown:
    """The field of nobody in particular: no value, nothing by hand."""
    kind, choices, title = field_spec(name)
    return FieldShown(name, title, kind, None, choices, computed=is_outcome(name))
