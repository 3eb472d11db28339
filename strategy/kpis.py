"""KPIs that measure an outcome, each with where the segment stands now. Likes and views are no outcome."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from core.text import N_, _, day, money, number, percent
from strategy.numbers import SegmentNumbers

MOST: Final = 4
#: fewer points a customer: it matters to a few of them only
_FROM: Final = 4.0
_FALLBACK: Final = ("behoud", "gegevens", "tevredenheid")


def chosen(points: Mapping[str, float], numbers: SegmentNumbers) -> list[str]:
    """The KPIs with the most points (at least two, at most four) of which there is something to measure."""
    idle = {"kpi:opgelost"} if not numbers.complaints_open else set()
    if numbers.share("relatievorm", "geen", "onbekend", "") >= 0.5:
        idle.add("kpi:behoud")  # who is no customer cannot still be one
    useful = [t for t in points if t.startswith("kpi:") and points[t] >= _FROM and t not in idle]
    ranked = sorted(useful, key=lambda t: (-points[t], t))
    codes = [target.removeprefix("kpi:") for target in ranked[:MOST]]
    spare = [code for code in _FALLBACK if code not in codes and f"kpi:{code}" not in idle]
    codes += spare[: max(0, 2 - len(codes))]
    return codes


def sentences(codes: Sequence[str], numbers: SegmentNumbers, conversion: float) -> list[str]:
    """The KPIs in words, with the value of now; of one customer what is to be seen."""
    if numbers.customers == 1:
        return [_(_ONE[code]) for code in codes]
    return [_SENTENCES[code](numbers, conversion) for code in codes]


def _conversion(n: SegmentNumbers, conversion: float) -> str:
    if n.share("relatievorm", "geen") >= 0.5:
        text = _("Share that makes a first purchase within 12 months (starting point {share} of {n})")
        return text.format(share=percent(conversion), n=number(n.customers))
    text = _("Share that buys within 3 months after referring someone (revenue now {each} a customer a year)")
    return text.format(each=money(n.yearly_revenue / n.customers))


def _second(n: SegmentNumbers, _conversion: float) -> str:
    once = n.mean("purchase_days")
    text = _("Share that buys a second time within 90 days (now on average {days} purchase days)")
    return text.format(days=_("an unknown number of") if once is None else number(once, 1))


def _repeat(n: SegmentNumbers, _conversion: float) -> str:
    text = _("Revenue from repeat purchases a customer a year (all revenue now {each})")
    return text.format(each=money(n.yearly_revenue / n.customers))


def _kept(n: SegmentNumbers, _conversion: float) -> str:
    alive = n.mean("p_active")
    if alive is None:
        return _("Share that is still a customer in 12 months (not estimated yet)")
    return _("Share that is still a customer in 12 months (now probably active: {share})").format(
        share=percent(alive)
    )


def _notice(n: SegmentNumbers, _conversion: float) -> str:
    if not n.next_notice:
        return _("Contracts that go on after the last day for notice (none within 120 days)")
    text = _("Contracts that go on after the last day for notice ({n} within 120 days, the first on {day})")
    return text.format(n=number(n.notices), day=day(n.next_notice))


def _back(n: SegmentNumbers, _conversion: float) -> str:
    alive = n.mean("p_active")
    text = _("Share that buys or signs again within 6 months (probably still active: {share})")
    return text.format(share=_("unknown") if alive is None else percent(alive))


def _satisfied(n: SegmentNumbers, _conversion: float) -> str:
    value = n.mean("satisfaction")
    if value is None:
        return _("Satisfaction on a scale of 100 (not measured yet: ask it)")
    text = _("Satisfaction on a scale of 100 (now {score}, known of {k} of {n})")
    return text.format(score=number(value), k=number(n.known["satisfaction"]), n=number(n.customers))


def _solved(n: SegmentNumbers, _conversion: float) -> str:
    text = _("Share of complaints solved within two working days (now open: {n})")
    return text.format(n=number(n.complaints_open))


def _referred(n: SegmentNumbers, _conversion: float) -> str:
    value = n.mean("crv")
    if value is None:
        return _("New customers brought in by this group, each year (not recorded yet)")
    text = _("New customers brought in by this group, each year (referral value now {each} a customer)")
    return text.format(each=money(value))


def _cocreated(n: SegmentNumbers, _conversion: float) -> str:
    return _("Ideas from this group of {n} that were really carried out, each year").format(
        n=number(n.customers)
    )


def _by_self(n: SegmentNumbers, _conversion: float) -> str:
    share = n.mean("share_self")
    text = _(
        "Share of questions settled without an employee (now {share} of contact runs through site or app)"
    )
    return text.format(share=_("an unknown share") if share is None else percent(share))


def _cost(n: SegmentNumbers, _conversion: float) -> str:
    text = _("Service costs a customer a year, against a margin of {each}")
    if n.yearly_margin == n.yearly_revenue:  # no margin is set
        text = _("Service costs a customer a year, against a revenue of {each}")
    return text.format(each=money(n.yearly_margin / n.customers))


def _value(n: SegmentNumbers, _conversion: float) -> str:
    value = n.mean("clv")
    return _("Mean customer value (now {clv})").format(clv=_("unknown") if value is None else money(value))


def _on_time(n: SegmentNumbers, _conversion: float) -> str:
    return _("Share of {n} clients that does what is due on time and right the first time").format(
        n=number(n.customers)
    )


def _known(n: SegmentNumbers, _conversion: float) -> str:
    share = 1 - n.share("relatievorm", "onbekend", "")
    bound = 1 - n.share("binding", "onbekend", "")
    text = _("Share of whom relationship and reason to stay are known (now {relation} and {binding})")
    return text.format(relation=percent(share), binding=percent(bound))


_ONE: Final[Mapping[str, str]] = {
    "conversie": N_("A first purchase within 12 months"),
    "tweede_aankoop": N_("A second purchase within 90 days"),
    "herhaalaankoop": N_("A repeat purchase within 12 months"),
    "behoud": N_("Still a customer in 12 months"),
    "opzegging_voorkomen": N_("The contract goes on after the last day for notice"),
    "terugwinnen": N_("Buys or signs again within 6 months"),
    "tevredenheid": N_("Satisfaction when asked again in three months"),
    "opgelost": N_("The complaint solved within two working days"),
    "verwijzingen": N_("A new customer brought in within a year"),
    "cocreatie": N_("An idea of this customer that was really carried out"),
    "zelf_gelukt": N_("Questions settled without an employee"),
    "kosten_per_contact": N_("Service costs against the margin of a year"),
    "clv": N_("Customer value at the next profile run"),
    "tijdig_voldaan": N_("What is due done on time, right the first time"),
    "gegevens": N_("Relationship and reason to stay are known"),
}
_SENTENCES: Final[Mapping[str, Callable[[SegmentNumbers, float], str]]] = {
    "conversie": _conversion,
    "tweede_aankoop": _second,
    "herhaalaankoop": _repeat,
    "behoud": _kept,
    "opzegging_voorkomen": _notice,
    "terugwinnen": _back,
    "tevredenheid": _satisfied,
    "opgelost": _solved,
    "verwijzingen": _referred,
    "cocreatie": _cocreated,
    "zelf_gelukt": _by_self,
    "kosten_per_contact": _cost,
    "clv": _value,
    "tijdig_voldaan": _on_time,
    "gegevens": _known,
}
