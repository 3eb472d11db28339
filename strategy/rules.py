"""The rules of the advice as data (domain §10): condition → points for forms, channels, levels, and why.

`resources/rules.csv` is the shipped table; `Settings.rules` switches a rule off, changes its points or adds
one. `silences` names groups of rules that do not count for a customer to whom the rule applies: so the rule
for compelled clients vetoes everything about value and promotion.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from analysis.frames import Bools, Floats
from core.errors import InputError
from core.paths import RESOURCES
from core.text import _, language
from strategy import catalogue
from strategy.conditions import Condition, ConditionError, parse
from strategy.features import NUMBERS
from strategy.tables import Row, read_rows, unique
from strategy.terms import PHASES, TARGETS

if TYPE_CHECKING:
    from core.settings import Settings
    from strategy.features import Features

COLUMNS: Final = ("rule", "group", "when", "points", "silences", "reason_nl", "reason_en", "source")
_POINTS: Final = re.compile(r"^([a-z]+):([a-z0-9_]+)(?:@([a-z]+))?\s*([+-]\s*\d+(?:[.,]\d+)?)$")
_MOST_POINTS: Final = 1000.0


@dataclass(frozen=True)
class Rule:
    """One rule. `points`: target ("form:zelfbediening", "channel:telefoon@na") → points."""

    code: str
    group: str
    when: Condition
    points: Mapping[str, float]
    silences: tuple[str, ...]
    reason_nl: str
    reason_en: str
    source: str
    off: bool = False
    #: the user changed or added it
    own: bool = False
    #: numbers that its reason names, as {satisfaction}
    names: tuple[str, ...] = field(default=())

    def reason(self, numbers: Mapping[str, float]) -> str:
        """The reason in the user's language, with the means of those it applies to."""
        text = self.reason_nl if language() == "nl" else self.reason_en
        words = {n: NUMBERS[n](numbers[n]) if numbers[n] == numbers[n] else "?" for n in self.names}
        return text.format(**words) if words else text


def load(folder: Path = RESOURCES) -> tuple[Rule, ...]:
    """The rules as the table has them; `InputError` names the row and column that is wrong."""
    return _load(folder)


def in_force(settings: "Settings", folder: Path = RESOURCES) -> tuple[Rule, ...]:
    """The rules with the user's changes: {"off": true}, {"points": {target: points}}, or a whole own rule.

    A change with "when" is a whole rule in the user's words: it needs "points" too; "reason_nl", "reason_en",
    "source", "group" and "silences" are optional. A code that the table does not have must be one. Raises
    `InputError` naming the rule and what is wrong.
    """
    return tuple(rule for rule in everything(settings, folder) if not rule.off)


def everything(settings: "Settings", folder: Path = RESOURCES) -> tuple[Rule, ...]:
    """The same with the rules that are switched off: what the user's table shows, the own ones last."""
    shipped = load(folder)
    changes = dict(settings.rules)
    out = [_changed(rule, changes.pop(rule.code, {})) for rule in shipped]
    out += [
        _own(code, change) for code, change in changes.items() if "when" in change or not change.get("off")
    ]
    return tuple(out)


def applies(rules: tuple[Rule, ...], features: "Features") -> list[Bools]:
    """For each rule: to whom it applies, silenced groups taken out."""
    found = [rule.when.holds(features) for rule in rules]
    silent: dict[str, Bools] = {}
    for rule, hit in zip(rules, found, strict=True):
        for group in rule.silences:
            silent[group] = silent[group] | hit if group in silent else hit
    return [
        hit & ~silent[rule.group] if rule.group in silent else hit
        for rule, hit in zip(rules, found, strict=True)
    ]


def numbers_of(
    rule: Rule, hit: Bools, features: "Features", cell: "np.typing.NDArray[np.int64]", cells: int
) -> dict[str, Floats]:
    """The numbers that its reason names: means over those to whom it applies, per segment."""
    out: dict[str, Floats] = {}
    for name in rule.names:
        value = features.number(name)
        use = hit & ~np.isnan(value) & (cell >= 0)
        count = np.bincount(cell[use], minlength=cells)
        total = np.bincount(cell[use], weights=value[use], minlength=cells)
        out[name] = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return out


@lru_cache(maxsize=4)
def _load(folder: Path) -> tuple[Rule, ...]:
    channels = tuple(catalogue.load(folder if (folder / "channels.csv").exists() else RESOURCES).channels)
    rules: dict[str, Rule] = {}
    rows: list[Row] = []
    for row in read_rows(folder / "rules.csv", COLUMNS):
        rule = rule_of(row, rules, channels)
        rules[rule.code] = rule
        rows.append(row)
    groups = {rule.group for rule in rules.values()}
    for row, rule in zip(rows, rules.values(), strict=True):
        for group in rule.silences:
            if group not in groups:
                raise row.wrong("silences", _("there is no group “{group}”").format(group=group))
    return tuple(rules.values())


def rule_of(row: Row, seen: Collection[str], channels: Collection[str]) -> Rule:
    """One row of the table as a rule; `InputError` names the row and column that is wrong."""
    try:
        when = parse(row.cells["when"], channels)
    except ConditionError as error:
        raise row.wrong("when", str(error)) from None
    points: dict[str, float] = {}
    for part in row.text("points").split(";"):
        if part.strip():
            try:
                target, value = parse_points(part.strip(), channels)
            except ConditionError as error:
                raise row.wrong("points", str(error)) from None
            points[target] = points.get(target, 0.0) + value
    names = _names(row, "reason_nl")
    if set(names) != set(_names(row, "reason_en")):
        raise row.wrong("reason_en", _("the two reasons do not name the same numbers"))
    return Rule(
        code=unique(row, "rule", seen),
        group=row.text("group"),
        when=when,
        points=points,
        silences=tuple(group for group in row.cells["silences"].split("|") if group),
        reason_nl=row.text("reason_nl"),
        reason_en=row.text("reason_en"),
        source=row.text("source"),
        names=names,
    )


def parse_points(text: str, channels: Collection[str]) -> tuple[str, float]:
    """'channel:telefoon@na +20' → ("channel:telefoon@na", 20.0); raises `ConditionError`."""
    match = _POINTS.match(text)
    if not match:
        raise ConditionError(
            _("“{text}” cannot be read; write for instance form:zelfbediening +20").format(text=text)
        )
    kind, code, phase, value = match.groups()
    target = f"{kind}:{code}" + (f"@{phase}" if phase else "")
    _check_target(target, channels)
    points = float(value.replace(" ", "").replace(",", "."))
    if abs(points) > _MOST_POINTS:
        raise ConditionError(
            _("“{text}” is more than {most} points").format(text=text, most=int(_MOST_POINTS))
        )
    return target, points


def _check_target(target: str, channels: Collection[str]) -> None:
    kind, _colon, rest = target.partition(":")
    code, _at, phase = rest.partition("@")
    known = channels if kind == "channel" else TARGETS.get(kind, ())
    if code not in known or phase not in ("", *PHASES) or (phase and kind not in ("channel", "role")):
        raise ConditionError(_("“{target}” is nothing that can get points").format(target=target))


def _names(row: Row, column: str) -> tuple[str, ...]:
    """The numbers that a reason names in braces."""
    try:
        names = [
            name for _text, name, _spec, _conv in Formatter().parse(row.text(column)) if name is not None
        ]
    except ValueError as error:
        raise row.wrong(column, str(error)) from None
    for name in names:
        if name not in NUMBERS:
            raise row.wrong(column, _("“{word}” is no number of a customer").format(word=name))
    return tuple(dict.fromkeys(names))


def _changed(rule: Rule, change: Mapping[str, Any]) -> Rule:
    off = bool(change.get("off"))
    if "when" in change:
        return _own(rule.code, change)
    if "points" not in change:
        return replace(rule, off=True, own=True) if off else rule
    return replace(rule, points=_own_points(rule.code, change["points"]), off=off, own=True)


def _own(code: str, change: Mapping[str, Any]) -> Rule:
    if "when" not in change or "points" not in change:
        raise _own_error(code, _("an own rule needs a condition and points"))
    try:
        when = parse(str(change["when"]), tuple(catalogue.load().channels))
    except ConditionError as error:
        raise _own_error(code, str(error)) from None
    own_reason = str(change.get("reason_nl") or change.get("reason_en") or _("Your own rule."))
    return Rule(
        code=code,
        group=str(change.get("group") or "own"),
        when=when,
        points=_own_points(code, change["points"]),
        silences=tuple(change.get("silences", ())),
        reason_nl=own_reason,
        reason_en=str(change.get("reason_en") or own_reason),
        names=_own_names(own_reason, str(change.get("reason_en") or own_reason)),
        source=str(change.get("source") or _("own rule")),
        off=bool(change.get("off")),
        own=True,
    )


def _own_names(*reasons: str) -> tuple[str, ...]:
    """The numbers that the user's reasons name; in any other text braces stay braces."""
    try:
        named = [
            [name for _t, name, _s, _c in Formatter().parse(text) if name is not None] for text in reasons
        ]
    except ValueError:
        return ()
    names = tuple(dict.fromkeys(name for found in named for name in found))
    return names if all(name in NUMBERS for name in names) else ()


def _own_points(code: str, points: Mapping[str, Any]) -> dict[str, float]:
    channels = tuple(catalogue.load().channels)
    out: dict[str, float] = {}
    for target, value in points.items():
        try:
            _check_target(target, channels)
            out[target] = float(value)
        except (ConditionError, TypeError, ValueError) as error:
            raise _own_error(code, str(error)) from None
        if not abs(out[target]) <= _MOST_POINTS:
            raise _own_error(code, _("points lie between -{most} and {most}").format(most=int(_MOST_POINTS)))
    return out


def _own_error(code: str, why: str) -> InputError:
    return InputError(_("The rule “{code}” cannot be used: {why}.").format(code=code, why=why))
