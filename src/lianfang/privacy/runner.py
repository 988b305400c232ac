"""Ends the rows whose days are over: `lianfang retention`, and the worker every night."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import day_of, now
from lianfang.privacy.audit import audit
from lianfang.privacy.declare import Ending, Retention
from lianfang.privacy.endings import Ended, Rows, end_rows, held, promises, unfinished


@dataclass(frozen=True)
class Due:
    """A table with rows whose days are over."""

    promise: Retention
    rows: int
    held: int

    @property
    def name(self) -> str:
        return str(self.promise.model._meta.verbose_name)


def preview(at: datetime | None = None) -> list[Due]:
    """What a run would end now, table by table, and what is held."""
    return [due for promise in _timed() if (due := _due(promise, at or now())).rows or due.held]


def run(*, actor: Actor, at: datetime | None = None) -> dict[str, Ended]:
    """End what is due; one audit entry a table. Returns what became of the rows, by table."""
    moment = at or now()
    done = {promise.model._meta.label_lower: _run_one(actor, promise, moment) for promise in _timed()}
    return {label: ended for label, ended in done.items() if ended.total or ended.held}


def due_rows(promise: Retention, at: datetime) -> Rows:
    """The rows of a table whose days are over."""
    field: Any = promise.model._meta.get_field(promise.counted_from)
    cutoff: Any = at - timedelta(days=promise.days or 0)
    if not isinstance(field, models.DateTimeField):
        cutoff = day_of(cutoff)
    rows = promise.model._base_manager.filter(**{f"{promise.counted_from}__lt": cutoff})
    return unfinished(promise, rows)


def _timed() -> Iterator[Retention]:
    """Tables with a number of days; what is handed to a lawful keeper waits for the receipt of the sunset."""
    for promise in promises():
        if promise.days is not None and promise.ending in {Ending.ERASE, Ending.KEEP_WITHOUT_PERSON}:
            yield promise


def _due(promise: Retention, at: datetime) -> Due:
    rows = due_rows(promise, at)
    return Due(promise, rows.exclude(held(promise.model)).count(), rows.filter(held(promise.model)).count())


def _run_one(actor: Actor, promise: Retention, at: datetime) -> Ended:
    with transaction.atomic():
        ended = end_rows(promise, due_rows(promise, at))
        if ended.total:
            label = promise.model._meta.label_lower
            audit(actor, "retention.ended", label, erased=ended.erased, emptied=ended.emptied, held=ended.held)
    return ended
