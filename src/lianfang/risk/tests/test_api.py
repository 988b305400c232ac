"""Risk areas and the response through the API."""

import json
from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.response.access import SEE_RESPONSE
from lianfang.response.tests.make import make_response
from lianfang.risk.access import MANAGE_RISK_AREAS, SEE_RISK_AREAS
from lianfang.risk.models import RiskArea
from lianfang.risk.tests.make import CODE, PLACE, make_risk_area
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    return make_response()


@pytest.fixture
def call(client, watcher):
    def call(path, body=None, actions=(SEE_RISK_AREAS, MANAGE_RISK_AREAS, SEE_RESPONSE)):
        with watcher.resting():
            user = make_user(f"user-{now().timestamp()}", *actions)
            _token, words = make_token(actor=Actor.of(user), name="desk", expires_at=now() + timedelta(days=1))
        headers = {"Authorization": f"Bearer {words}"}
        if body is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", json.dumps(body, default=str), "application/json", headers=headers)

    return call


def test_it_is_entered_published_and_looked_up(response, call):
    said = {"name": PLACE, "level": "high", "source": "省指挥部", "code": CODE, "publish": True}

    assert call("/risk-areas", said).status_code == 201
    assert [each["level"] for each in call(f"/risk-areas/look-up?name={PLACE}&code={CODE}").json()] == ["high"]


@pytest.mark.parametrize(("wrong", "field"), [({"level": "red"}, "level"), ({"code": "21" * 4}, "code")])
def test_what_cannot_be_names_its_field(response, call, wrong, field):
    answer = call("/risk-areas", {"name": PLACE, "level": "high", "source": "省指挥部", **wrong})

    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_who_only_reads_enters_nothing(response, call):
    said = {"name": PLACE, "level": "high", "source": "我"}

    assert call("/risk-areas", said, actions=(SEE_RISK_AREAS,)).status_code == 403
    assert not RiskArea.objects.exists()


def test_pages_by_key_lose_and_double_none(response, call):
    for number in range(5):
        make_risk_area(response, name=f"甲市乙区第{number}小区", code="")
    first = call("/risk-areas?size=3").json()
    second = call(f"/risk-areas?size=3&after={first['next']}").json()

    assert len({each["id"] for each in first["areas"] + second["areas"]}) == 5


def test_the_response_and_its_edition_are_told(response, call):
    assert call("/responses").json()[0]["edition"] == "covid19-2022-ed9"
    values = call("/editions/covid19-2022-ed9").json()["values"]

    assert any(each["is_assumption"] for each in values)
    assert call("/editions/plague-1894").status_code == 404
