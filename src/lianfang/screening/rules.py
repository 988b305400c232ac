"""What came of a knock, what a door's history means, and when somebody goes there again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID


class Behind(StrEnum):
    """What stands behind the doors of a round (摸排对象)."""

    HOUSEHOLDS = "households"
    WORKPLACES = "workplaces"


class Outcome(StrEnum):
    """What came of one knock (入户结果); only the first is coverage."""

    DONE = "done"
    NOT_AT_HOME = "not_at_home"
    REFUSED = "refused"
    EMPTY = "empty"
    MOVED = "moved"


class Standing(StrEnum):
    """Where a door stands in its round (门户状态): open until somebody has knocked, then the outcome that counts."""

    OPEN = "open"
    DONE = "done"
    NOT_AT_HOME = "not_at_home"
    REFUSED = "refused"
    EMPTY = "empty"
    MOVED = "moved"


class Symptom(StrEnum):
    """What somebody who is unwell says of it (症状)."""

    FEVER = "fever"
    COUGH = "cough"
    SORE_THROAT = "sore_throat"
    SHORT_BREATH = "short_breath"
    FATIGUE = "fatigue"
    DIARRHOEA = "diarrhoea"
    LOSS_OF_SMELL = "loss_of_smell"
    RASH = "rash"
    MUSCLE_PAIN = "muscle_pain"


class Need(StrEnum):
    """What somebody needs help with (求助事项)."""

    HOSPITAL = "hospital"
    MEDICINE = "medicine"
    FOOD = "food"
    CARE = "care"
    COMPANY = "company"
    OTHER = "other"


class Followed(StrEnum):
    """What somebody did about a symptom or a need that was found (处置)."""

    TO_CLINIC = "to_clinic"
    HELPED = "helped"
    WELL = "well"
    PASSED_ON = "passed_on"


NOBODY_SPOKEN_TO = frozenset({Outcome.NOT_AT_HOME, Outcome.REFUSED})
"""Tries after which somebody goes again."""
NOT_LIVED_IN = frozenset({Standing.EMPTY, Standing.MOVED})
LIVED_IN = frozenset({Standing.DONE, Standing.REFUSED})

HOURS = (time(10), time(18))
"""Local hours at which a next visit is planned: those who are out at work are at home in the evening."""
NOT_BEFORE = timedelta(hours=2)
MOST_TRIES = 5
MOST_PEOPLE = 60


@dataclass(frozen=True)
class Knock:
    """One visit that counts, in what it means for the door."""

    id: UUID
    at: datetime
    outcome: Outcome


@dataclass(frozen=True)
class Door:
    """What a history comes to: the state, how often somebody went, and when the first and the last were there."""

    state: Standing = Standing.OPEN
    tries: int = 0
    worked_at: datetime | None = None
    reached_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody has to go again."""
        return self.state in {Standing.NOT_AT_HOME, Standing.REFUSED}


def door_after(knocks: Iterable[Knock]) -> Door:
    """What the visits of a door come to, in whatever order they were received.

    Whoever was reached once in the round was reached; before that the last visit counts, by its own time (of two at one
    instant the one with the later id).
    """
    run = sorted(knocks, key=lambda knock: (knock.at, knock.id))
    if not run:
        return Door()
    reached = [knock for knock in run if knock.outcome is Outcome.DONE]
    counts = reached[-1] if reached else run[-1]
    return Door(
        state=Standing(counts.outcome.value),
        tries=len(run),
        worked_at=run[0].at,
        reached_at=reached[0].at if reached else None,
        last_at=run[-1].at,
    )


def is_lived_in(state: Standing, before: bool) -> bool:
    """Whether a household counts as occupied: by what was found there, else by what the register said when it came in."""
    if state in NOT_LIVED_IN:
        return False
    return state in LIVED_IN or before


def next_visit(last: datetime, outcome: Standing) -> datetime:
    """When somebody goes there again after nobody was spoken to; ``last`` is local and aware.

    At another hour of the day: who was out in the morning is tried in the evening, who was out in the evening the next
    morning. Whoever sent the visitor away is left in peace until the next day. (The sources read give no hours.)
    """
    if outcome is Standing.REFUSED:
        return _at(last + timedelta(days=1), HOURS[0])
    tonight = _at(last, HOURS[1])
    morning = _at(last, HOURS[0])
    for planned in (morning, tonight):
        if planned >= last + NOT_BEFORE:
            return planned
    return _at(last + timedelta(days=1), HOURS[0])


def _at(day: datetime, hour: time) -> datetime:
    return day.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)


def planned(door: Door, *, tries: int, until: datetime | None, last: datetime | None) -> datetime | None:
    """The next visit that a round of so many tries plans at a door; None where nobody has to go, or no longer.

    ``last`` is the time of the last visit in local time, ``until`` the end of the round (None: it has been closed).
    """
    if not door.waits or door.tries >= tries or until is None or last is None:
        return None
    due = next_visit(last, door.state)
    return due if due < until else None


def contradict(earlier: Outcome, same: bool) -> bool:
    """Whether a later visit of the same day is another version of an earlier one, which a person has to look at.

    A try that spoke to nobody is followed by the next one and contradicts nothing; what says the same (``same``) neither.
    """
    return earlier not in NOBODY_SPOKEN_TO and not same


def share(part: int, whole: int) -> float | None:
    """A share in per cent with one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


@dataclass(frozen=True)
class Version:
    """A visit as it is compared with the others of its door: its local day, and a digest of everything it says."""

    knock: Knock
    day: date
    digest: bytes


def contradictions(visits: Iterable[Version]) -> list[tuple[UUID, UUID]]:
    """The pairs of visits of one door that are two versions of one day, the earlier first."""
    run = sorted(visits, key=lambda each: (each.knock.at, each.knock.id))
    return [
        (one.knock.id, other.knock.id)
        for number, one in enumerate(run)
        for other in run[number + 1 :]
        if one.day == other.day and contradict(one.knock.outcome, one.digest == other.digest)
    ]
