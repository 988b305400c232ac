"""One slip of the pen: a character wrong, one too many or too few, or two neighbours that changed places."""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lianfang.engines.matching.features import Array


def one_slip(one: Array, two: Array) -> NDArray[np.bool_]:
    """Whether rows of characters (filled up with 0) are exactly one slip apart."""
    differ = one != two
    count = differ.sum(axis=1)
    first = np.argmax(differ, axis=1)
    after = np.minimum(first + 1, one.shape[1] - 1)
    rows = np.arange(len(one))
    crossed = (one[rows, first] == two[rows, after]) & (one[rows, after] == two[rows, first])
    size_one, size_two = (one != 0).sum(axis=1), (two != 0).sum(axis=1)
    same_size = size_one == size_two
    result = same_size & ((count == 1) | ((count == 2) & differ[rows, after] & crossed))
    shifted = np.flatnonzero(np.abs(size_one - size_two) == 1)
    if len(shifted):
        result[shifted] = _one_more(one[shifted], two[shifted])
    return np.asarray(result)


def _one_more(one: Array, two: Array) -> NDArray[np.bool_]:
    first, second = (_as_strings(each) for each in (one, two))
    return np.asarray(process.cpdist(first, second, scorer=OSA.distance, score_cutoff=1) == 1)


def _as_strings(points: Array) -> list[str]:
    whole = np.ascontiguousarray(points.astype(np.uint32))
    texts: list[str] = whole.view(f"<U{points.shape[1]}")[:, 0].tolist()
    return texts
