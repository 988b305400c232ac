import json
from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.checkpoints.models import PersonCheck, Tally
from lianfang.kernel.clock import now, today
from lianfang.kernel.ids import new_id
from lianfang.people.tests.make import id_number
from lianfang.risk.tests.make import PLACE

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cast, client, watcher):
    with watcher.resting():
        _token, words = make_token(actor=Actor.of(cast.crew), name="gate", expires_at=now() + timedelta(days=1))

    def call(path, body=None, words=words):
        headers = {"Authorization": f"Bearer {words}"}
        if body is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", json.dumps(body, default=str), "application/json", headers=headers)

    return call


def stamped(**more):
    return {"id": str(new_id()), "at": now().isoformat(), **more}


def traveller(cast, **more):
    return {
        "first_reading": "36.4",
        "been_in": [{"place_name": PLACE, "from_on": str(today() - timedelta(days=2))}],
        "name": "张远行",
        "id_number": id_number(),
        "destination_path": cast.areas["河东社区"].path,
        **more,
    }


def test_a_tally_sent_twice_counts_once(cast, call):
    press = stamped(vehicles=1, people=4)
    first, again = (call(f"/posts/{cast.post.pk}/tallies", press) for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["counts"]["people_in"] == 4
    assert Tally.kept.count() == 1


def test_another_content_under_the_same_id_is_a_conflict(cast, call):
    press = stamped(vehicles=1, people=4)
    call(f"/posts/{cast.post.pk}/tallies", press)
    answer = call(f"/posts/{cast.post.pk}/tallies", {**press, "people": 5})

    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "acts.id_taken"


def test_a_stop_is_recorded_with_the_proposed_decision(cast, call):
    answer = call(f"/posts/{cast.post.pk}/stops", stamped(plate="辽F12345", people=[traveller(cast)]))

    assert answer.json()["people"][0]["decision"] == "hand_over"
    assert PersonCheck.kept.get().told == "河东社区居委会"
    assert "张远行" not in call("/checks").content.decode()


def test_problems_are_named_field_by_field_and_nothing_is_written(cast, call):
    answer = call(f"/posts/{cast.post.pk}/stops", stamped(plate="???", people=[traveller(cast, first_reading="3.7")]))

    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"plate", "people-0-first_reading"}
    assert not PersonCheck.objects.exists()


def test_a_shape_that_is_not_the_schemas_does_not_repeat_the_values(cast, call):
    answer = call(f"/posts/{cast.post.pk}/tallies", {"id": "王小明13800001111"})
    assert answer.status_code == 422
    assert "13800001111" not in answer.content.decode()


@pytest.mark.parametrize("words", ["", "wrong"])
def test_without_a_token_there_is_no_door(cast, call, words):
    assert call("/posts", words=words).status_code == 401


def test_the_post_of_others_is_not_found(cast, call, watcher):
    from lianfang.checkpoints.tests.make import make_post

    with watcher.resting():
        other = make_post(cast.response, cast.units["水峪村村委会"], cast.areas["水峪村"], name="山口卡口")
    assert call(f"/posts/{other.pk}/tallies", stamped(vehicles=1, people=1)).status_code == 404
