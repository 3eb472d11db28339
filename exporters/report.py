"""The strategy report: two pages for the whole, one for each segment (numbers, choice, reasons, costs, KPIs).

HTML that a browser shows and the window prints. Everything in it comes from the advice and its numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.text import _, day, money, ngettext, number, percent
from core.words import cell_name, set_name
from exporters import pictures
from exporters.page_html import bullets, document, heading, pairs, paragraph, table, tiles
from exporters.pictures import MatrixPicture
from strategy.advice import Advice
from strategy.card_words import considered
from strategy.catalogue import channel_name
from strategy.numbers import SegmentNumbers
from strategy.terms import PHASES, label

_MOST_REASONS: Final = 4
_MOST_REASONS_IN_ALL: Final = 6
#: the advice's own parts (channel fits form, affinity, wish) stand in the workbook; here rules speak
_OWN_PARTS: Final = ("vorm_en_kanaal", "bereik")
_MOST_CHANNELS: Final = 3
Card = Mapping[str, Any]


@dataclass(frozen=True)
class Whole:
    """What the report says beside the advice: the profile summary, and the matrix as a picture (or None)."""

    advice: Advice
    profile: Mapping[str, Any]
    matrix: MatrixPicture | None


def report(found: Whole) -> str:
    """The report as one HTML document."""
    settings, data = found.advice.prepared.settings, found.advice.data
    title = _("Channel strategy")
    if settings.organisation_name:
        title = _("Channel strategy of {name}").format(name=settings.organisation_name)
    cards = _ordered(data["segments"])
    numbers = {s.numbers.name: s.numbers for s in found.advice.prepared.segments}
    parts = [*_first_page(title, found, cards, numbers), *_second_page(found, cards)]
    for card in cards:
        parts += _segment_page(card, numbers[card["name"]], data["set"])
    return document(title, parts)


def _ordered(cards: Sequence[Card]) -> list[Card]:
    """Where most is at stake first; who is unknown last."""
    return sorted(cards, key=lambda c: (c["name"] == "onbekend", -float(c["value_at_stake"] or 0)))


def _first_page(
    title: str, found: Whole, cards: Sequence[Card], numbers: Mapping[str, SegmentNumbers]
) -> list[str]:
    data, profile = found.advice.data, found.profile
    settings = found.advice.prepared.settings
    customers = int(profile["customers"])
    said = [
        ngettext("{n} customer", "{n} customers", customers).format(n=number(customers)),
        _("as of {day}").format(day=day(profile["as_of"])),
        set_name(data["set"]),
    ]
    worth = sum(n.clv_total for n in numbers.values() if n.clv_total == n.clv_total)
    stake = sum(float(c["value_at_stake"] or 0) for c in cards)
    budget = _("no limit") if data["budget"] is None else money(float(data["budget"]))
    value = _("Revenue value") if settings.margin_percent is None else _("Customer value")
    parts = [
        heading(title, 1),
        paragraph(" · ".join(said), "muted"),
        tiles(
            [
                (_("Customers"), number(customers)),
                (value, money(worth)),
                (_("At stake in a year"), money(stake)),
                (_("Costs a year"), money(float(data["total"]))),
                (_("Budget a year"), budget),
            ]
        ),
        heading(_("In short"), 3),
        bullets(_in_short(cards, data)),
    ]
    if found.matrix is not None:
        parts.append(heading(set_name("waarde"), 3))
        words = "; ".join(f"{c.name} {number(c.customers)}" for c in found.matrix.corners)
        parts.append(f"<p>{pictures.image(pictures.matrix(found.matrix), 640, 360, words)}</p>")
        text = _(
            "Each point is a customer. The dashed lines are the borders between low and high: {x} and {y}."
        )
        borders = (money(found.matrix.borders[0]), money(found.matrix.borders[1]))
        parts.append(paragraph(text.format(x=borders[0], y=borders[1]), "muted"))
    relations = [(cell_name(c, "relatie"), number(n)) for c, n in profile["relationship"].items() if n]
    parts += [heading(set_name("relatie"), 3), tiles(relations)]
    return parts


def _in_short(cards: Sequence[Card], data: Mapping[str, Any]) -> list[str]:
    """The three or four sentences that somebody reads who reads no more."""
    out = []
    if cards and cards[0]["value_at_stake"]:
        text = _("Most is at stake with {segment}: {stake} in a year. Advised form: {form}.")
        out.append(
            text.format(
                segment=cell_name(cards[0]["name"], data["set"]),
                stake=money(float(cards[0]["value_at_stake"])),
                form=label(cards[0]["form"]),
            )
        )
    free = [c for c in cards if not c["cost"]]
    if free:
        text = _("{n} of {all} segments need no paid contact: together {customers} customers.")
        out.append(
            text.format(n=len(free), all=len(cards), customers=number(sum(int(c["customers"]) for c in free)))
        )
    out.append(next_sentence(data))
    urgent = [c for c in cards if c["situation"] in ("boos", "opzegdatum", "herstel")]
    if urgent:
        names = ", ".join(cell_name(c["name"], data["set"]) for c in urgent)
        out.append(
            _("First this week: {segments}, because something went wrong there.").format(segments=names)
        )
    return out


def next_sentence(data: Mapping[str, Any]) -> str:
    """What the next euros would buy, in a sentence."""
    upcoming = data.get("next")
    if not upcoming:
        return _("More budget buys no better form.")
    return _("The next {extra} would do most for {segment}: {form}.").format(
        extra=money(float(upcoming["extra"])),
        segment=cell_name(str(upcoming["segment"]), data["set"]),
        form=label(str(upcoming["form"])),
    )


def _second_page(found: Whole, cards: Sequence[Card]) -> list[str]:
    data = found.advice.data
    heads = [
        *(_("Segment"), _("Customers"), _("Relationship form"), _("Before"), _("During"), _("After")),
        *(_("At stake"), _("Costs")),
    ]
    rows = [
        [
            *(cell_name(c["name"], data["set"]), number(c["customers"]), label(c["form"])),
            *(_channels(c["channels"][phase]["lead"][:1]) for phase in PHASES),
            _("unknown") if c["value_at_stake"] is None else money(float(c["value_at_stake"])),
            money(float(c["total"])),
        ]
        for c in cards
    ]
    widths = (14, 9, 16, 14, 13, 13, 11, 10)
    return [
        heading(_("The choice per segment"), 2, new_page=True),
        paragraph(
            _("One form of relationship per segment, and the channel that leads in each phase."), "muted"
        ),
        table(heads, rows, widths=widths, right=(1, 6, 7), size="7pt"),
        heading(_("Budget"), 3),
        bullets(_budget_lines(found.advice, cards)),
        heading(_("How to read this"), 3),
        bullets([*data["notes"], _at_stake_note()]),
    ]


def _at_stake_note() -> str:
    return _(
        "At stake: the value of these customers times the chance that they leave or do not renew in a year."
    )


def _budget_lines(advice: Advice, cards: Sequence[Card]) -> list[str]:
    data = advice.data
    cost = float(data["total"])
    if data["budget"] is None:
        out = [_("Without a limit this costs {cost} a year.").format(cost=money(cost))]
    else:
        text = _("Of {budget} a year {cost} is spent.")
        out = [text.format(budget=money(float(data["budget"])), cost=money(cost))]
    if data["reserved"]:
        text = _("{amount} of it is the help that clients without a choice are entitled to.")
        out.append(text.format(amount=money(float(data["reserved"]))))
    for card in cards:
        left = card["left_out"]
        if left:
            text = _("Left out: {form} for {segment}, {extra} more a year.")
            out.append(
                text.format(
                    form=label(left["form"]),
                    segment=cell_name(card["name"], data["set"]),
                    extra=money(float(left["extra_cost"])),
                )
            )
    out.append(next_sentence(data))
    out += [
        _("{channel}: {contacts} of {capacity} contacts a year.").format(
            channel=channel_name(code).capitalize(), contacts=number(planned), capacity=number(capacity)
        )
        for code, planned, capacity in _loads(advice, cards)
    ]
    return out


def _loads(advice: Advice, cards: Sequence[Card]) -> list[tuple[str, float, float]]:
    """Channel, planned contacts and capacity, of the channels that have a limit."""
    planned: dict[str, float] = {}
    for card in cards:
        if card["carrier"]:
            planned[card["carrier"]] = planned.get(card["carrier"], 0.0) + float(card["contacts"])
    for segment in advice.prepared.segments:
        for code, load in segment.minimum_load.items():
            planned[code] = planned.get(code, 0.0) + load
    channels = advice.prepared.book.channels
    return [
        (c, n, channels[c].capacity or 0.0) for c, n in planned.items() if channels[c].capacity is not None
    ]


def _segment_page(card: Card, numbers: SegmentNumbers, set_code: str) -> list[str]:
    n = int(card["customers"])
    said = [
        ngettext("{n} customer", "{n} customers", n).format(n=number(n)),
        cell_name(card["stage"], "scrm"),
    ]
    stake = card["value_at_stake"]
    parts = [
        heading(cell_name(card["name"], set_code), 2, new_page=True),
        paragraph(" · ".join(said), "muted"),
        tiles(
            [
                (_("Revenue a year"), money(numbers.yearly_revenue)),
                (_("At stake in a year"), _("unknown") if stake is None else money(float(stake))),
                (_("Costs a year"), money(float(card["total"]))),
                (_("Fits"), percent(float(card["fit"]))),
            ]
        ),
        paragraph(f"“{card['core_message']}”{_mark(card, 'core_message')}", "quote"),
        paragraph(f"{card['goal_text']}{_mark(card, 'goal_text')}"),
        heading(_("The choice"), 3),
        pairs(_choices(card)),
        heading(_("Channels"), 3),
        table(
            [_("Phase"), _("Leading"), _("Supporting"), _("Avoid")],
            [_phase_row(card, phase) for phase in PHASES],
            widths=(22, 28, 32, 18),
        ),
        heading(_("Costs and measuring"), 3),
        paragraph(_costs(card)),
        bullets(list(card["kpis"])),
    ]
    if card["exceptions"]:
        lines = [
            ngettext("{n} customer: {advice}", "{n} customers: {advice}", e["customers"]).format(
                n=number(e["customers"]), advice=e["advice"]
            )
            for e in card["exceptions"]
        ]
        parts += [heading(_("Not for everybody"), 3), bullets(lines)]
    return [*parts, *_reasons(card)]


def _mark(card: Card, field: str) -> str:
    """The mark of a text of the user's own."""
    return " ✎" if field in card["own"] else ""


def _choices(card: Card) -> list[tuple[str, str]]:
    personal = card["personalisation"]
    other = _(" (otherwise: {form})").format(form=label(card["runner_up"])) if card["runner_up"] else ""
    reachable = [f"{channel_name(c)} {number(k)}" for c, k in card["reachable"].items() if k]
    return [
        (_("Form"), label(card["form"]) + other),
        (_("Proposition"), f"“{card['proposition']}”{_mark(card, 'proposition')}"),
        (_("Rests on"), card["proposition_ground"]),
        (_("Personal touch"), "; ".join(label(personal[k]) for k in ("level", "paradigm", "timing"))),
        (_("Social care"), label(card["social_care"])),
        (_("Community"), label(card["community"]) if card["community"] else ""),
        (_("Content"), label(card["immersion"])),
        (_("Moment"), card["moment"]),
        (_("Reachable with an offer"), ", ".join(reachable) or _("nobody")),
        (_("Not yet there"), " ".join(considered(card))),
        (_("Own note ✎"), card["note"]),
    ]


def _phase_row(card: Card, phase: str) -> list[str]:
    mix = card["channels"][phase]
    return [
        label(phase).capitalize(),
        _channels(mix["lead"]),
        _channels(mix["support"][:_MOST_CHANNELS]),
        _channels(mix["avoid"]),
    ]


def _channels(codes: Sequence[str]) -> str:
    return ", ".join(channel_name(code) for code in codes) or "–"


def _costs(card: Card) -> str:
    parts = list(dict.fromkeys((card["cost_text"], card["break_even_text"])))
    left = card["left_out"]
    if left:
        text = _("{form} would suit better, for {extra} more a year.")
        name = label(left["form"])
        parts.append(text.format(form=name[:1].upper() + name[1:], extra=money(float(left["extra_cost"]))))
    return " ".join(parts)


def _reasons(card: Card) -> list[str]:
    """The weightiest points for the chosen form, then for the rest; each reason once, with its source."""
    wanted = f"form:{card['form']}"
    found = [r for r in card["reasons"] if r["rule"] not in _OWN_PARTS and float(r["points"]) >= 1]
    found.sort(key=lambda r: -float(r["points"]))
    for_form = [r for r in found if r["target"] == wanted][:_MOST_REASONS]
    said, advised = {r["reason"] for r in for_form}, _advised(card)
    rest: dict[str, Mapping[str, Any]] = {}
    for reason in found:
        if reason["reason"] not in said and reason["target"] in advised:
            rest.setdefault(str(reason["reason"]), reason)
    others = list(rest.values())[: _MOST_REASONS_IN_ALL - len(for_form)]
    name = label(card["form"])
    return [
        heading(_("Why {form}").format(form=name), 3),
        _reason_table([*for_form, *_remainder(card["reasons"], wanted, for_form)], ""),
        *([_reason_table(others, _("And further"))] if others else []),
    ]


def _remainder(
    reasons: Sequence[Mapping[str, Any]], target: str, listed: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """One line for the points of a target that are not listed, so that the column adds up to its score."""
    left = [r for r in reasons if r["target"] == target and all(r is not one for one in listed)]
    points = sum(float(r["points"]) for r in left)
    if round(points) == 0:
        return []
    words = ngettext("and {n} other reason", "and {n} other reasons together", len(left))
    return [{"reason": words.format(n=number(len(left))), "points": points, "source": "", "target": target}]


def _advised(card: Card) -> frozenset[str]:
    """What is advised beside the form, as targets of rules: a reason for something else would contradict."""
    personal = card["personalisation"]
    found = {f"{kind}:{personal[kind]}" for kind in ("level", "paradigm", "timing")}
    found |= {f"care:{card['social_care']}", f"goal:{card['goal']}", f"immersion:{card['immersion']}"}
    found |= {f"community:{card['community']}"} | {f"kpi:{code}" for code in card["kpi_codes"]}
    for phase, mix in card["channels"].items():
        for code in (*mix["lead"], *mix["support"]):
            found |= {f"channel:{code}", f"channel:{code}@{phase}"}
    return frozenset(found)


def _reason_table(reasons: Sequence[Mapping[str, Any]], caption: str) -> str:
    rows = [
        [
            f"{r['reason']} ({target_name(str(r['target']))})" if caption else str(r["reason"]),
            f"{'+' if float(r['points']) >= 0 else '−'}{number(abs(float(r['points'])))}",
            str(r["source"]),
        ]
        for r in reasons
    ]
    heads = [caption or _("Reason"), _("Points"), _("Source")]
    return table(heads, rows, widths=(62, 8, 30), right=(1,), size="7.5pt")


def target_name(target: str) -> str:
    """'form:zelfbediening' or 'channel:telefoon@na' in words."""
    kind, _colon, rest = target.partition(":")
    code = rest.partition("@")[0]
    return channel_name(code) if kind == "channel" else label(code)
