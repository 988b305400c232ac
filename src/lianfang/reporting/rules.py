"""States of reports and bulletins, periods and due times. Pure; the hours come from the edition in force."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lianfang.kernel.clock import at
from lianfang.kernel.paths import contains
from lianfang.protocols import ReportingRules


class State(StrEnum):
    """How a unit stands with the report of a day (报告状态)."""

    DUE = "due"
    FILED = "filed"
    ZERO = "zero"
    LATE = "late"
    MISSING = "missing"


class BulletinState(StrEnum):
    """The way of a bulletin to its publication (通报状态)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


class UpwardState(StrEnum):
    """How a report to the level above stands (上报状态)."""

    DUE = "due"
    MISSING = "missing"
    AFFIRMED = "affirmed"
    SENT = "sent"
    LATE = "late"


class SentHow(StrEnum):
    """By what way a report went upward (上报方式)."""

    SYSTEM = "system"
    MAIL = "mail"
    FAX = "fax"
    PAPER = "paper"
    PHONE = "phone"


class Call(StrEnum):
    """Why a unit was reminded (提醒)."""

    DUE = "due"
    MISSING = "missing"
    UPWARD = "upward"


def state_of(due_at: datetime, now: datetime, filed_at: datetime | None = None, *, is_zero: bool = False) -> State:
    """A report filed after its time stays late, zero or not; one that is not there is due, from its time on missing."""
    if filed_at is None:
        return State.MISSING if now >= due_at else State.DUE
    if filed_at > due_at:
        return State.LATE
    return State.ZERO if is_zero else State.FILED


def upward_state(due_at: datetime, now: datetime, *, affirmed: bool, sent_at: datetime | None) -> UpwardState:
    """What was sent after its hour stays late; what is affirmed waits to be sent."""
    if sent_at is not None:
        return UpwardState.LATE if sent_at > due_at else UpwardState.SENT
    if affirmed:
        return UpwardState.AFFIRMED
    return UpwardState.MISSING if now >= due_at else UpwardState.DUE


def day_reported(on: date, hour: time, cut_off: time) -> date:
    """The day that goes upward at an hour: the last one that is closed by then."""
    return on if hour >= cut_off else on - timedelta(days=1)


def period_of(day: date, cut_off: time) -> tuple[datetime, datetime]:
    """The day of a report: from the cut-off of the day before up to, not with, that of the day."""
    return at(day - timedelta(days=1), cut_off), at(day, cut_off)


def due_at(day: date, rules: ReportingRules, level: str | None) -> datetime:
    """When the report of a unit is due, by the level of the area it answers for."""
    return at(day, rules.due_for(level))


def overruling(filed: Iterable[str]) -> list[str]:
    """The paths of filed reports that no filed report above them speaks for."""
    kept: list[str] = []
    for path in sorted(filed):
        if not kept or not contains(kept[-1], path):
            kept.append(path)
    return kept


def rolled_up(counted: int, differences: Mapping[str, int]) -> int:
    """What a unit would state: its own count, counted once, and what the units below state more or less than counted.

    A unit that stated a number has spoken for everything below it, so that nothing is added twice.
    """
    return counted + sum(differences[path] for path in overruling(differences))
