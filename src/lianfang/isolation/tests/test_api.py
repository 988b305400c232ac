"""Observation through the API: who is observed, health reports by their ids, urgent need."""

import json
from datetime import timedelta

import pytest
import time_machine

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.isolation.models import HealthReport, UrgentNeed
from lianfang.isolation.tests.make import OBSERVER, o_clock
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_morning():
    with time_machine.travel(o_clock(9), tick=False):
        yield


@pytest.fixture
def call(district, client, watcher):
    with watcher.resting():
        user = make_user("observer", *OBSERVER, unit_path=district.community.path)
        _token, words = make_token(actor=Actor.of(user), name="phone", expires_at=now() + timedelta(days=1))

    def call(path, body=None):
        headers = {"Authorization": f"Bearer {words}"}
        if body is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", json.dumps(body, default=str), "application/json", headers=headers)

    return call


def test_a_report_sent_twice_is_one_and_other_content_a_conflict(measure, call):
    said = {"id": new_id(), "at": now(), "temperature": "36.5"}
    path = f"/measures/{measure.pk}/health-reports"

    assert [call(path, said).status_code for _ in range(2)] == [201, 201]
    assert call(path, {**said, "temperature": "36.9"}).status_code == 409
    assert HealthReport.objects.count() == 1


def test_a_high_reading_asks_for_the_second(measure, call):
    path = f"/measures/{measure.pk}/health-reports"

    refused = call(path, {"temperature": "38.2"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "second_temperature"

    assert call(path, {"temperature": "38.2", "second_temperature": "38.0"}).json()["finding"] == "fever"


def test_it_says_who_is_observed_by_id_only(measure, call):
    answer = call("/observed")

    assert answer.json()[0]["slots"] == {"10:00": "expected", "18:00": "later"}
    assert "周晓岚" not in answer.content.decode()


def test_an_urgent_need_is_told(measure, call):
    assert call(f"/measures/{measure.pk}/urgent-needs", {"said": "透析"}).status_code == 201
    assert UrgentNeed.objects.get().said == "透析"


def test_an_unknown_measure_is_not_found(measure, call):
    assert call(f"/measures/{new_id()}/health-reports", {"temperature": "36.5"}).status_code == 404
