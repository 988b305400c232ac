"""A missed report is asked for in the visit form, together with what others want to know behind that door."""

import pytest
import time_machine

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.isolation.models import HealthReport, Missed
from lianfang.isolation.tests.make import OBSERVER, o_clock
from lianfang.measures.tests.make import make_measure, make_measures_district
from lianfang.tasks.clocks import fire_due
from lianfang.tasks.knocks import knock_for
from lianfang.tasks.models import Task
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.selectors import left_alone
from lianfang.tasks.services import Knocked, record_visit
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    with time_machine.travel(o_clock(7), tick=False) as clock:
        district = make_measures_district()
        make_measure(district, days_ago=2)
        clock.move_to(o_clock(10, 5))
        fire_due()
        yield district


@pytest.fixture
def worker(district, watcher):
    with watcher.resting():
        return Actor.of(make_user("observer", *OBSERVER, unit_path=district.community.path))


def knock(district, worker, **answers):
    person = district.person
    told = {f"isolation.{code}:{person.pk}": value for code, value in answers.items()}
    door = ("household", person.household_id)
    return record_visit(
        actor=worker, stamp=Stamp(), door=door, knocked=Knocked(Channel.PHONE, Reached.REACHED, answers=told)
    )


def test_the_form_asks_for_temperature_and_symptoms(district, worker):
    asked = knock_for(worker, "household", district.person.household_id).to_ask

    assert [slot.question.code for slot in asked] == ["isolation.temperature", "isolation.symptoms"]


def test_what_was_told_is_a_report_by_whoever_asked(district, worker):
    knock(district, worker, temperature="36.6")

    report = HealthReport.objects.get()
    assert (report.slot, report.finding, report.recorded_by) == (0, "normal", worker.name)
    assert Missed.objects.get().told_at is not None
    assert not left_alone().exists()


@pytest.mark.parametrize(
    ("told", "finding"),
    [({"temperature": "38.4"}, "fever_unconfirmed"), ({"temperature": "36.4", "symptoms": "cough"}, "symptoms")],
)
def test_what_is_abnormal_is_called_back(district, worker, told, finding):
    knock(district, worker, **told)

    assert HealthReport.objects.get().finding == finding
    assert Task.objects.filter(kind="isolation.abnormal", state="open").count() == 1
