"""Labels of a customer: one text, as a file has them ('vip, nieuw' or 'vip;nieuw'), read as a list."""

import re
from typing import Final

_BETWEEN: Final = re.compile(r"[,;|\n]")
_USUAL: Final = ", "


def split(text: str | None) -> list[str]:
    """The labels, each once (case does not matter), in the order in which they stand."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(text or ""):
        if label := " ".join(part.split()):
            found.setdefault(label.casefold(), label)
    return list(found.values())


def added(text: str | None, label: str) -> str:
    """The text with the labels of `label` behind it, in the text's own separator; those it has stay once."""
    known = {one.casefold() for one in split(text)}
    new = [one for one in split(label) if one.casefold() not in known]
    if not new:
        return text or ""
    if not known:
        return _USUAL.join(new)
    between = _separator(text or "")
    return between.join([*split(text), *new])


def without(text: str | None, label: str) -> str | None:
    """The text without these labels; None when none is left."""
    gone = {one.casefold() for one in split(label)}
    if not any(one.casefold() in gone for one in split(text)):
        return text
    return _separator(text or "").join(one for one in split(text) if one.casefold() not in gone) or None


def _separator(text: str) -> str:
    """What the text has between its labels, with the space behind it."""
    found = re.search(r"\s*([,;|\n])[ \t]*", text)
    return _USUAL if found is None else found[0]
