"""Tasks and hand-overs through the API, with a token."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.tasks.models import Task
from lianfang.tasks.rules import State
from lianfang.tasks.tests.make import make_hand_over, make_helper, make_resident, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(watcher):
    def call(user, method, path, body=None):
        with watcher.resting():
            _token, words = make_token(actor=Actor.of(user), name="test", expires_at=now() + timedelta(days=1))
        send = getattr(Client(), method)
        headers = {"Authorization": f"Bearer {words}"}
        more = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        return send(f"/api/v1{path}", headers=headers, **more)

    return call


def test_the_receiver_finds_accepts_and_sees(cast, calls, watcher):
    with watcher.resting():
        sent = make_hand_over(cast)
    listed = calls(cast.receives, "get", "/hand-overs?state=sent").json()["items"]
    assert [each["id"] for each in listed] == [str(sent.pk)]
    accepted = calls(cast.receives, "post", f"/hand-overs/{sent.pk}/accept").json()
    assert (accepted["state"], accepted["phone"]) == ("accepted", "13800005678")
    assert calls(cast.receives, "post", f"/hand-overs/{sent.pk}/seen").json()["state"] == "seen"


def test_a_refusal_is_a_problem_document(cast, calls, watcher):
    with watcher.resting():
        sent = make_hand_over(cast)
    calls(cast.receives, "post", f"/hand-overs/{sent.pk}/accept")
    refused = calls(cast.sends, "post", f"/hand-overs/{sent.pk}/withdraw")
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert calls(cast.stranger, "get", f"/hand-overs/{sent.pk}").status_code == 404


def test_the_same_hand_over_sent_twice_is_one(cast, calls, watcher):
    with watcher.resting():
        person = make_resident(cast.areas["河西社区"], "张远行")
    body = {
        "person": str(person.pk),
        "from_unit": str(cast.sender.pk),
        "to_unit": str(cast.receiver.pk),
        "expected_at": now().isoformat(),
    }
    answers = [calls(cast.sends, "post", "/hand-overs", body) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]


def test_a_visit_answers_the_tasks_of_a_door_once(cast, calls, watcher):
    with watcher.resting():
        person = make_resident(cast.areas["3号楼"])
        make_task(cast, person=person, questions=["tasks.people_at_home"])
    door = f"/knocks/household/{person.household_id}"
    asked = calls(cast.receives, "get", door).json()["ask"]
    assert [each["key"] for each in asked] == ["tasks.people_at_home:household"]
    body = {"id": str(new_id()), "happened_at": now().isoformat(), "answers": {asked[0]["key"]: "2"}}
    answers = [calls(cast.receives, "post", door, body) for _ in range(2)]
    assert [(each.status_code, each.json()["id"]) for each in answers] == [(200, body["id"])] * 2
    assert Task.objects.get().state == State.DONE


def test_a_volunteer_is_told_neither_who_nor_why(cast, calls, watcher):
    with watcher.resting():
        make_task(cast)
        helper = make_helper(cast.receiver)
    task = calls(helper, "get", "/tasks?state=waiting").json()["items"][0]
    assert (task["person"], task["because"]) == (None, "Why it was asked is known to those who lead the work.")


@pytest.mark.parametrize("path", ["/tasks", "/hand-overs"])
def test_without_a_token_nothing_is_told(path):
    assert Client().get(f"/api/v1{path}").status_code == 401
