"""When something is due, in a state and in words: the same for a chip, a list and a message."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianfang.kernel.clock import now

SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Clock:
    """A due time as people see it; ``tone`` is "", "soon", "late" or "done"."""

    tone: str
    words: str
    due: datetime


def clock_of(
    due: datetime, *, done: datetime | None = None, soon: timedelta = SOON, at: datetime | None = None
) -> Clock:
    """How a due time stands at an instant: done (in time or late), late, due soon, or due."""
    at = at or now()
    if done is not None:
        return _done(due, done)
    if at >= due:
        return Clock("late", _("%(length)s late") % {"length": words_of(at - due)}, due)
    if due - at <= soon:
        return Clock("soon", _("due in %(length)s") % {"length": words_of(due - at)}, due)
    return Clock("", _("due %(time)s") % {"time": daytime(due)}, due)


def _done(due: datetime, done: datetime) -> Clock:
    if done <= due:
        return Clock("done", _("done %(time)s") % {"time": daytime(done)}, due)
    late = {"time": daytime(done), "length": words_of(done - due)}
    return Clock("done", _("done %(time)s, %(length)s late") % late, due)


def words_of(length: timedelta) -> str:
    """A length of time in at most two units: 25 min, 2 h 10 min, 3 days."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    hours, minutes = divmod(minutes, 60)
    if hours < 6 and minutes:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    if hours < 48:
        return _("%(hours)s h") % {"hours": hours}
    return ngettext("%(days)s day", "%(days)s days", hours // 24) % {"days": hours // 24}


def daytime(instant: datetime) -> str:
    """3月24日 16:00 or 24 Mar 16:00, local; with the year where it is not this one."""
    local = localtime(instant)
    this_year = local.year == localtime(now()).year
    return date_format(local, "SHORT_DATETIME_FORMAT" if this_year else "DATETIME_FORMAT")
