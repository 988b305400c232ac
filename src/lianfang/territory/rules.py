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


ORDER = list(Level)


def may_contain(parent: Level, child: Level) -> bool:
    """Whether an area of one level may stand directly below another: it must be further down, levels may be skipped.

    A grid belongs to a community, never directly to a street (DB6101/T 3185-2024).
    """
    if child is Level.GRID:
        return parent in {Level.COMMUNITY, Level.COMPOUND}
    return ORDER.index(child) > ORDER.index(parent)
