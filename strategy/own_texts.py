"""The user's own words over the advice: a hand value, with what was advised still beside it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.settings import Settings


def key(set_name: str, segment: str) -> str:
    """Under which the settings keep the own words for a segment of a set."""
    return f"{set_name}|{segment}"


def overlay(card: Mapping[str, Any], set_name: str, settings: "Settings") -> dict[str, Any]:
    """The card with the user's words in force; `own` tells field → {"text", "reason", "who", "at",
    "advised"}. `note` is a text that the advice itself has none of."""
    given = settings.own_texts.get(key(set_name, str(card["name"])), {})
    own = {field: {**said, "advised": card.get(field)} for field, said in given.items()}
    return {**card, "note": "", **{field: said["text"] for field, said in given.items()}, "own": own}
