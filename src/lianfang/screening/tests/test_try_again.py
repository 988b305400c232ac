"""A door at which nobody answered is tried again in the evening and the next morning: what a morning's work leads to."""

from datetime import datetime, timedelta, timezone

import pytest
import time_machine

from lianfang.screening.tests.make import Cast, knock, make_cast
from tests.worlds import of_the_file

pytestmark = pytest.mark.django_db
MORNING = datetime(2022, 9, 28, 10, 20, tzinfo=timezone(timedelta(hours=8)))


def make_cast_of_that_day() -> Cast:
    with time_machine.travel(MORNING - timedelta(minutes=5), tick=True):
        return make_cast()


cast_of_the_file = of_the_file(make_cast_of_that_day)


@pytest.fixture
def at_work(cast):
    with time_machine.travel(MORNING, tick=True):
        yield cast


def test_nobody_at_home_is_tried_again_in_the_evening_and_the_next_morning(at_work):
    door = at_work.door(at_work.open(), "1-1-101")
    knock(at_work.actor(), door, "not_at_home")
    door.refresh_from_db()
    assert door.next_at == MORNING.replace(hour=18, minute=0)
    knock(at_work.actor(), door, "not_at_home", at=MORNING - timedelta(hours=16))
    door.refresh_from_db()
    assert (door.tries, door.next_at) == (2, MORNING.replace(hour=18, minute=0)), "an earlier visit that arrives late"
    with time_machine.travel(MORNING.replace(hour=19)):
        knock(at_work.actor(), door, "not_at_home")
    door.refresh_from_db()
    assert (door.tries, door.next_at) == (3, None), "three visits are enough"


def test_whoever_is_out_in_the_evening_is_tried_the_next_morning(at_work):
    door = at_work.door(at_work.open(), "1-1-101")
    with time_machine.travel(MORNING.replace(hour=19)):
        knock(at_work.actor(), door, "not_at_home")
    door.refresh_from_db()
    assert door.next_at == MORNING.replace(day=29, hour=10, minute=0)


def test_no_visit_is_planned_after_the_end(at_work):
    door = at_work.door(at_work.open(until_at=MORNING.replace(hour=17)), "1-1-101")
    knock(at_work.actor(), door, "not_at_home")
    door.refresh_from_db()
    assert door.next_at is None


@pytest.mark.parametrize(
    "first, second, disputed",
    [
        ("not_at_home", "done", False),
        ("refused", "empty", False),
        ("done", "done", False),
        ("done", "empty", True),
        ("empty", "done", True),
        ("moved", "not_at_home", True),
    ],
)
def test_a_later_try_is_no_other_version(at_work, first, second, disputed):
    door = at_work.door(at_work.open(), "1-1-101")
    with time_machine.travel(MORNING + timedelta(hours=3)):
        knock(at_work.actor(), door, first, at=MORNING + timedelta(hours=1))
        knock(at_work.actor("colleague"), door, second, at=MORNING + timedelta(hours=2))
    door.refresh_from_db()
    assert door.is_disputed is disputed
