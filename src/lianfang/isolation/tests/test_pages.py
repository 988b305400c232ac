"""The pages of observation: the list, the round along the doors, one person's health, the personal link."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.isolation.models import HealthReport, UrgentNeed
from lianfang.isolation.tests.make import OBSERVER, SYSTEM, make_report, o_clock
from lianfang.kernel.clock import now
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.services import end_early, issue_link, revoke_links
from lianfang.measures.tests.make import make_measure
from lianfang.orgs.tests.make import make_unit
from lianfang.people.tests.make import make_household, make_person
from lianfang.privacy.models import Read
from lianfang.tasks.models import HandOver
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_morning():
    with time_machine.travel(o_clock(9), tick=False) as clock:
        yield clock


@pytest.fixture
def worker(client, district, watcher):
    with watcher.resting():
        client.force_login(make_user("observer", *OBSERVER, unit_path=district.community.path))
    return client


@pytest.fixture
def stranger(client, district, watcher):
    with watcher.resting():
        client.force_login(make_user("other", *OBSERVER, unit_path=district.units["水峪村村委会"].path))
    return client


@pytest.fixture
def link(measure):
    return reverse("isolation:my", args=[issue_link(actor=SYSTEM, measure=measure)])


def text(answer) -> str:
    return answer.content.decode()


def health(measure: Measure) -> str:
    return reverse("isolation:health", args=[measure.pk])


def test_the_list_shows_the_day_and_masks_the_name(worker, measure):
    page = text(worker.get(reverse("isolation:today")))

    assert "2 of 7" in page
    assert "3-2-601" in page
    assert "周晓岚" not in page
    assert "expected" in page


@pytest.mark.parametrize(("state", "shown"), [("expected", True), ("missed", False), ("tests", False)])
def test_the_list_narrows_to_a_state(worker, measure, state, shown):
    page = text(worker.get(reverse("isolation:today"), {"state": state}))

    assert ("3-2-601" in page) is shown


def test_another_community_sees_nobody(stranger, measure):
    assert "3-2-601" not in text(stranger.get(reverse("isolation:today")))
    assert stranger.get(health(measure)).status_code == 404


def test_the_round_moves_on_along_the_doors(worker, district, measure):
    neighbour = make_person("孙宁", household=make_household(district.grid.path, door="3-2-602"))
    other = make_measure(district, person=neighbour, days_ago=2)
    door = reverse("isolation:round")
    assert "3-2-601" in text(worker.get(door))

    answer = worker.post(door, {"measure": measure.pk, "temperature": "365", "reporter": "worker"}, follow=True)

    assert "3-2-602" in text(answer)
    assert HealthReport.objects.get().temperature == 36.5
    answer = worker.post(door, {"measure": other.pk, "temperature": "36.6", "reporter": "worker"}, follow=True)
    assert "Everybody has told" in text(answer)


def test_who_was_not_reached_comes_again(worker, measure):
    page = text(worker.get(reverse("isolation:round"), {"after": measure.pk}))

    assert "1 person was not reached" in page


def test_the_second_reading_is_asked_beside_the_first(worker, measure):
    page = worker.post(reverse("isolation:round"), {"measure": measure.pk, "temperature": "38.1", "reporter": "worker"})

    assert page.status_code == 422
    assert "enter the second reading" in text(page)
    assert not HealthReport.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"), [("47", "34.0 and 43.0"), ("warm", "Write a number"), ("", "Fill this in")]
)
def test_a_wrong_temperature_is_refused_beside_the_field(worker, measure, wrong, words):
    page = worker.post(health(measure), {"temperature": wrong, "reporter": "worker"})

    assert page.status_code == 422
    assert words in text(page)


def test_a_report_is_recorded_once_however_often_it_is_sent(worker, measure):
    stamp = re.search(r'name="stamp" value="([^"]+)"', text(worker.get(health(measure))))[1]
    given = {"temperature": "36.5", "reporter": "worker", "stamp": stamp}

    worker.post(health(measure), given)
    worker.post(health(measure), given)

    assert HealthReport.objects.count() == 1
    assert Read.objects.filter(how="detail", person_id=measure.person_id).exists()


def test_a_wrong_report_is_taken_back_with_a_reason(worker, measure):
    report = make_report(measure, "39.0", second_temperature=39)
    void = reverse("isolation:void", args=[report.pk])

    assert worker.post(void, {"because": ""}).status_code == 404
    worker.post(void, {"because": "录错人"})

    assert HealthReport.objects.get().voided_at is not None
    assert "录错人" in text(worker.get(health(measure)))


def test_an_urgent_need_opens_the_measure(worker, measure):
    worker.post(reverse("isolation:urgent", args=[measure.pk]), {"said": "透析"})

    assert "Urgent need: the measure is open" in text(worker.get(health(measure)))


def test_a_fever_is_handed_to_the_clinic(worker, district, measure):
    clinic = make_unit("和安区人民医院发热门诊", below=district.command, area=district.areas["和安区"], kind="health")

    worker.post(reverse("isolation:clinic", args=[measure.pk]), {"clinic": clinic.pk, "note": "38.5度两天"})

    assert HandOver.objects.get().to_unit == clinic


def test_the_link_shows_todays_question_and_the_last_day_and_names_nobody(client, district, measure, link):
    page = client.get(link)

    assert page.status_code == 200
    assert "Last day" in text(page)
    for hidden in ("周晓岚", "home observation", "medium risk", "3-2-601", district.grid.name, district.community.name):
        assert hidden not in text(page)
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_the_resident_or_a_relative_tells_through_it(client, measure, link):
    client.post(link, {"temperature": "36.4", "reporter": "family"})

    report = HealthReport.objects.get()
    assert (report.reporter, report.finding, report.slot) == ("family", "normal", 0)


def test_one_high_reading_is_taken_and_somebody_calls(client, measure, link):
    page = client.post(link, {"temperature": "38.4", "reporter": "resident"}, follow=True)

    assert "calls you soon" in text(page)
    assert HealthReport.objects.get().finding == "fever_unconfirmed"


def test_one_button_calls_for_help(client, measure, link):
    page = client.post(f"{link}urgent/", follow=True)

    assert "You may leave for care now" in text(page)
    assert UrgentNeed.objects.count() == 1


def test_an_appeal_goes_through_it(client, measure, link):
    client.post(f"{link}appeal/", {"said": "我那几天在外地"})

    assert Appeal.objects.get().unit_path != measure.ordered_unit.path


@pytest.mark.parametrize("how", ["revoked", "expired", "unknown"])
def test_a_link_that_no_longer_works_says_so(client, measure, link, how):
    if how == "revoked":
        revoke_links(actor=SYSTEM, measure=measure)
    address = reverse("isolation:my", args=["x" * 32]) if how == "unknown" else link
    at = now() + timedelta(days=30) if how == "expired" else now()
    with time_machine.travel(at, tick=False):
        page = client.get(address)

    assert page.status_code == 404
    assert "expired or was replaced" in text(page)


def test_after_the_end_it_says_that_one_is_free(client, measure, link):
    end_early(actor=SYSTEM, measure=measure, because="风险区已解除")

    assert "You are free to go" in text(client.get(link))


def test_the_queries_of_the_list_do_not_grow(worker, district, measure, django_assert_max_num_queries):
    for number in range(6):
        household = make_household(district.grid.path, door=f"1-1-10{number}")
        make_measure(district, person=make_person(f"王{chr(0x4E00 + number)}", household=household), days_ago=2)
    with django_assert_max_num_queries(30):
        worker.get(reverse("isolation:today"))
