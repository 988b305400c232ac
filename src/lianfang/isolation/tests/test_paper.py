"""The temperatures of a day on paper."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.tests.make import browser_of
from lianfang.isolation.models import HealthReport
from lianfang.isolation.tests.make import OBSERVER, o_clock
from lianfang.kernel.clock import today
from lianfang.measures.tests.make import make_measure, make_measures_district
from lianfang.paper.access import KEY_IN
from lianfang.paper.tests.keying import key, printed, row_of
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(watcher):
    with watcher.resting():
        district = make_measures_district()
        make_measure(district, days_ago=3)
        district.typist = browser_of(make_user("typist", *OBSERVER, KEY_IN, unit_path=district.community.path))
    return district


@pytest.fixture
def page(district):
    area = district.areas["河东社区"]
    return printed(district.typist, "isolation.day", f"{area.pk}:{area.path}:", today() - timedelta(days=1))[0]


def test_a_temperature_written_at_the_door_is_a_report_of_that_hour(district, page):
    answer = key(district.typist, page, observed_1={"at": "9.10", "temperature": "367", "symptoms": "1"})
    assert answer.status_code == 302, row_of(page, "observed_1").problems
    report = HealthReport.kept.get()
    assert (str(report.temperature), report.happened_at) == ("36.7", o_clock(9, 10) - timedelta(days=1))
    assert (report.symptoms, report.typed_by[:5]) == (["cough"], "user:")


def test_a_fever_without_a_second_reading_waits_beside_its_cell(district, page):
    key(district.typist, page, observed_1={"temperature": "38.2"})
    assert set(row_of(page, "observed_1").problems) == {"second_temperature"}
    key(district.typist, page, observed_1={"temperature": "38.2", "second_temperature": "37.0"})
    assert HealthReport.kept.count() == 1
    key(district.typist, page, observed_1={"temperature": "36.9"})
    assert [str(each.temperature) for each in HealthReport.kept.all()] == ["36.9"]


def test_the_page_names_nobody_in_full(district, page):
    shown = district.typist.get(reverse("paper:batch", args=[page.batch])).content.decode()
    assert "3-2-601" in shown
    assert str(district.person.name) not in shown
