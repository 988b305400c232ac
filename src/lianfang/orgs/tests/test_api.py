"""Units and duty over the API."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.services.tokens import make_token
from lianfang.kernel.clock import now
from lianfang.orgs import selectors
from lianfang.orgs.access import GO_ON_DUTY, SEE_UNITS
from lianfang.orgs.tests.make import make_on_duty
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(units, watcher):
    """Asks as a program with the token of a worker of Hedong."""
    with watcher.resting():
        user = make_user("worker", SEE_UNITS, GO_ON_DUTY, unit_path=units["河东社区居委会"].path, name="林静")
        _token, words = make_token(actor=Actor.of(user), name="test", expires_at=now() + timedelta(days=1))
    client = Client(headers={"Authorization": f"Bearer {words}"})
    root = reverse("api:api-root")
    return lambda method, path, data=None: getattr(client, method)(
        root + path, data, **({"content_type": "application/json"} if method != "get" else {})
    )


def test_it_reads_units_page_by_page(api):
    first = api("get", "units", {"limit": 4}).json()
    rest = api("get", "units", {"limit": 4, "after": first["next"]}).json()
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [4, 2, ""]


def test_it_says_who_is_on_duty_and_where_nobody_is(api, units, watcher):
    with watcher.resting():
        make_on_duty(units["水峪村村委会"], phone="13800005678")
    known = api("get", f"units/{units['水峪村村委会'].pk}").json()
    assert known["on_duty"]["phone"] == "13800005678"
    silent = api("get", "units", {"silent": "true", "under": units["南山镇政府"].area_path}).json()["items"]
    assert [unit["name"] for unit in silent] == ["南山镇政府"]


def test_it_goes_on_duty_and_off_again(api, units):
    unit = units["河东社区居委会"]
    for _ in range(2):
        answer = api("put", "duty", {"unit_id": str(unit.pk), "phone": "13800005678"})
        assert answer.json()["name"] == "林静"
    assert selectors.on_duty(unit).phone == "13800005678"
    for _ in range(2):
        assert api("delete", "duty").status_code == 204
    assert selectors.on_duty(unit) is None


def test_a_unit_that_is_not_ones_own_is_not_found(api, units):
    assert api("put", "duty", {"unit_id": str(units["水峪村村委会"].pk)}).status_code == 404


def test_a_wrong_number_is_a_problem_with_its_field(api, units):
    answer = api("put", "duty", {"unit_id": str(units["河东社区居委会"].pk), "phone": "1"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "phone")
