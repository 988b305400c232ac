"""A place at everyday life, from a seed: homes, work, shops and buses over two weeks, as visits.

Drawn a day and a slice of people at a time, each from its own stream, so that any size fits into little memory and a
larger world is not another world but more towns of the same kind. Minutes count from midnight of the first day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
SETTINGS = ("household", "work", "shop", "bus")
HOME, WORK, SHOP, BUS = range(4)
DAYS = 14
DAY = 24 * 60
TOWN = 40_000
"""People of a town: who shops and rides together. A place's size stays what it is however many towns there are."""
SHOPS, LINES, HEADWAY = 250, 60, 5
"""Of a town; a bus of a line leaves every so many minutes."""
HOUSEHOLDS = np.array([0.25, 0.30, 0.25, 0.13, 0.07])
"""Shares of households of one to five."""
AT_WORK, AT_HOME, SHOPPING, ELSEWHERE, RIDING = 0.55, 0.8, 0.35, 0.05, 0.4
LARGEST_ROOM = 200
"""People who can be in one workplace together: a room, a line, a class."""
A_DAY = 1 + AT_WORK * (1 + 2 * RIDING) + (1 - AT_WORK) * AT_HOME + SHOPPING
"""Visits of a person and day on average."""
SLICE = 250_000


@dataclass(frozen=True)
class Visits:
    """Visits as columns of one length; ``start`` and ``end`` in minutes, ``setting`` an index into SETTINGS."""

    person: Ints
    place: Ints
    start: Ints
    end: Ints
    setting: Ints

    def __len__(self) -> int:
        return len(self.person)

    def only(self, which: npt.NDArray[np.bool_] | Ints) -> "Visits":
        return Visits(*(each[which] for each in self.columns()))

    def columns(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        return self.person, self.place, self.start, self.end, self.setting


@dataclass(frozen=True)
class World:
    """So many people from a seed; the same numbers give the same world."""

    people: int
    seed: int = 1
    days: int = DAYS

    @staticmethod
    def of_visits(visits: int, seed: int = 1, days: int = DAYS) -> "World":
        """The world in which about so many visits happen."""
        return World(round(visits / (A_DAY * days)), seed, days)

    @cached_property
    def household(self) -> Ints:
        """The home of each person; those who live together stand together."""
        dice = np.random.default_rng([self.seed, 1])
        sizes = 1 + dice.choice(len(HOUSEHOLDS), self.people, p=HOUSEHOLDS)
        return np.repeat(np.arange(self.people), sizes)[: self.people]

    @cached_property
    def workplace(self) -> Ints:
        """The workplace of each person, -1 for none; sizes follow Zipf's law up to the largest room."""
        dice = np.random.default_rng([self.seed, 2])
        sizes = np.minimum(dice.zipf(1.6, self.people), LARGEST_ROOM)
        places = np.full(self.people, -1)
        workers = np.flatnonzero(dice.random(self.people) < AT_WORK)
        near = workers // TOWN + dice.random(len(workers))  # shuffled within the town
        places[workers[np.argsort(near)]] = np.repeat(np.arange(self.people), sizes)[: len(workers)]
        return places

    @cached_property
    def line(self) -> Ints:
        """The bus line a worker takes."""
        dice = np.random.default_rng([self.seed, 3])
        return _zipf(dice, LINES, self.people)

    @property
    def towns(self) -> int:
        return -(-self.people // TOWN)

    def slices(self) -> Iterator[Visits]:
        """All visits, day by day: what is recorded first comes first."""
        for day in range(self.days):
            for first in range(0, self.people, SLICE):
                yield self._slice(day, np.arange(first, min(first + SLICE, self.people)))

    def all(self) -> Visits:
        """All visits at once, for small worlds."""
        parts = [each.columns() for each in self.slices()]
        return Visits(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _slice(self, day: int, who: Ints) -> Visits:
        dice = np.random.default_rng([self.seed, 4, day, int(who[0])])
        back, out = self._hours(day, who)[1], self._hours(day + 1, who)[0]
        left = self._hours(day, who)[0]
        works = self.workplace[who] >= 0
        parts = [
            _visits(who, self._home(who), back, out, HOME),
            *self._working(dice, who[works], left[works], back[works]),
            _visits(who, self._home(who), left + 90, back - 60, HOME).only(~works & (dice.random(len(who)) < AT_HOME)),
            self._shopping(dice, who, np.where(works, back - 55, left + 20)),
        ]
        order = dice.permutation(sum(map(len, parts)))
        return Visits(*(np.concatenate(column)[order] for column in zip(*map(Visits.columns, parts), strict=True)))

    def _hours(self, day: int, who: Ints) -> tuple[Ints, Ints]:
        """When each leaves home in the morning of a day, and when they are back."""
        dice = np.random.default_rng([self.seed, 5, day, int(who[0])])
        morning, evening = dice.integers(0, 120, len(who)), dice.integers(0, 150, len(who))
        return day * DAY + 390 + morning, day * DAY + 1080 + evening

    def _home(self, who: Ints) -> Ints:
        return self.household[who]

    def _working(self, dice: np.random.Generator, who: Ints, left: Ints, back: Ints) -> Iterator[Visits]:
        rides = dice.random(len(who)) < RIDING
        yield _visits(who, self.people + self.workplace[who], left + 50, back - 60, WORK)
        for boards in (left + 5, back - 45):
            ride = dice.integers(5, 40, len(who))
            yield _visits(who, self._bus(who, boards), boards, boards + ride, BUS).only(rides)

    def _bus(self, who: Ints, boards: Ints) -> Ints:
        """The vehicle of a line that runs at this time of day; the same every day."""
        runs = (who // TOWN * LINES + self.line[who]) * (DAY // HEADWAY)
        return 2 * self.people + self.towns * SHOPS + runs + boards % DAY // HEADWAY

    def _shopping(self, dice: np.random.Generator, who: Ints, at: Ints) -> Visits:
        goes = dice.random(len(who)) < SHOPPING
        who, at = who[goes], at[goes]
        away = dice.random(len(who)) < ELSEWHERE
        town = np.where(away, dice.integers(0, self.towns, len(who)), who // TOWN)
        shop = 2 * self.people + town * SHOPS + _zipf(dice, SHOPS, len(who))
        return _visits(who, shop, at, at + dice.integers(5, 45, len(who)), SHOP)


def _zipf(dice: np.random.Generator, kinds: int, count: int) -> Ints:
    """So many of the numbers below ``kinds``, the n-th drawn with a weight of 1/n."""
    weights = np.cumsum(1 / np.arange(1, kinds + 1))
    return np.searchsorted(weights, dice.random(count) * weights[-1])


def _visits(who: Ints, place: Ints, start: Ints, end: Ints, setting: int) -> Visits:
    return Visits(who, place, start, end, np.full(len(who), setting))
