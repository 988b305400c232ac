"""Work that comes again by itself: a module registers it in its ``jobs.py``, the worker runs what is due.

When each job last ran is remembered in the database by a platform package above this one (`privacy`), so that several
workers, and workers that are restarted, run a job once in its time.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from lianfang.kernel.clock import now
from lianfang.kernel.registry import Registry

log = logging.getLogger(__name__)

AGAIN_AFTER_FAILURE = timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    """Something the program does by itself, again and again."""

    code: str
    every: timedelta
    run: Callable[[], object]


@dataclass(frozen=True)
class Run:
    """When a job last began, and whether it failed."""

    began_at: datetime
    failed: bool = False


class Memory(Protocol):
    """What remembers the runs of jobs."""

    def runs(self) -> Mapping[str, Run]:
        """The last run of each job, by the job's code."""

    def claim(self, code: str, last: Run | None, at: datetime) -> bool:
        """Begin a run; only one of several workers that saw the same last run gets True."""

    def ended(self, code: str, failure: str) -> None:
        """A run has ended; ``failure`` is the kind of error, "" for none."""


_jobs: Registry[Job] = Registry("job")
_memory: list[Memory] = []


def job(code: str, *, hours: float = 0, minutes: float = 0) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Decorate a function that is to run every so often; it takes nothing and acts as `Actor.system`."""

    def register(run: Callable[[], object]) -> Callable[[], object]:
        _jobs.add(code, Job(code, timedelta(hours=hours, minutes=minutes), run))
        return run

    return register


every = job


def remember_with(memory: Memory) -> None:
    _memory[:] = [memory]


def due_jobs(at: datetime | None = None) -> list[Job]:
    """The jobs whose time has come, those never run included."""
    runs = _memory[0].runs()
    return [each for each in _jobs.values() if _is_due(each, runs.get(each.code), at or now())]


def last_runs() -> list[tuple[Job, Run | None]]:
    """Every job with its last run, by code."""
    runs = _memory[0].runs()
    return [(each, runs.get(each.code)) for each in sorted(_jobs.values(), key=lambda job: job.code)]


def run_due(at: datetime | None = None) -> list[str]:
    """Run what is due and return the codes of what ran through; one that fails is logged and tried again later."""
    moment = at or now()
    runs = _memory[0].runs()
    return [
        each.code
        for each in due_jobs(moment)
        if _memory[0].claim(each.code, runs.get(each.code), moment) and _ran_through(each)
    ]


def _is_due(each: Job, last: Run | None, at: datetime) -> bool:
    if last is None:
        return True
    return last.began_at + (min(each.every, AGAIN_AFTER_FAILURE) if last.failed else each.every) <= at


def _ran_through(each: Job) -> bool:
    failure = ""
    try:
        each.run()
    except Exception as error:
        log.error("job %s failed", each.code, exc_info=True)
        failure = type(error).__name__
    _memory[0].ended(each.code, failure)
    return not failure
