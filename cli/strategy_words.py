"""What the commands about advice print: words, and the JSON of what is not JSON by itself."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.output import table
from core.cells import SETS
from core.own_segments import OWN_SET
from core.text import _, money, ngettext, number
from core.words import cell_name
from strategy import assessments
from strategy.card_words import compared, considered
from strategy.catalogue import channel_name
from strategy.terms import label

if TYPE_CHECKING:
    from actions.planning import Planned
    from core.settings import Settings
    from strategy.rule_table import Line, Read

_MOST_REASONS = 4
_WIDTH = 52


def sets_help() -> str:
    """The help of --set."""
    return _("{sets}, {own} (all own segments) or the name of one").format(sets=", ".join(SETS), own=OWN_SET)


def advice(found: Mapping[str, Any]) -> str:
    """Per segment the form, the channels, the costs and the weightiest reasons."""
    lines = [*_head(found), ""]
    for segment in found["segments"]:
        lines += [*_segment(segment, str(found["set"])), ""]
    lines += [f"* {note}" for note in found["notes"]]
    return "\n".join(lines).rstrip()


def _head(found: Mapping[str, Any]) -> list[str]:
    total = money(float(found["total"]))
    if found["budget"] is None:
        lines = [_("This advice costs {cost} a year.").format(cost=total)]
    else:
        text = _("Budget {budget} a year; this advice costs {cost}.")
        lines = [text.format(budget=money(float(found["budget"])), cost=total)]
    if found["reserved"]:
        text = _("{amount} of it is the help that clients without a choice are entitled to.")
        lines.append(text.format(amount=money(float(found["reserved"]))))
    upcoming = found.get("next")
    if upcoming:
        text = _("The next {extra} would do most for {segment}: {form}.")
        name = cell_name(str(upcoming["segment"]), str(found["set"]))
        extra = money(float(upcoming["extra"]))
        lines.append(text.format(extra=extra, segment=name, form=label(str(upcoming["form"]))))
    return lines


def _segment(segment: Mapping[str, Any], set_code: str) -> list[str]:
    n = int(segment["customers"])
    count = ngettext("{n} customer", "{n} customers", n).format(n=number(n))
    form = _("Form: {form}; {goal}").format(form=label(segment["form"]), goal=segment["goal_text"])
    lines = [f"{cell_name(segment['name'], set_code)} ({count})", f"  {form}"]
    lines += [
        f"  “{segment['core_message']}”",
        f"  “{segment['proposition']}” {segment['proposition_ground']}",
    ]
    for phase, name in (("voor", _("before")), ("tijdens", _("during")), ("na", _("after"))):
        lines.append("  " + _phase(name, segment["channels"][phase]))
    lines += [f"  {sentence}" for sentence in considered(segment)]
    lines.append(f"  {segment['moment']}")
    cost = _("Costs a year: {cost}").format(cost=money(float(segment["total"])))
    lines.append(f"  {cost} · {segment['break_even_text']}")
    left = segment["left_out"]
    if left:
        better = _("{form} would suit better, for {extra} more a year.")
        name = label(left["form"])
        extra = money(float(left["extra_cost"]))
        lines.append("  " + better.format(form=name[:1].upper() + name[1:], extra=extra))
    for one in segment["exceptions"]:
        text = ngettext("{n} customer: {advice}", "{n} customers: {advice}", one["customers"])
        lines.append("  " + text.format(n=number(one["customers"]), advice=one["advice"]))
    return lines + [f"  - {reason}" for reason in segment["why"][:_MOST_REASONS]]


def _phase(name: str, mix: Mapping[str, Any]) -> str:
    lead, support, avoid = (
        ", ".join(channel_name(code) for code in mix[part]) for part in ("lead", "support", "avoid")
    )
    said = _("{phase}: {lead} (supported by {support})").format(
        phase=name, lead=lead or "-", support=support or "-"
    )
    away = _("rather not {channels}").format(channels=avoid)
    return f"{said}; {away}" if avoid else said


def side_by_side(found: Mapping[str, Any]) -> str:
    """Two segments in columns; what is the same in both is said once."""
    left, right = found["segments"]
    set_code = str(found["set"])
    rows: list[list[str]] = []
    for (head, one), (_head_again, other) in zip(compared(left), compared(right), strict=True):
        if one == other:
            rows += _folded(head, one or "–", "=")
        else:
            rows += _folded(head, one or "–", other or "–")
    names = [cell_name(str(segment["name"]), set_code) for segment in (left, right)]
    return table(rows, ["", *names])


def _folded(head: str, *texts: str) -> list[list[str]]:
    """A row over as many lines as its longest text takes."""
    import textwrap

    parts = [[line for part in text.split("\n") for line in textwrap.wrap(part, _WIDTH)] for text in texts]
    height = max(len(part) for part in parts)
    return [
        [head if at == 0 else "", *(part[at] if at < len(part) else "" for part in parts)]
        for at in range(height)
    ]


def plan_json(found: "Planned", to: Path) -> dict[str, Any]:
    """Contacts against capacity per channel, and who is in no list."""
    channels = [
        {
            "channel": one.channel,
            "customers": len(one.tasks),
            "contacts": one.contacts,
            "capacity": one.capacity,
            "cost": one.cost,
        }
        for one in found.plan.channels
    ]
    return {"to": to, "set": found.plan.set_name, "channels": channels, "left_out": dict(found.plan.nobody)}


def plan(found: "Planned", to: Path) -> str:
    """The same in words."""
    rows = [
        [
            channel_name(one.channel),
            number(len(one.tasks)),
            number(one.contacts),
            _("no limit") if one.capacity is None else number(one.capacity),
            money(one.cost),
        ]
        for one in found.plan.channels
    ]
    head = [_("Channel"), _("Customers"), _("Contacts a year"), _("Capacity"), _("Costs a year")]
    lines = [table(rows, head, right=(1, 2, 3, 4)), ""]
    lines += [f"{number(count)} × {why}" for why, count in found.plan.nobody.items()]
    return "\n".join([*lines, _("The action list lies in {file}.").format(file=to)])


def rules_json(lines: Sequence["Line"]) -> list[dict[str, Any]]:
    """Every rule with its state."""
    return [
        {
            "rule": line.rule.code,
            "group": line.rule.group,
            "state": line.state,
            "when": line.rule.when.text,
            "points": dict(line.rule.points),
            "silences": list(line.rule.silences),
            "reason_nl": line.rule.reason_nl,
            "reason_en": line.rule.reason_en,
            "source": line.rule.source,
        }
        for line in lines
    ]


def rules(lines: Sequence["Line"]) -> str:
    """The rules in short."""
    from strategy.rule_table import points_text

    states = {"shipped": "", "changed": _("changed"), "own": _("own"), "off": _("off")}
    rows = [
        [line.rule.code, states[line.state], line.rule.when.text, points_text(line.rule.points)]
        for line in lines
    ]
    return table(rows, [_("Rule"), _("State"), _("Condition"), _("Points")])


def rules_read(found: "Read") -> str:
    """What a file of rules changed."""
    text = _("{changed} rules changed, {own} own, {off} switched off.")
    return text.format(changed=number(found.changed), own=number(found.own), off=number(found.off))


def organisation_json(found: "Settings", seen: Collection[str] = ()) -> dict[str, Any]:
    """The organisation, its channels (`seen`: in use in the base) and what the self-assessments say."""
    from actions.organisation import ORGANISATION
    from strategy import catalogue

    book = catalogue.for_organisation(catalogue.load(), found, seen)
    channels = {
        code: {"available": one.available, "cost": one.cost, "capacity": one.capacity}
        for code, one in book.channels.items()
    }
    results = {}
    for name in assessments.ASSESSMENTS:
        result = assessments.result(name, found.assessments.get(name, {}))
        results[name] = {
            "result": result.code,
            "title": result.title,
            "meaning": result.meaning,
            "answers": dict(found.assessments.get(name, {})),
        }
    values = {name: getattr(found, name) for name in ORGANISATION if name != "channels"}
    return {**values, "channels": channels, "assessments": results}


def organisation(known: Mapping[str, Any]) -> str:
    """The same in words."""
    rows = [[name, _stated(known[name])] for name in known if name not in ("channels", "assessments")]
    channels = [
        [
            code,
            channel_name(code),
            _("yes") if one["available"] else _("no"),
            money(one["cost"], 2),
            _("no limit") if one["capacity"] is None else number(one["capacity"]),
        ]
        for code, one in known["channels"].items()
    ]
    head = [_("Code"), _("Channel"), _("Available"), _("Costs per contact"), _("Capacity")]
    lines = [table(rows, [_("Name"), _("Value")]), "", table(channels, head, right=(3, 4)), ""]
    for name, one in known["assessments"].items():
        lines.append(f"{assessments.name(name)} · {one['title']}: {one['meaning']}")
    return "\n".join(lines).rstrip()


def _stated(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else 2)
    return "-" if value in (None, "") else str(value)


def own(found: Mapping[str, Any]) -> str:
    """The own segments with their sentences."""
    if not found["segments"]:
        return _("There are no own segments yet; keep one with: own NAME --where SENTENCE.")
    rows = [
        [
            one["name"],
            number(one["customers"]),
            _("unknown") if one["clv_total"] is None else money(one["clv_total"]),
            one["sentence"],
        ]
        for one in found["segments"]
    ]
    return table(rows, [_("Segment"), _("Customers"), _("Customer value"), _("Rules")], right=(1, 2))
