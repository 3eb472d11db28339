"""The settings as the page shows them: name, kind, words, unit, bounds. Data only."""

from dataclasses import dataclass
from typing import Any, Final

from core.settings import Settings
from core.text import N_, _, number

NUMBER, SHARE, FLAG, TEXTS = "number", "share", "flag", "texts"


@dataclass(frozen=True)
class Spec:
    """One setting. `kind` share is kept as 0..1 and shown as a percentage; `empty` may be left open (then
    `nothing` says what that means)."""

    name: str
    kind: str
    label: str
    words: str
    unit: str = ""
    low: float = 0.0
    high: float = 1e9
    empty: bool = False
    nothing: str = ""

    def shown(self, value: Any) -> float | None:
        """A number as the field shows it."""
        return None if value is None else float(value) * (100.0 if self.kind == SHARE else 1.0)

    def kept(self, value: float | None) -> float | int | None:
        """A number of the field as the setting keeps it."""
        if value is None:
            return None
        if self.kind == SHARE:
            return value / 100.0
        return round(value) if isinstance(getattr(Settings(), self.name), int) else value

    @property
    def usual(self) -> str:
        """The default in words."""
        value = getattr(Settings(), self.name)
        if self.kind == FLAG:
            return _("yes") if value else _("no")
        if self.kind == TEXTS:
            return _("none")
        shown = self.shown(value)
        if shown is None:
            return _(self.nothing)
        return f"{number(shown, 0 if shown == round(shown) else 2)} {_(self.unit)}".strip()


GROUPS: Final[tuple[tuple[str, tuple[Spec, ...]], ...]] = (
    (
        N_("Value"),
        (
            Spec(
                "margin_percent",
                NUMBER,
                N_("Margin"),
                N_("What is left of an amount. Until it is set, value is revenue value."),
                "%",
                high=100,
                empty=True,
                nothing=N_("not set: revenue"),
            ),
            Spec(
                "amounts_include_btw",
                FLAG,
                N_("Amounts include VAT"),
                N_("How the amounts in your files are meant. It counts once the VAT rate is set."),
            ),
            Spec(
                "btw_percent",
                NUMBER,
                N_("VAT rate"),
                N_("Where amounts include VAT, value is computed without it; empty: amounts count whole."),
                "%",
                high=100,
                empty=True,
                nothing=N_("not set: amounts as they are"),
            ),
            Spec(
                "horizon_months",
                NUMBER,
                N_("Horizon"),
                N_("How far ahead customer value looks."),
                N_("months"),
                low=1,
                high=240,
            ),
            Spec(
                "discount_yearly",
                SHARE,
                N_("Discount a year"),
                N_("A euro of next year counts for this much less than one of today."),
                "%",
                high=100,
            ),
            Spec(
                "acquisition_cost",
                NUMBER,
                N_("Cost of winning a customer"),
                N_("What a referral saves you. Until it is set it is left out of the referral value."),
                N_("euro"),
                empty=True,
                nothing=N_("not set: left out"),
            ),
            Spec(
                "referral_would_have_come",
                SHARE,
                N_("Would have come anyway"),
                N_("The share of referred customers who would have found you without the referral."),
                "%",
                high=100,
            ),
            Spec(
                "referral_reward",
                NUMBER,
                N_("Reward for a referral"),
                N_("What you give to who brings somebody in; it goes off the referral value."),
                N_("euro"),
            ),
        ),
    ),
    (
        N_("Relationship type"),
        (
            Spec(
                "all_mandatory",
                FLAG,
                N_("All our customers are obliged"),
                N_("For a tax office, a benefits agency or a monopoly: everybody is an obliged customer."),
            ),
            Spec(
                "longterm_contract_kinds",
                TEXTS,
                N_("Long-term kinds of contract"),
                N_("Kinds that count as long-term whatever their terms, separated by commas."),
            ),
        ),
    ),
    (
        N_("How fast things age"),
        tuple(
            Spec(name, NUMBER, label, words, N_("days"), low=1, high=36_500)
            for name, label, words in (
                (
                    "half_life_survey",
                    N_("Survey answers"),
                    N_("After so many days an answer counts half. The same goes for NPS."),
                ),
                (
                    "half_life_complaint",
                    N_("Complaints"),
                    N_("After so many days a complaint weighs half on satisfaction."),
                ),
                (
                    "half_life_cognitive",
                    N_("Attention"),
                    N_("Reading, clicking, searching: after so many days half of the points."),
                ),
                (
                    "half_life_emotional",
                    N_("Emotion"),
                    N_("Likes and compliments: after so many days half of the points."),
                ),
                (
                    "half_life_behaviour",
                    N_("Behaviour"),
                    N_("Sharing, recommending, co-creating: after so many days half of the points."),
                ),
                (
                    "half_life_negative",
                    N_("Negative contacts"),
                    N_("Complaints as negative engagement: after so many days half of the points."),
                ),
            )
        ),
    ),
    (
        N_("Borders"),
        (
            Spec(
                "border_clv",
                NUMBER,
                N_("High purchase value from"),
                N_("The border of the customer value matrix; you can drag it on the page Segments."),
                N_("euro"),
                empty=True,
                nothing=N_("the median"),
            ),
            Spec(
                "border_crv",
                NUMBER,
                N_("High referral value from"),
                N_("The other border of that matrix."),
                N_("euro"),
                empty=True,
                nothing=N_("half a referral"),
            ),
            *(
                Spec(name, NUMBER, label, words, N_("points"), high=100)
                for name, label, words in (
                    (
                        "border_exchange",
                        N_("Much exchange from"),
                        N_("Relational exchange in the engagement matrix."),
                    ),
                    ("border_bond", N_("Strong bond from"), N_("Emotional bond in the engagement matrix.")),
                    (
                        "border_scrm_engagement",
                        N_("Involved from"),
                        N_("Engagement from which a customer is involved in the S-CRM house."),
                    ),
                    (
                        "border_scrm_negative",
                        N_("Negatively involved from"),
                        N_("Negative engagement that counts as involved for who is leaving."),
                    ),
                )
            ),
        ),
    ),
)
SPECS: Final[dict[str, Spec]] = {spec.name: spec for _title, specs in GROUPS for spec in specs}
#: settings that are tables, with what the history calls them
TABLES: Final[dict[str, str]] = {
    "contact_points": N_("Points of contacts"),
    "weights": N_("Weights of the scores"),
    "border_percentiles": N_("Borders"),
}


def differences(now: Settings, then: Settings) -> list[str]:
    """The names of the settings that differ, as the user reads them, in the order of the page."""
    named = {name: spec.label for name, spec in SPECS.items()} | TABLES
    differ = [name for name in named if getattr(now, name) != getattr(then, name)]
    return list(dict.fromkeys(_(named[name]) for name in differ))
