"""Kinds of organisations, who must answer at every hour. Pure."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of organisation a unit is (组织类型)."""

    COMMAND = "command"
    DEPARTMENT = "department"
    OFFICE = "office"
    COMMUNITY = "community"
    POLICE = "police"
    HEALTH = "health"
    LABORATORY = "laboratory"
    SCHOOL = "school"
    COMPANY = "company"
    TEAM = "team"


class GridPost(StrEnum):
    """What a member does in a grid (网格职务)."""

    LEADER = "leader"
    WORKER = "worker"


MAY_TEST = (UnitKind.LABORATORY, UnitKind.HEALTH)
"""A laboratory of its own, or that of a hospital; nobody who is ill is sent to the first."""
ANSWERS_FOR_AREAS = (UnitKind.COMMUNITY, UnitKind.OFFICE, UnitKind.COMMAND)
"""The kinds that answer for the area they stand in: the committee, the street or town office, the command."""


def answers_always(kind: UnitKind) -> bool:
    """Whether somebody of such a unit is to be reachable at every hour, unless the unit is told otherwise."""
    return kind in ANSWERS_FOR_AREAS
