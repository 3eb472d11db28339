"""The conditions of rules: `relatievorm = langdurig and satisfaction < 50 and not data_only`.

Terms are joined by "and"; a choice takes several codes with "|"; numbers compare with < <= > >=; a flag
stands alone, or after "not". Nothing unknown satisfies a comparison.
"""

import operator
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from analysis.frames import Bools
from core.text import _
from strategy.features import CHOICES, FLAGS, NUMBERS, Features

_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TERM: Final = re.compile(r"^(\w+)\s*(<=|>=|!=|<|>|=)\s*(.+)$")


class ConditionError(ValueError):
    """A condition that cannot be read; the text says what is wrong, in the user's words."""


@dataclass(frozen=True)
class Term:
    """One test: name, how it is compared ("=", "!=", "<", …, "flag", "not") and with what."""

    name: str
    compare: str
    codes: tuple[str, ...] = ()
    bound: float = 0.0

    def holds(self, features: Features) -> Bools:
        """For whom it holds."""
        if self.compare in ("flag", "not"):
            found = features.flag(self.name)
            return ~found if self.compare == "not" else found
        if self.compare in _COMPARE:
            with np.errstate(invalid="ignore"):
                return np.asarray(_COMPARE[self.compare](features.number(self.name), self.bound))
        among = features.choice(self.name).among(self.codes)
        return ~among if self.compare == "!=" else among


@dataclass(frozen=True)
class Condition:
    """Terms that must all hold; without terms it holds for everybody."""

    text: str
    terms: tuple[Term, ...]

    def holds(self, features: Features) -> Bools:
        """For whom it holds."""
        found = np.ones(features.n, dtype=np.bool_)
        for term in self.terms:
            found &= term.holds(features)
        return found


def parse(text: str, channels: Collection[str]) -> Condition:
    """Read a condition; raises `ConditionError` with a sentence that names the part that is wrong."""
    parts = [part.strip() for part in re.split(r"\s+and\s+", text.strip())] if text.strip() else []
    return Condition(text, tuple(_term(part, channels) for part in parts))


def _term(text: str, channels: Collection[str]) -> Term:
    match = _TERM.match(text)
    if not match:
        negated, name = text.startswith("not "), text.removeprefix("not ").strip()
        if name not in FLAGS:
            raise ConditionError(_unknown(name, FLAGS))
        return Term(name, "not" if negated else "flag")
    name, compare, value = match.groups()
    if name in NUMBERS:
        if compare not in _COMPARE:
            raise ConditionError(_("“{name}” is a number: compare it with < <= > or >=").format(name=name))
        try:
            return Term(name, compare, bound=float(value.replace(",", ".")))
        except ValueError:
            raise ConditionError(_("“{value}” is not a number").format(value=value)) from None
    if name not in CHOICES:
        raise ConditionError(_unknown(name, (*CHOICES, *NUMBERS, *FLAGS)))
    if compare not in ("=", "!="):
        raise ConditionError(_("“{name}” is a choice: compare it with = or !=").format(name=name))
    allowed = CHOICES[name]
    codes = tuple(code.strip() for code in value.split("|"))
    for code in codes:
        if code not in (channels if allowed is None else allowed):
            raise ConditionError(_unknown(code, channels if allowed is None else allowed))
    return Term(name, compare, codes)


def _unknown(word: str, known: Collection[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1)
    if near:
        return _("“{word}” is not known; did you mean “{near}”?").format(word=word, near=near[0])
    return _("“{word}” is not known; choose from: {words}").format(word=word, words=", ".join(known))
