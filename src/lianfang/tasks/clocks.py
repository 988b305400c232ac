"""Due times that fire with nobody looking: the worker calls `fire_due`, whatever happens to be registered answers.

A clock is claimed by a conditional update in the transaction in which its answer is done, so that two workers fire it
once and a crash in the answer leaves it due.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.registry import Registry
from lianfang.privacy.audit import audit
from lianfang.tasks.models import Clock

Answer = Callable[[UUID, datetime], None]
"""Called with the id of what the clock was set for and the instant it is for."""

log = logging.getLogger(__name__)

CLOCK = Actor.system("clock")
BATCH = 200
ATTEMPTS = 5
"""A clock whose answer fails as often is left and shown as broken."""

TASK_DUE = "tasks.due"
TASK_LAPSES = "tasks.lapses"
ACCEPT_DUE = "tasks.accept_due"
SEE_DUE = "tasks.see_due"
RISE = "tasks.rise"

_answers: Registry[Answer] = Registry("clock")


def on(what: str) -> Callable[[Answer], Answer]:
    """Decorate what happens when a clock of this name is due."""

    def register(answer: Answer) -> Answer:
        return _answers.add(what, answer)

    return register


def start(what: str, subject_id: UUID, due_at: datetime) -> None:
    """Set a clock; setting the same again changes nothing."""
    Clock.objects.get_or_create(what=what, subject_id=subject_id, due_at=due_at)


def stop(subject_id: UUID, *which: str) -> None:
    """Take away the clocks of a thing that have not fired."""
    Clock.objects.filter(subject_id=subject_id, what__in=which, fired_at=None).delete()


def fire_due(at: datetime | None = None) -> int:
    """Fire every clock due by now (or by an instant), the oldest first; returns how many fired."""
    instant = at or now()
    fired, tried = 0, set[UUID]()
    while batch := list(_due(instant).exclude(pk__in=tried)[:BATCH]):
        tried |= {clock.pk for clock in batch}
        fired += sum(_fire(clock, instant) for clock in batch)
    return fired


def broken() -> QuerySet[Clock]:
    """Clocks given up on, the newest first: something for the administrator."""
    return Clock.objects.filter(fired_at=None, attempts__gte=ATTEMPTS).order_by("-due_at", "id")


def overdue() -> QuerySet[Clock]:
    """Clocks whose time has come and which wait for the worker."""
    return _due(now())


def _due(instant: datetime) -> QuerySet[Clock]:
    return Clock.objects.filter(fired_at=None, due_at__lte=instant, attempts__lt=ATTEMPTS).order_by("due_at", "id")


def _fire(clock: Clock, instant: datetime) -> bool:
    try:
        with transaction.atomic():
            return _claimed(clock, instant)
    except DatabaseError:
        raise
    except Exception as failure:  # noqa: BLE001 - one broken answer must not stop the others
        _note_failure(clock, failure)
        return False


def _claimed(clock: Clock, instant: datetime) -> bool:
    if not Clock.objects.filter(pk=clock.pk, fired_at=None).update(fired_at=instant):
        return False
    audit(CLOCK, "clock.fired", clock, what=clock.what, which=str(clock.subject_id))
    _answers[clock.what](clock.subject_id, clock.due_at)
    return True


@transaction.atomic
def _note_failure(clock: Clock, failure: Exception) -> None:
    log.error("clock %s %s failed: %s", clock.what, clock.pk, type(failure).__name__)
    Clock.objects.filter(pk=clock.pk).update(attempts=F("attempts") + 1)
    audit(CLOCK, "clock.failed", clock, what=clock.what, error=type(failure).__name__)
