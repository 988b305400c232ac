"""Words about people. Pure."""

from enum import StrEnum


class Sex(StrEnum):
    """性别."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"
