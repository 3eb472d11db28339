"""How much each indicator counts in its score: the weights of domain §5 and §8, and the user's own over them.

The formulas carry their own weights; a weight of the user stands in `Settings.weights` as "score.indicator".
A weight of 0 leaves the indicator out.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from analysis.scores import Indicator
from core.settings import Settings

#: score → indicator → its usual weight (a survey's and an NPS's ages from there); a test holds the formulas
#: to this table
USUAL: Final[dict[str, dict[str, float]]] = {
    "commitment": {"affectief": 0.75, "normatief": 0.25},
    "affectief": {"survey_affectief": 3, "nps": 2, "review_mean": 1, "compliments": 1, "reciprocity": 1},
    "normatief": {"survey_normatief": 3, "member": 1},
    "calculative": {
        "survey_calculatief": 3,
        "remaining_months": 2,
        "active_contracts": 1,
        "notice_months": 1,
        "exit_fee": 1,
        "no_alternative": 3,
    },
    "trust": {"competentie": 1, "integriteit": 1, "welwillendheid": 1},
    "competentie": {"survey_competentie": 3, "complaints_solved": 1},
    "satisfaction": {
        "survey_systeemkwaliteit": 3,
        "survey_informatiekwaliteit": 3,
        "survey_servicekwaliteit": 3,
        "survey_tevredenheid": 3,
        "review_mean": 1,
        "complaints": 1,
        "returns": 0.5,
    },
    "relationship_quality": {"trust": 1, "commitment": 1, "satisfaction": 1},
    "relational_exchange": {"continuing": 2, "recency": 1, "tenure": 1},
    "emotional_bond": {"affectief": 2, "satisfaction": 1, "emotioneel": 1},
}


def own(settings: Settings, score: str, indicator: str, usual: float) -> float:
    """The weight in force of one indicator; a negative one counts as 0."""
    given = settings.weights.get(f"{score}.{indicator}")
    return usual if given is None else max(float(given), 0.0)


def weighed(settings: Settings, score: str, parts: Sequence[Indicator]) -> list[Indicator]:
    """The indicators with the user's weights; one that ages does so from its own weight."""
    found = []
    for part in parts:
        given = own(settings, score, part.name, part.nominal)
        if given == part.nominal or part.nominal <= 0:
            found.append(part)
        else:
            weight = np.asarray(part.weight * (given / part.nominal), dtype=np.float64)
            found.append(replace(part, weight=weight, nominal=given))
    return found


def shares(settings: Settings, score: str, names: Sequence[str], usual: Sequence[float]) -> list[float]:
    """The weights in force of the components of a score."""
    return [own(settings, score, name, weight) for name, weight in zip(names, usual, strict=True)]
