"""Kinds of organisations. Pure."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of organisation a unit is (组织类型)."""

    COMMAND = "command"
    DEPARTMENT = "department"
    OFFICE = "office"
    COMMUNITY = "community"
    POLICE = "police"
    HEALTH = "health"
    SCHOOL = "school"
    COMPANY = "company"
    TEAM = "team"
