"""A segment's advice as heads and texts: for the card in the window, and for two segments side by side."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.text import _, money, number, percent
from core.words import cell_name
from strategy.catalogue import channel_name
from strategy.terms import label

Segment = Mapping[str, Any]


def choice_lines(segment: Segment) -> list[tuple[str, str]]:
    """The choices of a segment in words, each under its head."""
    chosen = _capital(label(str(segment["form"])))
    if segment.get("runner_up"):
        chosen += " " + _("(otherwise: {form})").format(form=label(str(segment["runner_up"])))
    touch = segment.get("personalisation") or {}
    levels = [label(str(touch[key])) for key in ("level", "paradigm", "timing") if touch.get(key)]
    return [
        (_("Form"), chosen),
        (_("Message"), str(segment.get("core_message") or "")),
        (_("Before"), _phase(segment["channels"].get("voor") or {})),
        (_("During"), _phase(segment["channels"].get("tijdens") or {})),
        (_("After"), _phase(segment["channels"].get("na") or {})),
        (_("Not yet there"), "\n".join(considered(segment))),
        (_("Moment"), str(segment.get("moment") or "")),
        (_("Personal touch"), _capital("; ".join(levels))),
        (_("Social care"), _code(segment, "social_care")),
        (_("Community"), _code(segment, "community")),
        (_("Content"), _code(segment, "immersion")),
        (_("Reachable with an offer"), _reachable(segment.get("reachable") or {}) or _("nobody")),
        (_("For service"), _reachable(segment.get("reachable_service") or {})),
        (_("Measure"), "\n".join(str(kpi) for kpi in segment.get("kpis") or ())),
    ]


def compared(segment: Segment) -> list[tuple[str, str]]:
    """Everything that is compared of a segment: head and text, the same heads for each."""
    stake = segment.get("value_at_stake")
    own_numbers = [
        (_("Customers"), number(int(segment["customers"]))),
        (_("S-CRM stage"), cell_name(str(segment["stage"]), "scrm")),
        (_("Binding"), cell_name(str(segment["binding"]), "binding")),
        (_("Goal"), str(segment["goal_text"])),
        (_("At stake in a year"), _("unknown") if stake is None else money(float(stake))),
        (_("Costs a year"), money(float(segment["total"]))),
        (_("Earns itself back"), str(segment["break_even_text"])),
        (_("Fits"), percent(float(segment["fit"]))),
        (_("Proposition"), str(segment["proposition"])),
        (_("Rests on"), str(segment["proposition_ground"])),
    ]
    why = "\n".join(str(reason) for reason in segment["why"])
    return [*own_numbers, *choice_lines(segment), (_("Why"), why)]


def considered(segment: Segment) -> list[str]:
    """Channels that the organisation lacks and might begin with, each once with why."""
    found = {
        str(one["channel"]): str(one["why"]) for m in segment["channels"].values() for one in m["consider"]
    }
    return list(found.values())


def target_words(target: str) -> str:
    """'form:zelfbediening' or 'channel:telefoon@na' in words."""
    kind, _colon, rest = target.partition("@")[0].partition(":")
    return _capital(channel_name(rest) if kind == "channel" else label(rest or kind))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _channels(codes: Iterable[str]) -> str:
    return ", ".join(channel_name(code) for code in codes)


def _code(segment: Segment, key: str) -> str:
    return _capital(label(str(segment[key]))) if segment.get(key) else ""


def _phase(mix: Mapping[str, Any]) -> str:
    """'Website; ook e-mail; liever niet telefoon'."""
    said = []
    if mix.get("lead"):
        said.append(_capital(_channels(mix["lead"])))
    if mix.get("support"):
        said.append(_("also {channels}").format(channels=_channels(mix["support"])))
    if mix.get("avoid"):
        said.append(_("rather not {channels}").format(channels=_channels(mix["avoid"])))
    return "; ".join(said) or "–"


def _reachable(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{channel_name(code)} {number(n)}" for code, n in counts.items() if n)
