"""Reports and bulletins through the API, as by the secretary's token."""

import pytest
from ninja.testing import TestClient

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.errors import Conflict, NotFound, Refused
from lianfang.reporting.api import router
from lianfang.reporting.services import draft_bulletin
from lianfang.reporting.tests.make import DAY, instant

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(secretary, chief, writer, district, watcher, travel, monkeypatch):
    monkeypatch.setenv("NINJA_SKIP_REGISTRY", "1")
    travel.move_to(instant(13))
    with watcher.resting():
        district.passages(4)
    travel.move_to(instant(16, 10))
    client = TestClient(router)

    def call(method, url, who="secretary", **more):
        return getattr(client, method)(url, actor=Actor.of(User.objects.get(username=who)), **more)

    return call


def test_it_files_with_what_is_stated_otherwise(api, district):
    stated = {"stated": {"checkpoints.vehicles": 5}, "because": {"checkpoints.vehicles": "一辆未登记"}}
    assert [each["state"] for each in api("get", f"/reports/{DAY}").json()] == ["due"]
    filed = api("post", f"/reports/{DAY}/{district.west.pk}", json=stated)
    assert filed.status_code == 201
    line = next(line for line in filed.json()["lines"] if line["figure"] == "checkpoints.vehicles")
    assert (line["counted"], line["stated"], line["because"]) == (4, 5, "一辆未登记")
    assert api("get", f"/reports/{DAY}/{district.west.pk}").json()["state"] == "filed"


def test_it_refuses_what_the_pages_refuse(api, district):
    with pytest.raises(Refused, match="Not everything is zero"):
        api("post", f"/reports/{DAY}/{district.west.pk}/zero")
    api("post", f"/reports/{DAY}/{district.west.pk}", json={})
    with pytest.raises(Conflict):
        api("post", f"/reports/{DAY}/{district.west.pk}", json={})


def test_what_is_not_filed_is_not_found(api, district):
    with pytest.raises(NotFound):
        api("get", f"/reports/{DAY}/{district.west.pk}")


def test_bulletins_are_listed_and_read(api, district):
    writer = Actor.of(User.objects.get(username="writer"))
    begun = draft_bulletin(actor=writer, response=district.response, area_path=district.response.area_path, day=DAY)
    assert api("get", "/bulletins").json() == []
    assert [each["number"] for each in api("get", f"/bulletins?day={DAY}", who="chief").json()] == [1]
    assert api("get", f"/bulletins/{begun.pk}", who="chief").json()["content"] is None


def test_what_goes_upward_is_affirmed_and_recorded_as_sent(api, district, travel):
    travel.move_to(instant(17))
    [due] = api("get", f"/reports/{DAY}/{district.command.pk}/upward", who="writer").json()
    assert (due["state"], due["numbers"]) == ("due", {})
    hour = {"due_at": due["due_at"]}
    assert api("post", f"/reports/upward/{district.command.pk}/affirm", who="writer", json=hour).status_code == 201
    sent = {**hour, "how": "mail", "to": "市指挥部"}
    told = api("post", f"/reports/upward/{district.command.pk}/sent", who="writer", json=sent).json()
    assert (told["state"], told["sent_how"], told["numbers"]["checkpoints.vehicles"]) == ("sent", "mail", 4)
