"""Against a known truth: in simulated outbreaks, whom does tracing name of those a case infected, and when?

Cases that fall ill on one day are traced some days after it, over the visits until then of which only a share was
recorded. *Found*: of those whom the case infected by then, directly, over one and over two people, the share that is
named at any degree. *Right*: of those named at a degree, the share that the case's chain infected by then. *In time*:
of all whom the case infects directly if nothing is done, the share that it does not come to meet any more or that are
named before they pass it on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.tracing.outbreak import Chains, Infection, spread
from benchmarks.tracing.questions import BEGAN, DEGREES, WINDOW_BEFORE, as_table
from benchmarks.tracing.world import DAY, Visits, World
from lianfang.engines import tracing
from lianfang.engines.tracing.model import Index, Rule, Rules

PEOPLE, DAYS, OUTBREAKS, SEEDS, MOST = 20_000, 18, 10, 4, 2_000
ILL_ON = 9
SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
DELAYS = (0, 1, 2, 3, 4, 5)
USUAL_DELAY = 1
NEAR = frozenset({"household", "work"})
RULES = Rules((Rule(minutes=15, latent_minutes=DAY), *[Rule(minutes=15, latent_minutes=DAY, settings=NEAR)] * 2))
"""A quarter of an hour, first anywhere, then at home or at work; who is met can pass it on a day later."""


@dataclass(frozen=True)
class Point:
    """What was measured of a generation or degree, at which share and delay in days; of so many people or cases."""

    what: str
    level: int
    share: float
    delay: int
    value: float
    of: int


def curves() -> list[Point]:
    """By share recorded at the usual delay, and by delay with everything recorded."""
    visits, outbreaks = _simulated()
    asked = {(share, USUAL_DELAY) for share in SHARES} | {(1.0, delay) for delay in DELAYS}
    return [point for share, delay in sorted(asked) for point in _points(visits, outbreaks, share, delay)]


@cache
def _simulated() -> tuple[Visits, tuple[Chains, ...]]:
    visits = World(PEOPLE, seed=3, days=DAYS).all()
    dice = np.random.default_rng(7)
    seeds = [dice.choice(PEOPLE, SEEDS, replace=False) for _ in range(OUTBREAKS)]
    return visits, tuple(spread(visits, each, dice, most=MOST) for each in seeds)


def _points(visits: Visits, outbreaks: Sequence[Chains], share: float, delay: int) -> Iterator[Point]:
    now = (ILL_ON + delay) * DAY + DAY // 2
    hits, all_of = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    with TemporaryDirectory(prefix="lianfang-bench-") as folder:
        tracing.build(as_table(_recorded(visits, share, now)), Path(folder) / "store")
        store = tracing.open(Path(folder) / "store")
        for chains in outbreaks:
            for case in chains.infections.values():
                if case.onset // DAY == ILL_ON:
                    _count(chains, case, _named(store, case, now), now, hits, all_of)
    for (what, level), count in sorted(all_of.items()):
        yield Point(what, level, share, delay, hits[what, level] / count, count)


def _recorded(visits: Visits, share: float, now: int) -> Visits:
    """The visits that began by now and were recorded; what a larger share records holds what a smaller one does."""
    kept = np.random.default_rng(11).random(len(visits)) < share
    some = visits.only(kept & (visits.start < now))
    return Visits(some.person, some.place, some.start, np.minimum(some.end, now), some.setting)


def _named(store: Any, case: Infection, now: int) -> dict[int, int]:
    """The degree of everybody whom the engine names for a case."""
    since = case.onset // DAY * DAY - WINDOW_BEFORE * DAY
    index = Index(case.person, BEGAN + timedelta(minutes=since), BEGAN + timedelta(minutes=now))
    reached = store.trace([index], RULES, DEGREES).reached
    names = store.snapshot.people
    return {person: degree for degree, each in reached.items() for person in names.column(each.people).to_pylist()}


def _count(
    chains: Chains,
    case: Infection,
    named: dict[int, int],
    now: int,
    hits: Counter[tuple[str, int]],
    all_of: Counter[tuple[str, int]],
) -> None:
    infected = chains.descendants(case.person, now)
    for person, generation in infected.items():
        if generation <= DEGREES:
            all_of["found", generation] += 1
            hits["found", generation] += named.get(person, DEGREES + 1) <= generation
    for degree in range(1, DEGREES + 1):
        all_of["named", degree] += 1
    for person, degree in named.items():
        hits["named", degree] += 1
        all_of["right", degree] += 1
        hits["right", degree] += person in infected
    for each in chains.infections.values():
        if each.source == case.person:
            all_of["in time", 1] += 1
            hits["in time", 1] += each.at >= now or (each.person in named and each.infectious_from >= now)
