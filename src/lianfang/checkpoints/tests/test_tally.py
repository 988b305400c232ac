from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.checkpoints.models import Tally
from lianfang.checkpoints.selectors import counts_of
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id

pytestmark = pytest.mark.django_db


def press(client, post, **counted):
    given = {"stamp": str(new_id()), "direction": "in", "vehicles": "1", "people": "3", **counted}
    return client.post(reverse("checkpoints:tally", args=[post.pk]), given, headers={"HX-Request": "true"})


def test_it_counts_a_vehicle_and_its_people_and_keeps_nothing_else(cast, crew):
    answer = press(crew, cast.post)

    assert answer.status_code == 200
    assert "Counted" in answer.content.decode()
    counted = Tally.kept.get()
    assert (counted.vehicles, counted.people, counted.direction) == (1, 3, "in")
    assert counted.unit_path == cast.post.unit.path


def test_it_counts_once_what_was_sent_twice(cast, crew):
    stamp = str(new_id())
    press(crew, cast.post, stamp=stamp)
    press(crew, cast.post, stamp=stamp)
    assert Tally.kept.count() == 1


def test_it_refuses_an_id_that_other_content_has(cast, crew):
    stamp = str(new_id())
    press(crew, cast.post, stamp=stamp)
    assert press(crew, cast.post, stamp=stamp, people="4").status_code == 409
    assert Tally.kept.get().people == 3


def test_two_phones_at_one_post_add_to_one_count(cast, crew, watcher):
    from lianfang.checkpoints.tests.make import CREW, logged_in
    from lianfang.orgs.tests.make import make_worker

    with watcher.resting():
        colleague = make_worker("colleague", cast.post.unit, *CREW)
    press(crew, cast.post)
    press(logged_in(colleague), cast.post, people="2")
    assert counts_of(cast.post)["people_in"] == 5


def test_it_takes_back_the_last_press_and_then_the_one_before(cast, crew):
    press(crew, cast.post, people="1")
    press(crew, cast.post, people="2")
    undo = reverse("checkpoints:undo", args=[cast.post.pk])
    crew.post(undo)
    assert counts_of(cast.post)["people_in"] == 1
    crew.post(undo)
    assert counts_of(cast.post)["people_in"] == 0
    assert crew.post(undo).status_code == 403


def test_it_is_not_found_for_the_crew_of_another_post(cast, stranger):
    assert press(stranger, cast.post).status_code == 404
    assert not Tally.objects.exists()


def test_it_refuses_a_press_that_counts_nothing(cast, crew):
    assert press(crew, cast.post, vehicles="0", people="0").status_code == 422


@pytest.mark.parametrize("people", ["201", "-1", "many"])
def test_it_refuses_what_one_press_cannot_mean(cast, crew, people):
    press(crew, cast.post, people=people)
    assert counts_of(cast.post)["people_in"] == 0


def test_it_refuses_to_count_where_the_document_has_run_out(cast, crew, watcher):
    with watcher.resting():
        cast.post.until_at = now() - timedelta(minutes=1)
        cast.post.save(update_fields=["until_at"])
    assert press(crew, cast.post).status_code == 403
    assert "not open" in crew.get(reverse("checkpoints:post", args=[cast.post.pk])).content.decode()
