"""The settings that change what a number means. Kept in the base (so history and undo cover them).

Every computation takes a `Settings`; same data + same peildatum + same settings = same result.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: the settings that say how profiles are computed; the others are about the organisation and its channels
MODEL: Final = (
    "margin_percent",
    "amounts_include_btw",
    "btw_percent",
    "horizon_months",
    "discount_yearly",
    "acquisition_cost",
    "referral_would_have_come",
    "referral_reward",
    "all_mandatory",
    "longterm_contract_kinds",
    "half_life_survey",
    "half_life_complaint",
    "half_life_cognitive",
    "half_life_emotional",
    "half_life_behaviour",
    "half_life_negative",
    "border_clv",
    "border_crv",
    "border_exchange",
    "border_bond",
    "border_scrm_engagement",
    "border_scrm_negative",
    "border_percentiles",
    "contact_points",
    "weights",
)


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults (domain.md gives each number its section)."""

    # value (§7)
    margin_percent: float | None = None  # None: value is called "omzetwaarde" and margin counts as 1
    amounts_include_btw: bool = True
    btw_percent: float | None = None  # None: amounts count as they stand
    horizon_months: int = 36
    discount_yearly: float = 0.10
    acquisition_cost: float | None = None
    referral_would_have_come: float = 0.5
    referral_reward: float = 0.0
    conversion: float = 0.02
    # relationship type (§3)
    all_mandatory: bool = False
    longterm_contract_kinds: tuple[str, ...] = ()
    # ageing (§5, §6), in days
    half_life_survey: float = 730
    half_life_complaint: float = 365
    half_life_cognitive: float = 90
    half_life_emotional: float = 365
    half_life_behaviour: float = 365
    half_life_negative: float = 365
    half_life_channel: float = 365
    # borders of the sets (§8); None: found from the base
    border_clv: float | None = None
    border_crv: float | None = None
    border_exchange: float = 50
    border_bond: float = 50
    border_scrm_engagement: float = 45
    border_scrm_negative: float = 50
    #: clv, crv, exchange or bond → the border is this percentile (0..100) of the base instead (50: median)
    border_percentiles: Mapping[str, float] = field(default_factory=dict)
    #: contact kind → its points, where they are not those of the table (§6)
    contact_points: Mapping[str, float] = field(default_factory=dict)
    #: "score.indicator" → its weight, where it is not the usual one (§5, §8)
    weights: Mapping[str, float] = field(default_factory=dict)
    # organisation and channels (§9-§11)
    organisation_name: str = ""
    offers: str = "beide"  # product | dienst | beide
    data_only_service: bool = False
    has_moderator: bool = False
    complexity: str = "midden"  # laag | midden | hoog
    customer_need: str = ""  # gemak | zekerheid | aandacht; '': not said
    promote_to_existing_customers: bool = True
    yearly_budget: float | None = None
    #: channel code → {"available": bool, "cost": euro per contact, "capacity": contacts a year or None}
    channels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: rule code → {"off": bool} or {"points": {...}}
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: self-assessment → question → answer 1..5 (domain §11)
    assessments: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    #: "set|segment" → field of the advice → {"text", "reason", "who", "at"}: the user's words over ours
    own_texts: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    #: own segment → its rules and members by hand, as `core.own_segments.to_json` writes them (§8)
    own_segments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def net(self) -> float:
        """What is left of an amount without btw: 1 / 1.21 at 21 %, where amounts include it and the rate is
        set."""
        return 1.0 / (1.0 + self.btw_percent / 100) if self.amounts_include_btw and self.btw_percent else 1.0

    @property
    def margin(self) -> float:
        """What is left of an amount as imported, as a share: the margin (1 until the user sets it; then value
        is revenue value) of the amount without btw."""
        return self.net * (1.0 if self.margin_percent is None else self.margin_percent / 100)


def to_rows(settings: Settings) -> dict[str, str]:
    """The settings that differ from the default, name → JSON text: what the base keeps."""
    default = Settings()
    return {
        f.name: json.dumps(getattr(settings, f.name), sort_keys=True)
        for f in dataclasses.fields(Settings)
        if getattr(settings, f.name) != getattr(default, f.name)
    }


def from_rows(rows: Mapping[str, str]) -> Settings:
    """Settings from what the base keeps; a name that this program does not know is passed over."""
    known = {f.name for f in dataclasses.fields(Settings)}
    values = {name: json.loads(text) for name, text in rows.items() if name in known}
    if "longterm_contract_kinds" in values:
        values["longterm_contract_kinds"] = tuple(values["longterm_contract_kinds"])
    return Settings(**values)


def with_model(settings: Settings, other: Settings) -> Settings:
    """The settings with everything that profiles are computed by taken from another."""
    changes: dict[str, Any] = {name: getattr(other, name) for name in MODEL}
    return dataclasses.replace(settings, **changes)
