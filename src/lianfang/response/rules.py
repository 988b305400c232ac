"""Levels of a response and what a lower authority may add to a higher one's decision. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

GRAVEST, LIGHTEST = 1, 4

SUNSET_AFTER = timedelta(days=30)
"""How long after its end a response's personal records stay: local assumption, long enough for appeals and receipts."""


class Step(StrEnum):
    """What a decision changed against the one before (响应决定的种类)."""

    ACTIVATED = "activated"
    RAISED = "raised"
    LOWERED = "lowered"
    CHANGED_EDITION = "changed_edition"
    CONFIRMED = "confirmed"


class ExcessKind(StrEnum):
    """How somebody goes further than the rules, measures for people apart (超出规定的做法): a wider area, or one of the nine
    prohibitions (九不准, 2022-06-05), whose codes are those of `protocols.words`.
    """

    WIDER_AREA = "wider_area"
    TRAVEL_LIMITS = "no_wider_travel_limits"
    FORCED_RETURN = "no_forced_return_from_low_risk"
    AREA_CONTROL = "no_longer_area_control"
    CIRCLE_OF_PEOPLE = "no_wider_circle_of_people"
    ISOLATION = "no_longer_isolation"
    CARE = "no_refused_care"
    STUDENTS = "no_isolation_of_returning_students"
    CHECKPOINTS = "no_needless_checkpoints"
    PLACES = "no_closing_of_low_risk_places"


@dataclass(frozen=True)
class Standing:
    """The two things a decision sets: the level, 1 (gravest) to 4, and the code of the edition."""

    level: int
    edition: str


def step(before: Standing | None, after: Standing) -> Step:
    """What the decision is called; a change of level names it even where the edition changed as well."""
    if before is None:
        return Step.ACTIVATED
    if after.level != before.level:
        return Step.RAISED if after.level < before.level else Step.LOWERED
    return Step.CHANGED_EDITION if after.edition != before.edition else Step.CONFIRMED


def is_level(level: int) -> bool:
    return GRAVEST <= level <= LIGHTEST


def is_tighter(level: int, level_above: int | None) -> bool:
    """Whether a district goes further than the authority above it asks; level 1 is graver than level 2."""
    return level_above is not None and level < level_above


def is_laxer(level: int, level_above: int | None) -> bool:
    """Whether a district stays behind the authority above it, which is not in its power."""
    return level_above is not None and level > level_above


def is_overdue(review_on: date, today: date) -> bool:
    """Whether the review day has passed without a new decision; on the day itself it is due, not overdue."""
    return today > review_on
