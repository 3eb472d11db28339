"""Parts of a score in sentences, as the analysis words them.

The analysis is on hand by then: the look-up that brought the parts has imported it on its own thread.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from core.text import number

Part = Mapping[str, Any]


def part_words(part: Part) -> str:
    """What was measured and how much: 'NPS (zou aanbevelen) 5'."""
    from analysis.explain import indicator_name

    name, raw = indicator_name(str(part["indicator"])), part.get("raw")
    if not isinstance(raw, int | float):
        return name
    return f"{name}: {number(raw, 0 if raw == round(raw) else 1)}"


def hint(detail: Mapping[str, Any]) -> str:
    """What would move the score most if it were known, or '' when everything is."""
    from analysis.explain import Change, change_sentence

    found = [Change(code, False, low, high) for code, low, high in _reaches(detail)]
    if not found:
        return ""
    return change_sentence(max(found, key=lambda change: (change.reach, change.indicator)))


def _reaches(detail: Mapping[str, Any]) -> list[tuple[str, float, float]]:
    """Indicator → where the score would end with it at worst and at best, for all that was not measured."""
    parts: Sequence[Part] = detail.get("parts") or ()
    components: Mapping[str, Mapping[str, Any]] = detail.get("components") or {}
    found: list[tuple[str, float, float]] = []
    for missing in detail.get("missing") or ():
        code, weight = str(missing["indicator"]), float(missing["weight"])
        inner = components.get(code)
        if inner:  # a component nobody measured: its own indicators are what can be asked
            low, high = _ends(parts, weight)
            found.extend((str(one["indicator"]), low, high) for one in inner.get("missing") or ())
        else:
            found.append((code, *_ends(parts, weight)))
    for part in parts:
        inner = components.get(str(part["indicator"]))
        for code, low, high in _reaches(inner) if inner else ():
            others = [other for other in parts if other is not part]
            weight = float(part["weight"])
            found.append((code, _with(others, weight, low), _with(others, weight, high)))
    return found


def _ends(parts: Sequence[Part], weight: float) -> tuple[float, float]:
    return _with(parts, weight, 0.0), _with(parts, weight, 100.0)


def _with(parts: Sequence[Part], weight: float, value: float) -> float:
    """The score when one more part of that weight has that value (0..100)."""
    top = sum(float(p["weight"]) * float(p["normalised"]) for p in parts) + weight * value / 100
    return 100 * top / (sum(float(p["weight"]) for p in parts) + weight)
