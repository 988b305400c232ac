"""The one place that knows what time it is. Instants are UTC and aware; a *day* is a local calendar date."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    return _pretended.get() or timezone.now()


@contextmanager
def pretending(instant: datetime) -> Iterator[None]:
    """Let it be another time: an invented district lives through its weeks by the same services as a real one."""
    token = _pretended.set(instant)
    try:
        yield
    finally:
        _pretended.reset(token)


def today() -> date:
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The local calendar date of an instant; midnight belongs to the day it begins."""
    return timezone.localtime(instant).date()


def start_of(day: date) -> datetime:
    """The instant at which a local day begins."""
    return at(day, time.min)


def end_of(day: date) -> datetime:
    """The instant at which a local day has ended, which is the start of the next."""
    return start_of(day + timedelta(days=1))


def at(day: date, hour: time) -> datetime:
    """The instant of a local wall-clock time."""
    return timezone.make_aware(datetime.combine(day, hour))
