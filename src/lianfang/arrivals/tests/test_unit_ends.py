"""A unit ends while somebody is on the way to it: the unit above expects them, and verifies them."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.arrivals.rules import Mark
from lianfang.arrivals.services.closing import close
from lianfang.arrivals.tests.make import make_arrival, make_reception
from lianfang.orgs.services import end_unit
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")


@pytest.fixture
def reception(watcher):
    with watcher.resting():
        return make_reception()


def test_who_is_expected_there_is_expected_above(reception, watcher):
    with watcher.resting():
        arrival = make_arrival(reception)
    end_unit(actor=SYSTEM, unit=reception.cast.receiver)
    arrival.refresh_from_db()
    assert arrival.unit.name == "云溪街道办事处" and arrival.unit_path == arrival.unit.path
    assert Task.objects.get(subject_id=arrival.pk).unit == arrival.unit


def test_who_was_received_stays_with_the_unit_that_received_them(reception, watcher):
    with watcher.resting():
        arrival = make_arrival(reception)
        close(SYSTEM, arrival, Mark.RELEASED)
    end_unit(actor=SYSTEM, unit=reception.cast.receiver)
    arrival.refresh_from_db()
    assert arrival.unit == reception.cast.receiver
