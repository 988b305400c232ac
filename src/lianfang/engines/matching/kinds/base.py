"""What every kind of field can do."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Features, Hashes

ABSENT = 0
"""The first level of every kind: one of the two says nothing that could be compared."""


class Compared(NamedTuple):
    """Pairs compared: the level of each (an index into ``Kind.levels``), and the hash of what they share, or 0.

    What is shared by few weighs more than what is shared by many; the hash finds how many.
    """

    levels: NDArray[np.uint8]
    terms: Hashes


class Kind(Protocol):
    """How a field of this kind is read and compared, for many rows at once. Stateless."""

    @property
    def levels(self) -> Sequence[str]:
        """From ``absent`` over ``equal`` down to the last, which says that the two differ."""

    def read(self, texts: Sequence[str]) -> Features:
        """What the texts say; nothing raises, what cannot be understood is absent or compared as it stands."""

    def compare(self, a: Features, b: Features) -> Compared:
        """Compare row by row; both have equally many rows."""

    def counted(self, features: Features) -> list[Hashes]:
        """Hashes of every value that may come back as a shared term, for counting how many have it."""

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        """Keys by name, one or several columns a row; ``asking`` adds those that only the one who looks up needs."""


def blank(rows: int) -> Compared:
    """All absent, to be filled."""
    return Compared(np.zeros(rows, dtype=np.uint8), np.zeros(rows, dtype=np.uint64))
