"""What is published is read by everybody, small counts hidden; a draft by nobody outside."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.reporting.models import Bulletin
from lianfang.reporting.publishing import for_everybody
from lianfang.reporting.services import approve_bulletin, draft_bulletin, publish_bulletin, submit_bulletin
from lianfang.reporting.tests.make import CHIEF, DAY, WRITER, instant, make_reporting_district
from lianfang.response.excesses import Further, raise_excess
from lianfang.response.rules import ExcessKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(watcher, clock):
    with watcher.resting():
        return make_reporting_district()


@pytest.fixture
def clock():
    with time_machine.travel(instant(17), tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(district, watcher):
    with watcher.resting():
        writer = district.somebody("writer", *WRITER, area="和安区")
        return Actor.of(writer), Actor.of(district.somebody("chief", *CHIEF, area="和安区"))


def publish(district, people, day=DAY) -> Bulletin:
    writer, chief = people
    made = draft_bulletin(actor=writer, response=district.response, area_path=district.response.area_path, day=day)
    submit_bulletin(actor=writer, bulletin=made.pk)
    approve_bulletin(actor=chief, bulletin=made.pk)
    return publish_bulletin(actor=chief, bulletin=made.pk)


def page(name, *args, language="en"):
    client = Client()
    client.cookies["language"] = language
    return client.get(reverse(f"publicity:{name}", args=args))


def test_everybody_reads_it_without_small_counts(district, people, watcher):
    with watcher.resting():
        district.passages(23)
        district.passages(2, unit=district.units["水峪村村委会"], area="水峪村")
        writer = Actor.system("tests")
        why = Further(ExcessKind.CHECKPOINTS, "区指挥部", "9号", "过境车流异常", from_at=instant(12))
        raise_excess(actor=writer, response=district.response, further=why)
    made = publish(district, people)

    assert reverse("publicity:bulletin", args=[made.pk]) in page("bulletins").content.decode()
    told = page("bulletin", made.pk).content.decode()
    assert "vehicles at posts 25" in told and "under 5" in told and "not shown" in told
    assert "since the response began, vehicles at least 20" in told
    assert "the nine prohibitions) under 5" in told and "过境车流异常" not in told
    assert ">23<" not in told and ">2<" not in told
    assert "疫情防控工作通报" in page("bulletin", made.pk, language="zh-hans").content.decode()


def test_two_bulletins_do_not_tell_by_their_totals_what_a_day_hides(district, people, watcher, clock):
    with watcher.resting():
        district.passages(23)
    first = publish(district, people)
    clock.move_to(instant(17, days=1))
    with watcher.resting():
        district.passages(3, at=instant(12, days=1))
    second = publish(district, people, DAY + timedelta(days=1))

    exact = [each.content["numbers"]["checkpoints.vehicles|total"] for each in (first, second)]
    public = [for_everybody(each.content)["numbers"]["checkpoints.vehicles|total"] for each in (first, second)]
    assert (exact, public) == ([23, 26], [20, 20])


def test_a_draft_is_found_by_nobody(district, people):
    writer, _chief = people
    made = draft_bulletin(actor=writer, response=district.response, area_path=district.response.area_path, day=DAY)
    assert page("bulletin", made.pk).status_code == 404
    assert "No bulletin is out yet" in page("bulletins").content.decode()
