"""A shift that nobody takes over is somebody's task, by a clock."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import services
from lianfang.checkpoints.models import Post, Shift
from lianfang.checkpoints.sheets import SHIFT
from lianfang.checkpoints.tests.make import CREW
from lianfang.kernel.clock import now
from lianfang.orgs.services import go_on_duty
from lianfang.orgs.tests.make import make_worker
from lianfang.tasks.clocks import fire_due
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_crew(cast, watcher):
    with watcher.resting():
        return make_worker("next", cast.post.unit, *CREW)


def handed_over(cast, minutes):
    values = SHIFT.read({"stated_vehicles": 1})
    stamp = Stamp(at=now() - timedelta(minutes=minutes))
    return services.hand_over_shift(actor=cast.actor, stamp=stamp, post=cast.post.pk, values=values)


def taken_by(user, shift):
    services.take_shift(actor=Actor.of(user), stamp=Stamp(), post=shift.post_id, shift=shift.pk)


def asked():
    return list(Task.objects.filter(kind="checkpoints.take_over"))


def test_after_half_an_hour_whoever_is_on_duty_is_asked(cast, next_crew):
    go_on_duty(actor=Actor.system("tests"), unit=cast.post.unit, user=next_crew)
    shift = handed_over(cast, 29)
    fire_due()
    assert asked() == []
    fire_due(now() + timedelta(minutes=2))
    [task] = asked()
    assert (task.unit, task.user_id, task.is_red, task.is_waiting) == (cast.post.unit, next_crew.pk, False, True)
    assert task.due_at == shift.happened_at + timedelta(hours=1)

    taken_by(next_crew, shift)
    assert [each.state for each in asked()] == ["done"]


def test_with_nobody_on_duty_it_is_a_red_line_and_rises_at_once(cast):
    handed_over(cast, 31)
    fire_due()
    [task] = asked()
    assert (task.is_red, task.level, task.user_id) == (True, 1, None)


def test_who_has_signed_is_not_asked(cast, next_crew):
    taken_by(next_crew, handed_over(cast, 31))
    fire_due()
    assert asked() == []


def test_the_last_shift_of_a_post_waits_for_nobody(cast, watcher):
    with watcher.resting():
        Post.objects.filter(pk=cast.post.pk).update(until_at=now() - timedelta(minutes=20))
    handed_over(cast, 31)
    fire_due()
    assert asked() == [] and Shift.objects.count() == 1


def test_a_press_of_the_phone_sent_again_sets_one_clock(cast, next_crew):
    stamp, values = Stamp(at=now() - timedelta(minutes=31)), SHIFT.read({"stated_vehicles": 1})
    for _again in range(2):
        services.hand_over_shift(actor=cast.actor, stamp=stamp, post=cast.post.pk, values=values)
        fire_due()
    assert len(asked()) == 1
