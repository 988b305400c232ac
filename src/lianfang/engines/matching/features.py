"""What is known of many records at once: named numpy arrays with one row a record, and hashes of their values.

A *hash* is an unsigned number of 64 bits; 0 says that there is nothing. They are equal on every machine and in every
run, for an index is kept on disk. Two values with one hash are possible and harmless: keys only propose pairs.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Hashes: TypeAlias = NDArray[np.uint64]
Features: TypeAlias = dict[str, Array]

_ROWS_AT_ONCE = 4096
PRIME = np.uint64(0x100000001B3)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def take(features: Features, rows: Array) -> Features:
    """The features of these rows, in their order."""
    return {name: values[rows] for name, values in features.items()}


def as_text(texts: Sequence[str], width: int) -> Array:
    """Texts as an array of fixed width; what is longer is cut."""
    return np.array(texts, dtype=f"<U{width}") if len(texts) else np.zeros(0, dtype=f"<U{width}")


def code_points(texts: Array) -> NDArray[np.uint32]:
    """The characters of an array of texts as numbers, one row a text, filled up with 0."""
    width = texts.dtype.itemsize // 4
    return np.ascontiguousarray(texts).view(np.uint32).reshape(len(texts), width)


def rolled(points: Array) -> Hashes:
    """An unfinished hash of rows of characters: that of a text and another behind it can be composed of theirs."""
    result = np.zeros(len(points), dtype=np.uint64)
    for start in range(0, len(points), _ROWS_AT_ONCE):
        result[start : start + _ROWS_AT_ONCE] = _rolled(points[start : start + _ROWS_AT_ONCE])
    return result


def _rolled(points: Array) -> Hashes:
    """Column by column, for so few rows that they stay near the processor."""
    result = np.zeros(len(points), dtype=np.uint64)
    for column in np.ascontiguousarray(points.T):
        used = column != 0
        if not used.any():
            break
        result = np.where(used, result * PRIME + column.astype(np.uint64), result)
    return result


def finished(raw: Hashes, salt: int = 0) -> Hashes:
    """Spread the bits of an unfinished hash (splitmix64); 0 stays 0. ``salt`` keeps kinds of values apart."""
    mixed = raw + np.uint64(salt * 0x9E3779B97F4A7C15 % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
    mixed ^= mixed >> np.uint64(31)
    return np.where(raw == 0, np.uint64(0), np.maximum(mixed, np.uint64(1)))


def hash_list(texts: Sequence[str], width: int, salt: int = 0) -> Hashes:
    """Hashes of texts, of which ``width`` characters count; no wider than they are."""
    longest = min(max(map(len, texts), default=1) or 1, width)
    return hash_texts(as_text(texts, longest), salt)


def hash_texts(texts: Array, salt: int = 0) -> Hashes:
    """Hashes of texts."""
    return finished(rolled(code_points(texts)), salt)


def hash_numbers(numbers: Array, salt: int = 0) -> Hashes:
    """Hashes of numbers that are not negative; 0 stays 0."""
    return finished(numbers.astype(np.uint64), salt)


def mix(*hashes: Hashes) -> Hashes:
    """One hash of several, their order counts; 0 where any of them is 0."""
    result = np.full(hashes[0].shape, np.uint64(len(hashes)))
    missing = np.zeros(hashes[0].shape, dtype=bool)
    for each in hashes:
        result = finished(result * PRIME + each, 1)
        missing |= each == 0
    return np.where(missing, np.uint64(0), result)


def beside(*columns: Hashes) -> Hashes:
    """Columns of hashes side by side: several keys for each row."""
    return np.stack(columns, axis=1)
