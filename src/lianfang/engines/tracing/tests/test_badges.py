"""Badges that 217 people of an office wore for two weeks (SocioPatterns, InVS15): the engine counts who met whom."""

import gzip
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lianfang.engines import tracing
from lianfang.engines.tracing.model import Index, Rule, Rules, Visit

pytestmark = [pytest.mark.engine, pytest.mark.reference]
FILE = Path(__file__).parents[6] / "shared/data/tracing/workplace_InVS15_tij.dat.gz"
BEGAN = datetime(2015, 6, 1, tzinfo=UTC)
TICK = 20
"""Seconds: a line says that two badges faced each other for so long, until then."""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """Seconds together of each pair, as the engine answers when each person in turn is the index person."""
    if not FILE.exists():
        pytest.skip("left out: the reference data is not beside the checkout")
    folder = tmp_path_factory.mktemp("badges") / "store"
    visits = list(meetings())
    tracing.build(visits, folder)
    store = tracing.open(folder)
    together = Counter()
    for person in sorted({visit.person for visit in visits}):
        for contact in store.trace([Index(person, BEGAN)], Rules((Rule(),)), degrees=1).found:
            together[person, contact.person] = contact.exposure.seconds
    return together


def meetings():
    """Each meeting as two visits of a place of its own; lines that follow each other are one meeting."""
    ticks = defaultdict(list)
    with gzip.open(FILE, "rt") as lines:
        for line in lines:
            at, one, other = map(int, line.split())
            ticks[one, other].append(at)
    for number, (pair, times) in enumerate(ticks.items()):
        for begin, end in stretches(times):
            for person in pair:
                yield Visit(person, number, moment(begin), moment(end))


def stretches(times):
    begin = last = times[0] - TICK
    for at in times:
        if at - TICK > last:
            yield begin, last
            begin = at - TICK
        last = at
    yield begin, last


def moment(seconds):
    return BEGAN + timedelta(seconds=seconds)


def test_everybody_is_there_and_both_of_a_pair_say_the_same(pairs):
    assert len({person for pair in pairs for person in pair}) == 217
    assert all(pairs[other, one] == seconds for (one, other), seconds in pairs.items())


@pytest.mark.parametrize(("minutes", "count"), [(0, 4274), (5, 941), (15, 429)])
def test_so_many_pairs_were_together_for_so_long(pairs, minutes, count):
    assert sum(one < other and seconds >= 60 * minutes for (one, other), seconds in pairs.items()) == count
