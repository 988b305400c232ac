"""An outbreak whose chains are known: who infected whom, where and when, among the visits of a simulated world.

Each meeting with an infectious person passes it on with a chance that grows with the minutes spent together,
``1 - exp(-rate * minutes)``; whoever is infected is infectious after a latent time, and ill a little later. The first
infection counts, so people are handled in the order in which they were infected.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from benchmarks.tracing.world import DAY, SETTINGS, Ints, Visits

RATES = {"household": 0.0006, "work": 0.00004, "shop": 0.0003, "bus": 0.0003}
"""Per minute together: a night at home passes it on in a third of the cases, a day near each other at work in one of fifty."""
SHARE_NEAR = 0.3
"""In a room, a shop or a vehicle only so many of those present are near enough; at home all are."""


@dataclass(frozen=True)
class Course:
    """Minutes from infection to passing on, from then to the onset of illness, and for how long it is passed on."""

    latent: tuple[int, int] = (1 * DAY, 3 * DAY)
    before_onset: tuple[int, int] = (DAY // 2, 2 * DAY)
    infectious: int = 4 * DAY


@dataclass(frozen=True)
class Infection:
    """One person's: when, by whom (-1 for who brought it in), infectious from and until, ill from; minutes."""

    person: int
    at: int
    source: int
    infectious_from: int
    onset: int
    infectious_until: int


@dataclass
class Chains:
    """The truth: every infection by person, in the order in which they happened."""

    infections: dict[int, Infection] = field(default_factory=dict)

    def descendants(self, of: int, until: int) -> dict[int, int]:
        """Whom this case infected before ``until``, directly (1), over one person (2), and so on: person to generation."""
        generation = {of: 0}
        for each in self.infections.values():
            if each.source in generation and each.at < until:
                generation[each.person] = generation[each.source] + 1
        del generation[of]
        return generation


class Meetings:
    """Who was where with whom: visits by person and by place."""

    def __init__(self, visits: Visits) -> None:
        self.visits = visits
        self._by_person = _grouped(visits.person)
        self._by_place = _grouped(visits.place)
        self._longest = int((visits.end - visits.start).max(initial=0))
        self._starts = {place: visits.start[rows] for place, rows in self._by_place.items()}

    def of(self, person: int, since: int, until: int) -> Iterator[tuple[int, Ints, Ints, Ints]]:
        """Each visit within the time that met anybody: its setting, who was there, from and to."""
        its = self.visits
        for row in self._by_person.get(person, ()):
            first, last = max(its.start[row], since), min(its.end[row], until)
            if first < last:
                there = self._at(int(its.place[row]), first, last)
                there = there[its.person[there] != person]
                starts, ends = np.maximum(its.start[there], first), np.minimum(its.end[there], last)
                yield int(its.setting[row]), its.person[there], starts, ends

    def _at(self, place: int, first: int, last: int) -> Ints:
        starts, rows = self._starts[place], self._by_place[place]
        low, high = np.searchsorted(starts, [first - self._longest, last])
        there = rows[low:high]
        return there[self.visits.end[there] > first]


def _grouped(keys: Ints) -> dict[int, Ints]:
    order = np.argsort(keys, kind="stable")
    values, firsts = np.unique(keys[order], return_index=True)
    return dict(zip(values.tolist(), np.split(order, firsts[1:]), strict=True))


def spread(
    visits: Visits, seeds: Ints, dice: np.random.Generator, *, most: int, course: Course | None = None
) -> Chains:
    """Let it run from these people, infected on the first day, until nobody is left or ``most`` are infected."""
    course = course or Course()
    meetings = Meetings(visits.only(np.argsort(visits.start, kind="stable")))
    waiting = [(int(at), int(who), -1) for at, who in zip(dice.integers(0, DAY, len(seeds)), seeds, strict=True)]
    heapq.heapify(waiting)
    chains = Chains()
    while waiting and len(chains.infections) < most:
        at, who, source = heapq.heappop(waiting)
        if who in chains.infections:
            continue
        chains.infections[who] = infection = _course_of(who, at, source, course, dice)
        for passed in _passed_on(meetings, infection, dice):
            heapq.heappush(waiting, passed)
    return chains


def _course_of(who: int, at: int, source: int, course: Course, dice: np.random.Generator) -> Infection:
    since = at + int(dice.integers(*course.latent))
    return Infection(
        who, at, source, since, since + int(dice.integers(*course.before_onset)), since + course.infectious
    )


def _passed_on(meetings: Meetings, of: Infection, dice: np.random.Generator) -> Iterator[tuple[int, int, int]]:
    """When each contact would catch it from this one, if not before."""
    for setting, people, starts, ends in meetings.of(of.person, of.infectious_from, of.infectious_until):
        rate = RATES[SETTINGS[setting]]
        after = dice.exponential(1 / rate, len(people)).astype(np.int64)
        near = dice.random(len(people)) < (1 if SETTINGS[setting] == "household" else SHARE_NEAR)
        caught = near & (after < ends - starts)
        for person, when in zip(people[caught].tolist(), (starts + after)[caught].tolist(), strict=True):
            yield when, person, of.person
