"""The whole profile of every customer: relationship, scores, value and segment cells (domain §2-§8).

Pure: same facts, same peildatum, same settings and context give the same numbers to the last digit. What a
number takes from the rest of the base is in the context, so that one customer can be profiled alone.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analysis import borders, cells, surveys
from analysis.almost import Almost, almost
from analysis.binding import binding
from analysis.contacts import Contacts, contacts
from analysis.contracts import ContractFacts, ContractRows, contract_facts, contract_rows
from analysis.detail import detail, plain
from analysis.engagement import engagement, measured, participation
from analysis.exchange import emotional_bond, relational_exchange
from analysis.frames import Bools, Floats, Frames, Texts, iso_column, until
from analysis.order_list import Orders, orders_of
from analysis.purchases import Purchases, purchases
from analysis.quality import (
    Known,
    calculative,
    commitment,
    relationship_quality,
    satisfaction,
    trust,
)
from analysis.relationship import Relationship, relationship
from analysis.relationship import fit as fit_relationship
from analysis.reliability import base_nps, reliability
from analysis.scores import Score, unknown_where
from analysis.value import ValueResult, clv_summary, fit_value, value
from core.cells import SCORES, SETS
from core.settings import Settings


@dataclass(frozen=True)
class _Facts:
    """What was computed on the way to the scores, for every customer."""

    frames: Frames
    orders: Orders
    bought: Purchases
    contracts: ContractFacts
    seen: Contacts
    answers: Mapping[str, surveys.Answers]
    relationship: Relationship
    almost: Almost
    stopped: Bools


@dataclass(frozen=True)
class _Base:
    """The facts taken together once, before anything is asked of the whole base."""

    frames: Frames
    orders: Orders
    bought: Purchases
    rows: ContractRows
    seen: Contacts
    answers: surveys.Coded


@dataclass(frozen=True)
class Profile:
    """The outcome of a run. `values`: a row per customer, with the columns of the profiles table
    (`customer_id` is called `id`). `context`: everything that was taken from the base, JSON-able; `summary`:
    the numbers of the whole run.
    """

    values: pd.DataFrame
    context: dict[str, Any]
    summary: dict[str, Any]
    scores: Mapping[str, Score]
    value: ValueResult
    frames: Frames
    contracts: ContractFacts
    almost: Almost

    def detail(self, position: int) -> dict[str, Any]:
        """The scores with their parts, binding, relationship, value and segments of one customer."""
        return detail(self.values, self.scores, self.frames, self.almost, position)


def profile(
    frames: Frames, as_of: date, settings: Settings, context: Mapping[str, Any] | None = None
) -> Profile:
    """Profile every customer of `frames` on the peildatum.

    With the `context` of an earlier run of the whole base, `frames` may hold any part of it: the numbers are
    those that the whole run gave.
    """
    frames = until(frames, as_of)
    base = _base(frames, as_of, settings)
    found = dict(context) if context is not None else _fit(base, as_of, settings)
    facts = _facts(base, as_of, settings, found)
    related = facts.relationship.value
    worth = value(frames, as_of, settings, found["value"], related, base.bought, base.rows)
    found["value"] = worth.context
    worth = _stopped_value(worth, facts.stopped)
    scores = _scores(facts, as_of, settings, found)
    clv, crv = frames.in_force("clv", worth.clv), frames.in_force("crv", worth.crv)
    table = _values(facts, scores, worth, clv, crv)
    if context is None:
        found["border_clv"] = cells.fit_clv_border(clv, related)
        found["borders"] = borders.fit(_standing(table), settings)
    table |= _sets(facts, table, worth, settings, found)
    values = _table(table, frames.n)
    counted = summary(values, as_of, worth)
    if context is None:
        counted |= survey_summary(frames, base.answers, facts.answers, as_of, settings, found["surveys"])
    return Profile(values, found, counted, scores, worth, frames, facts.contracts, facts.almost)


def _table(columns: Mapping[str, Any], n: int) -> pd.DataFrame:
    """The columns as a frame; texts stay objects, so that unknown stays None."""
    found = {}
    for name, values in columns.items():
        text = values is None or np.asarray(values).dtype == object
        found[name] = pd.Series(values, index=range(n), dtype=object) if text else pd.Series(values)
    return pd.DataFrame(found)


def _base(frames: Frames, as_of: date, settings: Settings) -> _Base:
    orders = orders_of(frames, as_of)
    return _Base(
        frames=frames,
        orders=orders,
        bought=purchases(frames, as_of, orders),
        rows=contract_rows(frames, as_of, settings),
        seen=contacts(frames, as_of, settings),
        answers=surveys.coded(frames),
    )


def _fit(base: _Base, as_of: date, settings: Settings) -> dict[str, Any]:
    """What the profile takes from the whole base (`border_clv` follows when CLV is known)."""
    return {
        "relationship": fit_relationship(base.frames),
        "contacts": {"imported": base.seen.imported, "kinds": measured(base.seen)},
        "surveys": surveys.fit(base.answers),
        "value": fit_value(base.frames, as_of, settings, base.bought, base.rows),
    }


def _facts(base: _Base, as_of: date, settings: Settings, context: Mapping[str, Any]) -> _Facts:
    frames, n = base.frames, base.frames.n
    deal = contract_facts(base.rows, n, as_of)
    related = relationship(frames, settings, deal, base.bought, context["relationship"])
    return _Facts(
        frames=frames,
        orders=base.orders,
        bought=base.bought,
        contracts=deal,
        seen=base.seen,
        answers=surveys.dimensions(base.answers, n, as_of, settings, context["surveys"]),
        relationship=related,
        almost=almost(frames, as_of, base.orders, base.seen, related.value),
        stopped=np.asarray(frames.number("bezwaar_profilering") == 1),
    )


def _scores(facts: _Facts, as_of: date, settings: Settings, context: Mapping[str, Any]) -> dict[str, Score]:
    """Every score of domain §5, §6 and §8; unknown for who objects to profiling (§12)."""
    frames, related = facts.frames, facts.relationship.value
    seen = context["contacts"]
    known = Known(frames, as_of, settings, facts.answers, facts.seen, facts.contracts, facts.orders, related)
    found = [trust(known), commitment(known), satisfaction(known)]
    quality = relationship_quality(known, found)
    involved = engagement(facts.seen, facts.answers, set(seen["kinds"]), bool(seen["imported"]))
    bond = emotional_bond(frames, found[1].components[0], found[2], involved.emotional, settings)
    exchange = relational_exchange(
        frames,
        as_of,
        facts.contracts,
        facts.bought,
        related,
        bool(context["relationship"]["purchases_known"]),
        settings,
    )
    everything = (*found, quality, calculative(known), involved.overall, involved.negative, exchange, bond)
    stopped = {score.name: _stop(score, facts.stopped) for score in everything}
    return {name: stopped[name] for name in SCORES}


def _stop(score: Score, stopped: Bools) -> Score:
    """The score and everything in it unknown for who objects to profiling."""
    if not stopped.any():
        return score
    inner = tuple(_stop(part, stopped) for part in score.components)
    return replace(unknown_where(score, stopped), components=inner)


def _stopped_value(worth: ValueResult, stopped: Bools) -> ValueResult:
    """No value, prediction or class for who objects to profiling; what was bought stays a fact."""
    if not stopped.any():
        return worth
    names = ("clv", "clv_low", "clv_high", "crv", "p_active", "next_purchase")
    changed: dict[str, Any] = {name: np.where(stopped, np.nan, getattr(worth, name)) for name in names}
    return replace(worth, **changed, rfm=np.where(stopped, "onbekend", worth.rfm).astype(object))


def _values(
    facts: _Facts, scores: Mapping[str, Score], worth: ValueResult, clv: Floats, crv: Floats
) -> dict[str, Any]:
    """The columns of the profile but the sets; outcomes are in force, their coverage is of the computed."""
    frames, related = facts.frames, facts.relationship
    table: dict[str, Any] = {
        "id": np.asarray(frames.customers["id"], dtype=np.int64),
        "relatievorm": related.value,
        "relatievorm_computed": related.computed,
        "relatievorm_coverage": related.coverage,
        "relatievorm_evidence": related.evidence,
        "almost_type": frames.in_force_text("almost_type", facts.almost.computed),
        "opzegdatum": iso_column(facts.contracts.deadline),
    }
    for name, score in scores.items():
        table[name] = frames.in_force(name, score.value)
        table[f"{name}_coverage"] = score.coverage
    affective, normative = (part.value for part in scores["commitment"].components)
    bound = binding(affective, normative, table["calculative"], related.value)
    table["binding"] = frames.in_force_text("binding", _unknown(bound, facts.stopped))
    table |= {
        "clv": clv,
        "clv_low": worth.clv_low,
        "clv_high": worth.clv_high,
        "crv": crv,
        "p_active": worth.p_active,
        "next_purchase": iso_column(worth.next_purchase),
        "purchase_days": worth.purchase_days,
        "revenue": worth.revenue,
        "last_purchase": iso_column(worth.last_purchase),
    }
    return table


def _sets(
    facts: _Facts,
    table: Mapping[str, Any],
    worth: ValueResult,
    settings: Settings,
    context: Mapping[str, Any],
) -> dict[str, Texts | None]:
    """The cell of every customer in every built-in set, from the values in force."""
    related, deal = facts.relationship.value, facts.contracts
    edge = borders.in_force(settings, context)
    worthy = cells.value_cells(related, table["clv"], table["crv"], edge.clv, edge.crv)
    warm = borders.engagement_cells(table["relational_exchange"], table["emotional_bond"], edge)
    stage = cells.scrm_cells(
        related,
        table["almost_type"],
        leaving(deal, facts.bought),
        worth.p_active,
        table["engagement"],
        table["negative_engagement"],
        settings,
    )
    active = participation(facts.seen, bool(context["contacts"]["imported"]))
    stopped = facts.stopped
    worthy = _unknown(worthy, stopped)
    return {
        "set_relatie": related,
        "set_waarde": worthy,
        "set_engagement": _unknown(warm, stopped),
        "set_scrm": _unknown(stage, stopped),
        "set_rfm": worth.rfm,
        "set_almost": table["almost_type"],
        "set_participatie": _unknown(active, stopped),
        "set_binding": table["binding"],
        "set_strategie": cells.strategy_cells(related, worthy),
        "channel": None,
        "moment": None,
        "facts": None,
    }


def leaving(deal: ContractFacts, bought: Purchases) -> cells.Leaving:
    """What the S-CRM stage asks of contracts and purchases (domain §8)."""
    over = (deal.rows > 0) & (deal.active == 0)
    since = bought.last > deal.ended
    return cells.Leaving(deal.noticed, np.asarray(over & ~since), np.asarray(deal.active == 0))


def _standing(table: Mapping[str, Any]) -> borders.Standing:
    """The values in force that borders are drawn through."""
    return borders.Standing(
        relationship=table["relatievorm"],
        clv=table["clv"],
        crv=table["crv"],
        exchange=table["relational_exchange"],
        bond=table["emotional_bond"],
        cells=table["relatievorm"],
    )


def _unknown(codes: Texts, stopped: Bools) -> Texts:
    return np.where(stopped, "onbekend", codes).astype(object) if stopped.any() else codes


def survey_summary(
    frames: Frames,
    coded: surveys.Coded,
    answers: Mapping[str, surveys.Answers],
    as_of: date,
    settings: Settings,
    asked: Sequence[Sequence[Sequence[str]]],
) -> dict[str, Any]:
    """The base's NPS with its interval, and the reliability of every surveyed dimension (domain §5); None
    where a number does not exist."""
    latest = surveys.nps(frames, answers, as_of, settings).raw
    told = [dataclasses.asdict(each) for each in reliability(coded, asked)]
    found: dict[str, Any] = plain({"nps": dataclasses.asdict(base_nps(frames, latest)), "reliability": told})
    return found


def summary(values: pd.DataFrame, as_of: date, worth: ValueResult) -> dict[str, Any]:
    """How many customers are in each cell, and the total value: what `profile --json` prints."""
    counted = {
        name: cells.counts(np.asarray(values[f"set_{name}"], dtype=object), codes)
        for name, codes in SETS.items()
        if codes
    }
    tried = counted.pop("almost")
    return {
        "as_of": as_of.isoformat(),
        "customers": len(values),
        "relationship": counted.pop("relatie"),
        "almost": {name: tried[name] for name in ("transactioneel", "permanent")},
        "value": counted.pop("waarde"),
        "engagement": counted.pop("engagement"),
        "scrm": counted.pop("scrm"),
        **counted,
        "clv": {**clv_summary(worth), "total": float(np.nansum(np.asarray(values["clv"], dtype=np.float64)))},
    }
