"""Outlines of areas as drawings: GeoJSON in longitudes and latitudes becomes paths of an SVG."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from lianfang.territory.models import Area

WIDTH = 600
"""Of the drawing, in its own units; the height follows from the outlines."""


@dataclass(frozen=True)
class Shape:
    """An area and its outline as the ``d`` of an SVG path."""

    area: Area
    d: str


@dataclass(frozen=True)
class Drawing:
    """Outlines beside one another in one picture."""

    width: int
    height: int
    shapes: list[Shape]

    @property
    def box(self) -> str:
        """The view box, with room for the lines at the edge."""
        return f"-4 -4 {self.width + 8} {self.height + 8}"


def draw(areas: Iterable[Area]) -> Drawing | None:
    """The outlines of the areas that have one, north above; None where there is none.

    Longitudes are shortened by the cosine of the middle latitude, which is exact enough for a district.
    """
    drawn = [area for area in areas if area.geometry]
    points = [position for area in drawn for ring in _rings(area.geometry) for position in ring]
    if not points:
        return None
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    narrow = cos(radians((south + north) / 2))
    scale = WIDTH / max((east - west) * narrow, (north - south) * 0.5, 1e-9)

    def place(position: list[float]) -> str:
        return f"{(position[0] - west) * narrow * scale:.1f} {(north - position[1]) * scale:.1f}"

    shapes = [
        Shape(area, "".join(f"M{'L'.join(place(point) for point in ring)}Z" for ring in _rings(area.geometry)))
        for area in drawn
    ]
    return Drawing(WIDTH, max(1, round((north - south) * scale)), shapes)


def _rings(geometry: Any) -> Iterator[list[list[float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return (ring for rings in polygons for ring in rings)
