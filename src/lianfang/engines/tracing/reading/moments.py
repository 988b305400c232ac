"""Times as people write them: an instant, a day, half a day; in the zone of the place where nothing else is said."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lianfang.engines.tracing.errors import TracingError

PARTS_OF_DAY = {
    "": (0, 24),
    "上午": (0, 12), "am": (0, 12), "morning": (0, 12), "早上": (0, 12),
    "下午": (12, 24), "pm": (12, 24), "afternoon": (12, 24),
    "晚上": (18, 24), "evening": (18, 24),
    "全天": (0, 24), "day": (0, 24),
}  # fmt: skip
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
HOUR = re.compile(
    r"[T\s]*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*[:：分]?\s*(\d{1,2})?(?:\.\d*)?\s*秒?\s*(Z|[+-]\d{2}:?\d{2})?"
)
YEARS = range(1958, 2083)


@dataclass(frozen=True)
class Span:
    """What a written time can mean, in seconds since 1970: from `first` to `last`; the same where it is exact."""

    first: int
    last: int


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its name. Raises TracingError for one that is not known."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise TracingError("zone_unknown", zone=name) from None


def read_moment(text: str, zone: ZoneInfo) -> Span:
    """Raises ValueError for what is no time. An hour that a change of clocks repeats is the earlier one."""
    text = text.strip()
    day = DAY.match(text)
    if not day or int(day[1]) not in YEARS:
        raise ValueError(text)
    midnight = datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=zone)
    rest = text[day.end() :].strip()
    if rest.lower() in PARTS_OF_DAY:
        first, last = (_local(midnight, hours) for hours in PARTS_OF_DAY[rest.lower()])
        return Span(first, last)
    hour = HOUR.fullmatch(rest)
    if not hour:
        raise ValueError(text)
    return _exact(midnight, hour)


def _exact(midnight: datetime, hour: re.Match[str]) -> Span:
    hours, minutes, seconds = (int(each or 0) for each in hour.groups()[:3])
    if hours > 24 or minutes > 59 or seconds > 59 or (hours == 24 and minutes + seconds > 0):
        raise ValueError(hour[0])
    moment = _at(midnight, timedelta(hours=hours, minutes=minutes, seconds=seconds))
    if hour[4]:
        said = datetime.fromisoformat(f"2000-01-01T00:00{hour[4]}").tzinfo
        moment = moment.replace(tzinfo=said)
    at = int(moment.astimezone(UTC).timestamp())
    return Span(at, at)


def _local(midnight: datetime, hours: int) -> int:
    return int(_at(midnight, timedelta(hours=hours)).timestamp())


def _at(midnight: datetime, later: timedelta) -> datetime:
    """By the clock on the wall, as it is written."""
    return (midnight.replace(tzinfo=None) + later).replace(tzinfo=midnight.tzinfo)
