"""What a search found, in names; chains are made when they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from lianfang.engines.tracing.columns import INSTANT
from lianfang.engines.tracing.model import Contact, Count, Exposure, Index, Name, Rules, Step, check
from lianfang.engines.tracing.native.encoding import ORIGIN
from lianfang.engines.tracing.native.search import Asked, Level, Search
from lianfang.engines.tracing.native.tables import Ints

BEGINNING = datetime.fromtimestamp(ORIGIN, UTC)


@dataclass(frozen=True)
class Reached:
    """People of one degree by number, with the first exposure in the widest world and the degree they surely have.

    `exposure` in seconds since the store's origin, `sure_degree` 0 where in some completion they are no contact.
    """

    people: Ints
    exposure: Ints
    sure_degree: Ints


class Meeting(NamedTuple):
    """How somebody was exposed: times of all counting meetings, and the one that is shown; numbers and seconds."""

    first: int
    last: int
    seconds: int
    place: int
    source: int
    until: int


class Explained:
    """One world of a search: the degrees, and how those who are shown in it were exposed."""

    def __init__(self, search: Search, asked: Asked, wide: bool) -> None:
        self._search, self._asked, self._wide = search, asked, wide
        self.levels = search.levels(asked, wide)
        self._meetings: dict[int, dict[int, Meeting]] = {}

    def fresh(self, degree: int) -> tuple[Ints, Ints]:
        """The people whose degree this is, and their exposure."""
        level = self.levels[degree]
        fresh = level.fresh.astype(bool)
        return level.people[fresh], level.exposure[fresh]

    def explain(self, wanted: Mapping[int, Ints]) -> None:
        """Find the meetings of the wanted people of each degree, and of everybody on the chains to them."""
        on_the_way = np.zeros(0, np.int32)
        for degree in range(max(wanted, default=0), 0, -1):
            people = np.unique(np.concatenate([wanted.get(degree, on_the_way[:0]), on_the_way]))
            before = _sorted(self.levels[degree - 1])
            meetings = self._search.explain(people, self._asked, before, degree, self._wide)
            each = zip(*(array.tolist() for array in meetings), strict=True)
            self._meetings[degree] = dict(zip(people.tolist(), map(Meeting._make, each), strict=True))
            on_the_way = meetings.source

    def exposure(self, person: int, degree: int) -> Exposure:
        """By all counting meetings at this degree."""
        meeting = self._meetings[degree][person]
        return Exposure(_moment(meeting.first), _moment(meeting.last), meeting.seconds)

    def chain(self, person: int, degree: int) -> tuple[Step, ...]:
        """From an index person to this one."""
        steps: list[Step] = []
        people, places = self._search.snapshot.people.name, self._search.snapshot.places.name
        for at in range(degree, 0, -1):
            shown = self._meetings[at][person]
            begin, end = _moment(shown.first), _moment(shown.until)
            steps.append(Step(people(shown.source), people(person), places(shown.place), begin, end))
            person = shown.source
        return tuple(reversed(steps))


def _sorted(level: Level) -> Level:
    order = np.argsort(level.people)
    return Level(*(each[order] for each in (level.people, level.exposure, level.since, level.until, level.fresh)))


def _moment(since_origin: int) -> datetime:
    return BEGINNING + timedelta(seconds=since_origin)


class Answer:
    """The contacts, as `model.Contacts` has them: `found` is made when first asked for, `counts` and `reached` at once."""

    def __init__(self, search: Search, indexes: Sequence[Index], rules: Rules, degrees: int) -> None:
        """Raises ValueError for a question that can't be answered."""
        check(indexes, rules, degrees)
        self._search, self._rules = search, rules
        asked = search.asked(indexes, rules, degrees)
        self._wide = Explained(search, asked, wide=True)
        rough = any(search.snapshot.shapes.rough(rule) for rule in rules.each)
        self._sure = Explained(search, asked, wide=False) if rough else self._wide
        self.reached = {degree: self._reached(degree) for degree in range(1, degrees + 1)}

    def _reached(self, degree: int) -> Reached:
        people, exposure = self._wide.fresh(degree)
        if self._sure is self._wide:
            return Reached(people, exposure, np.full(people.size, degree, np.int32))
        sure = np.zeros(people.size, np.int32)
        for at in range(degree, len(self._sure.levels)):
            sure[np.isin(people, self._sure.fresh(at)[0])] = at
        return Reached(people, exposure, sure)

    def table(self) -> pa.Table:
        """Everybody reached, of every degree asked: person, degree, sure_degree (null: none), first exposure."""
        each = [self.reached[degree] for degree in sorted(self.reached)]
        degrees = np.repeat(sorted(self.reached), [part.people.size for part in each])
        sure = np.concatenate([part.sure_degree for part in each])
        first = np.concatenate([part.exposure for part in each]).astype(np.int64) + ORIGIN
        columns = {
            "person": self._search.snapshot.people.column(np.concatenate([part.people for part in each])),
            "degree": pa.array(degrees, pa.int8()),
            "sure_degree": pa.array(sure, pa.int8(), mask=sure == 0),
            "first": pa.array(first).cast(INSTANT),
        }
        return pa.table(columns)

    @property
    def counts(self) -> dict[int, Count]:
        """How many of each degree, those beyond what the rules define too."""
        certain = {degree: int(np.sum(each.sure_degree == degree)) for degree, each in self.reached.items()}
        return {degree: Count(n, self.reached[degree].people.size - n) for degree, n in certain.items()}

    @cached_property
    def found(self) -> tuple[Contact, ...]:
        """Every contact of a degree that the rules define, with exposure and chain."""
        return self.contacts()

    def contacts(self, only: Sequence[Name] | None = None) -> tuple[Contact, ...]:
        """Those of these people who are contacts (None: all), by degree, first exposure and person."""
        defined = {degree: each for degree, each in self.reached.items() if degree <= self._rules.defined}
        if only is not None:
            numbers = [number for name in only if (number := self._search.snapshot.people.find(name)) is not None]
            defined = {degree: _among(each, np.array(numbers, np.int32)) for degree, each in defined.items()}
        with self._search.lock:
            self._wide.explain({degree: each.people for degree, each in defined.items()})
            if self._sure is not self._wide:
                self._sure.explain({d: each.people[each.sure_degree == d] for d, each in defined.items()})
        contacts = [
            self._contact(person, degree, sure)
            for degree, each in defined.items()
            for person, sure in zip(each.people.tolist(), each.sure_degree.tolist(), strict=True)
        ]
        return tuple(sorted(contacts, key=lambda each: (each.degree, each.exposure.first, each.person)))

    def _contact(self, person: int, degree: int, sure: int) -> Contact:
        shown = self._sure if sure == degree else self._wide
        name = self._search.snapshot.people.name(person)
        exposure = shown.exposure(person, degree)
        widest = exposure if shown is self._wide else self._wide.exposure(person, degree)
        return Contact(name, degree, sure or None, exposure, widest, shown.chain(person, degree))


def _among(reached: Reached, people: Ints) -> Reached:
    here = np.isin(reached.people, people)
    return Reached(*(each[here] for each in (reached.people, reached.exposure, reached.sure_degree)))
