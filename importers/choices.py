"""Words to codes: yes/no flags, particulier/zakelijk, order status, direction, kinds of contact.

The words lie in resources/choice_words.csv and resources/contact_kinds.csv.
"""

import csv
import re
from functools import lru_cache
from typing import Final

from core.paths import RESOURCES

FLAG: Final = "flag"
#: what a word of the table can stand for besides a code: known to say nothing
NOTHING: Final = ""


def plain(text: str) -> str:
    """Letters, digits and signs without spaces, case, underscores or hyphens between words."""
    folded = text.casefold().strip(" .!")
    return "".join(c for c in folded if c not in " _-\u00a0") or folded


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with (RESOURCES / "choice_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = found.setdefault(row["field"], {})
            for word in row["words"].split("|"):
                words.setdefault(plain(word), row["value"])
    return found


def choice(field: str, text: str) -> str | None:
    """The code that a word stands for in a choice field; NOTHING ('') for "onbekend"; None if not known."""
    found = _words()[field].get(plain(text))
    if found is None and plain(text) in {
        plain(w) for w in ("onbekend", "unknown", "n.v.t.", "nvt", "n/a", "null")
    }:
        return NOTHING
    return found


def flag(text: str) -> int | str | None:
    """1, 0, NOTHING ('') for "onbekend", None where the text is no yes or no."""
    found = _words()[FLAG].get(plain(text))
    return int(found) if found else found


#: what part of a column of consents names which channel group
_CONSENTS: Final[dict[str, tuple[str, ...]]] = {
    "email": ("email", "mail", "nieuwsbrief", "newsletter", "mailing", "emailmarketing"),
    "telefoon": ("telefoon", "telefonisch", "tel", "bellen", "phone", "call", "calls", "telephone"),
    "sms": ("sms", "whatsapp", "app", "appen", "textmessage", "textmessages", "smswhatsapp"),
    "post": ("post", "brief", "papierenpost", "directmail", "mailbypost", "postal"),
}
_CONSENT_WORDS: Final = {word: group for group, words in _CONSENTS.items() for word in words}
_ALL: Final = frozenset({"alle", "alles", "all", "allekanalen", "allchannels"})
_NONE: Final = frozenset({"geen", "none", "nee", "no", "niets", "geenenkele", "geentoestemming"})
_SEPARATORS: Final = re.compile(r"[,;+&|/\n]|\ben\b|\band\b|\bof\b")


@lru_cache(maxsize=4096)
def consent_groups(text: str) -> frozenset[str] | None:
    """'e-mail, telefoon' → {email, telefoon}; 'geen' → none; None where a word is no channel."""
    whole = plain(text)
    if whole in _ALL:
        return frozenset(_CONSENTS)
    if whole in _NONE:
        return frozenset()
    found = [_CONSENT_WORDS.get(plain(part)) for part in _SEPARATORS.split(text.casefold()) if part.strip()]
    known = frozenset(group for group in found if group)
    return known if found and None not in found else None


@lru_cache(maxsize=1)
def _contact_kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    with (RESOURCES / "contact_kinds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in (row["code"], row["nl"], row["en"], *row["synonyms"].split("|")):
                found.setdefault(plain(word), row["code"])
    return found


@lru_cache(maxsize=4096)
def contact_kind(text: str) -> str | None:
    """The code of a kind of contact (domain §6), or None if the word is not known."""
    return _contact_kinds().get(plain(text))
