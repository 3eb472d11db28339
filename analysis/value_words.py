"""How value was found, in words a shop owner understands: the model, its errors, what the base looks like."""

from collections.abc import Mapping
from typing import Any

from analysis import model_choice as choice
from analysis.bg_nbd import WEEK
from core.settings import Settings
from core.text import N_, _, day, money, number, percent

_WHY = {
    choice.FEW_REPEAT_BUYERS: N_(
        "Customers who bought on more than one day: {repeat}; from {needed} a fitted model is tried. "
        "Until then a simple formula with cautious assumptions is used."
    ),
    choice.NOT_CONVERGED: N_(
        "No fitted model could be found that suits these purchases, so the simple formula is used."
    ),
    choice.NO_HOLD_BACK: N_(
        "The dates of separate orders are missing or cover too short a time to test a fitted model, "
        "so the simple formula is used."
    ),
    choice.HOLD_BACK_NOT_CONVERGED: N_(
        "On the purchases up to {split} no model could be fitted to test on what came after, "
        "so the simple formula is used."
    ),
    choice.SIMPLE_NOT_WORSE: N_(
        "Two ways to look ahead were tried out on your own figures. Each saw what {scored} customers bought "
        "up to {split} and had to say how often each would come back in the {ahead} days after; in truth "
        "that was {bought} times on average. The simple formula missed by {simple}, the one fitted to "
        "your customers by {fitted}, so the simple formula is used."
    ),
    choice.BG_NBD_BETTER: N_(
        "Two ways to look ahead were tried out on your own figures. Each saw what {scored} customers bought "
        "up to {split} and had to say how often each would come back in the {ahead} days after; in truth "
        "that was {bought} times on average. The way fitted to your customers missed by {fitted}, the "
        "simple formula by {simple}, so the fitted way is used."
    ),
}
#: below these a spread over customers is worth telling: some buy ten times as often as others
_DIFFER_MUCH = 1.0


def model_words(context: Mapping[str, Any], settings: Settings) -> list[str]:
    """Sentences on the `context` of `analysis.value`: which model and why, figures, caveats."""
    errors = context["errors"]
    # three digits only where two would not show which of them is the smaller
    digits = 3 if len({round(error, 2) for error in errors.values()}) == 1 else 2
    found = [
        _(_WHY[context["why"]]).format(
            repeat=number(context["repeat_buyers"]),
            needed=choice.REPEAT_BUYERS_NEEDED,
            split=day(context["split"]),
            scored=number(context["scored"]),
            ahead=number(context.get("ahead", 0)),
            bought=number(context.get("bought", 0.0), 2),
            simple=number(errors.get(choice.SIMPLE, 0.0), digits),
            fitted=number(errors.get(choice.BG_NBD, 0.0), digits),
        )
    ]
    if context["params"]:
        found.extend(_parameter_words(context["params"]))
    if context["model"] == choice.SIMPLE:
        found.append(
            _("The simple formula starts from one purchase in {days} days.").format(
                days=number(context["alpha0"])
            )
        )
    if context["retention_endings"]:
        found.append(
            _("{endings} ended contracts show that {stay} of the contracts stay from month to month.").format(
                endings=number(context["retention_endings"]), stay=percent(context["retention"], 1)
            )
        )
    return found + _caveats(settings)


def _parameter_words(params: Mapping[str, float]) -> list[str]:
    """The fitted parameters as averages over the base, of the model that has them."""
    found = []
    if "r" in params:
        gap = WEEK * params["alpha"] / params["r"]
        stop = params["a"] / (params["a"] + params["b"])
        found += [
            _("On average a customer who has not stopped buys once in {days} days.").format(days=number(gap)),
            _("After each further purchase {share} stop for good.").format(share=percent(stop)),
        ]
        if params["r"] < _DIFFER_MUCH:
            found.append(_("Customers differ much: a few buy often, many seldom."))
    if "p" in params:
        # the mean of Gamma-Gamma: what the next purchase of somebody unknown would be worth
        worth = params["p"] * params["v"] / (params["q"] - 1.0)
        found.append(_("A purchase is worth {money} on average.").format(money=money(worth, 2)))
    return found


def _caveats(settings: Settings) -> list[str]:
    found = []
    if settings.margin_percent is None:
        found.append(_("No margin is set, so value is revenue value."))
    if settings.net < 1.0:
        told = _("Your amounts include {rate} VAT; value is computed without it.")
        rate = settings.btw_percent or 0.0
        found.append(told.format(rate=percent(rate / 100, 0 if rate == round(rate) else 1)))
    if settings.acquisition_cost is None:
        found.append(_("No acquisition cost is set, so it is left out of the referral value."))
    return found
