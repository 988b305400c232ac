"""Many things are asked for at once; one that waits already is joined, and the earliest due time counts."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.tasks import clocks
from lianfang.tasks.models import Clock, Task
from lianfang.tasks.services import answer, ask_many
from lianfang.tasks.subjects import PERSON, Subject
from lianfang.tasks.tests.make import CENSUS, SYSTEM, make_resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast, watcher):
    with watcher.resting():
        return make_resident(cast.areas["河东社区"])


def asking(cast, person, **more):
    return {
        "response": cast.response,
        "kind": CENSUS.code,
        "subject": Subject(PERSON, person.pk),
        "person": person,
        "area_path": person.area_path,
        "unit": cast.receiver,
        "due_at": now() + timedelta(hours=4),
        "because": Reason.of("tasks.asked"),
        **more,
    }


def test_the_same_twice_in_one_call_is_one_task(cast, person):
    one, other = ask_many(actor=SYSTEM, wanted=[asking(cast, person), asking(cast, person)])
    assert one is other and Task.objects.count() == 1
    assert (one.household, one.unit) == (person.household, cast.receiver)


def test_what_waits_is_joined_and_asked_earlier(cast, person):
    (first,) = ask_many(actor=SYSTEM, wanted=[asking(cast, person, asked_by_units=[cast.sender])])
    sooner = now() + timedelta(hours=1)
    more = asking(cast, person, due_at=sooner, questions=["tasks.phone"], asked_by_units=[cast.street])
    ask_many(actor=SYSTEM, wanted=[more])
    ask_many(actor=SYSTEM, wanted=[asking(cast, person)])
    task = Task.objects.get(pk=first.pk)
    assert (task.due_at, task.questions) == (sooner, ["tasks.phone"])
    assert task.asked_by == [cast.sender.path, cast.street.path]
    assert set(Clock.objects.filter(what=clocks.TASK_DUE).values_list("due_at", flat=True)) >= {sooner}


def test_a_joined_task_rises_at_its_earlier_time_and_once(cast, person, watcher):
    ask_many(actor=SYSTEM, wanted=[asking(cast, person)])
    ask_many(actor=SYSTEM, wanted=[asking(cast, person, due_at=now() - timedelta(minutes=1))])
    clocks.fire_due()
    assert Task.objects.get().escalations.count() == 1


def test_what_was_done_is_asked_anew(cast, person):
    (first,) = ask_many(actor=SYSTEM, wanted=[asking(cast, person)])
    answer(actor=Actor.of(cast.receives), task=first)
    (again,) = ask_many(actor=SYSTEM, wanted=[asking(cast, person)])
    assert again.pk != first.pk


def test_a_kind_nobody_registered_is_refused(cast, person):
    with pytest.raises(LookupError):
        ask_many(actor=SYSTEM, wanted=[asking(cast, person, kind="nobody.knows")])


def test_many_take_few_statements(cast, watcher, django_assert_max_num_queries):
    with watcher.resting():
        people = [make_resident(cast.areas["河东社区"], f"王{number}") for number in "一二三四五六七八九十"]
    wanted = [asking(cast, person) for person in people]
    with django_assert_max_num_queries(20):
        assert len(ask_many(actor=SYSTEM, wanted=wanted)) == 10
