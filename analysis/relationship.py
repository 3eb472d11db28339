"""Relatievorm (domain §3): geen, occasioneel, langdurig, gedwongen or onbekend, with the evidence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.contracts import ContractFacts
from analysis.frames import Bools, Floats, Frames, Texts, iso, iso_column
from analysis.purchases import Purchases
from core.settings import Settings


@dataclass(frozen=True)
class Relationship:
    """Per customer: the type in force, the computed one, coverage of its evidence (0..1), and the evidence
    as JSON text of [[code, params], ...] (`analysis.explain.evidence` makes sentences of it)."""

    value: Texts
    computed: Texts
    coverage: Floats
    evidence: Texts


def fit(frames: Frames) -> dict[str, Any]:
    """What the relationship type takes from the base: whether purchases are known, and when the list begins.

    Purchases are known once orders or totals are imported. The order list begins at its earliest line;
    totals have no beginning (they cover the whole relation), so then it is None.
    """
    totals = any(
        bool((~np.isnan(frames.number(name))).any())
        for name in ("aantal_bestellingen", "omzet", "eerste_aankoop", "laatste_aankoop")
    )
    orders = len(frames.orders) > 0
    begin = float(np.floor(frames.orders["datum"].min())) if orders else None
    return {"purchases_known": orders or totals, "orders_begin": begin}


def relationship(
    frames: Frames,
    settings: Settings,
    contracts: ContractFacts,
    bought: Purchases,
    context: Mapping[str, Any],
) -> Relationship:
    """The first rule of domain §3 that holds, per customer. `context` as `fit` made it."""
    flagged = frames.number("verplicht") == 1
    compelled = flagged | contracts.mandatory | settings.all_mandatory
    bound = contracts.binding | contracts.longterm | contracts.terms_unknown
    occasional = bought.bought | (contracts.rows > 0)
    since, begin = frames.number("klant_sinds"), context["orders_begin"]
    earlier = np.floor(since) < begin if begin is not None else np.zeros(frames.n, dtype=bool)
    none = np.full(frames.n, bool(context["purchases_known"])) & ~earlier
    computed = np.full(frames.n, "onbekend", dtype=object)
    for chosen, name in (
        (none, "geen"),
        (occasional, "occasioneel"),
        (bound, "langdurig"),
        (compelled, "gedwongen"),
    ):
        computed[chosen] = name
    vague = (computed == "langdurig") & ~contracts.binding & ~contracts.longterm
    coverage = np.where((computed == "onbekend") | vague, 0.0, 1.0)
    value = frames.in_force_text("relatievorm", computed)
    evidence = _evidence(frames, settings, contracts, bought, computed, earlier)
    return Relationship(value, computed, coverage, evidence)


def _evidence(
    frames: Frames,
    settings: Settings,
    contracts: ContractFacts,
    bought: Purchases,
    computed: Texts,
    earlier: Bools,
) -> Texts:
    """The evidence of the computed type; built with one pass over those who need words of their own."""
    out = np.full(frames.n, json.dumps([["purchases_not_imported", {}]]), dtype=object)
    out[computed == "geen"] = json.dumps([["no_purchases", {}]])
    since = iso_column(frames.number("klant_sinds"))
    for i in np.flatnonzero((computed == "onbekend") & earlier):
        out[i] = f'[["customer_since_before_orders", {{"since": "{since[i]}"}}]]'
    _purchase_evidence(out, (computed == "occasioneel") & (contracts.rows == 0), bought)
    contractual = (computed == "langdurig") | ((contracts.rows > 0) & (computed == "occasioneel"))
    flagged = frames.number("verplicht") == 1
    for i in np.flatnonzero(computed == "gedwongen"):
        out[i] = json.dumps(_compelled(bool(flagged[i]), bool(contracts.mandatory[i]), settings))
    for place in np.flatnonzero(contractual).tolist():
        out[place] = json.dumps(_contract(place, contracts, bought))
    return out


def _purchase_evidence(out: Texts, chosen: Bools, bought: Purchases) -> None:
    places = np.flatnonzero(chosen)
    number, last = bought.days[places], iso_column(bought.last[places])
    texts = [
        '[["purchases", {}]]'
        if when is None
        else f'[["purchases", {{"last": "{when}"}}]]'
        if np.isnan(count)
        else f'[["purchases", {{"days": {int(count)}, "last": "{when}"}}]]'
        for count, when in zip(number.tolist(), last.tolist(), strict=True)
    ]
    out[places] = np.array(texts, dtype=object)


def _compelled(flagged: bool, mandatory: bool, settings: Settings) -> list[list[Any]]:
    found: list[list[Any]] = []
    if flagged:
        found.append(["customer_mandatory", {}])
    if mandatory:
        found.append(["contract_mandatory", {}])
    if settings.all_mandatory:
        found.append(["all_mandatory", {}])
    return found


def _contract(i: int, facts: ContractFacts, bought: Purchases) -> list[list[Any]]:
    """The contracts of customer `i`, then his purchases: only what is known is named."""
    found: list[list[Any]] = []
    if facts.active[i] > 0:
        params: dict[str, Any] = {"contracts": int(facts.active[i])}
        if facts.months[i] > 0:
            params["until"] = iso(float(facts.until[i]))
        if facts.notice[i] > 0:
            params["notice"] = float(facts.notice[i])
        if facts.fee[i] > 0:
            params["fee"] = float(facts.fee[i])
        if facts.binding[i]:
            found.append(["contract", params])
        if facts.longterm[i]:
            found.append(["longterm_kind", {"contracts": int(facts.active[i])}])
        if facts.terms_unknown[i]:
            found.append(["terms_unknown", {}])
        if not found:
            found.append(["contract_free", {"contracts": int(facts.active[i])}])
        if facts.noticed[i]:
            found.append(["notice_given", {}])
    else:
        found.append(["contract_ended", {"on": iso(float(facts.ended[i]))}])
    if bought.bought[i]:
        found.append(["purchases", {"last": last} if (last := iso(float(bought.last[i]))) else {}])
    return found
