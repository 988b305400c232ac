"""What somebody had who is gone waits for the unit again, and what a unit had that has ended for the one above."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import deactivate
from lianfang.kernel.clock import now, today
from lianfang.kernel.jobs import run_due
from lianfang.messaging.models import Message
from lianfang.orgs.models import OnDuty
from lianfang.orgs.services import add_member, end_member, end_unit
from lianfang.tasks.models import HandOver, Task
from lianfang.tasks.rules import State
from lianfang.tasks.selectors import responsible_for
from lianfang.tasks.services import accept, accept_hand_over
from lianfang.tasks.tests.make import SYSTEM, make_hand_over, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast, watcher):
    """Taken by the worker of the receiving community."""
    with watcher.resting():
        return accept(actor=cast.actor(cast.receives), task=make_task(cast))


def came_back(cast, task):
    task.refresh_from_db()
    told = Message.objects.filter(code="tasks.tell_came_back", unit_path=task.unit_path)
    return task.state, task.user_id, str(task.returned_because), told.count()


BACK = (State.OPEN, None, "Whoever had it is no longer there.", 1)


def test_a_closed_account_gives_its_tasks_back_at_once(cast, task):
    deactivate(actor=SYSTEM, user=cast.receives.pk)
    assert came_back(cast, task) == BACK
    assert not OnDuty.objects.filter(user=cast.receives, until=None).exists()


def test_a_member_who_left_gives_them_back_within_the_quarter_of_an_hour(cast, task, watcher):
    with watcher.resting():
        member = add_member(actor=SYSTEM, unit=cast.receiver, user=cast.receives)
        end_member(actor=SYSTEM, member=member, on=today())
    run_due()
    assert Task.objects.get(pk=task.pk).state == State.ACCEPTED
    with time_machine.travel(now() + timedelta(days=1)):
        run_due()
    assert came_back(cast, task) == BACK


def test_whoever_is_still_there_keeps_them(cast, task):
    run_due()
    assert Task.objects.get(pk=task.pk).user_id == cast.receives.pk


def test_they_stand_in_the_list_of_what_came_back(cast, task, client):
    deactivate(actor=SYSTEM, user=cast.receives.pk)
    client.force_login(cast.leads_street)
    page = client.get(reverse("tasks:list"), {"view": "back"}).content.decode()
    assert str(task.pk) in page


def test_a_unit_that_ends_leaves_nothing_behind(cast, task, watcher):
    with watcher.resting():
        taken = make_hand_over(cast)
        accept_hand_over(actor=Actor.of(cast.receives), hand_over=taken)
        coming = make_hand_over(cast, person=None)
    end_unit(actor=SYSTEM, unit=cast.receiver)
    assert responsible_for(taken.person) == cast.street
    assert {sent.to_unit_path for sent in HandOver.objects.all()} == {cast.street.path}
    assert {(left.unit_path, left.user_id) for left in Task.objects.filter(state="open")} == {(cast.street.path, None)}
    assert coming.task.state == "open"
    assert came_back(cast, task)[2] == "The unit that had it has ended."
