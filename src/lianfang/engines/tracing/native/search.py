"""The search over a snapshot: degree by degree outward, and back again for the chains."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from threading import RLock

import numpy as np

from lianfang.engines.tracing.model import Index, Name, Rule, Rules
from lianfang.engines.tracing.native import kernels
from lianfang.engines.tracing.native.compiled import frozen
from lianfang.engines.tracing.native.encoding import ORIGIN
from lianfang.engines.tracing.native.explaining import Meetings, Sources, explain
from lianfang.engines.tracing.native.store import Snapshot
from lianfang.engines.tracing.native.tables import LEAST, NEVER, Frontier, Groups, Ints, State, Stays, World

FEW, FEW_PEOPLE = 4096, 64  # stays, and people, that one thread goes through sooner than two
NONE: Ints = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Level:
    """Everybody exposed at one degree so that it may lead on; `fresh`: at no lower degree."""

    people: Ints
    exposure: Ints  # seconds since the origin
    since: Ints
    until: Ints
    fresh: Ints


@dataclass(frozen=True)
class Asked:
    """A question in numbers: the index persons' windows, the rules, and who is of which family."""

    cases: Frontier
    rules: Rules
    degrees: int
    family: Ints

    @property
    def prune(self) -> bool:
        """Whether a longer chain that passes on no earlier can be left out: no later rule is looser than an earlier."""
        each = [self.rules.of(degree) for degree in range(1, self.degrees + 1)]
        return all(later.within(earlier) for earlier, later in pairwise(each))


def seconds(moment: datetime) -> int:
    """Since the store's origin, as far as 32 bits reach."""
    return min(max(int(moment.timestamp()) - ORIGIN, LEAST), NEVER)


class Search:
    """One snapshot and the room to search it in; one question at a time."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.threads = min(os.cpu_count() or 1, 8)
        self.lock = RLock()
        people, places = len(snapshot.people), len(snapshot.places)
        self._pool = ThreadPoolExecutor(self.threads)
        best = np.full(people, NEVER, np.int32)
        self._states = [
            State(best, np.full(people, NEVER, np.int32), np.empty(people, np.int32)) for _ in range(self.threads)
        ]
        self._tally = np.zeros(places, np.int32)
        self._room = Stays(*(np.empty(0, np.int32) for _ in range(5)))
        self._groups = _groups(0)
        self._ranks: tuple[Ints, Ints] | None = None

    @contextmanager
    def _clear_after_errors(self) -> Iterator[None]:
        """Leave no trace of a search that was broken off (no memory, an interruption)."""
        try:
            yield
        except BaseException:
            for array in (self._states[0].best, *(state.now for state in self._states)):
                array.fill(NEVER)
            self._tally.fill(0)
            raise

    def asked(self, indexes: Sequence[Index], rules: Rules, degrees: int) -> Asked:
        """The question in numbers; index persons without visits have no contacts."""
        known = [(number, each) for each in indexes if (number := self.snapshot.people.find(each.person)) is not None]
        known.sort(key=lambda pair: pair[0])
        since, until = ([seconds(getattr(each, of)) for _, each in known] for of in ("since", "until"))
        numbers = [number for number, _ in known]
        cases = frozen(Frontier(*(np.array(each, np.int32) for each in (numbers, since, until))))
        return Asked(cases, rules, degrees, self._families(rules))

    def _families(self, rules: Rules) -> Ints:
        if not any(rule.kin for rule in rules.each):
            return NONE
        family, numbers = np.zeros(len(self.snapshot.people), np.int32), dict[Name, int]()
        known = self.snapshot.people.find_all(list(rules.families))
        of = np.array([numbers.setdefault(each, len(numbers) + 1) for each in rules.families.values()], np.int32)
        family[known[known >= 0]] = of[known >= 0]
        return family

    def levels(self, asked: Asked, wide: bool) -> list[Level]:
        """Who is exposed at each degree; the index persons first, as degree 0."""
        with self.lock, self._clear_after_errors():
            state = self._states[0]
            state.best[asked.cases.people] = LEAST
            ones = np.ones_like(asked.cases.people)
            levels = [Level(asked.cases.people, asked.cases.since, asked.cases.since, asked.cases.until, ones)]
            for degree in range(1, asked.degrees + 1):
                levels.append(self._level(asked, levels[-1], degree, wide))
            for level in levels:
                state.best[level.people] = NEVER
            return levels

    def world(self, rule: Rule, asked: Asked, wide: bool, final: bool = False) -> World:
        """What a rule asks of a meeting, by shape; `final` at the last degree of a search."""
        lead, span, row = self.snapshot.shapes.tables(rule, wide)
        each = rule.kin or rule.rows is not None or not asked.prune
        rows = -1 if rule.rows is None else rule.rows
        numbers = [
            rule.minutes * 60,
            rule.latent_minutes * 60,
            rows,
            int(rule.kin),
            int(each),
            NEVER - 1 if final else LEAST,
        ]
        return frozen(World(lead, span, row, np.array(numbers, np.int64), asked.family))

    def _level(self, asked: Asked, before: Level, degree: int, wide: bool) -> Level:
        rule = asked.rules.of(degree)
        world = self.world(rule, asked, wide, final=degree == asked.degrees)
        stays, parts = self._collect(Frontier(before.people, before.since, before.until), world)
        count = _close_up(stays, parts)
        touched = self._scan(stays, count, world) if count else 0
        exposure, fresh = np.empty(touched, np.int32), np.empty(touched, np.int32)
        self._states[0].touched[:touched].sort()  # neighbours in number are neighbours in memory
        state, latent = self._states[0], rule.latent_minutes * 60
        kernels.settle(state, touched, latent, int(asked.prune), exposure, fresh)
        since = np.minimum(exposure.astype(np.int64) + latent, NEVER).astype(np.int32)
        return Level(state.touched[:touched].copy(), exposure, since, np.full(touched, NEVER, np.int32), fresh)

    def _collect(self, frontier: Frontier, world: World) -> tuple[Stays, list[tuple[int, int]]]:
        """All counting visits of the frontier, and from where to where each thread wrote those of its people."""
        sides = [segment.person for segment in self.snapshot.segments]
        parts = _split(frontier, self.threads if frontier.people.size > FEW_PEOPLE else 1)
        sizes = list(self._pool.map(lambda part: sum(kernels.count_visits(part, side) for side in sides), parts))
        stays = self._stays(sum(sizes))
        firsts = [0, *np.cumsum(sizes[:-1]).tolist()]

        def fill(part: Frontier, first: int) -> int:
            at = first
            for side in sides:
                at = kernels.collect(part, side, world, stays, at)
            return at

        lasts = self._pool.map(fill, parts, firsts)
        return stays, list(zip(firsts, lasts, strict=True))

    def _stays(self, size: int) -> Stays:
        if self._room.place.size < size:
            self._room = Stays(*(np.empty(size * 5 // 4, np.int32) for _ in range(5)))
        return self._room

    def _group(self, size: int) -> Groups:
        if self._groups.keys.size < size:
            self._groups = _groups(size * 5 // 4)
        return self._groups

    def _scan(self, stays: Stays, count: int, world: World) -> int:
        """Expose whoever meets the stays; how many stand in the first state."""
        groups = self._group(count)
        met = kernels.group(stays, count, self._tally, groups)
        parts = self.threads if count > FEW else 1
        bounds = np.searchsorted(groups.starts[:met], np.linspace(0, count, parts + 1)[1:-1]).tolist()
        bounds = [0, *bounds, met]

        def part(number: int) -> int:
            start, stop = bounds[number], bounds[number + 1]
            kernels.arrange(start, stop, stays, groups, int(world.asked[4] == 0))
            touched = 0
            for segment in self.snapshot.segments:
                touched = kernels.scan(
                    (start, stop, touched), groups, stays, segment.place, world, self._states[number]
                )
            return touched

        if parts == 1:
            return part(0)
        touched = list(self._pool.map(part, range(parts)))
        for number in range(1, parts):
            touched[0] = kernels.merge(self._states[0], touched[0], self._states[number], touched[number])
        return touched[0]

    def explain(self, people: Ints, asked: Asked, before: Level, degree: int, wide: bool) -> Meetings:
        """How these people were exposed at a degree, by those exposed at the degree before."""
        with self.lock, self._clear_after_errors():
            best, entry = self._states[0].best, self._states[0].now
            best[before.people], entry[people] = before.since, np.arange(people.size, dtype=np.int32)
            cases = (before.people, before.until) if degree == 1 else (NONE, NONE)
            sources = frozen(Sources(best, entry, *cases, *self._name_ranks()))
            meetings = self._meetings(people, self.world(asked.rules.of(degree), asked, wide), sources)
            best[before.people], entry[people] = NEVER, NEVER
            return meetings

    def _meetings(self, people: Ints, world: World, sources: Sources) -> Meetings:
        always = Frontier(people, np.full(people.size, LEAST, np.int32), np.full(people.size, NEVER, np.int32))
        first, last = np.full(people.size, NEVER, np.int32), np.full(people.size, LEAST, np.int32)
        numbers = (np.zeros(people.size, np.int32) for _ in range(3))
        meetings = Meetings(first, last, np.zeros(people.size, np.int64), *numbers)
        stays, parts = self._collect(always, world)

        def part(bounds: tuple[int, int]) -> None:
            own = Stays(*(each[bounds[0] : bounds[1]] for each in stays))
            for segment in self.snapshot.segments:
                explain(own, own.place.size, segment.place, world, sources, meetings)

        list(self._pool.map(part, parts))
        return meetings

    def _name_ranks(self) -> tuple[Ints, Ints]:
        if self._ranks is None:
            self._ranks = (self.snapshot.places.ranks(), self.snapshot.people.ranks())
        return self._ranks


def _groups(room: int) -> Groups:
    starts, stops, keys = (np.empty(room, np.int64) for _ in range(3))
    return Groups(np.empty(room, np.int32), starts, stops, keys, np.empty(room, np.int32))


def _split(frontier: Frontier, parts: int) -> list[Frontier]:
    bounds = np.linspace(0, frontier.people.size, parts + 1).astype(int)
    return [frozen(Frontier(*(each[a:b] for each in frontier))) for a, b in pairwise(bounds)]


def _close_up(stays: Stays, parts: list[tuple[int, int]]) -> int:
    """Move what several threads wrote apart together; how many there are."""
    at = parts[0][1]
    for first, last in parts[1:]:
        if first != at:
            for array in stays:
                array[at : at + last - first] = array[first:last]
        at += last - first
    return at
