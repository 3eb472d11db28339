"""The contact kinds (domain §6): which dimension each gives how many points to. Data in resources/."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from core.paths import RESOURCES

DIMENSIONS: Final = ("cognitief", "emotioneel", "gedrag", "negatief")
REVIEW: Final = "review"
#: a review says something by its stars too: 4-5 stars the first, 1-2 stars the second (domain §6)
REVIEW_HIGH: Final = "review_hoog"
REVIEW_LOW: Final = "review_laag"
STARS_HIGH: Final = 4
STARS_LOW: Final = 2


@dataclass(frozen=True)
class Kind:
    """One contact kind: the dimension ('' for none) and its points, whether it is an active kind (domain §6,
    participation) and whether it is a failed attempt to become a customer (§4)."""

    code: str
    dimension: str
    points: float
    active: bool
    attempt: bool
    nl: str
    en: str


@lru_cache(maxsize=4)
def load(path: Path = RESOURCES / "contact_kinds.csv") -> tuple[Kind, ...]:
    """The table of contact kinds, with the two that a review's stars make behind it."""
    with path.open(encoding="utf-8", newline="") as file:
        found = [
            Kind(
                row["code"],
                row["dimension"],
                float(row["points"] or 0),
                row["active"] == "1",
                row["almost"] == "1",
                row["nl"],
                row["en"],
            )
            for row in csv.DictReader(file)
        ]
    stars = next((kind.points for kind in found if kind.code == REVIEW), 4.0)
    found.append(
        Kind(REVIEW_HIGH, "emotioneel", stars, False, False, "review met 4-5 sterren", "4-5 star review")
    )
    found.append(
        Kind(REVIEW_LOW, "negatief", stars, False, False, "review met 1-2 sterren", "1-2 star review")
    )
    return tuple(found)


def in_force(points: Mapping[str, float]) -> tuple[Kind, ...]:
    """The table with the user's own points laid over it (`Settings.contact_points`; negative counts as 0).
    A review's stars go with the review unless they have points of their own."""
    if not points:
        return load()
    stars = {REVIEW_HIGH: points.get(REVIEW), REVIEW_LOW: points.get(REVIEW)}
    found = []
    for kind in load():
        given = points.get(kind.code, stars.get(kind.code))
        found.append(kind if given is None else replace(kind, points=max(float(given), 0.0)))
    return tuple(found)
