"""Outlines that fit into each other: a patch of bent hexagons, cut into streets, communities and grids.

The cells are one lattice with one set of bent corners, so that whatever is made of whole cells shares its borders with
its neighbours and with what it lies in. The district lies in open sea, where nobody can take it for a real one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, radians, sin
from random import Random
from typing import Any, TypeAlias

Cell: TypeAlias = tuple[int, int]
"""Centre of a hexagon in half widths and half sides: whole numbers, so that corners compare."""
Corner: TypeAlias = tuple[int, int]
Point: TypeAlias = tuple[float, float]

_AROUND: tuple[Corner, ...] = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1))
"""Corners of a hexagon against the clock."""
_HALF_WIDTH, _HALF_SIDE = 3**0.5 / 2, 0.5
_SIDE_KM = 0.55
CENTRE = (120.4, 38.6)
"""Longitude and latitude in the Bohai strait."""


@dataclass
class Lattice:
    """So many cells in a patch with an uneven shore, and the bends of their borders."""

    size: int
    seed: str
    cells: list[Cell] = field(init=False)

    def __post_init__(self) -> None:
        dice = Random(f"{self.seed}:shore")  # noqa: S311
        phases = [dice.uniform(0, 6.3) for _ in range(3)]

        def from_the_middle(cell: Cell) -> float:
            x, y = cell[0] * _HALF_WIDTH, cell[1] * _HALF_SIDE
            turn = atan2(y, x)
            bulge = 1 + sum(0.16 / (n + 1) * sin((n + 2) * turn + phase) for n, phase in enumerate(phases))
            return hypot(x * 0.86, y) / bulge

        reach = round(self.size**0.5) + 4
        plane = [(2 * q + r, 3 * r) for q in range(-2 * reach, 2 * reach) for r in range(-reach, reach)]
        self.cells = sorted(plane, key=from_the_middle)[: self.size]
        self._bent = lru_cache(maxsize=None)(self._bend)

    def outline(self, cells: Sequence[Cell]) -> dict[str, Any]:
        """The GeoJSON outline of a set of cells."""
        rings = [self._bent_ring(ring) for ring in _rings(cells)]
        outer = sorted((ring for ring in rings if _area(ring) > 0), key=_area, reverse=True)
        holes = [ring for ring in rings if _area(ring) < 0]
        parts = [[_positions(ring)] for ring in outer]
        parts[0] += [_positions(ring) for ring in holes]
        if len(parts) == 1:
            return {"type": "Polygon", "coordinates": parts[0]}
        return {"type": "MultiPolygon", "coordinates": parts}

    def _bent_ring(self, ring: Sequence[Corner]) -> list[Point]:
        """The corners of a ring with a bend in the middle of every side."""
        bent: list[Point] = []
        for here, there in pairwise([*ring, ring[0]]):
            bent += [self._bent((here[0] * 2, here[1] * 2)), self._bent((here[0] + there[0], here[1] + there[1]))]
        return bent

    def _bend(self, doubled: Corner) -> Point:
        """Where a corner, or the middle of a side, really lies: moved a little, the same for all who share it."""
        dice = Random(f"{self.seed}:{doubled}")  # noqa: S311
        most = 0.26 if doubled[0] % 2 == 0 and doubled[1] % 2 == 0 else 0.14
        turn, far = dice.uniform(0, 6.3), dice.uniform(0, most)
        return (
            doubled[0] / 2 * _HALF_WIDTH + far * cos(turn),
            doubled[1] / 2 * _HALF_SIDE + far * sin(turn),
        )


def cut(cells: Sequence[Cell], sizes: Sequence[int]) -> list[list[Cell]]:
    """Cut a patch into patches of these sizes, each as round as halving the longer side again and again makes it."""
    if len(sizes) == 1:
        return [list(cells)]
    middle = _middle(sizes)
    first = sum(sizes[:middle])
    ordered = sorted(cells, key=_along_the_longer_side(cells))
    return cut(ordered[:first], sizes[:middle]) + cut(ordered[first:], sizes[middle:])


def _middle(sizes: Sequence[int]) -> int:
    """Where to cut a list of sizes so that both halves weigh nearly the same."""
    whole = sum(sizes)
    return min(range(1, len(sizes)), key=lambda at: abs(2 * sum(sizes[:at]) - whole))


def _along_the_longer_side(cells: Sequence[Cell]) -> Any:
    wide = (max(x for x, _ in cells) - min(x for x, _ in cells)) * _HALF_WIDTH
    high = (max(y for _, y in cells) - min(y for _, y in cells)) * _HALF_SIDE
    return (lambda cell: (cell[0], cell[1])) if wide >= high else (lambda cell: (cell[1], cell[0]))


def _rings(cells: Sequence[Cell]) -> list[list[Corner]]:
    """The borders of a set of cells: sides that only one of them has, walked one after the other."""
    sides = {side for cell in cells for side in _sides(cell)}
    onward = {here: there for here, there in sides if (there, here) not in sides}
    rings = []
    while onward:
        here, there = onward.popitem()
        ring = [here]
        while there != ring[0]:
            ring.append(there)
            there = onward.pop(there)
        rings.append(ring)
    return rings


def _sides(cell: Cell) -> list[tuple[Corner, Corner]]:
    corners = [(cell[0] + x, cell[1] + y) for x, y in _AROUND]
    return list(pairwise([*corners, corners[0]]))


def _area(ring: Sequence[Point]) -> float:
    """Twice the area, positive against the clock."""
    return sum(x * v - u * y for (x, y), (u, v) in pairwise([*ring, ring[0]]))


def _positions(ring: Sequence[Point]) -> list[list[float]]:
    kilometre_east = 1 / (111.32 * cos(radians(CENTRE[1])))
    placed = [
        [round(CENTRE[0] + x * _SIDE_KM * kilometre_east, 5), round(CENTRE[1] + y * _SIDE_KM / 110.57, 5)]
        for x, y in ring
    ]
    return [*placed, placed[0]]
