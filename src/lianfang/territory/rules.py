"""Levels of the tree and what may stand below what. Pure."""

from enum import StrEnum


class Level(StrEnum):
    """The levels of the tree from above (区域层级); levels between two may be absent."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    COMPOUND = "compound"
    GRID = "grid"
    BUILDING = "building"
    ENTRANCE = "entrance"


class Kind(StrEnum):
    """What an area is where its level alone does not say it (区域类型)."""

    STREET = "street"
    TOWN = "town"
    COMMUNITY = "community"
    VILLAGE = "village"
    COMPOUND = "compound"
    WORK_AREA = "work_area"
    WORKPLACE = "workplace"
    SCHOOL = "school"
    INSTITUTION = "institution"
    BUILDING = "building"
    VILLAGERS_GROUP = "villagers_group"


ORDER = list(Level)
DIVISIONS = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.STREET, Level.COMMUNITY)
"""The levels that the state numbers; what stands below them is the district's own."""

KINDS_OF: dict[Level, tuple[Kind, ...]] = {
    Level.STREET: (Kind.STREET, Kind.TOWN),
    Level.COMMUNITY: (Kind.COMMUNITY, Kind.VILLAGE),
    Level.COMPOUND: (Kind.COMPOUND, Kind.WORK_AREA, Kind.WORKPLACE, Kind.SCHOOL, Kind.INSTITUTION),
    Level.BUILDING: (Kind.BUILDING, Kind.VILLAGERS_GROUP),
}
"""The kinds a level has; the first is meant where none is named."""


def may_contain(parent: Level, child: Level) -> bool:
    """Whether an area of one level may stand directly below another: it must be further down, levels may be skipped.

    A grid belongs to a community or to a compound in one, never directly to a street (DB6101/T 3185-2024).
    """
    if child is Level.GRID:
        return parent in {Level.COMMUNITY, Level.COMPOUND}
    return ORDER.index(child) > ORDER.index(parent)


def kind_for(level: Level, kind: str = "", name: str = "") -> str:
    """The kind of an area: the one given if the level has it, else what its name says, else the level's first.

    Raises ValueError for a kind that the level does not have.
    """
    kinds = KINDS_OF.get(level, ())
    if kind:
        if kind not in kinds:
            raise ValueError(kind)
        return kind
    return next((each for each in kinds if name.endswith(ENDINGS.get(each, ("\n",)))), kinds[0] if kinds else "")


ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.TOWN: ("镇", "乡", "苏木"),
    Kind.STREET: ("街道", "办事处"),
    Kind.VILLAGE: ("村", "村委会", "村民委员会", "嘎查"),
    Kind.VILLAGERS_GROUP: ("组", "队", "屯"),
}
"""How the names of some kinds end."""


class Happening(StrEnum):
    """What can happen to an area (区域变更)."""

    RENAMED = "renamed"
    RECODED = "recoded"
    OUTLINED = "outlined"
    MOVED = "moved"
    MERGED = "merged"
    TOOK_IN = "took_in"
    RETIRED = "retired"


def is_outline(geometry: object) -> bool:
    """Whether this is a GeoJSON Polygon or MultiPolygon (RFC 7946) with closed rings of longitudes and latitudes."""
    if not isinstance(geometry, dict):
        return False
    parts = geometry.get("coordinates")
    polygons = {"Polygon": [parts], "MultiPolygon": parts}.get(geometry.get("type", ""))
    if not isinstance(polygons, list) or not polygons:
        return False
    return all(isinstance(rings, list) and rings and all(_is_ring(ring) for ring in rings) for rings in polygons)


def _is_ring(ring: object) -> bool:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        return False
    return all(_is_position(position) for position in ring)


def _is_position(position: object) -> bool:
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        return False
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in position):
        return False
    longitude, latitude = position[0], position[1]
    return bool(-180 <= longitude <= 180 and -90 <= latitude <= 90)
