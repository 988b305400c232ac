"""Whoever keeps the program running sees what failed by itself, and starts it again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.jobs import run_due
from lianfang.tasks import clocks
from lianfang.tasks.access import KEEP_RUNNING
from lianfang.tasks.models import Clock
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db
FAILS, DONE = [True], []


@clocks.on("tasks.test_fails")
def _answer(subject_id, due_at):
    if FAILS[0]:
        raise RuntimeError
    DONE.append(subject_id)


@pytest.fixture
def keeper(client, watcher):
    with watcher.resting():
        client.force_login(make_user("keeper", KEEP_RUNNING, unit_path="0001"))
    return client


@pytest.fixture
def broken(watcher):
    with watcher.resting():
        clocks.start("tasks.test_fails", new_id(), now())
    for _try in range(clocks.ATTEMPTS):
        clocks.fire_due()
    return clocks.broken().get()


def page(keeper):
    return keeper.get(reverse("tasks:background"))


def test_a_due_time_that_failed_is_shown_and_started_again(keeper, broken):
    assert "tasks.test_fails" in page(keeper).content.decode()
    FAILS[0] = False
    assert keeper.post(reverse("tasks:start_again", args=[broken.pk])).status_code == 302
    clocks.fire_due()
    FAILS[0] = True
    assert [broken.subject_id] == DONE
    assert not clocks.broken().exists()


def test_what_was_not_given_up_is_not_found(keeper, watcher):
    with watcher.resting():
        clocks.start("tasks.test_fails", new_id(), now() + timedelta(days=1))
    assert keeper.post(reverse("tasks:start_again", args=[Clock.objects.get().pk])).status_code == 404


def test_it_says_when_the_worker_does_not_run(keeper):
    assert page(keeper).context["is_silent"]
    run_due()
    assert not page(keeper).context["is_silent"]
    with time_machine.travel(now() + timedelta(minutes=20)):
        assert page(keeper).context["is_silent"]


def test_nobody_else_opens_it(client, watcher):
    with watcher.resting():
        client.force_login(make_user("other", unit_path="0001"))
    assert page(client).status_code == 403
