"""Arrivals through the API, with a token."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.arrivals.models import Verification
from lianfang.arrivals.tests.make import been, make_arrival
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(watcher):
    def call(user, method, path, body=None):
        with watcher.resting():
            _token, words = make_token(actor=Actor.of(user), name="test", expires_at=now() + timedelta(days=1))
        more = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        return getattr(Client(), method)(f"/api/v1{path}", headers={"Authorization": f"Bearer {words}"}, **more)

    return call


def stay():
    visit = been()
    return {
        "place_name": visit.place_name,
        "from_on": visit.from_on.isoformat(),
        "until_on": visit.until_on.isoformat(),
    }


def test_a_list_is_masked_and_a_stranger_sees_none(reception, calls, watcher):
    with watcher.resting():
        make_arrival(reception)
    assert [each["name"] for each in calls(reception.worker, "get", "/arrivals").json()["items"]] == ["周**"]
    assert calls(reception.stranger, "get", "/arrivals").json()["items"] == []


def test_an_arrival_is_entered_and_verified_once(reception, calls):
    told = {
        "name": "周远航",
        "phone": "13800002222",
        "area": reception.community,
        "expected_at": now().isoformat(),
        "visits": [stay()],
    }
    made = calls(reception.worker, "post", "/arrivals", told)
    assert (made.status_code, made.json()["state"]) == (201, "reported")
    found = {
        "id": str(new_id()),
        "happened_at": now().isoformat(),
        "channel": "phone",
        "name": "周远航",
        "phone": "13800002222",
        "visits": [stay()],
    }
    path = f"/arrivals/{made.json()['id']}/verify"
    answers = [calls(reception.worker, "post", path, found).json() for _ in range(2)]
    assert [(each["origin"], each["measure"] is not None) for each in answers] == [("medium", True)] * 2
    assert Verification.kept.count() == 1


def test_what_cannot_be_understood_is_a_problem_document(reception, calls, watcher):
    with watcher.resting():
        arrival = make_arrival(reception)
    body = {"id": str(new_id()), "happened_at": now().isoformat(), "result": "perhaps"}
    refused = calls(reception.worker, "post", f"/arrivals/{arrival.pk}/verify", body)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "result")
    assert calls(reception.stranger, "get", f"/arrivals/{arrival.pk}").status_code == 404
