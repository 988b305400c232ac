"""Whatever is recorded, voided, late and folded, in any order: the engine says what counting every row says."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.figures.asking import Ask
from lianfang.figures.counting import count_all
from lianfang.figures.engine import evaluate
from lianfang.figures.folding import fold
from lianfang.figures.models import Delta
from lianfang.figures.tests.make import ADDITIVE, CODES, Brute, Passage, an_actor, record, void
from lianfang.kernel.clock import start_of
from tests.databases import orders

AREAS = ["0001", "00010001", "00010002", "000100010001", "000100010002", "000100020001"]
UNITS = ["0001", "00010001", "000100010001", "000100010002", "00010002", "0002"]
RESPONSES = [UUID(int=1), UUID(int=2)]
BEGIN = start_of(datetime(2026, 1, 29).date())  # noqa: DTZ001
instants = st.integers(0, 6 * 24 * 2).map(lambda half_hours: BEGIN + timedelta(minutes=30 * half_hours))

acts = st.fixed_dictionaries(
    {
        "at": instants,
        "area": st.sampled_from(AREAS),
        "unit": st.sampled_from(UNITS),
        "with_units": st.lists(st.sampled_from(UNITS), max_size=2, unique=True),
        "received_at": instants,
        "ends_on": st.none() | instants.map(datetime.date),
        "decision": st.sampled_from(["pass", "stop"]),
        "lane": st.sampled_from(["1", "2"]),
        "people": st.integers(0, 5),
        "plate": st.sampled_from(["A1", "A2", "A3"]),
        "response_id": st.sampled_from(RESPONSES),
    }
)
steps = st.lists(
    st.one_of(
        acts.map(lambda act: ("record", act)),
        st.tuples(st.just("void"), st.integers(0, 30), instants),
        st.tuples(st.just("fold"), st.integers(1, 7)),
    ),
    min_size=4,
    max_size=20,
)

places = st.one_of(
    st.tuples(st.sampled_from(["", *AREAS]), st.just("")),
    st.tuples(st.just(""), st.sampled_from(["", *UNITS])),
    st.tuples(st.sampled_from(AREAS), st.sampled_from(UNITS)),
)
periods = st.tuples(instants, instants).map(sorted)


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    (area, unit), (from_at, until_at) = draw(places), draw(periods)
    return Ask(
        CODES,
        from_at,
        until_at,
        area,
        unit,
        by=draw(st.sampled_from([(), (), ("decision",), ("lane",), ("lane", "decision")])),
        group=draw(st.sampled_from([(), ("area",), ("unit",), ("day",), ("area", "day"), ("unit", "day")])),
        response=draw(st.sampled_from([None, None, *RESPONSES])),
        as_known_at=draw(st.sampled_from([None, None, None, BEGIN + timedelta(days=3)])),
    )


def play(steps: list) -> None:
    """Record, void and fold in the given order."""
    recorded: list[Passage] = []
    for name, *rest in steps:
        if name == "record":
            recorded.append(record(**rest[0]))
        elif name == "fold":
            fold(rest[0])
        elif recorded:
            passage = recorded[rest[0] % len(recorded)]
            if passage.voided_at is None:
                void(passage, rest[1])


@pytest.mark.django_db
@settings(max_examples=orders(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=steps, asked=st.lists(asks(), min_size=8, max_size=8))
def test_it_counts_what_counting_every_row_counts(steps, asked):
    from django.db import transaction

    with transaction.atomic():
        play(steps)
        for ask in asked:
            told = evaluate(_with_splits(ask), an_actor())
            assert told.numbers == Brute(_with_splits(ask), list(Passage.objects.all())).numbers(), ask
        transaction.set_rollback(True)


def _with_splits(ask: Ask) -> Ask:
    """Figures that have no breakdowns are asked without one."""
    return ask if not ask.by else ask.but(figures=("test.passages", "test.people", "test.plates"))


@pytest.mark.django_db
def test_it_leaves_no_delta_behind():
    for hour in range(5):
        record(BEGIN + timedelta(hours=hour), AREAS[3], UNITS[2], with_units=UNITS[3:4])
    while fold(3):
        pass
    assert not Delta.objects.exists()


@pytest.mark.django_db
def test_a_batch_leaves_one_delta_for_each_sum_it_changes(watcher):
    for batch in range(2):
        with watcher.resting():
            some = [a_passage(BEGIN + timedelta(hours=3 * hour + batch), people=hour) for hour in range(1, 6)]
            Passage.objects.bulk_create(some)
        count_all(some, +1)

    cells = list(Delta.objects.values_list("cell", flat=True))
    assert len(cells) == 2 * len(set(cells))
    ask = Ask(ADDITIVE, BEGIN, BEGIN + timedelta(days=1))
    assert evaluate(ask, an_actor()).numbers == Brute(ask, list(Passage.objects.all())).numbers()


def a_passage(at: datetime, people: int) -> Passage:
    return Passage(
        area_path=AREAS[3],
        unit_path=UNITS[2],
        happened_at=at,
        received_at=at,
        response_id=RESPONSES[0],
        decision="pass",
        lane="1",
        plate="A1",
        people=people,
    )
