"""The user's own words over the advice: a hand value, with what was advised still beside it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from core.settings import Settings


def key(set_name: str, segment: str) -> str:
    """Under which the settings keep the own words for a segment of a set."""
    return f"{set_name}|{segment}"


#: the set under which the own words for single customers are kept, by their id
CUSTOMER: Final = "klant"


def message_for(customer: int, settings: "Settings") -> str | None:
    """The user's own core message for one customer."""
    said = settings.own_texts.get(key(CUSTOMER, str(customer)), {}).get("core_message")
    return said["text"] if said else None


def overlay(
    card: Mapping[str, Any], set_name: str, settings: "Settings", segment: str = ""
) -> dict[str, Any]:
    """The card with the user's words in force; `own` tells field → {"text", "reason", "who", "at",
    "advised"}. `note` is a text that the advice itself has none of. `segment`: under which name the words are
    kept, where that is not the card's."""
    given = settings.own_texts.get(key(set_name, segment or str(card["name"])), {})
    own = {field: {**said, "advised": card.get(field)} for field, said in given.items()}
    return {**card, "note": "", **{field: said["text"] for field, said in given.items()}, "own": own}
