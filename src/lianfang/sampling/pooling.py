"""How many should share a tube, and what an area needs, pure.

Pooling as Dorfman proposed it (The Detection of Defective Members of Large Populations, 1943): k people share a tube, and
only where it is positive is each of them tested singly.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from lianfang.sampling.rules import SIZES, Pool
from lianfang.sampling.slots import PEOPLE_PER_TABLE_HOUR, tables_needed

RESERVE = 0.05
"""Share of tubes and swabs held ready beyond the count: broken, misread, taken twice. An assumption."""
STAFF_PER_TABLE = 2
"""One who samples and one who scans and labels. An assumption."""
STAFF_PER_SITE = 6
"""For the entrance, the queue, the exit, waste, transport and the head of the site. An assumption."""
SET_LASTS_HOURS = 4
"""A set of protective clothing is worn for so long. An assumption."""


def expected_tests(prevalence: float, size: int) -> float:
    """Tests per person that pools of this size take on average: 1/k + 1 - (1 - p)^k; 1 without pooling.

    ``prevalence`` is the share of people who are positive, from 0 to 1, each independently of the others.
    """
    if size == 1:
        return 1.0
    return 1 / size + 1 - (1 - prevalence) ** size


@dataclass(frozen=True)
class Advice:
    """A size with the tests per person that it takes on average; ``allowed`` by the edition at that place."""

    size: int
    tests: float
    allowed: bool = True

    @property
    def saved(self) -> float:
        """Share of the tests of single tubes that is saved; negative where pooling takes more."""
        return 1 - self.tests


def advise(prevalence: float, sizes: Iterable[int] = SIZES, most: int | None = None) -> list[Advice]:
    """Each size with its expectation, the fewest tests first, the smaller of equals before the larger.

    ``most`` is the edition's limit; None where it gives none.
    """
    found = [
        Advice(size, expected_tests(prevalence, size), allowed=most is None or size <= most) for size in sorted(sizes)
    ]
    return sorted(found, key=lambda each: (each.tests, each.size))


def best(advice: Iterable[Advice]) -> Advice | None:
    """The size with the fewest tests among those allowed."""
    return next((each for each in advice if each.allowed), None)


@dataclass(frozen=True)
class Needs:
    """What it takes to sample so many people in so many hours."""

    people: int
    hours: float
    tables: int
    staff: int
    tubes: int
    swabs: int
    sets: int
    """Sets of protective clothing."""


def needs_of(
    *,
    people: int,
    households: int,
    hours: float,
    pool: Pool,
    sites: int = 1,
    per_hour: int = PEOPLE_PER_TABLE_HOUR,
) -> Needs:
    """Tables, staff, tubes, swabs and protective clothing for an area, with the reserve; nothing for nobody."""
    if not people:
        return Needs(0, hours, 0, 0, 0, 0, 0)
    tables = max(tables_needed(people, hours, per_hour), sites)
    staff = tables * STAFF_PER_TABLE + sites * STAFF_PER_SITE
    tubes = max(households, math.ceil(people / pool.size)) if pool.of_household else math.ceil(people / pool.size)
    return Needs(
        people=people,
        hours=hours,
        tables=tables,
        staff=staff,
        tubes=_with_reserve(tubes),
        swabs=_with_reserve(people),
        sets=staff * math.ceil(hours / SET_LASTS_HOURS),
    )


def _with_reserve(number: int) -> int:
    return math.ceil(number * (1 + RESERVE))
