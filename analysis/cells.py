"""Which cell of every segment set a customer is in (domain §8). High = at or above the border.

Pure functions of values in force, so that a border can be tried ("38 customers move") before it is saved.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.frames import Bools, Floats, Texts
from core.cells import SEPARATOR
from core.settings import Settings

#: a score computed as 49.999999999 is a 50: rounding never decides a cell
ROUNDING = 1e-9
LEAST_BUYERS = 10


@dataclass(frozen=True)
class Leaving:
    """What S-CRM asks about ending: notice on all active contracts; contracts all ended without a purchase
    since; no active contract."""

    noticed: Bools
    ended_for_good: Bools
    no_contract: Bools


def high(value: Floats, border: float) -> Bools:
    """At or above the border; an unknown value is not."""
    return np.asarray(value >= border - ROUNDING)


def fit_clv_border(clv: Floats, relationship: Texts) -> float | None:
    """The median of positive CLV, without gedwongen and geen; None with fewer than 10 of them (domain §8)."""
    counted = (clv > 0) & (relationship != "gedwongen") & (relationship != "geen")
    return float(np.median(clv[counted])) if int(counted.sum()) >= LEAST_BUYERS else None


def value_cells(
    relationship: Texts, clv: Floats, crv: Floats, clv_border: float | None, crv_border: float | None
) -> Texts:
    """Klantwaardematrix: CLV × CRV (after Kumar, Petersen & Leone 2007; domain §8)."""
    out = np.full(len(clv), "onbekend", dtype=object)
    referral = ~np.isnan(crv) if crv_border is not None else np.zeros(len(crv), dtype=bool)
    refers = referral & high(crv, crv_border if crv_border is not None else np.inf)
    if clv_border is not None:
        known, buys = ~np.isnan(clv), high(clv, clv_border)
        for chosen, name in (
            (known & ~referral & ~buys, "koopt_weinig"),
            (known & ~referral & buys, "koopt_veel"),
            (known & referral & ~buys & ~refers, "vrek"),
            (known & ~buys & refers, "promoter"),
            (known & referral & buys & ~refers, "stille_genieter"),
            (known & buys & refers, "kampioen"),
        ):
            out[chosen] = name
    none = relationship == "geen"
    out[none] = "prospect"
    out[none & refers] = "promoter"
    out[relationship == "gedwongen"] = "nvt"
    return out


def engagement_cells(exchange: Floats, bond: Floats, settings: Settings) -> Texts:
    """Relational exchange × emotional bond (Sashi 2012); onbekend while one of them is."""
    near, warm = high(exchange, settings.border_exchange), high(bond, settings.border_bond)
    out = np.full(len(exchange), "transactioneel", dtype=object)
    out[~near & warm] = "delighted"
    out[near & ~warm] = "loyaal"
    out[near & warm] = "fan"
    out[np.isnan(exchange) | np.isnan(bond)] = "onbekend"
    return out


def scrm_cells(
    relationship: Texts,
    almost: Texts,
    leaving: Leaving,
    p_active: Floats,
    engagement: Floats,
    negative: Floats,
    settings: Settings,
) -> Texts:
    """S-CRM-huis: the stage, the first of domain §8 that holds, × involvement low or high.

    High: engagement ≥ 45, when leaving also negative ≥ 50. Engagement unknown: the stage alone.
    """
    compelled = relationship == "gedwongen"
    doubtful = np.isnan(p_active) | (p_active < 0.5)
    gone = (leaving.ended_for_good & doubtful) | (leaving.no_contract & (p_active < 0.3))
    ending = leaving.noticed | (gone & ~compelled)
    stage = np.where(ending, "beeindigen", "retentie").astype(object)
    stage[relationship == "geen"] = "acquisitie"
    involved = high(engagement, settings.border_scrm_engagement)
    involved |= (stage == "beeindigen") & high(negative, settings.border_scrm_negative)
    level = np.where(involved, "_hoog", "_laag").astype(object)
    level[np.isnan(engagement)] = ""
    out = np.asarray(stage + level, dtype=object)
    out[(relationship == "geen") & (almost == "permanent")] = "met_rust_laten"
    out[relationship == "onbekend"] = "onbekend"
    return out


def strategy_cells(relationship: Texts, value: Texts) -> Texts:
    """Relationship type × value cell, "langdurig · kampioen": the default set.

    Plain "onbekend" where the relationship is unknown: every set has that cell, and value is unknown with it.
    """
    return np.where(relationship == "onbekend", "onbekend", relationship + SEPARATOR + value).astype(object)


def moves(before: Texts, after: Texts) -> pd.DataFrame:
    """Who moves: the number of customers per (from, to) of those whose cell differs, the largest first."""
    changed = before != after
    found = pd.DataFrame({"from": before[changed], "to": after[changed]})
    counted = found.groupby(["from", "to"], sort=True).size().rename("customers").reset_index()
    return counted.sort_values("customers", ascending=False, kind="stable").reset_index(drop=True)


def counts(cells: Texts, names: tuple[str, ...]) -> dict[str, int]:
    """How many customers are in each cell, in the order of `names`, the empty ones too."""
    codes, found = pd.factorize(cells)
    number = np.bincount(codes, minlength=len(found))
    seen = {str(name): int(number[place]) for place, name in enumerate(found)}
    return {name: seen.get(name, 0) for name in names}
