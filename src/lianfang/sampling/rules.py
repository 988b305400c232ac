"""Decisions of the sampling table, pure: how many in a tube, what may still go into it."""

from enum import StrEnum


class Place(StrEnum):
    """Where people are sampled, by which the edition says how many share a tube (`protocols.words.POOL_PLACES`)."""

    ISOLATION_SITE = "isolation_site"
    KEY_GROUP = "key_group"
    LOCKDOWN = "lockdown"
    CONTROL = "control"
    PRECAUTION = "precaution"
    ELSEWHERE = "elsewhere"


class TubeState(StrEnum):
    """A tube from the table to the laboratory (采样管状态)."""

    OPEN = "open"
    CLOSED = "closed"
    PACKED = "packed"
    RECEIVED = "received"
    LOST = "lost"


class Why(StrEnum):
    """Why somebody is sampled."""

    ROUND = "round"
    RESAMPLE_POSITIVE = "resample_positive"
    RESAMPLE_INVALID = "resample_invalid"
    RECHECK = "recheck"


class Exempt(StrEnum):
    """Why somebody need not be sampled in this session (免采)."""

    INFANT = "infant"
    BEDRIDDEN = "bedridden"
    MEDICAL = "medical"
    AWAY = "away"
    SAMPLED_ELSEWHERE = "sampled_elsewhere"
    REFUSED = "refused"


SIZES = (1, 5, 10, 20)
"""People per tube for which there are tubes."""
HOUSEHOLD_MOST = 20
"""A household tube (一户一管) takes one household, however many they are, up to what a tube holds."""
