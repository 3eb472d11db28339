"""A whole name or address, typed or pasted as one text → the fields that the base keeps."""

from collections.abc import Mapping
from typing import Any, Final

from core.errors import InputError
from core.text import _
from importers import addresses, names

NAME: Final = "naam"
ADDRESS: Final = "adres"
#: composed field → the fields that it fills
PARTS: Final[dict[str, tuple[str, ...]]] = {
    NAME: ("voornaam", "voorletters", "tussenvoegsel", "achternaam", "bedrijfsnaam"),
    ADDRESS: ("straat", "huisnummer", "toevoeging", "postcode", "plaats"),
}


def parts(field: str, value: object, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the text says of each field. `known`: the fields' values so far.

    A name fills the first names, initials, prefix and last name (empty where it has none), or the company's
    name; postcode and town stay where the address does not tell them. Raises InputError for an empty text.
    """
    text = " ".join(str(value or "").split())
    if not text:
        raise InputError(_("Empty the parts of the name or the address one by one."))
    if field == ADDRESS:
        found = addresses.split(text)
        told = {"postcode": found.postcode, "plaats": found.plaats}
        street = {name: getattr(found, name) for name in ("straat", "huisnummer", "toevoeging")}
        return street | {name: part for name, part in told.items() if part is not None}
    name = names.split(text)
    if name.bedrijfsnaam or (known.get("bedrijfsnaam") and not known.get("achternaam")):
        return {"bedrijfsnaam": text}
    person = {part: getattr(name, part) for part in ("voornaam", "tussenvoegsel", "achternaam")}
    # "Jan Jansen" says nothing of the initials that are known of him
    return person | ({"voorletters": name.voorletters} if name.voorletters or not name.voornaam else {})
