"""Under an edition that knows no observation at home nobody is asked for reports, and the pages say so."""

import pytest
import time_machine
from django.urls import reverse

from lianfang.isolation import selectors
from lianfang.isolation.rules import DayState
from lianfang.isolation.services.chasing import next_due
from lianfang.isolation.tests.make import OBSERVER, SYSTEM, o_clock
from lianfang.kernel.clock import now, today
from lianfang.measures.models import Measure
from lianfang.measures.services import issue_link
from lianfang.measures.tests.make import District, make_measure, make_measures_district
from lianfang.response.tests.make import DENGUE
from lianfang.territory.tests.make import make_user
from tests.worlds import of_the_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_morning():
    with time_machine.travel(o_clock(9), tick=False):
        yield


def make_isolated_from_mosquitoes() -> tuple[District, Measure]:
    with time_machine.travel(o_clock(7), tick=False):
        district = make_measures_district(edition=DENGUE)
        return district, make_measure(district, kind="mosquito_isolation", ground="case", days_ago=1)


observed_of_the_file = of_the_file(make_isolated_from_mosquitoes)


def test_nobody_is_asked_for_reports(measure):
    assert next_due(measure, now()) is None
    assert selectors.day_of(measure).state is DayState.NOT_ASKED


def test_the_pages_say_so(client, district, measure, watcher):
    token = issue_link(actor=SYSTEM, measure=measure)
    with watcher.resting():
        client.force_login(make_user("observer", *OBSERVER, unit_path=district.community.path))

    assert "asks for no observation at home" in client.get(reverse("isolation:today")).content.decode()
    assert "No daily report is asked of you" in client.get(reverse("isolation:my", args=[token])).content.decode()
    assert today() >= measure.first_day
