"""Which rows have a key, and how many have a value; both grow without being built anew.

A large sorted part and a small one beside it; when the small one has grown they are put together.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array, Hashes

_SMALL = 20_000


class Postings:
    """Rows by key. A row that is gone stays until the next putting together; who asks leaves it out."""

    def __init__(self, keys: Hashes | None = None, rows: Array | None = None) -> None:
        none = np.zeros(0, np.uint64), np.zeros(0, np.int32)
        self.main: tuple[Hashes, Array] = none if keys is None or rows is None else (keys, rows)
        self.late: tuple[Hashes, Array] = none

    def add(self, keys: Hashes, rows: Array) -> None:
        """``keys`` of one or several columns a row; 0 is no key."""
        keys, rows = flat(keys, rows)
        self.late = _sorted(np.concatenate([self.late[0], keys]), np.concatenate([self.late[1], rows]))
        if len(self.late[0]) > max(_SMALL, len(self.main[0]) // 8):
            self.settle()

    def settle(self) -> None:
        """Put both parts together."""
        self.main = _sorted(*(np.concatenate([one, two]) for one, two in zip(self.main, self.late, strict=True)))
        self.late = np.zeros(0, np.uint64), np.zeros(0, np.int32)

    def find(self, keys: Hashes, askers: Array, gone: NDArray[np.bool_], most: int | None) -> tuple[Array, Array]:
        """Pairs (asker, row) for every row that has the asker's key, unless more than ``most`` rows have it."""
        keys, askers = flat(keys, askers)
        spans = [_spans(part[0], keys) for part in (self.main, self.late)]
        counts = sum(size for _, size in spans)
        if most is not None:
            wide = np.flatnonzero(counts > most)
            wide = wide[self._alive(spans, wide, gone) > most] if gone.any() else wide
            for _, size in spans:
                size[wide] = 0
        found = [_expand(part[1], askers, *span) for part, span in zip((self.main, self.late), spans, strict=True)]
        pairs = np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])
        living = ~gone[pairs[1]]
        return pairs[0][living], pairs[1][living]

    def _alive(self, spans: list[tuple[Array, Array]], wide: Array, gone: NDArray[np.bool_]) -> Array:
        """How many rows that are not gone have each of these keys."""
        result = np.zeros(len(wide), dtype=np.int64)
        for part, (starts, sizes) in zip((self.main, self.late), spans, strict=True):
            for at, which in enumerate(wide):
                rows = part[1][starts[which] : starts[which] + sizes[which]]
                result[at] += np.count_nonzero(~gone[rows])
        return result


class Tally:
    """How many rows have each value, and how many have any."""

    def __init__(self, values: Hashes | None = None, counts: Array | None = None, total: int = 0) -> None:
        none = np.zeros(0, np.uint64), np.zeros(0, np.int64)
        self.main: tuple[Hashes, Array] = none if values is None or counts is None else (values, counts)
        self.late: tuple[Hashes, Array] = none
        self.total = total

    def add(self, columns: Iterable[Hashes], sign: int = 1) -> None:
        """Count these values in (or out, with -1)."""
        columns = list(columns)
        if not columns:
            return
        values, counts = np.unique(np.concatenate([column[column != 0] for column in columns]), return_counts=True)
        self.total += sign * int(np.count_nonzero(columns[0]))
        self.late = _summed(self.late, (values, sign * counts.astype(np.int64)))
        if len(self.late[0]) > max(_SMALL, len(self.main[0]) // 8):
            self.settle()

    def settle(self) -> None:
        self.main = _summed(self.main, self.late)
        self.late = np.zeros(0, np.uint64), np.zeros(0, np.int64)

    def of(self, values: Hashes) -> NDArray[np.int64]:
        """How many rows have each of these."""
        result = np.zeros(len(values), dtype=np.int64)
        for known, counts in (self.main, self.late):
            if len(known):
                at = np.minimum(np.searchsorted(known, values), len(known) - 1)
                result += np.where(known[at] == values, counts[at], 0)
        return result


def flat(keys: Hashes, rows: Array) -> tuple[Hashes, Array]:
    """One key a line, without those that are 0."""
    if keys.ndim == 2:
        rows = np.repeat(rows, keys.shape[1])
        keys = keys.reshape(-1)
    used = keys != 0
    return keys[used], rows[used].astype(np.int32)


def _sorted(keys: Hashes, rows: Array) -> tuple[Hashes, Array]:
    order = np.argsort(keys, kind="stable")
    return keys[order], rows[order]


def _summed(one: tuple[Hashes, Array], two: tuple[Hashes, Array]) -> tuple[Hashes, Array]:
    values, places = np.unique(np.concatenate([one[0], two[0]]), return_inverse=True)
    counts = np.bincount(places, np.concatenate([one[1], two[1]]), len(values)).astype(np.int64)
    return values[counts != 0], counts[counts != 0]


def _spans(known: Hashes, wanted: Hashes) -> tuple[Array, Array]:
    starts = np.searchsorted(known, wanted, side="left")
    return starts, np.searchsorted(known, wanted, side="right") - starts


def _expand(rows: Array, askers: Array, starts: Array, sizes: Array) -> tuple[Array, Array]:
    total = int(sizes.sum())
    ends = np.cumsum(sizes)
    places = np.arange(total) - np.repeat(ends - sizes, sizes) + np.repeat(starts, sizes)
    return np.repeat(askers, sizes), rows[places]
