"""When which building comes (分时段叫号), pure: buildings one after the other, as fast as the tables work."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

PEOPLE_PER_TABLE_HOUR = 100
"""People one table samples in an hour. An assumption: about half a minute each with scanning; said with every proposal."""
STEP = timedelta(minutes=10)
"""Slots begin and end at full steps, so that people can remember them."""


@dataclass(frozen=True)
class Building:
    """An area that is called as one, with the people who live there."""

    area_path: str
    people: int


@dataclass(frozen=True)
class Plan:
    """When the people of a building come."""

    area_path: str
    from_at: datetime
    until_at: datetime
    people: int = 0


def propose(
    buildings: Sequence[Building], *, from_at: datetime, tables: int, per_hour: int = PEOPLE_PER_TABLE_HOUR
) -> list[Plan]:
    """A slot for each building where somebody lives, in the order given; none begins before the one before it, and none is
    shorter than its people need. Slots of small buildings overlap, because they begin and end at full steps.
    """
    rate = tables * per_hour / 3600
    plans: list[Plan] = []
    before = 0
    for building in buildings:
        if building.people:
            first = _down(timedelta(seconds=before / rate))
            last = _up(timedelta(seconds=(before + building.people) / rate))
            plans.append(Plan(building.area_path, from_at + first, from_at + last, building.people))
            before += building.people
    return plans


def hours_needed(people: int, tables: int, per_hour: int = PEOPLE_PER_TABLE_HOUR) -> float:
    """Hours until everybody has been sampled."""
    return people / (tables * per_hour)


def tables_needed(people: int, hours: float, per_hour: int = PEOPLE_PER_TABLE_HOUR) -> int:
    """The fewest tables with which everybody is sampled within so many hours; at least one."""
    return max(1, math.ceil(people / (hours * per_hour)))


def _down(span: timedelta) -> timedelta:
    return span // STEP * STEP


def _up(span: timedelta) -> timedelta:
    return -(-span // STEP) * STEP
