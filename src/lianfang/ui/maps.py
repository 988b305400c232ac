"""Maps without tiles (分级统计图): areas in classes, drawn from their outlines, told apart by shade and by pattern."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import cos, radians
from typing import Any

from django.utils.translation import pgettext

from lianfang.kernel.wording import Text

WIDTH = 1000
MOST_CLASSES = 5
PATTERNS = {
    1: "",
    2: "M0 12 12 0",
    3: "M0 12 12 0M-3 3 3-3M9 15 15 9",
    4: "M0 6h12M6 0v12",
    5: "M3 3h1M9 9h1M3 9h1M9 3h1M6 6h1",
}
"""Strokes in a square of 12, denser with the class."""


@dataclass(frozen=True)
class Place:
    """An area on the map; ``geometry`` is GeoJSON (Polygon or MultiPolygon, WGS 84), ``value`` None where it is not known.

    ``words`` stands for the number where it may not be said (under 5).
    """

    name: Text
    geometry: Mapping[str, Any] | None
    value: float | None
    href: str = ""
    words: Text = ""


@dataclass(frozen=True)
class Class:
    """Some areas of about one size; number 0 is the areas with nothing."""

    number: int
    places: list[Place]

    @property
    def span(self) -> str:
        values = [place.value for place in self.places if place.value is not None]
        low, high = f"{min(values):,}", f"{max(values):,}"
        return low if low == high else f"{low} – {high}"


@dataclass(frozen=True)
class Shape:
    place: Place
    number: int | None
    d: str


@dataclass(frozen=True)
class Map:
    """A choropleth with its sentence; the table of the same numbers stands below it."""

    code: str
    """Names the patterns on the page; no two maps of a page share it."""
    title: Text
    summary: Text
    value_name: Text
    places: Sequence[Place]

    @cached_property
    def classes(self) -> list[Class]:
        return classes_of(self.places)

    @property
    def unknown(self) -> int:
        return sum(place.value is None for place in self.places)

    @property
    def patterns(self) -> list[tuple[int, str]]:
        return list(PATTERNS.items())

    @property
    def table(self) -> list[tuple[Place, str]]:
        """Every area by name order as given, with its number in words."""
        return [(place, said(place)) for place in self.places]

    @cached_property
    def shapes(self) -> list[Shape]:
        numbers = {id(place): each.number for each in self.classes for place in each.places}
        to_page, _height = self._projection
        drawn = [place for place in self.places if place.geometry]
        return [Shape(place, numbers.get(id(place)), _path(place.geometry or {}, to_page)) for place in drawn]

    @property
    def view_box(self) -> str:
        return f"-4 -4 {WIDTH + 8} {self._projection[1] + 8}"

    @cached_property
    def _projection(self) -> tuple[Any, int]:
        """Degrees to the page: a degree of longitude shrinks with the latitude; the north is up."""
        points = [point for place in self.places for ring in rings_of(place.geometry) for point in ring] or [(0.0, 0.0)]
        west, east = min(x for x, _y in points), max(x for x, _y in points)
        south, north = min(y for _x, y in points), max(y for _x, y in points)
        shrink = cos(radians((south + north) / 2))
        scale = WIDTH / max((east - west) * shrink, (north - south) / 1.5, 1e-9)

        def to_page(x: float, y: float) -> tuple[float, float]:
            return round((x - west) * shrink * scale, 1), round((north - y) * scale, 1)

        return to_page, max(1, round((north - south) * scale))


def said(place: Place) -> str:
    if place.words:
        return str(place.words)
    return pgettext("number", "not known") if place.value is None else f"{place.value:,}"


def classes_of(places: Sequence[Place]) -> list[Class]:
    """Nothing first, then up to five classes with about as many areas each; equal numbers are never parted."""
    known = sorted((place for place in places if place.value is not None), key=_value)
    nothing, some = [each for each in known if not each.value], [each for each in known if each.value]
    groups = [list(group) for _value_of, group in groupby(some, key=_value)]
    wanted, filled = min(MOST_CLASSES, len(groups)), 0
    classes: list[list[Place]] = []
    for left, group in zip(range(len(groups), 0, -1), groups, strict=True):
        has_its_share = filled * wanted >= len(classes) * len(some)
        if len(classes) < wanted and (has_its_share or wanted - len(classes) >= left):
            classes.append([])
        classes[-1].extend(group)
        filled += len(group)
    return [Class(0, nothing)] * bool(nothing) + [Class(number, each) for number, each in enumerate(classes, 1)]


def _value(place: Place) -> float:
    return place.value or 0


def rings_of(geometry: Mapping[str, Any] | None) -> Iterator[list[tuple[float, float]]]:
    """The rings of a polygon or of several; anything else has none."""
    if geometry is None:
        return
    shapes = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}.get(
        str(geometry.get("type")), []
    )
    for polygon in shapes or []:
        for ring in polygon or []:
            yield [(point[0], point[1]) for point in ring]


def _path(geometry: Mapping[str, Any], to_page: Any) -> str:
    parts = []
    for ring in rings_of(geometry):
        points = " ".join(f"{x:g} {y:g}" for x, y in (to_page(*point) for point in ring))
        parts.append(f"M{points}Z")
    return "".join(parts)
