"""What came of a knock."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Invalid, NotFound, Refused
from lianfang.kernel.ids import new_id
from lianfang.screening.found import Arrived, Found, InNeed, Unwell
from lianfang.screening.models import Door, DoorVisit
from lianfang.screening.rules import Behind, Followed, Outcome
from lianfang.screening.services import (
    Seen,
    close_round,
    correct_visit,
    decide,
    follow_up,
    record_new_door,
    record_visit,
    void_visit,
)
from lianfang.screening.tests.make import SYSTEM, knock
from lianfang.tasks.models import Task
from lianfang.territory.tests.make import make_area

pytestmark = pytest.mark.django_db


def test_it_is_recorded_and_the_door_is_reached(cast):
    door = cast.door(cast.open(), "1-1-101")
    visit = knock(cast.actor(), door, people_here=3)
    door.refresh_from_db()
    assert (door.state, door.tries, door.reached_at, door.next_at) == ("done", 1, visit.happened_at, None)
    assert (visit.people_here, visit.unit_path) == (3, cast.units["河东社区居委会"].path)


def test_the_same_record_again_changes_nothing_and_other_content_is_a_conflict(cast):
    door = cast.door(cast.open(), "1-1-101")
    stamp = Stamp()
    told = Seen(Outcome.DONE, 2, Found(unwell=(Unwell("张三", symptoms=("cough",)),)))
    first = record_visit(actor=cast.actor(), stamp=stamp, door=door.pk, seen=told)
    assert record_visit(actor=cast.actor(), stamp=stamp, door=door.pk, seen=told).pk == first.pk
    assert (DoorVisit.objects.count(), Task.objects.count()) == (1, 1)
    with pytest.raises(Conflict):
        record_visit(actor=cast.actor(), stamp=stamp, door=door.pk, seen=Seen(Outcome.DONE, 2))


@pytest.mark.parametrize("outcome", ["empty", "moved"])
def test_an_empty_flat_is_worked_and_not_occupied(cast, outcome):
    door = cast.door(cast.open(), "1-1-101")
    knock(cast.actor(), door, outcome)
    door.refresh_from_db()
    assert (door.is_lived_in, door.reached_at, door.next_at) == (False, None, None)
    assert door.worked_at is not None


def test_once_reached_is_reached(cast):
    door = cast.door(cast.open(), "1-1-101")
    knock(cast.actor(), door, at=now() - timedelta(hours=20))
    knock(cast.actor(), door, "not_at_home")
    door.refresh_from_db()
    assert (door.state, door.tries, door.next_at) == ("done", 2, None)


@pytest.mark.parametrize("who, error", [("stranger", NotFound), ("volunteer", NotFound)])
def test_it_is_not_found_for_whoever_works_elsewhere(cast, who, error):
    with pytest.raises(error):
        knock(cast.actor(who), cast.door(cast.open(), "1-1-101"))


def test_a_colleague_may_help_out_in_another_grid(cast):
    assert knock(cast.actor(), cast.door(cast.open(), "2-1-101")).outcome == "done"


def test_only_who_was_spoken_to_can_have_told_something(cast):
    door = cast.door(cast.open(), "1-1-101")
    with pytest.raises(Invalid) as refused:
        knock(cast.actor(), door, "not_at_home", people_here=2)
    assert list(refused.value.fields) == ["outcome"]


def test_what_says_nothing_is_named_where_it_stands(cast):
    door = cast.door(cast.open(questions=("tasks.people_at_home",)), "1-1-101")
    told = {
        "unwell": (Unwell("张三"),),
        "in_need": (InNeed("李四"),),
        "answers": {"tasks.people_at_home:household": "many", "tasks.phone:household": "1"},
    }
    with pytest.raises(Invalid) as refused:
        knock(cast.actor(), door, **told)
    assert sorted(refused.value.fields) == [
        "in_need-0-needs",
        "tasks.people_at_home:household",
        "tasks.phone:household",
        "unwell-0-symptoms",
    ]


def test_before_the_beginning_and_after_the_close_it_is_refused_and_in_between_taken_late(cast):
    round_ = cast.open()
    door = cast.door(round_, "1-1-101")
    with pytest.raises(Refused):
        knock(cast.actor(), door, at=now() - timedelta(days=2))
    close_round(actor=SYSTEM, round_=round_.pk)
    assert knock(cast.actor(), door, at=now() - timedelta(hours=1)).outcome == "done"
    with time_machine.travel(now() + timedelta(minutes=5)), pytest.raises(Refused):
        knock(cast.actor(), cast.door(round_, "1-1-102"))


def test_symptoms_are_looked_after_by_the_clock_of_the_protocol(cast):
    at = now() - timedelta(minutes=10)
    sick = (Unwell("张三", Decimal("38.2"), ("fever",)), Unwell("李四", symptoms=("cough",)))
    visit = knock(cast.actor(), cast.door(cast.open(), "1-1-101"), at=at, unwell=sick)
    task = Task.objects.get(kind="screening.unwell")
    assert (task.due_at, task.subject_id) == (at + timedelta(minutes=30), visit.pk)
    assert (task.household, task.unit) == (cast.homes["1-1-101"], cast.units["河东社区居委会"])
    assert (task.note, task.because.params["number"]) == ("张三、李四", 2)
    assert visit.told().unwell == sick


def test_an_urgent_need_has_minutes_and_another_a_day(cast):
    round_ = cast.open()
    at = now()
    knock(cast.actor(), cast.door(round_, "1-1-101"), at=at, in_need=(InNeed("张三", ("hospital",), urgent=True),))
    knock(cast.actor(), cast.door(round_, "1-1-102"), at=at, in_need=(InNeed("李四", ("medicine", "food")),))
    due = Task.objects.filter(kind="screening.help").order_by("due_at").values_list("due_at", flat=True)
    assert list(due) == [at + timedelta(minutes=15), at + timedelta(hours=24)]


def test_what_waits_is_answered_on_the_page_of_the_visit(cast):
    visit = knock(cast.actor(), cast.door(cast.open(), "1-1-101"), unwell=(Unwell("张三", symptoms=("cough",)),))
    follow_up(actor=cast.actor("colleague"), visit=visit.pk, followed=Followed.TO_CLINIC)
    task = Task.objects.get(kind="screening.unwell")
    assert (task.state, task.outcome) == ("done", "to_clinic")
    with pytest.raises(Conflict):
        follow_up(actor=cast.actor("colleague"), visit=visit.pk, followed=Followed.WELL)


def test_a_correction_voids_records_again_and_withdraws_what_was_asked(cast):
    door = cast.door(cast.open(), "1-1-101")
    wrong = knock(cast.actor(), door, people_here=3, unwell=(Unwell("张三", symptoms=("cough",)),))
    stamp = Stamp()
    right = correct_visit(actor=cast.actor(), stamp=stamp, visit=wrong.pk, seen=Seen(Outcome.NOT_AT_HOME))
    again = correct_visit(actor=cast.actor(), stamp=stamp, visit=wrong.pk, seen=Seen(Outcome.NOT_AT_HOME))
    door.refresh_from_db()
    wrong.refresh_from_db()
    assert (again.pk, right.corrects, wrong.is_voided) == (right.pk, wrong.pk, True)
    assert (door.state, door.tries, door.is_disputed) == ("not_at_home", 1, False)
    assert Task.objects.get(kind="screening.unwell").state == "cancelled"
    with pytest.raises(Conflict):
        correct_visit(actor=cast.actor(), stamp=Stamp(), visit=wrong.pk, seen=Seen(Outcome.EMPTY))


def test_only_who_recorded_it_or_leads_the_round_corrects_it(cast):
    visit = knock(cast.actor(), cast.door(cast.open(), "1-1-101"))
    with pytest.raises(Refused):
        void_visit(actor=cast.actor("colleague"), visit=visit.pk, because="x")
    with pytest.raises(NotFound):
        void_visit(actor=cast.actor("stranger"), visit=visit.pk, because="x")
    void_visit(actor=cast.actor("secretary"), visit=visit.pk, because="x")
    assert Door.objects.get(pk=visit.door_id).state == "open"


def test_two_versions_of_one_day_are_kept_until_somebody_decides(cast):
    door = cast.door(cast.open(), "1-1-101")
    one = knock(cast.actor(), door, people_here=3)
    other = knock(cast.actor("colleague"), door, people_here=4)
    door.refresh_from_db()
    assert door.is_disputed and DoorVisit.kept.count() == 2
    with pytest.raises(NotFound):
        decide(actor=cast.actor(), door=door.pk, keep=one.pk)
    decide(actor=cast.actor("secretary"), door=door.pk, keep=other.pk)
    one.refresh_from_db()
    door.refresh_from_db()
    assert one.is_voided and not door.is_disputed
    with pytest.raises(Conflict):
        decide(actor=cast.actor("secretary"), door=door.pk)


def test_both_versions_may_be_true(cast):
    door = cast.door(cast.open(), "1-1-101")
    knock(cast.actor(), door, people_here=3)
    knock(cast.actor("colleague"), door, people_here=4)
    decide(actor=cast.actor("secretary"), door=door.pk)
    door.refresh_from_db()
    assert not door.is_disputed and DoorVisit.kept.count() == 2
    knock(cast.actor("secretary"), door, people_here=5)
    door.refresh_from_db()
    assert door.is_disputed, "a third version is another question"


def test_a_household_on_no_list_comes_into_the_register_and_visibly_into_the_round(cast):
    round_ = cast.open()
    stamp = Stamp()
    given = {"round_": round_.pk, "area_path": cast.areas["第二网格"].path, "door": "2栋1单元303"}
    seen = Seen(Outcome.DONE, 2)
    found = record_new_door(actor=cast.actor("volunteer"), stamp=stamp, seen=seen, **given)
    assert record_new_door(actor=cast.actor("volunteer"), stamp=stamp, seen=seen, **given).pk == found.pk
    door = found.door
    assert (door.household.door, door.is_new, door.state, found.is_new_door) == ("2-1-303", True, "done", True)
    assert Door.objects.filter(round=round_).count() == 6


def test_a_door_found_that_was_on_the_list_is_visited(cast):
    round_ = cast.open()
    area = cast.areas["第二网格"].path
    found = record_new_door(
        actor=cast.actor(), stamp=Stamp(), round_=round_.pk, area_path=area, door="2-1-101", seen=Seen(Outcome.DONE, 2)
    )
    assert (found.door_id, found.is_new_door) == (cast.door(round_, "2-1-101").pk, False)


@pytest.mark.parametrize(
    "where, door, field",
    [("河西社区", "9-9-909", "area_path"), ("第二网格", "张三的家", "door"), ("", "9-9-909", "area_path")],
)
def test_a_place_that_is_none_is_named(cast, where, door, field):
    area = cast.areas[where].path if where else cast.areas["第二网格"].path + "0009"
    with pytest.raises(Invalid) as refused:
        record_new_door(
            actor=cast.actor(), stamp=Stamp(), round_=cast.open().pk, area_path=area, door=door, seen=Seen(Outcome.DONE)
        )
    assert list(refused.value.fields) == [field]


def test_who_arrived_is_read_as_it_was_told(cast):
    told = Arrived("王远", came_on=date(2022, 9, 1))
    visit = knock(cast.actor(), cast.door(cast.open(), "1-1-101"), arrived=(told,))
    assert DoorVisit.objects.get(pk=visit.pk).told().arrived == (told,)
    assert visit.arrived == 1 and new_id() != visit.pk


def test_a_round_of_workplaces_takes_no_household(cast):
    make_area("开发区工地", below=cast.areas["河东社区"], level="compound", kind="work_area")
    round_ = cast.open(behind=Behind.WORKPLACES)
    area = cast.areas["第二网格"].path
    with pytest.raises(Refused):
        record_new_door(
            actor=SYSTEM, stamp=Stamp(), round_=round_.pk, area_path=area, door="2-1-303", seen=Seen(Outcome.DONE)
        )
    assert not Door.objects.exclude(household=None).exists()
