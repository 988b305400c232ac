"""Moments and days as the API takes them: with their offset, and near enough to be reckoned with in any zone."""

from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime

FIRST_YEAR, LAST_YEAR = 1850, 2200

When = TypeVar("When", date, datetime)


def _within_reach(when: When) -> When:
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise ValueError(f"the year lies before {FIRST_YEAR} or after {LAST_YEAR}")
    return when


Instant = Annotated[AwareDatetime, AfterValidator(_within_reach)]
"""An instant; one without an offset is refused, for it would be read in a zone that nobody told."""

Day = Annotated[date, AfterValidator(_within_reach)]
