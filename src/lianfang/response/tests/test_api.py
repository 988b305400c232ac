"""The response through the API: activated, decided about, ended; what goes further put on record."""

from datetime import timedelta

import pytest
from ninja.testing import TestClient

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Conflict, Invalid, Refused
from lianfang.response.access import DECIDE_RESPONSE, RAISE_EXCESS, SEE_RESPONSE
from lianfang.response.api import router
from lianfang.response.tests.make import EDITION
from lianfang.territory.tests.make import make_area, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(watcher, monkeypatch):
    monkeypatch.setenv("NINJA_SKIP_REGISTRY", "1")
    with watcher.resting():
        area = make_area("和安区")
        actor = Actor.of(make_user("command", SEE_RESPONSE, DECIDE_RESPONSE, RAISE_EXCESS, area=area))
        reader = Actor.of(make_user("reader", SEE_RESPONSE, area=area))
    client = TestClient(router)

    def call(method, url, who=actor, **body):
        return getattr(client, method)(url, actor=who, **({"json": body} if method == "post" else {}))

    call.reader, call.area = reader, area.path
    return call


def paper(**more):
    return {"authority": "市指挥部", "document": "第8号", **more}


def decided(level, **more):
    return paper(level=level, edition=EDITION, review_on=f"{today() + timedelta(days=7)}", **more)


def test_it_is_activated_decided_about_and_ended(api):
    given = decided(3, name="疫情防控应急响应", area=api.area)
    with pytest.raises(Refused):
        api("post", "/responses", who=api.reader, **given)
    begun = api("post", "/responses", **given)
    assert (begun.status_code, begun.json()["level"]) == (201, 3)
    with pytest.raises(Conflict):
        api("post", "/responses", **given)

    one = f"/responses/{begun.json()['id']}"
    with pytest.raises(Invalid):
        api("post", f"{one}/decisions", **decided(9))
    assert api("post", f"{one}/decisions", **decided(2)).json()["level"] == 2
    assert api("post", f"{one}/end", **paper()).json()["ended_at"]
    assert [each["level"] for each in api("get", "/responses", who=api.reader).json()] == [2]


def test_an_excess_is_put_on_record_read_and_ended(api):
    one = f"/responses/{api('post', '/responses', **decided(3, name='响应', area=api.area)).json()['id']}"
    made = api("post", f"{one}/excesses", **paper(kind="no_refused_care", because="门诊停诊"))
    assert (made.status_code, made.json()["area"]) == (201, api.area)
    assert [each["because"] for each in api("get", f"{one}/excesses", who=api.reader).json()] == ["门诊停诊"]
    assert api("post", f"/excesses/{made.json()['id']}/end").json()["ended_at"]
    assert api("post", f"{one}/excesses", **paper(kind="anything", because="x")).status_code == 422
