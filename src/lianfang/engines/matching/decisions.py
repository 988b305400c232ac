"""What a person decided about pairs of records (人工判定): respected for ever, and used when weights are learned.

A pair is known by what its records say, not by where they stand, so that a decision outlives a new list or register.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from lianfang.engines.matching.features import Hashes, finished, hash_list
from lianfang.engines.matching.fields import Fields

_LONGEST = 120


def fingerprints(columns: Mapping[str, Sequence[str]], fields: Fields) -> Hashes:
    """A number for each record, made of all its fields say, as it is written.

    It is no secret: whoever guesses a record can check the guess. Keep it where the records may be kept.
    """
    result = np.zeros(len(next(iter(columns.values()), ())), dtype=np.uint64)
    for place, name in enumerate(fields.names):
        texts = hash_list([text.strip() for text in columns[name]], _LONGEST, 71 + place)
        result = finished(result * np.uint64(31) + texts + np.uint64(1), 1)
    return result


def as_key(fingerprint: int) -> str:
    """Sixteen hexadecimal digits."""
    return f"{int(fingerprint):016x}"


class Decisions:
    """Pairs of fingerprints, record and row, that are one person or are not."""

    def __init__(self) -> None:
        self._decided: dict[int, dict[int, bool]] = {}

    def decide(self, record: int, row: int, *, same: bool) -> None:
        """Keep a decision; a later one about the same pair takes its place."""
        self._decided.setdefault(int(record), {})[int(row)] = same

    def about(self, record: int) -> Iterable[tuple[int, bool]]:
        """Rows that were decided upon for this record."""
        return self._decided.get(int(record), {}).items()

    def __len__(self) -> int:
        return sum(map(len, self._decided.values()))

    def __iter__(self) -> Iterator[tuple[int, int, bool]]:
        for record, rows in self._decided.items():
            for row, same in rows.items():
                yield record, row, same
