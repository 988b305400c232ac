import pytest
from django.urls import reverse

from lianfang.checkpoints.models import CallForHelp
from lianfang.kernel.ids import new_id
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db


def call(client, post, **given):
    return client.post(
        reverse("checkpoints:help", args=[post.pk]), {"stamp": str(new_id()), "kind": "medical", **given}
    )


def test_it_asks_the_unit_above_within_a_quarter_of_an_hour(cast, crew):
    assert call(crew, cast.post, note="司机昏倒").status_code == 302

    task = Task.objects.get()
    assert str(task.unit) == "云溪街道办事处"
    assert (task.due_at - CallForHelp.kept.get().happened_at).total_seconds() == 15 * 60
    assert CallForHelp.kept.get().note == "司机昏倒"


def test_pressed_twice_it_asks_once(cast, crew):
    stamp = str(new_id())
    call(crew, cast.post, stamp=stamp)
    call(crew, cast.post, stamp=stamp)
    assert Task.objects.count() == 1


def test_it_says_which_help_is_missing(cast, crew):
    answer = call(crew, cast.post, kind="")
    assert answer.status_code == 422
    assert not Task.objects.exists()


def test_a_stranger_cannot_call(cast, stranger):
    assert call(stranger, cast.post).status_code == 404
