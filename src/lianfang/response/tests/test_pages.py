"""The pages of the response, as whoever decides and whoever reads sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now, today
from lianfang.privacy import sunset
from lianfang.response.access import DECIDE_RESPONSE, SEE_RESPONSE
from lianfang.response.models import Response
from lianfang.response.selectors import decree_in_force
from lianfang.response.services import end
from lianfang.response.tests.make import DENGUE, EDITION, make_response
from lianfang.territory.tests.make import make_area, make_user

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("tests")


@pytest.fixture
def district(watcher):
    with watcher.resting():
        return make_area("和安区")


@pytest.fixture
def response(district):
    return make_response(area_path=district.path)


@pytest.fixture
def command(client, watcher, district):
    with watcher.resting():
        client.force_login(make_user("command", SEE_RESPONSE, DECIDE_RESPONSE, area=district))
    return client


@pytest.fixture
def worker(client, watcher, district):
    with watcher.resting():
        client.force_login(make_user("worker", SEE_RESPONSE, area=district))
    return client


def typed(**more) -> dict[str, object]:
    given = {"level": 2, "edition": EDITION, "authority": "市指挥部", "document": "第8号"}
    return {**given, "review_on": f"{today() + timedelta(days=7):%F}", **more}


def test_everybody_reads_what_was_decided(worker, response):
    page = worker.get(reverse("response:response", args=[response.pk]))

    assert page.status_code == 200
    assert "level II" in page.content.decode()
    assert "Decide anew" not in page.content.decode()


def test_it_activates_in_a_part_of_the_area_from_a_time_on(command, district, watcher):
    with watcher.resting():
        street = make_area("云溪街道", below=district)
        elsewhere = make_area("别处区")
    begun = f"{localtime(now()) - timedelta(days=2):%FT%H:%M}"
    door = reverse("response:activate")
    command.post(door, typed(name="云溪街道响应", area="云溪街道", started_at=begun))
    made = Response.objects.get()
    assert (made.area_path, f"{localtime(made.started_at):%FT%H:%M}") == (street.path, begun)
    assert command.post(door, typed(name="别处响应", area=elsewhere.path)).status_code == 403


def test_a_decision_may_hold_from_a_time_to_come(command, response):
    tomorrow = f"{localtime(now()) + timedelta(days=1):%FT%H:%M}"
    command.post(reverse("response:decide", args=[response.pk]), typed(level=1, from_at=tomorrow, confirmed=1))
    assert decree_in_force(response).level == 2
    assert f"{localtime(response.decrees.last().from_at):%FT%H:%M}" == tomorrow


def test_an_overdue_review_is_a_red_line(worker, district):
    make_response(area_path=district.path, review_on=today() - timedelta(days=1))

    page = worker.get(reverse("response:list"))

    assert "review overdue" in page.content.decode()


def test_it_activates_over_the_area_of_the_grant(command, district):
    answer = command.post(reverse("response:activate"), typed(name="疫情防控应急响应"))

    begun = Response.objects.get()
    assert answer.url == reverse("response:response", args=[begun.pk])
    assert begun.area_path == district.path


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"level_above": 1}, "not stay behind"),
        ({"level": 1, "level_above": 2}, "Give the ground"),
        ({"document": ""}, "required"),
    ],
)
def test_what_does_not_hold_together_stands_beside_the_field(command, more, words):
    page = command.post(reverse("response:activate"), typed(name="应急响应", **more))

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Response.objects.exists()


def test_a_decision_is_shown_before_it_is_done(command, response):
    door = reverse("response:decide", args=[response.pk])

    page = command.post(door, typed(edition=DENGUE))
    assert page.status_code == 200
    assert "Put this decision in force" in page.content.decode()
    assert decree_in_force(response).edition == EDITION

    command.post(door, typed(edition=DENGUE, confirmed=1))
    assert decree_in_force(response).edition == DENGUE


def test_it_ends_on_a_paper(command, response):
    door = reverse("response:end", args=[response.pk])
    assert command.post(door, {"authority": "市指挥部"}).status_code == 422

    command.post(door, {"authority": "市指挥部", "document": "第20号"})

    assert Response.objects.get().ended_at is not None


@pytest.mark.parametrize("name", ["response:decide", "response:end"])
def test_who_may_not_decide_finds_no_such_page(worker, response, name):
    assert worker.get(reverse(name, args=[response.pk])).status_code == 404


def test_an_edition_names_its_local_assumptions(worker):
    page = worker.get(reverse("response:edition", args=[EDITION])).content.decode()

    assert "local assumption" in page
    assert "measures.home_observation.days" in page
    assert worker.get(reverse("response:edition", args=["plague-1894"])).status_code == 404
    assert "not asked" in worker.get(reverse("response:editions")).content.decode()


def test_after_the_sunset_it_says_when_and_leads_to_the_signed_record(worker, response, monkeypatch):
    monkeypatch.setattr(sunset, "_blockers", [])
    address = reverse("response:response", args=[response.pk])
    end(actor=SYSTEM, response=response, authority="市指挥部", document="第20号")
    assert "Personal records leave on" in worker.get(address).content.decode()

    record = sunset.run(actor=SYSTEM, response=response.pk, receipts=["移交1号"])

    assert Response.objects.get().sunset_at == record.ended_at
    for page in (address, reverse("response:list")):
        assert reverse("privacy:sunset", args=[record.pk]) in worker.get(page).content.decode()
    assert "Personal records left on" in worker.get(address).content.decode()


def test_an_amending_edition_shows_what_it_takes_over_and_what_no_longer_holds(worker):
    page = worker.get(reverse("response:edition", args=["covid19-2022-twenty"])).content.decode()

    assert "taken over from" in page and reverse("response:edition", args=[EDITION]) in page
    assert "What no longer holds" in page and "measures.health_monitoring" in page


def test_the_reasons_are_read_in_the_language_of_the_page(worker):
    worker.cookies["language"] = "zh-hans"
    page = worker.get(reverse("response:edition", args=[EDITION])).content.decode()
    assert "统一采用一个阈值。" in page and "One threshold for all." not in page
