"""One knock answers all that waits behind a door."""

from datetime import timedelta

import pytest
import time_machine

from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.events import _handlers, handles
from lianfang.tasks.events import TaskDone
from lianfang.tasks.knocks import knock_for, knocks_of
from lianfang.tasks.models import Answer, Task, Visit
from lianfang.tasks.rules import Channel, Reached, State
from lianfang.tasks.selectors import inbox_of
from lianfang.tasks.services import Knocked, record_visit
from lianfang.tasks.tests.make import CARE, CENSUS, make_resident, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(cast, watcher):
    """Two people of one household, each with a task; a third task asks about the household."""
    with watcher.resting():
        person = make_resident(cast.areas["3号楼"])
        make_task(cast, person=person, questions=["tasks.phone"])
        make_task(cast, person=person, kind=CENSUS.code, questions=["tasks.phone", "tasks.people_at_home"])
    return person


def door(person):
    return "household", person.household_id


def answers(person, phone="13800001111", count="3"):
    return {f"tasks.phone:{person.pk}": phone, "tasks.people_at_home:household": count}


def knock(cast, person, *, outcome=Reached.REACHED, stamp=None, user=None, **more):
    return record_visit(
        actor=cast.actor(user or cast.receives),
        stamp=stamp or Stamp(),
        door=door(person),
        knocked=Knocked(
            Channel.DOOR, outcome, **({"answers": answers(person)} if "answers" not in more else {}), **more
        ),
    )


def test_a_question_asked_by_two_is_asked_once(cast, home):
    asked = knock_for(cast.actor(cast.receives), *door(home)).to_ask
    assert [slot.question.code for slot in asked] == ["tasks.phone", "tasks.people_at_home"]


def test_one_form_answers_all_tasks(cast, home):
    visit = knock(cast, home)
    assert {(task.state, task.answered_by_id) for task in Task.objects.filter(person=home)} == {(State.DONE, visit.pk)}


def test_each_task_gets_the_answers_to_its_own_questions(cast, home):
    heard = {}
    handles(TaskDone)(listener := lambda event: heard.update({event.task.kind: dict(event.answers)}))
    knock(cast, home)
    _handlers[TaskDone].remove(listener)
    assert heard == {
        "tasks.test_look_in": {"tasks.phone": "13800001111"},
        "tasks.test_census": {"tasks.phone": "13800001111", "tasks.people_at_home": "3"},
    }


def test_what_is_on_record_is_not_asked_again(cast, home, watcher):
    knock(cast, home)
    with watcher.resting():
        make_task(cast, person=home, questions=["tasks.phone", "tasks.needs_help"])
    asked = knock_for(cast.actor(cast.receives), *door(home))
    assert [slot.question.code for slot in asked.to_ask] == ["tasks.needs_help"]
    assert [answer.value for _, answer in asked.from_record] == ["13800001111"]


def test_a_task_that_the_record_answers_wholly_is_done_at_once(cast, home, watcher):
    knock(cast, home)
    with watcher.resting():
        task = make_task(cast, person=home, questions=["tasks.people_at_home"])
    assert (task.state, task.outcome) == (State.DONE, "from_record")


def test_an_answer_stands_only_as_long_as_it_is_valid(cast, home, watcher):
    knock(cast, home)
    with time_machine.travel(now() + timedelta(days=7, minutes=1)), watcher.resting():
        task = make_task(cast, person=home, questions=["tasks.people_at_home"])
    assert task.state == State.OPEN


def test_another_purpose_may_not_use_an_answer_that_was_not_given_for_it(cast, home, watcher):
    with watcher.resting():
        make_task(cast, person=home, kind=CARE.code, questions=["tasks.needs_help"])
    knock(cast, home, answers={**answers(home), f"tasks.needs_help:{home.pk}": "yes"})
    with watcher.resting():
        for_control = make_task(cast, person=home, questions=["tasks.needs_help"])
        for_care = make_task(cast, person=home, kind=CARE.code, questions=["tasks.needs_help"])
    assert (for_control.state, for_care.state) == (State.OPEN, State.DONE)


@pytest.mark.parametrize("outcome", [Reached.NOT_AT_HOME, Reached.REFUSED, Reached.MOVED])
def test_where_nobody_was_reached_the_tasks_wait_on(cast, home, outcome):
    knock(cast, home, outcome=outcome, answers={})
    assert {task.state for task in Task.objects.filter(person=home)} == {State.OPEN}
    assert Visit.kept.get().outcome == outcome


@pytest.mark.parametrize(
    "count, says", [("", "kernel.required"), ("many", "tasks.not_a_number"), ("61", "tasks.out_of_range")]
)
def test_what_is_no_answer_is_said_beside_the_question(cast, home, count, says):
    with pytest.raises(Invalid) as refused:
        knock(cast, home, answers=answers(home, count=count))
    assert {key: reason.code for key, reason in refused.value.fields.items()} == {
        "tasks.people_at_home:household": says
    }
    assert not Visit.objects.exists()


def test_the_same_visit_sent_twice_is_one(cast, home):
    stamp = Stamp()
    assert knock(cast, home, stamp=stamp).pk == knock(cast, home, stamp=stamp).pk
    assert Visit.kept.count() == 1


def test_a_stranger_finds_no_door(cast, home):
    with pytest.raises(NotFound):
        knock(cast, home, user=cast.stranger)


def test_doors_come_in_walking_order(cast, watcher):
    from lianfang.people.tests.make import make_household, make_person

    with watcher.resting():
        for number in ("3-10-101", "3-2-601", "3-2-102"):
            household = make_household(cast.areas["3号楼"].path, number)
            make_task(cast, person=make_person("王五", household=household))
    tasks = inbox_of(cast.actor(cast.receives), (cast.receiver.path,))
    assert [each.household.door for each in knocks_of(tasks)] == ["3-2-102", "3-2-601", "3-10-101"]


def test_no_answer_is_in_the_database_in_clear(cast, home):
    from django.db import connection

    knock(cast, home)
    assert Answer.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM tasks_answer")
        assert not any(b"13800001111" in bytes(row[0]) for row in cursor.fetchall())
