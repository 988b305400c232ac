"""Short ways to say who was where: hours of 1 July 2022 in Shanghai."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lianfang.engines.tracing.model import Index, Rule, Rules, Visit

DAY = datetime(2022, 7, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
ANY = Rules((Rule(),))


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def was(person: str, place: str, begin: float, end: float, **known) -> Visit:
    return Visit(person, place, at(begin), at(end), **known)


def case(person: str = "case", since: float = 0, until: float | None = None) -> Index:
    return Index(person, at(since)) if until is None else Index(person, at(since), at(until))
