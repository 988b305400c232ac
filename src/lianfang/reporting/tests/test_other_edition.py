"""Another edition has other hours, or asks for no daily reports: then the bulletin counts calendar days."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.clock import end_of, start_of
from lianfang.protocols import load_edition
from lianfang.reporting.selectors import standings
from lianfang.reporting.services import draft_bulletin, remind
from lianfang.reporting.tests.make import DAY, instant
from lianfang.response.models import Decree
from lianfang.response.tests.make import DENGUE

pytestmark = pytest.mark.django_db
SILENT = "covid19-2020-ed7"
"""An edition whose sources say nothing of daily reports."""


@pytest.fixture
def without_reports(district, writer, watcher, travel):
    assert load_edition(SILENT).reporting is None
    travel.move_to(instant(17))
    with watcher.resting():
        Decree.objects.update(edition=SILENT)
    return district


def test_the_page_says_that_no_reports_are_asked_for(writer, without_reports):
    assert "asks for no daily reports" in writer.get("/reporting/").content.decode()
    assert remind() == 0


def test_a_bulletin_counts_the_calendar_day(writer, without_reports):
    actor = Actor.of(User.objects.get(username="writer"))
    area = without_reports.response.area_path
    draft = draft_bulletin(actor=actor, response=without_reports.response, area_path=area, day=DAY)
    assert (draft.from_at, draft.until_at) == (start_of(DAY), end_of(DAY))
    assert writer.get(f"/reporting/bulletins/{draft.pk}/").status_code == 200


def test_under_another_disease_a_committee_is_due_at_the_hour_of_its_edition(district, watcher):
    with watcher.resting():
        Decree.objects.update(edition=DENGUE)
    [standing] = standings(district.response, DAY, [district.west])
    assert standing.due_at == instant(17)
