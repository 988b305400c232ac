"""Periods, places and joint work: what the engine calculates with. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from itertools import pairwise
from typing import TypeAlias

from lianfang.kernel.paths import WIDTH, line_of

Span: TypeAlias = tuple[datetime, datetime]
"""From an instant up to, not with, another."""


class Tree(IntEnum):
    """The two trees by which everything is counted."""

    AREA = 0
    UNIT = 1


def cell_of(figure: str, breakdown: str = "", value: str = "") -> str:
    """The name under which sums are kept: the figure, or one value of a breakdown of it."""
    return f"{figure}/{breakdown}={value}" if breakdown else figure


def cells_within(figure: str, breakdown: str) -> tuple[str, str]:
    """The range, up to and not with the second, of all values of a breakdown."""
    return f"{figure}/{breakdown}=", f"{figure}/{breakdown}>"


def split_of(cell: str) -> tuple[str, str]:
    """Figure and value of a cell; the value is empty for the figure as a whole."""
    figure, _, split = cell.partition("/")
    return figure, split.partition("=")[2]


def word(value: object) -> str:
    """A value of a breakdown as it stands in a cell."""
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def signed_units(paths: Iterable[str]) -> list[tuple[str, int]]:
    """Joint work as signed paths whose roll-up counts it once at and above every participant.

    In the order of the tree the union of the lines of all participants is the sum of their lines less the line that each
    has in common with the one before it: two teams of one office give +1 to each and, above both, 1 + 1 - 1.
    """
    ordered = sorted(set(paths))
    shared = [common_line(one, other) for one, other in pairwise(ordered)]
    return [(path, 1) for path in ordered] + [(path, -1) for path in shared]


def common_line(one: str, other: str) -> str:
    """The deepest place above (or at) both paths."""
    shared = [above for above, also in zip(line_of(one), line_of(other), strict=False) if above == also]
    return shared[-1] if shared else ""


@dataclass(frozen=True)
class Places:
    """The places that are asked for in one tree: those of ``widths`` characters below ``base``, or only the listed ones."""

    tree: Tree
    base: str
    widths: tuple[int, ...]
    listed: frozenset[str] | None = None

    @classmethod
    def children(cls, tree: Tree, base: str) -> "Places":
        return cls(tree, base, (len(base) + WIDTH,))

    @classmethod
    def only(cls, tree: Tree, base: str, paths: Iterable[str]) -> "Places":
        listed = frozenset(path for path in paths if path.startswith(base))
        return cls(tree, base, tuple(sorted({len(path) for path in listed})), listed)

    @property
    def widest(self) -> int:
        return max(self.widths, default=0)

    def of(self, path: str) -> set[str]:
        """The asked places in which something at this path counts."""
        if not path.startswith(self.base):
            return set()
        above = {path[:width] for width in self.widths if len(path) >= width}
        return above if self.listed is None else above & self.listed

    def of_all(self, paths: Iterable[str]) -> set[str]:
        """The same for joint work: every participant's place, each once."""
        return {place for path in paths for place in self.of(path)}


@dataclass(frozen=True)
class Days:
    """Whole local days, from the first up to and not with ``end``."""

    first: date
    end: date

    def __bool__(self) -> bool:
        return self.first < self.end
