"""The channel mix of a segment per phase of the journey: leading, supporting, avoid, and what to consider.

A channel's points in a phase = how well it suits the chosen form + 40 × the members' mean affinity + 30 × the
share that prefers it - (before the purchase) 25 × the share that may not be approached through it + the
points of rules for the channel or its role of technology. Every part is a reason, so the points add up.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from core.text import N_, _, money, number, percent
from strategy.catalogue import Catalogue, Channel, Form
from strategy.terms import PHASES, label

AFFINITY_POINTS: Final = 40.0
PREFERENCE_POINTS: Final = 30.0
#: before the purchase a channel loses so much where nobody may be approached through it
REACH_POINTS: Final = 25.0
#: the second leading channel comes close to the first
_ALSO_LEADS: Final = 0.8
_MOST_LEADS: Final = 2
_MOST_SUPPORTS: Final = 3
_SUPPORTS_FROM: Final = 8.0
_AVOID_BELOW: Final = -4.0
#: a contact that eats more than this share of a customer's yearly margin is too dear to offer
_DEAR: Final = 0.5
#: channels that are of no use where we may not begin the contact
_ONLY_OUTBOUND: Final = ("post", "evenement", "accountmanager")


@dataclass(frozen=True)
class MixInput:
    """What the mix needs to know of a segment (shares 0..1, points, euro; n = customers).

    `rule_points`: targets that begin with channel: or role:, with the points per customer (mean).
    """

    customers: int
    affinity: Mapping[str, float]
    preference: Mapping[str, float]
    reachable: Mapping[str, int]
    reachable_service: Mapping[str, int]
    rule_points: Mapping[str, float]
    yearly_margin: float
    promotes: bool = True


@dataclass
class PhaseMix:
    """One phase: channel codes, what to consider (code → why), notes (code → why), points per channel."""

    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    avoid: list[str] = field(default_factory=list)
    consider: dict[str, str] = field(default_factory=dict)
    inbound_only: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """As `advise --json` has it."""
        return {
            "lead": self.lead,
            "support": self.support,
            "avoid": self.avoid,
            "consider": [{"channel": code, "why": why} for code, why in self.consider.items()],
            "inbound_only": self.inbound_only,
            "notes": self.notes,
            "points": {code: round(value, 4) for code, value in self.points.items()},
        }


def channel_mix(book: Catalogue, form: Form, given: MixInput, carrier: str = "") -> dict[str, PhaseMix]:
    """The mix of every phase. `carrier`: the channel that the form's contacts are charged to; a dearer one
    that could have carried them then only supports, so that the advice costs what it says."""
    dearer = {c for c in form.carriers if carrier and book.channels[c].cost > book.channels[carrier].cost}
    return {phase: _phase(book, form, given, phase, dearer) for phase in PHASES}


def own_reasons(book: Catalogue, form: Form, given: MixInput) -> list[dict[str, Any]]:
    """The points for channels that no rule gave: form, affinity and preference, each with its reason."""
    out: list[dict[str, Any]] = []
    for code, channel in book.channels.items():
        share, wish = given.affinity.get(code, 0.0), given.preference.get(code, 0.0)
        for phase in channel.phases:
            points = _suits(form, code, phase)
            if points:
                text = _("{channel} suits the form {form} {phase}.")
                reason = text.format(channel=_capital(channel.label), form=form.label, phase=label(phase))
                out.append(
                    _reason(
                        "vorm_en_kanaal",
                        f"channel:{code}@{phase}",
                        points,
                        reason,
                        "Osterwalder & Pigneur 2010",
                    )
                )
        if _unreached(channel, "voor", given):
            text = _("{k} of {n} may be approached through {channel}.")
            k = number(given.reachable.get(code, 0))
            reason = text.format(k=k, n=number(given.customers), channel=channel.label)
            lost = -REACH_POINTS * _unreached(channel, "voor", given)
            out.append(
                _reason("bereik", f"channel:{code}@voor", lost, reason, "AVG; Telecommunicatiewet art. 11.7")
            )
        if share > 0:
            text = _("{share} of the contact of these customers runs through {channel}.")
            reason = text.format(share=percent(share), channel=channel.label)
            out.append(
                _reason("affiniteit", f"channel:{code}", AFFINITY_POINTS * share, reason, N_("own data"))
            )
        if wish > 0:
            text = _("{share} of these customers say that they prefer {channel}.")
            reason = text.format(share=percent(wish), channel=channel.label)
            out.append(
                _reason("voorkeur", f"channel:{code}", PREFERENCE_POINTS * wish, reason, N_("own data"))
            )
    return out


def points_of(channel: Channel, phase: str, form: Form, given: MixInput) -> float:
    """The points of a channel in a phase."""
    rules = given.rule_points
    return (
        _suits(form, channel.code, phase)
        + AFFINITY_POINTS * given.affinity.get(channel.code, 0.0)
        + PREFERENCE_POINTS * given.preference.get(channel.code, 0.0)
        - REACH_POINTS * _unreached(channel, phase, given)
        + rules.get(f"channel:{channel.code}", 0.0)
        + rules.get(f"channel:{channel.code}@{phase}", 0.0)
        + rules.get(f"role:{channel.technology}", 0.0)
        + rules.get(f"role:{channel.technology}@{phase}", 0.0)
    )


def _phase(book: Catalogue, form: Form, given: MixInput, phase: str, dearer: Collection[str]) -> PhaseMix:
    mix = PhaseMix()
    mix.points = {
        code: points_of(channel, phase, form, given)
        for code, channel in book.channels.items()
        if phase in channel.phases
    }
    # equal points: the catalogue's order decides, so that the outcome never depends on chance
    ranked = sorted(mix.points, key=lambda code: -mix.points[code])
    for code in ranked:
        channel, points = book.channels[code], mix.points[code]
        if not channel.available:
            continue
        shut = _shut(channel, given, phase)
        dear = _dear(channel, form, given)
        # little reach makes a channel support at best; only what is wrong with the channel makes it avoided
        unwanted = dear or points + REACH_POINTS * _unreached(channel, phase, given) < _AVOID_BELOW
        if shut or (unwanted and not given.preference.get(code)):
            mix.avoid.append(code)
            mix.notes[code] = shut or dear or _("Not for these customers; the reasons say why.")
            continue
        _place(mix, code, points, code not in dearer)
        if _inbound_only(channel, given, phase) and code in mix.lead + mix.support:
            mix.inbound_only.append(code)
    _consider(mix, book, ranked)
    return mix


def _inbound_only(channel: Channel, given: MixInput, phase: str) -> bool:
    """We may only answer here: before the purchase without permission, later without a contact detail."""
    if not channel.outbound:
        return False
    promotion = phase == "voor" and given.promotes
    return not (given.reachable if promotion else given.reachable_service).get(channel.code)


def _unreached(channel: Channel, phase: str, given: MixInput) -> float:
    """The share that may not be approached through an outbound channel before the purchase (0..1)."""
    if phase != "voor" or not channel.outbound or not given.promotes or phase not in channel.phases:
        return 0.0
    return 1 - given.reachable.get(channel.code, 0) / given.customers if given.customers else 0.0


def _place(mix: PhaseMix, code: str, points: float, may_lead: bool) -> None:
    if points <= 0:
        return
    first = mix.points[mix.lead[0]] if mix.lead else 0.0
    if may_lead and (not mix.lead or (len(mix.lead) < _MOST_LEADS and points >= _ALSO_LEADS * first)):
        mix.lead.append(code)
    elif len(mix.support) < _MOST_SUPPORTS and points >= _SUPPORTS_FROM:
        mix.support.append(code)


def _consider(mix: PhaseMix, book: Catalogue, ranked: list[str]) -> None:
    """A channel that the organisation lacks is named only here, where it would have been leading."""
    least = min((mix.points[code] for code in mix.lead), default=_SUPPORTS_FROM)
    for code in ranked:
        channel = book.channels[code]
        if not channel.available and mix.points[code] >= max(least, _SUPPORTS_FROM):
            text = _(
                "{channel} would score {points} points here, but your organisation does not have it yet."
            )
            mix.consider[code] = text.format(channel=_capital(channel.label), points=number(mix.points[code]))


def _shut(channel: Channel, given: MixInput, phase: str) -> str:
    """Why a channel cannot be used in this phase: nobody may be approached through it; '' where it can."""
    if not channel.outbound or given.reachable.get(channel.code) or not given.customers:
        return ""
    if not given.promotes:
        return ""
    outbound = channel.code in _ONLY_OUTBOUND and phase == "voor"
    return _("None of these customers may be approached through this channel.") if outbound else ""


def _dear(channel: Channel, form: Form, given: MixInput) -> str:
    if not channel.helped or channel.code in form.carriers or not given.promotes:
        return ""
    if not given.yearly_margin > 0 or channel.cost <= _DEAR * given.yearly_margin:
        return ""
    text = _("One contact costs {cost}; a customer here yields {margin} a year.")
    return text.format(cost=money(channel.cost, 2), margin=money(given.yearly_margin))


def _suits(form: Form, code: str, phase: str) -> float:
    return form.channels.get((code, None), 0.0) + form.channels.get((code, phase), 0.0)


def _reason(rule: str, target: str, points: float, reason: str, source: str) -> dict[str, Any]:
    return {
        "rule": rule,
        "target": target,
        "points": points,
        "reason": reason,
        "source": _(source),
        "share": 1.0,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
