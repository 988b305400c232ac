"""A period as whole local days, which the sums answer, and the part-days at its ends, which rows answer."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from lianfang.figures.rules import Days, Span
from lianfang.kernel.clock import day_of, end_of, start_of


def whole_days(start: datetime, end: datetime) -> Days:
    """The local calendar days that lie wholly in the period."""
    first = day_of(start)
    if start_of(first) != start:
        first += timedelta(days=1)
    return Days(first, day_of(end))


def part_days(start: datetime, end: datetime) -> list[Span]:
    """What the whole days leave over at both ends."""
    days = whole_days(start, end)
    if not days:
        return [(start, end)] if start < end else []
    parts = [(start, start_of(days.first)), (start_of(days.end), end)]
    return [part for part in parts if part[0] < part[1]]


def day_by_day(spans: Iterable[Span]) -> Iterator[tuple[date, Span]]:
    """The spans cut at midnight, each piece with the day in which it lies."""
    for start, end in spans:
        for day, stop in ends_of_days(start, end):
            yield day, (max(start, start_of(day)), stop)


def ends_of_days(start: datetime, end: datetime) -> list[tuple[date, datetime]]:
    """Each calendar day that the period touches, with the instant at which it (or the period) ends."""
    ends, day = [], day_of(start)
    while start_of(day) < end:
        ends.append((day, min(end_of(day), end)))
        day += timedelta(days=1)
    return ends
