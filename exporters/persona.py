"""The printable persona ("klantprofiel") of each segment: one page that says who these people are.

It is made of means and shares only; no customer can be recognised in it. What is unknown is said.
"""

from collections.abc import Mapping
from typing import Any, Final

from core.text import N_, _, day, money, ngettext, number, percent
from core.words import cell_name, score_name
from exporters import pictures
from exporters.page_html import bullets, document, heading, pairs, paragraph, tiles
from strategy.advice import Advice
from strategy.catalogue import channel_name
from strategy.numbers import SegmentNumbers
from strategy.terms import label

_SCORES: Final = ("satisfaction", "trust", "commitment", "calculative", "engagement", "emotional_bond")
_MOST_CHANNELS: Final = 4
_FEW: Final = 5
#: what the relationship type means for somebody who has it
_WHO: Final = {
    "geen": N_("not yet a customer"),
    "occasioneel": N_("buys now and then and can go elsewhere any day"),
    "langdurig": N_("has a contract that cannot be ended just like that"),
    "gedwongen": N_("has to deal with you, willing or not"),
}


def personas(advice: Advice, segment: str | None = None) -> str:
    """A page for each segment (or for the one of that name), as one HTML document."""
    numbers = {s.numbers.name: s.numbers for s in advice.prepared.segments}
    cards = sorted(advice.data["segments"], key=lambda c: (c["name"] == "onbekend", -int(c["customers"])))
    cards = [card for card in cards if segment in (None, card["name"])]
    parts: list[str] = []
    for place, card in enumerate(cards):
        parts += _page(card, numbers[card["name"]], advice, first=place == 0)
    return document(_("Customer profiles"), parts)


def _page(card: Mapping[str, Any], n: SegmentNumbers, advice: Advice, *, first: bool) -> list[str]:
    set_code = advice.data["set"]
    name = cell_name(card["name"], set_code)
    said = ngettext("{n} customer", "{n} customers", n.customers).format(n=number(n.customers))
    parts = [
        heading(_("Customer profile: {name}").format(name=name), 2, new_page=not first),
        paragraph(f"{said} · {_('as of {day}').format(day=day(advice.data['as_of']))}", "muted"),
        paragraph(_in_a_sentence(n), "quote"),
        tiles(
            [
                (_("Buys for a year"), money(n.yearly_revenue / max(1, n.customers))),
                (_("Purchase days"), _mean(n, "purchase_days", 1)),
                (_("Customer value"), _euro(n, "clv")),
                (_("Probably still active"), _share(n, "p_active")),
            ]
        ),
    ]
    scores = {score_name(code): n.mean(code) for code in _SCORES}
    words = "; ".join(f"{k} {_('unknown') if v is None else number(v)}" for k, v in scores.items())
    picture = pictures.image(pictures.bars(scores), 480, 26 * len(scores), words)
    parts += [heading(_("How they stand towards you"), 3), f"<p>{picture}</p>"]
    parts += [
        heading(_("How they want contact"), 3),
        pairs(
            [
                (_("They come through"), _affinity(n)),
                (_("They ask for"), _wishes(n)),
                (_("Moment"), str(card["moment"])),
                (_("May be approached"), _reach(card)),
            ]
        ),
        heading(_("What they need to hear"), 3),
        paragraph(f"“{card['core_message']}”"),
        paragraph(str(card["proposition"])),
        heading(_("Do"), 3),
        bullets(_do(card)),
        heading(_("Do not"), 3),
        bullets(_do_not(card, n)),
    ]
    unknown = [name for name, value in scores.items() if value is None]
    if unknown:
        text = _("Not measured yet: {scores}. Ask it, then this profile says more.")
        parts.append(paragraph(text.format(scores=", ".join(unknown).lower()), "muted"))
    if n.customers < _FEW:
        few = _("This profile rests on few customers: read it as a note, not as a rule.")
        parts.append(paragraph(few, "muted"))
    return parts


def _in_a_sentence(n: SegmentNumbers) -> str:
    """Who they are, in one sentence of shares."""
    relation = n.top("relatievorm")
    parts = [_most(n, "soort"), _(_WHO[relation]) if relation in _WHO else "", _most(n, "binding")]
    if n.category:
        parts.append(_("mostly buys {category}").format(category=n.category.lower()))
    text = ", ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}." if text else _("Little is known of these people yet.")


def _most(n: SegmentNumbers, choice: str) -> str:
    """'langdurig (43 van 43)', or '' where it is unknown of most."""
    known = {code: k for code, k in n.counts[choice].items() if code not in ("", "onbekend")}
    if not known or sum(known.values()) < 0.2 * n.customers:
        return ""
    code = max(known, key=lambda c: (known[c], c))
    return _("{what} ({k} of {n})").format(
        what=cell_name(code, choice), k=number(known[code]), n=number(n.customers)
    )


def _mean(n: SegmentNumbers, name: str, decimals: int) -> str:
    value = n.mean(name)
    return _("unknown") if value is None else number(value, decimals)


def _euro(n: SegmentNumbers, name: str) -> str:
    value = n.mean(name)
    return _("unknown") if value is None else money(value)


def _share(n: SegmentNumbers, name: str) -> str:
    value = n.mean(name)
    return _("unknown") if value is None else percent(value)


def _affinity(n: SegmentNumbers) -> str:
    ranked = sorted(n.affinity.items(), key=lambda one: -one[1])[:_MOST_CHANNELS]
    found = [f"{channel_name(code)} {percent(share)}" for code, share in ranked if share >= 0.05]
    return ", ".join(found) or _("unknown")


def _wishes(n: SegmentNumbers) -> str:
    ranked = sorted(n.preference.items(), key=lambda one: -one[1])[:_MOST_CHANNELS]
    return ", ".join(f"{channel_name(c)} {percent(s)}" for c, s in ranked if s > 0) or _("not asked yet")


def _reach(card: Mapping[str, Any]) -> str:
    found = [f"{channel_name(c)} {number(k)}" for c, k in card["reachable"].items() if k]
    return ", ".join(found) or _("nobody")


def _do(card: Mapping[str, Any]) -> list[str]:
    lead = card["channels"]["na"]["lead"] or card["channels"]["tijdens"]["lead"]
    form = label(card["form"])
    text = _("Give them {form}, with {channel} in front.")
    out = [text.format(form=form, channel=channel_name(lead[0]) if lead else _("the website"))]
    out.append(str(card["goal_text"]))
    out += [_("Measure: {kpi}").format(kpi=kpi) for kpi in card["kpis"][:2]]
    return out


def _do_not(card: Mapping[str, Any], n: SegmentNumbers) -> list[str]:
    out = []
    avoid = sorted({code for mix in card["channels"].values() for code in mix["avoid"]})
    if avoid:
        out.append(_("Do not begin through {channels}.").format(channels=", ".join(map(channel_name, avoid))))
    if n.obliged == n.customers:
        out.append(_("No offers and no talk of loyalty: they cannot choose."))
    elif n.mean("satisfaction") is not None and (n.mean("satisfaction") or 0) < 50:
        out.append(_("Do not sell anything before what went wrong is solved."))
    fits = card["points"]["community"] > card["points"][card["form"]]
    if fits and "community" in card["excluded"]:
        out.append(_("Do not begin a community: {why}").format(why=card["excluded"]["community"]))
    for found in card["exceptions"]:
        text = ngettext("{n} customer: {advice}", "{n} customers: {advice}", found["customers"])
        out.append(text.format(n=number(found["customers"]), advice=found["advice"]))
    return out
