"""The columns that the customers table can show, and how a value of each is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from core import fields
from core.text import N_, _, day, money, number, percent
from core.words import SCORES, cell_name
from gui.customers.spec import spec
from gui.strategy.words import channel_word, word
from gui.widgets.cells import MUTED, PLAIN, Look

#: kinds whose values stand at the right
_RIGHT: Final = ("money", "euro", "number", "integer", "share", "scale")
#: columns of a profile: name → (kind, head, width in letters)
_PROFILE: Final[dict[str, tuple[str, str, int]]] = {
    "relatievorm": ("relation", N_("Relationship type"), 13),
    **{name: ("score", label, 8) for name, label in SCORES.items()},
    "clv": ("euro", N_("Customer value"), 8),
    "crv": ("euro", N_("Referral value"), 11),
    "p_active": ("share", N_("Chance that active"), 8),
    "set_waarde": ("cell", N_("Segment"), 13),
    "set_engagement": ("cell", N_("Engagement matrix"), 14),
    "set_scrm": ("cell", N_("S-CRM house"), 18),
    "set_rfm": ("cell", N_("Recency, frequency, amount"), 16),
    "set_almost": ("cell", N_("Almost customer"), 14),
    "set_participatie": ("cell", N_("Participation"), 18),
    "set_binding": ("cell", N_("Binding"), 16),
    "set_strategie": ("cell", N_("Relationship × value"), 24),
    "opzegdatum": ("date", N_("Notice possible until"), 11),
    "next_purchase": ("date", N_("Expected next purchase"), 11),
    "last_purchase": ("date", N_("Last purchase (computed)"), 11),
    "purchase_days": ("integer", N_("Purchase days"), 8),
    "revenue": ("euro", N_("Revenue (computed)"), 11),
    "channel": ("channel", N_("Best channel"), 14),
    "moment": ("moment", N_("Best moment"), 16),
}

_WIDTHS: Final = {
    "code": 10,
    "date": 10,
    "flag": 7,
    "phone": 14,
    "email": 24,
    "postcode": 8,
    "text": 14,
    "plaats": 11,
}


@dataclass(frozen=True)
class Shown:
    """A column that can be chosen. `letters` is its width, `kind` how its values are written."""

    name: str
    title: str
    kind: str
    letters: int

    @property
    def right(self) -> bool:
        """Whether values (and the head) stand at the right."""
        return self.kind in _RIGHT

    @property
    def editable(self) -> bool:
        """Whether a person can set it, in the table too."""
        return spec(self.name) is not None

    @property
    def sort_name(self) -> str:
        """The column that the base sorts on."""
        return "sorteernaam" if self.name == "naam" else self.name


def available(own: Sequence[str] = (), *, margin: bool = True) -> dict[str, Shown]:
    """Every column by name, in the order of the chooser: who, outcomes, other fields, the user's `own`.

    Without a `margin` value is revenue, and says so.
    """
    found = {"klantnummer": Shown("klantnummer", _("No."), "muted", 8)}
    found["naam"] = Shown("naam", _("Name"), "name", 13)
    for name, (kind, title, letters) in _PROFILE.items():
        found[name] = Shown(name, _(title), kind, letters)
    if not margin:
        found["clv"] = replace(found["clv"], title=_("Revenue value"))
    for field in fields.columns(fields.CUSTOMERS):
        if field.name not in found:
            letters = _WIDTHS.get(field.name) or _WIDTHS.get(field.kind, 12)
            found[field.name] = Shown(field.name, _(field.label), field.kind, letters)
    for header in own:
        found[f"own:{header}"] = Shown(f"own:{header}", header, "text", 14)
    return found


def written(kind: str, value: Any, column: str = "") -> tuple[str, Look]:
    """The value as the user reads it, and how it looks; unknown is said, never left empty or zero."""
    if value is None or value == "":
        return _("unknown"), MUTED
    look = PLAIN
    if kind == "relation":
        look = Look(dot=str(value)) if value in _DOTS else MUTED
    elif kind == "score":
        return number(float(value)), Look(bar=float(value) / 100)
    elif kind == "cell":
        look = MUTED if value in ("onbekend", "nvt") else PLAIN
        return cell_name(str(value), column.removeprefix("set_")), look
    elif kind in _LOOKS:
        return str(value), _LOOKS[kind]
    return as_text(kind, value), look


def as_text(kind: str, value: Any) -> str:
    """One value in words: dates dd-mm-jjjj, money with its sign, yes and no."""
    if kind in _WORDS:
        return _WORDS[kind](value)
    return str(value)


def _trimmed(value: float) -> str:
    """At most two decimals, and none where there are none."""
    rounded = round(value, 2)
    for decimals in (0, 1):
        if round(rounded, decimals) == rounded:
            return number(rounded, decimals)
    return number(rounded, 2)


def _phone(value: Any) -> str:
    """As people dial it; mobile numbers, the most usual, without the library."""
    text = str(value)
    if len(text) == 12 and text.startswith("+316") and text[1:].isdigit():
        return f"06 {text[4:]}"
    from importers.contacts import national

    return national(text) if text.startswith("+") else text


_DOTS: Final = ("geen", "occasioneel", "langdurig", "gedwongen")
_LOOKS: Final = {"name": PLAIN, "muted": MUTED}
_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "date": lambda value: day(str(value)),
    "datetime": lambda value: day(str(value)),
    "money": lambda value: money(float(value), 2),
    "euro": lambda value: money(float(value)),
    "flag": lambda value: _("yes") if value else _("no"),
    "share": lambda value: percent(float(value)),
    "number": lambda value: _trimmed(float(value)),
    "scale": lambda value: _trimmed(float(value)),
    "score": lambda value: _trimmed(float(value)),
    "phone": _phone,
    "integer": lambda value: number(float(value)),
    "channel": lambda value: channel_word(str(value)),
    "moment": lambda value: " ".join(word(part) for part in str(value).split("|")),
    "relation": lambda value: cell_name(str(value)),
    "cell": lambda value: cell_name(str(value)),
    "choice": lambda value: cell_name(str(value)),
}
