"""Lists of words, and distances between many texts at once: every two different values only once."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt


def words(text: str) -> tuple[str, ...]:
    """The words of a list that reads better as one text."""
    return tuple(text.split())


def distance(one: list[str], other: list[str], cutoff: int) -> npt.NDArray[np.int64]:
    """Typing errors between texts at the same place (a swap of neighbours is one); above `cutoff` is more."""
    if not one:
        return np.empty(0, dtype=np.int64)
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    found: npt.NDArray[np.int64] = cpdist(
        one, other, scorer=OSA.distance, score_cutoff=cutoff, dtype=np.int64
    )
    return found


def on_values(
    x: npt.NDArray[np.int32],
    y: npt.NDArray[np.int32],
    where: npt.NDArray[np.bool_],
    function: Callable[[list[int], list[int]], npt.NDArray[Any]],
) -> npt.NDArray[np.int8]:
    """`function` of the different unordered pairs of codes in the places `where`; 0 in the others."""
    out = np.zeros(len(x), dtype=np.int8)
    places = np.flatnonzero(where)
    if not len(places):
        return out
    p, q = x[places].astype(np.int64), y[places].astype(np.int64)
    low, high = np.minimum(p, q), np.maximum(p, q)
    size = int(high.max()) + 1
    unique, inverse = np.unique(low * size + high, return_inverse=True)
    found = function((unique // size).tolist(), (unique % size).tolist())
    out[places] = np.asarray(found)[inverse]
    return out
