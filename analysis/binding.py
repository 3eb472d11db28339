"""What binds a customer (domain §5): feeling, loyalty or cost; or no choice at all."""

import numpy as np

from analysis.cells import ROUNDING
from analysis.frames import Floats, Texts

HIGH, AHEAD = 40.0, 10.0
#: the codes of the three parts, in the order of the arguments
NAMES = ("gevoel", "loyaliteit", "kosten")


def binding(affective: Floats, normative: Floats, calculative: Floats, relationship: Texts) -> Texts:
    """The code of the highest part when it is ≥ 40 and ≥ 10 ahead of the next, of at least two known parts
    (§5, after Allen & Meyer 1990); else gemengd, zwak (all < 40) or onbekend. Gedwongen: geen_keuze."""
    parts = np.stack([affective, normative, calculative])
    known = (~np.isnan(parts)).sum(axis=0)
    ranked = np.sort(np.nan_to_num(parts, nan=-np.inf), axis=0)
    highest, next_one = ranked[2], ranked[1]
    out = np.full(len(affective), "gemengd", dtype=object)
    with np.errstate(invalid="ignore"):
        ahead = (highest >= HIGH - ROUNDING) & (highest - next_one >= AHEAD - ROUNDING)
    leading = np.argmax(np.nan_to_num(parts, nan=-np.inf), axis=0)
    out[ahead] = np.array(NAMES, dtype=object)[leading[ahead]]
    out[highest < HIGH - ROUNDING] = "zwak"
    out[known < 2] = "onbekend"
    out[relationship == "gedwongen"] = "geen_keuze"
    return out
