"""The public page: anybody reports, nobody learns who is on record."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lianfang.arrivals.models import Arrival, Attempt, Report
from lianfang.arrivals.rules import TRIES_PER_HOUR, Source, State
from lianfang.arrivals.tests.make import make_reception
from lianfang.kernel.clock import now
from lianfang.people.models import Person
from lianfang.people.tests.make import id_number, make_person
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db
URL = "/public/arrival/"


@pytest.fixture
def reception(watcher):
    with watcher.resting():
        return make_reception()


@pytest.fixture
def form(reception):
    def fill(**changes):
        given = {
            "who": "self",
            "name": "周远航",
            "id_number": id_number(),
            "phone": "13800002222",
            "area": reception.community,
            "address": "3-2-601",
            "expected_at": timezone.localtime(now() + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M"),
            "place_0": "沈阳市和平区",
            "from_0": (timezone.localdate() - timedelta(days=3)).isoformat(),
            "until_0": timezone.localdate().isoformat(),
            "agree": "on",
        }
        return {**given, **changes}

    return fill


def test_it_makes_an_unverified_arrival_and_a_task_for_the_community(client, reception, form):
    answer = client.post(URL, form())
    assert answer["Location"] == reverse("arrivals:reported")
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.person, arrival.unit) == (State.REPORTED, None, reception.cast.receiver)
    task = Task.objects.get(subject_id=arrival.pk)
    assert (task.kind, task.unit) == ("arrivals.verify", reception.cast.receiver)


def test_the_answer_is_the_same_whether_or_not_somebody_is_on_record(client, form, watcher, django_assert_num_queries):
    known = id_number()
    with watcher.resting():
        make_person("周远航", id_number=known)
    people = Person.objects.count()
    answers = [client.post(URL, form(id_number=number)) for number in (known, id_number(), known)]
    assert len({(each.status_code, each["Location"], each.content) for each in answers}) == 1
    assert Person.objects.count() == people
    assert not Arrival.objects.exclude(person=None).exists()


def test_two_reports_of_one_person_are_one_arrival(client, form):
    number = id_number()
    client.post(URL, form(id_number=number))
    family = {"who": "family", "relation": "family", "reporter_name": "周父", "reporter_phone": "13800003333"}
    client.post(URL, form(id_number=number, **family))
    assert Arrival.objects.count() == 1
    assert list(Report.objects.order_by("at").values_list("source", flat=True)) == [Source.SELF, Source.FAMILY]


@pytest.mark.parametrize(
    "changes, says",
    [
        ({"name": ""}, "This field is required."),
        ({"id_number": "210203198005170011"}, "id_id_number_error"),
        ({"phone": "12"}, "This is not a phone number"),
        ({"id_number": "", "phone": ""}, "Enter an ID number or a phone number"),
        ({"area": "nowhere"}, "Select a valid choice"),
        ({"expected_at": "2020-01-01T08:00"}, "This lies more than a day in the past"),
        ({"expected_at": "2099-01-01T08:00"}, "more than 60 days ahead"),
        ({"place_0": ""}, "Name the place of this stay"),
        ({"from_0": ""}, "Enter from which day on"),
        ({"from_0": "2099-01-01"}, "This day has not come yet."),
        ({"agree": ""}, "Without your agreement"),
        ({"who": "family"}, "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, form, changes, says):
    answer = client.post(URL, form(**changes))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "error-summary" in answer.content.decode()
    assert not Arrival.objects.exists()


def test_one_address_reports_only_so_often(client, form):
    statuses = [client.post(URL, form()).status_code for _ in range(TRIES_PER_HOUR + 1)]
    assert statuses == [302] * TRIES_PER_HOUR + [429]
    assert client.post(URL, form(), REMOTE_ADDR="10.0.0.9").status_code == 302


def test_no_address_and_no_identity_is_in_the_database_in_clear(client, form):
    from django.db import connection

    number = id_number()
    client.post(URL, form(id_number=number), REMOTE_ADDR="203.0.113.77")
    assert Attempt.objects.count() == 1
    with connection.cursor() as cursor:
        for table in ("arrivals_arrival", "arrivals_report", "arrivals_attempt", "privacy_auditentry"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            held = b" ".join(
                bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in cursor for v in row
            )
            for canary in (number, "周远航", "13800002222", "沈阳市和平区", "203.0.113.77"):
                assert canary.encode() not in held, table


def test_it_says_what_is_recorded_why_and_until_when(client, reception):
    page = client.get(URL).content.decode()
    assert "What is recorded, why and until when" in page
    assert "Your native place, number plate or ID number never do." in page


def test_without_a_response_nothing_is_asked(client):
    assert "Nothing is asked of anybody" in client.get(URL).content.decode()
