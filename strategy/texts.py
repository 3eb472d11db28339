"""The sentences of the advice: core message, proposition, goal and moment, with the segment's own numbers.

The core message and the proposition are addressed to the customer, the goal and the moment to the colleague
who does the work.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from core.text import N_, _, day, money, number, percent
from core.words import cell_name
from strategy.numbers import SegmentNumbers
from strategy.situation import MOST, binding, situation
from strategy.terms import label, month

_MESSAGES: Final[dict[str, str]] = {
    "gedwongen": N_(
        "You read here what you have to do, by when, and what you are entitled to; "
        "if you cannot work it out, an employee helps you."
    ),
    "met_rust": N_("We will not contact you; everything you may want to know is on the website."),
    "onbekend": N_(
        "Is what we know of you still right? Check it for a moment, then we know how to help you best."
    ),
    "boos": N_(
        "It went wrong and we put it right: an employee calls you in person and stays until it is solved."
    ),
    "opzegdatum": N_(
        "Before {notice} we look with you whether your contract still fits; what was wrong is solved first."
    ),
    "herstel": N_(
        "Is something still open? We solve that first, this week; then you have one address for {what}."
    ),
    "almost": N_("You got stuck with us. Tell us where, and we finish it together, without starting again."),
    "nieuw": N_(
        "In doubt about {what}? Compare at your ease and ask a person; you are not tied to anything."
    ),
    "kampioen": N_(
        "You are one of our best customers: have a say in {what} and be the first to see what comes of it."
    ),
    "promoter": N_(
        "You tell others about us. Now try {what} yourself, with an advantage for you and whom you bring."
    ),
    "koopt_veel": N_("What you are used to from {what} is ready, and if something is wrong you come first."),
    "vrek": N_("Arranged fast: order or change {what} yourself online, whenever it suits you."),
    "koopt_weinig": N_("Arranged fast: order or change {what} yourself online, whenever it suits you."),
    "langdurig": N_(
        "Your agreements, invoices and questions are in one place, and we are there when you need us."
    ),
    "occasioneel": N_("Ordering {what} again takes a minute: your data and your earlier choice are ready."),
}
#: the same where no employee is paid for it: nothing is promised that only a person can do
_BY_SELF: Final[dict[str, str]] = {
    "boos": N_(
        "It went wrong and we put it right: tell us what is still open, and that goes before everything else."
    ),
    "opzegdatum": N_(
        "Check before {notice} whether your contract still fits; what was wrong goes before everything else."
    ),
    "almost": N_("You got stuck with us. What stopped you is explained step by step; go on where you were."),
    "nieuw": N_("In doubt about {what}? Compare at your ease; you are not tied to anything."),
    "kampioen": N_(
        "You are one of our best customers: you see first what is new in {what}, and you come first."
    ),
}
#: who is not a customer yet and does recommend us
_TALKS: Final = N_(
    "You recommend us to others. See for yourself what {what} is like; you are not tied to anything."
)
#: what the relationship form adds to the message
_FORM_SAYS: Final[dict[str, str]] = {
    "persoonlijke_contactpersoon": N_("You have one contact person of your own for it."),
    "community": N_("You meet others who use it in our community."),
}
_SILENT_WARM: Final = N_(
    "Good that you like to buy {what} here. Tell us in two minutes what you think of it?"
)
_SILENT_NEW: Final = N_(
    "Good that you chose {what}. If anything is wrong with it, there is one address that solves it."
)
_SILENT: Final = N_("We keep {what} in order for you, and there is one address if something is not right.")
_LEAVING_CONTRACT: Final = N_(
    "Your contract is ending. Tell us why, and we say honestly whether we have something better."
)
_LEAVING: Final = N_(
    "It has been a while. See what is new in {what} since your last purchase, and decide for yourself."
)

_PROPOSITIONS: Final[dict[str, str]] = {
    "gevoel": N_("You are known here: people who know you, first choice of {what} and a say in what is new."),
    "loyaliteit": N_("Who stays with us is seen: fixed agreements about {what}, and members are told first."),
    "kosten": N_(
        "Staying must be worth it: each year we look with you what {what} brings you, and what can be better."
    ),
    "gemengd": N_(
        "With {what} you know where you stand: what was agreed happens, and a question is answered."
    ),
    "gemengd_warm": N_(
        "People here know what you like about {what}, and you are free to go: staying is your own choice."
    ),
    "gemengd_graag": N_(
        "People here know what you like about {what}: that is why you stay, not because of the contract."
    ),
    "gemengd_terug": N_("People here know what you like about {what}: that is why you come back."),
    "vertrek": N_(
        "Coming back is your own choice: your data are still here, and nothing has to be done again."
    ),
    "gemengd_vast": N_(
        "You have fixed agreements about {what}, and each year we check with you whether they still fit."
    ),
    "zwak": N_(
        "Each time again the easiest choice: {what} found fast, a clear price, delivered as promised."
    ),
    "onbekend": N_(
        "{what_capital} without fuss: clear beforehand, as agreed afterwards, and a person if you need one."
    ),
    "geen_keuze": N_(
        "You need not be an expert: clear steps, on time, and someone who helps if it does not work."
    ),
    "boos": N_("We put right what went wrong, without discussion; after that you decide whether you stay."),
    "nieuw": N_(
        "First see whether {what} suits you: honest information, and a person for the last question."
    ),
    "almost": N_("What stopped you is solved or done together: {what} after all, without starting again."),
    "met_rust": N_("No messages from us; who returns finds the information in order."),
    "relatie_onbekend": N_("We ask one thing: check your data. In return you get only what concerns you."),
}

#: from these a mixed binding is called warm, or tied
_WARM: Final = 60.0
_TIED: Final = 40.0
#: with fewer purchase days on average nobody is used to anything yet
_OFTEN: Final = 2.0

_START: Final = N_("Start: make customers of {n} people; at {conversion} conversion that is {k} a year.")
_BACK: Final = N_("Win back or part well: {n} customers, {alive} of them probably still active.")
_GOALS: Final[dict[str, str]] = {
    "met_rust": N_("Leave in peace: no contact and no costs for {n} people."),
    "gedwongen": N_(
        "Maintain: {n} clients who have no choice get what they are entitled to, right and on time."
    ),
    "onbekend": N_("First find out who these {n} people are to you; only then choose."),
    "nieuw": _START,
    "almost": _START,
    "boos": _BACK,
    "vertrek": _BACK,
    "langdurig": N_("Maintain: keep {n} contract customers, together {revenue} a year."),
    "occasioneel": N_("Develop: {n} customers who now buy for {each} a year each come back more often."),
}
_START_ONE: Final = N_("Start: make a customer of this person, by helping with the first purchase.")
_BACK_ONE: Final = N_("Win back or part well: the chance that this customer is still active is {alive}.")
#: the same for one customer
_GOALS_ONE: Final[dict[str, str]] = {
    "met_rust": N_("Leave in peace: no contact and no costs."),
    "gedwongen": N_("Maintain: this client has no choice and gets what is due, right and on time."),
    "onbekend": N_("First find out who this is to you; only then choose."),
    "nieuw": _START_ONE,
    "almost": _START_ONE,
    "boos": _BACK_ONE,
    "vertrek": _BACK_ONE,
    "langdurig": N_("Maintain: keep this contract customer, good for {revenue} a year."),
    "occasioneel": N_("Develop: this customer now buys for {each} a year and comes back more often."),
}
_BOUND: Final[dict[str, str]] = {
    "gevoel": N_("{k} of {n} are bound by feeling"),
    "loyaliteit": N_("{k} of {n} are bound by loyalty"),
    "kosten": N_("{k} of {n} are bound by costs"),
    "zwak": N_("{k} of {n} are weakly bound"),
}


def core_message(numbers: SegmentNumbers, form: str = "", *, free: bool = False) -> str:
    """What these customers hear, the same in every channel. `free`: the form has no employee for it, so that
    nothing is promised that only a person can do."""
    kind = situation(numbers)
    template = _leaving(numbers) if kind == "vertrek" else _message(kind, numbers, free=free)
    said = _filled(_(template), numbers)
    with_us = kind not in ("gedwongen", "met_rust", "onbekend", "boos", "vertrek", "almost", "nieuw")
    return f"{said} {_(_FORM_SAYS[form])}" if with_us and form in _FORM_SAYS else said


def other_message(numbers: SegmentNumbers, *, free: bool = False) -> str | None:
    """What those members hear who leave while most stay, or stay while most leave; None where there is no
    such difference to make."""
    kind = situation(numbers)
    if kind == "vertrek":
        stays = "langdurig" if numbers.share("relatievorm", "langdurig") >= MOST else "occasioneel"
        return _filled(_(_message(stays, numbers, free=free)), numbers)
    if kind in ("gedwongen", "met_rust", "onbekend", "boos", "almost", "nieuw", "opzegdatum", "herstel"):
        return None
    return _filled(_(_leaving(numbers)), numbers)


def _leaving(numbers: SegmentNumbers) -> str:
    return _LEAVING_CONTRACT if numbers.share("relatievorm", "langdurig") >= MOST else _LEAVING


def _message(kind: str, numbers: SegmentNumbers, *, free: bool) -> str:
    bond = numbers.mean("emotional_bond")
    bought = numbers.mean("purchase_days")
    if kind == "stille_genieter" and bought is not None and bought < _OFTEN:
        return _SILENT_NEW
    if kind == "stille_genieter":
        return _SILENT_WARM if bond is not None and bond >= 50 else _SILENT
    if kind == "nieuw" and numbers.share("waarde", "promoter") >= MOST:
        return _TALKS
    return _BY_SELF[kind] if free and kind in _BY_SELF else _MESSAGES[kind]


def proposition(numbers: SegmentNumbers) -> str:
    """Why this customer would choose us (again), in one sentence that differs by binding."""
    return _filled(_(_PROPOSITIONS[_proposition_key(numbers)]), numbers)


def proposition_ground(numbers: SegmentNumbers) -> str:
    """The numbers under the proposition, for the colleague who does the work; '' where there are none."""
    return _ground(_proposition_key(numbers), numbers)


def _proposition_key(numbers: SegmentNumbers) -> str:
    kind, bound = situation(numbers), binding(numbers)
    of_kind = {"gedwongen": "geen_keuze", "onbekend": "relatie_onbekend"}
    of_kind |= {code: code for code in ("nieuw", "almost", "met_rust", "boos")}
    if kind in of_kind:
        return of_kind[kind]
    if kind == "vertrek" and bound in ("gemengd", "kosten", "loyaliteit"):
        return "vertrek"  # what held them does not hold them any more
    return _mixed(numbers) if bound == "gemengd" else bound


def _mixed(numbers: SegmentNumbers) -> str:
    """A mixed binding is told apart by what weighs most in it, so that the sentence says something."""
    bond, tied = numbers.mean("emotional_bond"), numbers.mean("calculative")
    with_contract = numbers.share("relatievorm", "langdurig") >= MOST
    if with_contract and tied is not None and tied >= _TIED:
        return "gemengd_vast"
    if bond is not None and bond >= _WARM:
        if with_contract:
            return "gemengd_graag"
        # "you are free to go" is only for those who all are
        return "gemengd_terug" if numbers.share("relatievorm", "langdurig", "gedwongen") else "gemengd_warm"
    return "gemengd"


def goal_text(numbers: SegmentNumbers, conversion: float) -> str:
    """What we want to reach with these customers, in numbers. `conversion`: share of prospects that buys."""
    n, alive = numbers.customers, numbers.mean("p_active")
    relation = "langdurig" if numbers.share("relatievorm", "langdurig") >= 0.5 else "occasioneel"
    goals = _GOALS_ONE if n == 1 else _GOALS
    template = goals.get(situation(numbers), goals[relation])
    return _(template).format(
        n=number(n),
        conversion=percent(conversion),
        k=_few(n * conversion),
        alive=_("an unknown share") if alive is None else percent(alive),
        revenue=money(numbers.yearly_revenue),
        each=money(numbers.yearly_revenue / n),
    )


def moment(numbers: SegmentNumbers, season: Mapping[str, Any] | None, as_of: date) -> str:
    """When to do it."""
    kind = situation(numbers)
    if kind == "met_rust":
        return _("None: wait until they come themselves.")
    parts: list[str] = []
    ahead = numbers.mean("days_to_next_purchase")
    for_most = numbers.notices >= 0.25 * numbers.customers
    if numbers.next_notice and for_most:
        text = _("Before {notice}: the first of {n} last days for notice in the coming 120 days.")
        if numbers.notices == 1:
            text = _("Before {notice}, the last day for notice.")
        parts.append(text.format(notice=day(numbers.next_notice), n=number(numbers.notices)))
    elif kind == "boos":
        parts.append(_("Today or tomorrow: each day of waiting makes it harder."))
    elif ahead is not None and ahead >= 0 and kind not in ("gedwongen", "vertrek"):
        when = date.fromordinal(as_of.toordinal() + round(ahead))
        text = _("Around the expected next purchase, on average in {days} days ({when}).")
        if numbers.customers == 1:
            text = _("Around the expected next purchase, in {days} days ({when}).")
        parts.append(text.format(days=number(ahead), when=day(when)))
    if numbers.next_notice and not for_most:
        text = _("For {k} of {n} a last day for notice comes first, from {notice}.")
        k, n = number(numbers.notices), number(numbers.customers)
        parts.append(text.format(k=k, n=n, notice=day(numbers.next_notice)))
    if numbers.weekday:
        words = " ".join(label(code) for code in (numbers.weekday, numbers.daypart) if code)
        parts.append(_("Best reached on {words}.").format(words=words))
    if season and kind not in ("gedwongen", "boos"):
        text = _("The busiest month is {month}: be ready a month before.")
        parts.append(text.format(month=month(int(season["month"]))))
    return " ".join(parts) or _("No history to tell the best moment from: note when you reach them.")


def _filled(template: str, numbers: SegmentNumbers) -> str:
    category = numbers.category
    what = _("our offer in {category}").format(category=category.lower()) if category else _("our offer")
    notice = day(numbers.next_notice) if numbers.next_notice else _("the end of your term")
    return template.format(what=what, what_capital=what[:1].upper() + what[1:], notice=notice)


def _ground(key: str, numbers: SegmentNumbers) -> str:
    """The numbers under a proposition."""
    n = numbers.customers
    parts: list[str] = []
    counts = numbers.counts["binding"]
    if key.startswith("gemengd") and n > 1:
        said = [(k, code) for code, k in counts.items() if code not in ("", "onbekend") and k]
        parts += [
            f"{cell_name(code)} {number(k)}"
            for k, code in sorted(said, key=lambda pair: (-pair[0], pair[1]))[:3]
        ]
    elif key in _BOUND and counts.get(key) and n > 1:
        parts.append(_(_BOUND[key]).format(k=number(counts[key]), n=number(n)))
    scores = {"gevoel": "emotional_bond", "gemengd_warm": "emotional_bond"}
    scores |= {"gemengd_graag": "emotional_bond", "gemengd_terug": "emotional_bond"}
    scores |= {"kosten": "calculative", "gemengd_vast": "calculative"}
    score = scores.get(key, "satisfaction")
    words = {
        "emotional_bond": N_("emotional bond {score}"),
        "calculative": N_("being tied {score}"),
        "satisfaction": N_("satisfaction {score}, known of {k}") if n > 1 else N_("satisfaction {score}"),
    }
    value = numbers.mean(score)
    if value is not None:
        parts.append(_(words[score]).format(score=number(value), k=number(numbers.known[score])))
    elif key == "onbekend":
        parts.append(_("why they stay was not measured"))
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _few(value: float) -> str:
    if value < 1:
        return _("fewer than one")
    return number(value) if value >= 10 else number(value, 1)
