"""The same way under an edition of another disease, which knows no contact tracing and no observation at home."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.arrivals.models import Arrival
from lianfang.checkpoints.models import PersonCheck
from lianfang.checkpoints.tests.make import from_high_risk, make_post, typed, well
from lianfang.kernel.clock import now, today
from lianfang.kernel.ids import new_id
from lianfang.measures.models import Measure
from lianfang.people.tests.make import id_number
from lianfang.response.tests.make import DENGUE
from lianfang.risk.tests.make import PLACE
from lianfang.tasks.models import HandOver
from tests.cast import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(watcher):
    with watcher.resting():
        world = make_world(edition=DENGUE)
        world.post = make_post(world.response, world.units["河西社区居委会"], world.areas["河西社区"])
    return world


def stop(world, traveller):
    address = reverse("checkpoints:stop", args=[world.post.pk])
    return world.client("crew").post(address, typed(traveller, stamp=str(new_id()), confirm="1"))


def test_where_somebody_was_decides_nothing_at_a_post(world):
    stop(world, from_high_risk())
    assert PersonCheck.kept.get().decision == "pass"
    assert not HandOver.objects.exists()


def test_a_fever_goes_to_the_clinic(world):
    stop(world, well(first_reading="38.6", second_reading="38.6", name="孙发热", id_number=id_number()))
    assert str(HandOver.objects.get().to_unit) == "和安区发热门诊"


def test_an_arrival_from_a_noted_area_is_verified_and_asked_for_no_measure(world):
    told = {
        "name": "周海燕",
        "id_number": id_number(),
        "phone": "13812345678",
        "place_0": PLACE,
        "from_0": f"{today() - timedelta(days=3):%F}",
        "until_0": f"{today() - timedelta(days=1):%F}",
    }
    sent = {
        **told,
        "who": "self",
        "area": world.areas["河东社区"].path,
        "expected_at": f"{now():%FT%H:%M}",
        "agree": "on",
    }
    assert world.client("anonymous").post(reverse("arrivals:self_report"), sent).status_code == 302
    arrival = Arrival.objects.get()

    found = {**told, "stamp": str(new_id()), "channel": "door", "result": "confirmed"}
    assert world.client("worker").post(reverse("arrivals:arrival", args=[arrival.pk]), found).status_code == 302
    arrival.refresh_from_db()
    assert arrival.verified_at is not None
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    "page", ["isolation:today", "measures:list", "command:picture", "reporting:reports", "reporting:bulletins"]
)
def test_the_pages_of_the_way_open(world, page):
    assert world.client("command").get(reverse(page)).status_code == 200


def test_residents_read_that_nothing_is_asked_of_arrivals(world):
    page = world.client("anonymous").get(reverse("publicity:front")).content.decode()
    assert "What is asked of people who arrive" not in page
