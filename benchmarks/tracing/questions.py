"""What every engine is asked: the visits as a Parquet file, the index persons, the rules; and what an answer is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.tracing.world import DAY, SETTINGS, Ints, Visits, World
from lianfang.engines.tracing.columns import INSTANT
from lianfang.engines.tracing.model import Index, Rule, Rules

BEGAN = datetime(2022, 7, 1, tzinfo=UTC)
START = int(BEGAN.timestamp())
DEGREES = 3
RULES = Rules((Rule(minutes=15), Rule(minutes=15, settings=frozenset({"household", "work"}))))
"""A quarter of an hour anywhere for the first degree, at home or at work for the second; the third comes as counts."""
ONSET = (10, 13)
WINDOW_BEFORE = 2
"""Cases fell ill on these days of the fourteen; the window opens so many days before, as in the ninth edition."""
SCHEMA = pa.schema(
    [
        pa.field("person", pa.int64(), nullable=False),
        pa.field("place", pa.int64(), nullable=False),
        pa.field("from", INSTANT, nullable=False),
        pa.field("to", INSTANT, nullable=False),
        pa.field("setting", pa.dictionary(pa.int8(), pa.string()), nullable=False),
    ]
)


Level = tuple[Ints, Ints]
"""People exposed at one degree, and when first (minutes)."""


@dataclass(frozen=True)
class Case:
    """An index person, infectious from a minute of the world on until all visits end."""

    person: int
    since: int

    @property
    def index(self) -> Index:
        return Index(self.person, BEGAN + timedelta(minutes=self.since))


@dataclass(frozen=True)
class Answer:
    """Of everybody exposed within the degrees: who, the lowest degree, the first exposure there (minutes)."""

    person: Ints
    degree: Ints
    first: Ints

    @staticmethod
    def of(levels: list[Level]) -> "Answer":
        """From person and first exposure of each degree, the first degree first."""
        people, firsts = (np.concatenate(parts).astype(np.int64) for parts in zip(*levels, strict=True))
        degrees = np.repeat(np.arange(1, len(levels) + 1), [len(person) for person, _ in levels])
        people, where = np.unique(people, return_index=True)  # the first of each is its lowest degree
        return Answer(people, degrees[where], firsts[where])

    def differs(self, other: "Answer") -> bool:
        return not all(
            np.array_equal(mine, theirs) for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)
        )

    def save(self, file: Path) -> None:
        np.savez(file, **vars(self))

    @staticmethod
    def load(file: Path) -> "Answer":
        with np.load(file) as saved:
            return Answer(saved["person"], saved["degree"], saved["first"])


def draw_cases(world: World, count: int, times: int) -> Iterator[list[Case]]:
    """So many questions of so many cases each; the same for every engine."""
    dice = np.random.default_rng([world.seed, 6, count])
    for _ in range(times):
        people = dice.choice(world.people, min(count, world.people // 10), replace=False)
        onset = dice.integers(*ONSET, len(people))
        yield [Case(int(person), int(day - WINDOW_BEFORE) * DAY) for person, day in zip(people, onset, strict=True)]


def write(world: World, file: Path) -> int:
    """The visits as Parquet in bounded memory, as they would be recorded: day by day. Returns how many there are."""
    count = 0
    with pq.ParquetWriter(file, SCHEMA) as into:
        for part in world.slices():
            into.write_table(as_table(part))
            count += len(part)
    return count


def as_table(visits: Visits) -> pa.Table:
    settings = pa.DictionaryArray.from_arrays(visits.setting.astype(np.int8), list(SETTINGS))
    columns = [visits.person, visits.place, _instants(visits.start), _instants(visits.end), settings]
    return pa.table(columns, schema=SCHEMA)


def _instants(minutes: Ints) -> pa.Array:
    return pa.array(START + 60 * minutes).cast(INSTANT)


def read(file: Path) -> Visits:
    """All visits of such a file."""
    table = pq.read_table(file)
    start, end = ((table[name].cast(INSTANT).cast(pa.int64()).to_numpy() - START) // 60 for name in ("from", "to"))
    setting = pa.chunked_array([chunk.indices for chunk in table["setting"].chunks]).to_numpy().astype(np.int64)
    return Visits(table["person"].to_numpy(), table["place"].to_numpy(), start, end, setting)


def later(world: World, count: int) -> Visits:
    """So many visits of the day after, as they arrive in the evening."""
    after = next(iter(World(world.people, world.seed + 1, 1).slices()))
    return Visits(
        after.person, after.place, after.start + world.days * DAY, after.end + world.days * DAY, after.setting
    ).only(np.arange(min(count, len(after))))
