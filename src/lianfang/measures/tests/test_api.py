"""Measures through the API: proposed, ordered, released, with problem documents where it is refused."""

import json
from datetime import timedelta

import pytest
import time_machine

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now, today
from lianfang.measures.models import Measure
from lianfang.measures.tests.make import BOTH, OFFICE, make_cast, make_measure, make_proposal
from lianfang.people.access import SEE_PEOPLE
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(district, client, watcher):
    """A call as an officer of the street, or with the words of another token."""
    with watcher.resting():
        officer = make_user("officer", *OFFICE, *BOTH, SEE_PEOPLE, area=district.areas["云溪街道"])
        _token, words = make_token(actor=Actor.of(officer), name="desk", expires_at=now() + timedelta(days=30))

    def call(path, body=None, words=words):
        headers = {"Authorization": f"Bearer {words}"}
        if body is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", json.dumps(body, default=str), "application/json", headers=headers)

    return call


@pytest.fixture
def elsewhere(district, watcher):
    with watcher.resting():
        user = make_cast(district)["elsewhere"]
        return make_token(actor=Actor.of(user), name="desk", expires_at=now() + timedelta(days=30))[1]


def test_it_is_proposed_ordered_and_read(district, call):
    said = {
        "person": district.person.pk,
        "kind": "home_observation",
        "ground": "left_medium_risk_area",
        "counted_from": today(),
    }

    proposed = call("/measures", said)
    assert proposed.status_code == 201
    ordered = call(f"/measures/{proposed.json()['id']}/order", {})

    assert ordered.json()["state"] == "ordered"
    assert call(f"/measures/{proposed.json()['id']}").json()["last_day"] == f"{today() + timedelta(days=7):%F}"
    assert [each["kind"] for each in call("/measures?state=ordered").json()["measures"]] == ["home_observation"]


def test_an_excess_names_the_fields_in_a_problem_document(district, call):
    measure = make_proposal(district)

    answer = call(f"/measures/{measure.pk}/order", {"last_day": today() + timedelta(days=20)})

    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"excess_authority", "excess_reason"}


@pytest.mark.parametrize("path", ["", "/order", "/release", "/end", "/refuse"])
def test_a_stranger_finds_nothing(district, call, elsewhere, path):
    measure = make_measure(district)
    body = {"because": "x"} if path else None

    assert call(f"/measures/{measure.pk}{path}", body, words=elsewhere).status_code == 404


def test_it_is_released_on_the_last_day(district, call):
    measure = make_measure(district)
    assert call(f"/measures/{measure.pk}/release", {"negative_tests": 1}).status_code == 403

    with time_machine.travel(now() + (measure.last_day - today())):
        assert call(f"/measures/{measure.pk}/release", {"negative_tests": 1}).status_code == 200

    assert Measure.objects.get(pk=measure.pk).ending == "released"


def test_no_name_leaves_by_it(district, call):
    measure = make_measure(district)

    assert "周晓岚" not in call(f"/measures/{measure.pk}").content.decode()
