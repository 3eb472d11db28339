"""The rules as a table that the user reads and changes: points as text, a CSV file out and in.

The file has the columns of `resources/rules.csv`, and `on` (1 or 0). Read back, only what differs from the
shipped rules is kept (as `Settings.rules`), so that a better shipped rule still arrives with a new version.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.errors import InputError
from core.text import _
from strategy import catalogue
from strategy.conditions import ConditionError
from strategy.rules import COLUMNS, Rule, everything, load, parse_points, rule_of
from strategy.tables import read_rows

if TYPE_CHECKING:
    from core.settings import Settings

ON: Final = "on"
Change = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One rule in the table. `state`: shipped, changed, own or off; `shipped` the rule as it came, if any."""

    rule: Rule
    state: str
    shipped: Rule | None


@dataclass(frozen=True)
class Read:
    """What a file changes: the new `Settings.rules`, and how many rules of each state they make."""

    rules: Mapping[str, Change]
    changed: int
    off: int
    own: int


def lines(settings: "Settings") -> list[Line]:
    """Every rule, in the order of the shipped table, the user's own after it."""
    shipped = {rule.code: rule for rule in load()}
    return [Line(rule, _state(rule, shipped), shipped.get(rule.code)) for rule in everything(settings)]


def points_text(points: Mapping[str, float]) -> str:
    """'form:zelfbediening +45; channel:telefoon@na -20'."""
    return "; ".join(f"{target} {value:+g}" for target, value in points.items())


def read_points(text: str) -> dict[str, float]:
    """The same text as points; raises `InputError` that says what is wrong with which part."""
    found: dict[str, float] = {}
    for part in text.split(";"):
        if part.strip():
            try:
                target, value = parse_points(part.strip(), tuple(catalogue.load().channels))
            except ConditionError as error:
                raise InputError(_("Points: {why}.").format(why=error)) from None
            found[target] = found.get(target, 0.0) + value
    if not found:
        raise InputError(_("A rule gives points to something; write for instance form:zelfbediening +20."))
    return found


def csv_text(settings: "Settings") -> str:
    """The whole table as semicolon-separated text, as a Dutch spreadsheet opens it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((*COLUMNS, ON))
    for line in lines(settings):
        rule = line.rule
        writer.writerow(
            (
                *(rule.code, rule.group, rule.when.text, points_text(rule.points), "|".join(rule.silences)),
                *(rule.reason_nl, rule.reason_en, rule.source, 0 if rule.off else 1),
            )
        )
    return out.getvalue()


def read(path: Path) -> Read:
    """The rules of a file, as changes to the shipped ones; a shipped rule that it lacks is switched off.

    Raises `InputError` naming the row and the column of the first mistake.
    """
    channels = tuple(catalogue.load().channels)
    shipped = {rule.code: rule for rule in load()}
    found: dict[str, Rule] = {}
    for row in read_rows(path, COLUMNS):
        rule = rule_of(row, found, channels)
        on = row.cells.get(ON, "1") or "1"
        if on not in ("0", "1"):
            raise row.wrong(ON, _("write 1 (on) or 0 (off)"))
        found[rule.code] = replace(rule, off=on == "0")
    if not found:
        raise InputError(_("{file} holds no rules.").format(file=path.name))
    changes = {code: change for code, rule in found.items() if (change := _change(rule, shipped.get(code)))}
    changes |= {code: {"off": True} for code in shipped if code not in found}
    states = [_state(rule, shipped) for rule in found.values() if rule.code in changes]
    missing = sum(code not in found for code in shipped)
    return Read(changes, states.count("changed"), states.count("off") + missing, states.count("own"))


def _change(rule: Rule, shipped: Rule | None) -> Change:
    """What the settings keep of a rule; {} where it is as it came."""
    off: Change = {"off": True} if rule.off else {}
    if shipped is not None and _words(rule) == _words(shipped):
        return off if dict(rule.points) == dict(shipped.points) else {"points": dict(rule.points), **off}
    return whole(rule) | off


def whole(rule: Rule) -> Change:
    """A rule as the settings keep one of the user's own."""
    return {
        "when": rule.when.text,
        "points": dict(rule.points),
        "group": rule.group,
        "silences": list(rule.silences),
        "reason_nl": rule.reason_nl,
        "reason_en": rule.reason_en,
        "source": rule.source,
    }


def _words(rule: Rule) -> tuple[Any, ...]:
    return (rule.when.text, rule.group, rule.silences, rule.reason_nl, rule.reason_en, rule.source)


def _state(rule: Rule, shipped: Mapping[str, Rule]) -> str:
    if rule.off:
        return "off"
    if rule.code not in shipped:
        return "own"
    came = shipped[rule.code]
    same = _words(rule) == _words(came) and dict(rule.points) == dict(came.points)
    return "shipped" if same else "changed"


def change_of(line: Line, *, off: bool, points: Mapping[str, float] | None = None) -> Change | None:
    """What the settings keep when a rule is switched or gets other points; None where it is as it came."""
    rule = replace(line.rule, off=off, points=dict(line.rule.points if points is None else points))
    if line.shipped is None:
        return whole(rule) | ({"off": True} if off else {})
    return _change(rule, line.shipped) or None
