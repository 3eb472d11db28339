"""One customer's profile as plain data: every score with the parts that sum to it (domain §2, rule 2)."""

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis import explain
from analysis.almost import Almost
from analysis.frames import Floats, Frames
from analysis.scores import Score
from core.cells import SETS


def number(value: object) -> float | None:
    """A number for JSON: None for unknown."""
    found = float(value) if isinstance(value, int | float | np.number) else math.nan
    return found if math.isfinite(found) else None


def plain(value: Any) -> Any:
    """The same data for JSON: every number that does not exist is None."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return number(value) if isinstance(value, float) else value


def score_detail(score: Score, position: int, hand: float | None = None) -> dict[str, Any]:
    """A score of one customer: the computed value, the hand-set one beside it, coverage, the measured parts
    with their points (they sum to the computed value), what could be asked, and its components."""
    parts, missing = [], []
    for part in score.indicators:
        points = number(_at(part.points, position))
        if points is None:
            if explain.can_be_asked(part.name):
                missing.append({"indicator": part.name, "weight": part.nominal})
            continue
        parts.append(
            {
                "indicator": part.name,
                "raw": number(part.raw[position]),
                "normalised": number(part.normalised[position]),
                "weight": number(part.weight[position]),
                "points": points,
            }
        )
    return {
        "value": number(score.value[position]),
        "hand": None if hand is None else {"value": hand},
        "coverage": number(score.coverage[position]),
        "parts": parts,
        "missing": missing,
        "components": {inner.name: score_detail(inner, position) for inner in score.components},
    }


def detail(
    values: pd.DataFrame, scores: Mapping[str, Score], frames: Frames, tried: Almost, position: int
) -> dict[str, Any]:
    """The "scores" (each with sentences on what would change it most), "binding", "relationship", "almost",
    "value" and "segments" of one customer."""
    row = values.iloc[position]
    evidence = explain.evidence(json.loads(row["relatievorm_evidence"]))
    by_hand = not _is_unset(frames, "relatievorm", position)
    # somebody who objects to profiling is not asked for more of it
    objects = frames.number("bezwaar_profilering")[position] > 0
    return {
        "scores": {
            name: score_detail(score, position, _hand(frames, name, position))
            | {"changes": [] if objects else explain.advice(score, position)}
            for name, score in scores.items()
        },
        "binding": row["binding"],
        "relationship": {
            "value": row["relatievorm"],
            "computed": row["relatievorm_computed"],
            "coverage": number(row["relatievorm_coverage"]),
            # evidence never claims to explain what a person set: then it stands with the computed type
            "evidence": explain.evidence([["set_by_hand", {}]]) if by_hand else evidence,
            "computed_evidence": evidence,
            "opzegdatum": row["opzegdatum"],
        },
        "almost": {
            "value": row["almost_type"],
            "derived": _is_unset(frames, "almost_type", position),
            "cause": None if pd.isna(tried.cause[position]) else str(tried.cause[position]),
        },
        "value": {
            name: number(row[name])
            for name in ("clv", "clv_low", "clv_high", "crv", "p_active", "purchase_days", "revenue")
        }
        | {name: row[name] for name in ("next_purchase", "last_purchase")},
        "segments": {name: row[f"set_{name}"] for name in SETS},
    }


def _at(values: Floats | None, position: int) -> float:
    return math.nan if values is None else float(values[position])


def _hand(frames: Frames, name: str, position: int) -> float | None:
    return number(frames.number(f"hand_{name}")[position])


def _is_unset(frames: Frames, name: str, position: int) -> bool:
    return bool(pd.isna(frames.text(f"hand_{name}")[position]))
