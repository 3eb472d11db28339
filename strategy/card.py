"""The advice for one segment, given its form: everything that `advise --json` lists, with its reasons."""

import math
from collections.abc import Collection, Mapping
from typing import Any, Final

from core.text import _, money, ngettext, number, percent
from strategy import kpis, mix, texts
from strategy.budget import Option
from strategy.numbers import SegmentNumbers
from strategy.prepare import Prepared, Segment
from strategy.situation import binding, situation
from strategy.terms import CARE, COMMUNITIES, GOALS, IMMERSIONS, LEVELS, PARADIGMS, TIMINGS

#: a community type is advised on its own from so many points
_COMMUNITY_FROM: Final = 30.0
_MOST_WHY: Final = 5
#: a reason that weighs less in a segment holds for a handful of its members
_LEAST: Final = 1.0
#: from this share of the yearly margin the costs deserve a second look
_MUCH: Final = 0.25


def card(prepared: Prepared, segment: Segment, option: Option, reserved: float) -> dict[str, Any]:
    """One segment of `advise --json`; money in euro a year, points are means over the members."""
    numbers, conversion = segment.numbers, prepared.settings.conversion
    form, book = option.form, prepared.book
    phases = mix.channel_mix(book, book.forms[form], segment.mix, option.carrier)
    reasons = _reasons(segment, prepared, form)
    codes = kpis.chosen(segment.points, numbers)
    return {
        "name": numbers.name,
        "customers": numbers.customers,
        "form": form,
        "runner_up": runner_up(segment, form),
        "fit": segment.fit(form),
        "points": {code: segment.points.get(f"form:{code}", 0.0) for code in book.forms},
        "excluded": dict(segment.excluded),
        "stage": numbers.top("stage") or "onbekend",
        "situation": situation(numbers),
        "binding": binding(numbers),
        "goal": _goal(segment),
        "goal_text": texts.goal_text(numbers, conversion),
        "channels": {phase: found.json() for phase, found in phases.items()},
        "core_message": texts.core_message(numbers, form, free=not option.cents),
        "other_message": texts.other_message(numbers, free=not option.cents),
        "social_care": _care(segment, prepared),
        "personalisation": _personalisation(segment),
        "community": _community(segment, prepared, form),
        "immersion": _best(segment.points, "immersion", IMMERSIONS, "tactisch"),
        "proposition": texts.proposition(numbers),
        "proposition_ground": texts.proposition_ground(numbers),
        "moment": texts.moment(numbers, prepared.season, prepared.as_of),
        "kpis": kpis.sentences(codes, numbers, conversion),
        "kpi_codes": codes,
        "reachable": {c: k for c, k in numbers.reachable.items() if book.channels[c].available},
        "reachable_service": {
            c: k for c, k in numbers.reachable_service.items() if book.channels[c].available
        },
        **_money(segment, option, reserved, prepared),
        "left_out": _left_out(segment, option),
        "exceptions": _exceptions(numbers),
        "why": _why(reasons, form),
        "reasons": reasons,
    }


def _money(segment: Segment, option: Option, reserved: float, prepared: Prepared) -> dict[str, Any]:
    """What the advice costs and what is at stake, in euro a year."""
    numbers, known = segment.numbers, segment.numbers.at_stake_known
    # in whole cents, so that the segments add up to the advice
    total = (option.cents + round(100 * reserved)) / 100
    return {
        "cost": option.cents / 100,
        "reserved": reserved,
        "total": total,
        "cost_text": _cost_text(total, reserved, segment, option, prepared),
        "carrier": option.carrier or None,
        "contacts": math.fsum(option.load.values()),
        "value_at_stake": numbers.at_stake if known else None,
        "value_at_stake_per_customer": numbers.at_stake / known if known else None,
        "yearly_margin": numbers.yearly_margin,
        "break_even": _break_even(option.cents / 100, numbers),
        "break_even_text": _break_even_text(option.cents / 100, reserved, prepared, numbers),
    }


def runner_up(segment: Segment, form: str) -> str | None:
    """The best-fitting possible form but the chosen one."""
    others = [code for code in segment.forms() if code != form]
    return max(others, key=lambda code: segment.points.get(f"form:{code}", 0.0), default=None)


def _best(points: Mapping[str, float], kind: str, codes: Collection[str], default: str) -> str:
    """The code with the most points; the earlier one where they are equal; the default where none has any."""
    found = {code: points.get(f"{kind}:{code}", 0.0) for code in codes}
    top = max(found, key=lambda code: found[code])
    return top if found[top] > 0 else default


def _goal(segment: Segment) -> str:
    """starten, ontwikkelen or onderhouden; nothing is to be reached with people who are left in peace."""
    if situation(segment.numbers) == "met_rust":
        return "met_rust_laten"
    if situation(segment.numbers) in ("vertrek", "boos"):
        return "onderhouden"
    return _best(segment.points, "goal", GOALS, "ontwikkelen")


def _care(segment: Segment, prepared: Prepared) -> str:
    """The social care form: customers help each other only where somebody moderates."""
    allowed = [c for c in CARE if c != "klant_helpt_klant" or prepared.settings.has_moderator]
    chosen = _best(segment.points, "care", allowed, "webcare")
    affinity, app = segment.numbers.affinity, prepared.book.channels.get("app")
    if (
        chosen == "webcare"
        and app is not None
        and app.available
        and affinity.get("app", 0.0) > affinity.get("webcare", 0.0)
    ):
        return "appcare"
    return chosen


def _personalisation(segment: Segment) -> dict[str, str]:
    level = _best(segment.points, "level", LEVELS, "versioning")
    variance, flexibility, designer = LEVELS[level]
    return {
        "level": level,
        "variance": variance,
        "flexibility": flexibility,
        "designer": designer,
        "paradigm": _best(segment.points, "paradigm", PARADIGMS, "instrumenteel"),
        "timing": _best(segment.points, "timing", TIMINGS, "transaction"),
    }


def _community(segment: Segment, prepared: Prepared, form: str) -> str | None:
    """The type of community where one is advised: by the form, by who helps others, or by its own points."""
    if not prepared.settings.has_moderator:
        return None
    kind = _best(segment.points, "community", COMMUNITIES, "")
    if form == "community" or _care(segment, prepared) == "klant_helpt_klant":
        return kind or "hulpgroep"
    return kind if kind and segment.points[f"community:{kind}"] >= _COMMUNITY_FROM else None


def _reasons(segment: Segment, prepared: Prepared, form: str) -> list[dict[str, Any]]:
    """Every point that was given, those for the chosen form first, then the weightiest."""
    out: list[dict[str, Any]] = []
    n = segment.numbers.customers
    for given in segment.given:
        text = given.rule.reason(given.numbers)
        if given.share < 1:
            k = round(given.share * n)
            holds = ngettext("(Holds for {k} of {n} customer.)", "(Holds for {k} of {n} customers.)", n)
            text = f"{text} {holds.format(k=number(k), n=number(n))}"
        for target, points in given.rule.points.items():
            out.append(
                {
                    "rule": given.rule.code,
                    "target": target,
                    "points": given.share * points,
                    "reason": text,
                    "source": given.rule.source,
                    "share": given.share,
                }
            )
    out += mix.own_reasons(prepared.book, prepared.book.forms[form], segment.mix)
    wanted = f"form:{form}"
    out.sort(key=lambda r: (r["target"] != wanted, not r["target"].startswith("form:"), -abs(r["points"])))
    return out


def _why(reasons: list[dict[str, Any]], form: str) -> list[str]:
    """The weightiest reasons for the chosen form, each once."""
    wanted = [r for r in reasons if r["target"] == f"form:{form}" and r["points"] >= _LEAST]
    return list(dict.fromkeys(r["reason"] for r in wanted))[:_MOST_WHY]


def _break_even(cost: float, numbers: SegmentNumbers) -> float | None:
    """Cost as a share of the yearly margin; 0 where it costs nothing, None where there is no margin yet."""
    if not cost:
        return 0.0
    return cost / numbers.yearly_margin if numbers.yearly_margin > 0 else None


def _cost_text(total: float, reserved: float, segment: Segment, option: Option, prepared: Prepared) -> str:
    """What the costs are made of."""
    if not total and not segment.minimum_cents:
        return _("Costs nothing above self-service.")
    parts = []
    if option.cents:
        text = _("{contacts} contacts a year, counted by {channel}: {cost}.")
        by = prepared.book.channels[option.carrier].label
        contacts = number(math.fsum(option.load.values()))
        parts.append(text.format(contacts=contacts, channel=by, cost=money(option.cents / 100)))
        parts += _promotion(segment, option, prepared)
    if reserved:
        text = _("{amount} is set aside for the help that clients without a choice are entitled to.")
        parts.append(text.format(amount=money(reserved)))
    if reserved * 100 < segment.minimum_cents - 0.5:
        text = _("That takes {needed}: the budget is too small for it.")
        parts.append(text.format(needed=money(segment.minimum_cents / 100)))
    return " ".join(parts)


def _promotion(segment: Segment, option: Option, prepared: Prepared) -> list[str]:
    """What the contacts may be about, where not everybody may be approached with an offer."""
    channel, numbers = prepared.book.channels[option.carrier], segment.numbers
    reach = numbers.reachable.get(option.carrier, 0)
    if not channel.outbound or reach >= numbers.customers:
        return []
    text = _(
        "With an offer you may approach {k} of {n} that way; with the others it is service, or another way."
    )
    return [text.format(k=number(reach), n=number(numbers.customers))]


def _break_even_text(cost: float, reserved: float, prepared: Prepared, numbers: SegmentNumbers) -> str:
    """`cost` is that of the form; what is reserved is a duty beside it, and need not earn itself back."""
    share = _break_even(cost, numbers)
    if reserved and not cost:
        return _("A duty, no investment: this help need not earn itself back.")
    if not cost:
        return _("Costs nothing above self-service.")
    if share is None:
        return _break_even_new(cost, prepared, numbers)
    if share > 1:
        text = _("Costs more than these customers bring in a year ({cost} against {margin}).")
        return text.format(cost=money(cost), margin=money(numbers.yearly_margin))
    text = _("Earns itself back if these customers buy {share} more.")
    if numbers.customers == 1:
        text = _("Earns itself back if this customer buys {share} more.")
    said = text.format(share=percent(share, 1))
    much = (
        _("That is much: begin with those who bring most.") if numbers.customers > 1 else _("That is much.")
    )
    parts = [said, much] if share > _MUCH else [said]
    if numbers.at_stake_known and 0 < numbers.at_stake < cost:
        text = _("It costs more than is at stake ({stake}): it pays only if they buy or refer more.")
        parts.append(text.format(stake=money(numbers.at_stake)))
    return " ".join(parts)


def _break_even_new(cost: float, prepared: Prepared, numbers: SegmentNumbers) -> str:
    """For people who buy nothing yet: how many must become customers."""
    known, conversion = numbers.at_stake_known, prepared.settings.conversion
    each = numbers.at_stake / known / conversion if known and conversion > 0 else 0.0
    if not each > 0 or not numbers.share("relatievorm", "geen") >= 0.5:
        return _("It cannot be said when this earns itself back: no revenue is known.")
    customers = math.ceil(cost / each)
    text = ngettext(
        "Earns itself back at {n} new customer ({share} of these people).",
        "Earns itself back at {n} new customers ({share} of these people).",
        customers,
    )
    share = customers / numbers.customers
    said = text.format(n=number(customers), share=percent(share, 1))
    if share <= conversion:
        return said
    much = _("That is more than the {conversion} you expect: help only those who ask for it.")
    return f"{said} {much.format(conversion=percent(conversion, 1))}"


def _left_out(segment: Segment, option: Option) -> dict[str, Any] | None:
    """The better-fitting form that the budget or a channel's capacity did not allow."""
    form = option.form
    best = runner_up(segment, form)
    if best is None or segment.points.get(f"form:{best}", 0.0) <= segment.points.get(f"form:{form}", 0.0):
        return None
    extra = segment.cheapest(best).cents - option.cents
    return {"form": best, "fit": segment.fit(best), "extra_cost": extra / 100}


def _exceptions(numbers: SegmentNumbers) -> list[dict[str, Any]]:
    """Members for whom the advice of the whole does not hold, with what to do instead."""
    n = numbers.customers
    found = [
        ("gedwongen", numbers.obliged, _("No promotion: only what they must and may do, with help at hand.")),
        ("met_rust_laten", numbers.in_peace, _("Do not contact them; they dropped out for good.")),
        (
            "bezwaar_direct_marketing",
            numbers.objects,
            _("No outbound promotion over any channel (AVG art. 21)."),
        ),
        (
            "bezwaar_profilering",
            numbers.unprofiled,
            _("No scores and no personal offers: general versions only."),
        ),
    ]
    whole = {"gedwongen", "met_rust_laten"}
    return [
        {"who": who, "customers": k, "advice": advice}
        for who, k, advice in found
        if k and not (who in whole and k == n)
    ]
